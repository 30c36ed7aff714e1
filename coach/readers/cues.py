"""WebVTT and SRT: cues with times, and the speaker in a tag, in front of the text, or nowhere."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from coach.readers.clock import seconds
from coach.readers.draft import MAX_UTTERANCES, Piece
from coach.readers.label import could_be_name, is_role, looks_like_name
from coach.readers.source import Source

_STAMP = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,6})?"
_TIMING = re.compile(rf"\s{{0,8}}({_STAMP}) {{0,4}}-->\s{{0,4}}({_STAMP})")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]([^<>\n]{1,200})>", re.I)
_TAG = re.compile(r"</?(?:v|c|b|i|u|s|lang|ruby|rt|font|span)(?:[.\s][^<>]{0,200})?>|<[\d:.]{5,16}>", re.I)
_STYLE = re.compile(r"\{\\[^{}]{1,60}\}")
_PREFIX = re.compile(r"(?:- ?)?(?:>{2,3} ?)?\[?([^\W_][^:\n<>\]]{0,59})\]?: (.*)$", re.S)
_CHEVRON = re.compile(r"(?:- )?>{2,3} ?")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float | None
    end: float | None
    text: str


def sniff_vtt(source: Source) -> bool:
    """The signature WebVTT demands."""
    return source.text.lstrip().startswith("WEBVTT")


def sniff_srt(source: Source) -> bool:
    """A timing line among the first lines."""
    return any(_TIMING.match(line) for line in source.text.lstrip()[:600].split("\n")[:4])


def pieces(source: Source) -> Iterator[Piece]:
    """Read cues; a cue with two voices gives two pieces."""
    cues = list(islice(_cues(source.text.split("\n")), MAX_UTTERANCES + 1))
    names = _prefix_names([_plain(cue.text) for cue in cues])
    speaker = ""
    for cue in cues:
        for named, text in _voices(cue.text):
            found, words = (named, text) if named else _split(text, names)
            # A captioner names a speaker once and goes on; a file that uses tags names everybody.
            speaker = found or (speaker if names else "")
            yield Piece(speaker, words, cue.start, cue.end)


def _cues(lines: Sequence[str]) -> Iterator[_Cue]:
    """Cues in file order: a timing line, then text to the next blank line."""
    n = 0
    while n < len(lines):
        timing = _TIMING.match(lines[n]) if "-->" in lines[n][:60] else None
        n += 1
        if timing is None:
            continue
        text: list[str] = []
        while n < len(lines) and lines[n].strip() and not _TIMING.match(lines[n]):
            text.append(lines[n].strip())
            n += 1
        if n < len(lines) and lines[n].strip() and text and text[-1].isdigit():
            text.pop()  # no blank line between cues: the number belongs to the next one
        yield _Cue(seconds(timing[1]), seconds(timing[2]), " ".join(text))


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """The voices of a cue, as `<v Name>` tags mark them; ("", text) where there are none."""
    parts = _VOICE.split(text)
    if parts[0].strip():
        yield "", _plain(parts[0])
    for name, words in zip(parts[1::2], parts[2::2], strict=True):
        yield html.unescape(name).strip(), _plain(words)


def _plain(text: str) -> str:
    return html.unescape(_STYLE.sub("", _TAG.sub("", text))).strip()


def _prefix_names(texts: Sequence[str]) -> frozenset[str]:
    """Names in front of the text: all that look like one where most cues have one, else those that recur."""
    counts = Counter(m[1].strip() for m in map(_PREFIX.match, texts) if m is not None)
    counts = Counter({n: c for n, c in counts.items() if could_be_name(n)})
    most = 2 * counts.total() >= len(texts)
    return frozenset(
        n for n, c in counts.items() if (looks_like_name(n) and (most or c > 1 or is_role(n))) or (most and c > 1)
    )


def _split(text: str, names: frozenset[str]) -> tuple[str, str]:
    match = _PREFIX.match(text)
    if match is not None and match[1].strip() in names:
        return match[1].strip(), match[2]
    return "", _CHEVRON.sub("", text, count=1) if text.startswith((">>", "- >>")) else text
