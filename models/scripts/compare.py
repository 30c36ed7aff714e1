"""The shipped model beside simpler ones on the same held-out calls; run by hand, after `scripts.embed`.

Every model is trained on the training and stack calls (our encoder on the training calls alone), has its
probabilities and thresholds fitted on the validation calls by the same code, and is counted on the test calls alike.
"""

from __future__ import annotations

import argparse
import random
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track
from sklearn.base import clone
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from coach.acts import Model, load_model
from coach.acts.features import Floats
from coach.acts.inputs import ModelTurn
from coach.acts.linear import document
from scripts import linear
from scripts.augment import plain_variant
from scripts.corpus import MODELS, LabelledCall, load, split
from scripts.embed import VECTORS
from scripts.judging import Data, Figures, counted, encoder_alone, judged
from scripts.keywords import keyword_labels
from scripts.measures import write_json
from scripts.reading import read_one
from scripts.shapes import shapes

SIZES, DRAWS = (50, 100, 200), 3
STRENGTHS = (0.001, 0.01, 0.1)
# From training calls and other calls to the labels' logits of the other calls.
Trained = Callable[[Sequence[LabelledCall], Sequence[LabelledCall]], Floats]


def _turns(calls: Sequence[LabelledCall]) -> list[ModelTurn]:
    return [t for c in calls for t in plain_variant(c)]


def _targets(calls: Sequence[LabelledCall]) -> Floats:
    return np.concatenate([c.targets for c in calls])


def tfidf(train: Sequence[LabelledCall], others: Sequence[LabelledCall]) -> Floats:
    """Words and word pairs, as the cheap model of coach has them."""
    fitted = linear.fit(train, [plain_variant(c) for c in train])
    return fitted.logits([document(t.role, t.text) for t in _turns(others)])


def with_shapes(train: Sequence[LabelledCall], others: Sequence[LabelledCall], words: Any) -> Floats:
    """The same with spaCy's token features beside the words; `words` is the cheap model's vectoriser."""
    union = make_union(
        make_pipeline(FunctionTransformer(lambda rows: [d for d, _ in rows]), clone(words)),
        make_pipeline(FunctionTransformer(lambda rows: [s for _, s in rows]), DictVectorizer()),
    )
    one = LogisticRegression(C=6.0, solver="liblinear", random_state=0)

    def rows(calls: Sequence[LabelledCall]) -> list[Any]:
        return list(zip([document(t.role, t.text) for t in _turns(calls)], shapes(calls), strict=True))

    fitted = make_pipeline(union, OneVsRestClassifier(one)).fit(rows(train), _targets(train))
    return np.asarray(fitted.decision_function(rows(others)))


def dense(vectors: dict[str, Floats], data: Data) -> Trained:
    """Logistic regression over vectors of turns, as strong as suits the validation calls."""
    twice = Data(data.train, data.valid, data.valid)

    def quality(strength: float) -> float:
        figures = judged(_dense(vectors, strength)(data.train, twice.others), twice)
        return sum(f or 0.0 for f in figures.values())

    return _dense(vectors, max(track(STRENGTHS, "Strength of the logistic regression"), key=quality))


def _dense(vectors: dict[str, Floats], strength: float) -> Trained:

    def train_on(train: Sequence[LabelledCall], others: Sequence[LabelledCall]) -> Floats:
        one = OneVsRestClassifier(LogisticRegression(C=strength, max_iter=300))
        x = np.concatenate([vectors[c.id] for c in train])
        fitted = make_pipeline(StandardScaler(), one).fit(x, _targets(train))
        return np.asarray(fitted.decision_function(np.concatenate([vectors[c.id] for c in others])))

    return train_on


def vectors(name: str) -> Floats:
    """Vectors of all turns of the corpus that `scripts.embed` made."""
    if not VECTORS.exists():
        raise SystemExit("Run `python -m scripts.embed` in the training environment first.")
    return np.asarray(np.load(VECTORS)[name])


def by_call(calls: Sequence[LabelledCall], rows: Floats) -> dict[str, Floats]:
    """Rows of turns as a table by call."""
    ends = np.cumsum([len(c.texts) for c in calls])
    if ends[-1] != len(rows):
        raise SystemExit("The corpus has changed; run `python -m scripts.embed` again.")
    return {c.id: part for c, part in zip(calls, np.split(rows, ends[:-1]), strict=True)}


def shipped_linear(data: Data, model: Model) -> Figures:
    """The cheap model as it ships."""
    return judged(model.linear.logits([document(t.role, t.text) for t in _turns(data.others)]), data)


def shipped(data: Data, model: Model) -> Figures:
    """What coach says."""
    return counted([read_one(c, model).said for c in track(data.test, "As it ships")], data.test)


def curve(data: Data, means: dict[str, Trained]) -> dict[str, dict[str, Figures]]:
    """F1 by number of training calls: the mean of three seeded draws, and all."""
    out: dict[str, dict[str, Figures]] = {}
    for name, trained in means.items():
        out[name] = {}
        for size in track((*SIZES, len(data.train)), f"Learning curve: {name}"):
            draws = DRAWS if size < len(data.train) else 1
            some = [random.Random(seed).sample(data.train, size) for seed in range(draws)]
            out[name][str(size)] = _mean([judged(trained(s, data.others), data) for s in some])
    return out


def _mean(figures: Sequence[Figures]) -> Figures:
    return {g: float(np.mean([f[g] for f in figures if f[g] is not None])) for g in figures[0]}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--artifacts", type=Path, default=None, help="another model's folder")
    parser.add_argument("--out", type=Path, default=MODELS / "metrics" / "comparison.json")
    args = parser.parse_args()
    warnings.filterwarnings("ignore", "Label not")
    model, parts, console = load_model(args.artifacts), split(calls := load()), Console()
    data = Data([*parts["train"], *parts["stack"]], parts["validation"], parts["test"])
    static, frozen = (dense(by_call(calls, vectors(name)), data) for name in ("words", "frozen"))
    words = [[keyword_labels(r, t) for r, t in zip(c.roles, c.texts, strict=True)] for c in data.test]
    rows = {"keyword list": counted(words, data.test)}
    rows["TF-IDF, linear"] = shipped_linear(data, model)
    rows["TF-IDF and spaCy token features, linear"] = judged(
        with_shapes(data.train, data.others, model.linear.vectorizer), data
    )
    rows["mean word vectors, linear"] = judged(static(data.train, data.others), data)
    rows["frozen MiniLM, linear"] = judged(frozen(data.train, data.others), data)
    rows["fine-tuned MiniLM, turns in windows"] = encoder_alone(data, model, model.encoder)
    rows["fine-tuned MiniLM and the whole call (ships)"] = shipped(data, model)
    means = {"TF-IDF, linear": tfidf, "mean word vectors, linear": static, "frozen MiniLM, linear": frozen}
    sizes = {"train": len(data.train), "validation": len(data.valid), "test": len(data.test)}
    found = {"model": model.digest, "calls": sizes, "f1": rows, "curve": curve(data, means)}
    write_json(args.out, found)
    console.print(f"Written to {args.out}")


if __name__ == "__main__":
    main()
