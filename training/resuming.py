"""A file of weights → a network that goes on learning from them: 8-bit numbers are read back as fractions."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import onnx
import torch
from onnx import numpy_helper

from kg.errors import UsageError
from training.gold import start_folder
from training.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[np.generic]]

_GRAPHS = ("encode.onnx", "relate.onnx")
_PREFIX = "network."
_SMALL, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"
_BIAS, _WEIGHT = ".bias", ".weight"


def resumed(path: Path) -> Network:
    """The network that a file of weights holds, as exactly as its 8 bits say.

    The table of word pieces, which training never changes, comes from all-MiniLM-L6-v2 itself.

    Raises:
        UsageError: if the file holds no such network.
    """
    network = Network()
    network.transformer.start_from(start_folder() / "model.safetensors")
    state = network.state_dict()
    try:
        with zipfile.ZipFile(path) as archive:
            read = [weights for name in _GRAPHS for weights in _weights(onnx.load_from_string(archive.read(name)))]
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise UsageError(f"{path} is no file of weights to go on from: {error}") from error
    known = dict(read)
    own = [name for name in state if "segments" not in name and "pieces" not in name]
    for name in own:
        if name not in known or known[name].shape != state[name].shape:
            raise UsageError(f"{path} has other weights than this network: {name} is missing or of another shape")
        state[name] = known[name]
    network.load_state_dict(state)
    return network


def _weights(model: onnx.ModelProto) -> Iterator[tuple[str, torch.Tensor]]:
    """Names as in `Network`, with what the graph has for them."""
    arrays = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    for name in arrays:
        plain = name.removesuffix(_SMALL)
        if name.startswith(_PREFIX) and plain.endswith((_WEIGHT, _BIAS)):
            yield plain.removeprefix(_PREFIX), _tensor(arrays, name)
    for bias, factor in _factors(model.graph, arrays):
        yield bias.removeprefix(_PREFIX).removesuffix(_BIAS) + _WEIGHT, _tensor(arrays, factor).T


def _tensor(arrays: Arrays, name: str) -> torch.Tensor:
    numbers = torch.from_numpy(arrays[name].astype("float32"))
    if not name.endswith(_SMALL):
        return numbers
    plain = name.removesuffix(_SMALL)
    zero, scale = (torch.from_numpy(arrays[plain + end].astype("float32")) for end in (_ZERO, _SCALE))
    return (numbers - zero) * scale


def _factors(graph: onnx.GraphProto, arrays: Arrays) -> Iterator[tuple[str, str]]:
    """The bias that is added to each product of matrices, by which the product is known, with its 8-bit factor."""
    takers = {name: node for node in graph.node for name in node.input}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in arrays:
            after = node
            while after.op_type != "Add":
                after = takers[after.output[0]]
            yield next(name for name in after.input if name.endswith(_BIAS)), node.input[1]
