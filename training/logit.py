"""The weights of a conditional logit (`kg.logit`) that make the right choices likeliest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_STEPS, _RATE = 1500, 0.05
_PENALTY = 0.001
_NEGLIGIBLE = 0.005


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


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose choices are described by traits.

    Attributes:
        choices: trait → value, for each choice.
        none: the same for none of them being right.
        right: the number of the right one, None if there is none.
    """

    choices: Sequence[Mapping[str, float]]
    none: Mapping[str, float]
    right: int | None


def fit_traits(questions: Sequence[Question]) -> dict[str, float]:
    """Trait → weight, those of none of the choices behind "none: "; what weighs next to nothing is left out."""
    names = sorted({name for q in questions for traits in q.choices for name in traits})
    none = sorted({name for q in questions for name in q.none})
    examples = [Example([_row(t, names) for t in q.choices], _row(q.none, none), q.right) for q in questions]
    weights = zip([*names, *(f"none: {name}" for name in none)], chain(*fit(examples, penalty=_PENALTY)), strict=True)
    return {name: round(float(weight), 3) for name, weight in weights if abs(weight) >= _NEGLIGIBLE}


def fit(examples: Sequence[Example], *, penalty: float) -> tuple[Numbers, Numbers]:
    """The weights of choices and of none of them, by gradient descent (Adam); `penalty` is that of large weights."""
    rows, owner, right = _rows(examples)
    none = np.array([each.none for each in examples])
    is_none = np.array([each.right is None for each in examples], dtype=float)
    weights = [np.zeros(rows.shape[1]), np.zeros(none.shape[1])]
    means, squares = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    for step in range(1, _STEPS + 1):
        shares, rest = _shares(rows @ weights[0], none @ weights[1], owner)
        slopes = [
            (shares - right) @ rows / len(examples) + penalty * weights[0],
            (rest - is_none) @ none / len(examples) + penalty * weights[1],
        ]
        for n, slope in enumerate(slopes):
            means[n] = 0.9 * means[n] + 0.1 * slope
            squares[n] = 0.99 * squares[n] + 0.01 * slope**2
            scale = np.sqrt(squares[n] / (1 - 0.99**step)) + 1e-8
            weights[n] -= _RATE * means[n] / (1 - 0.9**step) / scale
    return weights[0], weights[1]


def _row(traits: Mapping[str, float], names: Sequence[str]) -> list[float]:
    return [traits.get(name, 0.0) for name in names]


def _rows(examples: Sequence[Example]) -> tuple[Numbers, NDArray[np.int64], Numbers]:
    """The features of all choices, one a row; whose choice each is; and 1 for those that are right."""
    rows = np.array([row for each in examples for row in each.rows])
    owner = np.repeat(np.arange(len(examples)), [len(each.rows) for each in examples])
    right = np.concatenate([np.arange(len(each.rows)) == each.right for each in examples]).astype(float)
    return rows, owner, right


def _shares(values: Numbers, nothing: Numbers, owner: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """How likely each choice is, and how likely it is for each example that none is right."""
    top = nothing.copy()
    np.maximum.at(top, owner, values)
    raised, rest = np.exp(values - top[owner]), np.exp(nothing - top)
    total = rest + np.bincount(owner, raised, minlength=len(nothing))
    return raised / total[owner], rest / total
