"""`coach score --server`: files go to a server of coach, which keeps and scores them; their reports come back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from coach.cli.shared import read_files, say
from coach.errors import CoachError, ReadError, ServerError

if TYPE_CHECKING:
    import httpx

    from coach.output import Writer
    from coach.report import Report

Server = Annotated[
    str | None,
    typer.Option("--server", metavar="URL", envvar="COACH_SERVER", help="Let a server of coach score and keep them."),
]
Token = Annotated[
    str | None,
    typer.Option(
        "--token",
        metavar="TOKEN",
        envvar="COACH_TOKEN",
        help="Personal token for --server; here others on this machine may see it, in the variable they do not.",
    ),
]
T = TypeVar("T")
UPLOADS, CALLS = "/api/v1/uploads", "/api/v1/calls"
# Statuses by which the server says that this file, and not the whole run, is at fault.
OF_THE_FILE = (400, 408, 413, 422)
# Seconds: to connect, and for anything to come back, which after the last byte of a large file may take a while.
CONNECT, PATIENCE = 10.0, 150.0
# Between two looks at a file that is being scored; it begins small and doubles up to the most.
LOOK, MOST = 0.1, 2.0
# A server that is started anew comes back within these pauses.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
ADDRESS = "--server {}: write the address as https://coach.example.com."
TOKENLESS = "--server needs a personal token; make one on its account page and give it as --token or COACH_TOKEN."
AWAY = "{} does not answer ({}); check --server, and that coach runs there."
UNKNOWN = "{} does not know this token; make one on its account page and give it as --token or COACH_TOKEN."
STRANGE = "{} answered {} and not as coach does; check --server."
NO_COACH = "{} does not answer as coach does; check --server."
OTHER = "{} sent a report that this version of coach does not understand; use the version that runs there."
KNOWN = "{}: the server has this file already, and this is the report it keeps."
NONE = "the server shows no report of it to you; its calls may be somebody else's by now."
OPEN = "The way to {} is not encrypted: the token and the calls can be read on it; use https:// if the server has it."
GONE = "{}: was deleted on the server before its report came back."


class Refused(CoachError):
    """The server does not take a file, or no longer has it; others may go on."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What the server says of a request that it refuses."""

    detail: str


@dataclass(frozen=True, slots=True)
class Link:
    """A call that came of a file."""

    id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says of a file; more may stand beside it."""

    id: str
    filename: str
    status: Literal["queued", "running", "done", "failed"]
    error: str
    calls: list[Link]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that the server took: `name` as it was given here, the latest `answer` about it."""

    name: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Line:
    """A way to the server."""

    server: str
    client: httpx.Client

    def ask(self, method: str, path: str, name: str, **sent: Any) -> httpx.Response:
        """An answer that is as it should be.

        Raises:
            ServerError: the server is not there, is none, or does not let us in.
            Refused: the file of this name is at fault.
        """
        answer = self._reach(method, path, **sent)
        if answer.is_success:
            return answer
        if answer.status_code == 401:
            raise ServerError(UNKNOWN.format(self.server))
        if answer.status_code in OF_THE_FILE:
            raise Refused(f"{name}: {self.data(answer, Problem).detail}")
        if answer.status_code == 404 and method == "GET":
            raise Refused(GONE.format(name))
        raise ServerError(STRANGE.format(self.server, answer.status_code))

    def data(self, answer: httpx.Response, kind: type[T]) -> T:
        """What an answer holds.

        Raises:
            ServerError: it is something else.
        """
        from pydantic import TypeAdapter, ValidationError

        try:
            return TypeAdapter(kind).validate_json(answer.content)
        except ValidationError:
            raise ServerError(STRANGE.format(self.server, answer.status_code)) from None

    def _reach(self, method: str, path: str, **sent: Any) -> httpx.Response:
        import httpx

        for pause in (*(PAUSES if method == "GET" else ()), None):
            try:
                return self.client.request(method, path, **sent)
            except httpx.TransportError as error:
                if pause is None:
                    raise ServerError(AWAY.format(self.server, error or type(error).__name__)) from error
                time.sleep(pause)
            except (httpx.DecodingError, httpx.InvalidURL) as error:
                raise ServerError(NO_COACH.format(self.server)) from error
        raise AssertionError("the last try returns or raises")


