"""Writes the artefacts: ONNX graphs (the encoder in int8), the linear pipeline, the tokenizer."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from coach.acts.features import ENCODER_OUT
from coach.acts.linear import Linear
from scripts.network import FEATURES, WIDTH, Context, Encoder


def encoder(net: Encoder, folder: Path) -> None:
    """encoder.onnx, int8 per channel; reduced range, so that older processors give the same sums."""
    full = folder / "encoder-float.onnx"
    net.body.config._attn_implementation = "eager"
    taken, given = ["ids", "pool"], ["vectors", "logits"]
    axes = {"ids": {1: "tokens"}, "pool": {0: "pieces", 1: "tokens"}} | {name: {0: "pieces"} for name in given}
    some = torch.ones(1, 8, dtype=torch.long), torch.ones(3, 8)
    torch.onnx.export(
        net.eval(), some, str(full), input_names=taken, output_names=given,
        dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip
    quantize_dynamic(full, folder / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    full.unlink()


class Mean(nn.Module):
    """The mean of several context models."""

    def __init__(self, nets: list[Context]) -> None:
        super().__init__()
        self.nets = nn.ModuleList(nets)

    def forward(
        self, vectors: torch.Tensor, features: torch.Tensor, logits: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Mean turn logits and mean call logits."""
        outs = [net(vectors, features, logits) for net in self.nets]
        return torch.stack([t for t, _ in outs]).mean(0), torch.stack([c for _, c in outs]).mean(0)


def context(nets: list[Context], folder: Path) -> None:
    """context.onnx: the mean of a few context models trained from different seeds."""
    inputs = (torch.zeros(5, WIDTH), torch.zeros(5, FEATURES), torch.zeros(5, ENCODER_OUT))
    names = ["vectors", "features", "logits"]
    axes = {name: {0: "turns"} for name in names} | {"turn": {0: "turns"}}
    torch.onnx.export(
        Mean(nets).eval(), inputs, str(folder / "context.onnx"), input_names=names, output_names=["turn", "call"],
        dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip


def linear(fitted: Linear, folder: Path) -> None:
    """linear.npz: plain arrays, read without running code."""
    words = "\n".join(fitted.vectorizer.get_feature_names_out())
    np.savez_compressed(
        folder / "linear.npz", words=words, idf=fitted.vectorizer.idf_, weights=fitted.weights, bias=fitted.bias
    )


def tokenizer(source: Path, folder: Path) -> None:
    """tokenizer.json as the weights' authors made it."""
    shutil.copyfile(source, folder / "tokenizer.json")
