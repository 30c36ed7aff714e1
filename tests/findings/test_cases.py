"""Every finding on small dialogues with pinned labels: the sequence logic, never the statistical model."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import coach.findings
from coach.findings import KINDS, find_all
from coach.findings.call import Call
from coach.findings.commitments import commitments
from coach.findings.metrics import talk_metrics
from coach.findings.steps import next_step, standing
from coach.findings.when import find_when
from coach.labels import LABELS, LADDER
from coach.render.titles import TITLES
from coach.report import Act, CallFacts, Finding
from coach.transcript import Quote, Role, Turn

Case = dict[str, Any]
CASES = Path(__file__).parent / "cases"
SOURCE = Path(coach.findings.__file__).parent
# Modules of coach/findings that find nothing themselves.
HELPERS = {"__init__", "answers", "call", "facts", "steps", "when_words"}
FIELDS = {
    *("name", "school", "type", "outcome", "secured", "date", "plan", "backup", "turns"),
    *("step", "fires", "silent", "commitments", "metrics", "text", "whens"),
}


def load() -> Iterator[tuple[str, Case]]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            yield path.stem, case


ALL = list(load())
CALLS = [pytest.param(case, id=f"{module}: {case['name']}") for module, case in ALL if "turns" in case]
TEXTS = [pytest.param(case, id=case["name"]) for _, case in ALL if "text" in case]


def turn_of(index: int, raw: list[Any]) -> Turn:
    """[role, words, labels..., {start, end}]: the times are optional and stand last."""
    times = raw[-1] if isinstance(raw[-1], dict) and "start" in raw[-1] else {}
    role = Role(raw[0])
    return Turn(index, role, 0 if role is Role.REP else 1, raw[1], times.get("start"), times.get("end"))


def acts_of(turn: Turn, raw: list[Any]) -> Iterator[Act]:
    for entry in raw[2:]:
        pinned = {entry: turn.text} if isinstance(entry, str) else entry
        if "start" in pinned:
            continue
        for name, words in pinned.items():
            label, _, action = name.partition(":")
            assert label in LABELS
            assert action in ("", *LADDER)
            start = turn.text.index(words)
            yield Act(turn.index, label, 0.9, Quote(turn.index, start, start + len(words), words), action or None)


def call_of(case: Case) -> Call:
    turns = tuple(turn_of(n, raw) for n, raw in enumerate(case["turns"]))
    acts = tuple(act for turn, raw in zip(turns, case["turns"], strict=True) for act in acts_of(turn, raw))
    steps = standing(acts, len(turns))
    secured = case.get("secured", bool(steps))
    assert steps or not secured, "secured, and yet no pinned act agrees to anything"
    facts = CallFacts(
        call_type=case.get("type", "conversation"),
        call_type_confidence=0.9,
        outcome=case.get("outcome", "maybe"),
        outcome_confidence=0.9,
        secured=secured,
        secured_probability=0.95 if secured else 0.05,
        truth_asked=False,
        truth_probability=0.5,
        pushy=0,
        pushy_probability=0.1,
    )
    day = case.get("date")
    step = next_step(steps[0], turns, acts, day, 0.95) if secured else None
    return Call(turns, acts, facts, step, day, case.get("plan"), case.get("backup"))


def matches(finding: Finding, want: Case) -> bool:
    return (
        finding.kind == want["kind"]
        and [q.text for q in finding.quotes] == want["quotes"]
        and finding.weight == want.get("weight", finding.weight)
        and finding.detail == want.get("detail", finding.detail)
        and finding.confidence == pytest.approx(want.get("confidence", finding.confidence))
        and want.get("because", "") in finding.because
    )


@pytest.mark.parametrize("case", CALLS)
def test_case(case: Case) -> None:
    call = call_of(case)
    found = find_all(call)
    told = "\n".join(f"{f.kind} {[q.text for q in f.quotes]} {f.weight} {f.detail} {f.because}" for f in found)
    for want in case.get("fires", []):
        assert any(matches(f, want) for f in found), f"not found: {want}\n{told}"
    kinds = {f.kind for f in found}
    assert not kinds & set(case.get("silent", [])), told
    for finding in found:
        assert finding.kind in KINDS
        assert 0 <= finding.confidence <= 1
        for q in finding.quotes:
            assert call.turns[q.turn].text[q.start : q.end] == q.text
    if "step" in case:
        got = call.step
        assert got is not None
        assert {key: getattr(got, key) for key in case["step"]} == case["step"]


@pytest.mark.parametrize("case", [p for p in CALLS if "commitments" in p.values[0]])
def test_commitments(case: Case) -> None:
    call = call_of(case)
    made = commitments(call)
    assert [[c.owner, c.quote.text, c.when, c.day] for c in made] == case["commitments"]
    for c in made:
        assert call.turns[c.quote.turn].text[c.quote.start : c.quote.end] == c.quote.text


@pytest.mark.parametrize("case", [p for p in CALLS if "metrics" in p.values[0]])
def test_metrics(case: Case) -> None:
    values = {m.name: m.value for m in talk_metrics(call_of(case))}
    for name, value in case["metrics"].items():
        assert values[name] == (None if value is None else pytest.approx(value, abs=0.01)), name


@pytest.mark.parametrize("case", TEXTS)
def test_when(case: Case) -> None:
    found = find_when(case["text"], case.get("date"))
    assert [[w.text, w.day, w.time, w.specific] for w in found] == case["whens"]
    assert all(case["text"][w.start : w.end] == w.text for w in found)


# The structure: what is found has its cases, and its title.


def named_kinds() -> set[str]:
    """Kinds written out as the first argument of Finding(...), or given to a name used there."""
    kinds: set[str] = set()
    for path in SOURCE.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        firsts = [n.args[0] for n in ast.walk(tree) if is_finding(n)]
        names = {n.id for first in firsts for n in ast.walk(first) if isinstance(n, ast.Name)}
        sources = [a.value for a in ast.walk(tree) if isinstance(a, ast.Assign) and names & named(a.targets)]
        sources += [f.iter for f in ast.walk(tree) if isinstance(f, ast.For) and names & named([f.target])]
        for node in (x for part in (*firsts, *sources) for x in ast.walk(part)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                kinds.add(node.value)
    return {k for k in kinds if not k.startswith("_")}


def is_finding(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"


def named(nodes: list[ast.expr]) -> set[str]:
    """The names a kind is kept under: only `kind`, so that words for people are not taken for kinds."""
    return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)} & {"kind"}


def listed(key: str) -> set[str]:
    return {w["kind"] if isinstance(w, dict) else w for _, case in ALL for w in case.get(key, [])}


def test_every_finder_has_its_cases() -> None:
    finders = {p.stem for p in SOURCE.glob("*.py")} - HELPERS
    assert finders == {module for module, _ in ALL}


def test_every_kind_written_in_the_code_is_listed() -> None:
    assert len(named_kinds()) > 20
    assert named_kinds() <= set(KINDS)
    assert len(KINDS) == len(set(KINDS))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_case_that_fires_one_that_is_silent_and_a_title(kind: str) -> None:
    assert kind in listed("fires")
    assert kind in listed("silent")
    assert kind in TITLES


@pytest.mark.parametrize(("module", "case"), ALL, ids=[c["name"] for _, c in ALL])
def test_every_case_is_sound(module: str, case: Case) -> None:
    assert set(case) <= FIELDS
    assert case["school"][:2] in ("A:", "B:", "C:", "D:", "E:", "R:"), "the row of the school it comes from"
    assert listed("silent") <= set(KINDS)
    assert not {w["kind"] for w in case.get("fires", [])} & set(case.get("silent", []))
    assert len(case.get("turns", [])) <= 12
    assert isinstance(case.get("date", date.today()), date)


def test_names_are_used_once() -> None:
    names = [case["name"] for _, case in ALL]
    assert sorted(names) == sorted(set(names))
