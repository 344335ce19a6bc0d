"""Who is named only after they were spoken of: "accused three firms …" and then "The firms, A, B and C, …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.coreference.plurals import NUMBERS
from kg.extract.document.syntax import conjuncts
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.document.tokens import Doc, Span, Token

    At = dict[int, tuple[int, ...]]

_ORGANIZATIONS = word_set("names", "organization_nouns") | word_set("anaphora", "pair_nouns")
_GENERAL = word_set("anaphora", "general_nouns")
_NOUNS = _ORGANIZATIONS | word_set("anaphora", "person_nouns") | word_set("anaphora", "people_nouns")
_COUNTS = {"two": 2, **NUMBERS}
_REACH = 3  # sentences that the names may come later
_DEFINITE = frozenset({"the", "these", "those", "both", "all"})


def named_later(doc: Doc, at: At) -> Iterator[tuple[Token, tuple[int, ...]]]:
    """(noun, cluster indices) for each "three firms" that a sentence further on names one by one."""
    sentences = list(doc.sents)
    for number, sentence in enumerate(sentences):
        for noun in (t for t in sentence if _is_counted(t) and not _is_told(t, at)):
            if found := _names(noun, sentences[number + 1 : number + 1 + _REACH], at):
                yield noun, found


def _is_counted(noun: Token) -> bool:
    """Whether it is of so and so many, of whom nothing was said before: "three firms"."""
    is_many = noun.tag_ == "NNS" and noun.lemma_.lower() in _NOUNS and _count(noun) is not None
    return is_many and not any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in noun.children)


def _is_told(noun: Token, at: At) -> bool:
    """Whether they are known already, or named right there: "three firms, A, B and C"."""
    return noun.i in at or any(c.dep_ == "appos" and c.i in at for c in noun.children)


def _count(noun: Token) -> int | None:
    return next((_COUNTS[c.lower_] for c in noun.children if c.dep_ == "nummod" and c.lower_ in _COUNTS), None)


def _names(noun: Token, later: Sequence[Span], at: At) -> tuple[int, ...]:
    """Those whom the first sentence that speaks of "the firms" names, if they are as many."""
    for sentence in later:
        for again in (t for t in sentence if _is_same(noun, t) and t.tag_ == "NNS"):
            named = tuple(n for head in _listed(again) for n in at.get(head.i, ()))
            if len(set(named)) == _count(noun):
                return named
    return ()


def _is_same(noun: Token, again: Token) -> bool:
    """Whether a later noun can be of the same: "three cement makers … The companies, A, B and C"."""
    is_general = noun.lemma_.lower() in _ORGANIZATIONS and again.lemma_.lower() in _GENERAL
    return again.lemma_ == noun.lemma_ or is_general


def _listed(again: Token) -> Iterator[Token]:
    """The heads of "the firms, A, B and C", "the firms are A, B and C", "A, B and C, the firms"."""
    if not any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in again.children):
        return
    is_open = again.i + 1 < len(again.doc) and again.nbor().text == ","
    lists = [c for c in again.children if c.dep_ == "appos" or (is_open and c.dep_ == "conj")]
    if again.dep_ == "nsubj" and again.head.lemma_ == "be":
        lists += [c for c in again.head.children if c.dep_ == "attr"]
    for first in lists:
        yield from conjuncts(first)
