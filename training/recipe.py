"""From gold sets to the file of weights: a tagger first, then everything together, then more of our own passages."""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import torch

from training.core import core
from training.distilling import Teacher, fitting
from training.examples import names_only
from training.exporting import export
from training.facts import read_facts
from training.gold import Parser, is_held, start_folder
from training.knowledgenet import knowledgenet
from training.learning import Course, learn
from training.network import LAYERS, Network
from training.passages import passages
from training.reading import read_names
from training.redocred import names, redocred
from training.report import company_figures, fact_figures, mention_figures
from training.resuming import resumed
from training.sentences import companies, facts
from training.teacher import fit_projection, taught_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.examples import Example
    from training.gold import Document
    from training.learning import Say
    from training.report import Figures

_TAGGER = Course(epochs=8, batch=12, encoder_rate=1.5e-4, head_rate=1e-3, warmup=0.1, floor=0.0, averaged=False)
_JOINT = Course(epochs=4, batch=24, encoder_rate=2e-4, head_rate=1e-3)
_LAST = Course(epochs=3, batch=24, encoder_rate=1e-4, head_rate=4e-4)
_TEACHER = Course(epochs=2, batch=24, encoder_rate=5e-5, head_rate=5e-4, averaged=False)
_TAGGER_WEIGHT = 0.5
_MAPPED = 1000  # examples that bring the teacher's states into the small network's


@dataclass(frozen=True, slots=True)
class Recipe:
    """What training does.

    Attributes:
        tagger: how the first network learns names, so that sets without them can be given some.
        joint: how the network learns everything.
        last: how it goes on with more weight on our own passages.
        lasts: how often the last course is done, each time from the same weights; the result is the average of what
            came of it.
        share: how much of the public sets the last course sees.
        teacher: how a large network learns, which the last course learns from beside the gold.
        variants: how often both courses see our own passages in an epoch: once as they are, then put together into
            articles, with other names.
        layers: of the transformer, from the first on; fewer are only for trials.
        sample: how many documents of each set are read, None for all.
        seed: of all that is random.
    """

    tagger: Course = _TAGGER
    joint: Course = _JOINT
    last: Course = _LAST
    lasts: int = 2
    share: float = 0.8
    teacher: Course = _TEACHER
    variants: int = 2
    layers: int = LAYERS
    sample: int | None = None
    seed: int = 1

    def as_trial(self, sample: int) -> Recipe:
        """The same with few documents, and each of them once in every course."""
        courses = (self.tagger, self.joint, self.last, self.teacher)
        tagger, joint, last, teacher = (replace(course, epochs=1) for course in courses)
        return replace(self, tagger=tagger, joint=joint, last=last, teacher=teacher, sample=sample)


@dataclass(frozen=True, slots=True)
class Sets:
    """The gold that training reads; the parts named `held` and `dev` are only measured and tuned on."""

    redocred: list[Document]
    redocred_held: list[Document]
    knowledgenet: list[Document]
    knowledgenet_dev: list[Document]
    core: list[Document]
    core_dev: list[Document]
    passages: list[Document]
    passages_dev: list[Document]


def read_sets(shared: Path, recipe: Recipe) -> Sets:
    """Read and parse all of them.

    Raises:
        UsageError: if one is not there.
    """
    parser, sample = Parser(), recipe.sample
    documents = parser.gold_set(shared, "redocred.dev", sample)
    return Sets(
        redocred=[each for each in documents if not is_held(each)],
        redocred_held=[each for each in documents if is_held(each)],
        knowledgenet=[*parser.gold_set(shared, "knowledgenet.train", sample), *parser.own(facts(), sample)],
        knowledgenet_dev=parser.gold_set(shared, "knowledgenet.dev", sample),
        core=[*parser.gold_set(shared, "core.train", sample), *parser.own(companies(), sample)],
        core_dev=parser.gold_set(shared, "core.dev", sample),
        passages=parser.passages("train", sample, variants=recipe.variants, seed=recipe.seed),
        passages_dev=parser.passages("dev", sample),
    )


