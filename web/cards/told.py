"""A card in words, beyond those that all scorecards share (`coach.render.scorecard_words`)."""

from __future__ import annotations

from coach.render import words
from coach.render.scorecard_words import calls
from coach.scorecard import Figure, Scorecard
from web.cards.asked import Asked

# Each question with the shares that answer it in plain words.
_ANSWERED = {
    "secured": (("next_step_secured", "A step was secured in"), ("specific", "it had a day in")),
    "asked": (("truth_asked", "The truth was asked for in"),),
    "pushy": (("overly_pushy", "Overly pushy in"),),
}
_AMISS = {
    "secured": ("next_step_secured", "without a step"),
    "asked": ("truth_asked", "without it"),
    "pushy": ("overly_pushy", "with too much pressure"),
}


def answered(card: Scorecard, question: str) -> str:
    """How often a question was answered well: `A step was secured in 14 of 22 calls; it had a day in 10 of 14.`"""
    shares = {figure.name: figure for figure in card.shares}
    found = [(lead, shares[name]) for name, lead in _ANSWERED[question]]
    parts = [f"{lead} {f.count} of {calls(f.n) if f.n == card.n else f.n}" for lead, f in found if f.n]
    return f"{'; '.join(parts)}." if parts else ""


def amiss(card: Scorecard, question: str) -> str:
    """How many calls it went wrong in: `4 without a step`; nothing where there is none."""
    name, words_for_it = _AMISS[question]
    share = next(figure for figure in card.shares if figure.name == name)
    number = (share.count or 0) if question == "pushy" else share.n - (share.count or 0)
    return f"{number} {words_for_it}" if number else ""


def stands(figure: Figure) -> str:
    """Where the mean lies among the team's: `Below the team's middle half, 60 to 71`."""
    if figure.spread is None or figure.mean is None or figure.too_few:
        return ""
    low, high = figure.spread.lower_quartile, figure.spread.upper_quartile
    where = "Below" if figure.mean < low else "Above" if figure.mean > high else "In"
    return f"{where} the team's middle half, {low:.0f} to {high:.0f}"


def changed(figure: Figure) -> str:
    """What became of it since the period before, no surer than the numbers are."""
    if figure.change is None:
        return ""
    if not figure.change_clear or round(figure.change) == 0:
        return f"No clear change ({figure.change:+.0f})" if round(figure.change) else "No change"
    return f"{'Up' if figure.change > 0 else 'Down'} {abs(figure.change):.0f} on the period before"


def only(asked: Asked) -> str:
    """Which calls were left out by the filters: `Only voicemail calls. Only calls judged by balanced.`"""
    parts = [f"Only calls of the type {words.call_type(asked.type).lower()}." if asked.type else ""]
    parts += [f"Only calls judged by the rubric {asked.rubric}." if asked.rubric else ""]
    return " ".join(part for part in parts if part)
