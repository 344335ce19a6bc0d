"""What sort of organization one is called: a union, a club, a school, a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import DESCRIBED_BY
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.document.tokens import Span, Token

SORTS = {sort: word_set("offices", sort) for sort in ("union", "club", "school", "public", "press", "place")}
"""Sort of organization → what says that one is of it."""

_SURELY = word_set("offices", "firms")
_AS_WELL = word_set("anaphora", "firms_as_well")
_NAMED = (SORTS["union"] | SORTS["school"] | SORTS["public"] | SORTS["press"]) - _AS_WELL
_CALLED = (_NAMED | SORTS["club"]) - _AS_WELL | word_set("anaphora", "no_companies")
_CAMPAIGNING = word_set("anaphora", "campaigning")
STATE_BANKS = frozenset({"central", "reserve", "federal", "national"})
"""Words for the bank of a state, before the noun or in its name."""


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


def is_no_company(names: Sequence[Span], references: Sequence[Token]) -> bool:
    """Whether one that is named so, and is meant by these words, is a union, a paper, a school, a campaign group.

    Nobody calls these "the company".
    """
    by_name = {w for name in names for w in words_of(name.text)}
    mentions = (*(name.root for name in names), *references)
    nouns = {noun for token in mentions for noun in called(token)}
    if not _SURELY.isdisjoint(by_name | nouns):
        return False
    return not _NAMED.isdisjoint(by_name) or not _CALLED.isdisjoint(nouns) or any(map(_is_campaign, mentions))


def _is_campaign(mention: Token) -> bool:
    """Whether somebody is called a group of people who want something: "the environmental group X"."""
    groups = [n for n in (*mention.children, mention.head) if n.lemma_.lower() == "group" and n.pos_ == "NOUN"]
    return any(not _CAMPAIGNING.isdisjoint(t.lower_ for t in n.lefts) for n in groups)


def is_state_bank(name: str) -> bool:
    """Whether a name, in lower case, is that of a central bank: "Bank of Ghana", "Reserve Bank of India"."""
    return name.startswith("bank of ") or not STATE_BANKS.isdisjoint(words_of(name))
