"""KnowledgeNet's properties as they are read in a text, end to end, and whether the gold says the same."""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.labels import DATES, KNOWLEDGENET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

    from training.examples import Example
    from training.gold import Document, Record, Span
    from training.network import Network

_LEAST = 0.05  # what scores less is of no use


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that is read, with its score or its probability; its sides are stretches of characters."""

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
    """What the network reads, from its own names on."""
    from training.knowledgenet import knowledgenet  # noqa: PLC0415 - a fit of what is in use needs no torch
    from training.reading import read_names  # noqa: PLC0415 - as above

    predicted = read_names(network, documents)
    return [
        fact
        for example, document in knowledgenet(documents, predicted, with_gold=False)
        if example.pairs
        for fact in _facts(network, example, document)
    ]


def told(facts: Iterable[Fact], least: float) -> list[dict[str, Any]]:
    """The facts from a score on, as the scorer wants them."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for fact in facts:
        if fact.score >= least:
            sides = {"subj": fact.subject, "obj": fact.object, "subj_link": None, "obj_link": None}
            found[fact.document].append({"type": fact.type, **sides})
    return [{"id": document, "relations": relations} for document, relations in found.items()]


def is_right(fact: Fact, record: Record) -> bool | None:
    """Whether the gold has a fact whose sides touch those of this one; None where nobody has judged."""
    home = next((p for p in record["passages"] if _within(fact.subject, p) and _within(fact.object, p)), None)
    if home is None:
        return None
    places = {m["id"]: (m["start"], m["end"]) for m in record["mentions"]}
    same = (r for r in record["relations"] if r["type"] == fact.type and r["passage"] == home["id"])
    if any(_touch(places[r["subj"]], fact.subject) and _touch(places[r["obj"]], fact.object) for r in same):
        return True
    return False if fact.type in home["properties"] else None


def _within(span: Span, passage: Record) -> bool:
    return bool(passage["start"] <= span[0] and span[1] <= passage["end"])


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _facts(network: Network, example: Example, document: Document) -> Iterator[Fact]:
    from training.reading import read_pairs  # noqa: PLC0415 - as above

    scores, _ = read_pairs(network, example)
    for row, pair in enumerate(example.pairs):
        subject, object_ = (example.candidates[i] for i in pair)
        sides = (document.characters(c.start, c.end) for c in (subject, object_))
        one, other = sides
        for number, name in enumerate(KNOWLEDGENET):
            score = float(scores[row, number])
            if score >= _LEAST and (name in DATES) == (object_.kind == "date"):
                yield Fact(document.id, name, one, other, score)
