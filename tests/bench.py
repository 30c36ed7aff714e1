"""`make bench`: how long each stage of a call takes, as multiples of tokenizing it with spaCy's blank pipeline."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table

from coach.acts import load_model, read_call
from coach.analyzer import analyze, report
from coach.readers import read
from coach.render import render
from coach.roles import assign_roles
from coach.rubric import load_rubric
from coach.transcript import Transcript, Utterance

SAMPLES = Path(__file__).parents[1] / "samples"
WORDS = 4500
ROUNDS = 5


def long_call() -> Transcript:
    """The samples' turns one after the other, again and again, until there are enough words."""
    names = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".vtt", ".srt", ".csv"))
    turns = [t for p in names for t in assign_roles(read(p.read_bytes(), p.name)).turns]
    out: list[Utterance] = []
    while sum(len(u.text.split()) for u in out) < WORDS:
        out.extend(Utterance(t.role.value, t.text, role=t.role) for t in turns)
    return Transcript("long", tuple(out[: len(out)]), whole_turns=True)


def seconds(work: Callable[[], object]) -> float:
    """The median of a few rounds after one that warms up."""
    work()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[ROUNDS // 2]


def main() -> None:
    """Prints the table."""
    call = assign_roles(long_call())
    words = sum(len(t.text.split()) for t in call.turns)
    blank, model, rubric = spacy.blank("en"), load_model(), load_rubric("balanced")
    whole = analyze(call)
    made = report(whole, rubric)
    stages: dict[str, Callable[[], object]] = {
        "spaCy blank tokenizer": lambda: [blank(t.text) for t in call.turns],
        "acts (the model)": lambda: read_call(call.turns, model),
        "everything to findings": lambda: analyze(call),
        "rubric and report": lambda: report(whole, rubric),
        "HTML": lambda: render(made, "html"),
    }
    taken = {name: seconds(work) for name, work in stages.items()}
    floor = taken["spaCy blank tokenizer"]
    table = Table("stage", "times the tokenizer", "ms", title=f"One call of {words:,} words, one core")
    for name, value in taken.items():
        table.add_row(name, f"{value / floor:.1f}", f"{1000 * value:.0f}")
    Console().print(table)
    print(f"Peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
