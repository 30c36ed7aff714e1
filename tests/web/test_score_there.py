"""`coach score --server`: the same bytes as here, the same exit codes, one sentence where it cannot be."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from served import free_port, serving
from typer.testing import CliRunner, Result

from coach.cli import app
from coach.settings import Settings
from coach.store import teams, tokens, users
from coach.store.database import open_database
from coach.store.schema import UserRole

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = [str(SAMPLES / name) for name in ("zoom.vtt", "coach.jsonl", "teams.vtt", "notes.txt")]
NOW = datetime(2026, 3, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Served:
    address: str
    tokens: dict[str, str]

    def score(self, *args: str, who: str = "bob", stdin: bytes | None = None) -> Result:
        return run("score", *args, stdin=stdin, COACH_SERVER=self.address, COACH_TOKEN=self.tokens[who])


def run(*args: str, stdin: bytes | None = None, **environment: str) -> Result:
    return CliRunner().invoke(app, list(args), input=stdin, env=environment)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server in a process of its own, where each of these people has a team of their own and a token."""
    data = tmp_path_factory.mktemp("served")
    store, found = open_database(Settings(data=data, database="").database_url), {}
    with store.writing() as db:
        for name in ("bob", "charlie", "dora", "eve"):
            team = teams.get_or_create(db, name.title())
            kind = {"name": name.title(), "role": UserRole.MANAGER, "team": team, "password_hash": "none"}
            user = users.add(db, email=f"{name}@example.com", now=NOW, **kind)
            found[name] = tokens.make(db, user, "a test", NOW)
    store.close()
    with serving(data) as address:
        yield Served(address, found)


@pytest.mark.parametrize("form", ["json", "markdown", "html", "terminal"])
def test_the_reports_are_those_of_a_run_here(served: Served, tmp_path: Path, form: str) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert run("score", *FILES, "--format", form, "--out", str(here)).exit_code == 0
    result = served.score(*FILES, "--format", form, "--out", str(there))
    assert result.exit_code == 0, result.output
    made = {path.name: path.read_bytes() for path in here.iterdir()}
    assert {path.name: path.read_bytes() for path in there.iterdir()} == made


def test_what_is_said_of_the_files_is_said_there_too(served: Served) -> None:
    said = [FILES[0], "--rep", "Tom", "--date", "2026-03-02", "--plan", "a visit", "--backup", "call_back"]
    said += ["--rubric", "truth-first", "--format", "json"]
    result = served.score(*said, who="charlie")
    assert result.exit_code == 0, result.output
    assert result.stdout == run("score", *said).stdout


def test_standard_input(served: Served) -> None:
    data = Path(FILES[3]).read_bytes()
    here = run("score", "-", "--format", "json", stdin=data)
    assert served.score("-", "--format", "json", who="dora", stdin=data).stdout == here.stdout


def test_bad_files_are_told_as_here_and_the_others_go_on(served: Served, tmp_path: Path) -> None:
    bad, empty, missing = (str(tmp_path / name) for name in ("bad.json", "empty.txt", "missing.txt"))
    Path(bad).write_text("{")
    Path(empty).write_text("")
    result = served.score(bad, empty, missing, FILES[0], "--format", "json", "--out", str(tmp_path / "out"), who="eve")
    here = run("score", bad, missing)
    assert result.exit_code == here.exit_code == 1
    told = result.stderr.splitlines()
    assert [told[0], told[2]] == here.stderr.splitlines()
    assert told[1] == f"{empty}: The file is empty; export the transcript again."
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_file_it_has_already_is_said_to_be_so(served: Served) -> None:
    first, again = (served.score(FILES[1], "--format", "json", who="eve") for _ in range(2))
    assert (first.exit_code, first.stderr) == (0, "")
    assert again.stderr == f"{FILES[1]}: the server has this file already, and this is the report it keeps.\n"
    assert again.stdout == first.stdout


