"""Next steps and commitments of all calls one may see, by the day they are due; each can be marked as done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from coach.render import words
from coach.store import audit, steps
from coach.store.schema import Rep, Step, User
from coach.transcript import Role
from web import samples
from web.choices import address, member, number, page_number
from web.deps import Me, Now, Reading, Writing, go, page
from web.due import QUIET_DAYS, StepFilter, When, counts, find, owners, quiet
from web.pages.sign_in import inside
from web.rights import rep_for, reps_of, step_for
from web.zones import today

router = APIRouter(prefix="/steps")
SHORT, LONG = 6, 50
HEADINGS = {
    When.OVERDUE: "Overdue",
    When.TODAY: "Today",
    When.WEEK: "This week",
    When.LATER: "Later",
    When.UNDATED: "No date",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Steps due at one time, or as many of them as are shown; `total` is how many there are."""

    when: When | None
    title: str
    total: int
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose, as it stands in the address."""

    rep: str = ""
    owner: str = ""
    show: str = ""
    when: str = ""

    def filter(self, db: Session, me: User) -> StepFilter:
        """The steps that are meant.

        Raises:
            NotFound: there is no such rep, or not for this reader.
        """
        rep_id = chosen_rep(db, me, self.rep)
        return StepFilter(rep_id, self.owner, done=self.show == "done", when=member(self.when, When))

    def url(self, path: str = "/steps", **changes: object) -> str:
        """A path with these choices, changed."""
        chosen = {"rep": self.rep, "owner": self.owner, "show": self.show, "when": self.when}
        return address(path, **{**chosen, **changes})


Chosen = Annotated[Asked, Depends()]
PageNumber = Annotated[str, Query(alias="page")]


@router.get("")
def show(request: Request, me: Me, db: Reading, now: Now, asked: Chosen, page_: PageNumber = "") -> Response:
    """The page."""
    day, which, at = today(now, me.zone), asked.filter(db, me), page_number(page_)
    known = counts(db, me, StepFilter(which.rep_id, which.owner), day)
    groups = list(_groups(db, me, day, which, known, at))
    long = which.done or which.when is not None
    return page(
        request,
        "steps.html",
        asked=asked,
        groups=groups,
        counts=known,
        headings=HEADINGS,
        number=at,
        pages=-(-groups[0].total // LONG) if long and groups else 0,
        quiet=[] if long else quiet(db, me, day, which.rep_id),
        quiet_days=QUIET_DAYS,
        url_of_page=lambda n: asked.url(page=n),
        reps=reps_to_choose(db, me),
        owners=[("", "Anyone"), *((role, words.who(Role(role)).capitalize()) for role in owners(db, me))],
        today=day,
        short=SHORT,
        samples_wanted=samples.wanted(db, me),
    )


@router.post("/{step_id}/done")
def mark(
    request: Request,
    me: Me,
    db: Writing,
    now: Now,
    step_id: int,
    done: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/steps",
) -> Response:
    """Says that a step is done, or (`done` empty) that it is not; htmx gets the line alone."""
    step = step_for(db, me, step_id)
    steps.mark(db, step, now if done else None)
    audit.record(db, me, "changed", "step", step.id, now, "done" if done else "not done")
    if request.headers.get("hx-request"):
        return page(request, "steps_line.html", step=step, back=inside(back), today=today(now, me.zone))
    return go(inside(back), "saved")


def chosen_rep(db: Session, me: User, rep: str) -> int | None:
    """The id of the rep that a filter names; None: all.

    Raises:
        NotFound: there is no such rep, or not for this reader.
    """
    rep_id = number(rep)
    return None if rep_id is None else rep_for(db, me, rep_id).id


def reps_to_choose(db: Session, me: User) -> list[tuple[str, str]]:
    """The reps of a filter, by name: (value, words)."""
    names = db.execute(select(Rep.id, Rep.name).where(reps_of(me))).tuples()
    return [("", "All reps"), *((str(rep_id), name) for rep_id, name in sorted(names, key=lambda n: n[1].casefold()))]


def _groups(db: Session, me: User, day: date, which: StepFilter, known: dict[When, int], at: int) -> Iterator[Group]:
    """A page of one group where one was chosen, else all of them with their first steps."""
    start = (at - 1) * LONG
    if which.done:
        which = replace(which, when=None)
        total = sum(counts(db, me, which, day).values())
        yield Group(None, "Done", total, find(db, me, which, day, offset=start, limit=LONG))
    elif which.when:
        found = find(db, me, which, day, offset=start, limit=LONG)
        yield Group(which.when, HEADINGS[which.when], known.get(which.when, 0), found)
    else:
        for when, total in known.items():
            found = find(db, me, replace(which, when=when), day, limit=SHORT)
            yield Group(when, HEADINGS[when], total, found)
