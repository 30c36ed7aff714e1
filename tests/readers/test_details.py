"""Particular shapes of the other formats, each in as few lines as show it."""

from __future__ import annotations

import io
import json
from typing import Any

import docx
import pytest

from coach.readers import read, read_calls
from coach.transcript import Role, Transcript

Row = tuple[str, str, float | None, float | None]


def rows(data: bytes | str | object) -> list[Row]:
    raw = data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode()
    return [(u.speaker, u.text, u.start, u.end) for u in read(raw, "x").utterances]


def test_stream_vtt_has_notes_and_no_speakers() -> None:
    vtt = "WEBVTT\n\nNOTE Confidence: 0.88\n\n0aa-1\n00:00:01.000 --> 00:00:02.000\n<c>Fish</c> &amp; chips\n"
    assert rows(vtt) == [("", "Fish & chips", 1.0, 2.0)]


def test_srt_without_names() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i>\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nYes\n"
    assert rows(srt) == [("", "Hello there", 1.0, 2.5), ("", "Yes", 3.0, 4.0)]


def test_a_captioner_names_a_speaker_once() -> None:
    srt = "1\n00:01 --> 00:02\nANN: Hi\n\n2\n00:02 --> 00:03\nhow are you\n\n3\n00:03 --> 00:04\nBOB: Well\n"
    assert [r[0] for r in rows(srt)] == ["ANN", "ANN", "BOB"]


def test_csv_without_header_and_with_milliseconds() -> None:
    plain = "Dana,12.0,Hi there my friend\nSam,15.0,Hello you\nDana,17.5,And goodbye now\n"
    assert rows(plain)[0] == ("Dana", "Hi there my friend", 12.0, None)
    timed = "start_ms,end_ms,name,content\n1200,2500,Dana,Hi\n2600,3000,Sam,Yes\n"
    assert rows(timed)[1] == ("Sam", "Yes", 2.6, 3.0)
    clock = "speaker;text;start\nDana;Hi there;00:00:12\nSam;Hello;00:00:15\n"
    assert rows(clock)[1] == ("Sam", "Hello", 15.0, None)


def test_teams_downloads_of_the_old_kind_as_docx() -> None:
    document = docx.Document()
    for line in ("0:0:0.0 --> 0:0:4.5", "Dana Lee", "Hi there.", "0:0:4.5 --> 0:0:6.0", "Sam Fox", "Hello."):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    assert rows(buffer.getvalue()) == [("Dana Lee", "Hi there.", 0.0, 4.5), ("Sam Fox", "Hello.", 4.5, 6.0)]


def test_channels_are_interleaved() -> None:
    def channel(*words: tuple[str, float]) -> dict[str, Any]:
        found = [{"word": w, "start": t, "end": t + 0.3} for w, t in words]
        return {"alternatives": [{"transcript": "x", "words": found}]}

    value = {"results": {"channels": [channel(("Hi.", 0), ("Fine.", 4)), channel(("Hello?", 2))]}}
    assert [(r[0], r[1]) for r in rows(value)] == [
        ("Channel 0", "Hi."),
        ("Channel 1", "Hello?"),
        ("Channel 0", "Fine."),
    ]


def test_amazon_channels_and_audio_segments() -> None:
    def item(word: str, start: float) -> dict[str, Any]:
        times = {"start_time": str(start), "end_time": str(start + 0.5)}
        return {**times, "type": "pronunciation", "alternatives": [{"content": word}]}

    mark = {"type": "punctuation", "alternatives": [{"content": "."}]}
    one = {"channel_label": "ch_0", "items": [item("Hi", 0), mark]}
    two = {"channel_label": "ch_1", "items": [item("Yes", 1), mark]}
    items = [item("Hi", 0), mark, item("Yes", 1), mark]
    found = rows({"results": {"items": items, "channel_labels": {"channels": [two, one]}}})
    assert found == [("ch_0", "Hi.", 0.0, 0.5), ("ch_1", "Yes.", 1.0, 1.5)]
    segment = {"transcript": "Hi.", "start_time": "0.0", "end_time": "0.5", "speaker_label": "spk_0"}
    assert rows({"results": {"items": items, "audio_segments": [segment]}}) == [("spk_0", "Hi.", 0.0, 0.5)]


