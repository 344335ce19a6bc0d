"""A spaCy component that starts a sentence at every new line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Language.component("newsgraph_paragraphs")
def split_paragraphs(doc: Doc) -> Doc:
    """Mark the first word behind every line break as the start of a sentence; the parser finds the rest."""
    after_break = False
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
            continue
        if after_break:
            token.is_sent_start = True
        after_break = False
    return doc
