"""What several commands share: their options, what they say, and the transcripts they are given."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.errors import CoachError, ReadError

if TYPE_CHECKING:
    from coach.rubric import Rubric
    from coach.transcript import Transcript

FAILED, USAGE = 1, 2

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


def contents(name: str) -> bytes:
    """The bytes of a file or of standard input; one byte more than the limit is enough to refuse the rest."""
    from coach.readers.source import MAX_BYTES

    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def read_files(files: list[str]) -> Iterator[tuple[str, bytes | ReadError]]:
    """Every file's name and bytes, or why it cannot be read."""
    for name in files:
        try:
            yield name, contents(name)
        except OSError as error:
            yield name, ReadError(name, error.strerror or "cannot be opened", "check the path and its permissions")


def calls_in(name: str, data: bytes | ReadError, day: date | None) -> Iterator[Transcript | CoachError]:
    """Every call of a file, or the error in its place."""
    from dataclasses import replace

    from coach.readers import read_calls
    from coach.readers.file_day import day_in

    if isinstance(data, ReadError):
        yield data
        return
    named = day_in(name)
    try:
        for call in read_calls(data, "standard input" if name == "-" else name):
            yield call if isinstance(call, CoachError) else replace(call, day=day or call.day or named)
    except CoachError as error:
        yield error


def transcripts(files: list[str], day: date | None) -> Iterator[Transcript | CoachError]:
    """Every call of every file, or the error in its place; one bad file never ends the run."""
    for name, data in read_files(files):
        yield from calls_in(name, data, day)