def test_gong_takes_names_and_sides_from_the_parties() -> None:
    turn = {"speakerId": "7", "sentences": [{"start": 0, "end": 900, "text": "Hi."}]}
    call = {
        "callId": "c1",
        "transcript": [turn],
        "parties": [{"speakerId": "7", "name": "Dana", "affiliation": "Internal"}],
    }
    transcript = read(json.dumps({"callTranscripts": [call]}).encode(), "x")
    assert (transcript.id, transcript.speakers) == ("c1", ("Dana",))
    assert transcript.utterances[0].role is Role.REP


def test_whisperx_segment_of_two_speakers() -> None:
    words = [
        {"word": "Ready?", "start": 0.0, "end": 0.4, "speaker": "A1"},
        {"word": "Yes", "start": 0.5, "end": 0.8, "speaker": "B1"},
        {"word": "3"},
    ]
    segments = [{"start": 0, "end": 1, "text": "Ready? Yes 3", "speaker": "A1", "words": words}]
    assert rows({"segments": segments}) == [("A1", "Ready?", 0.0, 0.4), ("B1", "Yes 3", 0.5, 0.8)]


def test_whisper_cpp_counts_milliseconds() -> None:
    assert rows({"transcription": [{"offsets": {"from": 1500, "to": 2000}, "text": " Hi"}]}) == [("", "Hi", 1.5, 2.0)]


def test_google_without_tags_gives_a_piece_a_result() -> None:
    result = {"alternatives": [{"transcript": " Hello there"}], "resultEndTime": "2.5s"}
    assert rows({"results": [result]}) == [("", "Hello there", None, None)]


def test_real_time_contact_lens_segments() -> None:
    turn = {"ParticipantId": "AGENT", "ParticipantRole": "AGENT", "Content": "Hi", "BeginOffsetMillis": 0}
    transcript = read(json.dumps({"Segments": [{"Transcript": turn}]}).encode(), "x")
    assert (transcript.format, transcript.utterances[0].role) == ("contact_lens", Role.REP)


def test_own_format_keeps_every_turn_in_its_place() -> None:
    turns = [
        {"speaker": "A", "text": "Hi.", "source": "x"},
        {"speaker": "A", "text": "  "},
        {"speaker": "A", "text": "Bye."},
    ]
    transcript = read(json.dumps({"id": "c", "turns": turns}).encode(), "x")
    assert [t.text for t in transcript.turns] == ["Hi.", "…", "Bye."]


def test_own_format_as_an_array() -> None:
    call = {
        "id": "a",
        "date": "2025-03-31",
        "rep": "Al",
        "plan": "sale",
        "turns": [{"speaker": "Al", "text": "Hi"}],
    }
    calls = list(read_calls(json.dumps([call, {"turns": 3}, call]).encode(), "x.json"))
    assert [isinstance(c, Transcript) for c in calls] == [True, False, True]
    assert (
        str(calls[1]) == "x.json, line 2: this is not a call, for it has no list of turns;"
        " see the call format in the README."
    )


@pytest.mark.parametrize(
    "encoded",
    [
        "\ufeffAna: Hé\n".encode(),
        "Ana: Hé\n".encode("utf-16"),
        b"\xfe\xff" + "Ana: Hé\n".encode("utf-16-be"),
        "Ana: Hé\n".encode("cp1252"),
    ],
)
def test_encodings(encoded: bytes) -> None:
    assert read(encoded, "x").utterances[0].text in ("Hé", "Ana: Hé")


def test_terminal_codes_and_controls_are_removed() -> None:
    text = "Da\x1b[31mna: Hi\x07 \x1b]0;title\x07there\u202e.\nSam: Yes\x9b1m.\n"
    assert [(r[0], r[1]) for r in rows(text)] == [("Dana", "Hi there."), ("Sam", "Yes.")]


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (1, 2, (1.0, 2.0)),
        (2, 1, (2.0, None)),
        (-1, 2, (None, None)),
        (10**400, 1, (None, None)),
        (float("nan"), 1, (None, None)),
        (float("inf"), None, (None, None)),
        ("1:05", "1:06.5", (65.0, 66.5)),
        (True, [], (None, None)),
    ],
)
def test_absurd_times_are_left_out(start: object, end: object, kept: tuple[float | None, float | None]) -> None:
    turn = {"speaker": "A", "text": "Hi", "start": start, "end": end}
    assert rows({"turns": [turn]})[0][2:] == kept


TWO_VOICES = {
    "names": "Dana: Hi.\nLee: No\nthanks.",
    "dashes": "- Dana: Hi.\n- Lee: No thanks.",
    "tags": "- <v Dana>Hi.</v>\n- <v Lee>No thanks.</v>",
}


