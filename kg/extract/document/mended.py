"""A spaCy component that mends what the parser makes of a fixed phrase: "as chief executive effective immediately".

It takes "as" for a conjunction there and "effective" for its clause, so that nobody is appointed to anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Language.component("newsgraph_mended")
def mend_clauses(doc: Doc) -> Doc:
    """Hang "as" on the verb, what is its subject on "as", and "effective" on that."""
    for token in doc:
        if token.lower_ != "effective" or token.dep_ not in {"advcl", "ccomp"}:
            continue
        mark = next((c for c in token.lefts if c.dep_ == "mark" and c.lower_ == "as"), None)
        title = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        if mark is None or title is None or any(c.dep_ in {"aux", "cop"} for c in token.lefts):
            continue
        mark.head, title.head, token.head = token.head, mark, title
        mark.dep_, title.dep_, token.dep_ = "prep", "pobj", "amod"
    return doc
