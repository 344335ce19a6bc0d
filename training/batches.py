"""Windows and pairs as tensors; the features of a pair are computed by the product's own code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from kg.extract.encoder.model import Encoded, pair_inputs

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

    from kg.extract.encoder.windows import Window
    from training.examples import Example

_CHUNK = 16  # batches' worth of examples that are sorted by length together
_PAIRS, _LEAST_IDLE = 80, 20
_NO_NUMBERS = np.empty((0, 0), np.float32)


def batches(examples: Iterable[Example], size: int, order: random.Random) -> list[list[Example]]:
    """All examples once, in a random order of batches whose examples have about the same length."""
    shuffled = list(examples)
    order.shuffle(shuffled)
    found = []
    for start in range(0, len(shuffled), size * _CHUNK):
        chunk = sorted(shuffled[start : start + size * _CHUNK], key=lambda e: len(e.window.pieces))
        found += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    order.shuffle(found)
    return found


def thinned(example: Example, order: random.Random) -> Example:
    """The example with at most so many pairs of which nothing holds; those that are left weigh for all of them."""
    holds = [bool((target * mask).any()) for target, mask in zip(example.targets, example.masks, strict=True)]
    idle = [n for n, each in enumerate(holds) if not each]
    kept = max(_LEAST_IDLE, _PAIRS - sum(holds))
    if example.company is not None or len(idle) <= kept:
        return example
    left = {*order.sample(idle, kept)}
    weight = len(idle) / kept
    chosen = [n for n, each in enumerate(holds) if each or n in left]
    masks = [example.masks[n] * (weight if n in left else 1.0) for n in chosen]
    pairs, targets = [example.pairs[n] for n in chosen], [example.targets[n] for n in chosen]
    return replace(example, pairs=pairs, targets=targets, masks=masks)


def window_tensors(windows: Sequence[Window]) -> tuple[torch.Tensor, ...]:
    """Pieces, shapes, tags, mask and first pieces, filled up with 0 to the same lengths."""
    return (
        _filled([w.pieces for w in windows]),
        _filled([w.shapes for w in windows]),
        _filled([w.tags for w in windows]),
        _filled([[1] * len(w.pieces) for w in windows]),
        _filled([w.first for w in windows]),
    )


def pair_tensors(example: Example) -> dict[str, torch.Tensor]:
    """The features of an example's pairs, by the names of `Network.pairs`; without the states of words."""
    nothing = Encoded(example.window, *[_NO_NUMBERS] * 4)
    features = pair_inputs(nothing, example.candidates, example.pairs)
    return {name: torch.from_numpy(each) for name, each in features.items() if name != "words"}


def _filled(rows: Sequence[Sequence[int]]) -> torch.Tensor:
    length = max(len(row) for row in rows)
    return torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])