@pytest.mark.parametrize("form", TWO_VOICES)
def test_two_voices_in_one_cue_on_two_lines(form: str) -> None:
    first, second, third = TWO_VOICES[form], "Dana: right", "Lee: bye"
    if form == "tags":
        second, third = "<v Dana>right", "<v Lee>bye"
    cues = (f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n" for n, text in enumerate((first, second, third), 1))
    found = [(r[0], r[1]) for r in rows("\n".join(cues))]
    assert found == [("Dana", "Hi."), ("Lee", "No thanks."), ("Dana", "right"), ("Lee", "bye")]


@pytest.mark.parametrize(
    "name",
    ["+1 (415) 555-0100", "(415) 555-0100", "14155550100", "O'Neil (he/him)", "_lee_", "=Lee=", "lee wong", "L" * 90],
)
def test_any_name_before_a_cue(name: str) -> None:
    cues = (f"00:0{n}.000 --> 00:0{n}.900\n{who}: Hi\n" for n, who in enumerate(("Dana", name, "Dana")))
    assert [r[0] for r in rows("WEBVTT\n\n" + "\n".join(cues))] == ["Dana", name[:80], "Dana"]


def test_names_in_brackets_before_cues() -> None:
    cues = (f"00:0{n}.000 --> 00:0{n}.900\n[{who}] Hi\n" for n, who in enumerate(("Dana", "Lee", "Dana")))
    assert [r[:2] for r in rows("WEBVTT\n\n" + "\n".join(cues))] == [("Dana", "Hi"), ("Lee", "Hi"), ("Dana", "Hi")]


@pytest.mark.parametrize(
    "data",
    [
        "speaker,role,text\nDana,Customer,Hi\nLee,rep,Well\n",
        [{"speaker": "Dana", "role": "customer", "text": "Hi"}, {"speaker": "Lee", "role": "agent", "text": "Well"}],
        {
            "turns": [
                {"speaker": "Dana", "role": "Prospect", "text": "Hi"},
                {"speaker": "Lee", "role": "REP", "text": "Y"},
            ]
        },
    ],
)
def test_a_role_beside_the_speaker(data: object) -> None:
    raw = data if isinstance(data, str) else json.dumps(data)
    found = [(u.speaker, u.role) for u in read(raw.encode(), "x").utterances]
    assert found == [("Dana", Role.PROSPECT), ("Lee", Role.REP)]


def test_start_and_end_are_in_the_same_unit() -> None:
    found = rows("start\tend\ttext\n0\t1500\tHi there\n1500\t2500\tFine\n")
    assert [r[2:] for r in found] == [(0.0, 1.5), (1.5, 2.5)]


def test_a_markdown_table_and_a_spreadsheets_first_line() -> None:
    expected = [("Dana", "Hi there"), ("Lee", "ok")]
    assert [r[:2] for r in rows("| Speaker | Text |\n|---|---|\n| Dana | Hi there |\n| Lee | ok |\n")] == expected
    assert [r[:2] for r in rows("sep=;\nSpeaker;Text\nDana;Hi there\nLee;ok\n")] == expected


def test_a_contact_lens_chat_begins_with_an_event() -> None:
    people = [{"ParticipantId": "a", "ParticipantRole": "AGENT"}, {"ParticipantId": "c", "ParticipantRole": "CUSTOMER"}]
    said = [{"ParticipantId": "a", "Content": "Hi"}, {"ParticipantId": "c", "Content": "Fine"}]
    value = {"Participants": people, "Transcript": [{"ParticipantId": "a", "Type": "EVENT"}, *said]}
    transcript = read(json.dumps(value).encode(), "x")
    assert [(u.text, u.role) for u in transcript.utterances] == [("Hi", Role.REP), ("Fine", Role.PROSPECT)]


def test_whispers_plain_answer() -> None:
    assert rows({"text": "Hi there. Could we meet?"}) == [("", "Hi there. Could we meet?", None, None)]


def test_fireflies_raw_text_where_the_text_is_empty() -> None:
    sentence = {"speaker_name": "Dana", "text": "", "raw_text": "Hi", "start_time": 0.5}
    assert rows({"sentences": [sentence]}) == [("Dana", "Hi", 0.5, None)]


@pytest.mark.parametrize("given", ["a" * 300, "two  spaces", 7782342274025937895])
def test_ids_are_kept(given: object) -> None:
    assert read(json.dumps({"id": given, "turns": [{"text": "Hi"}]}).encode(), "x").id == str(given)