def score_there(server: str, token: str | None, said: dict[str, str], files: list[str], writer: Writer) -> int:
    """Has the files scored and puts their reports where they belong; how many failed.

    Args:
        said: of every file, by the names of the API.

    Raises:
        ServerError: nothing can be done there.
    """
    from coach.batch.progress import State, watching

    with _line(server, token) as line:
        with watching() as watch:
            watch(State(total=len(files), complete=True))
            # All are sent before any is waited for: the server scores while the rest comes in.
            sent = [_sent(line, name, content, said) for name, content in read_files(files)]
            done: list[Sent | CoachError] = []
            for each in sent:
                done.append(_done(line, each))
                failed = sum(isinstance(one, CoachError) for one in done)
                watch(State(len(done), len(files), True, len(done), failed))
        return sum(_told(line, each, writer) for each in done)


@contextmanager
def _line(server: str, token: str | None) -> Iterator[Line]:
    import httpx

    token = (token or "").strip()
    if not token:
        raise ServerError(TOKENLESS)
    if not (token.isascii() and token.isprintable()):
        raise ServerError(UNKNOWN.format(server))
    head, timeout = {"Authorization": f"Bearer {token}"}, httpx.Timeout(PATIENCE, connect=CONNECT)
    try:
        address = httpx.URL(server)
        # A name in the address would be sent in the place of the token.
        if address.scheme not in ("http", "https") or address.userinfo:
            raise httpx.InvalidURL(server)
        client = httpx.Client(base_url=server, headers=head, timeout=timeout)
    except httpx.InvalidURL:
        raise ServerError(ADDRESS.format(server.rpartition("@")[2])) from None
    if address.scheme == "http" and not _is_here(address.host):
        say(OPEN.format(address.host))
    with client:
        yield Line(server.rstrip("/"), client)


def _is_here(host: str) -> bool:
    """Whether nothing leaves this machine on the way to a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _sent(line: Line, name: str, content: bytes | ReadError, said: dict[str, str]) -> Sent | CoachError:
    if isinstance(content, ReadError):
        return content
    shown = "standard input" if name == "-" else name
    kept_as = PurePath(shown.replace("\\", "/")).name
    try:
        answer = line.ask("POST", UPLOADS, shown, data=said, files={"file": (kept_as, content)})
        sent = Sent(shown, line.data(answer, Answer))
        if answer.status_code == 200:
            say(KNOWN.format(shown))
        return sent
    except Refused as error:
        return error


def _done(line: Line, sent: Sent | CoachError) -> Sent | CoachError:
    """Waits until the server is done with a file."""
    pause = LOOK
    while isinstance(sent, Sent) and sent.answer.status in ("queued", "running"):
        time.sleep(pause)
        pause = min(2 * pause, MOST)
        try:
            answer = line.ask("GET", f"{UPLOADS}/{sent.answer.id}", sent.name)
            sent = Sent(sent.name, line.data(answer, Answer))
        except Refused as error:
            return error
    return sent


def _told(line: Line, done: Sent | CoachError, writer: Writer) -> int:
    """Writes the reports of a file and says what is wrong with it; how many failed."""
    if isinstance(done, CoachError):
        say(str(done))
        return 1
    failed = 0
    for call in done.answer.calls:
        try:
            writer.add(_report(line, call.id, done.name))
        except ServerError:
            raise
        except CoachError as error:
            say(str(error))
            failed += 1
    if wrong := done.answer.error or ("" if done.answer.calls else NONE):
        say(_named(wrong, done))
        failed += 1
    return failed


def _named(wrong: str, done: Sent) -> str:
    """What is wrong with a file, under the name it has here: the server knows it without its folder."""
    kept_as = done.answer.filename
    return done.name + wrong.removeprefix(kept_as) if kept_as and wrong.startswith(kept_as) else f"{done.name}: {wrong}"


def _report(line: Line, call_id: str, name: str) -> Report:
    from pydantic import ValidationError

    from coach.render.json import from_json, to_json
    from coach.render.words import clean

    try:
        report = from_json(line.ask("GET", f"{CALLS}/{call_id}", name).text)
        # What is read here has no characters that command a terminal; another server need not see to that.
        return from_json(clean(to_json(report)))
    except ValidationError:
        raise ServerError(OTHER.format(line.server)) from None
