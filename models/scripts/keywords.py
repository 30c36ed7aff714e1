"""A keyword list, as many tools use: what the trained model has to beat. Written once, in good faith, never tuned."""

from __future__ import annotations

import re

from coach.labels import allowed
from coach.transcript import Role

_LISTS = {
    "next_step.propose": r"\b(?:can|could|shall|should|may) (?:i|we) (?:book|set|send|schedule|arrange|meet|call|ring)"
    r"|\blet's (?:book|set|schedule|meet|get)|\bsign (?:up|you up)|\b(?:i'll|i will) (?:send|call|ring|email)"
    r"|\bput me through|\bdoes \w+ (?:work|suit)|\bhow about \w+day|\bnext step",
    "next_step.recap": r"\bso (?:that's|we're|it's)\b.*\b(?:\w+day|at \w+|o'clock|tomorrow)\b"
    r"|\bjust to (?:confirm|recap)",
    "truth.discovery": r"\b(?:what|how|why|which|when|who)\b[^.?!]*\byou(?:r)?\b[^.?!]*\?|\btell me (?:about|more)",
    "truth.probe": r"\bwhat do you mean|\bcompared (?:to|with) what|\bwhy is that|\bwhat makes you|\bwhen you say",
    "truth.questions": r"\b(?:any|what) (?:other )?(?:questions|concerns)\b",
    "truth.final_check": r"\banything else (?:holding|stopping|keeping)|\bhundred percent sure|\bnothing else",
    "truth.next_direction": r"\bwhere (?:do|should) (?:you|we) (?:think|go|want)|\bwhat would you like to do",
    "truth.stakeholders": r"\bwho else\b|\banyone else (?:involved|who)|\bmake[s]? the decision|\bdecision maker",
    "truth.feedback": r"\bwhat could (?:i|we) have\b|\bfeedback\b|\bdone differently",
    "truth.safe_no": r"\b(?:totally|completely|perfectly|that's) (?:fine|okay|ok) (?:if|either)|\bno pressure\b",
    "pressure.assumed_sale": r"\bi'll put you down|\bcard number\b|\bwhich (?:card|address) (?:shall|should|do)",
    "pressure.urgency": r"\b(?:only|just) (?:today|\w+ left)|\btoday only\b|\bexpires?\b"
    r"|\bbefore it's (?:gone|too late)|\bact now\b|\brunning out",
    "pressure.ignored_no": r"\bjust (?:listen|hear me out)|\bhang on,? (?:before|don't)",
    "pressure.guilt": r"\byou'd be (?:crazy|mad|silly|stupid)|\bdon't you (?:care|want|love)|\bregret\b|\bdisappointed",
    "pressure.ultimatum": r"\bnow or never|\btake it or leave it|\blast chance",
    "pressure.tie_down": r"(?:don't|wouldn't|isn't|aren't|won't|doesn't) (?:you|it|we|that)\?",
    "pressure.chasing": r"\bjust (?:checking|following up|touching base)",
    "response.accept": r"^(?:yes|yeah|sure|okay|ok|fine|deal|go ahead|sounds good|perfect|great)\b"
    r"|\bthat works\b|\blet's do it",
    "response.maybe": r"\bmaybe\b|\bthink about it\b|\bnot sure\b|\bpossibly\b|\bwe'll see\b|\bperhaps\b",
    "response.decline": r"\bno,? thank|\bnot interested\b|\bno thanks\b|\bwe're (?:all set|fine|good)\b|^no\b"
    r"|\bi'll pass\b",
    "response.objection": r"\btoo (?:expensive|much|dear)\b|\bbudget\b|\balready (?:have|got|use|with)\b|\bcan't afford"
    r"|\bdon't (?:need|have time)|\bno time\b",
    "response.offer": r"\b(?:call|ring|email|send) me\b|\bi'll (?:call|ring|talk to|speak to|let you know|email)",
    "response.pushback": r"\bstop (?:calling|pushing)|\bi(?:'ve| have)? (?:already )?(?:said|told you)"
    r"|\bdon't call\b|\bhow many times",
}
_KEYS = {label: re.compile(pattern, re.I) for label, pattern in _LISTS.items()}


def keyword_labels(role: Role, text: str) -> set[str]:
    """Labels whose words are in the turn."""
    plain = text.replace("’", "'").strip()
    return {label for label, pattern in _KEYS.items() if allowed(label, role) and pattern.search(plain)}
