"""Files that cannot be read: each gives one exact sentence."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from coach.errors import ReadError
from coach.readers import read, read_calls
from coach.transcript import Transcript

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
AUDIO = "transcribe it first and give coach the transcript."
AGAIN = "export the transcript again."
OWN = "see the call format in the README."
BARE = "this JSON is a bare value, not a transcript; `coach formats` lists what coach reads."


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def word(body: str) -> bytes:
    return zipped(word__document_xml=f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>")


def turns(*texts: str) -> bytes:
    return json.dumps({"turns": [{"speaker": "A", "text": t} for t in texts]}).encode()


CASES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", f"f: the file is empty; {AGAIN}"),
    "white": (b" \r\n\t ", f"f: the file is empty; {AGAIN}"),
    "mark only": (b"\xef\xbb\xbf", f"f: the file is empty; {AGAIN}"),
    "pdf": (b"%PDF-1.7\n", "f: this is a PDF, not a transcript; save it as .docx or plain text."),
    "mp3": (b"ID3\x04\x00", f"f: this is an MP3 recording, not a transcript; {AUDIO}"),
    "mp3 bare": (b"\xff\xfb\x90\x00", f"f: this is an MP3 recording, not a transcript; {AUDIO}"),
    "wav": (b"RIFF\x00\x00\x00\x00WAVEfmt ", f"f: this is a WAV recording, not a transcript; {AUDIO}"),
    "mp4": (b"\x00\x00\x00 ftypisom", f"f: this is an MP4 recording, not a transcript; {AUDIO}"),
    "png": (
        b"\x89PNG\r\n\x1a\n",
        "f: this is a PNG picture, not a transcript; give coach the transcript as text.",
    ),
    "doc": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        "f: this is an old Word document (.doc), not a transcript; save it as .docx or plain text.",
    ),
    "xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
        "f: this is an old Excel workbook (.xls), not a transcript; save the sheet as CSV.",
    ),
    "rtf": (rb"{\rtf1 hi}", "f: this is an RTF document, not a transcript; save it as .docx or plain text."),
    "html": (
        b"<!DOCTYPE html><p>",
        "f: this is a web page, not a transcript; save it as .docx or plain text.",
    ),
    "zip": (
        zipped(a="x"),
        "f: this is a zip archive, not a transcript; unpack it and give coach the transcript inside.",
    ),
    "xlsx": (
        zipped(xl__workbook_xml="x"),
        "f: this is an Excel workbook, not a transcript; save the sheet as CSV.",
    ),
    "pptx": (
        zipped(ppt__presentation_xml="x"),
        "f: this is a PowerPoint presentation, not a transcript; save it as .docx or plain text.",
    ),
    "noise": (
        bytes(range(256)) * 20,
        "f: this is not text in an encoding coach knows; save it as UTF-8 text.",
    ),
    "shift-jis": (
        "こんにちは、お電話ありがとうございます。".encode("shift-jis") * 9,
        "f: this is not text in an encoding coach knows; save it as UTF-8 text.",
    ),
    "utf-16 without mark": (
        ("Dana: Hello there.\n" * 20).encode("utf-16-le"),
        "f: this is not text in an encoding coach knows; save it as UTF-8 text.",
    ),
    "json cut off": (
        b'{\n "turns": [\n  {"text": "Hel',
        f"f, line 3: the JSON ends in the middle, as if the file were cut off; {AGAIN}",
    ),
    "json cut off between": (
        b'{"turns": [\n{"text": "Hi"},',
        f"f, line 2: the JSON ends in the middle, as if the file were cut off; {AGAIN}",
    ),
    "json broken": (
        b'{"turns": [\n{"text": nope}]}',
        f"f, line 2: the JSON is broken (expecting value); {AGAIN}",
    ),
    "json too deep": (
        b'{"a":' + b"[" * 200_000,
        f"f: the JSON is nested too deeply to be a transcript; {AGAIN}",
    ),
    "json long number": (
        b'{"a": ' + b"1" * 5000 + b"}",
        f"f: a number in the JSON is too long; {AGAIN}",
    ),
    "json of something else": (
        b'{"name": "x", "version": 3}',
        "f: this JSON is no transcript coach knows (its keys are 'name', 'version');"
        " `coach formats` lists what coach reads.",
    ),
    "json list": (
        b"[[1, 2, 3]]",
        "f: this JSON is no transcript coach knows (a list of 1); `coach formats` lists what coach reads.",
    ),
    "json null": (b"null", f"f: {BARE}"),
    "json number": (b" 42\n", f"f: {BARE}"),
    "json string": (b'"hello"', f"f: {BARE}"),
    "json list of numbers": (b"[1, 2, 3]", f"f: {BARE}"),
    "no words": (turns("", " "), f"f: nobody says anything in it; {OWN}"),
    "no turns": (b'{"turns": []}', f"f: nobody says anything in it; {OWN}"),
    "turns that are no list": (
        b'{"id": "x", "turns": {}}',
        f"f: this is not a call, for it has no list of turns; {OWN}",
    ),
    "a list as id": (
        b'{"id": ["x"], "turns": [{"text": "Hi"}]}',
        f"f: the id of the call is neither text nor a whole number; {OWN}",
    ),
    "a date near the end of the calendar": (
        b'{"date": "9999-12-31", "turns": [{"text": "Hi"}]}',
        f"f: the date of the call is not of our time; {OWN}",
    ),
    "no cues": (b"WEBVTT\n\nNOTE nothing\n", f"f: nobody says anything in it; {AGAIN}"),
    "turn without text": (
        b'{"turns": [{"speaker": "A"}]}',
        "f: turn 0 (counted from 0) has no text; see the call format in the README.",
    ),
    "unknown role": (
        b'{"turns": [{"text": "Hi", "role": "boss"}]}',
        "f: turn 0 (counted from 0) has a role that is none of rep, prospect, gatekeeper, other, unknown;"
        " see the call format in the README.",
    ),
    "bad date": (
        b'{"date": "31.3.", "turns": [{"text": "Hi"}]}',
        "f: the date of the call is not like 2025-03-31; see the call format in the README.",
    ),
    "several calls": (
        b'[{"turns": [{"text": "Hi"}]}, {"turns": [{"text": "Hi"}]}, {"turns": [{"text": "Hi"}]}]',
        "f: it holds 3 calls, not one; read them one by one with read_calls.",
    ),
    "no calls": (b'{"callTranscripts": [], "turns": []}', f"f: nobody says anything in it; {OWN}"),
    "long utterance": (
        b"A: " + b"word " * 50_000,
        "f: one utterance is longer than 200,000 characters; break it into lines.",
    ),
    "many utterances": (
        b"A: hi\nB: ho\n" * 25_001,
        "f: it has more than 50,000 utterances; split it into one file per call.",
    ),
    "many lines": (b"x\n" * 200_001, "f: it has more than 200,000 lines; split it into one file per call."),
    "too large": (b"a" * 50_000_001, "f: the file is larger than 50 MB; split it into one file per call."),
    "docx bomb": (
        word(f"<w:p><w:r><w:t>{'a' * 30_000_000}</w:t></w:r></w:p>"),
        "f: the Word document unpacks to far too much for a transcript; save it again as .docx or as plain text.",
    ),
    "docx too deep": (
        word("<w:p>" * 5000),
        "f: the Word document is nested too deeply; save it again as .docx or as plain text.",
    ),
    "docx damaged": (
        word("<w:p><w:r></w:p>"),
        "f: the Word document is damaged or locked; save it again as .docx or as plain text.",
    ),
    "docx cut off": (
        word("<w:p/>")[:60],
        "f: the Word document is damaged or locked; save it again as .docx or as plain text.",
    ),
    "docx with entities": (
        zipped(
            word__document_xml="<!DOCTYPE d [<!ENTITY a 'ha'>"
            + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 if n else str()};' * 10}'>" for n in range(9))
            + f"]><w:document xmlns:w='{W}'><w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:document>"
        ),
        "f: the Word document is damaged or locked; save it again as .docx or as plain text.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_sentence(case: str) -> None:
    data, sentence = CASES[case]
    with pytest.raises(ReadError) as caught:
        read(data, "f")
    assert str(caught.value) == sentence


def test_a_bad_line_does_not_end_the_file() -> None:
    good = b'{"id": "a", "turns": [{"speaker": "A", "text": "Hi"}]}'
    lines = [good, b'{"id": "b", "turns": [', b"", good, b'{"id": "d"}', b'{"turns": [{"text": ""}]}']
    results = list(read_calls(b"\n".join(lines), "calls.jsonl"))
    assert [isinstance(r, Transcript) for r in results] == [True, False, True, False, False]
    assert [str(r) for r in results if isinstance(r, ReadError)] == [
        f"calls.jsonl, line 2: the JSON ends in the middle, as if the file were cut off; {AGAIN}",
        "calls.jsonl, line 5: this is not a call, for it has no list of turns; see the call format in the README.",
        f"calls.jsonl, line 6: nobody says anything in it; {OWN}",
    ]


def test_lines_are_read_one_at_a_time() -> None:
    lines = b'{"turns": [{"text": "Hi"}]}\n' * 3 + b"{"
    calls = read_calls(lines, "calls.jsonl")
    assert isinstance(next(calls), Transcript)
    with pytest.raises(ReadError, match="it holds 4 calls, not one"):
        read(lines, "calls.jsonl")


def test_read_calls_hands_over_what_is_wrong_with_the_file() -> None:
    (error,) = read_calls(b"", "f")
    assert isinstance(error, ReadError)
    assert (error.file, error.reason, error.line) == ("f", "the file is empty", None)


def test_a_path_will_do_for_a_name() -> None:
    assert read(b"A: Hi\nB: Yes\n", Path("x") / "call.txt").id == "call"  # type: ignore[arg-type]
    with pytest.raises(ReadError, match=r"^x: the file is empty"):
        read(b"", Path("x"))  # type: ignore[arg-type]
