"""The three plain answers, each with confidence and the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.findings.call import Call
from coach.labels import PRESSURE, TRUTH
from coach.report import Act, Answer
from coach.transcript import Quote, Role

MOST_QUOTES = 4
# What was asked, in words; the most telling first.
ASKED = {
    "truth.final_check": "what still holds them back",
    "truth.next_direction": "where to go from here",
    "truth.feedback": "for feedback",
    "truth.questions": "for questions and doubts",
    "truth.stakeholders": "who else decides",
    "truth.safe_no": "whether a no would be fine",
    "truth.probe": "what lies behind an answer",
    "truth.discovery": "about their situation",
}
PUSHY_WORDS = ("No pressure.", "Assertive: asks firmly and takes a no.", "Pushy.", "Overly pushy.")


def answers(call: Call, bands: Mapping[str, Sequence[float]]) -> tuple[Answer, ...]:
    """The answers; `bands` holds for each question the probabilities between which coach is unsure."""
    return (
        _secured(call, bands["secured"]),
        _asked(call, bands["truth_asked"]),
        _pushy(call, bands["pushy"]),
    )


def _alone(call: Call) -> bool:
    """Nobody but the rep speaks: nothing can be agreed and nobody can be asked."""
    return not any(t.role is not Role.REP for t in call.turns if t.role is not Role.OTHER)


def _sides(value: bool, p: float, band: Sequence[float]) -> tuple[str, float, bool]:
    return "yes" if value else "no", round(p if value else 1 - p, 3), band[0] <= p < band[1]


def _secured(call: Call, band: Sequence[float]) -> Answer:
    if _alone(call) or call.facts.call_type == "voicemail":
        why = "It did not come up: nobody was there to agree."
        return Answer("secured", None, call.facts.call_type_confidence, False, why, ())
    value, sure, doubt = _sides(call.facts.secured, call.facts.secured_probability, band)
    step = call.step
    if step is None:
        asked = call.asks[-1] if call.asks else None
        said = "Asked for, but nothing stands at the end." if asked else "No next step was asked for or agreed."
        quotes = (asked.propose.quote, *((asked.answer.quote,) if asked.answer else ())) if asked else ()
        return Answer("secured", value, sure, doubt, said, quotes)
    what = step.action.replace("_", "-")
    when = f", {step.when}" if step.when else ", with no time named"
    quotes = tuple(q for q in (step.proposed, step.agreed) if q)
    return Answer("secured", value, sure, doubt, f"Yes: a {what}{when}.", quotes)


def _asked(call: Call, band: Sequence[float]) -> Answer:
    if _alone(call) or call.facts.call_type == "voicemail":
        why = "It did not come up: nobody was there to be asked."
        return Answer("asked", None, call.facts.call_type_confidence, False, why, ())
    value, sure, doubt = _sides(call.facts.truth_asked, call.facts.truth_probability, band)
    acts = _best(call.of(*TRUTH), tuple(ASKED))
    kinds = list(dict.fromkeys(ASKED[a.label] for a in acts))
    sentence = (
        f"Yes: asked {', '.join(kinds)}."
        if value == "yes" and kinds
        else "Yes."
        if value == "yes"
        else "Too little was asked."
    )
    return Answer("asked", value, sure, doubt, sentence, _quotes(acts))


def _pushy(call: Call, band: Sequence[float]) -> Answer:
    value, sure, doubt = _sides(call.facts.pushy >= 2, call.facts.pushy_probability, band)
    acts = _best(call.of(*PRESSURE), PRESSURE)
    return Answer("pushy", value, sure, doubt, PUSHY_WORDS[call.facts.pushy], _quotes(acts))


def _best(acts: tuple[Act, ...], order: tuple[str, ...]) -> tuple[Act, ...]:
    ranked = sorted(acts, key=lambda a: (order.index(a.label), -a.probability, a.turn))
    shown = list(dict.fromkeys(a.quote for a in ranked))[:MOST_QUOTES]
    return tuple(sorted((a for a in ranked if a.quote in shown), key=lambda a: a.turn))


def _quotes(acts: tuple[Act, ...]) -> tuple[Quote, ...]:
    """Their words, once each: a question may be of two kinds, a push too."""
    return tuple(dict.fromkeys(a.quote for a in acts))
