"""The API under /api/v1: for programs, with personal tokens; the same rights as the pages.

A router is a group of addresses; `models.py` says what is sent and answered, `description.py` writes the OpenAPI
document from both. To add an address: a function in a router, and its rows in tests/web/rights.yaml.
"""

from __future__ import annotations

from fastapi import APIRouter

from web.api import calls, description, export, reps, steps, uploads

GROUPS: tuple[APIRouter, ...] = (uploads.router, calls.router, reps.router, steps.router, export.router)
ROUTERS: tuple[APIRouter, ...] = (*GROUPS, description.of(GROUPS))
