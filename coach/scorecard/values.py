"""What each figure takes from a row: the value of one call, or nothing where it did not come up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coach.scorecard.exact import UNIT, Part, whole
from coach.scorecard.row import CallRow

QUESTIONS = {"secured": "Next step", "asked": "Truth", "pushy": "Free of pressure"}
SHARES = {
    "next_step_secured": "Next step secured",
    "specific": "Next step with a day",
    "truth_asked": "Truth asked for",
    "overly_pushy": "Overly pushy",
}
# The question whose answer a share counts: where that was unsure, so is the share.
ASKED_BY = {"next_step_secured": "secured", "specific": "secured", "truth_asked": "asked", "overly_pushy": "pushy"}
PUSHY_FROM = 2


class Key(NamedTuple):
    """Which figure: its kind ("score", "share", "criterion"), the question of a criterion or "", its name."""

    kind: str
    question: str
    name: str


OVERALL = Key("score", "", "overall")
SCORES = (OVERALL, *(Key("score", "", name) for name in QUESTIONS))
SHARE_KEYS = tuple(Key("share", "", name) for name in SHARES)
HEADLINES = (*SCORES, *SHARE_KEYS)


class Reading(NamedTuple):
    """A row with its values, taken once."""

    row: CallRow
    values: dict[Key, Part]


def readings(rows: Iterable[CallRow]) -> list[Reading]:
    """Every row with its values."""
    return [Reading(row, dict(_values(row))) for row in rows]


def _values(row: CallRow) -> Iterator[tuple[Key, Part]]:
    for key, score in zip(SCORES, (row.overall, row.secured, row.asked, row.pushy), strict=True):
        if score is not None:
            yield key, Part(whole(score), UNIT)
    answers = (row.next_step_secured, row.specific, row.truth_asked, row.pushy_level >= PUSHY_FROM)
    for key, answer in zip(SHARE_KEYS, answers, strict=True):
        if answer is not None:
            yield key, Part(100 if answer else 0, 1)
    for c in row.criteria:
        if c.points is not None and whole(c.possible) > 0:
            yield Key("criterion", c.question, c.name), Part(100 * whole(c.points), whole(c.possible))


def criteria_of(rows: Iterable[CallRow]) -> dict[Key, str]:
    """Every criterion with its title: by question, then the rubric that judged most calls first, each in its own order.

    Args:
        rows: latest first; the latest row of a rubric decides its titles and order.
    """
    rows = tuple(rows)
    counts = Counter(row.rubric for row in rows)
    found: dict[Key, str] = {}
    for row in sorted(rows, key=lambda row: (-counts[row.rubric], row.rubric)):
        for c in row.criteria:
            found.setdefault(Key("criterion", c.question, c.name), c.title)
    order = {question: n for n, question in enumerate(QUESTIONS)}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0].question, len(order))))
