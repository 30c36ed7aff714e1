"""Tables to download."""

from __future__ import annotations

from starlette.responses import Response

# By this sign a spreadsheet knows the letters; without it names with accents come out wrong.
MARK = "\ufeff"


def sheet(text: str, name: str) -> Response:
    """A CSV file to save under a name of plain letters; its cells are harmless already (`coach.render.spreadsheet`)."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response((MARK + text).encode(), media_type="text/csv; charset=utf-8", headers=headers)
