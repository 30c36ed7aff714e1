"""The pages: a router each. To add one: a module, a line here, its rows in tests/web/rights.py."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.routing import APIRoute

from web.pages import (
    about,
    account,
    admin,
    call,
    calls,
    home,
    invitation,
    rep,
    rep_calls,
    reps,
    samples,
    setup,
    sign_in,
    speakers,
    steps,
    steps_feed,
    steps_tables,
    team,
    tokens,
    upload,
    uploads,
)

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    setup.router,
    sign_in.router,
    invitation.router,
    account.router,
    call.router,
    calls.router,
    speakers.router,
    about.router,
    upload.router,
    uploads.router,
    samples.router,
    steps.router,
    steps_tables.router,
    steps_feed.router,
    tokens.router,
    *admin.ROUTERS,
    reps.router,
    rep.router,
    rep_calls.router,
    team.router,
)


def _with_head(router: APIRouter) -> None:
    """Pages answer HEAD as they answer GET, for link checkers and monitors; files do not, for taking one is noted."""
    for route in router.routes:
        if not isinstance(route, APIRoute) or "." in route.path.rpartition("/")[2]:
            continue
        if route.methods and "GET" in route.methods:
            route.methods.add("HEAD")


for _router in ROUTERS:
    _with_head(_router)
