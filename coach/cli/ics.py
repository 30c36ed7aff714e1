"""`coach ics`: the next steps as a calendar file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.shared import FAILED, Day, Files, RepName, say, the_day, transcripts, usage
from coach.errors import CoachError


def ics(
    files: Files,
    rep: RepName = None,
    day: Day = None,
    out: Annotated[Path | None, typer.Option(metavar="PATH", help="Write to this file.")] = None,
) -> None:
    """The next steps that have a day, as a calendar file."""
    from coach.analyzer import analyze
    from coach.calendar import calendar

    failed, found = 0, []
    for call in transcripts(files, the_day(day)):
        try:
            if isinstance(call, CoachError):
                raise call
            analysis = analyze(call, rep=rep)
            step = analysis.call.step
            if step is None or step.day is None or not step.specific:
                raise CoachError(no_day(call.id, step is not None, call.day is not None))
            found.append((call.id, step))
        except CoachError as error:
            say(str(error))
            failed += 1
    if found:
        data = calendar(found)
        try:
            if out:
                out.write_bytes(data)
            else:
                sys.stdout.buffer.write(data)
        except OSError as error:
            raise usage(f"{out}: {error.strerror or 'cannot be written'}; choose another --out.") from error
    if failed:
        raise typer.Exit(FAILED)


def no_day(call_id: str, has_step: bool, has_date: bool) -> str:
    """Why a call has nothing for a calendar."""
    if not has_step:
        return f"{call_id}: no next step was secured, so there is nothing to put in a calendar."
    if not has_date:
        return f"{call_id}: the date of the call is not known; give it with --date YYYY-MM-DD."
    return f"{call_id}: the next step names no day that could be put in a calendar."
