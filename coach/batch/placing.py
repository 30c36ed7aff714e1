"""Putting results in place whole: written under another name first, then renamed or uploaded."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from coach.batch.places import OBJECT_STORES, filesystem, protocol, reason_of
from coach.errors import CoachError

# Says that a folder is ours to replace.
MARK = ".coach-batch"
_OUR_MARK = "This folder was written by `coach batch` and is replaced as a whole by its next run.\n"


@contextmanager
def placing(dest: str, folder: bool) -> Iterator[Callable[[str], Path]]:
    """A function that gives a path to write to for DEST ("") and for each file beside it, or in it if it is a folder.

    All of them are put in place when the block ends well, DEST itself last; none if it does not.

    Raises:
        CoachError: they cannot be written.
    """
    try:
        with ExitStack() as stack:
            if folder:
                root = stack.enter_context(_whole_folder(Path(dest)))
                yield lambda name: root / name
            else:
                yield lambda name: stack.enter_context(_whole_file(companion(dest, name) if name else dest))
    except OSError as error:
        raise CoachError(f"{dest}: {error.strerror or error}; choose another --out.") from error


def companion(dest: str, name: str) -> str:
    """A file beside DEST: calls.jsonl and failures.csv give calls.failures.csv."""
    head, slash, last = dest.rpartition("/")
    return f"{head}{slash}{last.rpartition('.')[0] or last}.{name}"


@contextmanager
def _whole_file(dest: str) -> Iterator[Path]:
    if protocol(dest):
        with tempfile.TemporaryDirectory(prefix="coach-batch-") as folder:
            part = Path(folder) / "part"
            yield part
            _upload(part, dest)
        return
    path = Path(dest)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        _flush(part)
        part.replace(path)
        _flush(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _upload(part: Path, dest: str) -> None:
    fs, path = filesystem(dest)
    try:
        if protocol(dest) in OBJECT_STORES:
            fs.put_file(str(part), path)
        else:
            fs.put_file(str(part), f"{path}.part")
            fs.mv(f"{path}.part", path)
    except Exception as error:  # each service has its own errors
        raise CoachError(f"{dest}: cannot be written ({type(error).__name__}: {error}).") from error


def _flush(path: Path) -> None:
    """What is written survives a loss of power; Windows opens no folders for that."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_dest(dest: str, folder: bool) -> None:
    """Refuses, before any work is done, a DEST that cannot be written or that would cost users files of theirs.

    Raises:
        CoachError: it is a folder where a file goes, or a folder with other files in it, or may not be written.
    """
    path = Path(dest)
    if protocol(dest):
        _try(dest)
    elif not folder and path.is_dir():
        raise CoachError(f"{dest}: is a folder; give a file to --out, or --format html for a folder of pages.")
    elif folder and path.exists() and not path.is_dir():
        raise CoachError(f"{dest}: is a file; give a folder to --out.")
    elif folder and path.is_dir() and any(path.iterdir()) and not (path / MARK).is_file():
        raise CoachError(f"{dest}: is a folder with other files in it; give a new or empty one to --out.")


def _try(dest: str) -> None:
    """Writes a word beside a remote DEST and takes it away again."""
    fs, path = filesystem(dest)
    try:
        fs.pipe_file(f"{path}.part", b"coach")
    except Exception as error:  # each service has its own errors
        raise CoachError(f"{dest}: cannot be written: {reason_of(error)}.") from error
    with suppress(Exception):  # it may be written but not deleted, which is enough
        fs.rm_file(f"{path}.part")


@contextmanager
def _whole_folder(dest: Path) -> Iterator[Path]:
    """A folder cannot be renamed onto another, so the old one is set aside for that moment."""
    dest = dest.absolute()
    part, old = dest.with_name(f".{dest.name}.part"), dest.with_name(f".{dest.name}.old")
    _clear(part)
    part.mkdir(parents=True)
    try:
        yield part
        (part / MARK).write_text(_OUR_MARK, "utf-8")
        _clear(old)
        if dest.exists():
            dest.rename(old)
        part.rename(dest)
    finally:
        if old.exists() and not dest.exists():
            old.rename(dest)
        _clear(part)
        _clear(old)


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
