"""Deletes by itself what has been kept long enough, and what has run out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import Session

from coach.store import audit, uploads
from coach.store.schema import Invitation, LoginSession, SignInFailure, Team, Upload
from coach.store.sign_in import WINDOW


def sweep(session: Session, now: datetime) -> int:
    """Deletes the files and calls that came longer ago than their team keeps them; how many files.

    Counted from the upload, not from the day of the call: what was just brought in is not deleted at once.
    """
    count = 0
    for team in session.scalars(select(Team).where(Team.retention_days.is_not(None))):
        old = session.scalars(select(Upload.id).where(_older(team.id, team.retention_days or 0, now))).all()
        if old:
            count += uploads.remove(session, old)
            audit.record(session, audit.RETENTION, "deleted", "team", team.id, now, f"{len(old)} files")
    return count


def would_go(session: Session, team_id: int, days: int, now: datetime) -> int:
    """How many files of a team would be deleted at once, were they kept for so many days."""
    return session.scalar(select(func.count()).select_from(Upload).where(_older(team_id, days, now))) or 0


def _older(team_id: int, days: int, now: datetime) -> ColumnElement[bool]:
    return and_(Upload.team_id == team_id, Upload.created_at < now - timedelta(days=days))


def tidy(session: Session, now: datetime) -> None:
    """Removes sign-ins and invitations that have run out, and failures that no longer count."""
    session.execute(delete(LoginSession).where(LoginSession.expires_at <= now))
    session.execute(delete(Invitation).where(Invitation.expires_at <= now))
    session.execute(delete(SignInFailure).where(SignInFailure.at <= now - WINDOW))
