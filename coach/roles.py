"""Who is the rep: said by the user or the file, else inferred from the words, never from the names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from coach.errors import CoachError
from coach.role_words import AUTOMATED, CALL_BACK, GATE, role_word
from coach.transcript import Role, Transcript


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for the rep, or with a negative weight against: once a turn, in `most` turns.

    `loose` is the pattern without regard to the edges of words: a search that does not look for them is several times
    as fast, and where it finds nothing, there is nothing.
    """

    pattern: re.Pattern[str]
    loose: re.Pattern[str]
    weight: float
    most: int

    def said(self, text: str) -> bool:
        """Whether a turn has it."""
        return self.loose.search(text) is not None and self.pattern.search(text) is not None


def _cues(*rows: tuple[float, int, str]) -> tuple[Cue, ...]:
    return tuple(
        Cue(re.compile(pattern), re.compile(pattern.replace(r"\b", "")), weight, most) for weight, most, pattern in rows
    )


# Patterns read lower case with straight apostrophes. The weights are those of a logistic regression
# on the corpus, pulled towards hand-set ones and rounded.
# fmt: off
_CUES = _cues(
    # The rep introduces, asks, offers, proposes.
    (0.7, 1, r"\b(?:this is|my name(?:'s| is)|name's|it's|i'm) (?:[\w'-]+ ){1,4}(?:here )?(?:from|with|at|"
     r"over at)\b"),
    (0.6, 1, r"\breason (?:for (?:my|the|this)|why |that )?(?:i'm |i am |i )?(?:call|ring|phon)"),
    (0.5, 2, r"\b(?:i'm|i was|i am|just) (?:calling|ringing|phoning|following up|checking in|reaching out|"
     r"hoping to catch|after (?:mr|mrs|ms|the))\b|\bmaking my calls"),
    (0.5, 1, r"\bcatch you at|\bbad time\b|\bhave you got (?:a|two|five|thirty)|\bgot (?:a|two) minutes?\b|"
     r"\bis that (?:mr|mrs|ms|mister|missus|the)\b"),
    (0.4, 2, r"\b(?:we|our (?:team|platform|product|company|software)) (?:help|helps|work with|works with|"
     r"speciali[sz]e|partner|offer|provide|install|supply|make the|do the)\b"),
    (0.3, 2, r"\bour (?:customers|clients|members|engineers|installers|onboarding|pricing|warranty|"
     r"guarantee|starter|premium|standard)\b"),
    (0.6, 3, r"\b(?:can|could|may|shall|should|let me|i'll|i can|i could) (?:i |we )?(?:book|send|email|"
     r"pop|put|ask|draw|walk you|show you|get you|set up|schedule|arrange|pencil|text you|ping you|"
     r"see how you)\b"),
    (0.4, 2, r"\b(?:does|would|how's|how about|what about) (?:that|this|next|thursday|tuesday|monday|"
     r"wednesday|friday)\b[^.?!]{0,40}\b(?:work|suit|sound|do you)\b"),
    (0.3, 6, r"\b(?:what|which|how|who|when|where)(?:'s| is| are| do| does| did| would| have| has|"
     r"'re)? (?:you|your|the)\b[^.?!]{0,100}\?"),
    (0.5, 3, r"\bhow (?:are you|do you|have you|long have you|many|often|did you)\b"),
    (0.3, 3, r"\b(?:per month|a month|per seat|a year|plus vat|discount|deposit|finance|monthly)\b"),
    (0.5, 1, r"\b(?:thank you for (?:calling|your time)|thanks for (?:calling|your time|taking|coming|"
     r"jumping|making|having me|the time)|appreciate your time)\b"),
    (0.3, 3, r"\b(?:sign|lock|locked|today only|this price|offer (?:ends|expires)|get you (?:started|"
     r"signed)|take (?:a )?card)\b"),
    (0.3, 2, r"\b(?:if i could|would it make sense|does that make sense|would you be open|are you open to|"
     r"who else|decision)\b"),
    (0.3, 1, r"\b(?:leave (?:you )?a message|give (?:me|us) a (?:call|ring|shout)|(?:call|ring) (?:me|"
     r"us)(?: back)?(?: on| at)?|my number(?:'s| is)|returning your call)\b"),
    # The one being sold to answers, asks what it costs, has a life of their own.
    (-0.7, 2, r"\b(?:not interested|no thank you|no thanks|take me off|don't call|stop calling|go away|"
     r"get lost)\b"),
    (-0.9, 1, r"\b(?:who(?:'s| is) (?:this|calling|asking)|who are you|what are you selling|"
     r"is this a sales|where did you get|how did you get my)\b"),
    (-0.4, 2, r"\bhow much (?:is|are|does|would|do you|will|for)\b|\bwhat(?:'s| is| does)(?: it| the| that|"
     r") (?:cost|price|damage|catch)\b|\bwhat would (?:it|that) cost\b"),
    (-0.7, 2, r"\b(?:send me|email me|you can send|call me (?:back )?(?:in|next|after|later))\b"),
    (-0.4, 3, r"\b(?:we (?:already|currently|went with)|already (?:have|use|got|with)|we've (?:got|had|"
     r"been|always)|we use|we're (?:with|using|happy|good)|our (?:current|existing)|the other (?:offer|"
     r"quote|lot|crowd|firm))\b"),
    (-0.3, 2, r"\bmy (?:husband|wife|boss|partner|manager|director|accountant|mum|mom|dad|brother|sister|"
     r"kids|daughter|son)\b"),
    (-0.3, 3, r"\b(?:do you (?:do|have|offer|take|deliver|cover|charge)|does it (?:come|work|include|have|"
     r"do)|what if|is there a|are there any|can you (?:do|make|send|get|just))\b"),
    (-0.3, 3, r"\b(?:i'm (?:busy|driving|in the middle|in a meeting|just looking|looking for|after a|"
     r"ringing about|calling about|trying to run)|i (?:saw|filled|wanted|need|was wondering)|"
     r"what can i do you for)\b"),
    (-0.8, 3, r"\b(?:your (?:company|website|price|prices|product|people|colleague|competitors|advert|ad|"
     r"quote|software|lot|engineer))\b|\byou (?:people|lot|guys)\b"),
    (-0.3, 2, r"^(?:hello|yes|yeah|yep|yello|what|speaking|hi|hello speaking|yes speaking|this is (?:he|"
     r"she)|\w+ speaking)[.?!]*$"),
    (-0.3, 4, r"\b(?:i don't (?:know|want|need|think)|i'm not (?:sure|looking|going|having))\b"),
)
# What reps say more, or less, of than those they sell to: by rate, however often.
_RATES = _cues(
    (1.1, 0, r"\b(?:you|you're|you'd|you'll|you've|yourself|youre|u)\b"),
    (0.8, 0, r"\b(?:your|yours)\b"),
    (0.4, 0, r"\b(?:if|when|would|have|do|did|are|were|can|could) you\b"),
    (-0.4, 0, r"\b(?:my|me|mine|myself|i've|i'd)\b"),
    (-0.5, 0, r"\b(?:i don't|i haven't|i can't|i didn't|i suppose|i think|i dont|i said|well i|i need|"
     r"i want)\b"),
    (-0.4, 0, r"\b(?:he|she|he's|she's|his|him|her)\b"),
    (0.4, 0, r"\b(?:two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|"
     r"ninety|hundred|percent|\d{1,9})\b|[£$€%]"),
    (1.0, 0, r"\b(?:or|so|then|because|which|if|both|than)\b"),
    (0.7, 0, r"\b(?:that's|it's|right|fair|of course)\b"),
    (-0.4, 0, r"\b(?:says|said|wants|suppose|please|hang on|hm|um|yes|no|maybe|honest(?:ly)?)\b"),
    (0.7, 0, r"\?"),
    (0.6, 0, r"\b(?:i'll|i can|let me|shall i)\b"),
    (0.5, 0, r"\b(?:from|for)\b"),
)
# fmt: on
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
    cues = sum(c.weight * sum(islice(filter(None, map(c.said, texts)), c.most)) for c in _CUES)
    rates = sum(c.weight * len(c.pattern.findall(whole)) for c in _RATES)
    return cues + rates * 100 / 3 / (words + 30)
