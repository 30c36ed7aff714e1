"""The report on a terminal: answers first, spoken words shown as they are and never as commands."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from coach.render import words
from coach.render.marks import Noted, numbered
from coach.render.signs import COLOURS, signs
from coach.render.summary import summary_table
from coach.render.titles import GROUPS, TONES
from coach.report import Answer, Report
from coach.transcript import Quote

__all__ = ["summary_table", "to_terminal"]
_LEVELS = ((67.0, "green"), (34.0, "yellow"), (0.0, "red"))


def to_terminal(report: Report, console: Console) -> None:
    """Draws the whole report; every statement in colour is also said in words."""
    page = _Page(report, console)
    for part in (page.head, page.answers, page.scores, page.next_step, page.advice, page.findings):
        part()
    for part in (page.metrics, page.commitments, page.foot):
        part()


class _Page:
    """A report on its way to a console; all text goes out as `Text`, which rich never parses."""

    def __init__(self, report: Report, console: Console) -> None:
        self.report, self.console, self.signs = report, console, signs(console)
        self.turns = {turn.index: turn for turn in report.turns}

    def say(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """One paragraph: strings, or pairs of string and style."""
        clean = [(words.tidy(p), "") if isinstance(p, str) else (words.tidy(p[0]), p[1]) for p in parts]
        text = Text(" ").join(Text(part, style) for part, style in clean if part)
        self.console.print(Padding(text, (0, 0, 0, indent)))

    def heading(self, title: str) -> None:
        self.console.print()
        self.say((title, "bold underline"))

    def quotes(self, quotes: Iterable[Quote], indent: int = 4) -> None:
        left, right = self.signs.quote
        for quote in quotes:
            where = f"({words.place(quote, self.turns)})"
            self.say((f"{left}{words.tidy(quote.text)}{right}", "italic"), (where, "dim"), indent=indent)

    def head(self) -> None:
        report, facts = self.report, self.report.facts
        when = words.day(report.day) if report.day else "date not known"
        self.say((f"Call {report.id}", "bold"))
        self.say((f"{words.call_type(facts.call_type)}, {when}, outcome: {words.outcome(facts.outcome)}", "dim"))

    def answers(self) -> None:
        self.console.print()
        for answer in self.report.answers:
            self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        tone = words.answer_tone(answer)
        colour = COLOURS[tone]
        look = f"{self.signs.dash} {words.LOOK}" if answer.unsure else ""
        sure = f"({words.percent(answer.confidence)} sure)"
        icon = (self.signs.icons[tone], f"bold {colour}")
        word = (words.answer_word(answer), f"bold {colour}")
        self.say(icon, (words.question(answer.question), "bold"), word, (sure, "dim"), (look, "yellow"))
        self.say(answer.sentence, indent=2)

    def scores(self) -> None:
        if not self.report.scores:
            return
        self.heading("Scores")
        table = Table.grid(padding=(0, 2))
        rows = [(words.score_name(s.question), s.value) for s in self.report.scores]
        for name, value in [*rows, ("Overall", self.report.overall)]:
            bar = "" if value is None else self.signs.bar(value / 100)
            colour = next((c for least, c in _LEVELS if (value or 0.0) >= least), "red")
            number = words.NOT_UP if value is None else f"{value:.0f} of 100"
            table.add_row(Text(name), Text(bar, colour), Text(number))
        self.console.print(table)

    def next_step(self) -> None:
        step, table = self.report.next_step, Table.grid(padding=(0, 2))
        if step is None:
            body: Table | Text = Text("No next step stands at the end of the call.")
        else:
            left, right = self.signs.quote
            rows = [("What", words.action(step.action)), ("When", words.when(step))]
            rows.append(("Who acts next", words.who(step.owner)))
            said = (("Ask", step.proposed), ("Answer", step.agreed))
            rows += [(n, f"{left}{words.tidy(q.text)}{right} (turn {words.counted(q.turn)})") for n, q in said if q]
            for name, text in rows:
                table.add_row(Text(name, "dim"), Text(words.tidy(text)))
            body = table
        self.console.print()
        self.console.print(Panel(body, title=Text("Next step", "bold"), title_align="left", expand=False))

    def advice(self) -> None:
        if self.report.advice:
            self.heading("Do differently next time")
        for number, item in enumerate(self.report.advice[:3], 1):
            self.say((f"{number}.", "bold"), (item.title, "bold"))
            self.say(item.why, indent=3)
            self.quotes(item.quotes)
            self.say(("Say instead:", "green"), item.say, indent=3)
            self.say((f"Taught in: {item.source}", "dim"), indent=3)

    def findings(self) -> None:
        self.heading("Findings")
        notes = numbered(self.report)
        if not notes:
            self.say("Nothing was found in this call.")
        for group, members in groupby(notes, key=lambda note: note.group):
            self.say((GROUPS[group], "bold"))
            for note in members:
                self._finding(note)

    def _finding(self, note: Noted) -> None:
        look = f", {words.LOOK}" if note.finding.unsure else ""
        sure = f"({TONES[note.tone]}, {words.percent(note.finding.confidence)} sure{look})"
        self.say((self.signs.icons[note.tone], COLOURS[note.tone]), note.title, (sure, "dim"), indent=2)
        self.say(note.finding.because, indent=4)
        self.quotes(note.finding.quotes, indent=6)

    def metrics(self) -> None:
        if not self.report.metrics:
            return
        self.heading("Talk metrics")
        table = Table.grid(padding=(0, 2))
        for metric in self.report.metrics:
            table.add_row(
                Text(words.tidy(metric.title)),
                Text(words.metric_text(metric)),
                Text(words.band_text(metric), "dim"),
            )
        self.console.print(table)
        self.say((words.CORRELATION, "dim"))

    def commitments(self) -> None:
        if self.report.commitments:
            self.heading("Commitments")
        for item in self.report.commitments:
            due = words.day(item.day) if item.day else item.when or "no time named"
            self.say((f"{words.who(item.owner).capitalize()}:", "bold"), due, indent=2)
            self.quotes([item.quote])

    def foot(self) -> None:
        report, made = self.report, self.report.provenance
        self.heading("What made this report")
        self.say(f"Roles: {words.role_source(report)} {words.percent(report.role_confidence)} sure.")
        for warning in report.warnings:
            self.say(("Warning:", "bold yellow"), warning)
        self.say((f"coach {made.version}, model {made.model}, rubric {made.rubric} ({made.rubric_digest})", "dim"))
        self.say((f"Transcript {made.transcript}, read as {report.format}", "dim"))
