"""Where somebody goes who leaves an office: "moved to X", "left for X", "quit to join X", "to start his own firm, X".

Such a name is of the next employer, so nobody in that sentence has left an office there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed

_GOING = word_set("roles", "going")
_LEAVING = word_set("roles", "leaving")
_BEGINNING = word_set("roles", "beginning")
_REACH = 7  # tokens
_ENDS = frozenset({";", ":", "."})


def next_employers(parsed: Parsed, sentence: Span) -> set[int]:
    """The organizations that people go to by one sentence."""
    return {n for verb in sentence if verb.pos_ == "VERB" for n in goes_to(parsed, verb)}


def goes_to(parsed: Parsed, verb: Token) -> list[int]:
    """The organization that the subject of a verb goes to; the parser tears "moved to competitor X" apart."""
    lemma = verb.lemma_.lower()
    if lemma not in _GOING | _LEAVING:
        return []
    for token in _behind(verb):
        following = token.nbor().lemma_.lower() if token.i + 1 < token.sent.end else ""
        is_there = token.lower_ == ("to" if lemma in _GOING else "for")
        if is_there or (token.lower_ == "to" and lemma in _LEAVING and following in _BEGINNING):
            return _first_named(parsed, token)
    return []


def _behind(verb: Token) -> Iterator[Token]:
    """The words behind a verb, up to the next verb or the end of its clause."""
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + _REACH)]:
        if token.text in _ENDS or (token.pos_ == "VERB" and token.nbor(-1).lower_ != "to"):
            return
        yield token


def _first_named(parsed: Parsed, start: Token) -> list[int]:
    """The first organization that is named behind a word, unless another name stands before it."""
    for token in start.doc[start.i + 1 : min(start.sent.end, start.i + _REACH)]:
        if token.text in _ENDS:
            break
        if token.i in parsed.at and token.pos_ == "PROPN":
            return [n for n in parsed.at[token.i] if parsed.kind(n) is Kind.ORGANIZATION]
    return []
