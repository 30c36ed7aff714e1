"""The loop of a run: lists items, hands them out in chunks, keeps what comes back, until all have a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

from coach.batch.crew import Crew
from coach.batch.engines import Engine
from coach.batch.item import Failure, Result, Task
from coach.batch.job import Job
from coach.batch.ledger import Ledger
from coach.batch.progress import State, Watch
from coach.batch.reading import contents
from coach.batch.sources import Listed
from coach.batch.stop import Stop
from coach.batch.work import score_chunk

# Small, so that progress is smooth and little is lost with a worker.
CHUNK = 4
_CHUNK_BYTES = 8_000_000
_LISTED_AT_ONCE = 500


@dataclass(slots=True)
class Run:
    """What a run works with, and how far it is.

    Attributes:
        listing: items that are not in the ledger yet.
        ledger: knows the rest.
        job: what is done to every call.
        engine: makes the engine, given how many items there are and whether that is all of them.
        watch: is told how far the run is.
        stop: whether it should end early.
        carry: tasks carry the bytes, for workers that cannot read the sources.
    """

    listing: Listed
    ledger: Ledger
    job: Job
    engine: Callable[[int, bool], Engine]
    watch: Watch
    stop: Stop
    carry: bool = False
    state: State = field(default_factory=State)
    cursor: int = -1


def drive(run: Run) -> None:
    """Gives every item a result, or as many as there is time for until somebody says stop.

    Raises:
        CoachError: nothing can be scored at all: no model, no scheduler, no room for the ledger.
    """
    _list(run)
    crew = Crew(run.engine(run.ledger.placed, run.state.complete), partial(score_chunk, run.job))
    try:
        while not _over(run, crew):
            if run.stop.asked:
                crew.give_up()
            else:
                _hand_out(run, crew)
                _list(run)
            _keep(run, crew.take(0.2 if run.state.complete or run.stop.asked else 0.0))
    except BaseException:
        crew.close(wait=False)
        raise
    crew.close()


def list_all(run: Run) -> None:
    """Lists everything before anything is scored, unless somebody says stop."""
    while not (run.state.complete or run.stop.asked):
        _list(run)


def _over(run: Run, crew: Crew) -> bool:
    if not crew.idle:
        return False
    return run.stop.asked or (run.state.complete and not run.ledger.tasks(run.cursor, 1))


def _list(run: Run) -> None:
    if run.state.complete:
        return
    items = list(islice(run.listing, _LISTED_AT_ONCE))
    failed = run.ledger.add(items)
    run.state = replace(run.state, total=run.ledger.placed, complete=len(items) < _LISTED_AT_ONCE)
    _keep(run, failed)


def _hand_out(run: Run, crew: Crew) -> None:
    """Gives chunks while there is room; lines that are known need no worker."""
    while crew.room and (tasks := _next(run)):
        known = [found for task in tasks if (found := run.ledger.known_line(task, run.job.digest))]
        settled = {result.position for result in known}
        new = [task for task in tasks if task.position not in settled]
        if run.carry:
            new, unread = _loaded(new)
            known += unread
        _keep(run, known)
        if new:
            crew.give(tuple(new))


def _next(run: Run) -> list[Task]:
    """A few items, fewer where they are large."""
    tasks = run.ledger.tasks(run.cursor, CHUNK)
    size = 0
    chunk: list[Task] = []
    for task in tasks:
        size += task.item.stop - task.item.start if task.item.stop else task.item.size or 0
        if chunk and size > _CHUNK_BYTES:
            break
        chunk.append(task)
        run.cursor = task.position
    return chunk


def _loaded(tasks: list[Task]) -> tuple[list[Task], list[Result]]:
    """Tasks with their bytes, and results for those that cannot be read."""
    loaded, failed = [], []
    for task, data in contents(tasks):
        if isinstance(data, Failure):
            failed.append(Result(task.position, "", failures=(data,), lasting=False))
        else:
            loaded.append(replace(task, data=data))
    return loaded, failed


def _keep(run: Run, results: Iterable[Result]) -> None:
    results = list(results)
    if results:
        tally = run.ledger.settle(results)
        scored = sum(len(result.calls) + len(result.failures) for result in results)
        state = run.state
        run.state = replace(
            state, items=state.items + len(results), calls=state.calls + scored, failed=state.failed + tally
        )
    run.watch(run.state)
