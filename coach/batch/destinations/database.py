"""The database of `coach serve`: each file with its calls in one transaction, however often it is written once."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.batch.destinations.done import Done, body_of
from coach.batch.ledger import Kept
from coach.batch.places import protocol
from coach.errors import CoachError
from coach.render.json import from_json, to_json

if TYPE_CHECKING:
    from coach.store.uploads import Scored


@dataclass(frozen=True, slots=True)
class Address:
    """Where calls go: the database, the team whose they are, and the rubric that was asked for by name."""

    url: str
    team: str
    rubric: str | None = None


def is_database(dest: str) -> bool:
    """Whether DEST is a database's address."""
    return protocol(dest).partition("+")[0] in ("sqlite", "postgresql", "postgres")


def base(url: str) -> str:
    """The path beside which ledger, failures and scorecard lie: SQLite's file, else the database's name, here."""
    from sqlalchemy import make_url

    place = make_url(url)
    name = place.database or "coach"
    return name if place.get_backend_name() == "sqlite" else name.replace("/", "_")


def require(address: Address) -> None:
    """Opens the database once, before any work is done.

    Raises:
        CoachError: it cannot be opened.
    """
    from coach.store.database import open_database

    open_database(address.url).close()


def body(done: Done) -> str:
    """What a row is made of; the bytes of the file go with its first call only."""
    from pydantic import TypeAdapter

    from coach.transcript import Transcript

    if done.transcript is None:
        raise CoachError(f"{done.file}: there is no transcript to keep.")
    transcript = replace(done.transcript, rep=done.rep)
    return json.dumps(
        {
            "position": done.position,
            "prospect": done.prospect or "",
            "transcript": TypeAdapter(Transcript).dump_python(transcript, mode="json"),
            "report": to_json(done.report),
            "content": base64.b64encode(done.content).decode() if done.first else "",
        }
    )


def write_to(address: Address | None) -> Callable[[Iterable[Kept], Callable[[str], Path]], None]:
    """The function that writes every call to this database."""

    def write(kept: Iterable[Kept], place: Callable[[str], Path]) -> None:
        if address is None:
            raise CoachError("The database has no address; give one to --out.")
        _write(address, kept)

    return write


def _write(address: Address, kept: Iterable[Kept]) -> None:
    from sqlalchemy.exc import DBAPIError

    from coach.store import teams
    from coach.store.database import open_database

    database = open_database(address.url)
    try:
        with database.writing() as session:
            team_id = teams.get_or_create(session, address.team).id
        for (name, _), calls in groupby(kept, key=lambda each: (each.name, each.line)):
            with database.writing() as session:
                _save(session, address, team_id, name, [json.loads(body_of(each)) for each in calls])
    except DBAPIError as error:
        raise CoachError(f"The database refused ({error.orig}); run the same command again to go on.") from error
    finally:
        database.close()


def _save(session: Any, address: Address, team_id: int, name: str, rows: list[dict[str, Any]]) -> None:
    from coach.store import direct
    from coach.store.uploads import NewUpload

    content = base64.b64decode(rows[0]["content"])
    prospect = rows[0]["prospect"] if len(rows) == 1 else ""
    new = NewUpload(team_id, name, content, prospect=prospect, rubric=address.rubric)
    direct.put(session, new, [_scored(row) for row in rows], datetime.now(UTC))


def _scored(row: dict[str, Any]) -> Scored:
    from pydantic import TypeAdapter

    from coach.store.uploads import Scored
    from coach.transcript import Transcript

    transcript = TypeAdapter(Transcript).validate_json(json.dumps(row["transcript"]))
    return Scored(row["position"], transcript, from_json(row["report"]), {})
