"""From a task to its bytes, and from its bytes to transcripts; this runs in a worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from coach.batch.item import Failure, Item, Task, digest_of
from coach.batch.places import read, read_range, reason_of
from coach.errors import ReadError
from coach.readers import Source, own, read_calls
from coach.readers.draft import transcript
from coach.readers.encoding import decode
from coach.readers.source import MAX_BYTES
from coach.transcript import Transcript

# Neighbouring lines are read in one request up to so many bytes.
MOST_AT_ONCE = 8_000_000
_TOO_LARGE = Failure(None, "the file is larger than 50 MB", "split it into one file per call")
_LINE_TOO_LARGE = Failure(None, "the line is longer than 50 MB", "split it into one file per call")
_CHANGED = Failure(None, "the file changed while the run was going on", "run again")


def contents(tasks: Sequence[Task]) -> Iterator[tuple[Task, bytes | Failure]]:
    """The bytes of each task, or why they cannot be had."""
    for _, run in groupby(enumerate(tasks), key=lambda pair: _neighbours(*pair)):
        group = [task for _, task in run]
        block = _block(group)
        yield from ((task, _read(task, block)) for task in group)


def _neighbours(number: int, task: Task) -> tuple[str, int]:
    """The same for lines of one file that follow one another in the chunk; its own for everything else."""
    line = task.item.stop is not None and task.data is None
    return (task.item.url, task.position - number) if line else ("", number)


@dataclass(frozen=True, slots=True)
class _Block:
    """Bytes of a file from `start` on."""

    start: int
    data: bytes

    def line(self, item: Item) -> bytes:
        return self.data[item.start - self.start : (item.stop or 0) - self.start]


def _block(tasks: list[Task]) -> _Block | None:
    """Several lines of one file in one request, where they lie close together."""
    start, stop = tasks[0].item.start, tasks[-1].item.stop or 0
    if len(tasks) == 1 or stop - start > MOST_AT_ONCE:
        return None
    with suppress(Exception):  # each line is then read by itself, which says what is wrong
        return _Block(start, read_range(tasks[0].item.url, start, stop))
    return None


def _read(task: Task, block: _Block | None) -> bytes | Failure:
    try:
        return _whole(task) if task.item.stop is None else _line(task, block)
    except Exception as error:  # each filesystem has its own errors, and none of them ends the run
        return Failure(None, reason_of(error), "check that it can be read, and run again")


def _whole(task: Task) -> bytes | Failure:
    item = task.item
    if item.size is not None and item.size > MAX_BYTES:
        return _TOO_LARGE
    data = read(item.url, MAX_BYTES + 1, item.size) if task.data is None else task.data
    return _TOO_LARGE if len(data) > MAX_BYTES else data


def _line(task: Task, block: _Block | None) -> bytes | Failure:
    item = task.item
    stop = item.stop or 0
    if stop - item.start > MAX_BYTES:
        return _LINE_TOO_LARGE
    if task.data is not None:
        return task.data
    data = block.line(item) if block else read_range(item.url, item.start, stop)
    return data if digest_of(data) == item.digest else _CHANGED


def transcripts(item: Item, data: bytes) -> Iterator[tuple[Transcript | ReadError, bool]]:
    """The calls of an item, each as `coach score` on the whole file would read it.

    Yields:
        A Transcript, or the ReadError in its place (its line counted from the item's first), and whether its id
        stands in the file.
    """
    if item.stop is None:
        yield from ((call, True) for call in read_calls(data, item.name))
        return
    try:
        source = Source(item.name, data, decode(data, item.name), json_lines=True)
    except ReadError as error:
        yield error, True
        return
    for number, call in enumerate(own.calls_by_line(source), item.number):
        try:
            made = call if isinstance(call, ReadError) else transcript(call, source, "coach_lines", number)
        except ReadError as error:
            made = error
        yield made, isinstance(call, ReadError) or call.id is not None
