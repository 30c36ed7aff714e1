"""Was a next step secured: asks and answers, the fallback, the plan, and how dated the step is.

Source: "Always be closing, on something" and "Close on every conversation" (school A, C).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.findings.call import REFUSALS, Ask, Call
from coach.findings.steps import candidates, withdrawn
from coach.findings.when import find_when
from coach.labels import LADDER, PROPOSE, RECAP, rung
from coach.report import Finding
from coach.transcript import Quote

# A prospect is touched at least every thirty days (school C).
FOLLOW_UP_DAYS = 30


def find(call: Call) -> Iterator[Finding]:
    """All findings on the next step."""
    yield from _outcome(call)
    yield from _asks(call)
    yield from _fallback(call)
    yield from _withdrawn(call)
    yield from _plan(call)


def _outcome(call: Call) -> Iterator[Finding]:
    step = call.step
    if step is None:
        if not call.of(PROPOSE) and call.rep_turns:
            sure = 1 - call.facts.secured_probability
            yield Finding("no_ask", (), sure, "The rep asked for no next step in this call.")
        return
    quotes = tuple(q for q in (step.proposed, step.agreed) if q)
    kind = "next_step_secured" if step.proposed else "prospect_offered"
    why = "The other side agreed to this step." if step.proposed else "The other side proposed this step themselves."
    yield Finding(kind, quotes, step.confidence, why, detail=step.action)
    if step.specific and step.action != "sale":
        yield Finding("next_step_specific", quotes, step.confidence, f"It can go in a calendar: “{step.when}”.")
    elif step.action != "sale":
        said = f"“{step.when}” names no day" if step.when else "no time was named"
        yield Finding("next_step_vague", quotes, step.confidence, f"Nobody could put it in a calendar: {said}.")
    yield from _far(call, step.when, quotes, step.confidence)
    for recap in call.of(RECAP):
        yield Finding(RECAP, (recap.quote,), recap.probability, "The rep restated what both had agreed.")


def _far(call: Call, when: str | None, quotes: tuple[Quote, ...], sure: float) -> Iterator[Finding]:
    """A step more than thirty days ahead, also by loose words such as "in December"."""
    days = [w.day for w in find_when(when, call.day) if w.day] if when else []
    ahead = (days[0] - call.day).days if days and call.day else 0
    if ahead > FOLLOW_UP_DAYS:
        yield Finding("next_step_far", quotes, sure, f"It lies {ahead} days ahead, beyond {FOLLOW_UP_DAYS}.")


def _asks(call: Call) -> Iterator[Finding]:
    for ask in call.asks:
        if call.step and ask.propose.quote == call.step.proposed:
            continue
        action = (ask.propose.action or "next step").replace("_", "-")
        answer, why = ask.answer, f"The rep asked for a {action}; no clear answer followed."
        if answer:
            why = f"The rep asked for a {action}; the answer was {_ANSWER_WORDS[answer.label]}."
        quotes = (ask.propose.quote, *((answer.quote,) if answer else ()))
        yield Finding(PROPOSE, quotes, ask.propose.probability, why, detail=ask.propose.action or "")
    for small in candidates(call.acts, len(call.turns)):
        if small.propose and small.action == "keep_in_mind" and withdrawn(small, call.acts) is None:
            quotes = (small.propose.quote, small.agree.quote)
            yield Finding("small_close", quotes, small.confidence, "A small close: leave to stay in touch.")
    yield from _brochure_first(call)


def _brochure_first(call: Call) -> Iterator[Finding]:
    """The lowest rung asked for first, with no refusal before that made it the last resort, and not on request."""
    first = call.asks[0].propose if call.asks else None
    if first is None or first.action != LADDER[0]:
        return
    if not call.between(0, first.turn, *REFUSALS, "response.offer"):
        why = "The first thing asked for was the lowest rung; the brochure is the last resort, not the opening."
        yield Finding("opened_with_collateral", (first.quote,), first.probability, why)


_ANSWER_WORDS = {
    "response.accept": "yes",
    "response.offer": "a step of their own",
    "response.decline": "no",
    "response.maybe": "maybe",
    "response.objection": "an objection",
}


def _fallback(call: Call) -> Iterator[Finding]:
    """Top rung declined: was the next one down offered?"""
    for ask in call.failed:
        lower = _lower_ask_after(call, ask)
        assert ask.answer is not None
        if lower:
            quotes: tuple[Quote, ...] = (ask.answer.quote, lower.propose.quote)
            why = f"After a no to the {_name(ask)} the rep came down a rung, to the {_name(lower)}."
            yield Finding("fallback_used", quotes, lower.propose.probability, why)
            return
    refused = [a for a in call.failed if a.propose.action != LADDER[0]]
    if refused and call.step is None:
        last = refused[-1]
        assert last.answer is not None
        if call.at(last.answer.turn, "response.pushback"):
            return
        why = f"The {_name(last)} was refused and nothing smaller was offered."
        yield Finding("fallback_missed", (last.propose.quote, last.answer.quote), last.answer.probability, why)


def _name(ask: Ask) -> str:
    return (ask.propose.action or "step").replace("_", "-")


def _lower_ask_after(call: Call, ask: Ask) -> Ask | None:
    if ask.propose.action is None:
        return None
    later = (a for a in call.asks if a.propose.turn > ask.propose.turn and a.propose.action)
    return next((a for a in later if rung(a.propose.action or LADDER[0]) < rung(ask.propose.action)), None)


def _withdrawn(call: Call) -> Iterator[Finding]:
    for step in candidates(call.acts, len(call.turns)):
        taken_back = withdrawn(step, call.acts)
        if taken_back and not (call.step and call.step.agreed == step.agree.quote):
            why = "A step was agreed and later taken back, so it does not stand."
            yield Finding("next_step_withdrawn", (step.agree.quote, taken_back.quote), taken_back.probability, why)


def _plan(call: Call) -> Iterator[Finding]:
    """Plan and backup against what was reached (school C: a plan and a backup for each call)."""
    reached = call.step.action if call.step else None
    quotes = (call.step.agreed,) if call.step else ()
    sure = call.step.confidence if call.step else 1 - call.facts.secured_probability
    for kind, wanted in (("plan_reached", call.plan), ("backup_reached", call.backup)):
        target = plan_action(wanted)
        if target and reached and rung(reached) >= rung(target):
            done = "it was reached" if reached == target else f"a higher rung, {reached.replace('_', '-')}, was reached"
            yield Finding(kind, quotes, sure, f"The aim was: {target.replace('_', '-')}; {done}.")
            return
    if plan_action(call.plan):
        yield Finding("plan_missed", quotes, sure, "Neither the plan nor a backup was reached.")


_PLAN_WORDS = {
    "sale": ("sale", "sell", "sign", "order", "buy", "close", "deal", "donate", "donation"),
    "meeting": ("meeting", "meet", "demo", "visit", "appointment", "see them"),
    "call_back": ("call", "callback", "call-back", "ring", "phone"),
    "proposal": ("quote", "proposal", "trial", "pilot", "sample", "contract", "audit"),
    "introduction": (
        "introduction",
        "name",
        "number",
        "referral",
        "transfer",
        "decision-maker",
        "decision maker",
    ),
    "keep_in_mind": ("stay in touch", "keep in touch", "keep_in_mind", "touch base"),
    "collateral": ("brochure", "email", "e-mail", "link", "leaflet", "collateral", "information"),
}


def plan_action(plan: str | None) -> str | None:
    """The rung that a plan's words aim at: a rung's own name, else the first rung whose words occur."""
    if not plan:
        return None
    text = plan.strip().lower()
    if text in LADDER:
        return text
    return next(
        (a for a, words in _PLAN_WORDS.items() if any(re.search(rf"\b{w}(?:s|ed|ing)?\b", text) for w in words)),
        None,
    )
