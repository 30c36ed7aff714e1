"""Markdown: whole, and no spoken word becomes a heading, link, table, image or HTML."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from report_samples import EVIL, SAMPLES, hostile, pushy

from coach.render.markdown import escape, to_markdown
from coach.render.words import tidy

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def flat(text: str) -> list[Token]:
    """Every token of a Markdown text, inside and outside of lines."""
    return [t for token in READER.parse(text) for t in (token, *(token.children or ()))]


def shown(text: str) -> str:
    """The words a reader sees."""
    return "".join(t.content for t in flat(text) if t.type in ("text", "text_special", "code_inline"))


@pytest.mark.parametrize("words", [*EVIL, "~~gone~~", "a_b_c", "&amp;", "1) x", "![x](y)", "\\# x", "+ x", "- [ ] x"])
def test_escaped_words_read_as_they_were_said(words: str) -> None:
    for frame in ("{}", "> {}", "x\n{}", "> x\n> {}"):
        tokens = flat(frame.format(escape(words)))
        assert {t.type for t in tokens} <= {
            "paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close", "inline",
            "text", "softbreak", "text_special", "html_inline",
        }  # fmt: skip
        assert {t.content for t in tokens if t.type == "html_inline"} <= {"<!-- -->"}
    assert shown(escape(words)) == tidy(words)


@pytest.mark.parametrize("name", SAMPLES)
def test_only_our_own_headings_and_no_links(name: str) -> None:
    report = SAMPLES[name]()
    text = to_markdown(report)
    types = [t.type for t in flat(text)]
    assert not {"link_open", "image", "html_block", "code_block", "fence", "code_inline", "hr"} & set(types)
    assert types.count("heading_open") == sum(line.startswith("#") for line in text.splitlines())
    assert text.endswith("\n")
    assert text == to_markdown(SAMPLES[name]())


def test_quotes_are_in_the_text() -> None:
    for make in (pushy, hostile):
        seen = shown(to_markdown(make()))
        assert all(tidy(quote.text) in seen for finding in make().findings for quote in finding.quotes)


def test_answers_stand_first() -> None:
    text = to_markdown(pushy())
    assert text.index("## Was a next step secured? Yes") < text.index("## Scores") < text.index("## Next step\n")
    assert "unsure, please look" in text
