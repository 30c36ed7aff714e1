"""The hand that builds reports: turns from lines, quotes from words, findings from a table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from coach.report import Answer, CallFacts, Finding, Provenance, Report, Score, SpokenTurn
from coach.transcript import Quote, Role

HERE = Path(__file__).parent
MADE = Provenance("0.1.0", "acts-2026-11 sha256:4be1c09d", "balanced", "sha256:77aa10fe", "sha256:09d2b3c44f")
NAMES = {"R": ("Rep", Role.REP), "P": ("Prospect", Role.PROSPECT), "G": ("Gatekeeper", Role.GATEKEEPER)}


def spoken(name: str) -> tuple[SpokenTurn, ...]:
    """A file with lines of `R words` as turns, one word every 0.4 s."""
    turns, at = [], 0.0
    for index, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines()):
        key, _, words = line.partition(" ")
        speaker, role = NAMES[key]
        end = at + len(words.split()) * 0.4
        turns.append(SpokenTurn(index, speaker, role, words, at, end))
        at = end + 0.6
    return tuple(turns)


def quote(turns: tuple[SpokenTurn, ...], turn: int, words: str) -> Quote:
    """The words where they stand in that turn."""
    start = turns[turn].text.index(words)
    return Quote(turn, start, start + len(words), words)


def found(kind: str, quotes: Iterable[Quote], because: str, sure: float = 0.9, weight: float = 1.0) -> Finding:
    """A finding, unsure below 0.6."""
    return Finding(kind, tuple(quotes), sure, because, weight, sure < 0.6)


def table(name: str, turns: tuple[SpokenTurn, ...]) -> tuple[Finding, ...]:
    """The findings of a YAML file."""
    rows = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return tuple(
        found(r["kind"], [quote(turns, *q) for q in r["quotes"]], r["because"], r["sure"], r.get("weight", 1.0))
        for r in rows
    )


def plain(
    name: str,
    turns: tuple[SpokenTurn, ...],
    facts: CallFacts,
    answers: tuple[Answer, ...] = (),
    scores: tuple[Score, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> Report:
    known = any(turn.role is not Role.UNKNOWN for turn in turns)
    return Report(
        id=name, day=None, format="plain", facts=facts, answers=answers, scores=scores, overall=None,
        next_step=None, advice=(), findings=findings, commitments=(), metrics=(), acts=(), turns=turns,
        role_source="file" if known else "unknown", role_confidence=1.0 if known else 0.0, rep_opens=None,
        warnings=(), provenance=MADE,
    )  # fmt: skip
