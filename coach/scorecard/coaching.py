"""What to coach next: where the rep loses most points against what the team shows is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coach.scorecard.card import TOO_FEW, Coaching, SeenQuote, Spread
from coach.scorecard.exact import UNIT, Part, mean, tenth
from coach.scorecard.figures import Frame, all_parts
from coach.scorecard.row import AdviceRow, CallRow
from coach.scorecard.values import Key

MOST_COACHING = 3
MOST_QUOTES = 3
# Less than a tenth of a criterion's points is within what one call more would change.
LEAST_GAP = 10
FULL = Fraction(100)


@dataclass(frozen=True, slots=True)
class _Room:
    """How far a criterion is from what is possible: `lost` in points over the period."""

    key: Key
    title: str
    n: int
    mean: Fraction
    possible: Fraction
    against: str
    lost: Fraction


def coach_next(frame: Frame, titles: Mapping[Key, str], spreads: Mapping[Key, Spread | None]) -> tuple[Coaching, ...]:
    """At most three criteria, most points lost first; criteria with too few calls are never named.

    The team shows what is possible where it can; where no criterion lags behind it, full points do.
    """
    behind = [room for room in _rooms(frame, titles, spreads, "team") if room.mean + LEAST_GAP <= room.possible]
    if not behind:
        behind = [room for room in _rooms(frame, titles, spreads, "full") if room.mean + LEAST_GAP <= room.possible]
    ranked = sorted(behind, key=lambda room: (-room.lost, room.key))
    level = any(spreads.get(key) for key in titles)
    return tuple(_coaching(room, frame, level) for room in ranked[:MOST_COACHING])


def _rooms(
    frame: Frame, titles: Mapping[Key, str], spreads: Mapping[Key, Spread | None], against: str
) -> Iterator[_Room]:
    for key, title in titles.items():
        parts, spread = all_parts(key, frame.now), spreads.get(key)
        average = mean(parts)
        if average is None or len(parts) < TOO_FEW or (against == "team" and not spread):
            continue
        possible = Fraction(str(spread.upper_quartile)) if against == "team" and spread else FULL
        yield _Room(key, title, len(parts), average, possible, against, _lost(parts, average, possible))


def _lost(parts: Sequence[Part], average: Fraction, possible: Fraction) -> Fraction:
    """Points over the period: the gap times what the criterion was worth in each call."""
    return (possible - average) / 100 * sum(Fraction(part.bottom, UNIT) for part in parts)


def _coaching(room: _Room, frame: Frame, level: bool) -> Coaching:
    given = list(_given(room.key, frame))
    words = next((advice for _, advice in given), None)
    return Coaching(
        criterion=room.key.name,
        title=room.title,
        question=room.key.question,
        n=room.n,
        mean=tenth(room.mean),
        possible=tenth(room.possible),
        against=room.against,
        lost=tenth(room.lost),
        because=_because(room, level),
        why=words.why if words else "",
        say=words.say if words else "",
        quotes=_quotes(room.key, frame),
    )


def _because(room: _Room, level: bool) -> str:
    earned = f"It came up in {room.n} calls and earned {room.mean:.0f} of 100"
    each = f"about {_plain(room.lost / room.n)} points a call"
    if room.against == "team":
        return f"{earned}; the best quarter of the team earns {room.possible:.0f} or more. That is {each}."
    if level:
        return f"{earned}: level with the team's best quarter, so measured against full points. That is {each}."
    return f"{earned}; there is no team to compare with, so measured against full points. That is {each}."


def _plain(value: Fraction) -> str:
    return f"{tenth(value):.1f}".removesuffix(".0")


def _given(key: Key, frame: Frame) -> Iterator[tuple[CallRow, AdviceRow]]:
    """Advice on the criterion, latest call first."""
    for row, values in frame.now:
        for advice in row.advice if key in values else ():
            if advice.criterion == key.name:
                yield row, advice


def _quotes(key: Key, frame: Frame) -> tuple[SeenQuote, ...]:
    """What was said where points were lost: moments before mere endings, then most lost, then latest."""
    found = []
    for row, values in frame.now:
        if key in values and (quote := _quote(key, row)):
            share = Fraction(values[key].top, values[key].bottom)
            found.append((quote.closing, share, quote))
    ranked = sorted((item for item in found if item[1] < FULL), key=lambda item: item[:2])
    return tuple(quote for _, _, quote in ranked[:MOST_QUOTES])


def _quote(key: Key, row: CallRow) -> SeenQuote | None:
    """The words of the worst moment if it is of this criterion, else those that the advice quotes."""
    worst = row.worst
    if worst and (worst.question, worst.criterion) == (key.question, key.name):
        return SeenQuote(row.call, row.day, row.prospect, worst.text, worst.turn, False)
    given = next((a for a in row.advice if a.criterion == key.name and a.text), None)
    return SeenQuote(row.call, row.day, row.prospect, given.text, given.turn, given.closing) if given else None
