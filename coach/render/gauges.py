"""Numbers for the small charts: lengths in percent, worked out here so that templates only draw."""

from __future__ import annotations

from dataclasses import dataclass

from coach.report import CriterionScore, Metric


@dataclass(frozen=True, slots=True)
class Gauge:
    """A metric's bar: the band's edges and the value, in percent of the bar."""

    left: str
    width: str
    value: str | None


def gauge(metric: Metric) -> Gauge | None:
    """The bar of a metric, or None where there is no band to hold a value against."""
    if metric.low is None and metric.high is None:
        return None
    known = [v for v in (metric.value, metric.low, metric.high) if v is not None]
    # A share is drawn on its whole range; anything else with some room above the largest number.
    top = 1.0 if metric.unit == "share" else max(max(known) * 1.3, 1.0)
    low = 0.0 if metric.low is None else metric.low
    high = top if metric.high is None else metric.high
    width = 100 * (high - low) / top
    value = None if metric.value is None else f"{min(99.0, max(1.0, 100 * metric.value / top)):.1f}"
    return Gauge(f"{100 * low / top:.1f}", f"{max(0.0, width):.1f}", value)


def share(criterion: CriterionScore) -> str:
    """Points as percent of the possible ones, for a bar."""
    if not criterion.points or not criterion.possible:
        return "0"
    return f"{min(100.0, max(0.0, 100 * criterion.points / criterion.possible)):.1f}"


def points(criterion: CriterionScore, place: int) -> str:
    """What one quote gave or cost, where the rubric says so: `+5`, `−10`."""
    if place >= len(criterion.quote_points):
        return ""
    value = round(criterion.quote_points[place], 1)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):g}"


def level(value: float | None) -> str:
    """Which third of the scale a score lies in; the colour only repeats the number beside it."""
    if value is None:
        return "none"
    return "high" if value >= 67 else "mid" if value >= 34 else "low"
