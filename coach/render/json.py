"""The report as JSON, the same bytes on every machine, and the schema it keeps to."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json as to_bytes

from coach import report as types
from coach.report import PLACES, Report
from coach.transcript import Quote

SCHEMA_ID = "urn:callcoach:schema:report:1"


@cache
def _adapter() -> TypeAdapter[Report]:
    """Built once, on first use: a command that prints no JSON need not pay for it."""
    return TypeAdapter(Report)


def _rounded(value: Any) -> Any:
    """Floats to four places, so that the last bits of a sum do not depend on the machine."""
    if isinstance(value, str) or value is None:  # nearly all there is
        return value
    if isinstance(value, float):
        return round(value, PLACES) + 0.0  # -0.0 becomes 0.0
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def report_data(report: Report) -> Any:
    """What `to_json` writes, as plain values."""
    return _rounded(_adapter().dump_python(report, mode="json"))


def to_json(report: Report) -> str:
    """The whole report, keys in the order of the dataclasses, ending in a newline.

    Turns are numbered from 0 here, as in the API and by `coach label`; reports for people count from 1
    (`coach.render.words.counted`).
    """
    return to_bytes(report_data(report), indent=2).decode() + "\n"


def from_json(text: str) -> Report:
    """The report that `to_json` wrote."""
    return _adapter().validate_json(text)


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `to_json` writes, described by the dataclasses' docstrings."""
    made = _adapter().json_schema(mode="serialization")
    documented = {c.__name__: c for c in (*vars(types).values(), Quote) if isinstance(c, type) and is_dataclass(c)}
    for name, part in {**made.get("$defs", {}), "Report": made}.items():
        if name in documented:
            _describe(part, documented[name])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **made,
        "title": "coach report",
    }


def _describe(part: dict[str, Any], source: type) -> None:
    """Puts the docstring's summary on the object and its `Attributes:` lines on the properties."""
    summary, _, attributes = (source.__doc__ or "").partition("Attributes:")
    part["description"] = " ".join(summary.split())
    part["additionalProperties"] = False
    names = {field.name for field in fields(source)}
    for listed, text in re.findall(r"^\s+([\w, ]+): (.+)$", attributes, re.MULTILINE):
        for name in names & set(listed.split(", ")):
            part["properties"][name].setdefault("description", text.strip())
