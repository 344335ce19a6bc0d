"""Where a name begins and ends: articles, titles, offices and possessives cut off, legal suffixes added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.words import load, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Doc, Token

_NOT_NAMES = word_set("names", "not_names")
_TITLES = word_set("names", "person_titles")
SUFFIXES = word_set("names", "legal_suffixes")
"""Legal forms behind the name of a firm."""
DESCRIPTORS = word_set("names", "organization_nouns") - word_set("names", "organization_openings")
"""Nouns that say what an organization is."""
DEMONYMS = frozenset(load("demonyms")["demonyms"])
"""Words for what or who is of a country."""
_CITIZENS = DEMONYMS | word_set("names", "citizens")
_OFFICERS = frozenset({"ceo", "cfo", "coo", "cto", "chief"})
_RANKS = word_set("names", "ranks")
_RANKED = _TITLES | word_set("names", "ranked")
_ADDRESSES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms."})
_BEFORE_NAMES = frozenset({"the", "a", "an", "acting", "former", "incoming", "outgoing"})
_SYLLABLE = re.compile(
    r"(?:kk|tt|pp|ss|jj|[cstz]h|hs|t[sz]|[b-df-hj-np-tv-z])?w?[aeiouyü]{1,4}(?:ng|[hklmnprtw])?", re.IGNORECASE
)
_NO_SYLLABLES = frozenset({"run", "hit", "up", "in", "on", "by", "to", "too"})
_FULL_NAME = 2  # words
_POSTNOMINALS = word_set("names", "postnominals")
_MAX_NAME_TOKENS = 9
_OF_TWO_PARTS = frozenset({"PERSON", "GPE"})
HYPHENED = 3  # pieces of "Min-seok"
Bounds = tuple[int, int]
"""The first token of a name, and the one behind its last."""


def titled(doc: Doc, labels: dict[Bounds, str]) -> Iterator[Bounds]:
    """Names that the encoder missed behind a form of address: "Mr. King"."""
    covered = {i for start, end in labels for i in range(start, end)}
    for token in doc[1:]:
        if token.nbor(-1).lower_ in _ADDRESSES and token.tag_ == "NNP" and token.i not in covered:
            yield token.i, token.i + 1


def _whole_word(doc: Doc, start: int) -> int:
    """The start moved left over a hyphen: "Mobile" → "T-Mobile"."""
    if start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_:
        return start - 2 if doc[start - 2].text[0].isupper() else start
    return start


def _whole_compound(doc: Doc, start: int, end: int) -> int:
    """The end moved over a head that the encoder left out: "Apple" → "Apple Music"."""
    head = doc[end - 1].head
    behind = doc[end : head.i + 1]
    is_of_name = doc[end - 1].dep_ == "compound" and 0 < len(behind) < _MAX_NAME_TOKENS - (end - start)
    is_left_out = all(t.tag_ == "NNP" and t.text[0].isupper() and not t.ent_type_ for t in behind)
    is_office = any(t.lower_ in _OFFICERS | _TITLES for t in behind)
    is_office = is_office or _without_rank(doc, start, head.i + 1) <= head.i
    return head.i + 1 if is_of_name and is_left_out and not is_office else end


def repaired(doc: Doc, start: int, end: int, label: str) -> Iterator[Bounds]:
    """The names in one span of the encoder: cut at line breaks and officers' titles, then trimmed."""
    piece = start
    for i in range(start, end + 1):
        is_title = (
            i < end and doc[i].lower_ in _OFFICERS and (label == "PERSON" or i > start or _is_officer(doc, i, end))
        )
        is_parted = start < i < end and _is_dash(doc[i]) and not _is_hyphen(doc[start], doc[i], label)
        is_break = i == end or is_title or "\n" in doc[i].text or is_parted
        if not is_break:
            continue
        if is_title:  # "Acme COO Jane Doe": only what follows is the person
            piece = i + 1
            continue
        if label == "PERSON" and i - piece > _FULL_NAME and doc[piece].lower_ in _CITIZENS:  # "Australian Jane Doe"
            piece += 1
        last = _without_rank(doc, piece, i) if label == "ORG" else i
        if bounds := trimmed(doc, piece, last, is_person=label == "PERSON"):
            yield bounds
        piece = i + 1


def _is_officer(doc: Doc, i: int, end: int) -> bool:
    """Whether a name opens with what somebody is, and a full name follows: "CTO Jane Doe"."""
    return doc[i].text.isupper() and end - i > _FULL_NAME


