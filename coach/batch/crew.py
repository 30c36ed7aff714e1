"""Hands chunks to an engine, takes their results, and does a chunk again whose worker was lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass

from coach.batch.engines import Engine, shielded
from coach.batch.item import Failure, Result, Task

Work = Callable[[tuple[Task, ...]], tuple[Result, ...]]
# Workers are lost for many reasons; a file that loses three in a row, alone with them, is the reason.
_TRIES = 3
_LETHAL = Failure(None, "the worker that read it was lost, three times", "see whether memory runs out on this file")


@dataclass(frozen=True, slots=True)
class _Suspect:
    """Tasks that were in flight when a worker was lost, and how often one was lost on them alone."""

    tasks: tuple[Task, ...]
    tries: int = 0


class Crew:
    """Chunks in flight on one engine, never more than its window.

    After a loss every chunk that may have caused it is done again alone, so that the guilty one is found and costs
    no other its result.
    """

    def __init__(self, engine: Engine, work: Work) -> None:
        self._engine, self._work = engine, work
        self._executor: Executor | None = None
        self._flying: dict[Future[tuple[Result, ...]], _Suspect] = {}
        self._suspects: deque[_Suspect] = deque()
        self._alone = False

    @property
    def room(self) -> bool:
        """Whether another chunk may be given."""
        if self._suspects or self._alone:
            return False
        return not self._flying or len(self._flying) < self._engine.window(self._started())

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._flying and not self._suspects

    def give(self, tasks: tuple[Task, ...]) -> None:
        """Puts a chunk in flight."""
        self._send(_Suspect(tasks))

    def take(self, seconds: float) -> list[Result]:
        """Results of chunks that have come back, after waiting at most so long for the first.

        Raises:
            CoachError: as the work raised it.
        """
        self._send_suspect()
        back, _ = wait(self._flying, seconds, FIRST_COMPLETED)
        return [result for future in back for result in self._landed(future, self._flying.pop(future))]

    def give_up(self) -> None:
        """Does nothing again; what is in flight may still come back."""
        self._suspects.clear()

    def close(self, wait: bool = True) -> None:
        """Ends the engine."""
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=True)
            self._executor = None

    def _started(self) -> Executor:
        if self._executor is None:
            self._executor = self._engine.start()
        return self._executor

    def _send(self, chunk: _Suspect) -> None:
        try:
            executor = self._started()
            with shielded():
                future = executor.submit(self._work, chunk.tasks)
        except self._engine.lost:
            self._lost([chunk])
        else:
            self._flying[future] = chunk

    def _send_suspect(self) -> None:
        if self._suspects and not self._flying:
            self._alone = True
            self._send(self._suspects.popleft())

    def _landed(self, future: Future[tuple[Result, ...]], chunk: _Suspect) -> Iterable[Result]:
        alone, self._alone = self._alone, False
        try:
            return future.result()
        except self._engine.lost:
            if not alone:
                return self._lost([chunk])
        return self._lost_alone(chunk)

    def _lost(self, chunks: Iterable[_Suspect]) -> tuple[Result, ...]:
        self._suspects.extend(chunks)
        if self._executor is not None and self._engine.broken(self._executor):
            self.close(wait=False)
        return ()

    def _lost_alone(self, chunk: _Suspect) -> tuple[Result, ...]:
        if len(chunk.tasks) > 1:
            return self._lost(_Suspect((task,)) for task in chunk.tasks)
        if chunk.tries + 1 < _TRIES:
            return self._lost([_Suspect(chunk.tasks, chunk.tries + 1)])
        self._lost([])
        return (Result(chunk.tasks[0].position, "", failures=(_LETHAL,), lasting=False),)
