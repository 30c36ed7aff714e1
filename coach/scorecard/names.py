"""Whose call it is: the names of rep and prospect, where the transcript tells them."""

from __future__ import annotations

import re

from coach.role_words import role_word
from coach.transcript import Role, Transcript

# Labels that recorders give to voices they cannot name.
_NOBODY = re.compile(r"(?:speaker|spk|voice|channel|ch|participant|person|user|unknown|guest)?[\W_]*[a-z]?\d*", re.I)


def rep_name(transcript: Transcript) -> str | None:
    """The rep's name: as the file states it, else of the one speaker who is the rep; None where it is no name.

    Args:
        transcript: with roles assigned, else only what the file states is known.
    """
    return transcript.rep or _only(transcript, Role.REP)


def prospect_name(transcript: Transcript) -> str | None:
    """The name of the one speaker who is the prospect, or None."""
    return _only(transcript, Role.PROSPECT)


def _only(transcript: Transcript, role: Role) -> str | None:
    names = [name for name, known in transcript.roles if known is role]
    return names[0] if len(names) == 1 and _is_name(names[0]) else None


def _is_name(label: str) -> bool:
    return bool(label.strip()) and role_word(label) is None and not _NOBODY.fullmatch(label.strip())