def test_a_wrong_token_is_one_sentence(served: Served) -> None:
    for wrong in ("coach_wrong", "coach_\n_wrong", "é"):
        result = run("score", FILES[0], "--server", served.address, "--token", wrong)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"{served.address} does not know this token; ")
        assert wrong not in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--server", "coach.example"], "write the address as https://"),
        (["--server", "http://coach.example:port"], "write the address as https://"),
        (["--server", "http://127.0.0.1:1", "--token", ""], "--server needs a personal token"),
        (["--server", "http://127.0.0.1:1", "--save"], "give one of them"),
        (["--server", "http://127.0.0.1:1", "--rubric", "RUBRIC"], "knows only its own rubrics"),
    ],
)
def test_wrong_usage(args: list[str], words: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(run("rubrics", "balanced").stdout)
    result = run("score", FILES[0], *(str(mine) if each == "RUBRIC" else each for each in args), COACH_TOKEN="coach_x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_no_server_is_one_sentence() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    result = run("score", FILES[0], "--server", address, "--token", "coach_x")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{address} does not answer (")


def test_a_way_that_others_can_read_is_told() -> None:
    told = "is not encrypted"
    for address, expected in (("http://coach.invalid", True), ("https://coach.invalid", False)):
        result = run("score", FILES[0], "--server", address, "--token", "coach_x")
        assert result.exit_code == 2
        assert (told in result.stderr) is expected
        assert f"{address} does not answer (" in result.stderr


def test_another_server_is_one_sentence(served: Served) -> None:
    result = run("score", FILES[0], "--server", f"{served.address}/elsewhere", "--token", served.tokens["bob"])
    assert result.exit_code == 2
    assert result.stderr == f"{served.address}/elsewhere answered 403 and not as coach does; check --server.\n"


TAKEN = {"id": "a" * 32, "filename": "zoom.vtt", "status": "done", "error": "", "calls": [{"id": "b" * 32}]}


@pytest.mark.parametrize(
    ("told", "headers"),
    [
        ({"ok": True}, {}),
        ({**TAKEN, "calls": ["b"]}, {}),
        ({**TAKEN, "calls": None}, {}),
        ({**TAKEN, "calls": [{"id": "b\x01"}]}, {}),
        ({**TAKEN, "status": "well"}, {}),
        ({**TAKEN, "error": {}}, {}),
        (TAKEN, {"Content-Encoding": "gzip"}),
    ],
)
def test_a_server_of_something_else_is_never_success(told: dict[str, object], headers: dict[str, str]) -> None:
    with answering(json.dumps(told).encode(), headers) as address:
        result = run("score", FILES[0], "--server", address, "--token", "coach_x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "as coach does; check --server." in result.stderr.splitlines()[-1]


def test_a_file_of_which_no_report_is_shown_has_failed() -> None:
    with answering(json.dumps({**TAKEN, "calls": []}).encode()) as address:
        result = run("score", FILES[0], "--server", address, "--token", "coach_x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the server shows no report of it to you" in result.stderr


@pytest.mark.parametrize("form", ["json", "markdown", "html", "terminal"])
def test_a_report_from_elsewhere_commands_no_terminal(form: str) -> None:
    report = json.loads(run("score", FILES[0], "--format", "json").stdout)
    for turn in report["turns"]:
        turn["text"] = "\x1b[31m\x9b31m\u202e" + turn["text"]
    with answering(json.dumps({**TAKEN, **report, "id": "b" * 32}).encode()) as address:
        result = run("score", FILES[0], "--server", address, "--token", "coach_x", "--format", form)
    assert result.exit_code == 0, result.output
    assert not {"\x1b", "\x9b", "\u202e"} & set(result.stdout)


def test_an_address_with_a_password_is_refused_and_not_shown() -> None:
    result = run("score", FILES[0], "--server", "http://me:secret@127.0.0.1:1", "--token", "coach_x")
    assert result.exit_code == 2
    assert "write the address as https://" in result.stderr
    assert "secret" not in result.stderr


@contextmanager
def answering(body: bytes, headers: dict[str, str] | None = None) -> Iterator[str]:
    """The address of a server that has one answer to everything."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
