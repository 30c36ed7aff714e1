"""The application: pages, static files, errors, the guard around them, and the worker that lives as long as it does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from fastapi import FastAPI

from coach.settings import Settings, load_settings
from coach.store.database import open_database
from web import api, pages
from web.deps import AppState
from web.errors import HANDLERS, refuse
from web.jobs import Worker
from web.rendering import STATIC, Files
from web.security import FILES_AT_ONCE, FORM_BYTES, Bounds, Guard

# Listening here, nobody from elsewhere gets in under another name.
LOCAL = ("127.0.0.1", "::1", "localhost")


def utc_now() -> datetime:
    """The time, which everything else is given."""
    return datetime.now(UTC)


def create_app(
    settings: Settings, clock: Callable[[], datetime] = utc_now, work: bool = True, names: Collection[str] = ()
) -> FastAPI:
    """The web page over the database that the settings name; it is opened when the server starts.

    Args:
        settings: where the data lies, limits.
        clock: tells the time (UTC); tests bring their own.
        work: score uploads in this process; tests that do not wait for scores turn it off.
        names: that the server goes by (`names_of`); none: any.
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
    app = FastAPI(
        title="coach",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # Such a redirect would lead to whatever host the request names.
        redirect_slashes=False,
        lifespan=lifespan,
    )
    bounds = Bounds(FORM_BYTES, settings.upload_bytes * FILES_AT_ONCE + FORM_BYTES, settings.upload_seconds)
    app.add_middleware(Guard, bounds=bounds, refuse=refuse, names=names, tls=settings.cookies_over_tls_only)
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    for router in (*pages.ROUTERS, *api.ROUTERS):
        app.include_router(router)
    app.mount("/static", Files(directory=STATIC, packages=[("coach.render", "static")]), "static")
    return app


def names_of(settings: Settings) -> frozenset[str]:
    """The names that the server goes by, as far as the settings tell; none where it may have any."""
    public = urlsplit(settings.public_url).hostname
    if not public and settings.host not in LOCAL:
        return frozenset()
    return frozenset({public or "localhost", settings.host.lower()})


def from_environment() -> FastAPI:
    """For `uvicorn web.app:from_environment --factory`: settings from the environment alone."""
    settings = load_settings()
    return create_app(settings, names=names_of(settings))
