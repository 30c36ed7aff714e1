"""Where chunks are worked on, behind the one seam of the standard library: `concurrent.futures.Executor`.

Serial, in this process; a few processes; or Dask, which brings its own scheduler, workers on many machines and a
dashboard. An engine of your own is one more function here that gives an Engine.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import connection, get_context, parent_process, resource_tracker
from threading import Thread
from typing import Any

from coach.errors import CoachError

# So many chunks wait for each worker: enough that none is idle while results are written.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to work on chunks.

    Attributes:
        name: for people.
        start: makes the executor.
        window: how many chunks may be in flight on it.
        lost: what a future raises when its worker was lost.
        broken: whether the executor must be made anew after that.
    """

    name: str
    start: Callable[[], Executor]
    window: Callable[[Executor], int]
    lost: tuple[type[BaseException], ...] = ()
    broken: Callable[[Executor], bool] = lambda executor: False


class Inline(Executor):
    """Does the work at once, in this thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is done already."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def serial() -> Engine:
    """One call after the other in this process."""
    return Engine("this process", Inline, lambda executor: 1)


def processes(count: int) -> Engine:
    """So many processes on this machine, each with its own model."""

    def start() -> Executor:
        resource_tracker.ensure_running()
        return ProcessPoolExecutor(count, get_context("spawn"), _ready)

    def window(executor: Executor) -> int:
        return _AHEAD * count

    return Engine(f"{count} processes", start, window, (BrokenProcessPool,), lambda executor: True)


def _ready() -> None:
    """A worker must not outlive the run, even if the run is killed."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def dask(address: str, count: int, say: Callable[[str], None] = lambda text: None) -> Engine:
    """Dask: the scheduler at an address, or with "local" one started here with so many worker processes.

    Args:
        address: tcp://host:port, or "local".
        count: worker processes of a local scheduler.
        say: is told where the dashboard is.

    Raises:
        CoachError: Dask is not installed, or nothing answers at the address.
    """
    try:
        from distributed import Client
        from distributed.client import FutureCancelledError
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise CoachError("--dask needs Dask, which is not installed; pip install 'callcoach[dask]'.") from error

    def start() -> Executor:
        resource_tracker.ensure_running()
        try:
            with shielded():
                where = _local(count) if address == "local" else address
                cluster = Cluster(Client(where, set_as_default=False))  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, ValueError) as error:
            text = f"--dask {address}: no scheduler answers there ({type(error).__name__})"
            raise CoachError(f"{text}; check it, and run again to go on.") from error
        if address == "local" and find_spec("bokeh") is None:
            say("Dask works on it; to see its dashboard, pip install 'callcoach[dashboard]'.")
        else:
            say(f"Dask works on it; its dashboard is {cluster.dashboard}")
        return cluster

    lost = (KilledWorker, FutureCancelledError, CancelledError)
    return Engine(f"Dask ({address})", start, _dask_window, lost, lambda executor: not executor.alive)  # type: ignore[attr-defined]


def _local(count: int) -> Any:
    import logging

    from distributed import LocalCluster

    # Any free port for the dashboard, and no warning when a worker is lost, for Dask starts another.
    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=count, threads_per_worker=1, dashboard_address=":0", silence_logs=logging.CRITICAL
    )


def _dask_window(executor: Executor) -> int:
    assert isinstance(executor, Cluster)
    return _AHEAD * max(1, executor.threads)


class Cluster(Executor):
    """Dask's executor, with the client it needs."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._executor = client.get_executor(pure=False)

    @property
    def threads(self) -> int:
        """How many chunks its workers do at once; workers may come and go."""
        return int(sum(self.client.nthreads().values()))

    @property
    def alive(self) -> bool:
        """Whether the scheduler still answers."""
        return bool(self.client.status == "running")

    @property
    def dashboard(self) -> str:
        """Where the dashboard is."""
        return str(self.client.dashboard_link)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As any executor."""
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Lets go of the scheduler; one that was started here ends."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        cluster = self.client.cluster
        self.client.close()
        if cluster is not None:
            cluster.close()


@contextmanager
def shielded() -> Iterator[None]:
    """Processes and threads that start meanwhile never see Ctrl-C: the run itself ends them when it is ready.

    The standard library's resource tracker takes the block off when it starts, so it must be running before.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
