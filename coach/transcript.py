"""What was said, by whom, when: the frozen data that every later stage reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby


class Role(StrEnum):
    """Who a speaker is in the call (shared by corpus, model and reports)."""

    REP = "rep"
    PROSPECT = "prospect"
    GATEKEEPER = "gatekeeper"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech as the recorder cut it.

    Attributes:
        speaker: the name the file gives, or "" where it gives none.
        text: the words, stripped, never empty.
        start: seconds from the start of the call, or None where the file has no times.
        end: seconds, not before `start`, or None.
        role: the role the file states for this utterance, or None.
    """

    speaker: str
    text: str
    start: float | None = None
    end: float | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of speech: one or more utterances in a row.

    Attributes:
        index: 0-based place in the call, as `coach label` numbers it.
        role: who speaks; UNKNOWN where nothing tells.
        voice: 0-based number of the speaker in order of appearance (names never go further than here).
        text: the utterances' texts joined by one space.
        start, end: seconds or None.
    """

    index: int
    role: Role
    voice: int
    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one turn, verbatim: `turn.text[start:end] == text`.

    Attributes:
        turn: index of the turn, from 0.
    """

    turn: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Transcript:
    """A call as read from a file, before and after roles are known.

    Attributes:
        id: the call's id: from the file, else the file's name.
        utterances: as the recorder cut them; never empty.
        source: the file's name as the user gave it, for messages.
        format: name of the reader that read it (see `coach formats`).
        day: the date of the call, if known; relative dates are resolved against it.
        rep: the rep's name as the file states it, if it does.
        plan, backup: the rungs (or words) the rep set out to reach, if given.
        whole_turns: the file states turns itself (coach's own format), so none are merged.
        roles: role of each speaker name, filled by `coach.roles`.
        role_confidence: 0..1, how sure the roles are; 1 where the file or the user said so.
        role_source: "file", "user", "inferred" or "unknown".
    """

    id: str
    utterances: tuple[Utterance, ...]
    source: str = ""
    format: str = ""
    day: date | None = None
    rep: str | None = None
    plan: str | None = None
    backup: str | None = None
    whole_turns: bool = False
    roles: tuple[tuple[str, Role], ...] = ()
    role_confidence: float = 0.0
    role_source: str = "unknown"

    @property
    def speakers(self) -> tuple[str, ...]:
        """Speaker names in order of appearance."""
        return tuple(dict.fromkeys(u.speaker for u in self.utterances))

    @property
    def timed(self) -> bool:
        """True where every utterance has a start."""
        return all(u.start is not None for u in self.utterances)

    @cached_property
    def runs(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the utterances of each turn: those of one speaker in a row, or one where the file states turns."""
        numbers = range(len(self.utterances))
        if self.whole_turns or not any(self.speakers):
            return tuple((n,) for n in numbers)
        said = self.utterances
        return tuple(tuple(run) for _, run in groupby(numbers, key=lambda n: (said[n].speaker, said[n].role)))

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The call as turns: runs of utterances of one speaker, or the turns the file states."""
        known = dict(self.roles)
        voices = {name: n for n, name in enumerate(self.speakers)}
        runs = [[self.utterances[n] for n in run] for run in self.runs]
        return tuple(
            Turn(
                index=n,
                role=run[0].role or known.get(run[0].speaker, Role.UNKNOWN),
                voice=voices[run[0].speaker],
                text=" ".join(u.text for u in run),
                start=run[0].start,
                end=run[-1].end,
            )
            for n, run in enumerate(runs)
        )
