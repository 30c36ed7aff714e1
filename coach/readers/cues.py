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
_ONE_DIGIT = re.compile(r":\d(?:\D|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]([^<>\n]{1,200})>", re.I)
_TAG = re.compile(r"</?(?:v|c|b|i|u|s|lang|ruby|rt|font|span)(?:[.\s][^<>]{0,200})?>|<[\d:.]{5,16}>", re.I)
_STYLE = re.compile(r"\{\\[^{}]{1,60}\}")
_NAME = r"([^\W_][^:\n<>\]]{0,99}|[+(=_][^:\n<>\]]{1,99})"
_PREFIX = re.compile(rf"(?:- ?)?(?:>{{2,3}} ?)?\[?{_NAME}\]?: (.*)$")
_BOXED = re.compile(r"(?:- ?)?[\[(]([^\W\d_][^:\n<>()\[\]]{0,59})[\])] (.+)$")
_DASH = re.compile(r"^- ?(?=<v)", re.M)
# Where so many lines begin with a name, whatever stands there is one.
_NEARLY_ALL = 0.9
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
    """A timing line among the first lines, as machines write it: Teams' documents have "0:0:3.5"."""
    return any(
        _TIMING.match(line) and not _ONE_DIGIT.search(line) for line in source.text.lstrip()[:600].split("\n")[:4]
    )


def pieces(source: Source) -> Iterator[Piece]:
    """Read cues; a cue with two voices, in tags or on two lines, gives two pieces."""
    cues = list(islice(_cues(source.text.split("\n")), MAX_UTTERANCES + 1))
    texts = [_plain(cue.text) for cue in cues]
    prefix = _BOXED if _share(_BOXED, texts) >= _NEARLY_ALL else _PREFIX
    names = _prefix_names(prefix, texts)
    speaker = ""
    for cue in cues:
        for named, text in _voices(cue.text):
            lines = [(named, " ".join(text.split("\n")))] if named else _split(text, prefix, names)
            for found, words in lines:
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
        yield _Cue(seconds(timing[1]), seconds(timing[2]), "\n".join(text))


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """The voices of a cue, as `<v Name>` tags mark them; ("", text) where there are none."""
    parts = _VOICE.split(_DASH.sub("", text))
    if parts[0].strip():
        yield "", _plain(parts[0])
    for name, words in zip(parts[1::2], parts[2::2], strict=True):
        yield html.unescape(name).strip(), _plain(words)


def _plain(text: str) -> str:
    return html.unescape(_STYLE.sub("", _TAG.sub("", text))).strip()


def _share(prefix: re.Pattern[str], texts: Sequence[str]) -> float:
    return sum(prefix.match(_first_line(text)) is not None for text in texts) / max(1, len(texts))


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0]


def _prefix_names(prefix: re.Pattern[str], texts: Sequence[str]) -> frozenset[str]:
    """Names in front of the text: all where nearly all cues have one, else those that look like one or recur."""
    share = _share(prefix, texts)
    most, all_of_them = 2 * share >= 1, len(texts) > 1 and share >= _NEARLY_ALL
    heads = {m[1].strip() for m in map(prefix.match, map(_first_line, texts)) if m is not None and all_of_them}
    lines = [line for text in texts for line in text.split("\n")]
    counts = Counter(m[1].strip() for m in map(prefix.match, lines) if m is not None and could_be_name(m[1]))
    return frozenset(heads).union(
        n for n, c in counts.items() if (looks_like_name(n) and (most or c > 1 or is_role(n))) or (most and c > 1)
    )


def _split(text: str, prefix: re.Pattern[str], names: frozenset[str]) -> list[tuple[str, str]]:
    """The voices of a cue without tags: a line that begins with a name begins a voice."""
    found: list[tuple[str, str]] = []
    for line in text.split("\n"):
        match = prefix.match(line)
        if match is not None and match[1].strip() in names:
            found.append((match[1].strip(), match[2]))
            continue
        words = _CHEVRON.sub("", line, count=1) if line.startswith((">>", "- >>")) else line
        who, before = found.pop() if found else ("", "")
        found.append((who, f"{before} {words}".strip()))
    return found
