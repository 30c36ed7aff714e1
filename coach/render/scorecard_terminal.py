"""Scorecards on a terminal: figures with their calls, what to coach next, moments; calm, and plain without colour."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coach.render import scorecard_words as say
from coach.render.signs import signs
from coach.render.sparkline import sparkline
from coach.render.words import CORRELATION, QUESTIONS, score_name, tidy
from coach.scorecard import TOO_FEW, Coaching, Figure, Scorecard, SeenMoment, TeamCard, TeamLine

# What of the team's figures fits a terminal of 80 columns, by the short words of the table of reports; all are in CSV.
_TEAM = {
    "overall": "All",
    "secured": "Step",
    "asked": "Truth",
    "pushy": "Calm",
    "next_step_secured": "Secured",
    "truth_asked": "Asked",
    "overly_pushy": "Pushy",
}
_HEADS = ("", "Mean", "Calls", "Trend", "Team's middle half", "Change")


def draw(card: Scorecard | TeamCard, to_file: bool) -> str:
    """Draws on standard output and returns "", or returns the text for a file, without colour."""
    page = StringIO()
    console = Console(file=page, width=100, no_color=True) if to_file else Console(highlight=False)
    if isinstance(card, TeamCard):
        team_to_terminal(card, console)
    else:
        card_to_terminal(card, console)
    return page.getvalue()


def card_to_terminal(card: Scorecard, console: Console) -> None:
    """Draws the card of a rep."""
    page = _Page(console)
    page.head(card)
    if not card.n:
        return
    page.figures("Scores, 0 to 100; 100 is the good end", (card.overall, *card.questions))
    page.figures("In how many calls", card.shares)
    figures = (card.overall, *card.questions, *card.shares, *card.criteria)
    page.note(f"Steps secured by rung: {say.rungs_text(card.rungs)}." if card.rungs else "")
    for note in (say.unsure_text(card.shares), say.change_note(figures, card.before), say.team_note(figures)):
        page.note(note)
    page.note(say.small_numbers(figures))
    page.coaching(card)
    page.moments("Best moments", card.best)
    page.moments("Worst moments", card.worst)
    for question in QUESTIONS if card.n >= TOO_FEW else ():
        mine = [figure for figure in card.criteria if figure.question == question and figure.n]
        page.figures(f"{score_name(question)}: share of each criterion's points", mine)
    if card.n >= TOO_FEW:
        page.note(_never_up(card.criteria))
        page.talk(card)
    page.note(say.rubrics_text(card.rubrics))


def _never_up(criteria: Iterable[Figure]) -> str:
    names = [figure.title for figure in criteria if not figure.n]
    return f"Did not come up in any call: {'; '.join(names)}." if names else ""


class _Page:
    """A card on its way to a console; all text goes out as `Text`, which rich never parses."""

    def __init__(self, console: Console) -> None:
        self.console, self.signs = console, signs(console)
        self.plain = console.options.ascii_only

    def say(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """One paragraph: strings, or pairs of string and style."""
        clean = [(tidy(p), "") if isinstance(p, str) else (tidy(p[0]), p[1]) for p in parts]
        text = Text(" ").join(Text(part, style) for part, style in clean if part)
        self.console.print(Padding(text, (0, 0, 0, indent)))

    def note(self, text: str) -> None:
        if text:
            self.say((text, "dim"))

    def heading(self, title: str) -> None:
        self.console.print()
        self.say((title, "bold underline"))

    def head(self, card: Scorecard) -> None:
        self.say((card.rep or "Everyone", "bold"))
        self.say(f"{say.calls(card.n)}, {say.period_text(card.period)}")
        self.note(say.undated_text(card.undated))
        if not card.n:
            self.say("No call lies in this period. Choose a longer one with --from and --to.")

    def figures(self, title: str, figures: Iterable[Figure]) -> None:
        rows = list(figures)
        if not rows:
            return
        self.heading(title)
        shown = [name for name in _HEADS if name in ("", "Mean", "Calls") or any(self._cell(f, name) for f in rows)]
        table = Table(box=None, pad_edge=False, header_style="dim")
        for name in shown:
            table.add_column(name, justify="right" if name in ("Calls", "Change") else "left", no_wrap=name != "")
        for figure in rows:
            table.add_row(*(Text(self._cell(figure, name)) for name in shown))
        self.console.print(table)

    def _cell(self, figure: Figure, column: str) -> str:
        if column == "Trend":
            means = [point.mean for point in figure.trend]
            return "" if figure.too_few or len(means) < 2 else sparkline(means, self.plain)
        if column == "Team's middle half":
            return say.spread_text(figure.spread)
        if column == "Change":
            return say.change_text(figure)
        return {"": figure.title, "Mean": say.mean_text(figure), "Calls": say.n_text(figure)}[column]

    def coaching(self, card: Scorecard) -> None:
        self.heading("What to coach next")
        if not card.coach_next:
            few = card.n < TOO_FEW
            self.say(
                f"{say.calls(card.n)}: too few to say." if few else "No criterion stands out: nothing lags behind."
            )
        for number, item in enumerate(card.coach_next, 1):
            self._coaching(number, item)

    def _coaching(self, number: int, item: Coaching) -> None:
        self.say((f"{number}.", "bold"), (item.title, "bold"))
        self.say(item.because, indent=3)
        self.say(item.why, indent=3)
        for quote in item.quotes:
            closing = f"{say.CLOSING}: " if quote.closing else ""
            self.quote(quote.text, closing + say.seen_text(quote))
        if item.say:
            self.say(("Say instead:", "green"), item.say, indent=3)

    def quote(self, text: str, where: str) -> None:
        left, right = self.signs.quote
        self.say((f"{left}{tidy(text)}{right}", "italic"), (f"({where})", "dim"), indent=5)

    def moments(self, title: str, seen: Iterable[SeenMoment]) -> None:
        found = list(seen)
        if found:
            self.heading(title)
        for item in found:
            moment = item.moment
            points = f"({moment.points:+.0f} points of {score_name(moment.question).lower()})"
            self.say((f"{moment.title}:", "bold"), moment.because, (points, "dim"), indent=2)
            self.quote(moment.text, say.seen_text(item))

    def talk(self, card: Scorecard) -> None:
        known = [figure for figure in card.talk if figure.n]
        if not known:
            return
        self.heading("Talk, as context apart from the scores")
        table = Table.grid(padding=(0, 2))
        for figure in known:
            cells = (figure.title, say.talk_text(figure), say.calls(figure.n), say.talk_band(figure))
            table.add_row(*(Text(tidy(cell)) for cell in cells))
        self.console.print(table)
        self.note(CORRELATION)


def team_to_terminal(card: TeamCard, console: Console) -> None:
    """Draws the team: reps by name, then how they lie."""
    page = _Page(console)
    page.say((f"{len(card.reps)} reps" if len(card.reps) != 1 else "1 rep", "bold"))
    page.say(f"{say.calls(card.n)}, {say.period_text(card.period)}")
    page.note(say.undated_text(card.undated))
    if not card.reps:
        page.say("No call lies in this period. Choose a longer one with --from and --to.")
        return
    page.console.print(_team_table(card))
    page.note("Step, truth and calm (free of pressure) are scores, 0 to 100; the rest are shares of calls.")
    figures = [figure for line in card.reps for figure in line.figures if figure.name in _TEAM]
    if any(0 < figure.n < line.n for line in card.reps for figure in line.figures):
        page.note("In brackets: calls behind a figure, where they are fewer than the rep's calls.")
    page.note(say.small_numbers(figures).replace("Too few to say", "A dash"))
    page.heading("What to coach next")
    for line in card.reps:
        if line.coach_next:
            page.say((f"{tidy(line.rep)}:", "bold"), line.coach_next)
    rest = [line.rep for line in card.reps if not line.coach_next]
    page.say(f"Too few calls to say, or nothing lags behind: {', '.join(rest)}." if rest else "")


def _team_table(card: TeamCard) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Rep", no_wrap=True, max_width=24)
    for name in ("Calls", *_TEAM.values()):
        table.add_column(name, justify="right", no_wrap=True)
    for line in card.reps:
        cells = (_team_cell(figure, line) for figure in line.figures if figure.name in _TEAM)
        table.add_row(Text(tidy(line.rep)), str(line.n), *map(Text, cells))
    _spreads(card, table)
    return table


def _team_cell(figure: Figure, line: TeamLine) -> str:
    few = figure.too_few or figure.mean is None
    shown = "-" if few else say.mean_text(figure)
    return shown if figure.n in (0, line.n) else f"{shown} ({figure.n})"


def _spreads(card: TeamCard, table: Table) -> None:
    """Quartiles over the reps, each rep counted once."""
    rows = (("Upper quartile", "upper_quartile"), ("Median rep", "median"), ("Lower quartile", "lower_quartile"))
    if not any(spread.spread for spread in card.spreads):
        return
    table.add_section()
    for title, name in rows:
        shown = (s.spread for s in card.spreads if s.name in _TEAM)
        cells = (f"{getattr(spread, name):.0f}" if spread else "" for spread in shown)
        table.add_row(Text(title, "dim"), "", *(Text(text, "dim") for text in cells))