def train(sets: Sets, recipe: Recipe, say: Say, *, start: Path | None = None, taught_by: Path | None = None) -> Network:
    """A trained network.

    Args:
        sets: the gold.
        recipe: what training does.
        say: is told of each epoch.
        start: a file of weights to go on from with the last course; None to begin with MiniLM's own.
        taught_by: a teacher's weights, written if there are none yet; None to learn from the gold alone.

    Raises:
        UsageError: if the file to go on from is none of weights.
    """
    own = list(passages(sets.passages))
    first = _joint(sets, own, recipe, say) if start is None else resumed(start)
    public = _examples(sets, first)
    teacher = _teacher(first, [*public, *own], recipe, say, taught_by) if taught_by else None
    seeds = range(recipe.seed, recipe.seed + recipe.lasts)
    return averaged([_later(first, public, own, replace(recipe, seed=seed), say, teacher) for seed in seeds])


def finish(network: Network, sets: Sets, shared: Path, out: Path, say: Say) -> dict[str, Figures]:
    """Write the file of weights; the figures on what was held out."""
    facts = read_facts(network, sets.knowledgenet_dev)
    export(network, out)
    say(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
    return {
        **mention_figures(network, sets.redocred_held),
        **fact_figures(facts, [document.record for document in sets.knowledgenet_dev], shared),
        **company_figures(network, sets.core_dev, shared),
    }


def started(recipe: Recipe) -> Network:
    """A network with the weights of MiniLM and all others at random."""
    torch.manual_seed(recipe.seed)
    network = Network(recipe.layers)
    network.transformer.start_from(start_folder() / "model.safetensors")
    return network


def averaged(networks: Sequence[Network]) -> Network:
    """A network with the mean of the weights of several that began as one.

    Wortsman et al. (2022), "Model soups" and "Robust fine-tuning of zero-shot models".
    """
    states = [network.state_dict() for network in networks]
    mean = copy.deepcopy(networks[0])
    mean.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    mean.eval()
    return mean


def _teacher(first: Network, examples: Sequence[Example], recipe: Recipe, say: Say, path: Path) -> Teacher:
    """The teacher in a file or, where there is none, one that has learned all there is and is written there."""
    network = taught_from(first)
    if path.exists():
        network.load_state_dict(torch.load(path, weights_only=True))
    else:
        say("the teacher:")
        chosen = random.Random(recipe.seed).sample(examples, min(_MAPPED, len(examples)))  # noqa: S311 - no secret
        fit_projection(network, first, [example.window for example in chosen])
        learn(network, examples, recipe.teacher, seed=recipe.seed, say=say)
        torch.save(network.state_dict(), path)
    return Teacher(network.eval(), fitting(examples))


def _later(
    first: Network,
    public: Sequence[Example],
    own: list[Example],
    recipe: Recipe,
    say: Say,
    teacher: Teacher | None,
) -> Network:
    """The network after the last course, which leaves the one that it begins with as it was."""
    say(f"more of our own passages, seed {recipe.seed}:")
    chosen = random.Random(recipe.seed)  # noqa: S311 - the choice of examples is no secret
    network = copy.deepcopy(first)
    examples = [example for example in public if chosen.random() < recipe.share]
    learn(network, examples + own, recipe.last, seed=recipe.seed, say=say, teacher=teacher)
    return network


def _joint(sets: Sets, own: list[Example], recipe: Recipe, say: Say) -> Network:
    """A network that has learned from all sets, after another that learned names, to name what they leave unnamed."""
    say("names, on Re-DocRED:")
    tagger = started(recipe)
    examples = [e for each in sets.redocred for e in names_only(each, names(each), weight=_TAGGER_WEIGHT)]
    learn(tagger, examples, recipe.tagger, seed=recipe.seed, say=say)
    say("everything:")
    network = started(recipe)
    learn(network, _examples(sets, tagger) + own, recipe.joint, seed=recipe.seed, say=say)
    return network


def _examples(sets: Sets, tagger: Network) -> list[Example]:
    """Those of the public sets; where a set names nobody, the tagger does."""
    predicted = read_names(tagger.eval(), [*sets.knowledgenet, *sets.core])
    return [
        *redocred(sets.redocred),
        *(example for example, _ in chain(knowledgenet(sets.knowledgenet, predicted), core(sets.core, predicted))),
    ]
