"""Made calls: seeded, of any length, as clean as a person would type them or as raw as a recogniser leaves them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

WORDS_A_MINUTE = 150
# What a side says, in how many sentences, and how often, where the turn before asks for nothing.
_SAYS = {
    "rep": (("yeah", 1, 24), ("short", 1, 18), ("talk", 1, 18), ("talk", 2, 12), ("talk", 4, 8), ("talk", 10, 3),
            ("question", 1, 12), ("check", 1, 3), ("proposal", 1, 2)),
    "prospect": (("yeah", 1, 32), ("short", 1, 20), ("talk", 1, 18), ("talk", 2, 12), ("talk", 4, 7), ("talk", 8, 3),
                 ("ask", 1, 4), ("objection", 1, 4)),
}  # fmt: skip
_CALLED_FOR = {"question": "answer", "check": "answer", "proposal": "reply", "objection": "handling", "ask": "talk"}
_START, _END = ("hello", "greeting", "yeah", "reason"), ("yeah", "proposal", "reply", "recap", "bye", "bye")
_FILLERS = ("uh", "um", "you know", "like", "er", "i mean", "sort of", "kind of")
_FILLED = 0.07
_SLOT, _CHOICE, _MARKS = re.compile(r"\{(\w+)\}"), re.compile(r"\[([^]]*)\]"), re.compile(r"[^\w' ]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A turn: who, what, and at which second."""

    speaker: str
    text: str
    start: float


@dataclass(frozen=True, slots=True)
class MadeCall:
    """A made call.

    Attributes:
        id: names its kind, length and seed.
        rep: the rep's name, or None in a raw one, which has numbers for voices.
        turns: in order.
    """

    id: str
    rep: str | None
    turns: tuple[Said, ...]

    def json(self) -> str:
        """In coach's own format, on one line."""
        told = [{"speaker": turn.speaker, "text": turn.text, "start": turn.start} for turn in self.turns]
        return json.dumps({"id": self.id, "date": "2026-03-02", "rep": self.rep, "turns": told})

    def text(self) -> str:
        """As plain text, a line a turn."""
        return "".join(f"[{int(t.start) // 60:02}:{int(t.start) % 60:02}] {t.speaker}: {t.text}\n" for t in self.turns)


def made_call(seed: int, minutes: int, raw: bool) -> MadeCall:
    """The call of a seed: the same every time."""
    kind = "raw" if raw else "clean"
    rng = Random(f"{kind} {minutes} {seed}")
    rep, prospect = rng.sample(phrases()["slots"]["person"], 2)
    voices = ("speaker_1", "speaker_0") if raw else (prospect, rep)
    turns, words = [], 0
    for n, text in enumerate(_texts(rng, minutes * WORDS_A_MINUTE, raw)):
        turns.append(Said(voices[n % 2], text, round(60 * words / WORDS_A_MINUTE, 1)))
        words += len(text.split())
    return MadeCall(f"{kind}-{minutes}-{seed}", None if raw else rep, tuple(turns))


def made_calls(number: int, minutes: int, seed: int = 0) -> Iterator[MadeCall]:
    """So many different calls, by turns clean and raw, made one at a time."""
    return (made_call(seed + n // 2, minutes, bool(n % 2)) for n in range(number))


def write_lines(path: Path, number: int, minutes: int) -> Path:
    """A file with so many calls, one a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(call.json() + "\n" for call in made_calls(number, minutes))
    return path


@cache
def phrases() -> dict[str, dict[str, list[str]]]:
    """What calls are made of: `slots` and `kinds`."""
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))


def _texts(rng: Random, words: int, raw: bool) -> Iterator[str]:
    """What is said, the prospect first, until so many words are said and the call is brought to its end."""
    said = 0
    for n, (kind, sentences) in enumerate(_kinds(rng)):
        if n % 2 == 0 and said >= words:
            break
        text = _text(rng, kind, sentences, raw)
        yield text
        said += len(text.split())
    yield from (_text(rng, kind, 1, raw) for kind in _END)


def _kinds(rng: Random) -> Iterator[tuple[str, int]]:
    """Kinds of turns and their sentences, without end."""
    yield from ((kind, 1) for kind in _START)
    kind = ""
    for n in count():
        says = _SAYS["rep" if n % 2 else "prospect"]
        called_for = _CALLED_FOR.get(kind)
        kind, sentences, _ = rng.choices(says, [weight for *_, weight in says])[0]
        kind, sentences = (called_for, 1) if called_for else (kind, sentences)
        yield kind, sentences


def _text(rng: Random, kind: str, sentences: int, raw: bool) -> str:
    text = " ".join(_sentence(rng, kind) for _ in range(sentences))
    return _roughened(rng, text) if raw else text


def _sentence(rng: Random, kind: str) -> str:
    text = rng.choice(phrases()["kinds"][kind])
    text = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text)
    while "{" in text:
        text = _SLOT.sub(lambda found: rng.choice(phrases()["slots"][found[1]]), text)
    text = " ".join(text.replace(" ,", ",").replace(" ?", "?").split())
    return text[0].upper() + text[1:]


def _roughened(rng: Random, text: str) -> str:
    """Without marks and capitals, with fillers and words said twice."""
    out = []
    for word in _MARKS.sub(" ", text.lower()).split():
        chance = rng.random()
        if chance < _FILLED:
            out.append(rng.choice(_FILLERS))
        out.extend((word, word) if chance > 1 - _FILLED / 4 else (word,))
    return " ".join(out)
