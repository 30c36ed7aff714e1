"""Best and worst moments over calls, and what the calls rest on besides figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from coach.labels import LADDER
from coach.scorecard.card import TOO_FEW, RubricCount, RungCount, SeenMoment, TalkFigure
from coach.scorecard.exact import Part, mean, tenth, whole
from coach.scorecard.row import CallRow, MetricRow, Moment

MOST_MOMENTS = 3


def best_moments(rows: Sequence[CallRow]) -> tuple[SeenMoment, ...]:
    """Those that gave most, each criterion once while others are left; of equals the latest. Rows: latest first."""
    return _top([(row, m) for row in rows if row.best for m in (row.best, *row.more)], -1)


def worst_moments(rows: Sequence[CallRow]) -> tuple[SeenMoment, ...]:
    """Those that cost most; otherwise as `best_moments`."""
    return _top([(row, row.worst) for row in rows if row.worst], 1)


def _top(found: Sequence[tuple[CallRow, Moment]], sign: int) -> tuple[SeenMoment, ...]:
    """Three times the same lesson teaches once: repeats of a criterion come after the first of each."""
    ranked = sorted(found, key=lambda pair: sign * pair[1].points)
    seen: Counter[str] = Counter()
    order = []
    for row, moment in ranked:
        order.append((seen[moment.criterion], row, moment))
        seen[moment.criterion] += 1
    chosen = sorted(order, key=lambda item: item[0])[:MOST_MOMENTS]
    return tuple(SeenMoment(row.call, row.day, row.prospect, moment) for _, row, moment in chosen)


def rungs(rows: Sequence[CallRow]) -> tuple[RungCount, ...]:
    """Secured next steps by rung, the highest first, rungs nobody reached left out."""
    counts = Counter(row.action for row in rows if row.next_step_secured and row.action)
    return tuple(RungCount(action, counts[action]) for action in reversed(LADDER) if counts[action])


def rubrics(rows: Sequence[CallRow]) -> tuple[RubricCount, ...]:
    """What judged the calls, most calls first."""
    counts = Counter((row.rubric, row.rubric_digest) for row in rows)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(RubricCount(name, digest, n) for (name, digest), n in ranked)


def talk(rows: Sequence[CallRow]) -> tuple[TalkFigure, ...]:
    """Means of the talk metrics, each unit apart (a call without times counts words)."""
    found: dict[tuple[str, str], list[MetricRow]] = {}
    for row in rows:
        for m in row.metrics:
            found.setdefault((m.name, m.unit), []).append(m)
    return tuple(_talk(found))


def _talk(found: dict[tuple[str, str], list[MetricRow]]) -> Iterator[TalkFigure]:
    for (name, unit), group in sorted(found.items()):
        parts = [Part(whole(m.value), 1) for m in group if m.value is not None]
        average = mean(parts)
        value = None if average is None else _shown(average, unit)
        yield TalkFigure(
            name, group[0].title, unit, len(parts), value, len(parts) < TOO_FEW, group[0].low, group[0].high
        )


def _shown(average: Fraction, unit: str) -> float:
    """A share to three places, for it is shown in per cent; the rest to one."""
    value = average / whole(1)
    return float(round(value, 3)) if unit == "share" else tenth(value)
