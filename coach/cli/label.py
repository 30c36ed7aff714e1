"""`coach label`: one JSON line a call."""

from __future__ import annotations

import typer

from coach.cli.shared import FAILED, Day, Files, RepName, say, the_day, transcripts
from coach.errors import CoachError


def label(files: Files, rep: RepName = None, day: Day = None) -> None:
    """Print one JSON line a call: labels of the call and of its turns."""
    import json

    from coach.analyzer import analyze
    from coach.label_format import label_record

    failed = 0
    for call in transcripts(files, the_day(day)):
        try:
            if isinstance(call, CoachError):
                raise call
            typer.echo(json.dumps(label_record(analyze(call, rep=rep)), ensure_ascii=False))
        except CoachError as error:
            say(str(error))
            failed += 1
    if failed:
        raise typer.Exit(FAILED)
