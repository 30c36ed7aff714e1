"""How much more calls help the encoder: trained on seeded draws of the training calls, all else as for the one that
ships. Run by hand in the training environment, an hour or so on two cores; writes models/metrics/curve.json.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch

from coach.acts.encoder import Encoder
from coach.acts.model import load_model
from scripts.corpus import load, split
from scripts.finetune import Plan
from scripts.judging import Data, Figures, encoder_alone
from scripts.measures import write_json
from scripts.prepare import WORK
from scripts.tables import METRICS
from scripts.train import encoder

SIZES = (250, 500, 1000)


def point(data: Data, size: int, folder: Path) -> Figures:
    """F1 of an encoder trained on a draw of so many calls, behind the shipped gate."""
    encoder(random.Random(size).sample(data.train, size), Plan(), folder)
    return encoder_alone(data, load_model(), Encoder(folder / "encoder.onnx"))


def main() -> None:
    """Command line."""
    torch.set_num_threads(2)
    parts = split(load())
    data = Data(parts["train"], parts["validation"], parts["test"])
    found = {str(size): point(data, size, WORK / f"curve-{size}") for size in SIZES}
    found[str(len(data.train))] = encoder_alone(data, load_model(), load_model().encoder)
    write_json(METRICS / "curve.json", {"model": load_model().digest, "f1": found})


if __name__ == "__main__":
    main()
