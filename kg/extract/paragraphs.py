"""Two spaCy components for sentences: one starts one at every new line, the other keeps which token stands in which."""

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


@Language.component("newsgraph_sentences")
def keep_sentences(doc: Doc) -> Doc:
    """Have `token.sent` looked up: spaCy searches for its bounds each time, which takes as long as twenty look-ups."""
    sentences = [sentence for sentence in doc.sents for _ in sentence]
    doc.user_token_hooks["sent"] = lambda token: sentences[token.i]
    return doc
