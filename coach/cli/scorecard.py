"""`coach scorecard`: reps over a period, from results of `coach batch` or from transcripts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.scorecard_rows import rows_of
from coach.cli.shared import FAILED, say, the_rubric, usage
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.scorecard import CallRow, Period, Scorecard, TeamCard


class CardFormat(StrEnum):
    """Formats of a scorecard."""

    TERMINAL = "terminal"
    CSV = "csv"
    JSON = "json"


def scorecard(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="Reports saved as JSON (lines), or transcripts; - is stdin.")
    ],
    rep: Annotated[str | None, typer.Option(metavar="NAME", help="The card of this rep, against the others.")] = None,
    period: Annotated[str, typer.Option(help="30-days, 90-days, quarter, year or all.")] = "all",
    start: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="First day.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day.")] = None,
    rubric: Annotated[str | None, typer.Option(metavar="NAME|FILE", help="A rubric for transcripts.")] = None,
    form: Annotated[CardFormat, typer.Option("--format", help="Form of the card.")] = CardFormat.TERMINAL,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to this file.")] = None,
) -> None:
    """A rep over a period, or the team side by side: figures with the calls behind them, and what to coach next."""
    chosen = the_rubric(rubric)
    days = _period(period, start, end)
    found, failed = _read(rows_of(sources, chosen))
    if found:
        _write(_text(_card(found, rep, days), form, out), out)
    if failed or not found:
        raise typer.Exit(FAILED)


def _period(name: str, start: str | None, end: str | None) -> Period:
    from coach.scorecard import period_of

    first, last = _day("--from", start), _day("--to", end)
    try:
        return period_of(name, today=date.today(), start=first, end=last)
    except CoachError as error:
        raise usage(str(error)) from error


def _day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise usage(f"{option} {text}: not a date; write it as 2026-03-31.") from None


def _read(items: Iterable[CallRow | CoachError]) -> tuple[list[CallRow], int]:
    """Every row once, and how many calls could not be read, each of them said."""
    found: list[CallRow] = []
    failed = 0
    for item in items:
        if isinstance(item, CoachError):
            say(str(item))
            failed += 1
        else:
            found.append(item)
    once = list(dict.fromkeys(found))
    if len(once) < len(found):
        say(f"{len(found) - len(once)} of {len(found)} calls are there twice; each counts once.")
    return once, failed


def _card(rows: list[CallRow], rep: str | None, period: Period) -> Scorecard | TeamCard:
    """The card of the rep who was named or is the only one; the team's; everyone's where the calls name nobody."""
    from coach.scorecard import fold, team

    names = sorted({row.rep for row in rows if row.rep is not None})
    if rep is None and len(names) > 1:
        nameless = sum(row.rep is None for row in rows)
        if nameless:
            say(f"{nameless} of {len(rows)} calls name no rep and are left out of the table.")
        return team({name: [row for row in rows if row.rep == name] for name in names}, period=period)
    whose = _whose(rep, names) if rep is not None else names[0] if {row.rep for row in rows} == set(names) else None
    mine = rows if whose is None else [row for row in rows if row.rep == whose]
    return fold(mine, rep=whose, period=period, team_rows=rows)


def _whose(rep: str, names: list[str]) -> str:
    wanted = " ".join(rep.casefold().split())
    found = next((name for name in names if " ".join(name.casefold().split()) == wanted), None)
    if found is None:
        known = f"the calls name {', '.join(names)}" if names else "the calls name no rep"
        raise usage(f"--rep {rep}: nobody of that name; {known}.")
    return found


def _text(card: Scorecard | TeamCard, form: CardFormat, out: Path | None) -> str:
    """The card in its format; nothing where it was drawn on the terminal itself."""
    from coach.scorecard import TeamCard

    if form is CardFormat.JSON:
        from coach.render.scorecard_json import card_to_json

        return card_to_json(card)
    if form is CardFormat.CSV:
        from coach.render import scorecard_csv

        return scorecard_csv.team_to_csv(card) if isinstance(card, TeamCard) else scorecard_csv.card_to_csv(card)
    from coach.render.scorecard_terminal import draw

    return draw(card, to_file=out is not None)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        out.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise usage(f"{out}: {error.strerror or 'cannot be written'}; choose another --out.") from error
