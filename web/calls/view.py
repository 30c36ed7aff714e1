"""What the page of a call shows: its report under the names from the database, and which of its marks and turns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from coach.render.marks import Hit, Noted, Segment, marked
from coach.render.titles import GROUPS
from coach.report import Report, SpokenTurn
from coach.store.schema import Call
from coach.store.search import needles
from coach.transcript import Role
from web.calls.found import hits

LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Looking:
    """What the reader asks to see of the transcript.

    Attributes:
        show: a group or a kind of findings whose words are marked; "" all of them.
        q: words to find.
        only: fold away the turns in which nothing is marked or found.
    """

    show: str = ""
    q: str = ""
    only: bool = False

    def url(self, **changes: str | bool) -> str:
        """The query that asks for this, with changes; `?` where nothing is left of it."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        given = {"show": asked.show, "q": asked.q, "only": "1" if asked.only else ""}
        return "?" + urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Choice:
    """A group or kind to mark: how many findings it has."""

    show: str
    title: str
    group: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Turns in a row, each with its pieces: shown, or folded away because nothing in them is marked or found."""

    shown: bool
    turns: tuple[tuple[SpokenTurn, tuple[Segment, ...]], ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The transcript as asked for; `places` are what was found, by turn, and `total` how many."""

    asked: Looking
    groups: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    runs: tuple[Run, ...]
    places: dict[int, list[Hit]]
    total: int


def looking(show: str, q: str, only: str) -> Looking:
    """From what the address says."""
    return Looking(show, " ".join(q[:LONGEST_QUERY].split()), bool(only))


def named(report: Report, call: Call) -> Report:
    """The report with people's names where it says Rep and Prospect; further voices of a side stay numbered."""
    names = {(Role.REP, "Rep"): call.rep.name, (Role.PROSPECT, "Prospect"): call.prospect or "Prospect"}
    turns = (replace(t, speaker=names.get((t.role, t.speaker), t.speaker)) for t in report.turns)
    return replace(report, turns=tuple(turns))


def who(role: Role, call: Call) -> str:
    """Who acts, by name."""
    known = {Role.REP: call.rep.name, Role.PROSPECT: call.prospect or "The prospect", Role.GATEKEEPER: "The gatekeeper"}
    return known.get(role, "Someone else")


def spoken(report: Report, notes: Sequence[Noted], asked: Looking) -> Spoken:
    """The turns with their marks, filtered and searched."""
    chosen = [n for n in notes if asked.show in (n.group, n.finding.kind)]
    # A kind that is not in this call (an old link) marks everything rather than nothing.
    asked = asked if chosen else replace(asked, show="")
    chosen = chosen or list(notes)
    found = hits(report.turns, needles(asked.q))
    turns = marked(report.turns, chosen, found)
    runs = tuple(Run(shown, tuple(run)) for shown, run in groupby(turns, lambda turn: _shown(asked, turn[1])))
    total = sum(len(each) for each in found.values())
    return Spoken(asked, _groups(notes, asked), _kinds(notes, asked), runs, found, total)


def _shown(asked: Looking, pieces: Iterable[Segment]) -> bool:
    """Whether a turn is shown: with words to find it is those that count, else the marks."""
    return not asked.only or any(piece.hit if asked.q else piece.notes for piece in pieces)


def _groups(notes: Iterable[Noted], asked: Looking) -> tuple[Choice, ...]:
    quoting = [n for n in notes if n.finding.quotes]
    return tuple(
        Choice(group, GROUPS[group], group, sum(n.group == group for n in quoting), asked.show in members)
        for group in GROUPS
        if (members := {group, *(n.finding.kind for n in quoting if n.group == group)}) != {group}
    )


def _kinds(notes: Iterable[Noted], asked: Looking) -> tuple[Choice, ...]:
    """The kinds of the group that is shown, where it has more than one."""
    quoting = [n for n in notes if n.finding.quotes]
    group = next((n.group for n in quoting if asked.show in (n.group, n.finding.kind)), "")
    titles = {n.finding.kind: n.title for n in quoting if n.group == group}
    if len(titles) < 2:
        return ()
    counts = {kind: sum(n.finding.kind == kind for n in quoting) for kind in titles}
    return tuple(Choice(k, title, group, counts[k], asked.show == k) for k, title in titles.items())
