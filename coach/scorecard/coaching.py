"""What to coach next: where the rep loses most points against what the team shows is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coach.rubric import BUILT_IN, load_rubric
from coach.scorecard.card import TOO_FEW, Coaching, SeenQuote, Spread
from coach.scorecard.exact import UNIT, Part, mean, tenth
from coach.scorecard.figures import Frame, all_parts
from coach.scorecard.row import CallRow
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
    team = any(spreads.get(key) for key in titles)
    return tuple(_coaching(room, frame, spreads.get(room.key), team) for room in ranked[:MOST_COACHING])


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


def _coaching(room: _Room, frame: Frame, spread: Spread | None, team: bool) -> Coaching:
    why, say = _taught(room.key, frame)
    return Coaching(
        criterion=room.key.name,
        title=room.title,
        question=room.key.question,
        n=room.n,
        mean=tenth(room.mean),
        possible=tenth(room.possible),
        against=room.against,
        lost=tenth(room.lost),
        because=_because(room, spread, team),
        why=why,
        say=say,
        quotes=_quotes(room.key, frame),
    )


def _because(room: _Room, spread: Spread | None, team: bool) -> str:
    mean, possible, each = tenth(room.mean), tenth(room.possible), tenth(room.lost / room.n)
    earned = f"It came up in {room.n} calls and earned {mean:.0f} of 100"
    lost = f"That is about {each:g} point{'' if each == 1 else 's'} a call."
    if room.against == "team" and spread:
        return f"{earned}; the best quarter of {spread.reps} reps earns {possible:.0f} or more. {lost}"
    if team:
        return f"{earned}; no criterion lags behind the team's best quarter, so this is against full points. {lost}"
    return f"{earned}; too few reps to compare with, so this is against full points. {lost}"


def _taught(key: Key, frame: Frame) -> tuple[str, str]:
    """Why, and what to say: by the latest report that advised it, else by the built-in rubric that judged."""
    for row, values in frame.now:
        for advice in row.advice if key in values else ():
            if advice.criterion == key.name:
                return advice.why, advice.say
    for name, digest in sorted({(row.rubric, row.rubric_digest) for row, values in frame.now if key in values}):
        rubric = load_rubric(name) if name in BUILT_IN else None
        for c in rubric.criteria if rubric and rubric.digest == digest else ():
            if c.name == key.name:
                return c.advice.why, c.advice.say
    return "", ""


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
        return SeenQuote(row.call, row.day, row.prospect, worst.text, worst.turn, worst.role, False)
    given = next((a for a in row.advice if a.criterion == key.name and a.text), None)
    if given is None:
        return None
    return SeenQuote(row.call, row.day, row.prospect, given.text, given.turn, given.role, given.closing)
