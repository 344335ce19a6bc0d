"""The encoder in torch: a small transformer with a head for each thing it tells, and one for pairs of candidates."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F  # noqa: N812 - as everywhere
from safetensors.torch import load_file
from torch import nn

from kg.extract.encoder.candidates import KINDS
from kg.extract.encoder.paths import EDGES, PATHS
from kg.extract.encoder.windows import SHAPES
from training.labels import BIO, COMPANIES, RELATIONS, STATUSES, SYMMETRIC, TRIGGERS

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
"""all-MiniLM-L6-v2's sizes."""
_PIECES, _POSITIONS, _EPSILON = 30522, 512, 1e-12
TAGS = 64  # rows for the parts of speech, with room for more
_PAIR = 320  # width of a pair's state
_DISTANCES = 12
_MASKED = -1e4
_SMALL = 0.1  # of the tables that begin beside sums of many parts
_DROP, _PAIR_DROP = 0.1, 0.2  # share of the numbers that training drops


class Layer(nn.Module):
    """One layer of a transformer: MiniLM's, unless other sizes are given."""

    def __init__(self, width: int = WIDTH, inner: int = INNER, epsilon: float = _EPSILON) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.value, self.output = nn.Linear(width, width), nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.last_norm = nn.LayerNorm(width, eps=epsilon)

    def forward(self, states: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """The next states; `bias` is added to the attention's scores."""
        query, key, value = (self._heads(part(states)) for part in (self.query, self.key, self.value))
        attention = (query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + bias).softmax(-1)
        seen = self.output((attention @ value).transpose(1, 2).reshape(states.shape))
        states = self.norm(states + F.dropout(seen, _DROP, self.training))
        thought = self.outer(F.gelu(self.inner(states)))
        return self.last_norm(states + F.dropout(thought, _DROP, self.training))

    @staticmethod
    def _heads(states: torch.Tensor) -> torch.Tensor:
        batch, length, width = states.shape
        return states.view(batch, length, HEADS, width // HEADS).transpose(1, 2)


class Transformer(nn.Module):
    """Word pieces, with how their words are written and their parts of speech, to states.

    The vocabulary has no capitals. Shapes and parts of speech come in as embeddings added to the pieces', from small
    random numbers on: at first the states are nearly MiniLM's own.
    """

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.pieces, self.positions = nn.Embedding(_PIECES, WIDTH), nn.Embedding(_POSITIONS, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.shapes, self.tags = nn.Embedding(len(SHAPES), WIDTH), nn.Embedding(TAGS, WIDTH)
        nn.init.normal_(self.shapes.weight, std=0.01)
        nn.init.normal_(self.tags.weight, std=0.01)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def start_from(self, path: Path) -> None:
        """Take over the weights of a file of all-MiniLM-L6-v2."""
        weights = {name.removeprefix("bert."): each for name, each in load_file(path).items()}
        names = {"": "embeddings."} | {f"layers.{i}.": f"encoder.layer.{i}." for i in range(len(self.layers))}
        theirs = {
            f"{ours}{one}.{kind}": weights[f"{prefix}{other}.{kind}"]
            for ours, prefix in names.items()
            for one, other in (_LAYER_NAMES if ours else _EMBEDDING_NAMES).items()
            for kind in ("weight", "bias")
            if f"{prefix}{other}.{kind}" in weights
        }
        missing, unknown = self.load_state_dict(theirs, strict=False)
        if unknown or set(missing) != {"shapes.weight", "tags.weight"}:
            raise ValueError(f"{path} has not the weights of all-MiniLM-L6-v2: {missing}, {unknown}")

    def fresh(self) -> list[nn.Parameter]:
        """What MiniLM does not have."""
        return [*self.shapes.parameters(), *self.tags.parameters()]

    def forward(
        self, pieces: torch.Tensor, shapes: torch.Tensor, tags: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """A state per piece; `mask` is 0 where a row is only filled up."""
        states = self.embed(pieces, shapes, tags, self.positions.weight[: pieces.shape[1]])
        states = F.dropout(states, _DROP, self.training)
        bias = (1 - mask[:, None, None, :].float()) * _MASKED
        for layer in self.layers:
            states = layer(states, bias)
        return states

    def embed(
        self, pieces: torch.Tensor, shapes: torch.Tensor, tags: torch.Tensor, positions: torch.Tensor
    ) -> torch.Tensor:
        """The states before the first layer."""
        states = self.pieces(pieces) + positions + self.segments.weight[0]
        return self.norm(states + self.shapes(shapes) + self.tags(tags))


_EMBEDDING_NAMES = {
    "pieces": "word_embeddings",
    "positions": "position_embeddings",
    "segments": "token_type_embeddings",
    "norm": "LayerNorm",
}
_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "last_norm": "output.LayerNorm",
}


class Network(nn.Module):
    """The whole model: states of words, labels of words, labels of pairs."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.transformer = Transformer(layers)
        self.bio, self.triggers = nn.Linear(WIDTH, len(BIO)), nn.Linear(WIDTH, len(TRIGGERS))
        self.statuses = nn.Linear(WIDTH, len(STATUSES))
        self.kinds = nn.Embedding(len(KINDS), WIDTH)
        nn.init.normal_(self.kinds.weight, std=0.02)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.asks, self.distances = nn.Linear(2 * WIDTH, WIDTH), nn.Embedding(_DISTANCES, _PAIR)
        self.subject, self.object = nn.Linear(WIDTH, _PAIR), nn.Linear(WIDTH, _PAIR)
        self.product, self.between = nn.Linear(WIDTH, _PAIR), nn.Linear(WIDTH, _PAIR)
        self.context, self.hidden = nn.Linear(WIDTH, _PAIR), nn.Linear(_PAIR, _PAIR)
        self.along, self.ways = nn.Linear(WIDTH, _PAIR), nn.Embedding(PATHS, _PAIR)
        self.edges = nn.ModuleList(nn.Embedding(len(EDGES), _PAIR) for _ in "so")
        for table in (self.ways, *self.edges):
            nn.init.normal_(table.weight, std=_SMALL)
        self.relations, self.companies = nn.Linear(_PAIR, len(RELATIONS)), nn.Linear(_PAIR, len(COMPANIES))

    def words(
        self,
        pieces: torch.Tensor,
        shapes: torch.Tensor,
        tags: torch.Tensor,
        mask: torch.Tensor,
        first: torch.Tensor,
    ) -> torch.Tensor:
        """A state per word: that of its first piece."""
        states = self.transformer(pieces, shapes, tags, mask)
        return torch.gather(states, 1, first[..., None].expand(-1, -1, states.shape[-1]))

    def tag(self, words: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits per word: its part in a name, the event that it names, that event's state."""
        words = F.dropout(words, _DROP, self.training)
        return self.bio(words), self.triggers(words), self.statuses(words)

    def pairs(
        self, words: torch.Tensor, kinds: torch.Tensor, rows: torch.Tensor, numbers: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits per pair: of each relation, and of CORE's; the arguments are those of the product's `pair_inputs`."""
        states = words + self.kinds(kinds)
        states = states + F.gelu(self.mix(states))
        states = F.dropout(states, _PAIR_DROP, self.training)
        one, other, between, along = (row @ states for row in rows[:4].unbind())
        asked = self.asks(torch.cat([one, other], -1))
        attention = ((asked @ states.T) / math.sqrt(WIDTH) + (1 - rows[4]) * _MASKED).softmax(-1)
        pair = self.subject(one) + self.object(other) + self.product(one * other)
        pair = pair + self.between(between) + self.along(along) + self.context(attention @ states)
        tables = (self.distances, self.ways, *self.edges)
        pair = sum((table(numbers[:, i]) for i, table in enumerate(tables)), start=pair)
        pair = F.dropout(F.gelu(pair), _PAIR_DROP, self.training)
        pair = F.gelu(self.hidden(pair)) + pair
        pair = F.dropout(pair, _PAIR_DROP, self.training)
        return self.relations(pair), self.companies(pair)


def company_logits(logits: torch.Tensor) -> torch.Tensor:
    """One row over CORE's classes from the logits of a pair and its inverse; see `training.core`."""
    cut = SYMMETRIC
    return torch.cat([(logits[0, :cut] + logits[1, :cut]) / 2, logits[0, cut:], logits[1, cut:]])
