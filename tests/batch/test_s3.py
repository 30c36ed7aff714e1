"""Sources and results in S3, against a real server in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_here import batch, scored
from batch_process import drive
from batch_stub import call_json

from coach.batch.item import Item
from coach.batch.sources import list_items

SERVER = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""
ACCOUNT = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server, told to every client of this process and those it starts."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    assert process.stdout
    address = f"http://127.0.0.1:{int(process.stdout.readline())}"
    before = dict(os.environ)
    os.environ.update(ACCOUNT, AWS_ENDPOINT_URL=address)
    yield address
    os.environ.clear()
    os.environ.update(before)
    process.communicate()


@pytest.fixture(scope="module")
def bucket(server: str) -> str:
    import s3fs

    s3 = s3fs.S3FileSystem()
    s3.mkdir("calls")
    s3.mkdir("results")
    for n in range(6):
        s3.pipe(f"calls/2026/week{n % 2}/call{n}.json", call_json(n).encode())
    s3.pipe("calls/2026/lines.jsonl", "\n".join(map(call_json, range(10, 20))).encode())
    s3.pipe("calls/2026/broken.json", b"{")
    s3.pipe("calls/2026/picture.png", b"x")
    return "s3://calls"


def test_listing_and_patterns(bucket: str) -> None:
    found = [item for item in list_items([bucket, f"{bucket}/2026/*/call1.json"]) if isinstance(item, Item)]
    assert len(found) == 6 + 10 + 1 + 1
    assert found[0].url == "s3://calls/2026/broken.json"
    assert found[-1].url == "s3://calls/2026/week1/call1.json"


def test_from_a_bucket_to_a_bucket(bucket: str, tmp_path: Path) -> None:
    import s3fs

    ledger = tmp_path / "calls.ledger"
    outcome = batch(bucket, dest="s3://results/march/calls.jsonl", ledger=ledger)
    assert (outcome.calls, outcome.failed) == (16, 1)
    s3 = s3fs.S3FileSystem()
    lines = s3.cat("results/march/calls.jsonl").splitlines()
    assert json.loads(lines[0])["file"] == "s3://calls/2026/lines.jsonl"
    assert b"broken.json" in s3.cat("results/march/calls.failures.csv")
    assert sorted(s3.ls("results/march")) == [
        "results/march/calls.failures.csv",
        "results/march/calls.jsonl",
        "results/march/calls.scorecard.csv",
    ]
    s3.pipe("calls/2026/week1/call1.json", call_json(99).encode())
    batch(bucket, dest="s3://results/march/calls.jsonl", ledger=ledger)
    assert scored == ["c99"]


def test_worker_processes_open_the_bucket_themselves(bucket: str, tmp_path: Path) -> None:
    result = drive(bucket, tmp_path / "out.jsonl", "processes")
    assert result.returncode == 1, result.stderr
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 16


def test_a_bucket_that_is_not_there(server: str, tmp_path: Path) -> None:
    outcome = batch("s3://nowhere/calls", dest=tmp_path / "out.jsonl")
    assert (outcome.calls, outcome.failed) == (0, 1)
    assert "s3://nowhere/calls" in (tmp_path / "out.failures.csv").read_text()
