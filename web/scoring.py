"""From a file as it was taken in to its scored calls; all judging is coach's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from coach.analyzer import score
from coach.errors import CoachError, ReadError
from coach.readers import read_calls
from coach.readers.file_day import day_in
from coach.report import Report
from coach.store.saving import transcript_of
from coach.store.schema import Call, Upload
from coach.store.uploads import Scored
from coach.transcript import Transcript
from web.mending import corrected as corrected
from web.mending import settled

MOST_ERRORS = 3
# They are all saved in one transaction, and while it lasts nobody else can write.
MOST_CALLS = 500


def score_upload(upload: Upload) -> tuple[list[Scored], list[CoachError]]:
    """Every call of a file, scored; and in plain sentences why a call of it could not be.

    Args:
        upload: from `uploads.claim`, with its content.

    Raises:
        ReadError: it holds more than `MOST_CALLS`.
    """
    scored: list[Scored] = []
    errors: list[CoachError] = []
    named = day_in(upload.filename, upload.created_at)
    calls = list(islice(read_calls(upload.content, upload.filename), MOST_CALLS + 1))
    if len(calls) > MOST_CALLS:
        raise ReadError(upload.filename, f"it holds more than {MOST_CALLS} calls", "split it into several files")
    for position, call in enumerate(calls):
        try:
            if isinstance(call, CoachError):
                raise call
            call = replace(call, day=upload.day or call.day or named)
            scored.append(Scored(position, call, score_call(upload, call, {}), {}))
        except CoachError as error:
            errors.append(error)
    return scored, errors


def score_again(upload: Upload, calls: Iterable[Call]) -> list[Scored]:
    """Calls of a file that were mended, scored from the transcripts kept with them: the file is not read again.

    Args:
        calls: with their transcripts.
    """
    read = ((call, transcript_of(call)) for call in calls)
    return [Scored(c.position, t, score_call(upload, t, c.roles), settled(c.roles)) for c, t in read]


def score_call(upload: Upload, transcript: Transcript, roles: Mapping[str, Any]) -> Report:
    """One call's report: with what the user said of the file, and with the corrections of who speaks.

    Raises:
        CoachError: nobody goes by the name the rep was given, or the call cannot be scored.
    """
    plan, backup = upload.plan or transcript.plan, upload.backup or transcript.backup
    transcript = replace(transcript, plan=plan, backup=backup)
    return score(corrected(transcript, roles, upload.speaker), upload.rubric)


def in_words(errors: list[CoachError]) -> str:
    """What could not be read, in a few sentences."""
    shown = [str(error) for error in errors[:MOST_ERRORS]]
    more = len(errors) - len(shown)
    return " ".join([*shown, f"And {more} more."] if more else shown)
