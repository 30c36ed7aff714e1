"""What the commands share that put calls into the database of the web page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.serve import to_environment
from coach.cli.shared import usage
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.report import Report
    from coach.store.database import Database
    from coach.transcript import Transcript

    Judged = tuple[int, Transcript, Report]

TeamName = Annotated[
    str | None, typer.Option("--team", metavar="NAME", help="Whose calls they are; made if there is none.")
]


@contextmanager
def opened(data: Path | None, url: str | None) -> Iterator[Database]:
    """The database that the options or the environment name; what goes wrong with it is said in one sentence."""
    from sqlalchemy.exc import DBAPIError

    from coach.settings import load_settings
    from coach.store.database import open_database

    to_environment(data, url)
    try:
        database = open_database(load_settings().database_url)
        try:
            yield database
        finally:
            database.close()
    except CoachError as error:
        raise usage(str(error)) from error
    except DBAPIError as error:
        raise usage(f"The database refused ({error.orig}); see that it runs and that its disk has room.") from error


@dataclass(frozen=True, slots=True)
class Said:
    """A file that was scored here, and what was said of it; `speaker` is the rep as the file names them."""

    team: str
    name: str
    content: bytes
    rubric: str | None
    speaker: str | None
    plan: str | None
    backup: str | None


def savable(team: str | None, rubric: str | None) -> None:
    """Refuses what the web page could not score again after a mend, and calls that are nobody's."""
    if team is None:
        raise usage("Give --team NAME, which says whose calls they are.")
    known_there(rubric)


def known_there(rubric: str | None) -> None:
    """Refuses a rubric that only this machine has."""
    from coach.rubric import BUILT_IN

    if rubric and rubric not in BUILT_IN:
        raise usage(f"--rubric {rubric}: the web page knows only its own rubrics; use one of {', '.join(BUILT_IN)}.")


def save_file(store: Database, said: Said, scored: list[Judged], errors: list[str]) -> bool:
    """Saves a file and its calls in one transaction; False where the team has them already."""
    from coach.store import direct, reps, teams
    from coach.store.uploads import NewUpload, Scored

    found = [Scored(position, call, report, {}) for position, call, report in scored]
    with store.writing() as session:
        team = teams.get_or_create(session, said.team)
        rep = reps.get_or_create(session, team.id, said.speaker).id if said.speaker else None
        new = NewUpload(team.id, said.name, said.content, rep, plan=said.plan, backup=said.backup)
        new = replace(new, rubric=said.rubric, speaker=said.speaker)
        return direct.put(session, new, found, datetime.now(UTC), " ".join(errors))
