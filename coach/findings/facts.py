"""The call as a whole: type, outcome, secured, truth asked, pushy. Rules over the acts beside a trained head.

Each question has features that can be named (what the rule says, what the whole-call model says) and a small
linear head, fitted on validation calls, that weighs them; its numbers lie in the artefact.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from coach.acts import CallReading
from coach.acts.features import Floats
from coach.findings.call import quote_turn
from coach.findings.steps import Candidate, candidates, standing
from coach.labels import CALL_TYPES, LABELS, LADDER, OUTCOMES, PRESSURE, RECAP
from coach.report import Act, CallFacts
from coach.transcript import Role, Turn

DIRECT_TRUTH = (
    "truth.final_check",
    "truth.next_direction",
    "truth.feedback",
    "truth.questions",
    "truth.stakeholders",
    "truth.safe_no",
)
HEAVY = ("pressure.guilt", "pressure.ultimatum", "pressure.ignored_no")
GRAVE = ("pressure.guilt", "pressure.ultimatum")
TELLING, LAST = 0.2, 8
# How much each counts for the rung of the step beside what the ask and the whole call say; by validation calls.
RARITY, RECAPPED, BOTH_HALVES = 0.75, 0.5, 0.5
Features = dict[str, float]


def _column(reading: CallReading, labels: Sequence[str]) -> Floats:
    return reading.probabilities[:, [LABELS.index(label) for label in labels]]


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def any_of(probabilities: Floats) -> float:
    """Probability that at least one of many holds, taken as independent."""
    return float(1 - np.prod(1 - probabilities))


def at_least_two(probabilities: Floats) -> float:
    """Probability that at least two of many hold, taken as independent."""
    p = np.clip(probabilities.ravel().astype(float), 0, 1 - 1e-6)
    none = float(np.prod(1 - p))
    return max(0.0, 1 - none - none * float(np.sum(p / (1 - p))))


def truth_probability(reading: CallReading) -> float:
    """labels.md: one direct truth question, or two of discovery and probe."""
    direct = any_of(_column(reading, DIRECT_TRUTH))
    two = at_least_two(_column(reading, ("truth.discovery", "truth.probe")))
    return 1 - (1 - direct) * (1 - two)


def asked_by_guide(acts: Sequence[Act]) -> bool:
    """labels.md, by the labels given: one direct truth question, or two of discovery and probe."""
    given = Counter(act.label for act in acts)
    return any(given[x] for x in DIRECT_TRUTH) or given["truth.discovery"] + given["truth.probe"] >= 2


def pushy_by_guide(acts: Sequence[Act]) -> bool:
    """labels.md, by the labels given: one clear pressure move; one mild tie-down alone is none."""
    given = Counter(act.label for act in acts)
    moves = sum(given[x] for x in PRESSURE)
    return any(given[x] for x in GRAVE) or moves - min(1, given["pressure.tie_down"]) >= 1


def secured_features(reading: CallReading, steps: Sequence[Candidate]) -> Features:
    """What speaks for a step that stands at the end."""
    best = max((s.confidence for s in steps), default=0.0)
    # What was said last that does anything at all: small talk after an agreement takes nothing back.
    telling = reading.probabilities.max(axis=1) >= TELLING
    last = _column(reading, ("response.accept", "response.offer", "response.decline"))[telling][-LAST:]
    return {
        "head": float(reading.call["secured"][0]),
        "head_none": -float(_softmax_log(reading.call["action"])[0]),
        "standing": best,
        "stands": float(bool(steps)),
        "late_yes": any_of(last[:, :2]),
        "late_no": any_of(last[:, 2:]),
    }


def truth_features(reading: CallReading) -> Features:
    """What speaks for truth-gathering."""
    direct, two = _column(reading, DIRECT_TRUTH), _column(reading, ("truth.discovery", "truth.probe"))
    return {
        "head": float(reading.call["truth_asked"][0]),
        "rule": _log_odds(truth_probability(reading)),
        "direct": float(direct.max()),
        "expected": math.log1p(float(two.sum())),
        "given": float(asked_by_guide(reading.acts)),
    }


def pushy_features(reading: CallReading) -> Features:
    """What speaks for a rep who pushes."""
    pressure, heavy = _column(reading, PRESSURE), _column(reading, HEAVY)
    head = _softmax_log(reading.call["pushy"])
    return {
        "head": float(np.logaddexp(head[2], head[3]) - np.logaddexp(head[0], head[1])),
        "expected": math.log1p(float(pressure.sum())),
        "kinds": float(pressure.max(axis=0).sum()),
        "heavy": math.log1p(float(heavy.sum())),
        "strongest": float(pressure.max()),
        "given": float(pushy_by_guide(reading.acts)),
    }


def _softmax_log(logits: Floats) -> Floats:
    shifted = logits - logits.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), np.float32)


def weigh(features: Features, head: Mapping[str, float]) -> float:
    """Probability of yes by a linear head: {"bias": …, feature: weight, …}."""
    total = head["bias"] + sum(head[name] * value for name, value in features.items())
    return round(1 / (1 + math.exp(-min(max(total, -30.0), 30.0))), 4)


def facts(
    reading: CallReading, turns: int, heads: Mapping[str, Mapping[str, float]], thresholds: Mapping[str, float]
) -> CallFacts:
    """All call answers; `heads` and `thresholds` come with the artefact, by question."""
    steps = standing(reading.acts, turns)
    secured = weigh(secured_features(reading, steps), heads["secured"])
    truth = weigh(truth_features(reading), heads["truth_asked"])
    pushy = weigh(pushy_features(reading), heads["pushy"])
    call_type, outcome = _softmax_log(reading.call["call_type"]), _softmax_log(reading.call["outcome"])
    return CallFacts(
        call_type=CALL_TYPES[int(call_type.argmax())],
        call_type_confidence=round(float(np.exp(call_type.max())), 4),
        outcome=OUTCOMES[int(outcome.argmax())],
        outcome_confidence=round(float(np.exp(outcome.max())), 4),
        secured=secured >= thresholds["secured"],
        secured_probability=secured,
        truth_asked=truth >= thresholds["truth_asked"],
        truth_probability=truth,
        pushy=_pushy_level(reading, pushy >= thresholds["pushy"]),
        pushy_probability=pushy,
    )


def _pushy_level(reading: CallReading, pushy: bool) -> int:
    """The level 0..3 that agrees with the yes or no: the likelier of the two on that side."""
    level = _softmax_log(reading.call["pushy"])
    return (3 if level[3] >= level[2] else 2) if pushy else (1 if level[1] > level[0] else 0)


def chosen_step(
    reading: CallReading, turns: tuple[Turn, ...], secured: bool, rungs: Sequence[float]
) -> Candidate | None:
    """The step of a secured call: the agreement and the rung that turn and whole-call model together find likeliest.

    `rungs` is how common each rung is among training calls, 0..1: what is found is weighed against it, for a rung is
    not to be named for being common (Menon et al. 2021: Long-tail learning via logit adjustment).
    Where the call is taken as secured but no act passed its threshold, the likeliest yes is the evidence.
    """
    if not secured:
        return None
    found = standing(reading.acts, len(turns)) or candidates(reading.acts, len(turns)) or _weak_yes(reading, turns)
    likely = (_softmax_log(reading.call["action"])[1:] - RARITY * np.log(rungs)).tolist()
    scored = [
        (_step_score(reading, step, rung, likely), step.agree.turn, rung, n)
        for n, step in enumerate(found)
        for rung in range(len(LADDER))
    ]
    if not scored:
        return None
    _, _, rung, n = max(scored)
    return replace(found[n], action=LADDER[rung])


def _step_score(reading: CallReading, step: Candidate, rung: int, likely: Sequence[float]) -> float:
    """Log of: the agreement is one, it is about this rung by its own words, by its recap, and by the whole call."""
    own = _log_rung(reading, step.propose.turn if step.propose else step.agree.turn, rung)
    recaps = [act.turn for act in reading.acts if act.label == RECAP and act.turn > step.agree.turn]
    recap = _log_rung(reading, recaps[-1], rung) if recaps else 0.0
    sure = math.log(max(step.confidence, 1e-3))
    return round(likely[rung] + own + RECAPPED * recap + BOTH_HALVES * sure, 4)


def _log_rung(reading: CallReading, turn: int, rung: int) -> float:
    return math.log(max(float(reading.actions[turn, rung]), 1e-3))


def _weak_yes(reading: CallReading, turns: tuple[Turn, ...]) -> tuple[Candidate, ...]:
    """The likeliest agreement or offer of the other side, below its threshold."""
    best: tuple[float, int, str] = (0.0, -1, "")
    for label in ("response.accept", "response.offer"):
        column = reading.probabilities[:, LABELS.index(label)]
        mine = [(float(p), n, label) for n, p in enumerate(column) if turns[n].role is not Role.REP]
        best = max([best, *mine])
    p, turn, label = best
    if turn < 0:
        return ()
    act = Act(turn, label, round(p, 3), quote_turn(turns[turn]), LADDER[int(reading.actions[turn].argmax())])
    return (Candidate(act.action or LADDER[0], None, act, True),)
