"""What the fine-tuning took, from its log: `python -m scripts.footprint LOG` writes models/metrics/training.json."""

from __future__ import annotations

import argparse
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from coach.acts import load_model
from scripts.corpus import MODELS
from scripts.measures import write_json

# Assumed, not measured: a server core at work with its share of memory and cooling, and the world's mean grid.
WATTS_A_CORE, KG_A_KWH = 15, 0.45
_TURNS = re.compile(r"(\d+) calls, (\d+) turns")
_STEP = re.compile(r"epoch (\d+) (\d+)/(\d+) loss ([\d.]+) (\d+) s")


def footprint(log: str, cores: int) -> dict[str, Any]:
    """Time, loss and energy of the run that a log tells of."""
    head, steps = _TURNS.search(log), [m.groups() for m in _STEP.finditer(log)]
    if head is None or not steps:
        raise SystemExit("This is no log of `python -m scripts.train`.")
    epochs = sorted({int(s[0]) for s in steps})
    last = {e: [s for s in steps if int(s[0]) == e][-1] for e in epochs}
    hours = int(steps[-1][4]) / 3600
    return {
        "calls": int(head[1]),
        "turns": int(head[2]),
        "epochs": len(epochs),
        "batches_an_epoch": int(steps[-1][2]),
        "loss": {str(e + 1): float(last[e][3]) for e in epochs},
        "cores": cores,
        "minutes": round(hours * 60, 1),
        "watts_a_core_assumed": WATTS_A_CORE,
        "kwh": hours * cores * WATTS_A_CORE / 1000,
        "kg_co2": hours * cores * WATTS_A_CORE / 1000 * KG_A_KWH,
        "kg_a_kwh_assumed": KG_A_KWH,
    }


def encoder_digest(folder: Path) -> str:
    """Names the encoder that was trained: heads fitted anew leave it as it is."""
    return sha256((folder / "encoder.onnx").read_bytes()).hexdigest()[:12]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("--cores", type=int, default=2)
    args = parser.parse_args()
    found = footprint(args.log.read_text("utf-8", "replace"), args.cores)
    write_json(MODELS / "metrics" / "training.json", {"encoder": encoder_digest(load_model().folder), **found})


if __name__ == "__main__":
    main()
