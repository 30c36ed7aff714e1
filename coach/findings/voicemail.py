"""The voicemail card: reasons, call to action, length, never just a number.

Source: "Get them to return your call" (school E): a twenty-second commercial with one to three
reasons, then what to do. Messages left with a gatekeeper are held to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.findings.call import Call, quote_turn
from coach.labels import MESSAGE
from coach.report import Finding

WORDS_HIGH = 75
SECONDS_HIGH = 30.0
MAX_REASONS = 3
NUMBER = re.compile(
    r"(?:\d[\d\s().-]{5,}\d)|(?:\b(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)\b[\s,.-]*){5,}",
    re.I,
)
WHY = {
    "message.reason": "Says what the listener would gain.",
    "message.call_to_action": "Tells the listener what to do, and how.",
}


def find(call: Call) -> Iterator[Finding]:
    """Message parts in any call; the card only for a voicemail."""
    for act in call.of(*MESSAGE):
        yield Finding(act.label, (act.quote,), act.probability, WHY[act.label])
    if call.facts.call_type == "voicemail":
        yield from _card(call)


def _card(call: Call) -> Iterator[Finding]:
    spoken = call.rep_turns or call.turns
    sure = call.facts.call_type_confidence
    words = sum(len(t.text.split()) for t in spoken)
    quote = quote_turn(spoken[0])
    reasons = call.of("message.reason")
    if not reasons and not call.of("message.call_to_action") and any(NUMBER.search(t.text) for t in spoken):
        yield Finding("voicemail_number_only", (quote,), sure, "A number, and no reason to ring it.")
    if len(reasons) > MAX_REASONS:
        why = f"{len(reasons)} reasons; one to three are remembered."
        yield Finding("voicemail_too_many_reasons", tuple(r.quote for r in reasons), sure, why)
    seconds = _seconds(call)
    if words > WORDS_HIGH if seconds is None else seconds > SECONDS_HIGH:
        said = f"{seconds:.0f} seconds" if seconds is not None else f"{words} words"
        yield Finding(
            "voicemail_long",
            (quote,),
            sure,
            f"{said}; about twenty seconds, fifty to sixty words, are heard.",
        )


def _seconds(call: Call) -> float | None:
    spoken = call.rep_turns or call.turns
    if spoken[0].start is None or spoken[-1].end is None:
        return None
    return spoken[-1].end - spoken[0].start
