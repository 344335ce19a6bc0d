"""Who brings a dispute where the sentence of the dispute does not say so: "the plaintiff, X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.drafts import Draft
from kg.extract.syntax import DESCRIBED_BY
from kg.extract.words import word_set
from kg.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.parsed import Parsed

_COMPLAINANTS = word_set("possessions", "complainants")
_CONFIDENCE = 0.65


def named_complainants(parsed: Parsed) -> Iterator[Draft]:
    """Drafts that only add to a dispute who brings it: "the plaintiff, X", "complainant X"."""
    for noun in parsed.doc:
        if noun.lemma_.lower() not in _COMPLAINANTS or noun.pos_ != "NOUN":
            continue
        named = [c for c in noun.children if c.dep_ == "appos"]
        if noun.dep_ in DESCRIBED_BY:
            named.append(noun.head)
        if parties := tuple(("accuser", n) for head in named for n in parsed.parties(head)):
            yield Draft(
                family="Controversy",
                kind="Controversy",
                parties=parties,
                trigger=noun,
                stance=Stance(),
                when=None,
                confidence=_CONFIDENCE,
                definite=True,
            )
