"""The shipped model: good enough on held-out calls, the same on every reading, and what the card says it is."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "models"))

import pytest
from scripts import swaps, tables
from scripts.corpus import MODELS, LabelledCall, load, split
from scripts.footprint import encoder_digest
from scripts.measures import MAIN_GROUPS, THREE, group_f1
from scripts.reading import Read, pairs, read_one

from coach.acts import load_model
from coach.acts.model import FILES
from coach.acts.text import first_names
from coach.errors import ModelError

FLOORS = tomllib.loads((MODELS / "metrics" / "floors.toml").read_text("utf-8"))
METRICS = tables.metrics()
MOST_BYTES = 40_000_000


@cache
def sample() -> tuple[LabelledCall, ...]:
    held_out = split(load())["test"]
    return tuple(random.Random(FLOORS["sample"]["seed"]).sample(held_out, FLOORS["sample"]["calls"]))


@cache
def reads() -> tuple[Read, ...]:
    return tuple(read_one(call, load_model()) for call in sample())


@pytest.mark.parametrize("group", MAIN_GROUPS)
def test_labels_are_found_on_held_out_calls(group: str) -> None:
    found = group_f1([r.counts(MAIN_GROUPS) for r in reads()])[group]
    assert found is not None
    assert found >= FLOORS["sample"]["f1"][group]


@pytest.mark.parametrize("question", THREE)
def test_questions_are_answered_on_held_out_calls(question: str) -> None:
    right = [gold == said for gold, said in pairs(reads(), question)]
    assert sum(right) / len(right) >= FLOORS["sample"]["accuracy"][question]


@pytest.mark.parametrize("group", MAIN_GROUPS)
def test_all_held_out_calls_reached_the_floor_of_labels(group: str) -> None:
    assert METRICS["test"]["turn"][group]["f1"] >= FLOORS["test"]["f1"][group]


@pytest.mark.parametrize("question", THREE)
def test_all_held_out_calls_reached_the_floor_of_questions(question: str) -> None:
    assert METRICS["test"]["call"][question]["kappa"] >= FLOORS["test"]["kappa"][question]


def test_it_beats_the_simpler_models() -> None:
    ships = METRICS["comparison"]["f1"]["fine-tuned MiniLM and the whole call (ships)"]
    for name in ("keyword list", "TF-IDF, linear", "mean word vectors, linear", "frozen MiniLM, linear"):
        for group in MAIN_GROUPS:
            assert ships[group] > METRICS["comparison"]["f1"][name][group], (name, group)


@pytest.mark.parametrize("name", ["test", "robustness", "speed", "comparison"])
def test_figures_are_those_of_the_shipped_model(name: str) -> None:
    assert METRICS[name]["model"] == load_model().digest


def test_figures_of_the_benchmark_are_those_of_the_shipped_model() -> None:
    assert METRICS["dev"]["model"] == load_model().digest


def test_the_training_told_of_is_that_of_the_shipped_encoder() -> None:
    assert METRICS["training"]["encoder"] == encoder_digest(load_model().folder)


def test_the_card_says_what_the_figures_say() -> None:
    card = (MODELS / "MODEL_CARD.md").read_text("utf-8")
    assert card == tables.filled(card, METRICS)


def test_the_files_are_small() -> None:
    assert sum((load_model().folder / name).stat().st_size for name in FILES) <= MOST_BYTES


def test_it_loads_without_torch() -> None:
    code = (
        "import sys; from coach.acts import load_model; m = load_model();"
        "m.encoder, m.context, m.linear, m.tokenize, m.calibration;"
        "print([x for x in ('torch', 'transformers', 'spacy', 'scripts') if x in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_same_call_reads_the_same_twice() -> None:
    for read in reads()[:4]:
        again = read_one(read.call, load_model())
        assert again.record == read.record
        assert again.analysis.reading.acts == read.analysis.reading.acts


def test_the_order_of_calls_does_not_matter() -> None:
    backwards = [read_one(call, load_model()) for call in reversed(sample()[:6])]
    assert [r.record for r in reversed(backwards)] == [r.record for r in reads()[:6]]


def test_every_label_lies_on_words_of_its_turn() -> None:
    for read in reads():
        for act in read.analysis.reading.acts:
            assert read.call.texts[act.turn][act.quote.start : act.quote.end] == act.quote.text
            assert act.quote.text.strip()
            assert 0 < act.probability <= 1


def test_unlisted_names_are_on_no_list() -> None:
    assert not first_names() & {name.lower() for name in swaps.UNLISTED}


def test_a_model_of_another_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(load_model().folder / name, tmp_path / name)
    heads = json.loads((tmp_path / "heads.json").read_text("utf-8"))
    del heads["groups"]
    (tmp_path / "heads.json").write_text(json.dumps(heads), "utf-8")
    with pytest.raises(ModelError, match="made for another version of coach; run `make model` or reinstall"):
        read_one(sample()[0], load_model(tmp_path))
