"""The command line: a thin shell over the library. Exit codes: 0 all well, 1 some file failed, 2 wrong usage.

A command is a function in a module of this package and a line in COMMANDS; a family of commands (`coach users add`)
is a Typer of its own and a line in FAMILIES. Modules here import what is slow inside their functions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import TextIOWrapper

import typer

from coach.cli import batch, ics, label, lists, score, scorecard, serve, take_in, users
from coach.cli.shared import FAILED

COMMANDS: tuple[Callable[..., None], ...] = (
    score.score,
    batch.batch,
    scorecard.scorecard,
    label.label,
    ics.ics,
    lists.formats,
    lists.rubrics,
    lists.schema,
    serve.serve,
    take_in.import_,
)
FAMILIES: dict[str, typer.Typer] = {"users": users.family}

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its pretty help costs more time than all the rest of the start
    help="Reads sales-call transcripts: was a next step secured, was the truth asked for, was the rep pushy?",
    epilog="Exit codes: 0 all well, 1 some file failed (the others were done), 2 wrong usage.",
)
for command in COMMANDS:
    app.command(command.__name__.rstrip("_"))(command)
for name, family in FAMILIES.items():
    app.add_typer(family, name=name)


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
