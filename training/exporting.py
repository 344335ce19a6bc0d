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
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
import torch.nn.functional as F  # noqa: N812 - as everywhere
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.gold import start_folder
from training.labels import LABELS
from training.network import HEADS, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.network import Layer, Network

_OPSET = 17
_SIZE = WIDTH // HEADS
_EPOCH = (2024, 1, 1, 0, 0, 0)  # of every part, so that the same weights give the same bytes
_HALF = 128
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
        positions = transformer.positions(torch.arange(pieces.shape[1]))
        states = transformer.embed(pieces[0], shapes[0], tags[0], positions)
        for layer in transformer.layers:
            states = _next(layer, states)
        words = states[first]
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


def export(network: Network, path: Path) -> None:
    """Write the file, all or nothing."""
    network.eval()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        parts = {
            "labels.json": json.dumps(asdict(LABELS), indent=1).encode(),
            "tokenizer.json": (start_folder() / "tokenizer.json").read_bytes(),
            "encode.onnx": _encode_graph(network, Path(folder)),
            "relate.onnx": _relate_graph(network, Path(folder)),
        }
        made = Path(folder) / path.name
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
        made.replace(path)


class Attention(torch.autograd.Function):
    """What the pieces of one window see of each other; in the graph, the runtime's own operation for it."""

    @staticmethod
    def forward(_: object, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
        """From three states per piece, of shape (1, pieces, width), the one that attention gives."""
        heads = (part.reshape(1, -1, HEADS, _SIZE).transpose(1, 2) for part in (query, key, value))
        return F.scaled_dot_product_attention(*heads).transpose(1, 2).reshape(query.shape)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:  # noqa: ANN401 - the exporter has no types
        """How the exporter writes it."""
        made = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=HEADS)
        return made.setType(query.type())


def _next(layer: Layer, states: torch.Tensor) -> torch.Tensor:
    """`Layer.forward` for the states of one window, of shape (pieces, width).

    Without an axis for the window the runtime leaves each sum and its norm two operations: the one that it would
    make of them takes four times as long.
    """
    parts = (part(states)[None] for part in (layer.query, layer.key, layer.value))
    states = layer.norm(states + layer.output(Attention.apply(*parts)[0]))
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
    return unsigned(small.read_bytes())


def unsigned(graph: bytes) -> bytes:
    """The same graph with the factors of its products as numbers from 0 to 255, and 128 for what was 0.

    The states are such numbers already. Where a processor has no instruction for products of 8-bit numbers (VNNI),
    the runtime multiplies unsigned by signed ones in a way that cuts off what is beyond 16 bits, and so reads other
    names and events than elsewhere; two unsigned ones it multiplies exactly on all.
    """
    model = onnx.load_from_string(graph)
    stored = {each.name: each for each in model.graph.initializer}
    for name in dict.fromkeys(
        name for node in model.graph.node if node.op_type == "MatMulInteger" for name in (node.input[1], node.input[3])
    ):
        numbers = numpy_helper.to_array(stored[name])
        if numbers.dtype == np.int8:
            shifted = (numbers.astype(np.int16) + _HALF).astype(np.uint8)
            stored[name].CopyFrom(numpy_helper.from_array(shifted, name))
    return bytes(model.SerializeToString())


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
