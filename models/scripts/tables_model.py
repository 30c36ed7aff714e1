"""The tables of models/MODEL_CARD.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.markdown import cell, code, span, table

Maker = tuple[str, Callable[[Any], str]]
GROUPS = ("next_step.propose", "truth", "pressure", "response")
THREE = ("next_step_secured", "truth_asked", "overly_pushy")
FEW = 10


def _shipped(known: Any) -> str:
    rows = [(code(name), f"{size / 1e6:.1f} MB") for name, size in known["files"].items()]
    whole = f"{sum(known['files'].values()) / 1e6:.1f} MB"
    return table(("file", "size"), [*rows, (f"model {code(known['model'])}", whole)])


def _questions(known: Any) -> str:
    rows = [
        (code(q), r["n"], r["accuracy"], r["kappa"], span(r["low"], r["high"]), r["macro_f1"])
        for q, r in known["call"].items()
        if q != "specific"
    ]
    s = known["call"]["specific"]
    found = f"of the {s['n']} steps of the corpus, {s['found']} are found at all"
    after = (
        f"Whether the next step is on one day (`specific`): right in {cell(s['accuracy'])} of the steps "
        f"({found}; of these {cell(s['accuracy_where_found'])} are right)."
    )
    head = ("question", "calls", "accuracy", "kappa", "95 % interval", "macro-F1")
    return f"{table(head, rows)}\n\n{after}"


def _turns(known: Any) -> str:
    rows = [
        (code(x), r["n"], r["precision"], r["recall"], r["f1"], span(r["low"], r["high"]))
        for x, r in known["turn"].items()
    ]
    few = [code(x) for x, r in known["turn"].items() if r["n"] < FEW]
    rare = f"Too rare in these calls (fewer than {FEW}) for their figures to say much: {', '.join(few)}."
    after = rare if few else f"Each occurs at least {FEW} times in these calls."
    return f"{table(('label or group', 'n', 'precision', 'recall', 'F1', '95 % interval'), rows)}\n\n{after}"


def _rule(known: Any) -> str:
    rows = [(code(q), r["rule"], r["network"], r["shipped"]) for q, r in known["rule_or_head"].items()]
    return table(("question (kappa)", "rule over the labels", "whole-call network", "head over both (ships)"), rows)


def _calibration(known: Any) -> str:
    found = known["calibration"]
    questions = [(code(q), r["n"], r["ece"], r["max_gap"]) for q, r in found["call"].items()]
    labels = [
        (code(x), r["ece"], r["above_tenth"]["n"], r["above_tenth"]["ece"], r["above_tenth"]["max_gap"])
        for x, r in found["labels"].items()
    ]
    first = table(("question", "calls", "expected error", "widest gap"), questions)
    head = ("label", "expected error, all turns", "turns given .1 or more", "expected error of these", "widest gap")
    return f"{first}\n\n{table(head, labels)}"


def _confusion(known: Any) -> str:
    out = []
    for question, rows in known["confusion"].items():
        kinds = list(rows)
        head = (f"{code(question)}: corpus, said →", *kinds)
        out.append(table(head, [(kind, *(rows[kind][k] for k in kinds)) for kind in kinds]))
    return "\n\n".join(out)


def _figures(row: Any) -> tuple[Any, ...]:
    kappas = row.get("kappa", {})
    return (*(row["f1"][g] for g in GROUPS), *(kappas.get(q) for q in THREE))


_HEAD = (*(f"F1 {code(g)}" for g in GROUPS), *(f"kappa {code(q)}" for q in THREE))


def _strangers(known: Any) -> str:
    rows = [(name, row["calls"], *_figures(row)) for name, row in known["strangers"].items()]
    return table(("calls of", "calls", *_HEAD), rows)


def _sources(known: Any) -> str:
    rows = [(code(v), r["calls"], r["turns"], *(r["f1"][g] for g in GROUPS)) for v, r in known["sources"].items()]
    return table(("voice", "calls", "turns", *_HEAD[: len(GROUPS)]), rows)


def _errors(known: Any) -> str:
    rows = [
        (f"{e['call']}, {e['turn']}, {e['role']}", e["text"], code(e["label"]), e["error"], f"{e['probability']:.3f}",
         e["diagnosis"])
        for e in known["errors"]
    ]  # fmt: skip
    return table(("call, turn, role", "words", "label", "error", "probability", "diagnosis"), rows, words=6)


def _robustness(known: Any) -> str:
    rows = [(name, *_figures(row)) for name, row in known.items() if isinstance(row, dict) and name != "swaps"]
    right = known["roles inferred from the words"]["turns_right"]
    after = f"Roles inferred from the words were right for {cell(right)} of the turns."
    return f"{table(('calls', *_HEAD), rows)}\n\n{after}"


def _swaps(known: Any) -> str:
    rows = [
        (name, r["about"], r["calls_changed"], f"{r['answers_flipped']} of {r['answers']:,}",
         f"{r['labels_flipped']} of {r['labels']:,}")
        for name, r in known["swaps"].items()
    ]  # fmt: skip
    head = ("exchanged", "what", "calls changed", "call answers flipped", "turn labels flipped")
    return table(head, rows, words=2)


def _comparison(known: Any) -> str:
    head = ("model", *(f"F1 {code(g)}" for g in GROUPS))
    return table(head, [(name, *(f1[g] for g in GROUPS)) for name, f1 in known["f1"].items()])


def _curve(known: Any) -> str:
    rows = [
        (name, size, *(f1[g] for g in GROUPS)) for name, sizes in known["curve"].items() for size, f1 in sizes.items()
    ]
    return table(("model", "training calls", *(f"F1 {code(g)}" for g in GROUPS)), rows)


def _encoder_curve(known: Any) -> str:
    rows = [(size, *(f1[g] for g in GROUPS)) for size, f1 in known["f1"].items()]
    return table(("training calls", *(f"F1 {code(g)}" for g in GROUPS)), rows)


def _speed(known: Any) -> str:
    rows = [
        (f"seconds for {known['words']:,} words, median of {known['calls']} such calls", known["seconds"]),
        ("processor seconds", known["cpu_seconds"]),
        ("share of turns that reached the encoder", known["encoder_share"]),
        ("machine, one core", f"{known['machine']}, Python {known['python']}"),
    ]
    return table(("what", "how much"), rows)


def _dev(known: Any) -> str:
    calls = [(code(q), r["n"], r["accuracy"], r.get("kappa"), r.get("macro_f1")) for q, r in known["call"].items()]
    turns = [(code(x), r["n"], r["precision"], r["recall"], r["f1"]) for x, r in known["turn"].items()]
    first = table(("question", "calls", "accuracy", "kappa", "macro-F1"), calls)
    return f"{first}\n\n{table(('label or group', 'n', 'precision', 'recall', 'F1'), turns)}"


def _training(known: Any) -> str:
    rows = [
        ("training calls", known["calls"]),
        ("turns", known["turns"]),
        ("epochs", known["epochs"]),
        *((f"loss at the end of epoch {e}", loss) for e, loss in known["loss"].items()),
        (f"minutes on {known['cores']} processor cores, no GPU", f"{known['minutes']:.0f}"),
        (f"energy, at an assumed {known['watts_a_core_assumed']} W a core", f"{known['kwh'] * 1000:.0f} Wh"),
        (f"CO2, at an assumed {known['kg_a_kwh_assumed']} kg a kWh", f"{known['kg_co2'] * 1000:.0f} g"),
    ]
    return table(("fine-tuning the encoder", "how much"), rows)


MODEL_TABLES: dict[str, Maker] = {
    "shipped": ("test", _shipped),
    "questions": ("test", _questions),
    "turns": ("test", _turns),
    "rule": ("test", _rule),
    "calibration": ("test", _calibration),
    "confusion": ("test", _confusion),
    "strangers": ("test", _strangers),
    "sources": ("test", _sources),
    "errors": ("test", _errors),
    "robustness": ("robustness", _robustness),
    "swaps": ("robustness", _swaps),
    "comparison": ("comparison", _comparison),
    "curve": ("comparison", _curve),
    "encoder_curve": ("curve", _encoder_curve),
    "speed": ("speed", _speed),
    "dev": ("dev", _dev),
    "training": ("training", _training),
}
