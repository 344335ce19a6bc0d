"""What sort of organization one is called: a union, a club, a school, a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import DESCRIBED_BY
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token

SORTS = {sort: word_set("offices", sort) for sort in ("union", "club", "school", "public", "press", "place")}
"""Sort of organization → what says that one is of it."""


def called(mention: Token) -> Iterator[str]:
    """The nouns by which a mention calls its organization."""
    if mention.pos_ == "NOUN":
        yield mention.lemma_.lower()
    for noun in (*mention.children, mention.head):
        is_beside = (noun.dep_ if noun.head == mention else mention.dep_) in DESCRIBED_BY
        if noun.pos_ == "NOUN" and is_beside:
            yield noun.lemma_.lower()
    if mention.dep_ == "nsubj" and mention.head.lemma_ == "be":
        yield from (c.lemma_.lower() for c in mention.head.children if c.dep_ == "attr" and c.pos_ == "NOUN")


def words_of(name: str) -> set[str]:
    """The words of a name, lower case."""
    return set(name.lower().replace("'", " ").replace("\u2019", " ").replace("-", " ").split())
