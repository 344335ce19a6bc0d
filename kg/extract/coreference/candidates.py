"""Which words before a reference can be what it means, and which subjects it must not jump over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.coreference.own_clause import is_named_unit
from kg.extract.document.syntax import SUBJECTS, first_of_list
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.coreference.anaphora import At, Named
    from kg.extract.document.tokens import Span, Token
    from kg.records import Kind

MODIFIERS = frozenset({"compound", "amod", "nmod"})
"""Edges by which a name only describes what it hangs on."""
_ORGANIZATION_NOUNS = word_set("names", "organization_nouns")
_WHERE = frozenset({"at", "through", "via", "in", "on"})


def is_where(token: Token) -> bool:
    """Whether a name only says where or through whom something is done."""
    while token.dep_ in MODIFIERS:
        token = token.head
    first = first_of_list(token)
    return first.dep_ == "pobj" and first.head.lower_ in _WHERE


def has_unknown_subject(sentence: Span, token: Token, at: At) -> bool:
    """Whether a subject is a name that nobody knows, or a firm: a reference may mean it, and must not jump over it."""
    unknown = [t for t in sentence if t.dep_ in SUBJECTS and t.i < token.i and t.i not in at]
    return any(t.pos_ == "PROPN" or (t.head == sentence.root and _is_firm(t, at)) for t in unknown)


def _is_firm(noun: Token, at: At) -> bool:
    """Whether "the steelmaker" is of a firm that nobody could find."""
    is_definite = any(c.lower_ == "the" for c in noun.lefts) and noun.lemma_.lower() in _ORGANIZATION_NOUNS
    return is_definite and not any(c.dep_ == "appos" and c.i in at for c in noun.children)


def is_single(token: Token, clusters: Sequence[Named], at: At, kinds: set[Kind]) -> bool:
    """Whether a word means one of these kinds, and does not only describe something else."""
    numbers = at.get(token.i, ())
    if len(numbers) != 1 or clusters[numbers[0]].kind not in kinds:
        return False
    is_own = token.dep_ not in MODIFIERS or is_named_unit(token)
    return is_own or at.get(token.head.i) == numbers  # "the X stock" does not speak of X


def is_aside(token: Token) -> bool:
    """Whether a name only describes another ("Smith, head of X, …"): a pronoun rarely means it."""
    return any(a.dep_ == "appos" and a.pos_ == "NOUN" for a in token.ancestors)