def _without_rank(doc: Doc, start: int, end: int) -> int:
    """The end of an organization's name without the rank of who comes behind: "Acme" of "Acme Regional"."""
    last = end - 1 if doc[end - 1].lower_ in _RANKED else end
    cut = last
    while cut - 1 > start and doc[cut - 1].lower_ in _RANKS:
        cut -= 1
    is_titled = cut < last < len(doc) and doc[last].lower_ in _RANKED
    return cut if is_titled else end


def _is_dash(token: Token) -> bool:
    """Whether it is a dash between words, as behind a place of writing: "RIGA - Air Baltia"."""
    return token.text in {"-", "–", "—"} and bool(token.whitespace_) and bool(token.nbor(-1).whitespace_)


def _is_hyphen(first: Token, dash: Token, label: str) -> bool:
    """Whether it stands within a name, not behind a place of writing: "met Jean - Luc Berg"."""
    return dash.text == "-" and label in _OF_TWO_PARTS and not first.is_sent_start


def _is_of_name(doc: Doc, i: int) -> bool:
    """Whether a possessive mark is part of the name, as in "McDonald's said": nothing follows that it could possess."""
    return i + 1 < len(doc) and doc[i + 1].pos_ in {"VERB", "AUX", "ADP", "CCONJ"}


def trimmed(doc: Doc, start: int, end: int, *, is_person: bool = True) -> Bounds | None:
    """The span without what does not belong to a name, its legal suffix added; None if nothing is left."""
    while start < end and (_is_leading_noise(doc[start]) or (is_person and end - start > 1 and _is_title(doc[start]))):
        start += 1
    if end - start > 1 and doc[start].is_sent_start and doc[start].lower_ in DESCRIPTORS:
        start += 1  # "Chipmaker Acme Inc" at the start of a sentence
    while is_person and end - start > _FULL_NAME and doc[end - 1].text in _POSTNOMINALS:
        end -= 1
    while end > start and _is_trailing_noise(doc[end - 1]) and not _ends_given_name(doc, start, end):
        end -= 1
    if start >= end or end - start > _MAX_NAME_TOKENS:
        return None
    start, end = _whole_word(doc, start), _with_suffix(doc, _whole_compound(doc, start, end))
    span = doc[start:end]
    if not any(c.isupper() for c in span.text) or all(t.lower_ in _NOT_NAMES | _ADDRESSES for t in span):
        return None
    return (start, end) if len(span.text) > 1 else None


def _is_leading_noise(token: Token) -> bool:
    """Articles, punctuation, "Acting" before an office, and lower-case words before a name."""
    if token.is_punct or token.is_space or token.pos_ == "DET" or token.tag_ == "POS":
        return True
    return token.text.islower() or token.lower_ in _BEFORE_NAMES


def _is_title(token: Token) -> bool:
    """A title before a person's name; not the first word of "Justice Department"."""
    return token.lower_ in _TITLES and token.lower_ != "king"


def _is_trailing_noise(token: Token) -> bool:
    """Punctuation (except the dot of a suffix) and lower-case words behind a name."""
    if token.lower_ in SUFFIXES or (token.tag_ == "POS" and _is_of_name(token.doc, token.i)):
        return False
    if token.is_punct or token.is_space or (token.text.islower() and not _has_digit(token)):
        return True
    return not any(c.isalnum() for c in token.text)


def _ends_given_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a span ends with the second syllable of a given name: "Kim Min-seok", but not "Kim Min-led"."""
    pieces = [t.text for t in doc[max(start + 1, end - 3) : end]]
    is_whole = len(pieces) == HYPHENED and pieces[1] == "-" and not any(t.whitespace_ for t in doc[end - 3 : end - 1])
    return is_whole and pieces[2] not in _NO_SYLLABLES and all(map(_SYLLABLE.fullmatch, pieces[::2]))


def _with_suffix(doc: Doc, end: int) -> int:
    """The end moved over legal suffixes that follow: "Apple" + "Inc.", "Alphabet" + ", Inc."."""
    while end < len(doc):
        follows = end + 1 if doc[end].text == "," and end + 1 < len(doc) else end
        word = doc[follows]
        if word.lower_ not in SUFFIXES or not word.text[0].isupper():
            return end
        end = follows + 1
    return end


def _has_digit(token: Token) -> bool:
    """A later word of a name such as "76ers" or "3M"."""
    return token.text[0].isdigit() and any(c.isalpha() for c in token.text)
