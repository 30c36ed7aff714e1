"""Words that say what somebody is in a call: in a name ("Agent", "Dana (Rep)"), or in what is said."""

from __future__ import annotations

import re

from coach.transcript import Role

_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.REP, "rep agent sales seller salesperson salesman saleswoman advisor adviser sdr bdr"),
    (Role.PROSPECT, "prospect customer client buyer lead consumer shopper visitor patient homeowner callee"),
    (Role.GATEKEEPER, "gatekeeper receptionist reception secretary switchboard"),
    (Role.OTHER, "other system bot ivr greeting voicemail recording narrator automated carrier operator"),
)
_ROLES = {word: role for role, words in _WORDS for word in words.split()}
# Who guards somebody else's time; what a machine says; what a message asks for.
GATE = re.compile(
    r"put you through|how (?:may|can) i direct|who's calling|who is calling|can i say who|who shall i say"
    r"|\b(?:he|she)(?:'s| is)(?: not|n't| just)? (?:in a meeting|in today|available|away from|out (?:of"
    r"|on)|on the other)|take a message|pass (?:it|that|a message|your message) (?:on|along)|give (?:him"
    r"|her|them) (?:a|the|your) message|\b(?:he|she) does(?:n't| not) (?:take|see|talk)|is (?:he"
    r"|she) expecting|what(?:'s| is) it (?:regarding|in con)|i'll (?:let|tell|see if) (?:him|her|he|she)"
    r"|not able to give out|can't give (?:you|out)|(?:all|no) sales calls"
)
AUTOMATED = re.compile(
    r"after the (?:tone|beep)|leave (?:a|your) (?:message|name)|you(?:'ve| have) reached|press (?:one|two"
    r"|three|\d)|your call is (?:important|being)|is recorded|recording time|mailbox|cannot take your call"
    r"|voicemail of|(?:person|customer) you are calling|record your (?:name|message)|this call (?:may"
    r"|will) be"
)
CALL_BACK = re.compile(
    r"(?:call|ring) me|give (?:me|us) a (?:call|ring|shout|bell|buzz)|call (?:us )?back|my number"
    r"|you can reach me|reach me (?:at|on)|leaving (?:you )?a (?:message|voicemail)|just (?:calling"
    r"|ringing)|i'll try you"
)


def role_word(name: str) -> Role | None:
    """The role a name states ("PROSPECT", "Sales rep", "Agent 1", "Dana (Rep)"), or None for a mere name."""
    return next((role for part in re.split(r"[()]", name) if (role := _plain(part))), None)


def _plain(label: str) -> Role | None:
    words = [w for w in re.split(r"[\W\d_]+", label.lower()) if w]
    known = 0 < len(words) <= 2 and all(w in _ROLES for w in words)
    return _ROLES[words[0]] if known else None
