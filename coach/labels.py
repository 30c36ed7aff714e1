"""The names of everything coach looks for: one table of contents for code, data and reports."""

from __future__ import annotations

from coach.transcript import Role

PROPOSE = "next_step.propose"
RECAP = "next_step.recap"

TRUTH = (
    "truth.discovery",
    "truth.probe",
    "truth.questions",
    "truth.final_check",
    "truth.next_direction",
    "truth.stakeholders",
    "truth.feedback",
    "truth.safe_no",
)
PRESSURE = (
    "pressure.assumed_sale",
    "pressure.urgency",
    "pressure.ignored_no",
    "pressure.guilt",
    "pressure.ultimatum",
    "pressure.tie_down",
    "pressure.chasing",
)
OPENING = ("opening.follow_up_permission", "opening.reference")
MESSAGE = ("message.reason", "message.call_to_action")
GATEKEEPER = ("gatekeeper.ask_help",)
RESPONSE = (
    "response.accept",
    "response.maybe",
    "response.decline",
    "response.objection",
    "response.offer",
    "response.pushback",
)

REP_LABELS = (PROPOSE, RECAP, *TRUTH, *PRESSURE, *OPENING, *MESSAGE, *GATEKEEPER)
LABELS = (*REP_LABELS, *RESPONSE)

# The closing ladder, lowest rung first: LADDER.index(action) + 1 is the rung's number.
LADDER = ("collateral", "keep_in_mind", "introduction", "proposal", "call_back", "meeting", "sale")

CALL_TYPES = ("conversation", "gatekeeper", "voicemail", "win_back")
OUTCOMES = ("yes", "maybe", "no")


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


def allowed(label: str, role: Role) -> bool:
    """Whether a speaker of this role can do what the label names: a response is never the rep's; unknown roles may."""
    if role is Role.UNKNOWN:
        return True
    return (role is Role.REP) == (label not in RESPONSE)


def rung(action: str) -> int:
    """Number of a rung of the closing ladder, 1 (collateral) to 7 (sale)."""
    return LADDER.index(action) + 1
