"""A conditional logit: of several choices and "none of them" one is right, and the scores share out 1.

McFadden (1974), "Conditional logit analysis of qualitative choice behavior".
"""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shares(values: Sequence[float], nothing: float) -> list[float]:
    """The probability of each choice to be the right one; what is missing to 1 is that of none of them."""
    top = max([nothing, *values])
    raised = [math.exp(value - top) for value in values]
    total = sum(raised) + math.exp(nothing - top)
    return [each / total for each in raised]


def weighed(weights: Sequence[float], features: Sequence[float]) -> float:
    """The value of a choice with these features."""
    return float(sum(map(mul, weights, features)))
