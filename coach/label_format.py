"""A call's labels as one record: the format in which people and programs label calls."""

from __future__ import annotations

from typing import Any

from coach.analyzer import Analysis
from coach.labels import PROPOSE
from coach.report import Act


def label_record(analysis: Analysis) -> dict[str, Any]:
    """The record of one call, ready for JSON; turns are numbered from 0."""
    call, facts = analysis.call, analysis.call.facts
    turns: dict[str, list[str]] = {}
    for act in call.acts:
        turns.setdefault(str(act.turn), []).append(_name(act))
    return {
        "id": analysis.transcript.id,
        "call_type": facts.call_type,
        "next_step_secured": facts.secured,
        "next_step": _step(analysis),
        "outcome": facts.outcome,
        "truth_asked": facts.truth_asked,
        "pushy": facts.pushy,
        "turns": turns,
    }


def _name(act: Act) -> str:
    return f"{act.label}:{act.action}" if act.label == PROPOSE else act.label


def _step(analysis: Analysis) -> dict[str, Any] | None:
    step = analysis.call.step
    if step is None:
        return None
    return {
        "action": step.action,
        "when": step.when,
        "specific": step.specific,
        "propose_turn": step.proposed.turn if step.proposed else None,
        "agree_turn": step.agreed.turn,
    }
