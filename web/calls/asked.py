"""Which calls a reader asks for: read from the address, and written into it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.datastructures import QueryParams

from coach.store.calls import QUESTIONS, CallFilter, ScoreRange
from coach.store.schema import Rep, User, UserRole
from web.choices import a_day, number, one_of, page_number
from web.rights import reps_of

LONGEST = 200
MOST_FINDINGS = 10
# The value in the address: what it is called, the column, whether the smallest stand first.
SORTS: dict[str, tuple[str, str, bool]] = {
    "": ("Newest first", "day", False),
    "day": ("Oldest first", "day", True),
    "overall": ("Overall, lowest first", "overall", True),
    "-overall": ("Overall, highest first", "overall", False),
    "secured": ("Next step, weakest first", "secured", True),
    "-secured": ("Next step, strongest first", "secured", False),
    "asked": ("Truth, weakest first", "asked", True),
    "-asked": ("Truth, strongest first", "asked", False),
    "pushy": ("Most pressure first", "pushy", True),
    "-pushy": ("Least pressure first", "pushy", False),
    "title": ("By name", "title", True),
    "-title": ("By name, last first", "title", False),
    "prospect": ("By prospect", "prospect", True),
    "-prospect": ("By prospect, last first", "prospect", False),
}
ANSWERS, ENDS = ("yes", "no"), ("min", "max")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; a thing that is left open is None or empty.

    Attributes:
        answers: "yes" or "no" by question ("secured", "asked", "pushy").
        scores: (lowest, highest) by question or "overall".
        errors: what could not be understood, by field; it is then left open.
    """

    q: str = ""
    rep: int | None = None
    team: int | None = None
    since: date | None = None
    until: date | None = None
    call_type: str = ""
    rubric: str = ""
    outcome: str = ""
    prospect: str = ""
    findings: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrowed_further(self) -> bool:
        """Whether anything is asked for that stands under More filters."""
        more = (self.team, self.call_type, self.rubric, self.outcome, self.answers, self.scores)
        return any(more) or any(name not in ("since", "until") for name in self.errors)

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for beside the words, so that the filters stand open."""
        return self.narrowed_further or any((self.rep, self.findings, self.since, self.until, self.errors))

    def pairs(self) -> list[tuple[str, str]]:
        """As the address says it, without what is left open."""
        given: list[tuple[str, object]] = [
            *((name, getattr(self, name)) for name in ("q", "rep", "team", "since", "until")),
            *(("type" if n == "call_type" else n, getattr(self, n)) for n in ("call_type", "rubric", "outcome")),
            ("prospect", self.prospect),
            *(("finding", kind) for kind in self.findings),
            *self.answers.items(),
            *(
                (f"{name}_{end}", edge)
                for name, ends in self.scores.items()
                for end, edge in zip(ENDS, ends, strict=True)
            ),
            ("sort", self.sort),
            ("page", self.page if self.page > 1 else None),
        ]
        return [(name, str(value)) for name, value in given if value not in (None, "")]

    def url(self, path: str = "/calls", **changes: Any) -> str:
        """The address that asks for this, with changes; a change starts at the first page again."""
        pairs = replace(self, **{"page": 1, **changes}).pairs()
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def found_by(self, db: Session, me: User) -> CallFilter:
        """The filter for the store: never wider than what this person may see."""
        mine = None if me.role is UserRole.ADMIN else db.scalars(select(Rep.id).where(reps_of(me))).all()
        reps = mine if self.rep is None else [r for r in (mine if mine is not None else [self.rep]) if r == self.rep]
        return CallFilter(
            team_id=self.team if me.role is UserRole.ADMIN else None,
            rep_ids=reps,
            since=self.since,
            until=self.until,
            ranges=tuple(ScoreRange(name, low, high) for name, (low, high) in self.scores.items()),
            findings=self.findings,
            call_type=self.call_type,
            rubric=self.rubric,
            outcome=self.outcome,
            prospect=self.prospect,
            next_step_secured=_yes(self.answers.get("secured")),
            truth_asked=_yes(self.answers.get("asked")),
            pushy=_yes(self.answers.get("pushy")),
            words=self.q,
        )


def asked(query: QueryParams) -> Asked:
    """From the address: nothing in it can do harm, and what makes no sense is said beside its field."""
    errors: dict[str, str] = {}
    since, until = (_day(query.get(name, ""), name, errors) for name in ("since", "until"))
    if since and until and since > until:
        errors["until"], until = "This day is before the first one.", None
    return Asked(
        q=" ".join(query.get("q", "")[:LONGEST].split()),
        rep=number(query.get("rep", "")),
        team=number(query.get("team", "")),
        since=since,
        until=until,
        call_type=query.get("type", "")[:LONGEST],
        rubric=query.get("rubric", "")[:LONGEST],
        outcome=query.get("outcome", "")[:LONGEST],
        prospect=query.get("prospect", "")[:LONGEST],
        findings=tuple(dict.fromkeys(f[:LONGEST] for f in query.getlist("finding") if f))[:MOST_FINDINGS],
        answers={name: query[name] for name in QUESTIONS[1:] if query.get(name) in ANSWERS},
        scores=_scores(query, errors),
        sort=one_of(query.get("sort", ""), SORTS),
        page=page_number(query.get("page", "")),
        errors=errors,
    )


def _scores(query: QueryParams, errors: dict[str, str]) -> dict[str, tuple[int, int]]:
    found = {}
    for name in QUESTIONS:
        low, high = (_score(query.get(f"{name}_{end}", ""), f"{name}_{end}", errors) for end in ENDS)
        bounds = (low or 0, 100 if high is None else high)
        if bounds[0] > bounds[1]:
            errors[f"{name}_max"] = "This is less than the lowest."
        # With a bound of any kind, calls in which the question did not come up stay out.
        elif low is not None or high is not None:
            found[name] = bounds
    return found


def _score(text: str, name: str, errors: dict[str, str]) -> int | None:
    value = number(text.strip())
    if text.strip() and (value is None or value > 100):
        errors[name], value = "Give a whole number from 0 to 100.", None
    return value


def _day(text: str, name: str, errors: dict[str, str]) -> date | None:
    day = a_day(text.strip())
    if text.strip() and day is None:
        errors[name] = "Write the day as 2026-03-10."
    return day


def _yes(answer: str | None) -> bool | None:
    return None if answer is None else answer == "yes"
