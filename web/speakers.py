"""Who speaks in a call, as the page shows it to be mended: the people, and each stretch of talk."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from coach.render import words
from coach.store.saving import transcript_of
from coach.store.schema import Call, Upload
from coach.transcript import Role, Transcript
from web.mending import corrected, standing

# What a line can be where the file does not name its speaker.
NAMELESS = (Role.REP, Role.PROSPECT, Role.GATEKEEPER)
WORDS = {
    Role.REP: "the rep",
    Role.PROSPECT: "the prospect",
    Role.GATEKEEPER: "the gatekeeper",
    Role.OTHER: "somebody else",
    Role.UNKNOWN: "not known",
}
KNOWN = {
    "file": "The file says who speaks for the seller.",
    "user": "A person said who the rep is.",
    "inferred": "Worked out from what each speaker says, {} sure.",
    "unknown": "Nothing tells who is who.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who can have said a line: `key` in a form, `name` on the page; `role` as it is now."""

    key: str
    name: str
    role: Role

    @property
    def words(self) -> str:
        """The role in words."""
        return WORDS[self.role]


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of talk: utterances `first` to `last`; `key` of who says it, "" for nobody known; mended by hand."""

    turn: int
    first: int
    last: int
    key: str
    name: str
    role: Role
    text: str
    start: float | None
    mended: bool

    def holds(self, number: int | None) -> bool:
        """Whether this utterance is in it."""
        return number is not None and self.first <= number <= self.last


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks in a call.

    Attributes:
        people: those whom the file names; empty where it names nobody.
        choices: who can have said a line: the people, or else roles.
        source, confidence: how the roles are known (as in a report), 0..1.
        mended: something was corrected, and can be undone.
        waiting: the report is older than the corrections; it is scored again.
    """

    people: tuple[Choice, ...]
    choices: tuple[Choice, ...]
    source: str
    confidence: float
    mended: bool
    waiting: bool

    @property
    def known(self) -> str:
        """How it is known who the rep is, as a sentence."""
        return KNOWN.get(self.source, "").format(words.percent(self.confidence).replace(" ", "\N{NO-BREAK SPACE}"))

    def choice(self, key: str) -> Choice | None:
        """The choice of this key."""
        return next((each for each in self.choices if each.key == key), None)


def read(call: Call, upload: Upload) -> Transcript:
    """The call's transcript as it is scored; `call` with its transcript, or in an open session."""
    return corrected(transcript_of(call), call.roles, upload.speaker)


def speakers_of(db: Session, call: Call) -> Speakers:
    """Who speaks in a call, for a page that includes `speakers_control.html`."""
    return speakers(call, read(call, db.get_one(Upload, call.upload_id)))


def speakers(call: Call, transcript: Transcript) -> Speakers:
    """Who speaks.

    Args:
        transcript: from `read`.
    """
    people = tuple(Choice(f"voice-{n}", name, role) for n, (name, role) in enumerate(transcript.roles) if name.strip())
    roles = tuple(Choice(f"role-{role}", WORDS[role].capitalize(), role) for role in NAMELESS)
    return Speakers(
        people,
        people if len(people) > 1 else roles,
        transcript.role_source,
        transcript.role_confidence,
        bool(call.roles.get("undo")),
        bool(call.roles.get("again")),
    )


def lines(call: Call, transcript: Transcript, single: bool = False) -> tuple[Line, ...]:
    """Every stretch of talk: each turn, or each `single` line as the recorder cut them."""
    mended = {int(number) for number in standing(call.roles).get("lines", {})}
    names = [name for name, _ in transcript.roles]
    named = len([name for name in names if name.strip()]) > 1
    found = []
    for run, turn in zip(transcript.runs, transcript.turns, strict=True):
        name = transcript.speakers[turn.voice]
        key = f"voice-{names.index(name)}" if named and name in names else f"role-{turn.role}"
        for part in [(n,) for n in run] if single else [run]:
            said = [transcript.utterances[n] for n in part]
            text, start = " ".join(u.text for u in said), said[0].start
            by_hand = not mended.isdisjoint(part)
            found.append(Line(turn.index, part[0], part[-1], key, name, turn.role, text, start, by_hand))
    return tuple(found)


def said_by(choice: Choice) -> str | dict[str, str]:
    """The choice as a correction of a line."""
    return {"speaker": choice.name} if choice.key.startswith("voice-") else choice.role.value
