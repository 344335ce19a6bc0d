"""How likely a relation is to be right, by the score that the encoder gives it.

The same score is worth more for one property than for another: of what scores .9, nine in ten places of study are
right, and five in ten founders. Platt scaling (Platt, 1999, "Probabilistic outputs for support vector machines") mends
that with two numbers for each property, so that one threshold serves for all of them. They are fitted by
`training/calibrating.py` on texts that the encoder was not trained on.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FAIR = 0.45
"""The probability from which on most is found for what is wrong: the best F1."""
SURE = 0.75
"""The probability from which on a relation counts as sure: nine in ten are right."""
_LEAST = 1e-6  # nothing is impossible


@cache
def calibrated() -> Mapping[str, tuple[float, float]]:
    """Property of KnowledgeNet → its slope and offset."""
    data = json.loads((files("kg.extract") / "weights" / "calibration.json").read_text(encoding="utf-8"))
    return {name: (slope, offset) for name, (slope, offset) in data["properties"].items()}


def probability(name: str, score: float, numbers: Mapping[str, tuple[float, float]] | None = None) -> float:
    """How likely a relation of one of the properties is to be right, by other numbers than the product's if given."""
    slope, offset = (numbers or calibrated())[name]
    return 1 / (1 + math.exp(-slope * log_odds(score) - offset))


def log_odds(score: float) -> float:
    """The logarithm of the odds of a score from 0 to 1."""
    kept = min(max(score, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
