"""JSON: round trip, stable bytes, and a schema that says what is in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from report_samples import SAMPLES, pushy

from coach.render.json import from_json, schema, to_json


def conforms(value: Any, part: dict[str, Any], root: dict[str, Any]) -> bool:
    """As much of JSON Schema as a report's schema uses."""
    if "$ref" in part:
        return conforms(value, root["$defs"][part["$ref"].rpartition("/")[2]], root)
    if "anyOf" in part:
        return any(conforms(value, choice, root) for choice in part["anyOf"])
    if "enum" in part:
        return value in part["enum"]
    kind = part.get("type")
    if kind == "object" and isinstance(value, dict):
        known = part["properties"]
        return set(part["required"]) <= set(value) <= set(known) and all(
            conforms(v, known[k], root) for k, v in value.items()
        )
    if kind == "array":
        return isinstance(value, list) and all(conforms(item, part["items"], root) for item in value)
    types = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    return isinstance(value, types.get(str(kind), ())) and (kind in ("boolean",) or not isinstance(value, bool))


@pytest.mark.parametrize("name", SAMPLES)
def test_round_trip_and_schema(name: str) -> None:
    text = to_json(SAMPLES[name]())
    assert text.endswith("}\n")
    assert to_json(from_json(text)) == text
    assert conforms(json.loads(text), schema(), schema())


def test_quotes_are_verbatim() -> None:
    data = json.loads(to_json(pushy()))
    for finding in data["findings"]:
        for quote in finding["quotes"]:
            assert data["turns"][quote["turn"]]["text"][quote["start"] : quote["end"]] == quote["text"]


def test_floats_have_four_places() -> None:
    assert '"probability": 0.9123,' in to_json(pushy())


def test_keys_stand_in_the_order_of_the_types() -> None:
    assert list(json.loads(to_json(pushy()))) == list(pushy().__slots__)


def test_schema_is_described() -> None:
    made = schema()
    assert made["$schema"].endswith("2020-12/schema")
    assert made["$id"].startswith("urn:")
    assert made["title"] == "coach report"
    assert all(part.get("description") for name, part in made["$defs"].items() if name != "Role")
    assert made["$defs"]["Finding"]["properties"]["because"]["description"].startswith("one plain sentence")
    json.dumps(made)
