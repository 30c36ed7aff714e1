"""What every request and answer must bear: headers, a same-origin check, bounds on size and time of a body."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FORGED = "This was sent from another site, so nothing was done; open the page here and try again."
TOO_LARGE = "That is more than this server takes at once ({limit}); send fewer or smaller files."
TOO_SLOW = "The upload took too long and was stopped; nothing was saved. Try again, or send fewer files at once."

Refusal = Callable[[Request, int, str], Response]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a request may send: bytes in all, bytes where files are taken, seconds for the whole body."""

    body: int
    files: int
    seconds: float
    file_paths: tuple[str, ...] = ("/upload", "/api/")

    def size(self, path: str) -> int:
        """The most bytes that a request to this path may have."""
        return self.files if path.startswith(self.file_paths) else self.body


def forged(method: str, headers: Headers) -> bool:
    """Whether an unsafe request may come from another site: told by headers that no page can set.

    A request with a bearer token is not sent by a browser on its own, so it needs no origin.
    """
    if method in SAFE:
        return False
    site = headers.get("sec-fetch-site")
    if site:
        return site not in ("same-origin", "none")
    source = headers.get("origin") or headers.get("referer")
    if source:
        return urlsplit(source).netloc.lower() != headers.get("host", "").lower()
    return not headers.get("authorization", "").lower().startswith("bearer ")


class Guard:
    """Middleware around everything: refuses forged and oversized requests, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, bounds: Bounds, refuse: Refusal) -> None:
        self.app, self.bounds, self.refuse = app, bounds, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, bounded, or answers it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, limit = Headers(scope=scope), self.bounds.size(scope["path"])
        bearing = _with_headers(send)
        if forged(scope["method"], headers):
            await self.refuse(Request(scope), 403, FORGED)(scope, receive, bearing)
        elif _announced(headers) > limit:
            await self.refuse(Request(scope), 413, TOO_LARGE.format(limit=megabytes(limit)))(scope, receive, bearing)
        else:
            await self.app(scope, _bounded(receive, limit, self.bounds.seconds), bearing)


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0


def _with_headers(send: Send) -> Send:
    async def bearing(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return bearing


def _bounded(receive: Receive, limit: int, seconds: float) -> Callable[[], Awaitable[Message]]:
    """`receive` that counts bytes and looks at the clock until the body has come in."""
    taken, ended, deadline = 0, False, asyncio.get_running_loop().time() + seconds

    async def counted() -> Message:
        nonlocal taken, ended
        if ended:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, TOO_SLOW) from None
        taken += len(message.get("body", b""))
        ended = not message.get("more_body", False)
        if taken > limit:
            raise HTTPException(413, TOO_LARGE.format(limit=megabytes(limit)))
        return message

    return counted


def megabytes(size: int) -> str:
    """A number of bytes as people read it."""
    return f"{size / 1_000_000:g} MB" if size >= 1_000_000 else f"{size / 1000:g} kB"
