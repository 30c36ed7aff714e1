"""Answers that are files to keep."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

LONGEST = 60


def attachment(content: bytes, kind: str, what: str, title: str, suffix: str) -> Response:
    """A file to save, with a name of harmless characters.

    Args:
        kind: its media type; text is UTF-8.
        what: what it is, for the start of its name.
        title: what it is about; it may come from a transcript and is not to be trusted.
        suffix: with the dot.
    """
    about = "".join(c if c.isalnum() else "-" for c in title)[:LONGEST].strip("-")
    name = f"{what}-{about}".replace(" ", "-").strip("-") + suffix
    plain = name.encode("ascii", "ignore").decode()
    headers = {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=f"{kind}; charset=utf-8" if "json" not in kind else kind, headers=headers)
