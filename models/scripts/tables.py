"""Writes the tables of the model card and of the corpus's README from the files in models/metrics/.

A table stands between `<!-- begin NAME -->` and `<!-- end NAME -->`; nobody types a number there.
`--check` only says whether the tables are what the files make of them.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from scripts.corpus import MODELS
from scripts.tables_corpus import CORPUS_TABLES
from scripts.tables_model import MODEL_TABLES

METRICS = MODELS / "metrics"
DOCUMENTS = (MODELS / "MODEL_CARD.md", MODELS / "corpus" / "README.md")
TABLES = {**MODEL_TABLES, **CORPUS_TABLES}
_MARKED = re.compile(r"<!-- begin (\w+) -->\n.*?<!-- end \1 -->", re.S)


def metrics(folder: Path = METRICS) -> dict[str, Any]:
    """All metrics files by their stem."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}


def filled(text: str, known: dict[str, Any]) -> str:
    """The document with every marked table made anew."""
    return _MARKED.sub(lambda m: f"<!-- begin {m[1]} -->\n{_made(m[1], known)}\n<!-- end {m[1]} -->", text)


def _made(name: str, known: dict[str, Any]) -> str:
    needed, make = TABLES[name]
    if needed not in known:
        return f"*models/metrics/{needed}.json has not been made.*"
    made: str = make(known[needed])
    return made


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    known = metrics()
    for path in DOCUMENTS:
        old = path.read_text("utf-8")
        new = filled(old, known)
        if check and old != new:
            raise SystemExit(f"{path} is not what models/metrics says; run `python -m scripts.tables`.")
        if old != new:
            path.write_text(new, "utf-8")
            print(f"{path} written")


if __name__ == "__main__":
    main()
