"""The trained network as one file for the product: two ONNX graphs with 8-bit weights, the tokenizer, the labels."""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
import zipfile
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F  # noqa: N812 - as everywhere
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.gold import start_folder
from training.labels import labels
from training.network import HEADS, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from training.network import Layer, Network

_OPSET = 17
_SIZE = WIDTH // HEADS
_EPOCH = (2024, 1, 1, 0, 0, 0)  # of every part, so that the same weights give the same bytes
_WORDS, _PAIRS, _PIECES = 15, 7, 20  # the sizes of what is traced; all of them may change


class Encode(nn.Module):
    """A window's states and labels: `Network.words` and `Network.tag` for one window, which needs no mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: torch.Tensor, shapes: torch.Tensor, tags: torch.Tensor, first: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """States of words, and logits of names, events and their states."""
        transformer = self.network.transformer
        positions = transformer.positions(torch.arange(pieces.shape[1]))[None]
        states = transformer.embed(pieces, shapes, tags, positions)
        for layer in transformer.layers:
            states = _next(layer, states)
        words = states[0][first]
        return words, self.network.bio(words), self.network.triggers(words), self.network.statuses(words)


class Relate(nn.Module):
    """`Network.pairs`."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of relations, and of CORE's."""
        relations, companies = self.network.pairs(*features)
        return relations, companies


def export(network: Network, path: Path, thresholds: Mapping[str, float]) -> None:
    """Write the file, all or nothing."""
    network.eval()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        parts = {
            "labels.json": json.dumps(asdict(labels(dict(thresholds))), indent=1).encode(),
            "tokenizer.json": (start_folder() / "tokenizer.json").read_bytes(),
            "encode.onnx": _encode_graph(network, Path(folder)),
            "relate.onnx": _relate_graph(network, Path(folder)),
        }
        made = Path(folder) / path.name
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
        made.replace(path)


def _next(layer: Layer, states: torch.Tensor) -> torch.Tensor:
    """`Layer.forward` with fewer operations."""
    query, value = (
        part(states).reshape(1, -1, HEADS, _SIZE).permute(0, 2, 1, 3) for part in (layer.query, layer.value)
    )
    key = layer.key(states).reshape(1, -1, HEADS, _SIZE).permute(0, 2, 3, 1)
    attention = torch.softmax(query @ key * _SIZE**-0.5, -1)
    states = layer.norm(states + layer.output((attention @ value).permute(0, 2, 1, 3).reshape(1, -1, WIDTH)))
    return layer.last_norm(states + layer.outer(F.gelu(layer.inner(states))))


def _encode_graph(network: Network, folder: Path) -> bytes:
    pieces = torch.randint(100, 2000, (1, _PIECES))
    ones = torch.ones_like(pieces)
    inputs = {"pieces": {1: "pieces"}, "shapes": {1: "pieces"}, "tags": {1: "pieces"}, "first": {0: "words"}}
    outputs = {name: {0: "words"} for name in ("words", "bio", "triggers", "statuses")}
    return _graph(Encode(network), (pieces, ones, ones, torch.arange(_WORDS)), (inputs, outputs), folder)


def _relate_graph(network: Network, folder: Path) -> bytes:
    words, kinds = torch.randn(_WORDS, WIDTH), torch.zeros(_WORDS, dtype=torch.long)
    inputs = {
        **{name: {0: "words"} for name in ("words", "kinds")},
        "rows": {1: "pairs", 2: "words"},
        "numbers": {0: "pairs"},
    }
    outputs = {name: {0: "pairs"} for name in ("relations", "companies")}
    features = (words, kinds, torch.rand(5, _PAIRS, _WORDS), torch.zeros(_PAIRS, 4, dtype=torch.long))
    return _graph(Relate(network), features, (inputs, outputs), folder)


def _graph(
    module: nn.Module,
    features: tuple[torch.Tensor, ...],
    axes: tuple[dict[str, dict[int, str]], dict[str, dict[int, str]]],
    folder: Path,
) -> bytes:
    """An ONNX graph with 8-bit weights; `axes` names the inputs and outputs with the axes that may change."""
    inputs, outputs = axes
    whole, small = folder / "whole.onnx", folder / "small.onnx"
    with _quiet():
        torch.onnx.export(
            module.eval(),
            features,
            str(whole),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=inputs | outputs,
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True)
    return small.read_bytes()


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what the two tools say of every graph: that tracing will go, and that shapes could be inferred first."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
