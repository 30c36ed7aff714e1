"""Random tokens for cookies, links and the API; the database keeps only their digests."""

from __future__ import annotations

import secrets
from hashlib import sha256

TOKEN_BYTES = 32


def new_token(prefix: str = "") -> str:
    """A token nobody can guess, safe in a cookie and in an address."""
    return prefix + secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """What is kept of a token: enough to know it again, useless to whoever reads the table."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
