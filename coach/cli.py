"""The command line: a thin shell over the library. Exit codes: 0 all well, 1 some file failed, 2 wrong usage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.errors import CoachError, ReadError
from coach.output import Format, Writer

if TYPE_CHECKING:
    from coach.rubric import Rubric
    from coach.transcript import Transcript

FAILED, USAGE = 1, 2

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Reads sales-call transcripts: was a next step secured, was the truth asked for, was the rep pushy?",
    epilog="Exit codes: 0 all well, 1 some file failed (the others were done), 2 wrong usage.",
)


Files = Annotated[list[str], typer.Argument(metavar="FILE…", help="Transcripts; - reads standard input.")]
RepName = Annotated[str | None, typer.Option("--rep", metavar="NAME", help="Who the rep is, as the file names them.")]
Day = Annotated[
    str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of the call, for “Tuesday at ten”.")
]


def say(message: str) -> None:
    """One line on standard error, control characters made visible."""
    typer.echo("".join(c if c.isprintable() else "�" for c in message), err=True)


def usage(message: str) -> typer.Exit:
    """Says what is wrong with the command and gives the exit to raise."""
    say(message)
    return typer.Exit(USAGE)


def the_day(text: str | None) -> date | None:
    """The date option."""
    from coach.findings.when import FIRST_YEAR, LAST_YEAR

    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise usage(f"--date {text}: not a date; write it as 2026-03-31.") from None
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise usage(f"--date {text}: no year in which calls are recorded; write it as 2026-03-31.")
    return day


def contents(name: str) -> bytes:
    """The bytes of a file or of standard input; one byte more than the limit is enough to refuse the rest."""
    from coach.readers.source import MAX_BYTES

    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def transcripts(files: list[str], day: date | None) -> Iterator[Transcript | CoachError]:
    """Every call of every file, or the error in its place; one bad file never ends the run."""
    from dataclasses import replace

    from coach.readers import read_calls

    for name in files:
        try:
            data = contents(name)
        except OSError as error:
            yield ReadError(name, error.strerror or "cannot be opened", "check the path and its permissions")
            continue
        try:
            for call in read_calls(data, "standard input" if name == "-" else name):
                yield call if isinstance(call, CoachError) else replace(call, day=day or call.day)
        except CoachError as error:
            yield error


@app.command()
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


def the_plan(option: str, text: str | None) -> None:
    """Refuses a plan that aims at no rung of the ladder."""
    from coach.findings.ladder import plan_action
    from coach.labels import LADDER

    if text and plan_action(text) is None:
        raise usage(f"{option} {text}: aims at no step coach knows; use one of {', '.join(LADDER)}.")


def the_rubric(name: str | None) -> Rubric | None:
    """The rubric option; a wrong name is wrong usage and gets the list of right ones."""
    from coach.errors import RubricError
    from coach.rubric import load_rubric

    try:
        return load_rubric(name) if name else None
    except RubricError as error:
        raise usage(str(error)) from error


@app.command()
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


@app.command()
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


@app.command()
def formats() -> None:
    """List the transcript formats coach reads (chosen by content, not by file name)."""
    from rich.console import Console
    from rich.table import Table

    from coach.readers import FORMATS

    table = Table("name", "what", "kind", "sample")
    for f in FORMATS:
        table.add_row(f.name, f.title, f.kind, f.sample)
    Console().print(table)


@app.command()
def rubrics(
    name: Annotated[str | None, typer.Argument(help="Print this rubric's TOML, to copy and edit.")] = None,
    check: Annotated[Path | None, typer.Option(metavar="FILE", help="Check a rubric of your own.")] = None,
) -> None:
    """List, print or check rubrics."""
    from coach.rubric import BUILT_IN, load_rubric, rubric_text

    if check:
        found = the_rubric(str(check))
        assert found is not None
        total = sum(c.points for c in found.criteria)
        typer.echo(
            f"{check}: {found.name} is sound: {len(found.criteria)} criteria, {total:g} points, digest {found.digest}."
        )
    elif name:
        the_rubric(name)
        typer.echo(rubric_text(name) if name in BUILT_IN else Path(name).read_text("utf-8"), nl=False)
    else:
        for each in BUILT_IN:
            typer.echo(f"{each:<20} {load_rubric(each).about}")


@app.command()
def schema() -> None:
    """Print the JSON schema of a report."""
    import json

    from coach.render.json import schema as report_schema

    typer.echo(json.dumps(report_schema(), indent=2))


def main() -> None:
    """Entry point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(FAILED) from None


if __name__ == "__main__":
    main()
