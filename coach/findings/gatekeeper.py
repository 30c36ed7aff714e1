"""The gatekeeper ladder: help and a conversation, a direct line, a message passed on, a referral.

Source: "Always be closing" on gatekeepers (school A): how far down the ladder the rep went before stopping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.findings.call import Call
from coach.report import Act, Finding

# What a request for help asks for; the words are read only inside acts already labelled as such a request.
WORDS = {
    "referral": re.compile(
        r"who (?:else|looks|deals|handles|is|would|should|does)|(?:some|any)(?:one|body) else|name of|right person",
        re.I,
    ),
    "pass_on": re.compile(
        r"pass|message|leave (?:a|my|him|her|them|it|you|word)|give (?:him|her|them)|let (?:him|her|them) know"
        r"|tell (?:him|her|them)|(?:a|take|make) note|put .* on (?:his|her|their) desk",
        re.I,
    ),
    "direct_line": re.compile(
        r"direct|(?<!my )number|extension|mobile|cell|e-?mail|address|(?:best|good|better) time"
        r"|when (?:is|would|will|do|can|could|might)|reach|catch",
        re.I,
    ),
}


def step_of(act: Act) -> str:
    """Which step of the ladder a request for help is on."""
    return next((s for s, pattern in WORDS.items() if pattern.search(act.quote.text)), "help")


def find(call: Call) -> Iterator[Finding]:
    """Each request for help, and how far down the ladder the rep went."""
    asks = call.of("gatekeeper.ask_help")
    for act in asks:
        step = step_of(act).replace("_", " ")
        yield Finding(act.label, (act.quote,), act.probability, f"Asks the gatekeeper for help ({step}).")
    if call.facts.call_type != "gatekeeper":
        return
    reached = tuple(dict.fromkeys(step_of(a) for a in asks))
    if reached:
        names = ", ".join(s.replace("_", " ") for s in reached)
        yield Finding(
            "gatekeeper_ladder",
            tuple(a.quote for a in asks),
            asks[0].probability,
            f"Steps asked for: {names}.",
        )
    if call.step is None and len(reached) < 2:
        no = call.of("response.decline")
        quotes = (no[-1].quote,) if no else ()
        why = "The rep stopped before asking for a direct line, a message passed on or another name."
        yield Finding("gatekeeper_stopped_early", quotes, call.facts.call_type_confidence, why)
