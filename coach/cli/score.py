"""`coach score`: reports in the terminal or in files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.shared import FAILED, Day, Files, RepName, say, the_day, the_plan, the_rubric, transcripts, usage
from coach.errors import CoachError
from coach.output import Format, Writer


def score(
    files: Files,
    rubric: Annotated[str | None, typer.Option(metavar="NAME|FILE", help="A rubric (see `coach rubrics`).")] = None,
    rep: RepName = None,
    day: Day = None,
    plan: Annotated[str | None, typer.Option(help="What the rep set out to reach, e.g. meeting.")] = None,
    backup: Annotated[str | None, typer.Option(help="The fallback, e.g. call_back.")] = None,
    form: Annotated[Format, typer.Option("--format", help="Form of the report.")] = Format.TERMINAL,
    out: Annotated[Path | None, typer.Option(metavar="PATH", help="A file, or a folder for many reports.")] = None,
) -> None:
    """Score calls and say why, with quotes."""
    from dataclasses import replace

    from coach.analyzer import score as score_call

    chosen = the_rubric(rubric)
    the_plan("--plan", plan)
    the_plan("--backup", backup)
    if out and out.is_file() and len(files) > 1:
        raise usage(f"{out}: is a file, and there are several calls; give a folder to --out.")
    writer = Writer(form, out, many=len(files) > 1)
    failed = 0
    for call in transcripts(files, the_day(day)):
        try:
            if isinstance(call, CoachError):
                raise call
            call = replace(call, plan=plan or call.plan, backup=backup or call.backup)
            writer.add(score_call(call, chosen, rep))
        except CoachError as error:
            say(str(error))
            failed += 1
    writer.close()
    if failed:
        raise typer.Exit(FAILED)
