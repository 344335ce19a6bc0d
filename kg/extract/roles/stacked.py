"""Offices told by nothing but the order of names and titles: "Acme president and CEO Jane Doe", "Jane Doe, CEO, Acme".

The parser tears many of them apart; where they stand without a word between them, there is no doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.roles.titles import CURRENT, FORMER, HEADS
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_AND = frozenset({"and", "&"})
_RANKS = HEADS | word_set("names", "ranks") | word_set("offices", "ranks")
_ENDS = frozenset({",", ".", ";", ":", ")", '"', "”"})
_MAX_TITLES = 8  # tokens of the titles beside one


def stacked(parsed: Parsed, head: Token, first: Token) -> tuple[int, int] | None:
    """(holder, organization) that stand around a title without any other word between, given its first word."""
    before, behind = _over_titles(parsed, first.i, -1), _over_titles(parsed, head.i, 1)
    owner = before
    while owner >= head.sent.start and _is_between(parsed.doc[owner]):
        owner -= 1
    holder, organization = _only(parsed, behind, Kind.PERSON), _only(parsed, owner, Kind.ORGANIZATION)
    if holder is not None and organization is not None:
        return holder, organization
    return _listed(parsed, before, behind)


def _listed(parsed: Parsed, before: int, behind: int) -> tuple[int, int] | None:
    """Those of "Jane Doe, chief executive, Acme", as speakers and signatories are introduced."""
    doc = parsed.doc
    if before < 1 or behind + 1 >= len(doc) or doc[before].text != "," or doc[behind].text != ",":
        return None
    holder, organization = _only(parsed, before - 1, Kind.PERSON), _only(parsed, behind + 1, Kind.ORGANIZATION)
    end = behind + 1
    while end < len(doc) and parsed.at.get(end) == (organization,):
        end += 1
    is_end = end >= len(doc) or doc[end].is_space or doc[end].text in _ENDS
    return (holder, organization) if holder is not None and organization is not None and is_end else None


def _over_titles(parsed: Parsed, start: int, step: int) -> int:
    """The first token beyond the titles that are coordinated with one: from "CEO" over "president and"."""
    i = start + step
    beyond = i
    for _ in range(_MAX_TITLES):
        if not 0 <= i < len(parsed.doc) or i in parsed.at:
            break
        token = parsed.doc[i]
        if token.lower_ not in _AND | _RANKS and not (token.is_alpha and token.text[0].isupper()):
            break
        i += step
        if token.lower_ in HEADS and (step > 0 or parsed.doc[beyond].lower_ in _AND):
            beyond = i
    opens = step < 0 and beyond != start + step
    return _over_words(parsed, beyond) if opens else beyond


def _over_words(parsed: Parsed, i: int) -> int:
    """The first token before the words of a title: from "executive" over "chief"."""
    while i >= 0 and i not in parsed.at and (parsed.doc[i].lower_ in _RANKS or parsed.doc[i].text.istitle()):
        i -= 1
    return i


def _is_between(token: Token) -> bool:
    return token.tag_ == "POS" or token.lower_ in FORMER | CURRENT


def _only(parsed: Parsed, i: int, kind: Kind) -> int | None:
    """The one cluster of a kind that a token stands for by its name."""
    numbers = parsed.at.get(i, ())
    is_name = len(numbers) == 1 and parsed.kind(numbers[0]) is kind and parsed.doc[i].text[:1].isupper()
    return numbers[0] if is_name else None
