"""The application: pages, static files, errors, the guard around them, and the worker that lives as long as it does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI

from coach.settings import Settings, load_settings
from coach.store.database import open_database
from web.deps import AppState
from web.errors import HANDLERS, refuse
from web.jobs import Worker
from web.pages import ROUTERS
from web.rendering import STATIC, Files
from web.security import Bounds, Guard

# A form holds little; an upload may hold several of the largest files.
FORM_BYTES, FILES_AT_ONCE = 1_000_000, 10


def utc_now() -> datetime:
    """The time, which everything else is given."""
    return datetime.now(UTC)


def create_app(settings: Settings, clock: Callable[[], datetime] = utc_now, work: bool = True) -> FastAPI:
    """The web page over the database that the settings name; it is opened when the server starts.

    Args:
        settings: where the data lies, limits.
        clock: tells the time (UTC); tests bring their own.
        work: score uploads in this process; tests that do not wait for scores turn it off.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = open_database(settings.database_url)
        worker = Worker(database, settings, clock)
        app.state.coach = AppState(settings, database, clock, worker.wake)
        if work:
            worker.start()
        try:
            yield
        finally:
            worker.stop()
            database.close()

    # No pages of the framework's own: they load scripts from elsewhere.
    app = FastAPI(title="coach", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    bounds = Bounds(FORM_BYTES, settings.upload_bytes * FILES_AT_ONCE + FORM_BYTES, settings.upload_seconds)
    app.add_middleware(Guard, bounds=bounds, refuse=refuse)
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", Files(directory=STATIC, packages=[("coach.render", "static")]), "static")
    return app


def from_environment() -> FastAPI:
    """For `uvicorn web.app:from_environment --factory`: settings from the environment alone."""
    return create_app(load_settings())
