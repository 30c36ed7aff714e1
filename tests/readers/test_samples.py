"""Every format has a sample, read by that format, with its speakers, utterances and times."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.readers import FORMATS, Format, ensure_english, read, read_calls
from coach.roles import assign_roles
from coach.transcript import Role, Transcript

SAMPLES = Path(__file__).parents[2] / "samples"

# file: (speakers, utterances, first start, first end, who is the rep)
EXPECTED: dict[str, tuple[tuple[str, ...], int, float | None, float | None, str | None]] = {
    "amazon_transcribe.json": (("spk_0", "spk_1"), 16, 1.2, 2.63, "spk_1"),
    "assemblyai.json": (("Speaker A", "Speaker B"), 16, 1.2, 7.27, "Speaker A"),
    "call_analytics.json": (("CUSTOMER", "AGENT"), 18, 1.2, 2.27, "AGENT"),
    "chat.json": (("visitor", "agent"), 14, None, None, "agent"),
    "coach.json": (("Imogen", "Rafe"), 13, 1.2, 7.65, "Imogen"),
    "contact_lens.json": (("AGENT", "CUSTOMER"), 18, 1.2, 6.88, "AGENT"),
    "deepgram.json": (("Speaker 1", "Speaker 0"), 16, 1.2, 2.63, "Speaker 0"),
    "fathom.json": (("Ruth Adeyemi", "Nils Berg"), 16, 1.0, None, "Ruth Adeyemi"),
    "fireflies.json": (("Connor Walsh", "Amy Tran"), 23, 1.2, 3.22, "Connor Walsh"),
    "gong.json": (
        ("Speaker 6432345678555530067", "Speaker 6432345678555530068"),
        31, 1.2, 3.62, "Speaker 6432345678555530067",
    ),
    "google.json": (("Speaker 1", "Speaker 2"), 15, 1.2, 3.79, "Speaker 2"),
    "ibm.json": (("Speaker 0", "Speaker 1"), 17, 1.2, 1.86, "Speaker 1"),
    "kaldi.json": (("S0", "S1"), 14, 1.2, 2.25, "S1"),
    "meet.md": (("Hana Suzuki", "Beth Okafor", "Leo Grant"), 20, None, None, "Hana Suzuki"),
    "notes.txt": (("Alina Petrescu", "Mr Doyle"), 17, 1.0, None, "Alina Petrescu"),
    "otter.txt": (("Sofia Marin", "Greg Tolliver"), 13, 1.0, None, "Sofia Marin"),
    "rev.json": (("Carol", "Yusuf"), 16, 1.2, 6.1, "Carol"),
    "speechmatics.json": (("S1", "S2"), 15, 1.2, 2.63, "S2"),
    "subtitles.srt": (("Wayne", "Dolores"), 16, 1.2, 3.04, "Dolores"),
    "table.csv": (("Lakshmi", "Gus"), 18, 1.2, 1.88, "Gus"),
    "table.tsv": (("Agent Kim", "Mr Laurent"), 17, 1.2, None, "Agent Kim"),
    "teams.docx": (("Owen Pritchard", "Shirin Azadi"), 18, 1.0, None, "Owen Pritchard"),
    "teams.vtt": (("Marcus Bell", "Ingrid Olsen"), 20, 1.2, 6.12, "Marcus Bell"),
    "whisper.json": (("",), 12, 1.2, 2.27, None),
    "whisperx.json": (("SPEAKER_00", "SPEAKER_01"), 17, 1.2, 3.04, "SPEAKER_01"),
    "zoom.vtt": (("Priya Nair", "Tom Hallett"), 20, 1.2, 4.58, "Priya Nair"),
}  # fmt: skip


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_every_format_reads_its_sample_whatever_the_file_is_called(format: Format) -> None:
    data = (SAMPLES / format.sample).read_bytes()
    calls = list(read_calls(data, "misleading.pdf"))
    assert {c.format for c in calls if isinstance(c, Transcript)} == {format.name}
    assert all(isinstance(c, Transcript) for c in calls)


def test_every_sample_belongs_to_a_format() -> None:
    assert {p.name for p in SAMPLES.iterdir()} == {f.sample for f in FORMATS} | {"teams.vtt"}


@pytest.mark.parametrize("name", EXPECTED)
def test_sample(name: str) -> None:
    speakers, count, start, end, rep = EXPECTED[name]
    transcript = read((SAMPLES / name).read_bytes(), name)
    first = transcript.utterances[0]
    assert transcript.speakers == speakers
    assert (len(transcript.utterances), first.start, first.end) == (count, start, end)
    starts = [u.start for u in transcript.utterances if u.start is not None]
    assert starts == sorted(starts)
    ensure_english(transcript, name)
    roles = dict(assign_roles(transcript).roles)
    assert [n for n, role in roles.items() if role is Role.REP] == ([rep] if rep else [])


def test_words_are_joined_into_the_sentences_people_said() -> None:
    for name, text in (
        ("amazon_transcribe.json", "Ha. I will. And who's it to?"),
        ("deepgram.json", "A sticker. I'd never have thought of that. Not new cards?"),
        ("google.json", "Perfect. She'll be home by then, she can choose the colour."),
        ("rev.json", "That's decent of you, Carol."),
        ("speechmatics.json", "Oh no. I'm not going to ask you to put me through. What's the best way to"),
        ("kaldi.json", "I will. And I'll call on Friday afternoon to hear about the crust."),
    ):
        texts = [u.text for u in read((SAMPLES / name).read_bytes(), name).utterances]
        assert any(t.startswith(text) for t in texts), name


def test_two_voices_in_one_cue_are_two_utterances() -> None:
    both = [u for u in read((SAMPLES / "teams.vtt").read_bytes(), "t").utterances if u.text in ("Exactly.", "Right.")]
    assert [(u.speaker, u.text) for u in both] == [("Ingrid Olsen", "Exactly."), ("Marcus Bell", "Right.")]


def test_a_file_of_several_calls_gives_them_one_by_one() -> None:
    calls = [c for c in read_calls((SAMPLES / "coach.jsonl").read_bytes(), "x") if isinstance(c, Transcript)]
    assert [c.id for c in calls] == ["hedgerow-voicemail", "osei-sign", "vantage-winback"]
    assert [len(c.turns) for c in calls] == [1, 15, 13]
    assert [str(c.day) for c in calls] == ["2025-04-01", "2025-04-02", "2025-07-07"]
