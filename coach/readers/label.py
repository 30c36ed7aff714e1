"""Labels at the head of a line: who speaks, and when, in the many ways people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.readers.clock import CLOCK

# Every quantifier is bounded and every pattern anchored, so that a hostile line costs no more than its head.
_PHONE = r"\+?[\d(][\d ().*-]{5,22}\d"
_NAME = r"(?P<name>" + _PHONE + r"|(?:\+|_{1,2})?[^\W_][^:\[\](){}<>|\t\n]{0,59}?(?: ?\([^()\d\n][^()\n]{0,40}\))?)"
_DATE = r"(?P<date>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:, ?| |T))?"
_LOOSE = r"\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?"
_TIME = rf"{_DATE}(?P<clock>{CLOCK}|{_LOOSE})(?: ?(?:-->|->|–|-|to) ?(?P<end>{CLOCK}|{_LOOSE}))?"
_BOXED = rf"[\[(] ?{_TIME} ?[\])]"
_TEXT = r"(?P<text>.*)$"

# Tried in this order. `sure`: the form itself shows that the name is a speaker's.
_FORMS: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern), sure)
    for pattern, sure in (
        (rf"{_BOXED} ?[-–|]? ?<{_NAME}> {_TEXT}", True),  # [10:02] <dana> text
        (rf"{_BOXED} ?[-–|]? ?(?:>> ?)?{_NAME}:(?:\s|$){_TEXT}", True),  # [00:12] Dana: text
        (rf"{_TIME} ?[-–|]? {{0,3}}(?:>> ?)?{_NAME}:(?:\s|$){_TEXT}", True),  # 00:12 Dana: text
        (rf"(?:>> ?)?{_NAME} ?[,|-]? ?{_BOXED} ?(?::|$){_TEXT}", True),  # Dana (00:12): text
        (rf"{_NAME} ?\[ ?{_TIME} ?\]\s{_TEXT}", False),  # Dana [00:12] text
        (rf"\[{_NAME}\] {{1,4}}{_TIME}\s{{0,4}}$(?P<text>)", True),  # [Dana] 10:02:11
        (
            rf"{_NAME}(?: ?[|,•·–-]\s{{0,4}}|\s{{1,4}}){_DATE}(?P<clock>{CLOCK})\s{{0,4}}(?::|(?<=\t)|$){_TEXT}",
            True,
        ),  # Dana  0:12
        (rf">{{2,3}} ?{_NAME}:(?:\s|$){_TEXT}", True),  # >> DANA: text
        (rf"<{_NAME}> {_TEXT}", True),  # <dana> text
        (rf"\[{_NAME}\]:(?:\s|$){_TEXT}", True),  # [Dana]: text
        (rf"{_BOXED}(?:\s|$){_TEXT}", False),  # [00:12] text
        (rf"{_TIME}(?:\s{{0,3}}[-–|])?(?:\s|$){_TEXT}", False),  # 00:12 text
        (rf">{{2,3}} {_TEXT}", False),  # >> text
        (rf"{_NAME}:(?:\s|$){_TEXT}", False),  # Dana: text
    )
)
_BOLD = re.compile(r"(?:[-*+>] {1,3})?(?:\*\*|__)(?P<label>[^*\n]{1,100})(?:\*\*|__)(?P<rest>.*)$")
_ITALIC = re.compile(r"(?:[-*+>] {1,3})?([*_])(?P<label>[^*_\n]{1,100}:)\1(?P<rest>.*)$")
_ITALIC_CLOCK = re.compile(rf"([*_])(\(?{CLOCK}\)?)\1")
_LIST_MARK = re.compile(r"^(?:[-*•>] {1,3}|\d{1,4}[.)] {1,3})(?=\S)")
_HEAD = 240
_WORD = re.compile(r"[^\W_]")
_TO_ALL = re.compile(r"From {1,3}(.{1,50}?) {1,3}to {1,3}.{1,50}$", re.I)  # Zoom's chat
# What is said of a call, not in it.
_FORM_FIELDS_WORDS = (
    "date time duration attendees participants subject title call id meeting topic recording transcript "
    "location organizer company account phone language created note notes summary agenda source url "
    "http https ps re length started ended start end"
)
FORM_FIELDS = frozenset(_FORM_FIELDS_WORDS.split())
_SMALL_WORDS = "de la le van von der den da di du of the and from at y e bin al el & -"
_SMALL = frozenset(_SMALL_WORDS.split())
# Names that are a speaker's even where they stand only once in a file.
_ROLE = re.compile(
    r"(?:sales )?(?:rep|agent|seller|prospect|customer|client|buyer|gatekeeper|receptionist|caller"
    r"|host|guest)$",
    re.I,
)
_NUMBERED = re.compile(r"(?:speaker|voice|channel|spk|caller|person|agent|participant)[ _-]?\w{1,3}$", re.I)


@dataclass(frozen=True, slots=True)
class Label:
    """A line taken apart; `name` is None where the line has only a time."""

    name: str | None
    clock: str | None
    end: str | None
    text: str
    sure: bool


def label(line: str) -> Label | None:
    """Take the label off a line, or None where it has none."""
    bold = _BOLD.match(line[:_HEAD]) or _ITALIC.match(line[:_HEAD])
    if bold is not None:
        found = label_of(bold["label"] + _ITALIC_CLOCK.sub(r"\2", bold["rest"], count=1) + line[_HEAD:])
        if found is not None and found.name and bold["rest"][:1] in (" ", ":", "") and _ends(bold, found):
            return Label(found.name, found.clock, found.end, found.text, True)
    return label_of(_LIST_MARK.sub("", line, count=1)) or label_of(line)


def _ends(bold: re.Match[str], found: Label) -> bool:
    """Bold words are a label only where the label is all that is bold."""
    return found.name is not None and len(bold["label"]) <= len(found.name) + 20


def label_of(line: str) -> Label | None:
    """Take a plain label off a line."""
    if ":" not in line[:_HEAD]:
        line = line.replace("：", ": ", 1)
    head = line[:_HEAD]
    if ":" not in head and head[:1] not in "<>":
        return None
    for pattern, sure in _FORMS:
        match = pattern.match(head)
        if match is None:
            continue
        found = match.groupdict()
        name = _TO_ALL.sub(r"\1", (found.get("name") or "").strip()) or None
        if name and not could_be_name(name):
            continue
        text = (found["text"] + line[_HEAD:]).strip()
        return Label(name, _clock(found), found.get("end"), text, sure)
    return None


def _clock(found: dict[str, str | None]) -> str | None:
    """The clock; beside a date "10:02" is hours and minutes, so the seconds are added."""
    clock = found.get("clock")
    return f"{clock}:00" if clock and found.get("date") and len(clock) <= 5 else clock


def could_be_name(name: str) -> bool:
    """Short enough for a name, and no sentence."""
    return len(name.split()) <= 6 and not re.search(r"[?!;\"“”]|\.\s+[a-z]|,\s+[a-z]", name)


def is_role(name: str) -> bool:
    """A role or a numbered speaker in place of a name."""
    return bool(_ROLE.match(name) or _NUMBERED.match(name))


def looks_like_name(name: str) -> bool:
    """Written like a name: capitals, one word, or a numbered speaker."""
    if _NUMBERED.match(name):
        return True
    name = re.sub(r"(?<=\w) ?\([^()]{1,40}\)$", "", name)
    words = [w for w in re.split(r"[\s(),]+", name) if _WORD.search(w)]
    if len(words) == 1:
        return True
    return len(words) <= 5 and all(w.lower() in _SMALL or w != w.lower() or w == w.upper() for w in words)
