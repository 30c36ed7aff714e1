"""Uploads: a file is taken in, kept, and scored in the background."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, HTTPException, Query
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from coach.errors import StoreError
from coach.labels import LADDER
from coach.rubric import BUILT_IN
from coach.store.schema import Call, User
from web.api.asked import Day, Number, Strict, Text
from web.api.caller import Caller, StillCaller, group
from web.api.models import Problem, UploadAnswer
from web.deps import Now, Reading, reading, settings_of, state_of
from web.intake import take_in, too_large
from web.rights import calls_of, upload_for
from web.upload_form import understood
from web.zones import today

router = group("Uploads", "/uploads")
FORM, RAW = "multipart/form-data", ("text/plain", "application/octet-stream")
Rung = Literal[LADDER]  # type: ignore[valid-type]
NO_FILE = "The form has no file; send one as the field “file”."
OTHER_KIND = "Send the file in a form (multipart/form-data), or by itself as text/plain or application/octet-stream."


class About(Strict):
    """What is known of the file; the rest is taken from it."""

    name: Annotated[Text, Field(description="Name of the file, where it is sent by itself")] = ""
    rep: Annotated[Text, Field(description="Name of the rep whose calls these are; made if there is none")] = ""
    rep_id: Annotated[Number | None, Field(description="Or the id of the rep")] = None
    team: Annotated[Number | None, Field(description="Id of the team; for those who look after several")] = None
    day: Annotated[Day | None, Field(description="Day of the call, not after today")] = None
    prospect: Text = ""
    plan: Annotated[Rung | None, Field(description="What the rep set out to reach")] = None
    backup: Annotated[Rung | None, Field(description="The fallback; goes with a plan")] = None
    rubric: Literal[BUILT_IN] | None = None  # type: ignore[valid-type]
    speaker: Annotated[Text, Field(description="Who the rep is, as the file names them")] = ""

    def words(self) -> dict[str, str]:
        """As the form of the web page says it."""
        given = {name: str(value) for name, value in self.model_dump(mode="json").items() if value is not None}
        return {**given, "rep": given.get("rep_id", ""), "new_rep": self.rep}


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came, and what was said of it; no content: it is larger than one may be."""

    name: str
    content: bytes | None
    size: int
    about: About


async def _sent(request: Request, me: Caller, about: Annotated[About, Query()]) -> Sent:
    """What was sent; asks who it is first, so that nobody else's bytes are kept for a moment."""
    limit = settings_of(request).upload_bytes
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == FORM:
        async with request.form(max_files=1) as form:
            return await _of_form(form, about, limit)
    if kind in RAW:
        return await _of_body(request.stream(), about, limit)
    raise HTTPException(415, OTHER_KIND)


async def _of_form(form: FormData, about: About, limit: int) -> Sent:
    """The file and the fields of a form; what stands in the address counts too, but a field goes before it."""
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise HTTPException(422, NO_FILE)
    fields = {name: value for name, value in form.items() if value and name != "file"}
    try:
        about = About.model_validate({**about.model_dump(mode="json", exclude_unset=True), **fields})
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None
    size = file.size or 0
    return Sent(file.filename or about.name, await file.read() if size <= limit else None, size, about)


async def _of_body(stream: AsyncIterator[bytes], about: About, limit: int) -> Sent:
    """The body; of one that is too large only its length is kept."""
    kept, size = bytearray(), 0
    async for part in stream:
        size += len(part)
        if size <= limit:
            kept += part
    return Sent(about.name, bytes(kept) if size <= limit else None, size, about)


def _field(schema: dict[str, Any]) -> dict[str, Any]:
    """A field of a form is text, or not there: it is never null."""
    either = schema.get("anyOf", [{}])[0]
    return {name: value for name, value in {**schema, **either}.items() if name not in ("anyOf", "default")}


_FIELDS = {name: _field(schema) for name, schema in About.model_json_schema()["properties"].items()}
_FORM: dict[str, Any] = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}, **_FIELDS},
    "required": ["file"],
    "additionalProperties": False,
}
_BODY = {
    "description": "The file: in a form with what is known of it, or by itself with the rest in the address",
    "required": True,
    "content": {FORM: {"schema": _FORM}, **{kind: {"schema": {"type": "string", "minLength": 1}} for kind in RAW}},
}


@router.post(
    "",
    status_code=202,
    openapi_extra={"requestBody": _BODY},
    responses={
        200: {"model": UploadAnswer, "description": "The team had this file already"},
        202: {"description": "It is kept, and will be scored"},
        400: {"model": Problem, "description": "The form cannot be read"},
        408: {"model": Problem, "description": "It took too long to arrive"},
        413: {"model": Problem, "description": "It is larger than a file may be"},
        415: {"model": Problem, "description": "It is neither a form nor a file by itself"},
    },
)
def upload_file(
    request: Request, response: Response, sent: Annotated[Sent, Depends(_sent)], me: StillCaller, now: Now
) -> UploadAnswer:
    """Takes a file in. When this answers it is kept, and scored once; ask for it again to see its calls."""
    state = state_of(request)
    if sent.content is None:
        raise HTTPException(413, too_large(sent.name, sent.size, state.settings.upload_bytes).refused)
    with reading(request) as db:
        said, errors = understood(db, me, sent.about.words(), today(now, me.zone))
    if errors:
        raise StoreError(" ".join(errors.values()))
    taken = take_in(state.database, me, said, sent.name, sent.content, now)
    if taken.upload_id is None:
        raise StoreError(taken.refused)
    state.wake()
    response.status_code = 202 if taken.new else 200
    with reading(request) as db:
        return _answer(db, me, taken.upload_id)


@router.get("/{upload_id}")
def read_upload(me: Caller, db: Reading, upload_id: str) -> UploadAnswer:
    """Where a file stands, and the calls that came of it."""
    return _answer(db, me, upload_id)


def _answer(db: Session, me: User, upload_id: str) -> UploadAnswer:
    """An upload with those of its calls that this person may see: one may have been given to another rep."""
    upload = upload_for(db, me, upload_id)
    calls = select(Call).where(Call.upload_id == upload.id, calls_of(me)).order_by(Call.position)
    return UploadAnswer.of(upload, db.scalars(calls))
