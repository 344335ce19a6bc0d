"""Rivals, suppliers, customers and owners of whom it is not said whose: of the one firm that an article speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS, conjuncts, prepositional
from kg.extract.relations.meant import FIRM_NOUNS, firm_meant
from kg.extract.words import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_SIDES: dict[str, tuple[str, str]] = {word: (name, side) for word, (name, side) in load("structure")["unowned"].items()}
"""Word → the property, and which side of it the one is that is called so."""
UNOWNED = frozenset(_SIDES)
_MODIFYING = frozenset({"amod", "compound", "nmod"})
_OWNING = frozenset({"of", "to", "for", "with", "at", "in"})
_PAST = frozenset({"former", "ex", "then", "previous", "old", "one", "potential", "would", "possible", "new"})
_SEVERAL = frozenset({"NNS", "NNPS"})

Found = tuple[str, "Token", int, int]


def find_unowned(parsed: Parsed) -> Iterator[Found]:
    """Property, the word, subject and object, for each word that says what somebody is to a firm that it leaves out."""
    for word in parsed.doc.with_lemmas(UNOWNED):
        noun = _noun(word)
        if noun is None or _has_owner(parsed, word, noun) or not _speaks_of_one(word, noun):
            continue
        named = _called(parsed, noun)
        whole = firm_meant(parsed, word, frozenset(named)) if named else None
        if whole is not None:
            name, side = _SIDES[word.lemma_.lower()]
            yield from ((name, word, n, whole) if side == "subject" else (name, word, whole, n) for n in named)


def _noun(word: Token) -> Token | None:
    """The noun that calls somebody so: the word itself, or "producer" of "a rival producer"."""
    if word.pos_ not in {"NOUN", "ADJ", "PROPN"}:
        return None
    is_before_noun = word.dep_ in _MODIFYING and word.head.pos_ == "NOUN" and word.head.i == word.i + 1
    if is_before_noun:
        return word.head if word.head.lemma_.lower() in FIRM_NOUNS and word.lemma_.lower() == "rival" else None
    return word


def _speaks_of_one(word: Token, noun: Token) -> bool:
    """Whether a word for who sells or buys is of one that is known: "a contractor, X", but not "with contractor X"."""
    is_acting = noun.dep_ in SUBJECTS or (noun.dep_ in _MODIFYING and noun.head.dep_ in SUBJECTS)
    if _SIDES[word.lemma_.lower()][0] == "competitorOf":
        return True
    is_of_others = any(
        c.dep_ == "compound" and c.i < noun.i for c in (*noun.children, *word.children)
    )  # "hospital supplier"
    return not is_of_others and (is_acting or any(c.dep_ == "det" for c in (*noun.children, *word.children)))


def _has_owner(parsed: Parsed, word: Token, noun: Token) -> bool:
    """Whether it is said whose they are, or that they are no longer or not yet."""
    around = (*word.children, *noun.children, *(noun.head.children if noun.dep_ in _MODIFYING else ()))
    is_owned = any(c.dep_ == "poss" and c.i <= noun.i for c in around) or any(
        p in _OWNING for p, _ in prepositional(noun)
    )
    is_past = any(c.lower_ in _PAST for c in around if c.i < noun.i)
    return is_owned or is_past or bool(parsed.names_before(word))


def _called(parsed: Parsed, noun: Token) -> list[int]:
    """Whom a noun calls so: "rival X", "a rival, X", "two rivals, X and Y", "X, a rival"."""
    doc, behind = noun.doc, noun.i + 1
    if behind < noun.sent.end and _starts_name(parsed, behind):
        name = next(
            t for t in doc[behind : noun.sent.end] if parsed.at.get(t.head.i) != parsed.at[behind] or t.head == t
        )
        is_clause = name.dep_ in SUBJECTS and name.head.dep_ in {"relcl", "acl"} and name.head.head == noun
        return [] if is_clause else list(parsed.at[behind])
    heads = [c for c in noun.children if c.dep_ == "appos" and c.i > noun.i]
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "include":  # "competitors include X"
        heads += [c for c in noun.head.children if c.dep_ in {"dobj", "attr"}]
    if noun.tag_ in _SEVERAL:
        heads = [each for head in heads for each in conjuncts(head)]
    elif not heads and noun.dep_ == "appos" and noun.head.i < noun.i:
        heads = [noun.head]
    return list(dict.fromkeys(n for head in heads for n in parsed.party(head)))


def _starts_name(parsed: Parsed, i: int) -> bool:
    return any(s.start == i for n in parsed.at.get(i, ()) for s in parsed.clusters[n].names)
