"""The words for a time, and the day they mean: "Tuesday at ten", "half two on the 14th", "in December"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta

from coach.findings.when_words import (
    GLUE,
    MINUTES,
    MONTH,
    NUMBER,
    ORDINAL,
    PATTERNS,
    PERIODS,
    ROUND_MINUTES,
    TENS,
    TIMELY,
    UNITS,
    WEAK,
    WEEKDAY,
)


@dataclass(frozen=True, slots=True)
class When:
    """Words for a time in one text.

    Attributes:
        text: verbatim.
        start, end: place in the text.
        day: resolved against the call's date; None where that is unknown or the words are loose.
        time: "HH:MM" if an hour was named.
        specific: the words name one day (labels.md: "could put it in a calendar on one day").
    """

    text: str
    start: int
    end: int
    day: date | None
    time: str | None
    specific: bool


# Outside these years a date is a slip of the pen, and sums with it may leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2200
# What is longer is no word, and to take it apart sign by sign would take hours.
LONGEST_WORD = 60


@cache
def _matcher() -> tuple[Any, Any]:
    import spacy
    from spacy.matcher import Matcher

    nlp: Any = spacy.blank("en")
    nlp.tokenizer.token_match = lambda run: len(run) > LONGEST_WORD
    matcher = Matcher(nlp.vocab)
    for kind, patterns in PATTERNS.items():
        matcher.add(kind, patterns, greedy="LONGEST")
    return nlp, matcher


def _timely(doc: Any) -> Iterator[Any]:
    """Stretches of words of which a phrase for a time could be made: the matcher is dear, and most talk holds none."""
    start = 0
    for token in doc:
        if not (token.lower_ in TIMELY or token.is_punct or any(map(str.isdigit, token.lower_))):
            yield from _worth(doc[start : token.i])
            start = token.i + 1
    yield from _worth(doc[start:])


def _worth(stretch: Any) -> Iterator[Any]:
    if any(not (token.is_punct or token.lower_ in WEAK) for token in stretch):
        yield stretch


@lru_cache(1024)
def find_when(text: str, today: date | None) -> tuple[When, ...]:
    """Every phrase for a time in `text`, in order; neighbouring day and hour become one phrase."""
    if today and not FIRST_YEAR <= today.year <= LAST_YEAR:
        today = None
    nlp, matcher = _matcher()
    doc = nlp(text.replace("’", "'"))
    found = ((m, s + part.start, e + part.start) for part in _timely(doc) for m, s, e in matcher(part))
    spans = sorted(((s, e, nlp.vocab.strings[m]) for m, s, e in found), key=lambda x: (x[0], -x[1]))
    groups: list[list[tuple[int, int, str]]] = []
    for span in spans:
        if groups and span[0] < groups[-1][-1][1]:
            continue
        between = doc[groups[-1][-1][1] : span[0]] if groups else ()
        if groups and len(between) <= 3 and all(t.lower_ in GLUE for t in between) and _joins(groups[-1], span[2]):
            groups[-1].append(span)
        else:
            groups.append([span])
    return tuple(w for g in groups if (w := _when(doc, g, text, today)))


def _joins(group: list[tuple[int, int, str]], kind: str) -> bool:
    kinds = {k for _, _, k in group}
    return kind not in kinds and kinds | {kind} != {"vague", "time"}


def _when(doc: Any, group: list[tuple[int, int, str]], text: str, today: date | None) -> When | None:
    last = doc[group[-1][1] - 1]
    end_token = group[-1][1]
    if end_token < len(doc) and doc[end_token].lower_ in PERIODS:
        last = doc[end_token]
    start, end = doc[group[0][0]].idx, last.idx + len(last)
    words = {k: [t.lower_ for t in doc[s:e]] for s, e, k in group}
    day = _day(words["day"], today) if "day" in words and today else None
    if day is None and "span" in words and today:
        day = _span(words["span"], today)
    time = _clock(words["time"], text[start:end].lower()) if "time" in words else None
    if set(words) == {"time"} and not time:
        return None
    return When(text[start:end], start, end, day, time, "day" in words)


def _day(words: list[str], today: date) -> date | None:
    """The date that a day phrase means, never before `today`."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", joined := "".join(words)):
        return _iso(joined)
    if "tomorrow" in words:
        return today + timedelta(days=2 if "after" in words else 1)
    if {"today", "tonight", "morning", "afternoon", "evening"} & set(words):
        return today
    if found := _month_day(words, today):
        return found
    names = [WEEKDAY[w] for w in words if w in WEEKDAY]
    if not names:
        return None
    ahead = (names[0] - today.weekday()) % 7 or 7
    # "Tuesday week", "a week on Tuesday", and "next Tuesday" once this week's is still to come.
    later = "week" in words or ("next" in words and names[0] > today.weekday())
    return today + timedelta(days=ahead + (7 if later else 0))


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _month_day(words: list[str], today: date) -> date | None:
    tens = sum(TENS.get(w, 0) for w in words)
    number = next((tens + ORDINAL[w] for w in words if w in ORDINAL), None)
    number = number or next((int(w) for w in words if w.isdigit() and 1 <= int(w) <= 31), None)
    month = next((MONTH[w] for w in words if w in MONTH), None)
    if number is None:
        return None
    for ahead in range(14):
        first = today.replace(day=1) + relativedelta(months=ahead)
        if month in (None, first.month):
            try:
                day = first.replace(day=number)
            except ValueError:
                continue
            if day >= today:
                return day
    return None


