"""The best moments and the one worst of a call, by what a quote gave or cost."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from coach.errors import CoachError
from coach.labels import PROPOSE, RESPONSE
from coach.report import Advice, CriterionScore, Finding, Report, Score
from coach.scorecard.row import LONGEST_QUOTE, Moment
from coach.transcript import Quote, Role

# As many places as a report's JSON keeps, so that a report and its JSON give the same row.
PLACES = 4
LARGEST = 1e9
# As many as a scorecard shows: where every call has the same best moment, the others are told apart by these.
MOST_BEST = 3
# Findings whose words are a chance that went by: they cost points though no criterion takes points away for them.
MISSED = (
    "no_missed",
    "maybe_missed",
    "fallback_missed",
    "next_step_withdrawn",
    "next_step_vague",
    "next_step_far",
    "opened_with_collateral",
    "gatekeeper_stopped_early",
    "voicemail_number_only",
    "voicemail_too_many_reasons",
    "win_back_chased",
)
# What happens in every call, good or bad, explains no points.
PLAIN = (PROPOSE, *RESPONSE, *MISSED)


def best_and_worst(report: Report) -> tuple[tuple[Moment, ...], Moment | None]:
    """The moments that gave most, each of another criterion, and the one that cost most; of equals the rubric's first.

    Most points first, at most `MOST_BEST`; words that gave points twice stand there once.
    """
    moments = tuple(_moments(report))
    best: list[Moment] = []
    for m in sorted((m for m in moments if m.points > 0), key=lambda m: -m.points):
        if not any(m.criterion == b.criterion or (m.turn, m.text) == (b.turn, b.text) for b in best):
            best.append(m)
    worst = min((m for m in moments if m.points < 0), key=lambda m: m.points, default=None)
    return tuple(best[:MOST_BEST]), worst


def rounded(value: float) -> float:
    """To `PLACES`.

    Raises:
        CoachError: it is no number (a report that was edited by hand).
    """
    if not isfinite(value) or abs(value) > LARGEST:
        raise CoachError(f"The report holds the number {value}, which no score can be; score the call again.")
    return round(value, PLACES) + 0.0  # -0.0 becomes 0.0


def short(text: str) -> str:
    """The words, or as many as a row keeps."""
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0]


def role_of(report: Report, quote: Quote) -> Role:
    """Who says it."""
    return next((turn.role for turn in report.turns if turn.index == quote.turn), Role.UNKNOWN)


def _moments(report: Report) -> Iterator[Moment]:
    """Every quote that gave or cost points, in the order of the rubric."""
    for score in report.scores:
        for c in score.criteria:
            for quote, points in zip(c.quotes, c.quote_points, strict=False):
                yield _moment(report, score.question, c, quote, rounded(points))
    for advice in report.advice:
        yield from _missed(report, advice)


def _moment(report: Report, question: str, c: CriterionScore, quote: Quote, points: float) -> Moment:
    """The quote with the finding behind it; what gave points is shown in the rep's own words where there are any."""
    behind = [f for f in report.findings if f.quotes[:1] == (quote,) and f.kind not in PLAIN]
    finding = max(behind, key=lambda f: (f.because == c.because, _question(f) == question), default=None)
    own = [q for q in finding.quotes if role_of(report, q) is Role.REP] if finding and points > 0 else []
    said = own[-1] if own else quote
    because = finding.because if finding else c.because
    return Moment(short(said.text), said.turn, role_of(report, said), question, c.name, c.title, because, points)


def _question(finding: Finding) -> str:
    """The question that a finding mostly answers."""
    kind = finding.kind
    if kind.startswith("pressure.") or kind in ("push_at_end", "win_back_chased"):
        return "pushy"
    asked = ("no_probed", "no_missed", "maybe_probed", "maybe_missed", "clean_ending")
    return "asked" if kind.startswith("truth") or kind in asked else "secured"


def _missed(report: Report, advice: Advice) -> Iterator[Moment]:
    """The chance that went by which the advice quotes, if it is one; it cost what its criterion lost."""
    quote = next(iter(advice.quotes), None)
    finding = next((f for f in report.findings if f.kind in MISSED and quote in f.quotes), None)
    for score in report.scores:
        lost = _lost(score, advice.criterion)
        if quote and finding and _question(finding) == score.question and lost:
            who, said, why = role_of(report, quote), short(quote.text), finding.because
            yield Moment(said, quote.turn, who, score.question, advice.criterion, advice.title, why, -lost)


def _lost(score: Score, criterion: str) -> float:
    """What a criterion lost of the question's 100."""
    up = [c for c in score.criteria if c.points is not None]
    possible = sum(c.possible for c in up)
    return round(sum(100 * (c.possible - (c.points or 0.0)) / possible for c in up if c.name == criterion), 1)
