"""Same in, same out: the same bytes twice, in two processes, and with the speakers renamed."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import coach
from coach.analyzer import analyze, report
from coach.readers import read_calls
from coach.render import render
from coach.render.json import from_json, to_json
from coach.rubric import BUILT_IN, load_rubric
from coach.transcript import Transcript

SAMPLES = Path(__file__).parents[1] / "samples"
FORMATS = ("json", "markdown", "html")


def sample(name: str) -> Transcript:
    return coach.read((SAMPLES / name).read_bytes(), name)


def renamed(transcript: Transcript) -> Transcript:
    names = {old: f"Zed{n}" for n, old in enumerate(transcript.speakers) if old}
    heard = tuple(replace(u, speaker=names.get(u.speaker, u.speaker)) for u in transcript.utterances)
    return replace(transcript, utterances=heard, rep=names.get(transcript.rep or "", transcript.rep))


@pytest.mark.parametrize("name", ["zoom.vtt", "teams.vtt", "coach.json", "fireflies.json", "table.csv"])
def test_renaming_the_speakers_changes_no_byte(name: str) -> None:
    call = sample(name)
    before, after = coach.score(call), coach.score(renamed(call))
    for form in FORMATS:
        assert render(before, form) == render(after, form)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.is_file()))
def test_a_report_read_back_from_json_is_the_same(name: str) -> None:
    calls = [call for call in read_calls((SAMPLES / name).read_bytes(), name) if isinstance(call, Transcript)]
    for made in map(coach.score, calls):
        assert from_json(to_json(made)) == made


def test_two_processes_give_the_same_bytes() -> None:
    command = [sys.executable, "-m", "coach.cli", "score", str(SAMPLES / "zoom.vtt"), "--format", "json"]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    assert first.decode() == render(coach.score(sample("zoom.vtt")), "json")


@pytest.mark.parametrize("path", sorted(p.name for p in SAMPLES.iterdir() if p.suffix != ".jsonl"))
def test_every_quote_is_verbatim_and_every_answer_shows_its_words(path: str) -> None:
    result = coach.score(sample(path))
    texts = {t.index: t.text for t in result.turns}
    quotes = [q for f in result.findings for q in f.quotes]
    quotes += [q for a in (*result.answers, *result.advice) for q in a.quotes]
    quotes += [a.quote for a in result.acts]
    assert all(texts[q.turn][q.start : q.end] == q.text for q in quotes)
    assert all(a.quotes for a in result.advice)
    assert len(result.advice) <= 3
    secured = result.answers[0]
    if secured.value == "yes":
        assert secured.quotes
        assert result.next_step is not None


def test_no_name_of_a_speaker_reaches_the_report_but_in_the_words_said() -> None:
    call = renamed(sample("zoom.vtt"))
    for form in FORMATS:
        assert "Zed" not in render(coach.score(call), form)


@pytest.mark.parametrize("name", BUILT_IN)
def test_criteria_add_up_to_the_scores(name: str) -> None:
    analysis = analyze(sample("coach.json"))
    result = report(analysis, load_rubric(name))
    for score in result.scores:
        counted = [c for c in score.criteria if c.points is not None]
        if score.value is None:
            assert not counted
            continue
        total = 100 * sum(c.points or 0 for c in counted) / sum(c.possible for c in counted)
        assert score.value == pytest.approx(total, abs=0.05)


def test_a_relative_day_is_resolved_against_the_date_of_the_call() -> None:
    text = (
        "Rep: Hi, this is Ann from Bright Print, we do menus for restaurants. Could I come by on Thursday at ten?\n"
        "Customer: Yes, Thursday at ten is good, come by then.\n"
        "Rep: Great, I'll see you Thursday at ten then.\n"
        "Customer: See you Thursday.\n"
    )
    call = replace(coach.read(text.encode(), "menu.txt"), day=date(2026, 3, 2))
    step = coach.score(call).next_step
    assert step is not None
    assert (step.day, step.time, step.specific) == (date(2026, 3, 5), "10:00", True)


def test_a_transcript_without_speakers_is_scored_as_far_as_honest() -> None:
    text = b"hello is that the workshop. yes speaking. could we come by on tuesday at ten. yes tuesday is fine.\n"
    result = coach.score(coach.read(text, "bare.txt"))
    assert result.warnings
    assert result.role_confidence == 0


def test_the_rep_alone_is_no_zero() -> None:
    text = b"Rep: Hello? Anybody there?\nRep: I will try again.\n"
    result = coach.score(coach.read(text, "alone.txt"), "balanced")
    assert [a.value for a in result.answers[:2]] == [None, None]
    assert result.scores[0].value is None


def test_a_call_in_another_language_is_refused() -> None:
    german = "Verkäufer: Guten Tag, hier ist Müller von der Firma Schmidt, ich wollte fragen, ob Sie Zeit haben.\n"
    with pytest.raises(coach.CoachError, match="German"):
        coach.score(coach.read((german * 4).encode(), "anruf.txt"))


def test_report_json_follows_the_published_schema_names() -> None:
    from coach.render.json import schema

    shown = json.loads(render(coach.score(sample("zoom.vtt")), "json"))
    assert set(schema()["properties"]) == set(shown)
