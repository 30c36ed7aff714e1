"""The cheap model: word features and one linear classifier a label, read first and for every piece of every turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coach.acts.features import Floats
from coach.acts.inputs import ROLE_WORD, ModelTurn
from coach.transcript import Role

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer


@dataclass(frozen=True, slots=True)
class Linear:
    """TF-IDF, then one logistic regression a label, as plain arrays: a pickled pipeline would take seconds to load.

    Attributes:
        vectorizer: fitted, from `vectorizer()`.
        weights: shape (words, labels + 1).
        bias: shape (labels + 1,).
    """

    vectorizer: TfidfVectorizer
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(self, documents: Sequence[str]) -> Floats:
        """Linear logits, shape (documents, labels + 1); the last column is "carries any label"."""
        return np.asarray(self.vectorizer.transform(documents) @ self.weights + self.bias, np.float32)


def vectorizer(words: Sequence[str] | None = None) -> TfidfVectorizer:
    """Counts of words and word pairs, as they are weighed; `words` in the order of the weights, or to be fitted."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        token_pattern=r"(?u)[\w']+|\?",
        ngram_range=(1, 2),
        min_df=3,
        max_features=30000,
        sublinear_tf=True,
        lowercase=False,
        vocabulary=words,
    )


def read_linear(path: Path) -> Linear:
    """From the artefact: words (one a line), their inverse document frequency, weights, bias."""
    with np.load(path, allow_pickle=False) as held:
        words = vectorizer(str(held["words"]).split("\n"))
        words.idf_ = held["idf"]
        return Linear(words, held["weights"], held["bias"])


def document(role: Role, text: str) -> str:
    """Words as the vectoriser reads them: the speaker's role is a word."""
    return f"role_{ROLE_WORD[role]} {text}"


def documents(turns: Sequence[ModelTurn]) -> list[str]:
    """Every piece of every turn, in order."""
    return [document(t.role, piece) for t in turns for piece in t.pieces]


def owners(turns: Sequence[ModelTurn]) -> NDArray[np.int64]:
    """The turn that each piece belongs to."""
    return np.repeat(np.arange(len(turns)), [len(t.pieces) for t in turns])


def by_turn(logits: Floats, owner: NDArray[np.int64]) -> Floats:
    """A long turn does what its strongest piece does, label by label."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    return np.asarray(np.maximum.reduceat(logits, starts, axis=0), np.float32)
