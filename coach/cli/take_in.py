"""`coach import`: transcripts into the queue of the web page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.saving import opened
from coach.cli.serve import Data, DatabaseUrl
from coach.cli.shared import FAILED, say
from coach.errors import CoachError, ReadError

if TYPE_CHECKING:
    from coach.store.database import Database

Sources = Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Files, folders, patterns, s3:// and the like.")]


def import_(
    sources: Sources,
    team: Annotated[str, typer.Option(metavar="NAME", help="Whose calls they are; made if there is none.")],
    rep: Annotated[str | None, typer.Option(metavar="NAME", help="Whose calls, where the files do not say.")] = None,
    data: Data = None,
    database: DatabaseUrl = None,
) -> None:
    """Put transcripts into the web page's database; `coach serve` scores them."""
    new = known = failed = 0
    with opened(data, database) as store:
        homes = _homes(store, team, rep)
        for found in _files(sources):
            try:
                fresh = _queue(store, homes, found)
            except CoachError as error:
                say(str(error))
                failed += 1
                continue
            new, known = new + fresh, known + (not fresh)
    typer.echo(f"{new:,} new, {known:,} there already, {failed:,} failed.")
    if new:
        typer.echo("A running `coach serve` scores them now, the next one when it starts.")
    if failed or not (new or known):
        raise typer.Exit(FAILED)


def _homes(store: Database, team: str, rep: str | None) -> tuple[int, int | None]:
    from coach.store import reps, teams

    with store.writing() as session:
        home = teams.get_or_create(session, team)
        return home.id, reps.get_or_create(session, home.id, rep).id if rep is not None else None


def _files(sources: list[str]) -> Iterator[tuple[str, str] | ReadError]:
    """Address and name of every file, each once: a file of many calls is taken whole."""
    from coach.batch.sources import list_items

    seen: set[str] = set()
    for item in list_items(sources):
        if isinstance(item, ReadError):
            yield item
        elif item.url not in seen:
            seen.add(item.url)
            yield item.url, item.name


def _queue(store: Database, homes: tuple[int, int | None], found: tuple[str, str] | ReadError) -> bool:
    """Whether the file is new.

    Raises:
        CoachError: there is no call in it that can be read.
    """
    from coach.store import direct
    from coach.store.uploads import NewUpload

    if isinstance(found, ReadError):
        raise found
    url, name = found
    content = _content(url, name)
    team_id, rep_id = homes
    with store.writing() as session:
        return direct.queue(session, NewUpload(team_id, name, content, rep_id), datetime.now(UTC))


def _content(url: str, name: str) -> bytes:
    from coach.batch.places import read, reason_of
    from coach.readers import read_calls
    from coach.readers.source import MAX_BYTES

    try:
        content = read(url, MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(name, reason_of(error), "check the path and its permissions") from error
    first: CoachError | None = None
    for call in read_calls(content, name):
        if not isinstance(call, CoachError):
            return content
        first = first or call
    raise first or ReadError(name, "there is no call in it", "export the transcript again")
