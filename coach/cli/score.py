"""`coach score`: reports in the terminal or in files."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.saving import Said, TeamName, known_there, opened, savable, save_file
from coach.cli.serve import Data, DatabaseUrl
from coach.cli.server import Server, Token, score_there
from coach.cli.shared import (
    FAILED,
    Day,
    Files,
    RepName,
    calls_in,
    read_files,
    say,
    the_day,
    the_plan,
    the_rubric,
    usage,
)
from coach.errors import CoachError, ReadError, ServerError
from coach.output import Format, Writer

if TYPE_CHECKING:
    from datetime import date

    from coach.cli.saving import Judged
    from coach.rubric import Rubric
    from coach.store.database import Database


def score(
    files: Files,
    rubric: Annotated[str | None, typer.Option(metavar="NAME|FILE", help="A rubric (see `coach rubrics`).")] = None,
    rep: RepName = None,
    day: Day = None,
    plan: Annotated[str | None, typer.Option(help="What the rep set out to reach, e.g. meeting.")] = None,
    backup: Annotated[str | None, typer.Option(help="The fallback, e.g. call_back.")] = None,
    form: Annotated[Format, typer.Option("--format", help="Form of the report.")] = Format.TERMINAL,
    out: Annotated[Path | None, typer.Option(metavar="PATH", help="A file, or a folder for many reports.")] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep the calls in the web page's database too.")] = False,
    team: TeamName = None,
    data: Data = None,
    database: DatabaseUrl = None,
    server: Server = None,
    token: Token = None,
) -> None:
    """Score calls and say why, with quotes."""
    chosen, the = the_rubric(rubric), the_day(day)
    the_plan("--plan", plan)
    the_plan("--backup", backup)
    if out and out.is_file() and len(files) > 1:
        raise usage(f"{out}: is a file, and there are several calls; give a folder to --out.")
    _check_place(save, team, rubric, server)
    writer = Writer(form, out, many=len(files) > 1)
    job = Scoring(chosen, rubric, rep, the, plan, backup, team or "")
    if server:
        failed = _there(job, server, token, files, writer)
    else:
        with opened(data, database) if save else nullcontext() as store:
            failed = sum(_file(job, name, content, writer, store) for name, content in read_files(files))
    writer.close()
    if failed:
        raise typer.Exit(FAILED)


@dataclass(frozen=True, slots=True)
class Scoring:
    """What is done to every call; see the options."""

    rubric: Rubric | None
    rubric_name: str | None
    rep: str | None
    day: date | None
    plan: str | None
    backup: str | None
    team: str


def _check_place(save: bool, team: str | None, rubric: str | None, server: str | None) -> None:
    """Refuses what does not go together: calls are kept here, on a server, or nowhere."""
    if save and server:
        raise usage("--save keeps calls here and --server (COACH_SERVER) there; give one of them.")
    if save:
        savable(team, rubric)
    elif team is not None:
        raise usage("--team goes with --save.")
    elif server:
        known_there(rubric)


def _there(job: Scoring, server: str, token: str | None, files: list[str], writer: Writer) -> int:
    """Has a server score the files; how many failed. The rep's name in the file is theirs on the server too."""
    from coach.findings.ladder import plan_action

    plan, backup = plan_action(job.plan), plan_action(job.backup)
    day = job.day and job.day.isoformat()
    said = {"speaker": job.rep, "rep": job.rep, "day": day, "plan": plan, "backup": backup, "rubric": job.rubric_name}
    try:
        return score_there(server, token, {name: value for name, value in said.items() if value}, files, writer)
    except ServerError as error:
        raise usage(str(error)) from error


def _file(job: Scoring, name: str, content: bytes | ReadError, writer: Writer, store: Database | None) -> int:
    """Reports on a file's calls, and saves them; how many failed."""
    from coach.analyzer import score as score_call

    scored: list[Judged] = []
    errors: list[str] = []
    for position, call in enumerate(calls_in(name, content, job.day)):
        try:
            if isinstance(call, CoachError):
                raise call
            call = replace(call, plan=job.plan or call.plan, backup=job.backup or call.backup)
            report = score_call(call, job.rubric, job.rep)
            writer.add(report)
            scored.append((position, call, report))
        except CoachError as error:
            say(str(error))
            errors.append(str(error))
    if store and scored and isinstance(content, bytes):
        shown = "standard input" if name == "-" else name
        said = Said(job.team, shown, content, job.rubric_name, job.rep, job.plan, job.backup)
        if not save_file(store, said, scored, errors):
            say(f"{shown}: the team {job.team} has these calls already.")
    return len(errors)
