"""Calls read by the shipped model, the way `coach label` reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from coach.acts import Model
from coach.analyzer import Analysis, analyze
from coach.label_format import label_record
from coach.transcript import Role, Transcript, Utterance
from scripts.corpus import CORPUS, LabelledCall, read_jsonl
from scripts.measures import MAIN_GROUPS, THREE, Counts, call_values, count, group_f1, kappa, turn_labels


@dataclass(frozen=True)
class Read:
    """A labelled call and what the model made of it."""

    call: LabelledCall
    analysis: Analysis
    record: dict[str, Any]

    @property
    def said(self) -> list[set[str]]:
        """Labels given, turn by turn."""
        return turn_labels(self.record, len(self.call.texts))

    @property
    def gold(self) -> list[set[str]]:
        """Labels of the corpus, turn by turn."""
        return turn_labels(self.call.call, len(self.call.texts))

    def counts(self, names: Sequence[str]) -> Counts:
        """Hits, false alarms and misses by name."""
        return count(self.gold, self.said, names)


@cache
def speakers() -> dict[str, tuple[str, ...]]:
    """Speaker names of each call of the corpus, turn by turn."""
    return {row["id"]: tuple(t["speaker"] for t in row["turns"]) for row in read_jsonl(CORPUS / "calls.jsonl")}


def as_transcript(call: LabelledCall) -> Transcript:
    """The call as a file with stated roles gives it."""
    spoken = tuple(Utterance(r.value, t, role=r) for r, t in zip(call.roles, call.texts, strict=True))
    known = tuple((r.value, r) for r in dict.fromkeys(call.roles))
    return Transcript(call.id, spoken, "coach", whole_turns=True, roles=known, role_confidence=1.0, role_source="file")


def without_roles(call: LabelledCall) -> Transcript:
    """The call as a recorder gives it that knows voices, not roles: coach has to find out who sells."""
    names = speakers()[call.id]
    letters = {name: chr(ord("A") + n) for n, name in enumerate(dict.fromkeys(names))}
    spoken = tuple(Utterance(letters[n], t) for n, t in zip(names, call.texts, strict=True))
    return Transcript(call.id, spoken, "coach", whole_turns=True)


def read_one(call: LabelledCall, model: Model, transcript: Transcript | None = None) -> Read:
    """Reads a call, or another form of it with the same turns."""
    analysis = analyze(transcript or as_transcript(call), model)
    return Read(call, analysis, label_record(analysis))


def pairs(reads: Iterable[Read], question: str) -> list[tuple[Any, Any]]:
    """(gold, said) of a call question."""
    return [(call_values(r.call.call)[question], call_values(r.record)[question]) for r in reads]


def summary(reads: Sequence[Read], calls: bool = True) -> dict[str, Any]:
    """Group F1, and the kappas of the three questions unless only turns can be judged."""
    out: dict[str, Any] = {"f1": group_f1([r.counts(MAIN_GROUPS) for r in reads])}
    if calls:
        out["kappa"] = {q: kappa(pairs(reads, q)) for q in THREE}
    return out


def read_by_encoder(read: Read) -> Any:
    """Which turns the encoder was asked about, shape (turns,)."""
    from coach.acts.inputs import model_turns
    from coach.acts.reading import read_turns

    model = read.analysis.model
    seen = read_turns(model_turns(read.analysis.call.turns), model.linear, model.gate, model.encoder, model.tokenize)
    return seen.vectors.any(axis=1)


def unknown_roles(count_: int) -> tuple[Role, ...]:
    """Nobody's role known."""
    return (Role.UNKNOWN,) * count_
