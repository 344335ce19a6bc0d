"""The weights that `training/choosing.py` and `training/offices.py` fit, and what traits are worth by them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def weights(question: str) -> Mapping[str, float]:
    """Trait → weight, for one of the questions that were fitted."""
    return _all()[question]


def worth(weights: Mapping[str, float], traits: Mapping[str, float], prefix: str = "") -> float:
    """The sum of traits, each times the weight of its name behind a prefix; one without a weight counts nothing."""
    return sum(weights.get(prefix + name, 0.0) * value for name, value in traits.items())


@cache
def _all() -> Mapping[str, Mapping[str, float]]:
    folder = files("kg.extract") / "weights"
    read = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("choosing.json", "offices.json"))
    return {question: weights for data in read for question, weights in data["weights"].items()}
