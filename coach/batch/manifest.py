"""The manifest: a CSV table that says more about files than they do themselves."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from coach.batch.item import Entry
from coach.batch.places import filesystem, protocol, reason_of
from coach.errors import ReadError
from coach.findings.ladder import plan_action
from coach.findings.when import FIRST_YEAR, LAST_YEAR
from coach.labels import LADDER
from coach.readers.clean import clean_name, clean_text

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "file"
COLUMNS = (FILE, "date", *(f.name for f in fields(Entry) if f.name != "day"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, the file as it is written there, that file as an absolute path or URL, and what it says."""

    line: int
    file: str
    place: str
    entry: Entry


def read_manifest(url: str) -> Iterator[Row]:
    """The rows of a manifest, one at a time.

    Args:
        url: path or URL of a CSV file with a header; `file` is a path from the manifest's folder or from the SOURCE
            the file is in, or a URL. Commas, semicolons or tabs; UTF-8.

    Raises:
        ReadError: it cannot be opened, a column is unknown or missing, or a value is none of its kind. It names
            the line.
    """
    fs, path = filesystem(url)
    try:
        with fs.open(path, "rb") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
            yield from _rows(text, url)
    except UnicodeDecodeError:
        raise ReadError(url, "the manifest is not UTF-8 text", "save it as CSV UTF-8") from None
    except csv.Error as error:
        raise ReadError(url, f"the manifest is no CSV table ({error})", "save it as CSV") from None
    except OSError as error:
        raise ReadError(url, reason_of(error), "check the path of the manifest") from error


def _rows(text: io.TextIOWrapper, url: str) -> Iterator[Row]:
    header = text.readline()
    delimiter = max(",;\t", key=header.count)
    columns = [name.strip().casefold() for name in next(csv.reader([header], delimiter=delimiter), [])]
    _check_columns(columns, url)
    reader = csv.reader(text, delimiter=delimiter)
    for values in reader:
        line = reader.line_num + 1
        if not any(value.strip() for value in values):
            continue
        if len(values) > len(columns):
            raise ReadError(url, f"it has {len(values)} values for {len(columns)} columns", "quote commas", line)
        yield _row(dict(zip(columns, map(str.strip, values), strict=False)), url, line)


def _check_columns(columns: list[str], url: str) -> None:
    known = f"the columns are {', '.join(COLUMNS)}"
    for name in columns:
        if name not in COLUMNS:
            raise ReadError(url, f"there is no column {name[:40]!r}", known, 1)
        if columns.count(name) > 1:
            raise ReadError(url, f"the column {name!r} stands twice", "keep one", 1)
    if FILE not in columns:
        raise ReadError(url, "there is no column 'file'", known, 1)


def _row(values: dict[str, str], url: str, line: int) -> Row:
    file = values[FILE].replace("\\", "/").removeprefix("./")
    if not file:
        raise ReadError(url, "the row names no file", "fill in the column 'file'", line)
    entry = Entry(
        call_id=clean_text(values.get("call_id", "")) or None,
        rep=clean_name(values.get("rep", "")) or None,
        day=_day(values.get("date", ""), url, line),
        prospect=clean_name(values.get("prospect", "")) or None,
        plan=_plan(values.get("plan", ""), url, line),
        backup=_plan(values.get("backup", ""), url, line),
    )
    return Row(line, file, _place(file, url), entry)


def _place(file: str, url: str) -> str:
    if protocol(file):
        return file
    if protocol(url):
        return f"{url.rpartition('/')[0]}/{file}"
    return os.path.abspath(os.path.join(os.path.dirname(url), file))


def _day(text: str, url: str, line: int) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise ReadError(url, f"{text[:40]!r} is not a date", "write it as 2026-03-31", line) from None
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ReadError(url, f"{text} is no year in which calls are recorded", "write it as 2026-03-31", line)
    return day


def _plan(text: str, url: str, line: int) -> str | None:
    if text and plan_action(text) is None:
        raise ReadError(url, f"{text[:40]!r} aims at no step coach knows", f"use one of {', '.join(LADDER)}", line)
    return text or None


@cache
def _adapter() -> TypeAdapter[Entry]:
    from pydantic import TypeAdapter

    return TypeAdapter(Entry)


def entry_to_json(entry: Entry) -> str:
    """The entry as one line."""
    return _adapter().dump_json(entry).decode()


def entry_from_json(text: str) -> Entry:
    """The entry that `entry_to_json` wrote."""
    return _adapter().validate_json(text)
