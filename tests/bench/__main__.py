"""The command: `make bench`, or `PYTHONPATH=tests python -m bench [--quick] [--markdown FILE]`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from datetime import date
from pathlib import Path

from bench import machine, speed, stages
from bench.table import Grid, put_between, to_markdown, to_terminal

_STAGE_CALLS = {True: 4, False: 30}


def main() -> None:
    """Command line."""
    options = _options()
    sizes, amounts = (speed.QUICK, machine.QUICK) if options.quick else (speed.FULL, machine.FULL)
    with tempfile.TemporaryDirectory() as folder:
        grids, missing = _measure(sizes, amounts, _STAGE_CALLS[options.quick], Path(folder))
    notes = [speed.LEGEND, _note(), *(f"Not compared with the {title}, which is not installed." for title in missing)]
    to_terminal(grids, notes)
    if options.markdown:
        put_between(options.markdown, to_markdown(grids, notes))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Ratios of one run; nothing here passes or fails.")
    parser.add_argument("--quick", action="store_true", help="few calls: a look, not a measurement")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write the tables between the file's marks")
    return parser.parse_args()


def _measure(
    sizes: tuple[speed.Size, ...], amounts: machine.Amounts, calls: int, folder: Path
) -> tuple[list[Grid], list[str]]:
    """The tables, and what could not be compared with."""
    _say("one core")
    others, missing = speed.contenders()
    rows = list(speed.speeds(sizes, others, folder))
    _say("stages")
    grids = [speed.grid(rows), stages.grid(stages.stages(calls, folder), calls)]
    _say("memory")
    grids += [machine.memory_by_number(amounts, folder), machine.memory_by_length(amounts, folder)]
    _say("engines of `coach batch`")
    found = machine.engines(amounts, folder)
    return [*grids, machine.engines_grid(found), machine.million(found, speed.day(rows))], missing


def _say(what: str) -> None:
    print(f"Measuring: {what}", file=sys.stderr, flush=True)


def _note() -> str:
    """What it ran on, for a figure says nothing without it."""
    info = Path("/proc/cpuinfo")
    named = [x for x in (info.read_text().splitlines() if info.exists() else []) if x.startswith("model name")]
    processor = named[0].partition(":")[2].strip() if named else platform.processor()
    load = os.getloadavg()[0]
    where = f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {date.today()}"
    return f"{where}; one thread a process; made calls, each read once; the machine's load at the end: {load:.1f}."


if __name__ == "__main__":
    main()
