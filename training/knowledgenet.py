"""KnowledgeNet → examples: a passage annotates the properties that it lists, and the names in their facts only."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import torch

from kg.extract.encoder import Candidate
from kg.extract.encoder.candidates import candidates
from training.examples import Example, allowed_labels, apart, bounds, disjoint, marked, overlap, within
from training.gold import TYPES
from training.labels import DATES, KNOWLEDGENET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract.encoder.windows import Window
    from training.examples import Predicted
    from training.gold import Document

_NAME_WEIGHT = 0.5
_PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", "WRB"})
_IS_DATE = marked(DATES)
_NO_DATE = marked(set(KNOWLEDGENET) - set(DATES))


def knowledgenet(
    documents: Iterable[Document], predicted: Predicted, *, with_gold: bool = True
) -> Iterator[tuple[Example, Document]]:
    """Examples with their documents.

    Args:
        documents: of the set.
        predicted: a document's id → its names, as the tagger sees them.
        with_gold: whether gold mentions that no candidate covers are candidates too, and pairs that nobody judged are
            left out, as training wants it; otherwise all is as in use.
    """
    for document in documents:
        gold = [(Candidate(*span, TYPES[mention["type"]]), int(mention["id"])) for span, mention in document.mentions()]
        named = disjoint(c for c, _ in gold if _is_name(document, c))
        seen = predicted[document.id]
        names = [*named, *apart(seen, [bounds(c) for c in named])]
        allowed = allowed_labels(len(document.doc), ((c.start, c.end, frozenset({c.kind})) for c in names))
        for window in document.windows:
            example = Example("knowledgenet", window, allowed[window.start : window.end], _NAME_WEIGHT)
            example.candidates = candidates(document.doc, window, within(seen, window))
            if with_gold:
                example.candidates = _completed(example.candidates, [c for c, _ in gold], window)
            _add_pairs(example, document, gold, with_unjudged=not with_gold)
            yield example, document


def _is_name(document: Document, mention: Candidate) -> bool:
    span = document.doc[mention.start : mention.end]
    is_written_as_name = any(word[:1].isupper() or word[:1].isdigit() for word in span.text.split())
    return mention.kind != "date" and is_written_as_name and span[0].tag_ not in _PRONOUN_TAGS


def _completed(found: list[Candidate], gold: Iterable[Candidate], window: Window) -> list[Candidate]:
    """With the gold mentions that none of them touches."""
    for mention in within(gold, window):
        if not any(overlap(bounds(mention), bounds(c)) for c in found):
            kind = "date" if mention.kind == "date" else "description"
            found = [*found, Candidate(mention.start, mention.end, kind)]
    return sorted(found, key=bounds)


def _add_pairs(
    example: Example, document: Document, gold: Sequence[tuple[Candidate, int]], *, with_unjudged: bool
) -> None:
    facts = _facts(example, document, gold)
    passages = [(p["start"], p["end"], marked(p["properties"])) for p in document.record["passages"]]
    for pair in example.same_sentence():
        one, other = (example.candidates[i] for i in pair)
        low, _ = document.characters(*bounds(min(one, other, key=bounds)))
        high = max(document.characters(*bounds(c))[1] for c in (one, other))
        mask = torch.zeros_like(_IS_DATE)
        for start, end, judged in passages:
            if start <= low and high <= end + 1:
                mask = torch.maximum(mask, judged)
        mask = mask * (_IS_DATE if other.kind == "date" else _NO_DATE)
        if with_unjudged or mask.any():
            example.add(pair, marked(facts.get(pair, ())), mask)


def _facts(
    example: Example, document: Document, gold: Sequence[tuple[Candidate, int]]
) -> dict[tuple[int, int], set[str]]:
    """Pair of candidates → the properties that the gold mentions they touch have."""
    touched = {
        number: [i for i, c in enumerate(example.candidates) if overlap(bounds(mention), bounds(c))]
        for mention, number in gold
    }
    facts: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for relation in document.record["relations"]:
        for i in touched.get(relation["subj"], ()):
            for j in touched.get(relation["obj"], ()):
                facts[i, j].add(relation["type"])
    return facts
