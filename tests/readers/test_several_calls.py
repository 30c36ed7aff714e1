"""Files that hold several calls: every one of them is read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coach.readers import read, read_calls
from coach.transcript import Role, Transcript


def fathom(name: str) -> dict[str, Any]:
    return {"transcript": [{"speaker": {"display_name": name}, "text": "Hi", "timestamp": "00:00:05"}]}


def fireflies(name: str) -> dict[str, Any]:
    return {"id": f"f{name}", "sentences": [{"speaker_name": name, "text": "Hi", "start_time": 0.5}]}


def gong(name: str) -> dict[str, Any]:
    turn = {"speakerId": name, "sentences": [{"start": 1, "end": 2, "text": "Hi"}]}
    return {"callId": f"g{name}", "transcript": [turn]}


def generic(name: str) -> dict[str, Any]:
    return {"id": f"c{name}", "transcript": [{"speaker": name, "text": "Hi"}]}


NAMES = ("Dana", "Lee", "Cyd")
SEVERAL: dict[str, tuple[object, tuple[str, ...]]] = {
    "fathom": ({"items": [{"transcript": None}, *map(fathom, NAMES)]}, ("x", "x-2", "x-3")),
    "fireflies": ({"data": {"transcripts": [*map(fireflies, NAMES)]}}, ("fDana", "fLee", "fCyd")),
    "gong": ({"callTranscripts": [*map(gong, NAMES)]}, ("gDana", "gLee", "gCyd")),
    "gong, a list of calls": ([*map(gong, NAMES)], ("gDana", "gLee", "gCyd")),
    "gong, a list of pages": ([{"callTranscripts": [gong(n)]} for n in NAMES], ("gDana", "gLee", "gCyd")),
    "generic": ({"calls": [*map(generic, NAMES)]}, ("cDana", "cLee", "cCyd")),
    "generic, a list": ([*map(generic, NAMES)], ("cDana", "cLee", "cCyd")),
}


def calls(data: bytes) -> list[Transcript]:
    found = list(read_calls(data, "x.json"))
    assert all(isinstance(call, Transcript) for call in found)
    return [call for call in found if isinstance(call, Transcript)]


@pytest.mark.parametrize("case", SEVERAL)
def test_all_are_read(case: str) -> None:
    value, ids = SEVERAL[case]
    found = calls(json.dumps(value).encode())
    assert [call.speakers for call in found] == [(name,) for name in NAMES]
    assert tuple(call.id for call in found) == ids


def test_a_table_with_a_column_for_the_call() -> None:
    found = calls(b"Call ID,speaker,text\n7,Dana,Hi\n8,Ann,Morning\n7,Lee,Fine\n")
    assert [(c.id, [u.text for u in c.utterances]) for c in found] == [("7", ["Hi", "Fine"]), ("8", ["Morning"])]


def test_monologues_of_sentences_are_one_call() -> None:
    value = {"monologues": [{"speaker": n, "sentences": [{"text": "Hi", "start": 1}]} for n in NAMES]}
    assert read(json.dumps(value).encode(), "x").speakers == NAMES


def test_titles_of_calls_are_no_speakers() -> None:
    value = {"calls": [{"name": n, "segments": [{"text": "Hi", "time": 1}]} for n in NAMES]}
    assert [call.speakers for call in calls(json.dumps(value).encode())] == [("",)] * 3


def test_the_same_call_told_twice_is_one_call() -> None:
    value = {"transcript": [{"speaker": "Al", "text": "Hi"}], "segments": [{"speaker": "Bo", "text": "Hi you"}]}
    assert read(json.dumps(value).encode(), "x").speakers == ("Al",)


def test_an_utterance_a_line() -> None:
    lines = [json.dumps({"speaker": n, "text": "Hi"}) for n in NAMES]
    assert read("\n".join(lines).encode(), "x").speakers == NAMES


def test_gongs_two_answers_in_one_file() -> None:
    party = {"speakerId": "Dana", "name": "Dana Lee", "affiliation": "Internal"}
    value = {"callTranscripts": [gong("Dana")], "calls": [{"metaData": {"id": "gDana"}, "parties": [party]}]}
    transcript = read(json.dumps(value).encode(), "x")
    assert (transcript.speakers, transcript.utterances[0].role) == (("Dana Lee",), Role.REP)
