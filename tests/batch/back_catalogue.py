"""A back-catalogue of any size, made lazily: a few hundred made calls in ever new mixtures, one in a hundred broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random

from bench.calls import MadeCall, Said, made_calls

MINUTES = 15
_BASES, _REPS, _DAYS = 300, 40, 1500
_FIRST_DAY = date(2022, 1, 3)
# So many turns are another call's, so that no two calls are the same.
_MIXED = 0.3
_BROKEN_EVERY, _BROKEN_AT = 100, 51
_FRENCH = "Je vous appelle parce que nous avons parlé hier de votre entrepôt, et je voulais vous demander"

Break = Callable[[str], bytes]


def write(path: Path, count: int) -> Path:
    """A file with so many calls, one a line; memory stays as it is."""
    ways = cycle(BREAKS)
    with path.open("wb") as file:
        for number in range(1, count + 1):
            call = _call(number)
            file.write((next(ways)(call) if is_broken(number) else call.encode()) + b"\n")
    return path


def is_broken(line: int) -> bool:
    """Whether the call of a line, counted from 1, is broken on purpose."""
    return line % _BROKEN_EVERY == _BROKEN_AT


def _call(number: int) -> str:
    """A good call, in coach's own format."""
    rng = Random(number)
    base = _bases()[number % _BASES]
    turns = [turn if rng.random() > _MIXED else _other(rng, n) for n, turn in enumerate(base.turns)]
    told = [{"speaker": f"Side {n % 2}", "text": turn.text} for n, turn in enumerate(turns)]
    day = _FIRST_DAY + timedelta(number % _DAYS)
    return json.dumps({"id": f"made-{number}", "date": str(day), "rep": "Side 1", "turns": told})


def _other(rng: Random, n: int) -> Said:
    """A turn of another call, said by the same side."""
    turns = rng.choice(_bases()).turns[n % 2 :: 2]
    return rng.choice(turns)


@cache
def _bases() -> tuple[MadeCall, ...]:
    return tuple(made_calls(_BASES, MINUTES))


def _changed(call: str, **fields: object) -> bytes:
    return json.dumps({**json.loads(call), **fields}).encode()


def _without_text(call: str) -> bytes:
    turns = json.loads(call)["turns"]
    del turns[len(turns) // 2]["text"]
    return _changed(call, turns=turns)


def _french(call: str) -> bytes:
    return _changed(call, turns=[{"speaker": f"Side {n % 2}", "text": f"{_FRENCH} {n}."} for n in range(40)])


BREAKS: tuple[Break, ...] = (
    lambda call: call[: len(call) // 2].encode(),  # cut off
    lambda call: b"rang at ten, nobody there",
    lambda call: _changed(call, turns=None),
    lambda call: _changed(call, turns=[]),
    _without_text,
    _french,
    lambda call: _changed(call, date="31.31.2026"),
    lambda call: _changed(call, id=["a", "list"]),
    lambda call: _changed(call, turns=[{"role": "wizard", "text": "Hello, is this a good time to talk?"}]),
    lambda call: bytes(range(128, 256)) * 40,  # no text at all
    lambda call: b"[" * 100_000,  # nested deeper than anything
    lambda call: call.replace('"turns"', '"turns": [' + "9" * 5000 + '], "turns"', 1).encode(),
    lambda call: b"[1, 2, 3]",
)
