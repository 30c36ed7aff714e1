"""Files as real systems wrote them, kept beside the checkout: read where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.readers import read

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason=f"no real transcript files in {FORMATS}")

# file: (format, speakers, utterances, first start, last end)
EXPECTED: dict[str, tuple[str, tuple[str, ...], int, float | None, float | None]] = {
    "assemblyai_transcription.json": ("assemblyai", ("Speaker A",), 1, 0.17, 25.14),
    "assemblyai_utterances.json": ("assemblyai", ("Speaker A",), 1, 0.17, 25.14),
    "aws_transcribe_call_analytics.docx": ("docx", ("Agent", "Customer"), 37, 0.4, 182.84),
    "aws_transcribe_call_analytics.json": ("call_analytics", ("AGENT", "CUSTOMER"), 37, 0.04, 182.89),
    "aws_transcribe_standard_speakers.json": ("amazon_transcribe", ("spk_0", "spk_1"), 8, 5.24, 301.363),
    "dg_speakers.json": ("deepgram", ("Speaker 0", "Speaker 1", "Speaker 2"), 22, 3.04, 163.105),
    "dg_transcription.json": ("deepgram", ("",), 3, 0.08, 25.44),
    "dg_utterances.json": ("deepgram", ("",), 6, 0.08, 25.44),
    "google_stt_diarization.json": ("google", ("Speaker 2", "Speaker 1"), 3, 12.9, 706.0),
    "ibm_watson_stt.json": ("ibm", ("Speaker 1",), 1, 13.04, 705.94),
    "kaldi_speaker_segments.json": ("kaldi", ("S12", "S10"), 10, 13.02, 704.34),
    "otter_export.txt": ("otter", ("Emma", "Kelly", "Unknown Speaker", "Tailor", "Sidney"), 162, 0.0, None),
    "speechmatics.json": ("speechmatics", ("F4", "F3", "F2"), 11, 13.05, 705.95),
    "whisper_timestamped.json": ("whisper", ("",), 4, 0.12, 25.32),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_real_file(name: str) -> None:
    transcript = read((FORMATS / name).read_bytes(), name)
    utterances = transcript.utterances
    assert (
        transcript.format,
        transcript.speakers,
        len(utterances),
        utterances[0].start,
        utterances[-1].end,
    ) == EXPECTED[name]


def test_google_meet() -> None:
    transcript = read((FORMATS / "google_meet_ppgc10.md").read_bytes(), "ppgc10.md")
    assert (transcript.id, transcript.format, len(transcript.utterances)) == ("ppgc10", "markdown", 39)
    assert transcript.speakers[:3] == ("Harry Rook", "Dimitri Nikolaros", "Derek Meyer")
    assert "Tiago - Stakin" in transcript.speakers
    assert transcript.utterances[-1].text.endswith("see you on the next call.")


def test_every_real_file_is_tested() -> None:
    found = {p.name for p in FORMATS.iterdir()} - {"README.md", "google_meet_ppgc10.md"}
    assert found == set(EXPECTED)
