"""Were truth-gathering or feedback questions asked: each of them, the sequence, and what was missed.

Source: "Seven steps to the truth" (school B) and "Close on every conversation" (school C).
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.findings.call import Call
from coach.labels import TRUTH
from coach.report import Finding

WHY = {
    "truth.discovery": "Asks about the other side's situation, wanting to know.",
    "truth.probe": "Digs into what was just said.",
    "truth.questions": "Asks whether questions or concerns are left.",
    "truth.final_check": "The last check that nothing is held back.",
    "truth.next_direction": "Lets the other side say where to go from here.",
    "truth.stakeholders": "Asks who else decides, or how.",
    "truth.feedback": "Asks for criticism, or why they chose otherwise.",
    "truth.safe_no": "Makes it safe to say no.",
}
# How far after a no or a maybe a probe still belongs to it.
PROBE_WITHIN = 4
DIGS = ("truth.probe", "truth.feedback", "truth.final_check")


def find(call: Call) -> Iterator[Finding]:
    """All findings on the truth questions."""
    for act in call.of(*TRUTH):
        yield Finding(act.label, (act.quote,), act.probability, WHY[act.label])
    yield from _sequence(call)
    yield from _probed(call, "response.decline", "no")
    yield from _probed(call, "response.maybe", "maybe")
    yield from _clean_ending(call)


def _sequence(call: Call) -> Iterator[Finding]:
    """ "Any more questions?", its answer, and then the final check (asked, answered, followed)."""
    asked = call.of("truth.questions")
    checks = call.of("truth.final_check")
    if asked:
        for question in asked:
            reply = call.reply(question.turn)
            after = [c for c in checks if reply and c.turn > reply.index]
            if after:
                why = "Questions were invited, answered, and followed by the final check."
                yield Finding("truth_sequence", (question.quote, after[0].quote), after[0].probability, why)
                return
        if not any(c.turn >= asked[0].turn for c in checks):
            why = "Questions were invited, but the final check that nothing is held back did not follow."
            yield Finding("no_final_check", (asked[-1].quote,), asked[-1].probability, why)
            return
    no = call.of("response.decline")
    if no and not checks and call.facts.outcome != "yes":
        why = "The no was left without a last check that nothing is held back."
        yield Finding("no_final_check", (no[-1].quote,), no[-1].probability, why)


def _probed(call: Call, label: str, word: str) -> Iterator[Finding]:
    """Each no and maybe paired with the question that dug into it, or shown as a missed chance.

    No chance was missed where the words answer such a question, or where the other side asked to be left alone.
    """
    for act in call.of(label):
        digs = call.between(act.turn + 1, act.turn + PROBE_WITHIN, *DIGS)
        answers_one = call.between(act.turn - 2, act.turn - 1, *DIGS)
        if digs:
            why = f"The {word} was met with a question."
            yield Finding(f"{word}_probed", (act.quote, digs[0].quote), digs[0].probability, why)
        elif act.turn + 1 < len(call.turns) and not answers_one and not call.at(act.turn, "response.pushback"):
            why = f"Nobody asked what was behind this {word}."
            yield Finding(f"{word}_missed", (act.quote,), act.probability, why)


def _clean_ending(call: Call) -> Iterator[Finding]:
    """A dated call-back together with leave to say no: both give themselves the last word."""
    safe = call.of("truth.safe_no")
    step = call.step
    if step and step.action == "call_back" and step.specific and safe:
        why = "A day to get back to each other is agreed, and either answer is welcome."
        yield Finding("clean_ending", (step.agreed, safe[-1].quote), min(step.confidence, safe[-1].probability), why)
