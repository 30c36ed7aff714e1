"""The whole way of the data: bytes, transcript, roles, acts, findings, rubric, report.

    bytes ──read──▶ Transcript ──assign_roles──▶ Transcript ──read_call──▶ acts ──find_all──▶ Findings ──judge──▶ Report

Every arrow is a pure function: the same transcript, model and rubric give the same report.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from coach.acts import CallReading, Model, load_model, read_call, unsure
from coach.errors import CoachError
from coach.findings import find_all
from coach.findings.answers import answers
from coach.findings.call import Call, quote_turn
from coach.findings.commitments import commitments
from coach.findings.facts import chosen_step, facts
from coach.findings.metrics import talk_metrics
from coach.findings.steps import next_step
from coach.labels import RESPONSE
from coach.readers import ensure_english
from coach.report import PLACES, Act, CallFacts, Finding, Provenance, Report, Score, SpokenTurn
from coach.roles import assign_roles
from coach.rubric import BY_CALL_TYPE, Rubric, advise, judge, load_rubric
from coach.transcript import Quote, Role, Transcript, Turn


@dataclass(frozen=True)
class Analysis:
    """A call that was read and whose findings are known, before a rubric judges it."""

    transcript: Transcript
    reading: CallReading
    call: Call
    findings: tuple[Finding, ...]
    model: Model


def analyze(transcript: Transcript, model: Model | None = None, rep: str | None = None) -> Analysis:
    """Roles, acts and findings of a call.

    Args:
        transcript: as a reader gave it.
        model: the trained model; the shipped one if None.
        rep: the rep's name as the user says it, if they do.

    Raises:
        CoachError: `rep` is nobody in the call, or the model is missing.
    """
    model = model or load_model()
    if not transcript.utterances:
        raise CoachError(f"{transcript.id}: there is nothing said in it, so there is nothing to score.")
    ensure_english(transcript, transcript.source or transcript.id)
    transcript = transcript if transcript.roles and not rep else assign_roles(transcript, rep)
    turns = transcript.turns
    reading = read_call(turns, model)
    known = facts(reading, len(turns), model.heads["questions"], model.heads["question_thresholds"])
    step = chosen_step(reading, turns, known.secured, model.heads["rungs"])
    card = next_step(step, turns, reading.acts, transcript.day, known.secured_probability) if step else None
    call = Call(turns, reading.acts, known, card, transcript.day, transcript.plan, transcript.backup)
    doubtful = {a.quote for a in reading.acts if unsure(a, model)}
    findings = tuple(_marked(f, doubtful) for f in find_all(call))
    return Analysis(transcript, reading, call, findings, model)


def _marked(finding: Finding, doubtful: set[Quote]) -> Finding:
    """The finding, marked unsure where every quote it rests on is."""
    shaky = bool(finding.quotes) and all(q in doubtful for q in finding.quotes)
    return Finding(
        finding.kind,
        finding.quotes,
        round(finding.confidence, 3),
        finding.because,
        finding.weight,
        shaky,
        finding.detail,
    )


def score(transcript: Transcript, rubric: Rubric | str | None = None, rep: str | None = None) -> Report:
    """Scores one call.

    Args:
        transcript: from `coach.read`.
        rubric: a rubric, its name or path; None takes the one for the call's type, else `balanced`.
        rep: the rep's name, if the user says it.

    Raises:
        CoachError: the rubric or the rep is unknown, or the model is missing.
    """
    analysis = analyze(transcript, rep=rep)
    return report(analysis, _rubric(rubric, analysis.call.facts))


def _rubric(rubric: Rubric | str | None, known: CallFacts) -> Rubric:
    if isinstance(rubric, Rubric):
        return rubric
    return load_rubric(rubric or BY_CALL_TYPE.get(known.call_type, "balanced"))


def report(analysis: Analysis, rubric: Rubric) -> Report:
    """What a rubric makes of an analysed call."""
    call, transcript = analysis.call, analysis.transcript
    turns = call.turns
    scores, overall = judge(rubric, analysis.findings, call.facts.call_type)
    if not _rep_heard(turns, call.acts):
        scores, overall = tuple(Score(s.question, None, ()) for s in scores), None
    closing = next((quote_turn(t) for t in reversed(turns) if t.role is Role.REP), None)
    opens = next((quote_turn(t) for t in turns if t.role is Role.REP), None)
    return Report(
        id=transcript.id,
        day=transcript.day,
        format=transcript.format,
        facts=call.facts,
        answers=answers(call, analysis.model.heads["question_bands"]),
        scores=scores,
        overall=overall,
        next_step=call.step,
        advice=advise(rubric, analysis.findings, scores, closing) if overall is not None else (),
        findings=analysis.findings,
        commitments=commitments(call),
        metrics=talk_metrics(call),
        acts=call.acts,
        turns=_spoken(turns),
        role_source=transcript.role_source,
        role_confidence=round(transcript.role_confidence, 3),
        rep_opens=opens,
        warnings=_warnings(transcript, turns),
        provenance=_provenance(analysis, rubric),
    )


def _rep_heard(turns: tuple[Turn, ...], acts: tuple[Act, ...]) -> bool:
    return any(t.role is Role.REP for t in turns) or any(a.label not in RESPONSE for a in acts)


def _spoken(turns: tuple[Turn, ...]) -> tuple[SpokenTurn, ...]:
    """Turns by role, numbered where several voices share one: names go no further than the roles."""
    voices = list(dict.fromkeys((t.role, t.voice) for t in turns))
    names = {}
    for role, voice in voices:
        same = [v for r, v in voices if r is role]
        title = "Speaker" if role is Role.UNKNOWN else role.value.capitalize()
        names[role, voice] = title if same[0] == voice else f"{title} {same.index(voice) + 1}"
    return tuple(
        SpokenTurn(t.index, names[t.role, t.voice], t.role, t.text, _seconds(t.start), _seconds(t.end)) for t in turns
    )


def _seconds(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)


def _warnings(transcript: Transcript, turns: tuple[Turn, ...]) -> tuple[str, ...]:
    roles = {t.role for t in turns}
    found = []
    if not any(transcript.speakers):
        found.append("The transcript names no speakers, so who said what is unknown; answers are weaker for it.")
    elif len(transcript.speakers) == 1:
        found.append("Only one speaker is named; the other side may be missing, or both are under one name.")
    elif Role.REP not in roles:
        found.append("Nobody could be made out as the rep; say who it is with --rep NAME.")
    elif transcript.role_source == "inferred" and transcript.role_confidence < 0.8:
        found.append("Who the rep is was guessed from the words and may be wrong; say who it is with --rep NAME.")
    if len(turns) < 4:
        found.append("The call is very short; there is little to go by.")
    return tuple(found)


def _provenance(analysis: Analysis, rubric: Rubric) -> Provenance:
    spoken = "\n".join(f"{t.role}\t{t.start}\t{t.end}\t{t.text}" for t in analysis.call.turns)
    digest = sha256(spoken.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Provenance(_version(), analysis.model.digest, rubric.name, rubric.digest, digest)


@cache
def _version() -> str:
    try:
        return version("callcoach")
    except PackageNotFoundError:
        return "0+unknown"
