"""`coach serve`: the web page, on the built-in database or another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.shared import usage

Data = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Where the built-in database lies.", show_default=False)
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Another database: postgresql+psycopg://user@host/name."),
]


def to_environment(data: Path | None, database: str | None, host: str | None = None, port: int | None = None) -> None:
    """What the command line says goes before what the environment says, for every part that reads it there."""
    given = {"DATA": data and data.absolute(), "DATABASE": database, "HOST": host, "PORT": port}
    os.environ.update({f"COACH_{name}": str(value) for name, value in given.items() if value is not None})


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 0.0.0.0 for the whole network.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
    data: Data = None,
    database: DatabaseUrl = None,
) -> None:
    """Serve the web page: upload, reports, scorecards. Its first visit makes the first account."""
    import uvicorn

    from coach.errors import CoachError
    from coach.settings import load_settings
    from coach.store.database import open_database

    to_environment(data, database, host, port)
    try:
        settings = load_settings()
        # Opened here first, so that what is wrong with it is said in one sentence.
        open_database(settings.database_url).close()
    except CoachError as error:
        raise usage(str(error)) from error
    # Named, not imported: coach knows nothing of the web page but its name.
    typer.echo(f"coach is at http://{settings.host}:{settings.port} (stop it with Ctrl+C)")
    uvicorn.run(
        "web.app:from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=10,
    )
