"""Who and what stands right beside a title, by the order of the words: "Acme's head of sourcing, Jane Doe, said".

The parser often tears such phrases apart, and takes "head" for a verb. What stands nearer than any other name is surer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.roles.titles import CURRENT, FORMER, HEADS
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed

_TITLES = word_set("names", "person_titles")
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_SKIPPED = CURRENT | FORMER
_PLACES = frozenset({"of", "at", "with", "for"})
_STOPS = frozenset({".", ";", ":", ")", "\u201d", '"', "-", "\u2013", "\u2014"})
_OF_PHRASES = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_LONGEST = 6  # words before the name
_LISTS = frozenset({"and", "or"})


def holder_beside(parsed: Parsed, words: Sequence[Token]) -> list[int]:
    """Who is named right behind a title, with or without commas, or before it: "Jane Doe, a shop steward, said"."""
    behind = words[-1].i + 1
    found = _named_behind(parsed, _behind_second(parsed, behind))
    if found is None:
        found = _named_behind_place(parsed, behind)
    return found if found is not None else _named_before(parsed, words)


def _behind_second(parsed: Parsed, i: int) -> int:
    """The token behind "and founder", where a person's name stands there: one holds both titles."""
    doc = parsed.doc
    if i >= len(doc) or doc[i].lower_ != "and":
        return i
    behind = next((t for t in doc[i + 1 : i + _LONGEST] if t.lemma_.lower() in HEADS and t.tag_ == "NN"), None)
    is_one = behind is not None and all(t.pos_ in _OF_PHRASES - {"DET"} for t in doc[i + 1 : behind.i])
    return behind.i + 1 if behind is not None and is_one and _person_at(parsed, behind.i + 1) is not None else i


def employer_beside(parsed: Parsed, words: Sequence[Token]) -> list[int]:
    """The organization right beside a title: "Budd & Lacey's community manager", "the president of Acme, Jane Doe,"."""
    doc, start = parsed.doc, words[0].sent.start
    behind = words[-1].i + 1
    if _named_behind_place(parsed, behind):
        return _organizations_at(parsed, _behind_place(parsed, behind) - 1)
    i = words[0].i - 1
    while i > start and doc[i].lower_ in _SKIPPED - _DETERMINERS:
        i -= 1
    is_genitive = i > start and doc[i].tag_ == "POS"
    if is_genitive and i not in parsed.at:
        i -= 1
    return _organizations_at(parsed, i) if i >= start and (is_genitive or _is_before_name(parsed, behind)) else []


def _organizations_at(parsed: Parsed, i: int) -> list[int]:
    return [n for n in parsed.at.get(i, ()) if parsed.kind(n) in {Kind.ORGANIZATION, Kind.PRODUCT}]


def is_named_around(parsed: Parsed, head: Token) -> bool:
    """Whether a word stands right between an organization and a person: "Acme head Jane Doe said"."""
    return _is_before_name(parsed, head.i + 1) and bool(employer_beside(parsed, [head]))


def _is_before_name(parsed: Parsed, i: int) -> bool:
    return _person_at(parsed, _behind_address(parsed, i)) is not None


def _named_behind(parsed: Parsed, i: int) -> list[int] | None:
    """Who is named from a token on; nobody where the comma before it may be that of a list; None for no person."""
    doc = parsed.doc
    has_comma = i < len(doc) and doc[i].text == ","
    i = _behind_address(parsed, i + has_comma)
    number = _person_at(parsed, i)
    if number is None:
        return None
    while i < len(doc) and number in parsed.at.get(i, ()):
        i += 1
    return [number] if not has_comma or _is_closed(parsed, i) else []


def _named_behind_place(parsed: Parsed, i: int) -> list[int] | None:
    """Who is named behind a title's "of X,", which starts at a token."""
    place = _behind_place(parsed, i)
    return _named_behind(parsed, place) if place > i and parsed.doc[place].text == "," else None


def _behind_place(parsed: Parsed, i: int) -> int:
    """The token behind "of the football club Acme", which starts at one; that one where nothing of the kind does."""
    doc, start = parsed.doc, i
    if i >= len(doc) or doc[i].lower_ not in _PLACES:
        return start
    i += 1
    while i < min(len(doc), start + _LONGEST) and i not in parsed.at and doc[i].pos_ in _OF_PHRASES:
        i += 1
    named = i
    while i < len(doc) and any(parsed.kind(n) is not Kind.PERSON for n in parsed.at.get(i, ())):
        i += 1
    while i < len(doc) and i > named and doc[i].pos_ == "NOUN":
        i += 1
    return i if named < i < len(doc) else start


def _is_closed(parsed: Parsed, i: int) -> bool:
    """Whether an apposition, and no list, ends before a token."""
    doc = parsed.doc
    if i >= len(doc) or doc[i].text in _STOPS:
        return True
    behind = doc[i + 1] if i + 1 < len(doc) else None
    return doc[i].text == "," and behind is not None and behind.lower_ not in _LISTS and behind.i not in parsed.at


def _named_before(parsed: Parsed, words: Sequence[Token]) -> list[int]:
    doc, start, end = parsed.doc, words[0].sent.start, words[-1].i + 1
    i = words[0].i - 1
    while i > start and doc[i].lower_ in _SKIPPED:
        i -= 1
    number = _person_at(parsed, i - 1) if i > start and doc[i].text == "," else None
    if number is None or end >= len(doc):
        return []
    is_the = any(t.lower_ == "the" for t in doc[i : words[0].i])
    is_placed = doc[end].lower_ in _PLACES and not is_the  # "to Jane Doe, the chair of X is a liar"
    return [number] if is_placed or _is_closed(parsed, end) else []


def _behind_address(parsed: Parsed, i: int) -> int:
    """The first token from one on that is not "Dr" or "Sir"."""
    while i < len(parsed.doc) and parsed.doc[i].lower_ in _TITLES and i not in parsed.at:
        i += 1
    return i


def _person_at(parsed: Parsed, i: int) -> int | None:
    numbers = parsed.at.get(i, ()) if 0 <= i < len(parsed.doc) else ()
    is_person = len(numbers) == 1 and parsed.doc[i].pos_ == "PROPN" and parsed.kind(numbers[0]) is Kind.PERSON
    return numbers[0] if is_person else None
