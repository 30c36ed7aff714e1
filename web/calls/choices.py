"""What there is to choose from in the filters of the list, and in words what was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from coach.render import words
from coach.render.titles import GROUPS, title_of
from coach.store import calls, reps, teams
from coach.store.calls import CallFilter
from coach.store.schema import User, UserRole
from web.calls.asked import Asked

Options = list[tuple[str, str]]
SCORES = {"overall": "Overall", **words.SCORES}


@dataclass(frozen=True, slots=True)
class Choices:
    """(value, words) for each select; `findings` by group; `team_names` where the reader sees more than one."""

    reps: Options
    teams: Options
    types: Options
    rubrics: Options
    outcomes: Options
    findings: dict[str, Options]
    team_names: dict[int, str]

    def chosen(self, asked: Asked) -> list[tuple[str, str]]:
        """In words what narrows the list, each with the address of the list without it."""
        return list(_chosen(asked, dict(self.reps), dict(self.teams)))


def choices(db: Session, me: User, mine: CallFilter) -> Choices:
    """What this person can choose.

    Args:
        mine: all the calls they may see.
    """
    known = calls.values(db, mine)
    all_teams = teams.listing(db) if me.role is UserRole.ADMIN else []
    names = {team.id: team.name for team in all_teams} if len(all_teams) > 1 else {}
    lines = reps.listing(db, rep_ids=mine.rep_ids)
    return Choices(
        reps=[(str(n.rep.id), _named(n.rep.name, names.get(n.rep.team_id))) for n in lines if n.calls],
        teams=[(str(number), name) for number, name in names.items()],
        types=[(name, words.call_type(name)) for name in known["call_type"]],
        rubrics=[(name, words.tidy(name.replace("-", " ")).capitalize()) for name in known["rubric"]],
        outcomes=[(name, words.outcome(name)) for name in known["outcome"]],
        findings=_by_group(known["findings"]),
        team_names=names,
    )


def _named(rep: str, team: str | None) -> str:
    return f"{rep} ({team})" if team else rep


def _by_group(kinds: Iterable[str]) -> dict[str, Options]:
    titles = sorted(((kind, title_of(kind)) for kind in kinds), key=lambda pair: pair[1].text)
    found = {name: [(kind, t.text) for kind, t in titles if t.group == group] for group, name in GROUPS.items()}
    return {name: options for name, options in found.items() if options}


def _chosen(asked: Asked, reps: dict[str, str], teams: dict[str, str]) -> Iterable[tuple[str, str]]:
    plain: list[tuple[str, object, str]] = [
        (f"“{asked.q}”", asked.q, "q"),
        (reps.get(str(asked.rep), "A rep who is not here"), asked.rep, "rep"),
        (teams.get(str(asked.team), "A team"), asked.team, "team"),
        (f"From {words.day(asked.since) if asked.since else ''}", asked.since, "since"),
        (f"Until {words.day(asked.until) if asked.until else ''}", asked.until, "until"),
        (words.call_type(asked.call_type), asked.call_type, "call_type"),
        (f"Rubric {asked.rubric}", asked.rubric, "rubric"),
        (words.outcome(asked.outcome), asked.outcome, "outcome"),
        (f"Prospect {asked.prospect}", asked.prospect, "prospect"),
    ]
    nothing = Asked()
    yield from ((text, asked.url(**{name: getattr(nothing, name)})) for text, value, name in plain if value)
    for kind in asked.findings:
        yield title_of(kind).text, asked.url(findings=tuple(k for k in asked.findings if k != kind))
    for name, answer in asked.answers.items():
        rest = {n: a for n, a in asked.answers.items() if n != name}
        yield f"{words.question(name)} {answer.capitalize()}", asked.url(answers=rest)
    for name, (low, high) in asked.scores.items():
        left = {n: ends for n, ends in asked.scores.items() if n != name}
        yield f"{SCORES[name]} {low} to {high}", asked.url(scores=left)
