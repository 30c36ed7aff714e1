"""The tables of models/corpus/README.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.corpus import PARTS
from scripts.markdown import code, table

Maker = tuple[str, Callable[[Any], str]]


def _size(known: Any) -> str:
    rows = [
        ("calls", known["calls"]),
        ("turns", known["turns"]),
        ("words", known["words"]),
        ("calls all in lower case, as raw speech recognition writes", known["raw_speech"]),
        *((f"turns of role {code(role)}", n) for role, n in known["roles"].items()),
    ]
    return table(("what", "how many"), rows)


def _voices(known: Any) -> str:
    rows = [
        (code(v), row["world"], row["calls"], row["turns"], *(row.get(p, 0) for p in PARTS))
        for v, row in known["voices"].items()
    ]
    return table(("voice", "world", "calls", "turns", *PARTS), rows, words=2)


def _split(known: Any) -> str:
    return table(("part", "calls", "turns"), [(p, r["calls"], r["turns"]) for p, r in known["parts"].items()])


def _labels(known: Any) -> str:
    parts = ("all", *PARTS)
    return table(("label", *parts), [(code(x), *(row[p] for p in parts)) for x, row in known["labels"].items()])


def _values(known: Any) -> str:
    rows = [(code(q), code(v), n) for q, counted in known["values"].items() for v, n in counted.items()]
    return table(("question", "answer", "calls"), rows, words=2)


def _agreement(known: Any) -> str:
    found = known["agreement"]
    questions = [(code(q), found["calls"], found["differ"][q], k) for q, k in found["kappa"].items()]
    first = table(("question", "calls", "answered differently", "kappa"), questions)
    labels = [(code(x), row["first"], row["second"], row["f1"]) for x, row in found["labels"].items()]
    second = table(("label or group", "by the first reader", "by the second", "F1"), labels)
    return f"{first}\n\n{second}"


CORPUS_TABLES: dict[str, Maker] = {
    "corpus_size": ("corpus", _size),
    "corpus_voices": ("corpus", _voices),
    "corpus_split": ("corpus", _split),
    "corpus_labels": ("corpus", _labels),
    "corpus_values": ("corpus", _values),
    "corpus_agreement": ("corpus", _agreement),
}
