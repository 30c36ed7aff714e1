"""Five years of made calls through `coach batch`: is memory flat, is nothing lost, is every broken one named?

No test of the suite, for it takes as long as it is given:

    PYTHONPATH=tests .venv/bin/python tests/batch/endurance.py [--calls 100000] [--minutes 120] [--folder DIR]

When the time is up the run gets a Ctrl-C, the source is cut where the run was, and the same command runs again to its
end: what was done is then counted from the results themselves. Exits with 1 where something is not as it should be.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from back_catalogue import is_broken, write
from batch_watched import Watched, watched

from coach.batch.failures import NAME
from coach.batch.placing import companion


def main() -> None:
    """Command line."""
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        source = write(folder / "calls.jsonl", options.calls)
        print(f"{options.calls:,} calls made, {source.stat().st_size / 1e9:.2f} GB", flush=True)
        results = folder / "results.csv"
        run = watched(source, results, 60 * options.minutes)
        done = options.calls
        if run.stopped:
            done = run.items
            _cut(source, done)
            run.writing = watched(source, results, None).writing
        good = [_say_pace(run, done), _say_memory(run, options.first), _say_results(results, done)]
    sys.exit(0 if all(good) else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A long run of `coach batch` on two processes.")
    parser.add_argument("--calls", type=int, default=100_000, help="of 15 minutes each")
    parser.add_argument("--minutes", type=float, default=120, help="the most the run may take")
    parser.add_argument("--first", type=int, default=1000, help="memory must be flat after so many calls")
    parser.add_argument("--folder", type=Path, help="where there is room for source and results, some 35 kB a call")
    return parser.parse_args()


def _cut(source: Path, lines: int) -> None:
    """Leaves the first so many lines."""
    with source.open("r+b") as file:
        for _ in range(lines):
            file.readline()
        file.truncate(file.tell())


def _say_pace(run: Watched, done: int) -> bool:
    ended = "stopped by the clock" if run.stopped else "to the end"
    print(f"{done:,} calls done in {run.seconds / 60:.1f} minutes, {done / run.seconds:.1f} calls/s, {ended}")
    return done > 0


def _say_memory(run: Watched, first: int) -> bool:
    """Memory at work just after the first calls, and at the end, as medians of as many looks at it."""
    early = run.memory(first, 2 * first)
    late = run.memory(first, run.items)[-max(1, len(early)) :]
    if not early or run.items < 3 * first:
        print(f"Memory: the run was too short to tell what it does after {first:,} calls")
        return False
    before, after = sorted(early)[len(early) // 2], sorted(late)[len(late) // 2]
    change = after / before - 1
    print(
        f"Memory of all processes: {before:.0f} MiB after {first:,} calls, {after:.0f} MiB at the end ({change:+.1%})"
    )
    if run.writing:  # a look every few seconds may miss it
        print(f"While the results were written: {run.writing:.0f} MiB")
    return abs(change) <= 0.1


def _say_results(results: Path, done: int) -> bool:
    """Every call is in the results, or is a broken one and named among the failures."""
    kept = sum(1 for _ in _rows(results))
    named = [int(row["line"]) for row in _rows(Path(companion(str(results), NAME)))]
    broken = [line for line in range(1, done + 1) if is_broken(line)]
    print(f"{kept:,} calls in the results, {len(named):,} failures named, {len(broken):,} calls broken on purpose")
    print(
        f"Lost: {done - kept - len(named):,}. Each broken one named, and no other: {'yes' if named == broken else 'no'}"
    )
    return named == broken and kept + len(named) == done


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    main()
