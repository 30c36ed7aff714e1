"""Rubrics judge what findings notice: points, not-applicable and advice, as TOML a manager can edit."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from hashlib import sha256
from importlib import resources
from math import inf
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from coach.errors import RubricError
from coach.labels import CALL_TYPES, KINDS, LADDER
from coach.report import PLACES, Advice, CriterionScore, Finding, Score
from coach.transcript import Quote

QUESTIONS = ("secured", "asked", "pushy")
BUILT_IN = ("balanced", "always-be-closing", "truth-first", "follow-up", "voicemail", "gatekeeper")
# A call of these types is judged by its own rubric unless the user names one.
BY_CALL_TYPE = {"voicemail": "voicemail", "gatekeeper": "gatekeeper"}
MOST_ADVICE = 3
LONGEST_PATH = 1000


@dataclass(frozen=True, slots=True)
class AdviceText:
    """What to tell the rep where points were lost: why, words to say instead, the teaching it comes from."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    why: str
    say: str
    source: str
    quotes_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a rubric looks at.

    Attributes:
        name, title: for data and for people.
        question: "secured", "asked" or "pushy".
        points: what it is worth.
        advice: said where points were lost.
        earns: finding kind -> share of the points (0..1) it earns; the best one counts.
        loses: finding kind -> points each such finding takes away, times its weight.
        needs: the criterion applies only where one of these kinds was found (empty: always).
        unless: it does not apply where one of these kinds was found.
        call_types: it applies only to these call types (empty: all).
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    title: str
    question: str
    points: float
    advice: AdviceText
    earns: dict[str, float] = field(default_factory=dict)
    loses: dict[str, float] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    call_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rubric:
    """A named set of criteria; `digest` is the first 12 hex digits of its text's SHA-256."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    title: str
    about: str
    criteria: tuple[Criterion, ...]
    digest: str = ""


def load_rubric(name_or_path: str) -> Rubric:
    """A built-in rubric by name, or one from a TOML file.

    Raises:
        RubricError: no such rubric (the message lists the right names), or the file does not hold together.
    """
    if name_or_path in BUILT_IN:
        return _built_in(name_or_path)
    path = Path(name_or_path)
    if path.suffix != ".toml" or len(name_or_path) > LONGEST_PATH or not path.is_file():
        raise RubricError(
            f"There is no rubric {name_or_path!r}; choose one of {', '.join(BUILT_IN)}, or give a .toml file."
        )
    try:
        return parse_rubric(path.read_text("utf-8"), str(path))
    except (OSError, ValueError) as error:
        raise RubricError(f"{path}: cannot be read as UTF-8 text ({type(error).__name__}).") from error


def rubric_text(name: str) -> str:
    """The TOML of a built-in rubric, to print, copy and edit."""
    return resources.files("coach").joinpath("rubrics", f"{name}.toml").read_text("utf-8")


@cache
def _built_in(name: str) -> Rubric:
    return parse_rubric(rubric_text(name), f"{name}.toml")


def parse_rubric(text: str, where: str) -> Rubric:
    """A rubric from its TOML text; `where` names it in errors.

    Raises:
        RubricError: not TOML, a field is missing or of the wrong kind, or the parts contradict each other.
    """
    try:
        raw: dict[str, Any] = tomllib.loads(text)
        digest = sha256(text.encode()).hexdigest()[:12]
        rubric = TypeAdapter(Rubric).validate_python({**raw, "digest": digest})
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RubricError(f"{where}: not valid TOML: {error}.") from error
    except ValidationError as error:
        first = min(error.errors(), key=lambda e: "unexpected" not in e["type"])
        place = ".".join(str(p) for p in first["loc"])
        raise RubricError(f"{where}: {place}: {first['msg']}; compare with `coach rubrics balanced`.") from error
    _check(rubric, where)
    return rubric


def _check(rubric: Rubric, where: str) -> None:
    names = [c.name for c in rubric.criteria]
    if not names:
        raise RubricError(f"{where}: a rubric needs at least one criterion.")
    for c in rubric.criteria:
        problem = _problem(c, names)
        if problem:
            raise RubricError(f"{where}: criterion {c.name!r}: {problem}.")


def _problem(c: Criterion, names: list[str]) -> str | None:
    if names.count(c.name) > 1:
        return "its name is used twice"
    if c.question not in QUESTIONS:
        return f"question must be one of {', '.join(QUESTIONS)}, not {c.question!r}"
    if not 0 < c.points < inf:
        return "points must be above 0"
    if wrong := set(c.call_types) - set(CALL_TYPES):
        return f"call_types are {', '.join(CALL_TYPES)}, not {min(wrong)!r}"
    if unknown := _unknown_kind(c):
        near = get_close_matches(unknown, KINDS, 1)
        return f"there is no finding {unknown!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    if bool(c.earns) == bool(c.loses):
        return "give either [criteria.earns] or [criteria.loses]"
    if any(not 0 <= share <= 1 for share in c.earns.values()):
        return "shares under [criteria.earns] lie between 0 and 1"
    if any(not 0 <= points < inf for points in c.loses.values()):
        return "points under [criteria.loses] are 0 or more"
    return None


def _unknown_kind(c: Criterion) -> str | None:
    """The first finding that a criterion names and that no call can have."""
    for named in (*c.earns, *c.loses, *c.needs, *c.unless, *c.advice.quotes_from):
        kind, colon, detail = named.partition(":")
        if kind not in KINDS or (colon and detail not in LADDER):
            return named
    return None


def points_of(c: Criterion, findings: Iterable[Finding]) -> float:
    """Points earned: the best earning finding, or the full points less what is lost (never under 0)."""
    if c.earns:
        return round(c.points * max((_value(c.earns, f) for f in findings), default=0.0), PLACES)
    return round(max(0.0, c.points - sum(_value(c.loses, f) * f.weight for f in findings)), PLACES)


def _value(table: dict[str, float], finding: Finding) -> float:
    """What a finding is worth: by kind and detail ("next_step_secured:meeting"), else by kind, else nothing."""
    whole = table.get(finding.kind, 0.0)
    return table.get(f"{finding.kind}:{finding.detail}", whole) if finding.detail else whole


def applies(c: Criterion, findings: tuple[Finding, ...], call_type: str) -> bool:
    """Whether the criterion came up in this call at all."""
    kinds = {f.kind for f in findings}
    return (
        (not c.call_types or call_type in c.call_types)
        and (not c.needs or bool(kinds & set(c.needs)))
        and not kinds & set(c.unless)
    )


def score_criterion(c: Criterion, findings: tuple[Finding, ...], call_type: str) -> CriterionScore:
    """Points of one criterion and the quotes it rests on."""
    if not applies(c, findings, call_type):
        return CriterionScore(c.name, c.title, None, c.points, "It did not come up.", ())
    points = points_of(c, findings)
    used = [f for f in findings if f.quotes and _value(c.earns or c.loses, f)]
    because = used[0].because if used else ("Nothing of this was found." if c.earns else "No such moment was found.")
    return CriterionScore(c.name, c.title, points, c.points, because, tuple(f.quotes[0] for f in used))


def score_question(question: str, criteria: Iterable[CriterionScore]) -> Score:
    """0..100 over the criteria that came up; None where none did."""
    mine = tuple(criteria)
    possible = sum(c.possible for c in mine if c.points is not None)
    earned = sum(c.points for c in mine if c.points is not None)
    return Score(question, round(100 * earned / possible, 1) if possible else None, mine)


def judge(rubric: Rubric, findings: tuple[Finding, ...], call_type: str) -> tuple[tuple[Score, ...], float | None]:
    """The three scores and the overall score (all criteria that came up, by their points)."""
    scores = tuple(_weighed(_question(rubric, q, findings, call_type), rubric, findings, call_type) for q in QUESTIONS)
    return scores, score_question("overall", (c for s in scores for c in s.criteria)).value


def _question(rubric: Rubric, question: str, findings: tuple[Finding, ...], call_type: str) -> Score:
    mine = (c for c in rubric.criteria if c.question == question)
    return score_question(question, (score_criterion(c, findings, call_type) for c in mine))


def _weighed(score: Score, rubric: Rubric, findings: tuple[Finding, ...], call_type: str) -> Score:
    """The score with what each quote gave or cost: the score as it is less the score without that quote."""

    def change(quote: Quote) -> float:
        left = tuple(f for f in findings if quote not in f.quotes)
        return round((score.value or 0.0) - (_question(rubric, score.question, left, call_type).value or 0.0), 1)

    changes = {q: change(q) for c in score.criteria for q in c.quotes}
    criteria = tuple(replace(c, quote_points=tuple(changes[q] for q in c.quotes)) for c in score.criteria)
    return replace(score, criteria=criteria)


def advise(
    rubric: Rubric, findings: tuple[Finding, ...], scores: tuple[Score, ...], closing: Quote | None
) -> tuple[Advice, ...]:
    """At most three pieces of advice, most points lost first, each tied to quotes.

    Args:
        rubric: whose criteria and words are used.
        findings: all findings of the call.
        scores: as `judge` gave them.
        closing: the rep's last words, quoted where something did not happen at all.
    """
    shown = {c.name: c for s in scores for c in s.criteria}
    lost = [
        (c.points - (shown[c.name].points or 0.0), n, c)
        for n, c in enumerate(rubric.criteria)
        if shown[c.name].points is not None
    ]
    ranked = sorted((x for x in lost if x[0] > 0.2 * x[2].points), key=lambda x: (-x[0], x[1]))
    found = (_advice(c, findings, closing) for _, _, c in ranked)
    return tuple(a for a in found if a.quotes)[:MOST_ADVICE]


def _advice(c: Criterion, findings: tuple[Finding, ...], closing: Quote | None) -> Advice:
    kinds = c.advice.quotes_from or tuple(c.loses)
    hits = sorted((f for f in findings if f.kind in kinds and f.quotes), key=lambda f: (-f.weight, -f.confidence))
    quotes = tuple(dict.fromkeys(q for f in hits[:2] for q in f.quotes[:2])) or ((closing,) if closing else ())
    return Advice(c.title, c.advice.why, c.advice.say, c.advice.source, quotes, c.name)
