"""coach: a linter for sales conversations.

Was a next step secured? Were truth-gathering or feedback questions asked? Was the rep overly pushy?

    transcript = coach.read(open("call.vtt", "rb").read(), "call.vtt")
    report = coach.score(transcript)
    print(report.answers[0].sentence)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.errors import CoachError, ModelError, ReadError, RubricError
from coach.transcript import Quote, Role, Transcript, Turn, Utterance

if TYPE_CHECKING:
    from coach.analyzer import score
    from coach.readers import read, read_calls
    from coach.report import Report
    from coach.rubric import Rubric, load_rubric

__all__ = [
    "CoachError",
    "ModelError",
    "Quote",
    "ReadError",
    "Report",
    "Role",
    "Rubric",
    "RubricError",
    "Transcript",
    "Turn",
    "Utterance",
    "load_rubric",
    "read",
    "read_calls",
    "score",
]

# Loaded when first asked for, so that `import coach` and `coach --help` stay quick.
_LATE = {
    "score": "coach.analyzer",
    "read": "coach.readers",
    "read_calls": "coach.readers",
    "Report": "coach.report",
    "Rubric": "coach.rubric",
    "load_rubric": "coach.rubric",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'coach' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)
