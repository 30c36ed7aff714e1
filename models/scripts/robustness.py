"""The same calls as they come in life: misrecognised, wrongly split, cut, padded, with other people in other places."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from rich.progress import track

from coach.acts import Model
from coach.labels import LABELS
from coach.transcript import Role
from scripts import swaps
from scripts.augment import HOUR, bare, joined, misheard, plain_stretches, talk_around, with_texts, wrong_speakers
from scripts.corpus import LabelledCall, load, split
from scripts.measures import QUESTIONS, call_values
from scripts.reading import Read, read_one, speakers, summary, unknown_roles, without_roles

SHARE = 0.1
Form = Callable[[LabelledCall, random.Random], LabelledCall]


def report(reads: Sequence[Read], model: Model) -> dict[str, Any]:
    """Everything in robustness.json; `reads` are the calls as they stand."""
    out: dict[str, Any] = {"calls": len(reads), "as they are": summary(reads)}
    for title, form in FORMS.items():
        out[title] = summary(_again(reads, form, model, title))
    inferred = [read_one(r.call, model, without_roles(r.call)) for r in track(reads, "roles inferred")]
    out["roles inferred from the words"] = summary(inferred) | {"turns_right": _roles_right(inferred)}
    halves = _again(reads, _second_half, model, "second half")
    out["second half alone"] = summary(halves, calls=False)
    out["second half, read with the first"] = summary([_cut(r) for r in reads], calls=False)
    out["swaps"] = {
        title: flips(reads, _again(reads, form, model, title), form) | {"about": about}
        for title, (about, form) in SWAPS.items()
    }
    return out


def _again(reads: Sequence[Read], form: Form, model: Model, title: str) -> list[Read]:
    return [read_one(form(r.call, _rng(r.call)), model) for r in track(reads, title)]


def _rng(call: LabelledCall) -> random.Random:
    """Seeded by the call alone, so that one call more changes no other."""
    return random.Random(f"robustness {call.id}")


def _bare(call: LabelledCall, _: random.Random) -> LabelledCall:
    return with_texts(call, tuple(bare(t) for t in call.texts))


def _misheard(call: LabelledCall, rng: random.Random) -> LabelledCall:
    return with_texts(call, tuple(misheard(t, SHARE, rng) for t in call.texts))


def _wrong_speakers(call: LabelledCall, rng: random.Random) -> LabelledCall:
    return replace(call, roles=wrong_speakers(call.roles, SHARE, rng))


def _no_roles(call: LabelledCall, _: random.Random) -> LabelledCall:
    return replace(call, roles=unknown_roles(len(call.roles)))


def _all_at_once(call: LabelledCall, rng: random.Random) -> LabelledCall:
    return _wrong_speakers(_bare(_misheard(call, rng), rng), rng)


def _around(call: LabelledCall, before: Sequence[LabelledCall], after: Sequence[LabelledCall]) -> LabelledCall:
    """The call with talk before and after it; its labels move with its turns."""
    start = sum(len(part.texts) for part in before)
    moved = {str(int(n) + start): names for n, names in call.call["turns"].items()}
    return replace(joined(call, [*before, call, *after]), call={**call.call, "turns": moved})


def _padded(call: LabelledCall, _: random.Random) -> LabelledCall:
    """Ten turns of small talk before the call and ten after; what was at turn n is at turn n + 10."""
    half = len(swaps.SMALL_TALK) // 2
    return _around(call, [_small_talk(swaps.SMALL_TALK[:half])], [_small_talk(swaps.SMALL_TALK[half:])])


def _small_talk(spoken: Sequence[tuple[Role, str]]) -> LabelledCall:
    roles, texts = zip(*spoken, strict=True)
    turns = len(spoken)
    nothing, no_rung = np.zeros((turns, len(LABELS)), np.float32), np.full(turns, -1)
    return LabelledCall("", roles, texts, nothing, no_rung, {})


@cache
def _plain_talk() -> list[LabelledCall]:
    """Runs of turns of the held-out calls in which nothing happens that a label names."""
    return plain_stretches(split(load())["test"], least=6, most=40)


def _amid_an_hour(call: LabelledCall, rng: random.Random) -> LabelledCall:
    """The call somewhere in plain talk of other calls, 4,500 words in all, of which the encoder reads a tenth."""
    return _around(call, *talk_around(call, _plain_talk(), HOUR, rng))


def _second_half(call: LabelledCall, _: random.Random) -> LabelledCall:
    half = len(call.texts) // 2
    return replace(
        call,
        roles=call.roles[half:],
        texts=call.texts[half:],
        targets=call.targets[half:],
        actions=call.actions[half:],
        call={**call.call, "turns": _later(call.call["turns"], half)},
    )


def _later(turns: dict[str, list[str]], first: int) -> dict[str, list[str]]:
    return {str(int(n) - first): names for n, names in turns.items() if int(n) >= first}


def _cut(read: Read) -> Read:
    """What was said of the second half when the whole call was read: what the half alone is compared with."""
    half = len(read.call.texts) // 2
    record = {**read.record, "turns": _later(read.record["turns"], half)}
    return replace(read, call=_second_half(read.call, _rng(read.call)), record=record)


def _roles_right(reads: Sequence[Read]) -> float:
    """Share of turns whose role was found."""
    right = [t.role is r for read in reads for t, r in zip(read.analysis.call.turns, read.call.roles, strict=True)]
    return sum(right) / len(right)


FORMS: dict[str, Form] = {
    "no punctuation, no capitals": _bare,
    "10 % of words misrecognised": _misheard,
    "10 % of turns under a wrong speaker": _wrong_speakers,
    "all three at once": _all_at_once,
    "roles unknown": _no_roles,
    "small talk before and after": _padded,
    "amid an hour of plain talk": _amid_an_hour,
}


def _names(call: LabelledCall, rng: random.Random, names: Sequence[str] = swaps.NAMES) -> LabelledCall:
    swap = swaps.name_swap(speakers()[call.id], rng, names)
    return with_texts(call, tuple(swap(t) for t in call.texts))


def _unlisted(call: LabelledCall, rng: random.Random) -> LabelledCall:
    return _names(call, rng, swaps.UNLISTED)


def _by(swap: swaps.Swap) -> Form:
    return lambda call, _: with_texts(call, tuple(swap(t) for t in call.texts))


def _everything(call: LabelledCall, rng: random.Random) -> LabelledCall:
    named = _names(call, rng)
    return with_texts(named, tuple(swaps.places(swaps.pronouns(t)) for t in named.texts))


SWAPS: dict[str, tuple[str, Form]] = {
    "first names": ("for names from anywhere, nearly all on coach's list", _names),
    "unlisted names": ("for invented names, none on coach's list", _unlisted),
    "pronouns and titles": ("he for she, Mr for Mrs", _by(swaps.pronouns)),
    "places": ("Leeds for Lahore, Dallas for Durban", _by(swaps.places)),
    "all three": ("names, pronouns and places", _everything),
    "kin": ("husband for wife; coach does not neutralise these", _by(swaps.kin)),
}


def flips(before: Sequence[Read], after: Sequence[Read], form: Form) -> dict[str, Any]:
    """How many call answers and turn labels change when the words are exchanged that should not matter."""
    changed = [form(r.call, _rng(r.call)).texts != r.call.texts for r in before]
    differ = {q: sum(_value(a, q) != _value(b, q) for a, b in zip(before, after, strict=True)) for q in QUESTIONS}
    return {
        "calls_changed": sum(changed),
        "answers": len(before) * len(QUESTIONS),
        "answers_flipped": sum(differ.values()),
        "flipped_by_question": differ,
        "labels": sum(len(s) for r in before for s in r.said),
        "labels_flipped": sum(
            len(x ^ y) for a, b in zip(before, after, strict=True) for x, y in zip(a.said, b.said, strict=True)
        ),
    }


def _value(read: Read, question: str) -> Any:
    return call_values(read.record)[question]
