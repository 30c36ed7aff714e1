"""The pages: a router each. To add one: a module, a line here, its rows in tests/web/rights.py."""

from __future__ import annotations

from fastapi import APIRouter

from web.pages import account, home, invitation, setup, sign_in, steps, steps_feed, steps_tables

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    setup.router,
    sign_in.router,
    invitation.router,
    account.router,
    steps.router,
    steps_tables.router,
    steps_feed.router,
)
