"""Whom an article calls by what their name says they are: "the league", "the Board", "the office fined X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.coreference.anaphora import Named
    from kg.extract.document.tokens import Token

_CLASSES = word_set("anaphora", "class_words")
_CLUB_NOUNS = frozenset({"club", "team", "side", "franchise"})
_CLUB_WORDS = word_set("anaphora", "club_words")
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_AROUND = _MODIFIERS | {"prep", "appos"}
_OF_DIRECTORS = "board"


def called_by_class(token: Token, clusters: Sequence[Named]) -> tuple[int, ...]:
    """The one organization named before that "the Board" is; of plain nouns only what does something."""
    word = token.lower_
    if word not in _CLASSES or not _is_bare(token):
        return ()
    is_acting = token.dep_ in SUBJECTS and word != _OF_DIRECTORS
    return so_named(word, clusters, 0, token.i) if is_acting or is_capital(token) else ()


def is_capital(token: Token) -> bool:
    """Whether a noun stands in the place of a name: "the Company has acquired Y"."""
    return token.pos_ == "PROPN" and token.text.istitle() and token.dep_ not in _MODIFIERS and _is_bare(token)


def _is_bare(token: Token) -> bool:
    """Whether nothing but "the" stands beside it."""
    is_definite = token.i > 0 and token.nbor(-1).lower_ == "the"
    return is_definite and not any(c.dep_ in _AROUND for c in token.children)


def so_named(noun: str, clusters: Sequence[Named], since: int, until: int) -> tuple[int, ...]:
    """The one organization named between two tokens whose name says what it is: "the league" → "Premier League"."""
    called = {n: [name for name in c.names if since <= name.start < until] for n, c in enumerate(clusters)}
    fitting = [
        n
        for n, names in called.items()
        if clusters[n].kind is Kind.ORGANIZATION and any(_says(noun, name.text) for name in names)
    ]
    return (fitting[0],) if len(fitting) == 1 else ()


def _says(noun: str, name: str) -> bool:
    words = name.lower().split()
    if noun in _CLUB_NOUNS and _CLUB_WORDS.intersection(words):
        return True
    return noun in words or (noun in {"league", "association"} and name.isupper() and name[-1] in "LA")
