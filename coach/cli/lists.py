"""What coach knows: `coach formats`, `coach rubrics`, `coach schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.shared import the_rubric


def formats() -> None:
    """List the transcript formats coach reads, chosen by content."""
    from rich.console import Console
    from rich.table import Table

    from coach.readers import FORMATS

    table = Table("name", "what", "kind", "sample")
    for f in FORMATS:
        table.add_row(f.name, f.title, f.kind, f.sample)
    Console().print(table)


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


def schema() -> None:
    """Print the JSON schema of a report."""
    import json

    from coach.render.json import schema as report_schema

    typer.echo(json.dumps(report_schema(), indent=2))
