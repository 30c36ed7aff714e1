"""The report as Markdown: spoken words are escaped, so that a call cannot write headings or links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from coach.render import words
from coach.render.marks import numbered
from coach.render.titles import GROUPS, TONES
from coach.report import Report, SpokenTurn
from coach.transcript import Quote

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$])")
_START = re.compile(r"^(#+|[-+=:]+|\d+(?=[.)]))")


def escape(text: str) -> str:
    """Words on one line that mean nothing to a Markdown reader."""
    text = _SPECIAL.sub(r"\\\1", words.tidy(text))
    text = re.sub(r"!(?=\\\[)", r"\\!", text)
    text = text.replace("://", r"\://")
    text = re.sub(r"(?i)\bwww\.", lambda m: m[0][:-1] + r"\.", text)
    # GitHub links bare e-mail addresses even where the @ is escaped; an empty comment keeps them apart.
    text = re.sub(r"(?<=\w)@(?=\w)", "@<!-- -->", text)
    return _START.sub(lambda m: m[0] + "\\" if m[0].isdigit() else "\\" + m[0], text)


class _Page:
    """Knows the turns, to say where a quote stands."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.turns: dict[int, SpokenTurn] = {turn.index: turn for turn in report.turns}

    def quotes(self, quotes: Iterable[Quote]) -> Iterator[str]:
        for quote in quotes:
            yield f"> “{escape(quote.text)}” — {escape(words.place(quote, self.turns))}"
            yield ""

    def head(self) -> Iterator[str]:
        report, facts = self.report, self.report.facts
        yield f"# Call {escape(report.id)}"
        yield ""
        when = words.day(report.day) if report.day else "date not known"
        yield f"{words.call_type(facts.call_type)} · {when} · outcome: {words.outcome(facts.outcome)}"
        yield ""

    def answers(self) -> Iterator[str]:
        for answer in self.report.answers:
            sure = f"{words.percent(answer.confidence)} sure"
            look = f" · **{words.LOOK}**" if answer.unsure else ""
            yield f"## {words.question(answer.question)} {words.answer_word(answer)}"
            yield ""
            yield f"{escape(answer.sentence)} ({sure}{look})"
            yield ""
            yield from self.quotes(answer.quotes)

    def scores(self) -> Iterator[str]:
        if not self.report.scores:
            return
        yield from ("## Scores", "", "| Score | Criterion | Points | Why |", "| --- | --- | ---: | --- |")
        for score in self.report.scores:
            name, value = words.score_name(score.question), words.score_text(score)
            yield f"| **{name}** | | **{value}** | {words.sum_text(score)} |"
            for c in score.criteria:
                yield f"| | {escape(c.title)} | {words.points_text(c)} | {escape(c.because)} |"
        if self.report.overall is not None:
            yield f"| **Overall** | | **{self.report.overall:.0f} of 100** | |"
        yield ""

    def next_step(self) -> Iterator[str]:
        step = self.report.next_step
        yield from ("## Next step", "")
        if step is None:
            yield from ("No next step stands at the end of the call.", "")
            return
        yield f"- What: {words.action(step.action)}"
        yield f"- When: {escape(words.when(step))}"
        yield f"- Who acts next: {words.who(step.owner)}"
        yield f"- How sure: {words.percent(step.confidence)}"
        yield ""
        yield from self.quotes(q for q in (step.proposed, step.agreed) if q)

    def advice(self) -> Iterator[str]:
        if self.report.advice:
            yield from ("## Advice", "")
        for advice in self.report.advice[:3]:
            yield f"### {escape(advice.title)}"
            yield ""
            yield escape(advice.why)
            yield ""
            yield from self.quotes(advice.quotes)
            yield f"**Say instead:** {escape(advice.say)}"
            yield ""
            yield f"Source: {escape(advice.source)}"
            yield ""

    def findings(self) -> Iterator[str]:
        yield from ("## Findings", "")
        notes = numbered(self.report)
        if not notes:
            yield from ("Nothing was found in this call.", "")
        for group, members in groupby(notes, key=lambda note: note.group):
            yield from (f"### {GROUPS[group]}", "")
            for note in members:
                look = f", {words.LOOK}" if note.finding.unsure else ""
                sure = words.percent(note.finding.confidence)
                title, because = escape(note.title), escape(note.finding.because)
                yield f"**{note.number}. {title}** ({TONES[note.tone]}, {sure} sure{look}) — {because}"
                yield ""
                yield from self.quotes(note.finding.quotes)

    def metrics(self) -> Iterator[str]:
        if self.report.metrics:
            yield from ("## Metrics", "", words.CORRELATION, "")
            yield from ("| Metric | Value | Band |", "| --- | ---: | --- |")
            for m in self.report.metrics:
                yield f"| {escape(m.title)} | {words.metric_text(m)} | {words.band_text(m)} |"
            yield ""

    def commitments(self) -> Iterator[str]:
        if self.report.commitments:
            yield from ("## Commitments", "")
        for promise in self.report.commitments:
            due = words.day(promise.day) if promise.day else escape(promise.when or "no time named")
            yield f"**{words.who(promise.owner).capitalize()}** — {due}"
            yield ""
            yield from self.quotes([promise.quote])

    def foot(self) -> Iterator[str]:
        report, made = self.report, self.report.provenance
        yield from ("## How this was made", "")
        yield f"- Roles: {escape(words.role_source(report))} {words.percent(report.role_confidence)} sure."
        for warning in report.warnings:
            yield f"- Warning: {escape(warning)}"
        yield f"- coach {escape(made.version)}, model {escape(made.model)}"
        yield f"- Rubric {escape(made.rubric)} ({escape(made.rubric_digest)})"
        yield f"- Transcript {escape(made.transcript)}, read as {escape(report.format)}"
        yield ""

    def transcript(self) -> Iterator[str]:
        yield from ("## Transcript", "")
        for turn in self.report.turns:
            at = "" if turn.start is None else f" {words.clock(turn.start)}"
            yield f"**{escape(turn.speaker)}** (turn {words.counted(turn.index)}{at}): {escape(turn.text)}"
            yield ""


def to_markdown(report: Report) -> str:
    """The whole report, answers first, for a pull request, a wiki or a note in a CRM."""
    page = _Page(report)
    parts = (page.head, page.answers, page.scores, page.next_step, page.advice, page.findings)
    rest = (page.metrics, page.commitments, page.foot, page.transcript)
    return "\n".join(line for part in (*parts, *rest) for line in part()).rstrip() + "\n"
