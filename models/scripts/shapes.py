"""A turn by spaCy's tokenizer and lexical attributes, for one of the simpler models; no trained pipeline is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import spacy

from coach.transcript import Role
from scripts.corpus import LabelledCall

ASKING = {"what", "how", "why", "when", "where", "who", "which", "do", "does", "did", "can", "could", "would", "shall"}
ME, YOU = {"i", "me", "my", "we", "us", "our"}, {"you", "your", "yours"}


def shapes(calls: Sequence[LabelledCall]) -> list[dict[str, float]]:
    """What spaCy's tokenizer and lexical attributes say of each turn."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    texts = [t for c in calls for t in c.texts]
    roles = [r for c in calls for r in c.roles]
    return [_shape(doc, role) for doc, role in zip(nlp.pipe(texts, batch_size=256), roles, strict=True)]


def _shape(doc: Any, role: Role) -> dict[str, float]:
    words = [t for t in doc if not t.is_punct and not t.is_space]
    lower = [t.lower_ for t in words]
    n = max(1, len(words))
    return {
        f"role {role.value}": 1.0,
        f"{role.value} asks": float(any(t.text == "?" for t in doc)),
        "asking word first": float(lower[:1] != [] and lower[0] in ASKING),
        "numbers": float(any(t.like_num for t in doc)),
        "money": float(any(t.is_currency for t in doc)),
        "address": float(any(t.like_email or t.like_url for t in doc)),
        "capitals": sum(t.is_title for t in words) / n,
        "stop words": sum(t.is_stop for t in words) / n,
        "me": sum(w in ME for w in lower) / n,
        "you": sum(w in YOU for w in lower) / n,
        "length": float(np.log1p(len(words))),
        "sentences": float(np.log1p(sum(1 for _ in doc.sents))),
        **{f"shape {s}": min(k, 3) / 3 for s, k in Counter(t.shape_ for t in doc).most_common(12)},
    }
