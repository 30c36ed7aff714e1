"""What every request and answer must bear: headers, a same-origin check, a known name, bounds on a body."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from python_multipart.multipart import parse_options_header
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
MISNAMED = (
    "This server does not go by that name; whoever looks after it sets COACH_PUBLIC_URL to the address people type."
)
ODD_TEXT = "This was sent in an encoding other than UTF-8, so nothing was done; open the page here and try again."
TOO_LARGE = "That is more than this server takes at once ({limit}); send fewer or smaller files."
# A form holds little; an upload may hold several of the largest files.
FORM_BYTES, FILES_AT_ONCE = 1_000_000, 10
TOO_SLOW = "The upload took too long and was stopped; nothing was saved. Try again, or send fewer files at once."

Refusal = Callable[[Request, int, str], Response]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a request may send: bytes in all, bytes where files are taken, seconds for the whole body."""

    body: int
    files: int
    seconds: float
    file_paths: frozenset[str] = frozenset({"/upload", "/upload/file", "/api/v1/uploads"})

    def size(self, path: str) -> int:
        """The most bytes that a request to this path may have."""
        return self.files if path in self.file_paths else self.body


def forged(method: str, headers: Headers, api: bool = False) -> bool:
    """Whether an unsafe request may come from another site: told by headers that no page can set.

    Args:
        api: nothing there is opened by what a browser sends on its own, so it may come without saying from where.
    """
    if method in SAFE:
        return False
    site = headers.get("sec-fetch-site")
    if site:
        return site not in ("same-origin", "none")
    source = headers.get("origin") or headers.get("referer")
    if source:
        return _netloc(source) != headers.get("host", "").lower()
    return not api


def _netloc(address: str) -> str | None:
    """Host and port of an address; None where it is none."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return None


def misnamed(headers: Headers, names: Collection[str]) -> bool:
    """Whether a request comes under a name that is not this server's; no names given: any will do.

    Somebody else's name for this address would make their page one of this site. Numbers, and names without a dot,
    are nobody's to give in the public.
    """
    host = headers.get("host", "").lower().rpartition("@")[2]
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return bool(names) and "." in name and name not in names
    return False


def odd_text(headers: Headers) -> bool:
    """Whether a form says that it is in another encoding than UTF-8: no page sends that, and some take for ever."""
    kind, options = parse_options_header(headers.get("content-type", ""))
    charset = options.get(b"charset", b"utf-8").strip(b" \"'").lower()
    return kind == b"multipart/form-data" and charset not in (b"utf-8", b"utf8")


class Guard:
    """Middleware around everything: refuses forged and oversized requests, and puts the headers on every answer.

    Args:
        names: that the server goes by; none: any.
        tls: cookies are for TLS only.
    """

    def __init__(
        self, app: ASGIApp, bounds: Bounds, refuse: Refusal, names: Collection[str] = (), tls: bool = False
    ) -> None:
        self.app, self.bounds, self.refuse, self.names, self.tls = app, bounds, refuse, names, tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, bounded, or answers it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit, bearing = self.bounds.size(scope["path"]), _with_headers(send, self.tls)
        refusal = self._refusal(scope, limit)
        if refusal:
            await self.refuse(Request(scope), *refusal)(scope, receive, bearing)
        else:
            await self.app(scope, _bounded(receive, limit, self.bounds.seconds), bearing)

    def _refusal(self, scope: Scope, limit: int) -> tuple[int, str] | None:
        """What to answer a request that is not let through."""
        headers = Headers(scope=scope)
        if misnamed(headers, self.names):
            return 400, MISNAMED
        if forged(scope["method"], headers, scope["path"].startswith("/api/")):
            return 403, FORGED
        if odd_text(headers):
            return 415, ODD_TEXT
        return (413, TOO_LARGE.format(limit=megabytes(limit))) if _announced(headers) > limit else None


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "")
    # So many digits are more than any limit, and a longer number could not even be read.
    return int(length[:18]) if length.isascii() and length.isdigit() else 0


def _with_headers(send: Send, tls: bool) -> Send:
    async def bearing(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if tls:
                message["headers"] = [_for_tls(name, value) for name, value in message["headers"]]
        await send(message)

    return bearing


def _for_tls(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if cookie else value


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
