"""Windows with what is known of them: what a set does not annotate is masked, and weighs nothing in the loss."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch

from training.labels import BIO, RELATIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.extract.encoder import Candidate
    from kg.extract.encoder.windows import Window
    from training.gold import Document

    Name = tuple[int, int, frozenset[str]]
    Predicted = dict[str, list[Candidate]]

_BIO_IDS = {label: number for number, label in enumerate(BIO)}
_RELATION_IDS = {relation: number for number, relation in enumerate(RELATIONS)}


@dataclass(slots=True)
class Example:
    """A window with its gold.

    Attributes:
        source: the set it comes from.
        window: its tokens.
        allowed: for each token, which labels of `BIO` may be right.
        weight: how much its names weigh in the loss.
        candidates: what can be a side of a pair.
        pairs: ordered pairs of candidates, by number.
        targets: for each pair, 1 for each of `RELATIONS` that holds.
        masks: for each pair, how much each relation weighs; 0 for what the set does not annotate.
        company: CORE's relation of the first pair (the second is its inverse), None elsewhere.
        triggers: for each token, its class of `TRIGGERS`; None where events are not annotated.
        statuses: for each token, its state of `STATUSES`, -1 for none.
    """

    source: str
    window: Window
    allowed: torch.Tensor
    weight: float
    candidates: list[Candidate] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    targets: list[torch.Tensor] = field(default_factory=list)
    masks: list[torch.Tensor] = field(default_factory=list)
    company: int | None = None
    triggers: list[int] | None = None
    statuses: list[int] | None = None

    def __len__(self) -> int:
        return len(self.window.first)

    def add(self, pair: tuple[int, int], target: torch.Tensor, mask: torch.Tensor) -> None:
        """One more pair."""
        self.pairs.append(pair)
        self.targets.append(target)
        self.masks.append(mask)

    def same_sentence(self) -> Iterator[tuple[int, int]]:
        """Ordered pairs of candidates of one sentence, no date first."""
        sentences = [self.window.sentences[c.start - self.window.start] for c in self.candidates]
        for i, one in enumerate(self.candidates):
            if one.kind != "date":
                yield from ((i, j) for j in range(len(sentences)) if i != j and sentences[i] == sentences[j])


def marked(relations: Iterable[str], value: float = 1.0) -> torch.Tensor:
    """A row over `RELATIONS` with a value for these and 0 for the others."""
    row = torch.zeros(len(RELATIONS))
    for relation in relations:
        row[_RELATION_IDS[relation]] = value
    return row


def allowed_labels(tokens: int, names: Iterable[Name]) -> torch.Tensor:
    """For each token of a document, which labels may be right, given names with the types that each may have.

    Of names that overlap, the longest counts.
    """
    allowed = torch.zeros(tokens, len(BIO), dtype=torch.bool)
    allowed[:, 0] = True
    taken: set[int] = set()
    for start, end, types in sorted(names, key=lambda name: name[0] - name[1]):
        places = range(start, end)
        if taken.intersection(places):
            continue
        taken.update(places)
        allowed[start:end] = False
        for i in places:
            for kind in types:
                allowed[i, _BIO_IDS[f"{'B' if i == start else 'I'}-{kind}"]] = True
    return allowed


def overlap(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two stretches share a token."""
    return one[0] < other[1] and other[0] < one[1]


def bounds(candidate: Candidate) -> tuple[int, int]:
    """Its stretch of tokens."""
    return candidate.start, candidate.end


def disjoint(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that overlap none before them, sorted."""
    kept: list[Candidate] = []
    for each in candidates:
        if not any(overlap(bounds(each), bounds(other)) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda c: c.start)


def within(candidates: Iterable[Candidate], window: Window) -> list[Candidate]:
    """Those that lie in a window."""
    return [c for c in candidates if window.start <= c.start and c.end <= window.end]


def apart(candidates: Iterable[Candidate], spans: Collection[tuple[int, int]]) -> list[Candidate]:
    """Those that overlap none of the spans."""
    return [c for c in candidates if not any(overlap(bounds(c), span) for span in spans)]


def names_only(document: Document, names: Iterable[Name], *, weight: float) -> Iterator[Example]:
    """A document's windows with nothing but names."""
    allowed = allowed_labels(len(document.doc), names)
    for window in document.windows:
        yield Example("names", window, allowed[window.start : window.end], weight)
