"""All calls: filtered, searched, sorted, and taken away as a table."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response

from coach.store import audit, calls, teams
from coach.store.schema import Call, Upload, UploadStatus
from web.calls.asked import SORTS, Asked, asked
from web.calls.choices import SCORES, choices
from web.calls.listed import kinds_of, listed
from web.calls.table import table
from web.deps import Me, Now, Reading, page, settings_of, writing
from web.rights import calls_of, uploads_of
from web.sheets import sheet

router = APIRouter()
SIZE = 25
RESULTS = "results"
# More lines than this no spreadsheet opens.
MOST = 1_000_000


@router.get("/calls")
def show(request: Request, me: Me, db: Reading) -> Response:
    """The page; for htmx, which filters in place, the list alone."""
    want = asked(request.query_params)
    _, order, rising = SORTS[want.sort]
    start = (want.page - 1) * SIZE
    found = calls.find(db, want.found_by(db, me), order=order, rising=rising, offset=start, limit=SIZE)
    known = choices(db, me, Asked().found_by(db, me))
    values: dict[str, Any] = {
        "asked": want,
        "opened": want.narrowed_further,
        "choices": known,
        "chosen": known.chosen(want),
        "found": listed(db, found.calls, want.q),
        "total": found.total,
        "pages": -(-found.total // SIZE),
        "page_url": lambda number: want.url(page=number),
        "sort_options": [(name, words) for name, (words, *_) in SORTS.items()],
        "scores_of": SCORES,
    }
    if request.headers.get("hx-target") == RESULTS:
        # The address that stays in the browser's bar has no empty fields.
        return _at(want.url(page=want.page), page(request, "calls_results.html", in_place=True, **values))
    everything = db.scalar(select(func.count()).select_from(Call).where(calls_of(me))) or 0
    unread = Upload.status.in_((UploadStatus.QUEUED, UploadStatus.RUNNING))
    waiting = db.scalar(select(func.count()).select_from(Upload).where(uploads_of(me), unread)) or 0
    return page(request, "calls.html", everything=everything, waiting=waiting, in_place=False, **values)


@router.get("/calls.csv")
def export(request: Request, me: Me, db: Reading, now: Now) -> Response:
    """What is filtered, as a table."""
    want = asked(request.query_params)
    _, order, rising = SORTS[want.sort]
    found = calls.find(db, want.found_by(db, me), order=order, rising=rising, limit=MOST)
    names = {team.id: team.name for team in teams.listing(db)}
    text = table(found.calls, kinds_of(db, found.calls), names, settings_of(request).address)
    with writing(request) as log:
        audit.record(log, me, "exported", "calls", "", now, f"{found.total} calls")
    return sheet(text, "calls.csv")


def _at(address: str, response: Response) -> Response:
    response.headers["HX-Push-Url"] = address
    return response
