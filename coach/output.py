"""Where reports go: the terminal, one file, or a folder with one file a call."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.report import Report


class Format(StrEnum):
    """Formats of a report."""

    TERMINAL = "terminal"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


SUFFIX = {Format.JSON: ".json", Format.MARKDOWN: ".md", Format.HTML: ".html", Format.TERMINAL: ".txt"}


class Writer:
    """Puts reports where the user wants them: the terminal, one file, or a folder with one file a call."""

    def __init__(self, form: Format, out: Path | None, many: bool) -> None:
        self.form, self.out = form, out
        self.folder = out is not None and (many or out.is_dir() or not out.suffix)
        self.rows: list[tuple[Report, str]] = []
        self.names: set[str] = set()

    def add(self, report: Report) -> None:
        """Writes one report."""
        if self.out is None:
            self._show(report)
            return
        if self.rows and not self.folder:
            raise CoachError(f"{self.out}: several calls cannot go into one file; give a folder to --out.")
        text = self._text(report)
        path = self.out / self._file_name(report.id) if self.folder else self.out
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except OSError as error:
            raise CoachError(f"{path}: {error.strerror or 'cannot be written'}; choose another --out.") from error
        self.rows.append((report, str(path)))

    def _show(self, report: Report) -> None:
        if self.form is not Format.TERMINAL:
            print(self._text(report), end="")
            return
        from rich.console import Console

        from coach.render.terminal import to_terminal

        to_terminal(report, Console(highlight=False))

    def _text(self, report: Report) -> str:
        from coach.render import render

        if self.form is not Format.TERMINAL:
            return render(report, self.form.value)
        from io import StringIO

        from rich.console import Console

        from coach.render.terminal import to_terminal

        page = StringIO()
        to_terminal(report, Console(file=page, width=100, no_color=True))
        return page.getvalue()

    def _file_name(self, call_id: str) -> str:
        """A safe, unused file name: ids come from transcripts and are not to be trusted with a path."""
        safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in call_id).strip(".")[:80] or "call"
        name, n = safe, 2
        while name in self.names:
            name, n = f"{safe}-{n}", n + 1
        self.names.add(name)
        return name + SUFFIX[self.form]

    def close(self) -> None:
        """A table of the scores, where reports went to files."""
        if self.out is None or not self.rows:
            return
        from rich.console import Console

        from coach.render.terminal import summary_table

        console = Console(highlight=False)
        console.print(summary_table((report, Path(path).name) for report, path in self.rows))
        if self.folder:
            console.print(f"{len(self.rows)} reports are in {self.out}", markup=False, soft_wrap=True)
