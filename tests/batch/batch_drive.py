"""`coach batch` with the stub for a scorer, as a process of its own that tests can stop, kill or let kill itself.

Usage: batch_drive.py SOURCE DEST [serial|processes|dask] [items:N | write:N]: dies when N items are done, or when N
calls were written to DEST.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import batch_stub
import typer

from coach.batch import progress
from coach.batch.destinations import Destination, choose
from coach.batch.job import make_job
from coach.batch.ledger import Kept
from coach.batch.order import Order, engine_for, ledger_beside
from coach.cli.batch import run_order


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def mortal(destination: Destination, after: int) -> Destination:
    def write(kept: Iterable[Kept], place: Callable[[str], Path]) -> None:
        destination.write(islice(kept, after), place)
        die()

    return replace(destination, write=write)


class Lines(progress.Lines):
    """Says every state, so that a test knows when to strike; and strikes itself where it was asked to."""

    def __call__(self, state: progress.State) -> None:
        print(f"items {state.items}", file=sys.stderr, flush=True)
        if DIE[0] == "items" and state.items >= int(DIE[2]):
            die()


DIE = (sys.argv[4:] or [""])[0].partition(":")

if __name__ == "__main__":
    source, dest, engine = sys.argv[1:4]
    progress.Lines = Lines  # type: ignore[misc]
    destination = choose(dest, None, None)
    if DIE[0] == "write":
        destination = mortal(destination, int(DIE[2]))
    job = make_job(destination.name, score=batch_stub.score)
    workers = engine_for(1 if engine == "serial" else 2, "local" if engine == "dask" else None)
    try:
        run_order(Order((source,), dest, destination, job, ledger_beside(dest), workers))
    except typer.Exit as end:
        sys.exit(end.exit_code)
