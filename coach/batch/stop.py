"""Ctrl-C and the end of a container: what is in flight is finished, then the run ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class Stop:
    """Whether the run was asked to end, and by which signal."""

    signal: int = 0

    @property
    def asked(self) -> bool:
        """True once somebody asked."""
        return bool(self.signal)

    @property
    def code(self) -> int:
        """The exit code that says so: 130 for Ctrl-C."""
        return 128 + self.signal


@contextmanager
def listening() -> Iterator[Stop]:
    """Takes note of the first signal; the second ends the run at once, which costs only what is in flight."""
    stop = Stop()

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.signal = number

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, asked) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
