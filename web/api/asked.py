"""What may be asked for: days, pages, and which calls; what does not make sense is refused, never passed over."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy.orm import Session

from coach.render import words
from coach.store.calls import ORDERS, CallFilter
from coach.store.schema import User
from web.due import visible_reps
from web.rights import MOST, rep_for, team_for

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LONGEST = 200


def _iso(value: object) -> object:
    """Only days written out: a number would be taken for seconds."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("write the day as 2026-03-31")
    return value


Day = Annotated[date, BeforeValidator(_iso)]
Number = Annotated[int, Field(ge=1, le=MOST)]
Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(words.tidy)]
Answer = Literal["yes", "no"]


class Strict(BaseModel):
    """What may stand in an address; a name that is not known is refused, as a misspelt filter would let all through."""

    model_config = ConfigDict(extra="forbid")


class Slice(Strict):
    """A part of what was found."""

    limit: Annotated[int, Field(ge=1, le=200, description="At most so many")] = 50
    offset: Annotated[int, Field(ge=0, le=MOST, description="After so many")] = 0


class Which(Strict):
    """Which calls; what is left out is left open."""

    rep: Annotated[Number | None, Field(description="Id of a rep")] = None
    team: Annotated[Number | None, Field(description="Id of a team; for those who look after several")] = None
    since: Annotated[Day | None, Field(description="First day")] = None
    until: Annotated[Day | None, Field(description="Last day, included")] = None
    call_type: Text = ""
    rubric: Text = ""
    outcome: Text = ""
    prospect: Text = ""
    finding: Annotated[list[Text], Field(max_length=10, description="Kinds of findings; calls that have them all")] = []
    secured: Annotated[Answer | None, Field(description="Was a next step secured?")] = None
    asked: Annotated[Answer | None, Field(description="Was the truth asked for?")] = None
    pushy: Annotated[Answer | None, Field(description="Was the rep pushy?")] = None
    q: Annotated[Text, Field(description='Words that were said, or a "phrase"')] = ""

    def filter(self, db: Session, me: User) -> CallFilter:
        """For the store, never wider than what this person may see.

        Raises:
            NotFound: the rep or the team is not theirs to see.
        """
        reps = [rep_for(db, me, self.rep).id] if self.rep is not None else list(db.scalars(visible_reps(me)))
        return CallFilter(
            team_id=None if self.team is None else team_for(db, me, self.team).id,
            rep_ids=reps,
            since=self.since,
            until=self.until,
            findings=tuple(self.finding),
            call_type=self.call_type,
            rubric=self.rubric,
            outcome=self.outcome,
            prospect=self.prospect,
            next_step_secured=_yes(self.secured),
            truth_asked=_yes(self.asked),
            pushy=_yes(self.pushy),
            words=self.q,
        )


class Ordered(Which, Slice):
    """Which calls, in which order, and how many of them."""

    order: Annotated[Literal[ORDERS], Field(description="By what they are sorted")] = "day"  # type: ignore[valid-type]
    rising: Annotated[Literal["yes", "no"], Field(description="The smallest or oldest first")] = "no"


WhichCalls = Annotated[Which, Query()]
SomeCalls = Annotated[Ordered, Query()]


def _yes(answer: Answer | None) -> bool | None:
    return None if answer is None else answer == "yes"
