"""Next steps and promises of all calls one may see."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field

from coach.store.schema import StepKind
from web.api.asked import Number, Slice, Text
from web.api.caller import Caller, group
from web.api.models import StepAnswer, StepsAnswer
from web.deps import Now, Reading
from web.due import StepFilter, When, counts, find
from web.rights import rep_for
from web.zones import today

router = group("Steps", "/steps")


class Asked(Slice):
    """Which steps."""

    rep: Annotated[Number | None, Field(description="Id of a rep")] = None
    owner: Annotated[Text, Field(description="Role of who has to act")] = ""
    kind: StepKind | None = None
    done: Annotated[Literal["yes", "no"], Field(description="Those that are done, or those still open")] = "no"
    when: Annotated[When | None, Field(description="Due then, seen from today; weeks begin on Monday")] = None


@router.get("")
def list_steps(me: Caller, db: Reading, now: Now, asked: Annotated[Asked, Query()]) -> StepsAnswer:
    """Steps by the day they are due; done ones by when that was."""
    rep_id = None if asked.rep is None else rep_for(db, me, asked.rep).id
    which, day = StepFilter(rep_id, asked.owner, asked.kind, asked.done == "yes", asked.when), today(now, me.zone)
    found = find(db, me, which, day, offset=asked.offset, limit=asked.limit)
    total = sum(counts(db, me, which, day).values())
    return StepsAnswer(total=total, steps=[StepAnswer.of(step) for step in found])
