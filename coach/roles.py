"""Who is the rep: said by the user or the file, else inferred from the words, never from the names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from coach.errors import CoachError
from coach.role_cues import CUES, RATES
from coach.role_words import AUTOMATED, CALL_BACK, GATE, role_word
from coach.transcript import Role, Transcript

_OPENED = -0.4
_SHARE = 1.8
# Confidence is the logistic of the lead in score; this makes it come true as often as it says.
_SLOPE = 2.0

_VOICEMAIL_WORDS = 250
_BYSTANDER = 0.04  # of all words
_TALKS = 0.1  # of all words
_COLLEAGUE = 1.0  # in score
_ONLY_ONE = 0.95  # confidence where all other voices are known or machines


def assign_roles(transcript: Transcript, rep: str | None = None) -> Transcript:
    """Say who is rep, prospect, gatekeeper or other, and how sure that is.

    The user's word comes first, then the roles and the rep the file states. Only a file that states
    neither has its speakers' names read for role words ("Agent:"); all else is told from what is said.

    Args:
        transcript: the call.
        rep: the rep's name as the user gave it: in any case, its beginning or one of its words will do.

    Returns:
        The transcript with `roles`, `role_confidence` and `role_source` filled.

    Raises:
        CoachError: `rep` is nobody's name, or could be two people's.
    """
    if rep:
        named = _named(transcript, rep)
        transcript = _corrected(transcript, named)
        return _finish(transcript, {**_stated(transcript), named: Role.REP}, 1.0, "user")
    known = _stated(transcript)
    if Role.REP in known.values():
        return _finish(transcript, known, 1.0, "file")
    if (found := _match(transcript.rep or "", transcript.speakers)) is not None:
        return _finish(transcript, {**known, found: Role.REP}, 1.0, "file")
    known = known or _by_name(transcript.speakers)
    if Role.REP in known.values():
        return _finish(transcript, known, 1.0, "file")
    return _infer(transcript, known)


def _named(call: Transcript, rep: str) -> str:
    if (named := _match(rep, call.speakers)) is not None:
        return named
    listed = ", ".join(filter(None, call.speakers)) or "nobody has a name"
    raise CoachError(f"no one speaker in {call.id} goes by {rep!r}; the speakers are: {listed}.")


def _corrected(call: Transcript, rep: str) -> Transcript:
    """The call without those roles of the file that contradict the user: the rep's, and another rep's."""
    if _stated(call).get(rep) is Role.REP:
        return call
    turns = (replace(u, role=None) if u.speaker == rep or u.role is Role.REP else u for u in call.utterances)
    return replace(call, utterances=tuple(turns))


def _stated(transcript: Transcript) -> dict[str, Role]:
    """Roles the file gives to speakers: what most of their utterances say."""
    said: dict[str, Counter[Role]] = {}
    for u in transcript.utterances:
        if u.role is not None and u.role is not Role.UNKNOWN:
            said.setdefault(u.speaker, Counter())[u.role] += 1
    return {name: roles.most_common(1)[0][0] for name, roles in said.items()}


def _by_name(names: Sequence[str]) -> dict[str, Role]:
    """Roles that stand for names, unless they tell nobody from another ("Agent 1", "Agent 2")."""
    found = {name: role for name in names if (role := role_word(name))}
    all_one = len(names) > 1 and len(found) == len(names) and len(set(found.values())) == 1
    return {} if all_one else found


def _match(wanted: str, names: Sequence[str]) -> str | None:
    """The one speaker who is meant: by the exact name, else in any case, else its beginning or a word of it."""
    key = wanted.strip().casefold()
    tests = (
        [n for n in names if key and n == wanted.strip()],
        [n for n in names if key and n.casefold() == key],
        [n for n in names if key and n.casefold().startswith(key)],
        [n for n in names if key in n.casefold().split()],
    )
    found = next((hits for hits in tests if hits), [])
    return found[0] if len(found) == 1 else None


def _finish(
    call: Transcript, known: dict[str, Role], sure: float, source: str, voices: Sequence[Voice] = ()
) -> Transcript:
    """Fill in the roles of those who are not known to be this or that, once the rep is."""
    left = [name for name in _heard(call) if name not in known]
    if left and Role.REP in known.values():
        voices = voices or _voices(call)
        known = {v.name: _other(v, len(voices)) for v in voices if v.name in left} | known
    pairs = tuple((name, known.get(name, Role.UNKNOWN)) for name in call.speakers)
    return replace(call, roles=pairs, role_confidence=sure, role_source=source)


def _infer(transcript: Transcript, known: dict[str, Role]) -> Transcript:
    voices = _voices(transcript)
    candidates = [v for v in voices if v.name not in known and not v.automated]
    if not candidates:
        return _finish(transcript, known, 0.0, "unknown")
    if len(voices) == 1:
        return _voicemail(transcript, voices[0])
    best, *rest = sorted(candidates, key=lambda v: (-v.score, v.index))
    reps = {best.name: Role.REP} | {v.name: Role.REP for v in rest[:1] if _sells_too(v, best, rest)}
    sure = _confidence(best.score - rest[0].score) if rest else _ONLY_ONE
    return _finish(transcript, {**known, **reps}, sure, "inferred", voices)


def _voicemail(transcript: Transcript, voice: Voice) -> Transcript:
    """One voice that asks to be called back is a rep's message; anything else could be anybody."""
    if voice.words <= _VOICEMAIL_WORDS and any(CALL_BACK.search(text) for text in voice.texts):
        return _finish(transcript, {voice.name: Role.REP}, 0.8, "inferred")
    return _finish(transcript, {}, 0.0, "unknown")


