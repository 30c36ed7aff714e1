"""`coach batch` on two processes as a user runs it, watched from outside: how far it is, and its memory."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic

import psutil

_LOOK_EVERY = 5.0
_PROGRESS = re.compile(r"^([\d,]+) of ")
_WORKERS = 2


@dataclass(slots=True)
class Watched:
    """What was seen of a run.

    Attributes:
        items: calls with a result, as its last line of progress said.
        seen: (calls with a result, MiB of all processes) while workers were at work, one every few seconds.
        writing: the most MiB when they were not, at the end.
        seconds: it took.
        stopped: it was stopped, for its time was up.
    """

    items: int = 0
    seen: list[tuple[int, float]] = field(default_factory=list)
    writing: float = 0.0
    seconds: float = 0.0
    stopped: bool = False

    def memory(self, start: int, stop: int) -> list[float]:
        """MiB seen between so many calls and so many."""
        return [memory for items, memory in self.seen if start <= items <= stop]


def watched(source: Path, dest: Path, most_seconds: float | None) -> Watched:
    """Runs it to its end, or until its time is up."""
    command = [sys.executable, "-m", "coach.cli", "batch", str(source), "--out", str(dest), "--workers", str(_WORKERS)]
    run, start = Watched(), monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    reader = Thread(target=_read, args=(process, run))
    reader.start()
    while process.poll() is None:
        _look(process.pid, run)
        run.seconds = monotonic() - start
        if most_seconds and run.seconds > most_seconds and not run.stopped:
            run.stopped = True
            process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_EVERY)
    reader.join()
    return run


def _read(process: subprocess.Popen[str], run: Watched) -> None:
    assert process.stderr
    for line in process.stderr:
        print(line, end="", flush=True)
        if found := _PROGRESS.match(line):
            run.items = int(found[1].replace(",", ""))


def _look(pid: int, run: Watched) -> None:
    try:
        family = [parent := psutil.Process(pid), *(children := parent.children(recursive=True))]
        memory = sum(process.memory_info().rss for process in family) / 2**20
    except psutil.NoSuchProcess:
        return
    if len(children) >= _WORKERS:
        run.seen.append((run.items, memory))
    elif run.items:
        run.writing = max(run.writing, memory)
