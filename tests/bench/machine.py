"""Memory, processes, Dask, and what a million calls take: measured on whole runs of `coach batch`."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.calls import made_call, write_lines
from bench.table import Grid, number

_DAY, _HOUR, _MILLION = 86_400, 3_600, 1_000_000
_STARTS = 7
_ENGINES = {"serial": "this process", "processes": "2 processes", "dask": "Dask, 2 workers"}


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is run.

    Attributes:
        numbers: of short calls, for peak memory; lengths: in minutes of one call, likewise.
        calls: of a quarter of an hour, for each engine.
    """

    numbers: tuple[int, ...]
    lengths: tuple[int, ...]
    calls: int


FULL = Amounts((10, 100, 1000), (15, 45, 90, 180, 360), 400)
QUICK = Amounts((10, 50), (90,), 16)


def child(*arguments: str | Path) -> dict[str, Any]:
    """What a process of its own found."""
    command = [sys.executable, "-m", "bench.child", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def memory_by_number(amounts: Amounts, folder: Path) -> Grid:
    """Peak memory of a run over so many short calls: flat."""
    rows = []
    for n in amounts.numbers:
        source = write_lines(folder / f"short{n}.jsonl", n, 2)
        found = child("batch", "serial", source, folder / f"short{n}.csv")
        rows.append((f"{n:,}", f"{found['peak']:.0f}"))
    return Grid("Peak memory by number of calls of 2 minutes, one process", ("Calls", "MiB"), tuple(rows))


def memory_by_length(amounts: Amounts, folder: Path) -> Grid:
    """Peak memory of one call, and what of it is on top of the loaded model: linear."""
    rows = []
    for minutes in amounts.lengths:
        path = folder / f"long{minutes}.json"
        path.write_text(made_call(0, minutes, False).json(), "utf-8")
        found = child("length", path)
        rows.append((f"{minutes}", f"{found['peak']:.0f}", f"{found['more']:.1f}", f"{found['more'] / minutes:.2f}"))
    columns = ("Minutes", "MiB", "On top of the loaded model", "That a minute")
    return Grid("Peak memory by length of one call", columns, tuple(rows))


def engines(amounts: Amounts, folder: Path) -> dict[str, dict[str, Any]]:
    """One process, two, and Dask with two workers, on the same calls: what `bench.child` found of each."""
    source = write_lines(folder / "engines.jsonl", amounts.calls, 15)
    return {name: child("batch", name, source, folder / f"{name}.jsonl") for name in _ENGINES}


def engines_grid(found: dict[str, dict[str, Any]]) -> Grid:
    """As a table."""
    one = found["serial"]["pace"]
    rows = tuple(
        (_ENGINES[name], f"{run['ready']:.1f}", number(run["pace"]), f"{run['pace'] / one:.2f}")
        for name, run in found.items()
    )
    title = f"`coach batch` over {found['serial']['calls']} calls of 15 minutes, by the clock"
    return Grid(title, ("Engine", "Seconds to the first results", "Calls/s after them", "Times one process"), rows)


def million(found: dict[str, dict[str, Any]], by_processor_time: float) -> Grid:
    """What a million calls of 15 minutes come to.

    Args:
        found: of each engine.
        by_processor_time: calls a day on two cores by processor time alone.
    """
    pace = found["processes"]["pace"]
    rows = (
        ("Calls of 15 minutes a day on 2 cores: pace of 2 processes × 86,400 s", f"{pace * _DAY:,.0f}"),
        ("The same by processor time of the whole way alone", f"{by_processor_time:,.0f}"),
        ("Hours of a 2-core machine for a million such calls", number(_MILLION / pace / _HOUR)),
        ("Speed-up by a second process", f"{pace / found['serial']['pace']:.2f}"),
        ("What Dask costs on top of 2 processes", f"{100 * (pace / found['dask']['pace'] - 1):+.0f} %"),
        ("`coach --help`", f"{help_seconds():.2f} s"),
    )
    return Grid("What it comes to", ("Figure", "Here"), rows)


def help_seconds() -> float:
    """Seconds of `coach --help`, the median of a few."""
    taken = []
    for _ in range(_STARTS):
        start = perf_counter()
        subprocess.run([sys.executable, "-m", "coach.cli", "--help"], stdout=subprocess.DEVNULL, check=True)
        taken.append(perf_counter() - start)
    return median(taken)
