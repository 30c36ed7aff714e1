"""A page as tests ask about it: text, headings, links, ids."""

from __future__ import annotations

from html.parser import HTMLParser

UNSEEN = frozenset({"script", "style"})
VOID = frozenset({"input", "br", "meta", "link", "img", "hr"})


class Page(HTMLParser):
    """A page that was read.

    Attributes:
        html: as it came.
        text: what can be read, on one line.
        headings: of all levels, in order.
        links: every `href` of an `a`.
        ids: of all elements.
        by_id: what can be read within each element that has an id.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.headings: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.by_id: dict[str, str] = {}
        self._said: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.text = " ".join(" ".join(self._said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        name = found.get("id") or ""
        if name:
            self.ids.append(name)
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append("")
        if tag not in VOID:
            self._open.append((tag, name))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._open}
        if tags & UNSEEN:
            return
        self._said.append(data)
        for _, name in self._open:
            if name:
                self.by_id[name] = self.by_id.get(name, "") + data
        if tags & {"h1", "h2", "h3", "h4"}:
            self.headings[-1] = (self.headings[-1] + data).strip()
