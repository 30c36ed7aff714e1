"""Names for people: what a finding is called, which group it stands in, and whether it is good news."""

from __future__ import annotations

from dataclasses import dataclass

# Groups in the order in which a report shows them; each has a colour and an underline in the transcript.
GROUPS: dict[str, str] = {
    "step": "Next step",
    "truth": "Truth",
    "pressure": "Pressure",
    "answer": "The answers of the other side",
    "opening": "Opening",
    "voicemail": "Voicemail",
    "gatekeeper": "Gatekeeper",
    "win_back": "Win-back",
}
TONES: dict[str, str] = {"good": "did well", "watch": "look here", "note": "noted"}


@dataclass(frozen=True, slots=True)
class Title:
    """What people read for a kind: `group` is a key of `GROUPS`, `tone` a key of `TONES`."""

    text: str
    group: str
    tone: str = "note"


TITLES: dict[str, Title] = {
    "next_step_secured": Title("Next step secured", "step", "good"),
    "next_step_specific": Title("Next step has a day", "step", "good"),
    "next_step_vague": Title("Next step without a day", "step", "watch"),
    "next_step_far": Title("Next step is far off", "step", "watch"),
    "next_step_withdrawn": Title("Next step taken back", "step", "watch"),
    "next_step_none": Title("No next step stands", "step", "watch"),
    "next_step.propose": Title("Asked for a next step", "step"),
    "next_step.recap": Title("Repeated what was agreed", "step", "good"),
    "no_ask": Title("Never asked for a next step", "step", "watch"),
    "prospect_offered": Title("The other side offered a step", "step", "good"),
    "fallback_used": Title("Asked for a smaller step after a no", "step", "good"),
    "fallback_missed": Title("No smaller step after a no", "step", "watch"),
    "small_close": Title("Closed on something small", "step", "good"),
    "opened_with_collateral": Title("Asked for the brochure first", "step", "watch"),
    "plan_reached": Title("The plan was reached", "step", "good"),
    "backup_reached": Title("The backup was reached", "step", "good"),
    "plan_missed": Title("Neither plan nor backup reached", "step", "watch"),
    "followup_after_no": Title("Follow-up agreed after a no", "step", "good"),
    "clean_ending": Title("Clean ending: a day, whatever the answer", "step", "good"),
    "value_first": Title("Offered something useful first", "step", "good"),
    "truth.discovery": Title("Asked about their situation", "truth", "good"),
    "truth.probe": Title("Dug into an answer", "truth", "good"),
    "truth.questions": Title("Asked for questions or concerns", "truth", "good"),
    "truth.final_check": Title("Final check: nothing held back", "truth", "good"),
    "truth.next_direction": Title("Let them say what comes next", "truth", "good"),
    "truth.stakeholders": Title("Asked who else decides", "truth", "good"),
    "truth.feedback": Title("Asked for feedback", "truth", "good"),
    "truth.safe_no": Title("Made it safe to say no", "truth", "good"),
    "truth_sequence": Title("Questions, then the final check", "truth", "good"),
    "no_final_check": Title("No final check", "truth", "watch"),
    "no_probed": Title("Asked why after a no", "truth", "good"),
    "no_missed": Title("A no left unexplored", "truth", "watch"),
    "maybe_probed": Title("Asked what a maybe means", "truth", "good"),
    "maybe_missed": Title("A maybe left unexplored", "truth", "watch"),
    "pressure.assumed_sale": Title("Assumed the sale", "pressure", "watch"),
    "pressure.urgency": Title("Forced urgency", "pressure", "watch"),
    "pressure.ignored_no": Title("Pushed past a no", "pressure", "watch"),
    "pressure.guilt": Title("Guilt, insult or flattery", "pressure", "watch"),
    "pressure.ultimatum": Title("Now or never", "pressure", "watch"),
    "pressure.tie_down": Title("Leading question", "pressure", "watch"),
    "pressure.chasing": Title("Chased a decision", "pressure", "watch"),
    "push_at_end": Title("Pushed at the end", "pressure", "watch"),
    "response.accept": Title("Agreed", "answer"),
    "response.maybe": Title("Neither yes nor no", "answer"),
    "response.decline": Title("Said no", "answer"),
    "response.objection": Title("Gave a reason against", "answer"),
    "response.offer": Title("Offered a step", "answer"),
    "response.pushback": Title("Protested", "answer"),
    "opening.follow_up_permission": Title("Got leave to follow up", "opening", "good"),
    "opening.reference": Title("Named a reference", "opening", "good"),
    "message.reason": Title("Gave a reason to call back", "voicemail", "good"),
    "message.call_to_action": Title("Said what to do", "voicemail", "good"),
    "voicemail_number_only": Title("Left only a number", "voicemail", "watch"),
    "voicemail_reasons": Title("Reasons to call back", "voicemail"),
    "voicemail_too_many_reasons": Title("Too many reasons", "voicemail", "watch"),
    "voicemail_action": Title("What to do is clear", "voicemail", "good"),
    "voicemail_length": Title("Length of the message", "voicemail"),
    "voicemail_long": Title("The message is long", "voicemail", "watch"),
    "gatekeeper.ask_help": Title("Asked the gatekeeper for help", "gatekeeper", "good"),
    "gatekeeper_ladder": Title("How far down the gatekeeper ladder", "gatekeeper"),
    "gatekeeper_stopped_early": Title("Stopped early at the gatekeeper", "gatekeeper", "watch"),
    "win_back_step_back": Title("Took a step back", "win_back", "good"),
    "win_back_chased": Title("Chased instead of stepping back", "win_back", "watch"),
    "win_back_no_truth": Title("Did not ask why it went quiet", "win_back", "watch"),
}
_PREFIXES: tuple[tuple[str, str], ...] = (
    ("pressure", "pressure"),
    ("truth", "truth"),
    ("response", "answer"),
    ("opening", "opening"),
    ("voicemail", "voicemail"),
    ("message", "voicemail"),
    ("gatekeeper", "gatekeeper"),
    ("win_back", "win_back"),
)


def title_of(kind: str) -> Title:
    """The title of a kind; a kind nobody has named yet gets a tidied name and a likely group."""
    if kind in TITLES:
        return TITLES[kind]
    group = next((group for prefix, group in _PREFIXES if kind.startswith(prefix)), "")
    words = kind.partition(".")[2] if group and "." in kind else kind
    return Title(words.replace("_", " ").replace(".", " ").strip().capitalize() or "Finding", group or "step")
