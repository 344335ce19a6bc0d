"""The weights of a conditional logit: what made the right choices right is found again."""

from __future__ import annotations

import random

import pytest

from kg.logit import shares, weighed
from training.logit import Example, Question, fit, fit_traits


def drawn(count: int, *, signal: float, none: float) -> list[Example]:
    """Questions with three choices, drawn with these weights of the one feature and of none."""
    order = random.Random(3)  # noqa: S311 - a draw for a test is no secret
    examples = []
    for _ in range(count):
        rows = [(order.uniform(-1, 1),) for _ in range(3)]
        chances = shares([signal * row[0] for row in rows], none)
        pick = order.choices([0, 1, 2, None], [*chances, 1 - sum(chances)])[0]
        examples.append(Example(rows, (1.0,), pick))
    return examples


def test_the_weights_that_drew_the_choices_are_found_again() -> None:
    weights, none = fit(drawn(3000, signal=2.0, none=-0.5), penalty=1e-4)

    assert weights[0] == pytest.approx(2.0, abs=0.2)
    assert none[0] == pytest.approx(-0.5, abs=0.2)


def test_a_larger_penalty_keeps_the_weights_smaller() -> None:
    examples = drawn(500, signal=2.0, none=-0.5)

    assert abs(fit(examples, penalty=1.0)[0][0]) < abs(fit(examples, penalty=1e-4)[0][0])


def test_questions_may_have_different_numbers_of_choices_and_none_at_all() -> None:
    examples = [Example([(1.0,), (0.0,)], (1.0,), 0), Example([(1.0,)], (1.0,), 0), Example([], (1.0,), None)]

    weights, none = fit(examples, penalty=0.01)

    assert weights[0] > 0
    scores = shares([weighed(weights, row) for row in examples[0].rows], weighed(none, (1.0,)))
    assert scores[0] == max(scores)
    assert sum(scores) < 1


def test_traits_have_weights_by_name_and_those_that_weigh_nothing_have_none() -> None:
    questions = [Question([{"good": 1.0, "idle": 0.0}, {"idle": 0.0}], {"no": 1.0}, 0) for _ in range(20)]

    weights = fit_traits([*questions, Question([{"idle": 0.0}], {"no": 1.0}, None)])

    assert weights["good"] > 0
    assert "none: no" in weights
    assert "idle" not in weights
