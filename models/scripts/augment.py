"""The same call as a recogniser or another recorder would have written it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coach.acts.inputs import ModelTurn, model_turn
from coach.acts.text import first_names
from coach.transcript import Role
from scripts.corpus import LabelledCall

# Words that recognisers confuse; written by us from hearing, not taken from any list.
CONFUSED = {
    "to": "two", "for": "four", "there": "their", "your": "you're", "it's": "its", "price": "prize", "quote": "coat",
    "sign": "sine", "send": "sent", "would": "wood", "know": "no", "week": "weak", "meet": "meat", "call": "cool",
    "sure": "shore", "right": "write", "think": "thing", "want": "won't", "can": "can't", "our": "are", "by": "buy",
    "then": "than", "here": "hear", "see": "sea", "so": "sew", "deal": "dill", "cost": "cast", "time": "thyme",
    "email": "e male", "contract": "contact", "meeting": "meaning", "demo": "dem oh", "card": "cart", "and": "an",
    "ask": "asked", "need": "knead", "brochure": "bro sure", "interested": "interest it", "tomorrow": "to morrow",
}  # fmt: skip
# Words of an hour's call.
HOUR = 4500
_MARKS = re.compile(r"[^\w\s'’]")
_NAME = re.compile(r"[^\W\d_]+")
_ONSETS = [
    "b", "br", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m",
    "n", "p", "pr", "r", "s", "sk", "t", "tr", "v", "w", "y", "z",
]  # fmt: skip
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ee", "oo"]
_ENDS = ["l", "m", "n", "r", "s", "t", "nd", "sh", "x"]


def bare(text: str) -> str:
    """Without case and punctuation."""
    return " ".join(_MARKS.sub(" ", text).lower().split()) or text


def misheard(text: str, share: float, rng: random.Random) -> str:
    """With `share` of the words misrecognised: swapped for a sound-alike, cut, dropped or doubled."""
    return " ".join(w for word in text.split() if (w := _mishear(word, rng) if rng.random() < share else word)) or text


def _mishear(word: str, rng: random.Random) -> str:
    if word.lower() in CONFUSED:
        return CONFUSED[word.lower()]
    kind = rng.random()
    if kind < 0.4:
        return ""
    if kind < 0.6:
        return f"{word} {word}"
    return word[: max(1, len(word) - 2)]


def renamed(texts: Sequence[str], rng: random.Random) -> tuple[str, ...]:
    """With each first name that coach knows made into one that nobody bears: no list holds every name."""
    given: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        plain = match[0].lower()
        if plain not in first_names():
            return match[0]
        name = given.setdefault(plain, _unheard_of(rng))
        return name if match[0] == plain else name.capitalize()

    return tuple(_NAME.sub(other, text) for text in texts)


def _unheard_of(rng: random.Random) -> str:
    parts = [_ONSETS, _VOWELS, _ONSETS, _VOWELS, _ENDS]
    while (name := "".join(map(rng.choice, parts))) in first_names():
        continue
    return name


def wrong_speakers(roles: tuple[Role, ...], share: float, rng: random.Random) -> tuple[Role, ...]:
    """With `share` of the turns under another speaker of the call."""
    present = sorted(set(roles)) if len(set(roles)) > 1 else [Role.REP, Role.PROSPECT]
    return tuple(rng.choice([r for r in present if r is not role]) if rng.random() < share else role for role in roles)


def training_variant(call: LabelledCall, rng: random.Random) -> tuple[ModelTurn, ...]:
    """The call as one training epoch sees it: sometimes renamed, bare, misheard, with wrong or unknown roles."""
    roles, texts = call.roles, call.texts
    if rng.random() < 0.3:
        texts = renamed(texts, rng)
    if rng.random() < 0.35:
        texts = tuple(bare(t) for t in texts)
    if rng.random() < 0.3:
        texts = tuple(misheard(t, 0.08, rng) for t in texts)
    draw = rng.random()
    if draw < 0.08:
        roles = (Role.UNKNOWN,) * len(roles)
    elif draw < 0.25:
        roles = wrong_speakers(roles, 0.08, rng)
    return tuple(model_turn(role, text) for role, text in zip(roles, texts, strict=True))


def plain_variant(call: LabelledCall) -> tuple[ModelTurn, ...]:
    """The call as it stands."""
    return tuple(model_turn(role, text) for role, text in zip(call.roles, call.texts, strict=True))


def with_texts(call: LabelledCall, texts: tuple[str, ...]) -> LabelledCall:
    """The same labels over other words."""
    return replace(call, texts=texts)


def plain_stretches(calls: Sequence[LabelledCall], least: int = 4, most: int = 14) -> list[LabelledCall]:
    """Runs of turns in which nothing happens that a label names: talk to put around other calls."""
    out = []
    for call in calls:
        start = 0
        for n in range(len(call.texts) + 1):
            if n < len(call.texts) and not call.targets[n].any() and n - start < most:
                continue
            if n - start >= least:
                out.append(stretch(call, start, n))
            start = n + 1
    return out


def stretch(call: LabelledCall, start: int, end: int) -> LabelledCall:
    """Some turns of a call."""
    cut = slice(start, end)
    return replace(
        call, roles=call.roles[cut], texts=call.texts[cut], targets=call.targets[cut], actions=call.actions[cut]
    )


def words(call: LabelledCall) -> int:
    """Words of a call."""
    return sum(len(t.split()) for t in call.texts)


def surrounded(call: LabelledCall, talk: Sequence[LabelledCall], rng: random.Random) -> LabelledCall:
    """The call somewhere in plain talk of other calls, from a little of it to an hour's: its answers stay."""
    length = words(call) * (max(HOUR, words(call)) / words(call)) ** rng.random()
    before, after = talk_around(call, talk, round(length), rng)
    return joined(call, [*before, call, *after])


def talk_around(
    call: LabelledCall, talk: Sequence[LabelledCall], length: int, rng: random.Random
) -> tuple[list[LabelledCall], list[LabelledCall]]:
    """Plain talk before and after a call, with which it is so many words long or a little longer."""
    before: list[LabelledCall] = []
    after: list[LabelledCall] = []
    left = length - words(call)
    while left > 0:
        more = rng.choice(talk)
        rng.choice([before, after]).append(more)
        left -= words(more)
    return before, after


def joined(call: LabelledCall, parts: Sequence[LabelledCall]) -> LabelledCall:
    """The turns of all parts one after another, under the answers of this call."""
    return replace(
        call,
        roles=tuple(r for p in parts for r in p.roles),
        texts=tuple(t for p in parts for t in p.texts),
        targets=np.concatenate([p.targets for p in parts]),
        actions=np.concatenate([p.actions for p in parts]),
    )
