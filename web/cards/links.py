"""Links from a scorecard to what is behind it: the calls of every figure, the words of every quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import zip_longest

from coach.scorecard import Figure, Period, Scorecard, SeenMoment, SeenQuote
from web.cards.asked import Asked
from web.choices import address

_DAY = timedelta(days=1)


def key_of(figure: Figure) -> str:
    """What a figure is called in an address: `score.overall`, `criterion.asked.final_check`."""
    return ".".join(part for part in (figure.kind, figure.question, figure.name) if part)


def figures_of(card: Scorecard) -> tuple[Figure, ...]:
    """All figures of a card, in their order."""
    return (card.overall, *card.questions, *card.shares, *card.criteria)


@dataclass(frozen=True, slots=True)
class Links:
    """From the card of one rep, over the same calls as the card; make it with `links_to`."""

    rep_id: int
    asked: Asked
    period: Period

    @property
    def card(self) -> str:
        """The card itself."""
        return self.asked.url(f"/reps/{self.rep_id}")

    @property
    def csv(self) -> str:
        """The card as a table."""
        return self.asked.url(f"/reps/{self.rep_id}/scorecard.csv")

    @property
    def calls(self) -> str:
        """All calls of the card, where they can be filtered further and searched."""
        return calls_page(self.asked, self.period, rep=self.rep_id)

    def answered(self, question: str, answer: str) -> str:
        """Those in which a question ("secured", "asked", "pushy") was answered with "yes" or "no"."""
        return calls_page(self.asked, self.period, rep=self.rep_id, **{question: answer})

    def scored(self, score: str) -> str:
        """Those with such a score ("overall" or a question)."""
        return calls_page(self.asked, self.period, rep=self.rep_id, **{f"{score}_min": "0"})

    def behind(self, figure: str = "", page: str = "") -> str:
        """The calls behind a figure, by its key; without one all calls of the card."""
        return self.asked.url(f"/reps/{self.rep_id}/calls", page, figure=figure)

    def points(self, figure: Figure) -> Iterator[str]:
        """For each point of a trend the calls behind it: from its first day, or that of the card, to its last."""
        for point, following in zip_longest(figure.trend, figure.trend[1:]):
            end = following.start - _DAY if following else self.period.end
            first = max(point.start, self.period.start) if self.period.start else point.start
            days = {"since": first.isoformat(), "until": end.isoformat() if end else ""}
            yield self.asked.url(f"/reps/{self.rep_id}/calls", figure=key_of(figure), **days)


def calls_page(asked: Asked, period: Period, /, **more: object) -> str:
    """The page of calls, narrowed to the period, type, rubric and team, and to more."""
    kind = {"type": asked.type, "rubric": asked.rubric, "team": asked.team}
    return address("/calls", **more, since=period.start, until=period.end, **kind)


def links_to(rep_id: int, asked: Asked, period: Period) -> Links:
    """Links from the card of a rep; what was chosen only for a list of reps is left behind."""
    return Links(rep_id, replace(asked, team="", sort="", figure=""), period)


def words_at(seen: SeenMoment | SeenQuote) -> str:
    """Where a quote stands in its call."""
    turn = seen.turn if isinstance(seen, SeenQuote) else seen.moment.turn
    return f"/calls/{seen.call}#turn-{turn}"
