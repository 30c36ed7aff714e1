"""Sources become items: the same ones in the same order, lazily, and wrong ones named."""

from __future__ import annotations

import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from threading import Thread

import pytest
from batch_here import batch
from batch_stub import call_json

from coach.batch.item import Item
from coach.batch.sources import list_items
from coach.errors import CoachError, ReadError

CALL = {"id": "a", "turns": [{"speaker": "Ann", "text": "Hello."}, {"speaker": "Bo", "text": "Hello there."}]}


def names(*sources: str, leave_out: tuple[str, ...] = ()) -> list[str]:
    return [i.below for i in list_items(list(sources), leave_out) if isinstance(i, Item)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.vtt", "a/2.txt", "a/1.txt", "a/.hidden.txt", ".git/x.txt", "a/picture.png", "c.JSON"):
        path = tmp_path / "calls" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Ann: Hello.\nBo: Hello there.\n")
    return tmp_path / "calls"


def test_a_folder_gives_known_files_in_order(folder: Path) -> None:
    (folder / "round").symlink_to(folder)
    assert names(str(folder)) == ["a/1.txt", "a/2.txt", "b.vtt", "c.JSON"]


def test_a_file_is_taken_whatever_its_ending(folder: Path) -> None:
    assert names(str(folder / "a" / "picture.png")) == ["picture.png"]


def test_patterns(folder: Path) -> None:
    assert names(f"{folder}/*.vtt") == ["b.vtt"]
    assert names(f"{folder}/**/*.txt") == ["a/1.txt", "a/2.txt"]
    assert names(f"{folder}/[a]") == ["a/1.txt", "a/2.txt"]


def test_a_name_with_brackets_is_a_file_first(tmp_path: Path) -> None:
    (tmp_path / "call [1].txt").write_text("Ann: Hello.")
    assert names(str(tmp_path / "call [1].txt")) == ["call [1].txt"]


def test_own_results_are_no_source(folder: Path) -> None:
    assert names(str(folder), leave_out=(str(folder / "c.JSON"), str(folder / "a"))) == ["b.vtt"]


@pytest.mark.parametrize("source", ["nowhere/*.txt", "memory://nowhere"])
def test_a_source_that_is_not_there_is_named_and_ends_nothing(source: str, folder: Path) -> None:
    first, *others = list_items([source, str(folder / "b.vtt")])
    assert isinstance(first, ReadError)
    assert source in str(first)
    assert len(others) == 1


def test_lines_are_items_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    rows = [json.dumps(CALL), "", json.dumps({**CALL, "id": "ü"}, ensure_ascii=False), "{broken"]
    path.write_text("\n".join(rows), "utf-8")
    items = [i for i in list_items([str(path)]) if isinstance(i, Item)]
    assert [(i.line, i.number) for i in items] == [(1, 1), (3, 2), (4, 3)]
    data = path.read_bytes()
    assert [data[i.start : i.stop].decode() for i in items] == [row for row in rows if row]


def test_a_file_of_utterances_is_one_item(tmp_path: Path) -> None:
    path = tmp_path / "call.jsonl"
    path.write_text("\n".join(json.dumps({"speaker": s, "text": "Hello."}) for s in "ABA"))
    (item,) = list_items([str(path)])
    assert isinstance(item, Item)
    assert item.stop is None


def test_listing_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text((json.dumps(CALL) + "\n") * 50_000)
    listing = list_items([str(path)])
    assert len(list(islice(listing, 10))) == 10
    path.unlink()
    assert len(list(listing)) == 49_990, "the open file is read on, block by block"


def test_any_filesystem_of_fsspec(folder: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe({"/bucket/b.vtt": b"x", "/bucket/a/1.txt": b"x", "/bucket/a/.hidden": b"x", "/bucket/x.png": b"x"})
    memory.pipe("/bucket/lines.jsonl", (json.dumps(CALL) + "\n").encode() * 2)
    assert names("memory://bucket") == ["a/1.txt", "b.vtt", "lines.jsonl", "lines.jsonl"]
    assert names("memory://bucket/*/*.txt") == ["a/1.txt"]
    assert [i.url for i in list_items(["memory://bucket/b.vtt"]) if isinstance(i, Item)] == ["memory:///bucket/b.vtt"]


def test_a_missing_library_is_one_sentence() -> None:
    with pytest.raises(CoachError, match=r"callcoach\[gcs\]"):
        list(list_items(["gs://bucket/calls"]))
    with pytest.raises(CoachError, match="nothing here opens carrier-pigeon://"):
        list(list_items(["carrier-pigeon://calls"]))


def test_a_web_server_even_one_that_knows_no_ranges(tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text("\n".join(map(call_json, range(6))))
    (tmp_path / "call.json").write_text(call_json(9))
    handler = partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        at = f"http://127.0.0.1:{server.server_port}"
        outcome = batch(f"{at}/calls.jsonl", f"{at}/call.json", f"{at}/none.json", dest=tmp_path / "out.jsonl")
        server.shutdown()
    assert (outcome.calls, outcome.failed) == (7, 1)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass
