"""Passages with other names: what is said stays, who it is said of changes, so that names are not learned by heart.

After the entity swapping of Zeng et al. (2020), "Counterfactual Generator: A Weakly-Supervised Method for Named Entity
Recognition". Only who has one name in a passage gets another one: a short form or an acronym would not fit it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from benchmarks.quality.passages.moving import moved

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping, Sequence

    Record = Mapping[str, Any]
    Edit = tuple[int, int, str]

_TYPES = frozenset({"ORG", "PER", "PRODUCT"})
_SHARE = 0.8  # of those who can get another name


def renamed(records: Sequence[Record], order: random.Random) -> list[Record]:
    """The passages, each with names that come from the others."""
    pool: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        for kind, name in _single_names(record).values():
            pool[kind].add(name)
    names = {kind: sorted(each) for kind, each in pool.items()}
    return [_with(record, list(_edits(record, names, order))) for record in records]


def _single_names(record: Record) -> dict[str, tuple[str, str]]:
    """Entity → its type and name, of those that have one name alone."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for mention in record["mentions"]:
        if mention["form"] == "name" and mention["type"] in _TYPES:
            found[mention["entities"][0]].add((mention["type"], mention["text"]))
    return {entity: next(iter(each)) for entity, each in found.items() if len(each) == 1}


def _edits(record: Record, names: Mapping[str, Sequence[str]], order: random.Random) -> Iterable[Edit]:
    chosen = {
        entity: order.choice(names[kind])
        for entity, (kind, _) in sorted(_single_names(record).items())
        if order.random() < _SHARE
    }
    for mention in record["mentions"]:
        if mention["form"] == "name" and mention["entities"][0] in chosen:
            yield mention["start"], mention["end"], chosen[mention["entities"][0]]


def _with(record: Record, edits: Sequence[Edit]) -> Record:
    """The record with these stretches of its text replaced, and every offset moved with them."""
    edits = sorted(edits)
    parts, last = [], 0
    for start, end, name in edits:
        parts += [record["text"][last:start], name]
        last = end

    def at(offset: int) -> int:
        return offset + sum(len(name) - (end - start) for start, end, name in edits if end <= offset)

    return {**record, **moved(record, at), "text": "".join([*parts, record["text"][last:]])}
