"""The manifest says more about files, and every mistake in it is named with its line before anything is scored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_here import batch, scored
from batch_stub import call_json, write_calls

from coach.errors import CoachError


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return write_calls(tmp_path / "calls", 3)


def rows(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("file,rep,date,call_id,prospect,plan,backup", "{},Zoë Lund,2025-04-01,X-1,Bo Ltd,meeting,call_back"),
        ("File;Rep;Date;Call_ID;Prospect;Plan;Backup", "{};Zoë Lund;2025-04-01;X-1;Bo Ltd;meeting;call_back"),
    ],
)
@pytest.mark.parametrize("named", ["week0/call001.json", "calls/week0/call001.json", "absolute"])
def test_what_it_says_wins(header: str, row: str, named: str, calls: Path, tmp_path: Path) -> None:
    manifest, out = tmp_path / "manifest.csv", tmp_path / "out.jsonl"
    file = str(calls / "week0" / "call001.json") if named == "absolute" else named
    manifest.write_text(f"{header}\n{row.format(file)}\n", "utf-8-sig")
    batch(calls, dest=out, manifest=manifest)
    first, second, _ = rows(out)
    assert first["rep"] == "Rep 0"
    assert (second["rep"], second["prospect"]) == ("Zoë Lund", "Bo Ltd")
    report = second["report"]
    assert isinstance(report, dict)
    assert (report["id"], report["day"]) == ("X-1", "2025-04-01")
    assert report["findings"][0]["because"].startswith("meeting")


def test_a_file_of_many_calls_numbers_their_ids(tmp_path: Path) -> None:
    source, manifest, out = tmp_path / "many.json", tmp_path / "m.csv", tmp_path / "out.jsonl"
    source.write_text(f"[{call_json(1)}, {call_json(2)}]")
    manifest.write_text("file,call_id,rep\nmany.json,M,Ann\n")
    batch(source, dest=out, manifest=manifest)
    assert scored == ["M", "M-2"]
    assert [row["rep"] for row in rows(out)] == ["Ann", "Ann"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("file,colour\n", "line 1: there is no column 'colour'; the columns are file, date, call_id, rep,"),
        ("rep\n", "line 1: there is no column 'file'"),
        ("file,rep,rep\n", "line 1: the column 'rep' stands twice"),
        ("file,rep\nweek0/call000.json,A\nnowhere.json,B\n", "line 3: nowhere.json is none of the files"),
        ("file,date\nweek0/call000.json,31.3.2025\n", "line 2: '31.3.2025' is not a date"),
        ("file,date\nweek0/call000.json,0025-03-01\n", "line 2: 0025-03-01 is no year"),
        ("file,plan\nweek0/call000.json,lunch\n", "line 2: 'lunch' aims at no step"),
        ("file,rep\n,A\n", "line 2: the row names no file"),
        ("file,rep\nweek0/call000.json,A,B\n", "line 2: it has 3 values for 2 columns"),
        ("file\nweek0/call000.json\n\nweek0/call000.json\n", "line 4: week0/call000.json stands in line 2 too"),
        ("file,rep\n\udce9.json,A\n", "is not UTF-8"),
    ],
)
def test_mistakes(text: str, says: str, calls: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(text, "utf-8", errors="surrogateescape")
    with pytest.raises(CoachError) as error:
        batch(calls, dest=tmp_path / "out.jsonl", manifest=manifest)
    assert says in str(error.value)
    assert str(manifest) in str(error.value)
    assert scored == []
    assert not (tmp_path / "out.jsonl").exists()


def test_a_name_that_could_be_two_files(calls: Path, tmp_path: Path) -> None:
    other = write_calls(tmp_path / "other", 1)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,rep\nweek0/call000.json,A\n")
    with pytest.raises(CoachError, match=r"line 2: week0/call000.json could be .*calls/.* or .*other/"):
        batch(calls, other, dest=tmp_path / "out.jsonl", manifest=manifest)


def test_a_manifest_that_is_not_there(calls: Path, tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="no such file"):
        batch(calls, dest=tmp_path / "out.jsonl", manifest=tmp_path / "nowhere.csv")
