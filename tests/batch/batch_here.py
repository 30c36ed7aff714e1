"""A batch in this process, with the stub for a scorer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import batch_stub

from coach.batch.destinations import choose
from coach.batch.job import make_job
from coach.batch.order import Order, Outcome, carry_out, engine_for, ledger_beside
from coach.batch.progress import State
from coach.batch.stop import Stop
from coach.report import Report
from coach.rubric import Rubric
from coach.transcript import Transcript

scored: list[str] = []


def counting(call: Transcript, rubric: Rubric | None, rep: str | None) -> Report:
    """The stub, which notes what it scores in `scored`."""
    scored.append(call.id)
    return batch_stub.score(call, rubric, rep)


def batch(
    *sources: Path | str,
    dest: Path | str,
    manifest: Path | None = None,
    force: bool = False,
    partition: str | None = None,
    form: str | None = None,
    stop: Stop | None = None,
    watch: Callable[[State], None] = lambda state: None,
    ledger: Path | None = None,
    carry: bool = False,
    **options: object,
) -> Outcome:
    """Runs it; `scored` holds what this run scored."""
    scored.clear()
    destination = choose(str(dest), form, partition)
    order = Order(
        sources=tuple(map(str, sources)),
        dest=str(dest),
        destination=destination,
        job=make_job(destination.name, score=counting, **options),
        ledger=ledger or ledger_beside(str(dest)),
        engine=engine_for(1, None),
        manifest=str(manifest) if manifest else None,
        force=force,
        carry=carry,
    )
    return carry_out(order, watch, stop or Stop())
