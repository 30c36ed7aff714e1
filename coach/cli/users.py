"""`coach users`: accounts from the command line."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from coach.cli.serve import Data, DatabaseUrl, to_environment
from coach.cli.shared import usage

family = typer.Typer(no_args_is_help=True, help="Accounts of the web page.", rich_markup_mode=None)


class RoleName(StrEnum):
    """What a user may see."""

    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


@family.callback()
def _family() -> None:
    """Accounts of the web page."""


@family.command()
def add(
    email: Annotated[str, typer.Argument(help="Their e-mail address.")],
    name: Annotated[str, typer.Option(help="Their name, as reports show it.")],
    team: Annotated[str, typer.Option(help="Their team; made if there is none of that name.")],
    role: Annotated[RoleName, typer.Option(help="rep: own calls; manager: the team's; admin: all.")] = RoleName.REP,
    data: Data = None,
    database: DatabaseUrl = None,
) -> None:
    """Add an account; the password is asked for, or read from standard input."""
    from coach.errors import CoachError

    to_environment(data, database)
    try:
        _add(email, name, team, role, _password())
    except CoachError as error:
        raise usage(str(error)) from error
    typer.echo(f"{email} can sign in now.")


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _add(email: str, name: str, team: str, role: RoleName, password: str) -> None:
    from coach.settings import load_settings
    from coach.store import audit, reps, teams, users
    from coach.store.database import open_database
    from coach.store.schema import UserRole

    now = datetime.now(UTC)
    secret = users.hash_password(password)
    database = open_database(load_settings().database_url)
    with database.writing() as session:
        home = teams.get_or_create(session, team)
        user = users.add(session, email=email, name=name, role=UserRole(role), team=home, password_hash=secret, now=now)
        if role is RoleName.REP:
            reps.link(session, reps.unlinked(session, home.id, user.name), user)
        audit.record(session, audit.COMMAND_LINE, "made", "user", user.id, now, role)
    database.close()
