"""A card's figures as charts: trends against the team, criteria as bars, the team as dots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from coach.render.scorecard_words import change_text
from coach.scorecard import Figure, Spread, TeamCard
from web.cards.links import Links, key_of
from web.charts import Band, Bar, Dot, Point, bars, sparkline, strip, trend


def band_of(spread: Spread | None) -> Band | None:
    """The team's quartiles, as charts take them."""
    return Band(spread.lower_quartile, spread.median, spread.upper_quartile, spread.reps) if spread else None


def spark(figure: Figure) -> Markup:
    """The figure over time as a small line; nothing where too few calls tell."""
    return Markup("") if figure.too_few else sparkline(figure.title, [point.mean for point in figure.trend])


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one rep's card, each figure leading to its calls."""

    links: Links

    def trend(self, figure: Figure) -> Markup:
        """The figure over time, the team's middle half behind it."""
        placed = zip(figure.trend, self.links.points(figure), strict=True)
        points = [Point(each.label, each.mean, each.n, href if each.n else None) for each, href in placed]
        return trend(_plain(key_of(figure)), figure.title, points, band_of(figure.spread))

    def figures(self, title: str, figures: Iterable[Figure]) -> Markup:
        """One bar a figure, with what became of it."""
        found = tuple(figures)
        what = "Criterion" if all(figure.kind == "criterion" for figure in found) else "Figure"
        return bars(title, [self._bar(figure) for figure in found], what)

    def _bar(self, figure: Figure) -> Bar:
        name = figure.title if figure.higher_is_better else f"{figure.title} (less is better)"
        href = self.links.behind(key_of(figure)) if figure.n else None
        line = () if figure.too_few else tuple(point.mean for point in figure.trend)
        return Bar(name, figure.mean, figure.n, band_of(figure.spread), href, line, change_text(figure))


def strips(card: TeamCard, hrefs: Mapping[str, str], mine: str | None = None) -> dict[str, Markup]:
    """Where the reps stand on each figure, by its name; only reps with enough calls.

    Args:
        hrefs: where each rep's dot leads, by the rep's name on the card.
        mine: the rep who stands out.
    """
    drawn = {}
    for n, spread in enumerate(card.spreads):
        found = [(line.rep, line.figures[n]) for line in card.reps if not line.figures[n].too_few]
        dots = [Dot(rep, f.mean, f.n, rep == mine, hrefs.get(rep)) for rep, f in found if f.mean is not None]
        drawn[spread.name] = strip(_plain(f"strip-{spread.name}"), spread.title, dots, band_of(spread.spread))
    return drawn


def _plain(key: str) -> str:
    """A key as an id in the page."""
    return re.sub(r"[^A-Za-z0-9-]", "-", key)
