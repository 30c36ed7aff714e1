"""What needs a process of its own: peak memory, and the pace of `coach batch` on an engine. Prints one JSON object.

Usage: python -m bench.child batch serial|processes|dask SOURCE DEST
       python -m bench.child length FILE
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path
from time import perf_counter

import bench  # noqa: F401  (one thread each)
from coach.batch.progress import State

_WORKERS = 2


def batch(engine: str, source: str, dest: str) -> dict[str, float]:
    """Scores a file of calls; says how long until the first result, the pace after it, and the peak.

    Returns:
        `ready` and `seconds` since the start, `calls`, `pace` in calls/s, `peak` in MiB of this process.
    """
    from coach.batch.destinations import choose
    from coach.batch.job import make_job
    from coach.batch.order import Order, carry_out, engine_for, ledger_beside
    from coach.batch.stop import Stop

    start = perf_counter()
    seen: list[tuple[float, int]] = []

    def watch(state: State) -> None:
        if state.calls and (not seen or state.calls > seen[-1][1]):
            seen.append((perf_counter() - start, state.calls))

    destination = choose(dest, None, None)
    workers = engine_for(1 if engine == "serial" else _WORKERS, "local" if engine == "dask" else None)
    order = Order((source,), dest, destination, make_job(destination.name), ledger_beside(dest), workers)
    carry_out(order, watch, Stop())
    seconds = perf_counter() - start
    return {"ready": seen[0][0], "seconds": seconds, "calls": seen[-1][1], "pace": _pace(seen), "peak": peak()}


def _pace(seen: list[tuple[float, int]]) -> float:
    """Calls a second between a fifth and nine tenths of the run, when all workers are at work."""
    whole = seen[-1][1]
    inner = [(at, calls) for at, calls in seen if 0.2 * whole <= calls <= 0.9 * whole]
    (first, before), (last, after) = inner[0], inner[-1]
    return (after - before) / (last - first)


def length(name: str) -> dict[str, float]:
    """How much memory one call takes at most, on top of that of a process that has scored a short one.

    Returns:
        `more` and, with all the process has, `peak`, in MiB.
    """
    from bench.calls import made_call
    from bench.subjects import Ready, whole_way

    short = Path(name).with_suffix(".short.json")
    short.write_text(made_call(0, 2, False).json(), "utf-8")
    whole_way(Ready(short, 0, ()))
    before = _forget_peak()
    whole_way(Ready(Path(name), 0, ()))
    return {"peak": peak(), "more": peak() - before}


def _forget_peak() -> float:
    """The memory there is now, from which Linux counts the peak anew; elsewhere the peak of loading stays in it."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> float:
    """The most memory this process has had, in MiB.

    `getrusage` counts what the parent had when it started this process, so Linux's own count is taken where it is.
    """
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    found = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    kibibytes = found[0] if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kibibytes / 1024


if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    print(json.dumps(batch(*arguments) if task == "batch" else length(*arguments)))
