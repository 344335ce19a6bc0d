"""The least score at which each relation is believed: the one with the best F1 on texts that nothing was trained on."""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.examples import bounds
from training.knowledgenet import knowledgenet
from training.labels import DATES, KNOWLEDGENET, OWN, RELATIONS, ROLES
from training.passages import passages
from training.reading import read_names, read_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType

    from training.examples import Example
    from training.gold import Document, Record, Span
    from training.network import Network

    Thresholds = Mapping[str, float]

USUAL = 0.5
STEPS = tuple(k / 20 for k in range(3, 19))
"""The thresholds that are tried: .15 to .90."""
_LEAST = 0.1  # what scores less is of no use at any of them


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that the network reads, with its score; its sides are stretches of characters."""

    document: str
    type: str
    subject: Span
    object: Span
    score: float


def scorer(shared: Path, name: str) -> ModuleType | None:
    """One of the shared folder's scorers, None if it is not there."""
    folder = str((shared / "score").resolve())
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None
    finally:
        sys.path.remove(folder)


def read_facts(network: Network, documents: Sequence[Document]) -> list[Fact]:
    """KnowledgeNet's properties as the network reads them, from its own names on."""
    predicted = read_names(network, documents)
    return [
        fact
        for example, document in knowledgenet(documents, predicted, with_gold=False)
        if example.pairs
        for fact in _facts(network, example, document)
    ]


def believed(facts: Iterable[Fact], thresholds: Thresholds) -> list[dict[str, Any]]:
    """The facts at or above their thresholds, as the scorer wants them."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for fact in facts:
        if fact.score >= thresholds[fact.type]:
            sides = {"subj": fact.subject, "obj": fact.object, "subj_link": None, "obj_link": None}
            found[fact.document].append({"type": fact.type, **sides})
    return [{"id": document, "relations": relations} for document, relations in found.items()]


def tuned_on_facts(facts: Sequence[Fact], gold: Sequence[Record], score: ModuleType) -> dict[str, float]:
    """Threshold of each of KnowledgeNet's properties, by its scorer."""
    thresholds = {}
    for name in KNOWLEDGENET:
        mine = [fact for fact in facts if fact.type == name]
        reached = {}
        for step in STEPS:
            figures, _ = score.run(gold, believed(mine, {name: step}), "overlap", {name})
            reached[step] = figures.get(name, {"f1": 0.0})["f1"]
        best = max(STEPS, key=lambda step: reached[step])
        thresholds[name] = best if reached[best] else USUAL
    return thresholds


def tuned_on_passages(network: Network, documents: Iterable[Document]) -> dict[str, float]:
    """Threshold of each part in events and each relation of our passages, by pairs of given candidates."""
    scored: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for name, score, holds in _judged(network, documents):
        scored[name].append((score, holds))
    return {name: _best(scored[name]) for name in (*ROLES, *OWN)}


def _facts(network: Network, example: Example, document: Document) -> Iterator[Fact]:
    scores, _ = read_pairs(network, example)
    for row, pair in enumerate(example.pairs):
        subject, object_ = (example.candidates[i] for i in pair)
        sides = document.characters(*bounds(subject)), document.characters(*bounds(object_))
        for number, name in enumerate(KNOWLEDGENET):
            score = float(scores[row, number])
            if score >= _LEAST and (name in DATES) == (object_.kind == "date"):
                yield Fact(document.id, name, *sides, score)


def _judged(network: Network, documents: Iterable[Document]) -> Iterator[tuple[str, float, bool]]:
    numbers = [RELATIONS.index(name) for name in (*ROLES, *OWN)]
    for example in passages(documents):
        if example.pairs:
            scores, _ = read_pairs(network, example)
            for row, (target, mask) in enumerate(zip(example.targets, example.masks, strict=True)):
                for number in numbers:
                    if mask[number]:
                        yield RELATIONS[number], float(scores[row, number]), bool(target[number])


def _best(scored: Sequence[tuple[float, bool]]) -> float:
    """The highest of the thresholds with the best F1; the usual one where nothing is found at any."""
    asked = sum(holds for _, holds in scored)
    reached = {}
    for step in STEPS:
        found = [holds for score, holds in scored if score >= step]
        reached[step] = 2 * sum(found) / (len(found) + asked) if found else 0.0
    best = max(reversed(STEPS), key=lambda step: reached[step])
    return best if reached[best] else USUAL
