"""The pages of those who look after others: people, teams, reps, and the audit log."""

from __future__ import annotations

from fastapi import APIRouter

from web.pages.admin import audit, people, person, reps, teams

ROUTERS: tuple[APIRouter, ...] = (people.router, person.router, teams.router, reps.router, audit.router)
