"""Whose product a name is, by the words right before and behind it: "X's app P", "its P", "P by X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import governing_verb, prepositional
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed

_NOT_OWN = word_set("structure", "not_own")
_FLEETS = word_set("structure", "fleets")
_PLAIN = frozenset({"NOUN", "ADJ", "NUM", "PROPN", "VERB", "ADV", "SYM"})
_OWN = frozenset({"its", "their"})
_FROM = frozenset({"by", "from", "of"})
_BRANDS = frozenset({"brand", "name", "label"})
_NEAR = 3  # tokens of "under the brand"
_MOST = 8  # tokens: a description is no longer


def find_makers(parsed: Parsed) -> Iterator[tuple[Token, int, int]]:
    """For each product that is named: the word that says whose it is, the product, and the organization."""
    for number, cluster in enumerate(parsed.clusters):
        if cluster.kind is not Kind.PRODUCT:
            continue
        for name in cluster.names:
            if is_of_fleet(name):
                continue
            for trigger, maker in (*_possessor(parsed, name), *_author(parsed, name), *_seller(parsed, name)):
                if maker != number and parsed.kind(maker) is Kind.ORGANIZATION:
                    yield trigger, number, maker


def is_of_fleet(name: Span) -> bool:
    """Whether a product is what somebody flies or drives: "its Boeing 737 fleet"."""
    return name.end < len(name.doc) and name.doc[name.end].lemma_.lower() in _FLEETS


def _possessor(parsed: Parsed, name: Span) -> Iterator[tuple[Token, int]]:
    """Who stands in the genitive before a name and at most a plain description of it."""
    doc, i = parsed.doc, name.start - 1
    if i > name.sent.start and doc[i].text == "," and doc[i - 1].tag_ == "NN":  # "X's app, P"
        i -= 1
    least = max(name.sent.start, name.start - _MOST)
    while i >= least:
        token = doc[i]
        if token.lower_ in _OWN:
            yield from ((name.root, n) for n in parsed.at.get(i, ()))
            return
        if token.tag_ == "POS":
            yield from ((name.root, n) for n in parsed.at.get(i - 1, ()))
            return
        is_listed = token.lower_ == "and" or any(parsed.kind(n) is Kind.PRODUCT for n in parsed.at.get(i, ()))
        is_plain = token.pos_ in _PLAIN and i not in parsed.at and token.lemma_.lower() not in _NOT_OWN
        if not is_plain and not is_listed and token.text != "-" and token.text not in {'"', "“", "'", "‘"}:
            return
        i -= 1


def _author(parsed: Parsed, name: Span) -> Iterator[tuple[Token, int]]:
    """Who stands behind "by", "from" or "of" right behind a name: "P by X", "the P console by X"."""
    behind = parsed.doc[name.end : min(name.end + 2, name.sent.end)]
    word = next((t for t in behind if t.lower_ in _FROM), None)
    if word is None or (word.i > name.end and behind[0].tag_ != "NN"):
        return
    is_free = word.lower_ == "by" and word.dep_ != "agent"  # the parser may hang it on a verb far off
    if is_free and word.i + 1 < name.sent.end and word.i + 1 in parsed.at:
        yield from ((name.root, n) for n in parsed.at[word.i + 1])
    elif word.head in name:
        found = (n for each, head in prepositional(word.head) if each == word.lower_ for n in parsed.party(head))
        yield from ((name.root, n) for n in found)


def _seller(parsed: Parsed, name: Span) -> Iterator[tuple[Token, int]]:
    """Who sells something "under the brand P"."""
    before = parsed.doc[max(name.start - _NEAR, name.sent.start) : name.start]
    if not before or before[-1].lemma_.lower() not in _BRANDS or before[0].lower_ != "under":
        return
    verb = governing_verb(before[-1])
    subjects = arguments(verb).subjects if verb is not None else []
    yield from ((name.root, n) for head in subjects for n in parsed.party(head))
