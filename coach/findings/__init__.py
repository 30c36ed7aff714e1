"""What is worth telling about a call: the table of contents of all findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coach.findings import gatekeeper, ladder, opening, pressure, responses, truth, voicemail, win_back
from coach.findings.call import Call
from coach.labels import LABELS
from coach.report import Finding

# Every kind a finding can have: the labels themselves, and what is seen only over several turns.
KINDS = (
    *LABELS,
    "next_step_secured",
    "prospect_offered",
    "next_step_specific",
    "next_step_vague",
    "next_step_far",
    "next_step_withdrawn",
    "no_ask",
    "small_close",
    "opened_with_collateral",
    "fallback_used",
    "fallback_missed",
    "plan_reached",
    "backup_reached",
    "plan_missed",
    "truth_sequence",
    "no_final_check",
    "no_probed",
    "no_missed",
    "maybe_probed",
    "maybe_missed",
    "clean_ending",
    "followup_after_no",
    "push_at_end",
    "value_first",
    "voicemail_number_only",
    "voicemail_too_many_reasons",
    "voicemail_long",
    "gatekeeper_ladder",
    "gatekeeper_stopped_early",
    "win_back_step_back",
    "win_back_chased",
    "win_back_no_truth",
)

# In the order in which a report tells them.
FINDERS: tuple[Callable[[Call], Iterator[Finding]], ...] = (
    ladder.find,
    truth.find,
    pressure.find,
    opening.find,
    voicemail.find,
    gatekeeper.find,
    win_back.find,
    responses.find,
)


def find_all(call: Call) -> tuple[Finding, ...]:
    """Every finding of the call."""
    return tuple(finding for find in FINDERS for finding in find(call))
