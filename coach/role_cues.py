"""What reps say, and what those say they sell to: patterns with weights, from which the rep is made out."""

from __future__ import annotations

import re
from dataclasses import dataclass


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
CUES = _cues(
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
RATES = _cues(
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
