"""Words that name a time, and how they stand together: the data of `coach.findings.when`."""

from __future__ import annotations

from typing import Any

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
WEEKDAY = {name: n for n, name in enumerate(DAYS)} | {f"{d}s": n for n, d in enumerate(DAYS)} | SHORT_DAYS
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = {m: n + 1 for n, m in enumerate(MONTHS)} | {m[:3]: n + 1 for n, m in enumerate(MONTHS) if m != "may"}
UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER = {w: n + 1 for n, w in enumerate(UNITS)} | {str(n): n for n in range(1, 61)} | {"a": 1, "an": 1}
# Minutes after the hour as they are said; the round ones may be followed by a unit ("four forty five").
ROUND_MINUTES = {"oh": 0, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
MINUTES = {"ten": 10, "fifteen": 15, **ROUND_MINUTES}
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
ORDINAL = {w: n + 1 for n, w in enumerate(ORDINALS)}
TENS = {"twenty": 20, "thirty": 30}
ORDINAL |= {f"{n}{s}": n for n in range(1, 32) for s in ("st", "nd", "rd", "th")}
PERIODS = ("morning", "afternoon", "evening", "night", "lunchtime", "lunch", "noon", "midday")
SPANS = ("day", "days", "week", "weeks", "month", "months", "fortnight", "year", "years", "quarter")
SEASONS = ("spring", "summer", "autumn", "fall", "winter", "christmas", "easter", "new year")
VAGUE = ("sometime", "soon", "later", "someday", "eventually", "whenever")

# A day a calendar can hold, then looser times. Token patterns in spaCy's Matcher form: data, not code.
_LOW = "LOWER"
_DAY = {_LOW: {"IN": sorted(WEEKDAY)}}
_LEAD = {_LOW: {"IN": ["this", "next", "coming", "following", "on"]}, "OP": "?"}
_MONTH = {_LOW: {"IN": sorted(MONTH)}}
_ORD = {_LOW: {"IN": sorted(ORDINAL)}}
_TENS: list[dict[str, Any]] = [
    {_LOW: {"IN": list(TENS)}},
    {_LOW: "-", "OP": "?"},
    {_LOW: {"IN": ORDINALS[:9]}},
]
_HOUR = {_LOW: {"IN": [*UNITS, *map(str, range(1, 24))]}}
_PREP = {_LOW: {"IN": ["at", "around", "about", "after", "before", "by", "for", "from", "till", "until"]}}


def _digits(count: int) -> dict[str, Any]:
    return {"IS_DIGIT": True, "LENGTH": count}


PATTERNS: dict[str, list[list[dict[str, Any]]]] = {
    "day": [
        [_LEAD, _DAY],
        [_DAY, {_LOW: {"IN": ["week", "next"]}}],
        [{_LOW: "a"}, {_LOW: "week"}, {_LOW: {"IN": ["on", "from"]}, "OP": "?"}, _DAY],
        [{_LOW: {"IN": ["today", "tonight", "tomorrow"]}}],
        [{_LOW: "day"}, {_LOW: "after"}, {_LOW: "tomorrow"}],
        [{_LOW: "this"}, {_LOW: {"IN": ["morning", "afternoon", "evening"]}}],
        *([_DAY, {"IS_PUNCT": True, "OP": "?"}, {_LOW: "the", "OP": "?"}, *o] for o in ([_ORD], _TENS)),
        *([{_LOW: {"IN": ["on", "by", "till", "until"]}}, {_LOW: "the"}, *o] for o in ([_ORD], _TENS)),
        *([{_LOW: "the"}, *o] for o in ([{_LOW: {"IN": ORDINALS[3:]}}], _TENS)),
        [{_LOW: "the"}, {_LOW: {"IN": [w for w in sorted(ORDINAL) if w[0].isdigit()]}}],
        *([{_LOW: "the", "OP": "?"}, *o, {_LOW: "of", "OP": "?"}, _MONTH] for o in ([_ORD], _TENS)),
        *([_MONTH, {_LOW: "the", "OP": "?"}, *o] for o in ([_ORD], _TENS)),
        [_MONTH, {"IS_DIGIT": True, "LENGTH": {"<=": 2}}],
        [{"IS_DIGIT": True, "LENGTH": {"<=": 2}}, _MONTH],
        [_digits(4), {_LOW: "-"}, _digits(2), {_LOW: "-"}, _digits(2)],
        [{"TEXT": {"REGEX": r"^\d{1,2}/\d{1,2}(/\d{2,4})?$"}}],
    ],
    "span": [
        [{_LOW: {"IN": ["in", "within"]}}, {_LOW: {"IN": sorted(NUMBER)}}, {_LOW: {"IN": list(SPANS)}}],
        [
            {_LOW: "in"},
            {_LOW: "a"},
            {_LOW: {"IN": ["few", "couple"]}},
            {_LOW: "of", "OP": "?"},
            {_LOW: {"IN": list(SPANS)}},
        ],
        [
            {_LOW: {"IN": ["next", "this", "following"]}},
            {_LOW: {"IN": ["week", "month", "quarter", "year", "weekend"]}},
        ],
        [
            {_LOW: {"IN": ["end", "middle", "start", "beginning"]}},
            {_LOW: "of"},
            {_LOW: {"IN": ["the", "next", "this"]}, "OP": "?"},
            {_LOW: {"IN": ["week", "month", "quarter", "year", *MONTHS]}},
        ],
        [{_LOW: {"IN": ["in", "by", "until", "early", "late", "mid", "after", "around"]}}, _MONTH],
        [
            {_LOW: {"IN": ["in", "after", "next", "around"]}},
            {_LOW: "the", "OP": "?"},
            {_LOW: {"IN": [*SEASONS[:7], "holidays", "weekend"]}},
        ],
        [{_LOW: {"IN": ["in", "after"]}}, {_LOW: "the"}, {_LOW: "new"}, {_LOW: "year"}],
    ],
    "time": [
        [
            _PREP,
            _HOUR,
            {_LOW: {"IN": [*MINUTES, "o'clock"]}, "OP": "?"},
            {_LOW: "-", "OP": "?"},
            {_LOW: {"IN": UNITS[:9]}, "OP": "?"},
            {_LOW: {"IN": ["am", "pm", "a.m.", "p.m.", "o'clock"]}, "OP": "?"},
        ],
        [_HOUR, {_LOW: {"IN": ["fifteen", "thirty"]}}],
        [_HOUR, {_LOW: {"IN": ["thirty", "forty"]}}, {_LOW: "-", "OP": "?"}, {_LOW: "five"}],
        # Not "from five to six", which are two hours.
        [
            {_LOW: {"IN": ["at", "by", "before", "around"]}},
            {_LOW: {"IN": ["five", "ten", "twenty"]}},
            {_LOW: {"IN": ["past", "to"]}},
            {_LOW: {"IN": UNITS}},
        ],
        [_HOUR, {_LOW: {"IN": ["am", "pm", "a.m.", "p.m.", "o'clock"]}}],
        [{_LOW: "half"}, {_LOW: {"IN": ["past", "-"]}, "OP": "?"}, {_LOW: {"IN": UNITS}}],
        [{_LOW: "quarter"}, {_LOW: {"IN": ["past", "to"]}}, {_LOW: {"IN": UNITS}}],
        [{"TEXT": {"REGEX": r"^\d{1,2}[:.]\d\d$"}}, {_LOW: {"IN": ["am", "pm", "a.m.", "p.m."]}, "OP": "?"}],
        [{"TEXT": {"REGEX": r"(?i)^\d{1,2}([:.]\d\d)?(am|pm)$"}}],
        [{_LOW: {"IN": ["noon", "midday", "lunchtime"]}}],
    ],
    "vague": [
        [{_LOW: {"IN": list(VAGUE)}}],
        [{_LOW: "down"}, {_LOW: "the"}, {_LOW: {"IN": ["road", "line", "track"]}}],
    ],
}
GLUE = frozenset(
    [
        "at",
        "on",
        "in",
        "the",
        "around",
        "about",
        "after",
        "before",
        "by",
        "for",
        "a",
        "of",
        ",",
        "and",
        "to",
        "then",
        "this",
        "from",
        "-",
    ]
) | set(PERIODS)


def _words(spec: Any) -> set[str]:
    """The words that a token pattern names."""
    lower = spec.get(_LOW, ())
    return {lower} if isinstance(lower, str) else set(lower["IN"] if lower else ())


# Every word that can be part of a phrase for a time, and those that never make one by themselves.
TIMELY = frozenset(w for patterns in PATTERNS.values() for p in patterns for spec in p for w in _words(spec))
WEAK = frozenset(
    {
        "a",
        "about",
        "after",
        "an",
        "around",
        "at",
        "before",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "past",
        "the",
        "this",
    }
    | {"till", "to", "until", "within"}
)
