"""Re-DocRED → examples: every name with its type, and relations of whole documents, where a sentence has both."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.extract.encoder import Candidate
from kg.extract.encoder.candidates import candidates
from training.examples import Example, allowed_labels, bounds, disjoint, marked, within
from training.gold import TYPES
from training.labels import REDOCRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from training.examples import Name
    from training.gold import Document

_PAIR_WEIGHT = 0.5  # a relation of a document need not be said in the sentence that has both sides


def names(document: Document) -> Iterator[Name]:
    """A document's names; what the set calls miscellaneous is a product or something else."""
    for span, mention in document.mentions():
        kind = TYPES.get(mention["type"], "date")
        if kind != "date":
            yield (*span, frozenset({"other", "product"} if kind == "other" else {kind}))


def redocred(documents: Iterable[Document]) -> Iterator[Example]:
    """Examples, with pairs of the set's own mentions only."""
    mask = marked(REDOCRED, _PAIR_WEIGHT)
    for document in documents:
        allowed = allowed_labels(len(document.doc), names(document))
        mentions = [(span, TYPES[m["type"]], m["entity"]) for span, m in document.mentions() if m["type"] in TYPES]
        entities = {span: entity for span, _, entity in mentions}
        relations = _relations(document)
        known = disjoint(Candidate(*span, kind) for span, kind, _ in mentions)
        for window in document.windows:
            example = Example("redocred", window, allowed[window.start : window.end], 1.0)
            example.candidates = candidates(document.doc, window, within(known, window))
            for pair in example.same_sentence():
                one, other = (entities.get(bounds(example.candidates[i])) for i in pair)
                if one is not None and other is not None:
                    example.add(pair, marked(relations.get((one, other), ())), mask)
            yield example


def _relations(document: Document) -> dict[tuple[int, int], set[str]]:
    found: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for relation in document.record["relations"]:
        if relation["type"] in REDOCRED:
            found[relation["subj_entity"], relation["obj_entity"]].add(relation["type"])
    return found
