"""The scorecard of one rep, or of a team, with what its page needs beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from coach.scorecard import CallRow, Scorecard, TeamCard, TeamLine
from coach.store.schema import Rep, User
from web.cards.asked import Asked, Chosen, choose, kinds
from web.cards.drawn import Charts
from web.cards.gathered import Gathered, everyone, rows_of_team
from web.cards.links import Links, calls_page, links_to
from web.cards.remembered import rep_card, team_card


@dataclass(frozen=True, slots=True)
class Made:
    """A card over what was asked for.

    Attributes:
        rows: the rep's calls of the type and rubric, of any day.
        last: the day of the rep's last call of any kind, None where none has a day.
        kinds: call types and rubrics of all the rep's calls.
    """

    rep: Rep
    asked: Asked
    chosen: Chosen
    card: Scorecard
    rows: tuple[CallRow, ...]
    last: date | None
    kinds: dict[str, list[str]]

    @property
    def links(self) -> Links:
        """To what is behind the card."""
        return links_to(self.rep.id, self.asked, self.chosen.period)

    @property
    def charts(self) -> Charts:
        """The card's figures, drawn."""
        return Charts(self.links)


def make_card(db: Session, rep: Rep, asked: Asked, today: date) -> Made:
    """The card of a rep against their team.

    Args:
        rep: from `rep_for`.
        today: the reader's date.
    """
    everyones = rows_of_team(db, rep.team_id)
    mine = [row for row in everyones if row.rep == rep.name]
    held, team = (tuple(row for row in rows if asked.holds(row)) for rows in (mine, everyones))
    chosen = choose(asked, held, today)
    card = rep_card(held, rep.name, chosen.period, team)
    last = max((row.day for row in mine if row.day), default=None)
    return Made(rep, asked, chosen, card, held, last, kinds(mine))


@dataclass(frozen=True, slots=True)
class MadeTeam:
    """Reps side by side over what was asked for.

    Attributes:
        reps: everyone the reader sees, by name, those without a call too; with rows of the type and rubric.
        kinds: call types and rubrics of all their calls.
    """

    asked: Asked
    chosen: Chosen
    card: TeamCard
    reps: tuple[Gathered, ...]
    kinds: dict[str, list[str]]

    @property
    def lines(self) -> dict[str, TeamLine]:
        """The lines of the card by the reps' labels."""
        return {line.rep: line for line in self.card.reps}

    @property
    def hrefs(self) -> dict[str, str]:
        """Where each rep's own card is, over the same calls, by label."""
        return {each.label: self.links(each.label).card for each in self.reps}

    @property
    def calls(self) -> str:
        """All calls of the card, where they can be filtered further and searched."""
        return calls_page(self.asked, self.chosen.period)

    def links(self, label: str) -> Links:
        """From the card of the rep of that label."""
        rep = next(each.rep for each in self.reps if each.label == label)
        return links_to(rep.id, self.asked, self.chosen.period)


def make_team(db: Session, me: User, asked: Asked, today: date) -> MadeTeam:
    """The card of the team, or for an admin of all teams unless one was chosen.

    Raises:
        NotFound: there is no such team, or not for this reader.
    """
    found = everyone(db, me, asked.team)
    held = tuple(replace(each, rows=tuple(row for row in each.rows if asked.holds(row))) for each in found)
    chosen = choose(asked, [row for each in held for row in each.rows], today)
    return MadeTeam(asked, chosen, team_card(held, chosen.period), held, kinds(r for each in found for r in each.rows))


def to_practise(card: TeamCard) -> list[tuple[str, list[str]]]:
    """What to coach next by how many reps it would help most: (title, the reps' labels)."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in card.reps:
        if line.coach_next:
            found[line.coach_next].append(line.rep)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def sorted_lines(lines: Sequence[TeamLine], sort: str) -> list[TeamLine]:
    """By a column: "calls" or the name of a figure, with "-" before it from high to low; else by name.

    Reps whom too few calls tell about come last either way.
    """
    name, falling = sort.lstrip("-"), sort.startswith("-")
    if name not in columns(lines):
        return sorted(lines, key=lambda line: line.rep.casefold(), reverse=falling and name == "rep")
    known = [(_value(line, name), line) for line in lines]
    told = [(value, line) for value, line in known if value is not None]
    ranked = sorted(told, key=lambda item: -item[0] if falling else item[0])
    return [line for _, line in ranked] + [line for value, line in known if value is None]


def columns(lines: Sequence[TeamLine]) -> tuple[str, ...]:
    """What a table of reps can be sorted by, besides their names."""
    return ("calls", *(figure.name for figure in lines[0].figures)) if lines else ()


def _value(line: TeamLine, name: str) -> float | None:
    if name == "calls":
        return float(line.n)
    figure = next(figure for figure in line.figures if figure.name == name)
    return None if figure.too_few else figure.mean
