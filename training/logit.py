"""The weights of a conditional logit (`kg.logit`) that make the right choices likeliest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_STEPS, _RATE = 1500, 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its choices.

    Attributes:
        rows: the features of each choice.
        none: the features of none of them being right.
        right: the number of the right one, None if there is none.
    """

    rows: Sequence[Sequence[float]]
    none: Sequence[float]
    right: int | None


def fit(examples: Sequence[Example], *, penalty: float) -> tuple[Numbers, Numbers]:
    """The weights of choices and of none of them, by gradient descent (Adam); `penalty` is that of large weights."""
    rows, there, none, right = _arrays(examples)
    weights = [np.zeros(rows.shape[2]), np.zeros(none.shape[1])]
    means, squares = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    target = np.zeros((len(examples), rows.shape[1] + 1))
    target[np.arange(len(examples)), right] = 1.0
    for step in range(1, _STEPS + 1):
        error = (_shares(weights, rows, there, none) - target) / len(examples)
        slopes = [
            error[:, :-1].ravel() @ rows.reshape(-1, rows.shape[2]) + penalty * weights[0],
            error[:, -1] @ none + penalty * weights[1],
        ]
        for n, slope in enumerate(slopes):
            means[n] = 0.9 * means[n] + 0.1 * slope
            squares[n] = 0.99 * squares[n] + 0.01 * slope**2
            scale = np.sqrt(squares[n] / (1 - 0.99**step)) + 1e-8
            weights[n] -= _RATE * means[n] / (1 - 0.9**step) / scale
    return weights[0], weights[1]


def _arrays(examples: Sequence[Example]) -> tuple[Numbers, NDArray[np.bool_], Numbers, NDArray[np.int64]]:
    most = max(len(each.rows) for each in examples)
    rows = np.zeros((len(examples), most, len(next(each.rows for each in examples if each.rows)[0])))
    there = np.zeros((len(examples), most), dtype=bool)
    for n, each in enumerate(examples):
        if each.rows:
            rows[n, : len(each.rows)] = each.rows
            there[n, : len(each.rows)] = True
    right = np.array([most if each.right is None else each.right for each in examples])
    return rows, there, np.array([each.none for each in examples]), right


def _shares(weights: Sequence[Numbers], rows: Numbers, there: NDArray[np.bool_], none: Numbers) -> Numbers:
    values = np.column_stack([np.where(there, rows @ weights[0], -np.inf), none @ weights[1]])
    shares = np.exp(values - values.max(axis=1, keepdims=True))
    total: Numbers = shares / shares.sum(axis=1, keepdims=True)
    return total
