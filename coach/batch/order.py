"""A whole batch as a user orders it: checks, runs, writes DEST, and says what came of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coach.batch.destinations import Destination
from coach.batch.destinations.tables import FINDINGS
from coach.batch.engines import Engine, dask, processes, serial
from coach.batch.failures import NAME as FAILURES
from coach.batch.failures import write_failures
from coach.batch.job import Job
from coach.batch.ledger import Ledger, open_ledger
from coach.batch.manifest import read_manifest
from coach.batch.places import protocol
from coach.batch.placing import companion, placing
from coach.batch.progress import Watch
from coach.batch.run import CHUNK, Run, drive, list_all
from coach.batch.sources import list_items
from coach.batch.stop import Stop
from coach.batch.summary import CARD, team_card
from coach.errors import CoachError, ReadError
from coach.render.scorecard_csv import team_to_csv
from coach.scorecard import TeamCard

# Below this many items a second process would cost more time than it saves.
FEW = 12


@dataclass(frozen=True, slots=True)
class Order:
    """What to do.

    Attributes:
        sources: paths, patterns, URLs, "-".
        dest: where results go.
        destination: their form.
        job: what is done to every call.
        ledger: the file that knows what is done.
        engine: makes the engine, see `engine_for`.
        manifest: path or URL of a manifest.
        force: do everything again.
        carry: send the bytes along with each task.
    """

    sources: tuple[str, ...]
    dest: str
    destination: Destination
    job: Job
    ledger: Path
    engine: Callable[[int, bool], Engine]
    manifest: str | None = None
    force: bool = False
    carry: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run.

    Attributes:
        stopped: somebody said stop before all was done; DEST was not touched.
        calls: in DEST.
        failed: lines in the table of failures.
        nameless: calls that name no rep, so that no line of the card has them.
        card: reps side by side.
    """

    stopped: bool = False
    calls: int = 0
    failed: int = 0
    nameless: int = 0
    card: TeamCard | None = None


def ledger_beside(dest: str) -> Path:
    """Where the ledger lies unless the user says otherwise: beside DEST, or here where DEST is no path."""
    name = dest.rstrip("/").rpartition("/")[2] + ".ledger"
    return Path(name) if protocol(dest) else Path(dest.rstrip("/")).absolute().with_name(name)


def engine_for(
    workers: int | None, address: str | None, say: Callable[[str], None] = lambda text: None
) -> Callable[[int, bool], Engine]:
    """The engine: Dask at an address, else processes, else this one process where there is little to do.

    Args:
        workers: processes; None: one for each processor.
        address: of a Dask scheduler, or "local".
        say: is told what a user should know of it.

    Raises:
        CoachError: Dask is not installed.
    """
    count = workers or _processors()
    if address:
        cluster = dask(address, count, say)
        return lambda items, complete: cluster

    def choose(items: int, complete: bool) -> Engine:
        if count == 1 or (workers is None and complete and items <= FEW):
            return serial()
        return processes(min(count, -(-items // CHUNK)) if complete and workers is None else count)

    return choose


def _processors() -> int:
    """Those this process may use, where the system tells."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def carry_out(order: Order, watch: Watch, stop: Stop) -> Outcome:
    """Runs the order.

    Raises:
        CoachError: the manifest is wrong, nothing can be scored, or DEST cannot be written.
    """
    piped = Path(f"{order.ledger}.stdin.jsonl") if "-" in order.sources else None
    with open_ledger(order.ledger, order.force) as ledger:
        if piped:
            with piped.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        listing = list_items(list(order.sources), own_files(order), piped)
        run = Run(listing, ledger, order.job, order.engine, watch, stop, order.carry)
        if order.manifest:
            ledger.take_manifest(read_manifest(order.manifest), order.manifest)
            list_all(run)
            if run.state.complete:
                _check_manifest(ledger, order.manifest)
        drive(run)
        if stop.asked and (ledger.left() or not run.state.complete):
            return Outcome(stopped=True)
        outcome = _finish(order, ledger)
    if piped:
        piped.unlink()
    return outcome


def own_files(order: Order) -> tuple[str, ...]:
    """Paths that are never a source: what this run reads or writes itself."""
    beside = (companion(order.dest, name) for name in (FINDINGS, FAILURES, CARD))
    return tuple(os.path.abspath(path) for path in (order.dest, *beside, order.manifest or order.dest))


def beside(order: Order, name: str) -> str:
    """Where a file beside the results lies, or in their folder."""
    return f"{order.dest.rstrip('/')}/{name}" if order.destination.folder else companion(order.dest, name)


def _check_manifest(ledger: Ledger, manifest: str) -> None:
    wrong = ledger.unmatched()
    if wrong is None:
        return
    line, file, found = wrong
    if found:
        raise ReadError(manifest, f"{file} could be {' or '.join(found[:3])}", "write the whole path", line)
    remedy = "write the path from the manifest's folder or from the SOURCE, or give its SOURCE"
    raise ReadError(manifest, f"{file} is none of the files of this run", remedy, line)


def _finish(order: Order, ledger: Ledger) -> Outcome:
    if not ledger.placed:
        raise CoachError(
            f"There is no transcript in {', '.join(order.sources)}; `coach formats` lists what coach reads."
        )
    with placing(order.dest, order.destination.folder) as place:
        order.destination.write(ledger.kept(), place)
        failed = write_failures(ledger.failures(), place(FAILURES))
        card = team_card([rep for rep in ledger.reps() if rep], ledger.cards)
        place(CARD).write_text(team_to_csv(card), "utf-8", newline="")
    ledger.forget()
    return Outcome(calls=ledger.calls(), failed=failed, nameless=ledger.nameless(), card=card)
