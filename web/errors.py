"""What people read when something is not there, not allowed, too large or broken: plain words, no stack."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from coach.errors import CoachError
from web.deps import SetupNeeded, SignInNeeded, signed_in
from web.rendering import render
from web.security import HEADERS

log = logging.getLogger("coach.web")

HEADINGS = {
    400: ("That could not be read", "Go back, check what was filled in, and send it again."),
    401: ("Sign in first", "Sign in, then open this page again."),
    403: ("Not done", "This was not allowed."),
    404: ("There is nothing here", "The page was moved or deleted, or it is not yours to see."),
    405: ("There is nothing here", "The page was moved or deleted, or it is not yours to see."),
    408: ("That took too long", "Check the connection and try again."),
    413: ("Too large", "Send fewer or smaller files."),
    415: ("That could not be read", "Go back, check what was filled in, and send it again."),
    422: ("Something is missing", "Go back, check what was filled in, and send it again."),
    429: ("Too many tries", "Wait a little, then try again."),
    500: ("Something broke", "It was not your doing, and it has been noted. Try again in a moment."),
}
# What the web framework says by itself; our own words are better.
_BARE = frozenset(
    {"Not Found", "Method Not Allowed", "Forbidden", "Bad Request", "There was an error parsing the body"}
)


def refuse(request: Request, status: int, sentence: str = "", reference: str = "") -> Response:
    """An error as a page, or for the API as JSON."""
    heading, plain = HEADINGS.get(status, HEADINGS[500 if status >= 500 else 400])
    sentence = sentence or plain
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": sentence}, status)
    me = getattr(request.state, "viewer", None)
    values = {"status": status, "heading": heading, "sentence": sentence, "reference": reference}
    text = render("error.html", me=me, path=request.url.path, **values)
    # htmx shows no page for an error; web/static/coach.js shows this sentence instead.
    return HTMLResponse(text, status, {"X-Trouble": quote(sentence)})


async def on_http(request: Request, error: Exception) -> Response:
    """404, 405, 413 and the like."""
    assert isinstance(error, HTTPException)
    if not hasattr(request.state, "viewer"):
        # No page asked who it is; the frame around the error should still be theirs.
        await run_in_threadpool(signed_in, request)
    response = refuse(request, error.status_code, "" if error.detail in _BARE else error.detail)
    response.headers.update(error.headers or {})
    return response


async def on_invalid(request: Request, error: Exception) -> Response:
    """A form or a query that does not hold what it must."""
    assert isinstance(error, RequestValidationError)
    if request.url.path.startswith("/api/"):
        return refuse(request, 422, "; ".join(_wrong(each) for each in error.errors()) + ".")
    names = sorted({str(each["loc"][-1]).replace("_", " ") for each in error.errors()})
    return refuse(request, 422, f"Go back and look at: {', '.join(names)}.")


def _wrong(each: dict[str, Any]) -> str:
    """What is wrong with a part of a request to the API: `since: write the day as 2026-03-31`."""
    where = ".".join(str(part) for part in each["loc"] if part not in ("query", "path", "body"))
    return f"{where}: {each['msg'].removeprefix('Value error, ')}" if where else str(each["msg"])


async def on_coach(request: Request, error: Exception) -> Response:
    """Something coach refuses, in its own sentence."""
    return refuse(request, 422, str(error))


async def on_crash(request: Request, error: Exception) -> Response:
    """A mistake of ours: logged with its number, told without its stack."""
    reference = uuid4().hex[:8]
    log.error("%s %s failed (%s)", request.method, _route(request), reference, exc_info=error)
    response = refuse(request, 500, reference=reference)
    # This answer is made outside the guard that gives all others their headers.
    response.headers.update({**HEADERS, "Cache-Control": "no-store"})
    return response


def _route(request: Request) -> str:
    """Where it was, without what stands in the path: a link may open something by itself."""
    return str(getattr(request.scope.get("route"), "path", "a path without a route"))


async def on_nobody(request: Request, error: Exception) -> Response:
    """Sends people to the sign-in and afterwards back to where they wanted to go; the API says 401."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": HEADINGS[401][1]}, 401, {"WWW-Authenticate": "Bearer"})
    where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = "" if request.method not in ("GET", "HEAD") or where == "/" else f"?next={quote(where)}"
    return _go(request, f"/sign-in{wanted}")


async def on_fresh(request: Request, error: Exception) -> Response:
    """The first visit makes the first account."""
    return _go(request, "/setup")


def _go(request: Request, path: str) -> Response:
    """To another page; htmx has to be told in a header, or it would put that page into a piece of this one."""
    if request.headers.get("hx-request"):
        return Response(headers={"HX-Redirect": path})
    return RedirectResponse(path, 303)


HANDLERS = {
    HTTPException: on_http,
    RequestValidationError: on_invalid,
    CoachError: on_coach,
    SignInNeeded: on_nobody,
    SetupNeeded: on_fresh,
    Exception: on_crash,
}
