"""Cuts a turn at the edges of its quotes, so that words that several findings quote are marked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from coach.render.titles import GROUPS, title_of
from coach.report import Finding, Report
from coach.transcript import Quote

# Where the same words serve several findings, they show the first of these groups: an answer is the other
# side's own, and must not look like pressure only because the rep pushed past it.
_FIRST = ("answer", "pressure", *GROUPS)


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding with the number and the title a reader knows it by."""

    number: int
    title: str
    group: str
    tone: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a turn.

    Attributes:
        text: the words.
        notes: the findings that quote them, the one that gives the colour first; empty for plain words.
        ends: those of them whose quote ends here.
    """

    text: str
    notes: tuple[Noted, ...]
    ends: tuple[Noted, ...]


def numbered(report: Report) -> tuple[Noted, ...]:
    """The findings group by group, numbered in the order in which the report shows them."""
    order = list(GROUPS)
    titled = [(title_of(finding.kind), finding) for finding in report.findings]
    titled.sort(key=lambda pair: order.index(pair[0].group))
    return tuple(Noted(n, t.text, t.group, t.tone, f) for n, (t, f) in enumerate(titled, 1))


def quoted(notes: Iterable[Noted]) -> dict[int, list[tuple[Quote, Noted]]]:
    """Which findings quote each turn."""
    found: dict[int, list[tuple[Quote, Noted]]] = defaultdict(list)
    for note in notes:
        for quote in dict.fromkeys(note.finding.quotes):
            found[quote.turn].append((quote, note))
    return found


def segments(text: str, spans: list[tuple[Quote, Noted]]) -> tuple[Segment, ...]:
    """The turn's text cut at every edge of a quote; the pieces join to the text again."""
    # A quote that is not verbatim there (a report edited by hand) marks nothing rather than other words.
    spans = [(q, n) for q, n in spans if q.text and text[q.start : q.end] == q.text]
    edges = sorted({0, len(text), *(q.start for q, _ in spans), *(q.end for q, _ in spans)})
    return tuple(_segment(text, a, b, spans) for a, b in pairwise(edges))


def _segment(text: str, start: int, end: int, spans: list[tuple[Quote, Noted]]) -> Segment:
    inside = [(q, n) for q, n in spans if q.start <= start and end <= q.end]
    # The shortest quote says most about these words.
    inside.sort(key=lambda pair: (pair[0].end - pair[0].start, _FIRST.index(pair[1].group), pair[1].number))
    notes = dict.fromkeys(n for _, n in inside)
    ending = {n.number for q, n in inside if q.end == end}
    return Segment(text[start:end], tuple(notes), tuple(n for n in notes if n.number in ending))
