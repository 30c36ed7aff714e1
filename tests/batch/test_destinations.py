"""Lines, tables, Parquet and pages: whole, typed, safe, in the order of the source."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from batch_here import batch
from batch_stub import call_json, write_calls

from coach.batch.destinations import choose
from coach.batch.flat import CALL
from coach.batch.placing import check_dest
from coach.errors import CoachError
from coach.render.json import from_json, to_json

EVIL = json.dumps(
    {
        "id": "=cmd|' /C calc'!A0",
        "rep": "+Ann",
        "turns": [
            {"speaker": "+Ann", "text": '=HYPERLINK("http://x") <script>alert(1)</script>'},
            {"speaker": "B", "text": "Well, hello there to you."},
        ],
    }
)


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    folder = write_calls(tmp_path / "calls", 5)
    (folder / "evil.json").write_text(EVIL)
    (folder / "=bad,\n.txt").write_text("")
    return folder


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_lines_hold_the_whole_report(calls: Path, tmp_path: Path) -> None:
    assert batch(calls, dest=tmp_path / "o" / "out.jsonl").calls == 6
    found = [json.loads(line) for line in (tmp_path / "o" / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["report"]["id"] for row in found] == ["=cmd|' /C calc'!A0", *(f"c{n}" for n in range(5))]
    report = from_json(json.dumps(found[0]["report"]))
    assert json.loads(to_json(report)) == found[0]["report"]


def test_tables(calls: Path, tmp_path: Path) -> None:
    batch(calls, dest=tmp_path / "o" / "out.csv")
    found = table(tmp_path / "o" / "out.csv")
    assert list(found[0]) == list(CALL)
    assert found[1]["date"] == "2026-01-15"
    assert {row["call_id"] for row in table(tmp_path / "o" / "out.findings.csv")} == {row["call_id"] for row in found}


def test_no_cell_is_a_formula(calls: Path, tmp_path: Path) -> None:
    batch(calls, dest=tmp_path / "o" / "out.csv")
    written = sorted((tmp_path / "o").glob("*.csv"))
    assert [path.name for path in written] == [
        "out.csv",
        "out.failures.csv",
        "out.findings.csv",
        "out.scorecard.csv",
    ]
    cells = [cell for path in written for row in table(path) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]
    assert [cell for cell in cells if "=cmd" in cell]


def test_parquet_is_typed(calls: Path, tmp_path: Path) -> None:
    batch(calls, dest=tmp_path / "out.parquet")
    found = pq.read_table(tmp_path / "out.parquet")
    kinds = {name: str(found.schema.field(name).type) for name in ("date", "overall", "secured", "turns", "file")}
    assert kinds == {"date": "date32[day]", "overall": "double", "secured": "bool", "turns": "int32", "file": "string"}
    assert found.column("findings")[0].as_py()[0]["kind"] == "no_probed"
    assert found.num_rows == 6


def test_parquet_by_month(calls: Path, tmp_path: Path) -> None:
    batch(calls, dest=tmp_path / "out", form="parquet", partition="month")
    found = ds.dataset(tmp_path / "out", partitioning="hive", exclude_invalid_files=True)
    months = found.to_table(columns=["month", "call_id"]).to_pylist()
    assert sorted({row["month"] for row in months}) == ["2026-01", "2026-02", "2026-03", "unknown"]
    assert len(months) == 6
    assert (tmp_path / "out" / "failures.csv").is_file()


def test_pages_with_an_index(calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.batch.destinations.html.ROWS", 4)
    out = tmp_path / "pages"
    batch(calls, dest=out)
    first, second = (out / "index.html").read_text("utf-8"), (out / "index-2.html").read_text("utf-8")
    assert 'href="index-2.html"' in first
    assert 'href="index.html"' in second
    pages = [path.name for path in out.glob("*.html") if not path.name.startswith("index")]
    assert len(pages) == 6
    assert all(f'href="{name}"' in first + second for name in pages)
    assert "<script>alert" not in first + second


def test_a_page_of_a_file_that_is_gone_goes_too(calls: Path, tmp_path: Path) -> None:
    batch(calls, dest=tmp_path / "pages")
    (calls / "evil.json").unlink()
    batch(calls, dest=tmp_path / "pages")
    assert not list((tmp_path / "pages").glob("*cmd*"))


def test_failures_name_file_line_reason_and_remedy(tmp_path: Path) -> None:
    folder = write_calls(tmp_path / "calls", 2)
    (folder / "a.jsonl").write_text("\n".join([call_json(7), "", "{broken", call_json(8)]))
    (folder / "b.pdf.txt").write_bytes(b"%PDF-1.7 nothing")
    (folder / "c.txt").write_text("Ann: Hello there, how are you?\nBo: lorem ipsum\n")
    outcome = batch(folder, folder / "nowhere.vtt", dest=tmp_path / "out.jsonl")
    assert (outcome.calls, outcome.failed) == (4, 4)
    found = table(tmp_path / "out.failures.csv")
    assert [(Path(row["source"]).name, row["line"]) for row in found] == [
        ("a.jsonl", "3"),
        ("b.pdf.txt", ""),
        ("c.txt", ""),
        ("nowhere.vtt", ""),
    ]
    assert all(row["reason"] and row["what to do"] for row in found)


def test_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CoachError, match="There is no transcript in"):
        batch(tmp_path / "empty", dest=tmp_path / "out.jsonl")


def test_own_results_are_not_read_again(tmp_path: Path) -> None:
    write_calls(tmp_path, 2)
    for _ in range(2):
        assert batch(tmp_path, dest=tmp_path / "out.csv").calls == 2


@pytest.mark.parametrize(
    ("dest", "form", "partition", "says"),
    [
        ("out.xlsx", None, None, r"use .*\.jsonl"),
        ("out.csv", None, "month", "--partition is for Parquet"),
        ("s3://bucket/pages", "html", None, "on this machine only"),
    ],
)
def test_a_wrong_dest(dest: str, form: str | None, partition: str | None, says: str) -> None:
    with pytest.raises(CoachError, match=says):
        choose(dest, form, partition)


def test_a_dest_that_holds_other_things(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(CoachError, match="other files"):
        check_dest(str(tmp_path), folder=True)
    with pytest.raises(CoachError, match="is a file"):
        check_dest(str(tmp_path / "thesis.doc"), folder=True)
    with pytest.raises(CoachError, match="is a folder"):
        check_dest(str(tmp_path), folder=False)
