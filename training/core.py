"""CORE → examples: one sentence, two companies with given bounds, and the one relation between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.encoder import Candidate
from kg.extract.encoder.candidates import candidates
from training.examples import Example, allowed_labels, apart, marked, within
from training.labels import COMPANIES, SYMMETRIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from training.examples import Predicted
    from training.gold import Document

_NAME_WEIGHT = 0.3
_TYPES = frozenset({"organization", "product", "place", "person"})  # the set gives bounds, and no type to rely on


def core(documents: Iterable[Document], predicted: Predicted) -> Iterator[tuple[Example, Document]]:
    """Examples with their documents; none where no window holds both companies.

    Args:
        documents: of the set.
        predicted: a document's id → its names, as the tagger sees them.
    """
    nothing = marked(())
    for document in documents:
        spans = [span for span, _ in document.mentions()]
        others = apart(predicted[document.id], spans)
        names = [*((*span, _TYPES) for span in spans), *((c.start, c.end, frozenset({c.kind})) for c in others)]
        allowed = allowed_labels(len(document.doc), names)
        given = [Candidate(*span, "organization") for span in dict.fromkeys(spans)]
        for window in document.windows:
            if len(within(given, window)) < len(given):
                continue
            example = Example("core", window, allowed[window.start : window.end], _NAME_WEIGHT)
            named = sorted([*within(others, window), *given], key=lambda c: c.start)
            example.candidates = candidates(document.doc, window, named)
            one, other = (example.candidates.index(c) for c in (given[0], given[-1]))
            example.company = _class(document)
            example.add((one, other), nothing, nothing)
            example.add((other, one), nothing, nothing)
            yield example, document


def _class(document: Document) -> int:
    """First the relations without direction, then the others from the first company to the second, then back."""
    relation = document.record["relations"][0]
    number = COMPANIES.index(relation["type"])
    is_back = number >= SYMMETRIC and relation["subj"] != 0
    return number + len(COMPANIES) - SYMMETRIC if is_back else number
