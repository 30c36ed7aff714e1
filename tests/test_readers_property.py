"""Whatever the bytes are, reading gives a Transcript or a ReadError, and soon."""

from __future__ import annotations

import contextlib
import json
import random
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.errors import ReadError
from coach.readers import FORMATS, read, read_calls
from coach.roles import assign_roles
from coach.transcript import Transcript

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = sorted({format.sample for format in FORMATS})
CONTENT = {name: (SAMPLES / name).read_bytes() for name in FILES}
JSON_FILES = [name for name in FILES if name.endswith(".json")]
few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def check(data: bytes) -> None:
    """Read, and hold the result to what a Transcript promises."""
    for result in read_calls(data, "fuzz"):
        if isinstance(result, ReadError):
            assert re.fullmatch(r"fuzz(, line \d+)?: [^;]+; .+\.", str(result), re.DOTALL)
        else:
            hold(result)
            assign_roles(result)
    with contextlib.suppress(ReadError):
        read(data, "fuzz")


def hold(transcript: Transcript) -> None:
    assert transcript.utterances
    for u in transcript.utterances:
        assert u.text == u.text.strip() != ""
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in u.text + u.speaker)
        assert u.start is None or 0 <= u.start < 10**6
        assert u.end is None or (u.start is not None and u.end >= u.start)


@few
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(data)


@few
@given(
    st.sampled_from([b"{", b"[", b"WEBVTT\n\n", b"1\n00:00:01,000 --> ", b"PK\x03\x04", b"a,b\n"]),
    st.binary(),
)
def test_any_bytes_after_a_known_beginning(head: bytes, data: bytes) -> None:
    check(head + data)


@few
@given(st.text(alphabet='[]():<>|*-> \n\tADdn0123456789,.;"&\\', max_size=300))
def test_any_text_of_marks(text: str) -> None:
    check(text.encode())


@few
@given(st.sampled_from(FILES), st.floats(0, 1))
def test_a_sample_cut_off(name: str, share: float) -> None:
    data = CONTENT[name]
    check(data[: int(len(data) * share)])


@few
@given(st.sampled_from(FILES), st.integers(0, 10**6), st.integers(1, 30))
def test_a_sample_with_flipped_bits(name: str, seed: int, flips: int) -> None:
    rng, data = random.Random(seed), bytearray(CONTENT[name])
    for _ in range(flips):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    check(bytes(data))


def mutated(value: Any, rng: random.Random) -> Any:
    """The JSON value with keys removed and leaves replaced by something absurd."""
    if rng.random() < 0.01:
        return rng.choice([None, True, -1, 1e308, 10**400, float("nan"), "", "x", [], {}, [[]], {"a": 1}, "9:99"])
    if isinstance(value, dict):
        return {k: mutated(v, rng) for k, v in value.items() if rng.random() > 0.01}
    if isinstance(value, list):
        return [mutated(v, rng) for v in value]
    return value


@few
@given(st.sampled_from(JSON_FILES), st.integers(0, 10**6))
def test_a_json_sample_with_fields_removed_and_replaced(name: str, seed: int) -> None:
    value = mutated(json.loads(CONTENT[name]), random.Random(seed))
    check(json.dumps(value).encode())


def test_every_field_of_every_json_sample_replaced() -> None:
    rng = random.Random(7)
    for name in JSON_FILES:
        value = json.loads(CONTENT[name])
        for _ in range(40):
            check(json.dumps(mutated(value, rng)).encode())


KEYS = (
    "results channels alternatives words transcript utterances segments speaker text start end turns"
    " Transcript Participants monologues elements sentences speaker_name timestamps items speaker_labels"
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=4),
    max_leaves=25,
)


@few
@given(json_values)
def test_any_json_of_familiar_keys(value: Any) -> None:
    check(json.dumps(value).encode())


@few
@given(st.lists(st.sampled_from([*CONTENT["coach.jsonl"].splitlines(), b'{"id": 1', b'{"turns": 3}'])))
def test_lines_good_and_bad_give_one_result_each(lines: list[bytes]) -> None:
    results = list(read_calls(b"\n".join(lines), "calls.jsonl"))
    good = [line for line in lines if b'"turns": [' in line]
    if good and len(lines) > 1 and lines[0].startswith(b"{"):
        assert len(results) == len(lines)
        assert sum(isinstance(r, Transcript) for r in results) == len(good)


HOSTILE = (
    b"a" * 1_000_000,
    b"A " * 500_000,
    b"(" * 1_000_000,
    b"[" * 1_000_000,
    b"<v " * 330_000,
    b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 330_000,
    b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"&lt" * 330_000,
    b"0:" * 500_000,
    b"00:12 " * 160_000,
    b"**" * 500_000,
    b"** a" * 250_000,
    b">> " * 330_000,
    b"\x1b[" * 500_000 + b"a" * 10_000_000,
    b"\x1b]a" * 100_000 + b"a" * 10_000_000,
    b"A: a\n" * 60_000,
    b"a\n" * 500_000,
    b"Aa (" * 250_000,
    b'{"a":' * 200_000,
    b'{"turns":' + b"[" * 100_000,
    b'"' * 1_000_000,
    b"a,b\n" + b'"' * 1_000_001,
    b"a\tb\tc\n" * 100_000,
    b"speaker,text\n" + b"a,b\n" * 100_000,
    b"1\n00:00:01,000 --> 00:00:02,000\n" * 20_000,
    b"-->" * 300_000,
    b"1" * 1_000_000,
    b"[" + b"1" * 100_000 + b"]",
    (b"the quick " * 19_000 + b"\n") * 5,
    b"A: " + b"i'm a a a a " * 16_000 + b"\nB: " + b"what you " * 20_000,
)


@pytest.mark.parametrize("data", HOSTILE, ids=lambda d: repr(d[:24]))
def test_hostile_files_take_bounded_time(data: bytes) -> None:
    begin = time.process_time()
    check(data)
    assert time.process_time() - begin < 8
