"""Cuts a turn at the edges of its quotes, so that words that several findings quote are marked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.render.titles import GROUPS, title_of
from coach.report import Finding, Report, SpokenTurn
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
        hit: number of the found place that these words are part of; 0 where nothing was looked for or found.
        hit_starts: that place begins here.
    """

    text: str
    notes: tuple[Noted, ...]
    ends: tuple[Noted, ...]
    hit: int = 0
    hit_starts: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where words that were looked for stand in a turn; numbered from 1 over the call."""

    number: int
    start: int
    end: int


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


def marked(
    turns: Iterable[SpokenTurn], notes: Iterable[Noted], hits: Mapping[int, Sequence[Hit]] | None = None
) -> tuple[tuple[SpokenTurn, tuple[Segment, ...]], ...]:
    """Every turn, cut at the quotes of these findings and at what was found in it (hits by turn)."""
    spans, hits = quoted(notes), hits or {}
    return tuple((t, segments(t.text, spans.get(t.index, []), hits.get(t.index, ()))) for t in turns)


def segments(text: str, spans: list[tuple[Quote, Noted]], hits: Sequence[Hit] = ()) -> tuple[Segment, ...]:
    """The turn's text cut at every edge of a quote or a found place; the pieces join to the text again."""
    # A quote that is not verbatim there (a report edited by hand) marks nothing rather than other words.
    spans = [(q, n) for q, n in spans if q.text and text[q.start : q.end] == q.text]
    edges = {0, len(text), *(q.start for q, _ in spans), *(q.end for q, _ in spans)}
    edges |= {hit.start for hit in hits} | {hit.end for hit in hits}
    return tuple(_segment(text, a, b, spans, hits) for a, b in pairwise(sorted(edges)))


def _segment(text: str, start: int, end: int, spans: list[tuple[Quote, Noted]], hits: Sequence[Hit]) -> Segment:
    inside = [(q, n) for q, n in spans if q.start <= start and end <= q.end]
    # The shortest quote says most about these words.
    inside.sort(key=lambda pair: (pair[0].end - pair[0].start, _FIRST.index(pair[1].group), pair[1].number))
    notes = dict.fromkeys(n for _, n in inside)
    ending = {n.number for q, n in inside if q.end == end}
    hit = next((h for h in hits if h.start <= start and end <= h.end), Hit(0, -1, -1))
    ends = tuple(n for n in notes if n.number in ending)
    return Segment(text[start:end], tuple(notes), ends, hit.number, hit.start == start)
