"""How long an hour's call takes on one core, model loaded; kept apart from the other figures, for machines differ."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from coach.acts import Model
from scripts.augment import HOUR, joined, words
from scripts.corpus import LabelledCall
from scripts.reading import read_one

CALLS = 5


def hours(calls: Sequence[LabelledCall]) -> list[LabelledCall]:
    """Calls as long as an hour's talk: test calls one after another."""
    out: list[LabelledCall] = []
    some: list[LabelledCall] = []
    for call in calls:
        some.append(call)
        if sum(words(c) for c in some) >= HOUR:
            out.append(replace(joined(some[0], some), id="+".join(c.id for c in some)))
            some = []
    return out[:CALLS]


def measure(calls: Sequence[LabelledCall], model: Model, share: float) -> dict[str, Any]:
    """Seconds per 4,500 words: a model that remembers nothing of these calls, warmed on another."""
    model = Model(model.folder)
    read_one(calls[-1], model)
    wall, cpu = [], []
    with one_core():
        for call in hours(calls):
            started, used = time.perf_counter(), time.process_time()
            read_one(call, model)
            scale = HOUR / words(call)
            wall.append((time.perf_counter() - started) * scale)
            cpu.append((time.process_time() - used) * scale)
    return {
        "model": model.digest,
        "words": HOUR,
        "calls": len(wall),
        "seconds": round(median(wall), 2),
        "cpu_seconds": round(median(cpu), 2),
        "encoder_share": share,
        "machine": _processor(),
        "python": platform.python_version(),
    }


@contextmanager
def one_core() -> Iterator[None]:
    """Keeps the process on one core while it lasts."""
    before = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if before:
        os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        if before:
            os.sched_setaffinity(0, before)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()
