"""Talk metrics: context for a manager, apart from the three scores.

The soft bands are vendor figures (Gong Labs on recorded sales calls): correlations, not causes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from coach.findings.call import Call
from coach.labels import PROPOSE
from coach.report import PLACES, Metric
from coach.transcript import Role, Turn

VENDOR = "A correlation from vendors' recordings, not a rule."
CUSTOMER = (Role.PROSPECT, Role.GATEKEEPER)
PURPOSES = {
    "to learn about them": ("truth.discovery",),
    "to dig deeper": ("truth.probe",),
    "to invite doubts": ("truth.questions", "truth.final_check"),
    "to hand over the lead": ("truth.next_direction", "truth.stakeholders", "truth.feedback"),
    "to ask for a step": (PROPOSE,),
    "to corner": ("pressure.tie_down",),
}


def talk_metrics(call: Call) -> tuple[Metric, ...]:
    """Every metric of the call; a metric whose basis is missing has the value None."""
    return tuple(_rounded(metric) for metric in _all(call))


def _rounded(metric: Metric) -> Metric:
    return metric if metric.value is None else replace(metric, value=round(metric.value, PLACES))


def _all(call: Call) -> Iterator[Metric]:
    timed = all(t.start is not None and t.end is not None for t in call.turns)
    roles = {t.role for t in call.turns}
    known = Role.REP in roles and any(r in roles for r in CUSTOMER)
    yield _share(call.turns, timed, known)
    yield _longest(call.turns, (Role.REP,), timed, known, "longest_monologue", "Longest stretch of the rep", 150)
    yield _longest(call.turns, CUSTOMER, timed, known, "longest_customer", "Longest stretch of the other side", None)
    for title, labels in PURPOSES.items():
        name = "questions_" + title.split()[-1]
        note = "What a question is for counts, not how many there are." if labels[0] == "truth.discovery" else ""
        yield Metric(name, f"Questions {title}", float(len(call.of(*labels))), "count", note=note)
    yield _interactivity(call.turns, timed, known)
    yield _patience(call.turns, timed, known)
    yield _pace(call.turns, timed, known)


def _words(turn: Turn) -> int:
    return len(turn.text.split())


def _seconds(turn: Turn) -> float:
    assert turn.start is not None
    assert turn.end is not None
    return max(0.0, turn.end - turn.start)


def _amount(turn: Turn, timed: bool) -> float:
    return _seconds(turn) if timed else float(_words(turn))


def _share(turns: tuple[Turn, ...], timed: bool, known: bool) -> Metric:
    total = sum(_amount(t, timed) for t in turns)
    mine = sum(_amount(t, timed) for t in turns if t.role is Role.REP)
    value = mine / total if known and total else None
    by = "time" if timed else "words"
    return Metric("talk_share", "Rep's share of the talk", value, "share", 0.35, 0.65, f"By {by}. {VENDOR}")


def _longest(
    turns: tuple[Turn, ...],
    who: tuple[Role, ...],
    timed: bool,
    known: bool,
    name: str,
    title: str,
    high: float | None,
) -> Metric:
    runs = [sum(_amount(t, timed) for t in g) for mine, g in groupby(turns, key=lambda t: t.role in who) if mine]
    value = max(runs, default=None) if known else None
    limit = high if timed or high is None else high * 2.5
    return Metric(name, title, value, "s" if timed else "words", None, limit, VENDOR if high else "")


def _interactivity(turns: tuple[Turn, ...], timed: bool, known: bool) -> Metric:
    """Changes of speaker per 100 words, or per minute where the call is timed."""
    switches = sum(1 for a, b in pairwise(turns) if a.role is not b.role)
    total = sum(_amount(t, timed) for t in turns)
    value = switches / total * (60 if timed else 100) if known and total else None
    unit = "per minute" if timed else "per 100 words"
    return Metric("interactivity", "Changes of speaker", value, unit, note=VENDOR)


def _patience(turns: tuple[Turn, ...], timed: bool, known: bool) -> Metric:
    """Median pause in seconds between the other side's last word and the rep's first."""
    value = None
    if timed and known:
        pauses = sorted(
            max(0.0, (b.start or 0.0) - (a.end or 0.0))
            for a, b in pairwise(turns)
            if a.role in CUSTOMER and b.role is Role.REP
        )
        value = pauses[len(pauses) // 2] if pauses else None
    return Metric("patience", "Rep's pause before speaking", value, "s", 0.6, 2.0, "Needs times. " + VENDOR)


def _pace(turns: tuple[Turn, ...], timed: bool, known: bool) -> Metric:
    value = None
    if timed and known:
        mine = [t for t in turns if t.role is Role.REP]
        seconds = sum(_seconds(t) for t in mine)
        value = sum(_words(t) for t in mine) / seconds * 60 if seconds >= 5 else None
    return Metric("pace", "Rep's pace", value, "words/min", 110, 190, "Needs times. " + VENDOR)
