"""The page: whole, closed to the network, and every quote leads to its words."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from report_samples import EVIL, SAMPLES, hostile, pushy, silent, voicemail

from coach.render import render
from coach.render.html import to_html
from coach.render.words import clean


class Page(HTMLParser):
    """Collects what the tests ask about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: dict[str, str] = {}
        self.marked: list[tuple[str, str]] = []
        self._turn = ""
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self._open.append((tag, found.get("class") or ""))
        if (found.get("id") or "").startswith("turn-"):
            self._turn = found["id"] or ""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        names, classes = {t for t, _ in self._open}, {c for _, c in self._open}
        if "said" in classes and "sup" not in names:
            self.said[self._turn] = self.said.get(self._turn, "") + data
        if "mark" in names and "said" in classes:
            self.marked.append((self._turn, data))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_link_resolves_inside_the_page(name: str) -> None:
    page = Page(to_html(SAMPLES[name]()))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_fetched(name: str) -> None:
    page = Page(to_html(SAMPLES[name]()))
    fetching = {"src", "srcset", "action", "style", "onerror", "onclick", "data", "poster"}
    assert not [attrs for _, attrs in page.tags if fetching & set(attrs)]
    assert {attrs["href"] for tag, attrs in page.tags if tag == "link"} == {"data:,"}
    assert not {"img", "iframe", "object", "base"} & {tag for tag, _ in page.tags}


@pytest.mark.parametrize("name", SAMPLES)
def test_policy_knows_exactly_the_inline_style_and_script(name: str) -> None:
    text = to_html(SAMPLES[name]())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
        assert "url(" not in inline


@pytest.mark.parametrize("name", SAMPLES)
def test_transcript_is_verbatim_and_every_quote_is_marked(name: str) -> None:
    report = SAMPLES[name]()
    page = Page(to_html(report))
    for turn in report.turns:
        assert page.said[f"turn-{turn.index}"].strip() == clean(turn.text).strip()
    for finding in report.findings:
        for quote in finding.quotes:
            marked = "".join(text for turn, text in page.marked if turn == f"turn-{quote.turn}")
            assert clean(quote.text) in marked


@pytest.mark.parametrize("name", SAMPLES)
def test_same_report_gives_same_bytes(name: str) -> None:
    assert to_html(SAMPLES[name]()) == render(SAMPLES[name](), "html")


def test_hostile_words_stay_words() -> None:
    text = to_html(hostile())
    page = Page(text)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert text.count("</style>") == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert page.said["turn-0"] == clean(EVIL[0])
    assert "{{ 7*7 }}" in page.said["turn-2"]


def test_says_what_it_does_not_know() -> None:
    text = to_html(silent())
    assert text.count("Did not come up") == 3
    assert "unsure, please look" in text
    assert "Nothing was found in this call." in text
    assert "drawn by words" in text
    assert "did not come up" in to_html(voicemail())


def test_card_says_what_when_and_who() -> None:
    text = to_html(pushy())
    assert "Tue 1 Dec 2026, 10:00" in text
    assert "Another call" in text
    assert "Guilt, insult or flattery" in text
    assert "correlations" in text


def test_no_more_than_three_pieces_of_advice() -> None:
    report = pushy()
    assert to_html(replace(report, advice=report.advice * 2)).count("Say instead") == 3