def _span(words: list[str], today: date) -> date | None:
    """The first day that a loose span can mean, for the 30-day check; not a calendar day."""
    month = next((MONTH[w] for w in words if w in MONTH), None)
    if month:
        first = today.replace(day=1)
        return max(today, next(d for n in range(12) if (d := first + relativedelta(months=n)).month == month))
    if "new" in words:
        return date(today.year + 1, 1, 1)
    count = next((NUMBER[w] for w in words if w in NUMBER and w not in ("a", "an")), 1)
    count = 3 if "few" in words else 2 if "couple" in words else count
    unit = next(
        (w.rstrip("s") for w in words if w.rstrip("s") in ("day", "week", "month", "year", "quarter", "fortnight")),
        None,
    )
    if unit is None or "end" in words or "this" in words:
        return None
    steps = {
        "day": {"days": 1},
        "week": {"weeks": 1},
        "fortnight": {"weeks": 2},
        "month": {"months": 1},
        "quarter": {"months": 3},
        "year": {"years": 1},
    }
    return today + relativedelta(**{k: v * count for k, v in steps[unit].items()})  # type: ignore[arg-type]


def _clock(words: list[str], phrase: str) -> str | None:
    """ "HH:MM" of an hour phrase; an hour from one to six without am or pm is taken as afternoon."""
    if {"noon", "midday", "lunchtime"} & set(words):
        return "12:00"
    digits = re.search(r"(\d{1,2})[:.](\d\d)", " ".join(words)) or re.search(
        r"(\d{1,2})()(?=\s|am|pm|$)", " ".join(words)
    )
    if digits:
        hour, minute = int(digits[1]), int(digits[2] or 0)
    else:
        spoken = _spoken_clock([w for w in words if w != "-"])
        if spoken is None:
            return None
        hour, minute = spoken
    morning = "am" in phrase or "a.m" in phrase or "morning" in phrase
    if (
        hour < 12
        and not morning
        and ("pm" in phrase or "p.m" in phrase or hour <= 6 or "afternoon" in phrase or "evening" in phrase)
    ):
        hour += 12
    return f"{hour % 24:02d}:{minute:02d}" if minute < 60 else None


def _spoken_clock(words: list[str]) -> tuple[int, int] | None:
    """Hour and minute of "four forty five", "half past six", "quarter to two", "ten past nine"."""
    hours = [n for n, w in enumerate(words) if w in UNITS]
    if not hours:
        return None
    turning = next((n for n, w in enumerate(words) if w in ("past", "to", "half") and n < hours[-1]), None)
    if turning is not None:
        hour, away = UNITS.index(words[hours[-1]]) + 1, _away(words[: turning + 1])
        return (hour - 1, 60 - away) if words[turning] == "to" else (hour, away)
    after, unit, *_ = [*words[hours[0] + 1 :], "", ""]
    minute = MINUTES.get(after, 0)
    if after in ROUND_MINUTES and unit in UNITS[:9]:
        minute += UNITS.index(unit) + 1
    return UNITS.index(words[hours[0]]) + 1, minute


def _away(words: list[str]) -> int:
    """Minutes before or after the hour."""
    if "half" in words:
        return 30
    if "quarter" in words:
        return 15
    return next((MINUTES.get(w) or UNITS.index(w) + 1 for w in words if w in MINUTES or w in UNITS), 0)
