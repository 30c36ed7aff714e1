"""`coach batch`: a folder, a bucket, a back-catalogue."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.saving import TeamName, savable
from coach.cli.shared import FAILED, Day, RepName, say, the_day, the_plan, the_rubric, usage
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.batch.order import Order, Outcome
    from coach.batch.stop import Stop


class BatchFormat(StrEnum):
    """Forms of results."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    HTML = "html"


class Partition(StrEnum):
    """What Parquet may be partitioned by."""

    MONTH = "month"


Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE…", help="Files, folders, patterns, s3:// gs:// az:// https://; - reads stdin."),
]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes; 1 works in this one.")]


def batch(
    sources: Sources,
    out: Annotated[str, typer.Option(metavar="DEST", help="File (.jsonl .csv .parquet), pages, a database.")],
    form: Annotated[BatchFormat | None, typer.Option("--format", help="Where DEST's ending does not tell.")] = None,
    partition: Annotated[Partition | None, typer.Option(help="Parquet in a folder a month.")] = None,
    manifest: Annotated[str | None, typer.Option(metavar="CSV", help="Says more about files; see the README.")] = None,
    rubric: Annotated[str | None, typer.Option(metavar="NAME|FILE", help="A rubric (see `coach rubrics`).")] = None,
    rep: RepName = None,
    day: Day = None,
    plan: Annotated[str | None, typer.Option(help="What the reps set out to reach, e.g. meeting.")] = None,
    backup: Annotated[str | None, typer.Option(help="The fallback, e.g. call_back.")] = None,
    workers: Workers = None,
    dask: Annotated[str | None, typer.Option(metavar="local|tcp://…", help="Work on Dask.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Do again what is done.")] = False,
    ledger: Annotated[Path | None, typer.Option(metavar="FILE", help="What is done; DEST.ledger if not given.")] = None,
    carry: Annotated[bool, typer.Option("--carry", help="Send calls to workers that cannot read SOURCE.")] = False,
    team: TeamName = None,
) -> None:
    """Score many calls; run again, it does what is new or changed."""
    from coach.batch.destinations import choose, into_database
    from coach.batch.destinations.database import Address, base, is_database
    from coach.batch.job import make_job
    from coach.batch.order import Order, engine_for, ledger_beside
    from coach.batch.placing import check_dest

    chosen, the = the_rubric(rubric), the_day(day)
    the_plan("--plan", plan)
    the_plan("--backup", backup)
    try:
        if is_database(out):
            savable(team, rubric)
            destination, out = into_database(Address(out, team or "", rubric)), base(out)
        else:
            destination = choose(out, form.value if form else None, partition.value if partition else None)
        check_dest(out, destination.folder)
        engine = engine_for(workers, dask, say)
    except CoachError as error:
        raise usage(str(error)) from error
    job = make_job(destination.name, chosen, rep=rep, day=the, plan=plan, backup=backup)
    far = carry or (dask not in (None, "local") and "-" in sources)
    run_order(Order(tuple(sources), out, destination, job, ledger or ledger_beside(out), engine, manifest, force, far))


def run_order(order: Order) -> None:
    """Runs an order as a command: progress, what came of it, and the exit code."""
    from coach.batch.order import carry_out
    from coach.batch.progress import watching
    from coach.batch.stop import listening

    try:
        with listening() as stop:
            with watching() as watch:
                outcome = carry_out(order, watch, stop)
            _say_outcome(order, outcome, stop)
    except KeyboardInterrupt:
        say("Stopped at once. Run the same command again to go on; what was in flight is done again.")
        raise typer.Exit(130) from None
    except CoachError as error:
        raise usage(str(error)) from error
    if outcome.failed:
        raise typer.Exit(FAILED)


def _say_outcome(order: Order, outcome: Outcome, stop: Stop) -> None:
    from coach.batch.failures import NAME
    from coach.batch.order import beside
    from coach.batch.summary import CARD

    if outcome.stopped:
        say(f"Stopped; what is done is kept in {order.ledger}, and {order.dest} is as it was.")
        say("Run the same command again to go on.")
        raise typer.Exit(stop.code)
    if outcome.card and outcome.card.reps:
        from rich.console import Console

        from coach.render.scorecard_terminal import team_to_terminal

        team_to_terminal(outcome.card, Console(highlight=False))
        if outcome.nameless:
            typer.echo(f"{outcome.nameless:,} of {outcome.calls:,} calls name no rep and are left out of the table.")
        typer.echo(f"The scorecard by rep is in {beside(order, CARD)}")
    typer.echo(f"{outcome.calls:,} calls are in {order.dest}")
    if outcome.failed:
        say(f"{outcome.failed:,} failed; each is named in {beside(order, NAME)}")
