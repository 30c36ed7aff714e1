"""From a file as it was taken in to its scored calls; all judging is coach's own.

Corrections of who speaks are kept with a call (`Call.roles`) as

    {"rep": "name of the speaker who is the rep", "lines": {"12": "prospect"}}

both parts optional; a line is an utterance of the transcript by its number, so that a mended line moves no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coach.analyzer import score
from coach.errors import CoachError
from coach.readers import read_calls
from coach.report import Report
from coach.roles import assign_roles
from coach.store.schema import Upload
from coach.store.uploads import Scored
from coach.transcript import Role, Transcript

MOST_ERRORS = 3


def score_upload(
    upload: Upload, corrections: Mapping[int, dict[str, Any]] | None = None
) -> tuple[list[Scored], list[CoachError]]:
    """Every call of a file, scored; and in plain sentences why a call of it could not be.

    Args:
        upload: from `uploads.claim`, with its content.
        corrections: `Call.roles` by the call's place in the file, where the file was scored before.
    """
    scored: list[Scored] = []
    errors: list[CoachError] = []
    for position, call in enumerate(read_calls(upload.content, upload.filename)):
        try:
            if isinstance(call, CoachError):
                raise call
            roles = dict((corrections or {}).get(position, {}))
            call = replace(call, day=upload.day or call.day)
            scored.append(Scored(position, call, score_call(upload, call, roles), roles))
        except CoachError as error:
            errors.append(error)
    return scored, errors


def score_call(upload: Upload, transcript: Transcript, roles: Mapping[str, Any]) -> Report:
    """One call's report: with what the user said of the file, and with the corrections of who speaks.

    Raises:
        CoachError: nobody goes by the name the rep was given, or the call cannot be scored.
    """
    plan, backup = upload.plan or transcript.plan, upload.backup or transcript.backup
    transcript = replace(transcript, plan=plan, backup=backup)
    return score(corrected(transcript, roles, upload.speaker), upload.rubric)


def corrected(transcript: Transcript, roles: Mapping[str, Any], speaker: str | None = None) -> Transcript:
    """The transcript with roles, those that a person mended last.

    Args:
        speaker: who is the rep, as said with the file.

    Raises:
        CoachError: nobody goes by that name.
    """
    rep = roles.get("rep") or speaker
    transcript = transcript if transcript.roles and not rep else assign_roles(transcript, rep)
    lines = {int(number): Role(role) for number, role in roles.get("lines", {}).items()}
    said = (replace(u, role=lines.get(n, u.role)) for n, u in enumerate(transcript.utterances))
    return replace(transcript, utterances=tuple(said))


def in_words(errors: list[CoachError]) -> str:
    """What could not be read, in a few sentences."""
    shown = [str(error) for error in errors[:MOST_ERRORS]]
    more = len(errors) - len(shown)
    return " ".join([*shown, f"And {more} more."] if more else shown)
