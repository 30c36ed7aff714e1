"""How answers are counted: F1 a label, kappa a question, calibration error; with intervals by bootstrap over calls.

Counting is that of the benchmark: a turn has a group if it has any label of it, and the rung of a proposal is
judged at the call, not at the turn.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.labels import LABELS

GROUPS = ("next_step.propose", "truth", "pressure", "response", "opening", "message", "gatekeeper")
MAIN_GROUPS = GROUPS[:4]
NAMES = (*GROUPS, *(label for label in LABELS if label not in GROUPS))
QUESTIONS = ("next_step_secured", "truth_asked", "overly_pushy", "call_type", "outcome", "action")
THREE = QUESTIONS[:3]
DRAWS, SEED, BINS = 500, 0, 10
# A bin with fewer answers than this says nothing about calibration.
FULL_BIN = 10

Turns = Sequence[set[str]]
Counts = NDArray[np.int64]
Pairs = Sequence[tuple[Hashable, Hashable]]


def call_values(record: Mapping[str, Any]) -> dict[str, Hashable]:
    """The values that count of a call's record, gold or predicted."""
    step = record.get("next_step") or {}
    return {
        "next_step_secured": bool(record["next_step_secured"]),
        "truth_asked": bool(record["truth_asked"]),
        "overly_pushy": record["pushy"] >= 2,
        "call_type": record["call_type"],
        "outcome": record["outcome"],
        "action": step.get("action") if record["next_step_secured"] else "none",
    }


def turn_labels(record: Mapping[str, Any], turns: int) -> list[set[str]]:
    """Labels of each turn of a record, without rungs."""
    named = record["turns"]
    return [{name.partition(":")[0] for name in named.get(str(n), ())} for n in range(turns)]


def has(labels: set[str], name: str) -> bool:
    """Whether a turn has a label, or a label of a group."""
    return any(x == name or x.startswith(f"{name}.") for x in labels)


def count(gold: Turns, said: Turns, names: Sequence[str] = NAMES) -> Counts:
    """Hits, false alarms and misses of one call, shape (names, 3)."""
    out = np.zeros((len(names), 3), np.int64)
    for g, s in zip(gold, said, strict=True):
        if not g and not s:
            continue
        for k, name in enumerate(names):
            right, given = has(g, name), has(s, name)
            out[k] += (right and given, given and not right, right and not given)
    return out


def f1(counts: NDArray[Any]) -> NDArray[np.float64]:
    """F1 of (..., 3) counts; not a number where there is nothing to find and nothing was said."""
    hit, alarm, miss = counts[..., 0], counts[..., 1], counts[..., 2]
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * hit / (2 * hit + alarm + miss), np.float64)


def turn_table(calls: Sequence[Counts], names: Sequence[str] = NAMES) -> dict[str, dict[str, Any]]:
    """Per name: n, precision, recall, F1 and its 95 % interval."""
    stacked = np.stack(calls)
    drawn = resampled(stacked.reshape(len(calls), -1)).reshape(DRAWS, len(names), 3)
    out = {}
    for k, name in enumerate(names):
        hit, alarm, miss = (int(v) for v in stacked[:, k].sum(0))
        low, high = interval(f1(drawn[:, k])) if hit + miss else (None, None)
        out[name] = {
            "n": hit + miss,
            "precision": ratio(hit, hit + alarm),
            "recall": ratio(hit, hit + miss),
            "f1": ratio(2 * hit, 2 * hit + alarm + miss) if hit + miss else None,
            "low": low,
            "high": high,
        }
    return out


def group_f1(calls: Sequence[Counts], names: Sequence[str] = MAIN_GROUPS) -> dict[str, float | None]:
    """F1 of each name over all calls."""
    totals = np.sum(calls, axis=0) if calls else np.zeros((len(names), 3))
    return {name: none_if_nan(float(f1(totals[k]))) for k, name in enumerate(names)}


def resampled(per_call: NDArray[Any]) -> NDArray[Any]:
    """Sums over `DRAWS` seeded draws of calls with replacement."""
    n = len(per_call)
    weights = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=DRAWS)
    return np.asarray(weights @ per_call)


def interval(values: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """The middle 95 % of the draws in which there was something to count."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None, None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def kappa(pairs: Pairs) -> float | None:
    """Cohen's kappa of (gold, said) pairs."""
    n = len(pairs)
    if not n:
        return None
    agree = sum(g == s for g, s in pairs) / n
    left, right = Counter(g for g, _ in pairs), Counter(s for _, s in pairs)
    chance = sum(left[k] * right[k] for k in left) / n / n
    return 1.0 if chance == 1 else (agree - chance) / (1 - chance)


def question(pairs: Pairs) -> dict[str, Any]:
    """n, accuracy, kappa with its interval, macro-F1."""
    kinds = sorted({str(v) for pair in pairs for v in pair})
    each = [_f1_of(kind, pairs) for kind in kinds]
    rng = np.random.default_rng(SEED)
    draws = [[pairs[i] for i in rng.integers(0, len(pairs), len(pairs))] for _ in range(DRAWS)]
    low, high = interval(np.array([kappa(d) for d in draws], np.float64))
    return {
        "n": len(pairs),
        "accuracy": sum(g == s for g, s in pairs) / len(pairs),
        "kappa": kappa(pairs),
        "low": low,
        "high": high,
        "macro_f1": sum(each) / len(each),
    }


def _f1_of(kind: str, pairs: Pairs) -> float:
    both = sum(str(g) == kind == str(s) for g, s in pairs)
    either = sum((str(g) == kind) + (str(s) == kind) for g, s in pairs)
    return 2 * both / either


def confusion(pairs: Pairs) -> dict[str, dict[str, int]]:
    """Gold by said."""
    found = Counter((str(g), str(s)) for g, s in pairs)
    kinds = sorted({k for pair in found for k in pair})
    return {g: {s: found[g, s] for s in kinds} for g in kinds}


def calibration_error(p: NDArray[Any], truth: NDArray[Any]) -> dict[str, Any]:
    """Expected error over ten equal bins, and the widest gap of a bin with enough answers in it."""
    place = np.minimum((p * BINS).astype(int), BINS - 1)
    gaps = [(int(m.sum()), abs(float(p[m].mean() - truth[m].mean()))) for b in range(BINS) if (m := place == b).any()]
    full = [gap for size, gap in gaps if size >= FULL_BIN]
    return {
        "n": len(p),
        "ece": sum(size * gap for size, gap in gaps) / len(p) if len(p) else None,
        "max_gap": max(full, default=None),
    }


def ratio(part: int, whole: int) -> float | None:
    """A share, or None of nothing."""
    return part / whole if whole else None


def none_if_nan(value: float) -> float | None:
    """None for not-a-number."""
    return None if np.isnan(value) else value


def rounded(value: Any) -> Any:
    """The same with floats to four places."""
    if isinstance(value, float):
        return round(value, 4) + 0.0
    if isinstance(value, Mapping):
        return {str(k): rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(v) for v in value]
    return value


def write_json(path: Path, value: Any) -> None:
    """A metrics file: readable, floats to four places, same bytes for same figures."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rounded(value), indent=1, ensure_ascii=False) + "\n", "utf-8")
