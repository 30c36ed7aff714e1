"""Uploading: the form, all files of it at once, or, where the browser sends them one by one, a file and its row."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from coach.readers import FORMATS
from coach.settings import Settings
from coach.store.schema import User
from web import samples
from web.deps import Me, Now, StillMe, go, page, reading, settings_of, state_of
from web.file_names import as_name
from web.forms import Errors
from web.intake import Taken, take_in, too_large
from web.pages.uploads import listed
from web.security import FILES_AT_ONCE, megabytes
from web.upload_form import Said, blank, choices, understood
from web.upload_rows import after
from web.zones import today

router = APIRouter(prefix="/upload")
NOTHING = "Choose at least one file, or paste the text of a call."
TOO_MANY = "You chose {} files; send at most {} at once."
PASTED = "Pasted call"


async def _form(request: Request, me: Me) -> AsyncIterator[FormData]:
    """What was sent; asks who it is first, so that nobody else's bytes are kept for a moment."""
    limit = settings_of(request).upload_bytes
    async with request.form(max_part_size=2 * limit) as form:
        yield form


Sent = Annotated[FormData, Depends(_form)]


@router.get("")
def ask(request: Request, me: Me) -> Response:
    """The form."""
    return _ask(request, me, blank(me), Errors())


@router.post("")
def take(request: Request, form: Sent, me: StillMe, now: Now) -> Response:
    """All files of the form; then where they stand, with what was refused."""
    taken = _take_all(request, me, now, form)
    if isinstance(taken, Response):
        return taken
    if any(each.refused for each in taken):
        with reading(request) as db:
            return listed(request, db, me, after(db, me, taken))
    query = {name: ",".join(each.upload_id or "" for each in taken if each.new == new) for name, new in _ANSWERS}
    return go(f"/uploads?{urlencode({name: ids for name, ids in query.items() if ids}, safe=',')}")


_ANSWERS = (("new", True), ("same", False))


@router.post("/file")
def take_one(request: Request, form: Sent, me: StillMe, now: Now) -> Response:
    """One file, or the pasted text: its row for the list. What is wrong with the form: its fields once more (422)."""
    taken = _take_all(request, me, now, form)
    if isinstance(taken, Response):
        return taken
    with reading(request) as db:
        return page(request, "upload_rows.html", rows=after(db, me, taken))


def _take_all(request: Request, me: User, now: datetime, form: FormData) -> list[Taken] | Response:
    """Takes what was sent, one by one; or, where the form has a mistake, nothing, and shows it again."""
    files, text = _files(form), _text(form)
    with reading(request) as db:
        said, errors = understood(db, me, _words(form), today(now, me.zone))
    if problem := _count(len(files) + bool(text), settings_of(request)):
        errors["files"] = problem
    if errors:
        return _ask(request, me, {**blank(me), **_words(form)}, errors)
    taken = [_take(request, me, now, said, file) for file in files]
    taken += [_paste(request, me, now, said, text)] if text else []
    state_of(request).wake()
    return taken


def _words(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


def _files(form: FormData) -> list[UploadFile]:
    """The files; a form without any sends one that has no name."""
    found = [value for value in form.getlist("files") if isinstance(value, UploadFile)]
    return [file for file in found if file.filename or file.size]


def _text(form: FormData) -> str:
    text = form.get("text")
    return text if isinstance(text, str) and text.strip() else ""


def _count(number: int, settings: Settings) -> str:
    if number > settings.upload_files:
        return TOO_MANY.format(number, settings.upload_files)
    return "" if number else NOTHING


def _take(request: Request, me: User, now: datetime, said: Said, file: UploadFile) -> Taken:
    name, limit = file.filename or "", settings_of(request).upload_bytes
    if (file.size or 0) > limit:
        return too_large(name, file.size or 0, limit)
    return take_in(state_of(request).database, me, said, name, file.file.read(), now)


def _paste(request: Request, me: User, now: datetime, said: Said, text: str) -> Taken:
    name, content, limit = as_name(said.prospect or PASTED, "txt"), text.encode(), settings_of(request).upload_bytes
    if len(content) > limit:
        return too_large(name, len(content), limit)
    return take_in(state_of(request).database, me, said, name, content, now)


def _ask(request: Request, me: User, form: dict[str, Any], errors: Errors) -> Response:
    settings = settings_of(request)
    with reading(request) as db:
        chosen = choices(db, me)
        none = samples.wanted(db, me)
    return page(
        request,
        "upload.html",
        422 if errors else 200,
        form=form,
        errors=errors,
        choices=chosen,
        samples_wanted=none,
        formats=FORMATS,
        most_files=settings.upload_files,
        most_bytes=settings.upload_bytes,
        most=megabytes(settings.upload_bytes),
        most_together=megabytes(settings.upload_bytes * FILES_AT_ONCE),
    )