def _confidence(lead: float) -> float:
    return round(min(0.99, max(0.5, 1 / (1 + math.exp(-min(50.0, _SLOPE * lead))))), 2)


def _sells_too(voice: Voice, best: Voice, rest: Sequence[Voice]) -> bool:
    """A colleague of the rep: scores like the rep, and far above somebody who is no bystander."""
    buyers = [v.score for v in rest if v is not voice and v.share > _TALKS]
    ahead = voice.score - max(buyers, default=voice.score)
    return voice.turns > 2 and best.score - voice.score + _COLLEAGUE < ahead


def _other(voice: Voice, voices: int) -> Role:
    if voice.automated:
        return Role.OTHER
    # A gatekeeper is there before the prospect comes on, and does not stay for a long talk.
    guards = sum(bool(GATE.search(text)) for text in voice.texts) > voice.turns // 12
    if guards and voice.index <= 1 and voice.turns <= 20:
        return Role.GATEKEEPER
    return Role.OTHER if voices > 2 and voice.share < _BYSTANDER else Role.PROSPECT


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker's words; the name has no say, it is kept to hand the role back under."""

    name: str
    index: int  # order of appearance
    texts: tuple[str, ...]  # the turns, lower case
    words: int
    share: float  # of all words of the call
    score: float  # how much this voice sounds like a rep
    automated: bool  # a recording that greets

    @property
    def turns(self) -> int:
        """How many turns the voice has."""
        return len(self.texts)


def _heard(call: Transcript) -> tuple[str, ...]:
    """The speakers: a file that states its turns may leave one of them without a name."""
    named = tuple(filter(None, call.speakers))
    return call.speakers if named and call.whole_turns else named


def _voices(transcript: Transcript) -> list[Voice]:
    speakers = transcript.speakers
    texts: dict[str, list[str]] = {name: [] for name in speakers}
    for turn in transcript.turns:
        texts[speakers[turn.voice]].append(turn.text.lower().replace("’", "'"))
    counts = {name: sum(len(t.split()) for t in spoken) for name, spoken in texts.items()}
    total = max(1, sum(counts.values()))
    heard = _heard(transcript)
    return [
        _voice(name, index, tuple(spoken), counts[name], counts[name] / total)
        for index, (name, spoken) in enumerate(texts.items())
        if name in heard
    ]


def _voice(name: str, index: int, texts: tuple[str, ...], words: int, share: float) -> Voice:
    automated = len(texts) <= 3 and "?" not in "".join(texts) and any(AUTOMATED.search(t) for t in texts)
    score = _score(texts, words) + _OPENED * (index == 0) + _SHARE * share
    return Voice(name, index, texts, words, share, score, automated)


def _score(texts: Sequence[str], words: int) -> float:
    """How much the words sound like a rep's; rates of short speeches count little."""
    whole = "\n".join(texts)
    cues = sum(c.weight * sum(islice(filter(None, map(c.said, texts)), c.most)) for c in CUES)
    rates = sum(c.weight * len(c.pattern.findall(whole)) for c in RATES)
    return cues + rates * 100 / 3 / (words + 30)
