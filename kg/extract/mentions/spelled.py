"""Where names begin and end by how they are spelled, whatever the encoder makes of them.

"(ABC)" behind a name says which words it is made of; a bracket or a nickname between quotation marks parts no name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.mentions.kinds import COUNTRIES
from kg.extract.words import load, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Doc

Bounds = tuple[int, int]

_SMALL = frozenset({"of", "and", "for", "the", "&", "on", "in", ",", "-"})
_INITIALS = re.compile(r"\(([A-Z]{3,8})\)")
_SUFFIXES = "|".join(re.escape(s) for s in sorted(word_set("names", "legal_suffixes"), key=len, reverse=True))
_CAPITAL = r"[A-Z][\w&'’-]*"
_BRACKETED = re.compile(
    rf"(?:{_CAPITAL}[ ]){{1,4}}\([A-Z][\w. -]{{1,24}}\)(?:[ ]{_CAPITAL}){{0,4}},?[ ](?i:{_SUFFIXES})(?!\w)"
)
_NICKNAMED = re.compile(r"[A-Z][\w'’-]+ [\"“][A-Z][\w'’-]*[\"”] [A-Z][\w'’-]+")
_FIRST_WORDS = COUNTRIES | set(load("demonyms")["demonyms"]) | {c.casefold() for c in COUNTRIES}
_HEADS, _FIELDS = word_set("roles", "heads"), word_set("roles", "realms")
_OF_FIELDS = _FIELDS | {
    "and",
    "&",
    ",",
    "human",
    "public",
    "corporate",
    "business",
    "investor",
    "global",
    "regional",
    "industrial",
}
_BOARDS = word_set("names", "boards")
_NAMING_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", "CD"})


def with_spelled_bounds(doc: Doc, labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """The names with the bounds that their spelling shows, where the encoder has seen a part of each."""
    found = dict(labels)
    whole = [(b, "ORG") for b in (*_by_initials(doc, labels), *_with_brackets(doc))]
    whole += [(b, "PERSON") for b in _with_nicknames(doc)]
    for (start, end), label in whole:
        parts = [(a, b) for a, b in found if a < end and start < b]
        is_seen = any(found[p] in {label, "GPE"} or found[p] == "LOC" for p in parts)
        if is_seen and parts != [(start, end)]:
            for part in parts:
                del found[part]
            found[start, end] = label
    return found


def is_part(doc: Doc, start: int, end: int) -> bool:
    """Whether a span is only part of an organization: its board, or the "Finance" of "Head of Finance"."""
    is_of = start > 1 and doc[start - 1].lower_ in {"of", "for"} and doc[start - 2].lower_ in _HEADS
    is_field = is_of and doc[end - 1].lower_ in _FIELDS and all(t.lower_ in _OF_FIELDS for t in doc[start:end])
    return is_field or doc[start:end].text.lower() in _BOARDS


def _by_initials(doc: Doc, labels: dict[Bounds, str]) -> Iterator[Bounds]:
    """The names of which the initials stand in brackets behind: "Rail, Tram and Bus Union (RTBU)"."""
    for match in _INITIALS.finditer(doc.text):
        bracket = doc.char_span(*match.span(), alignment_mode="expand")
        start = None if bracket is None else _spelling(doc, bracket.start, match[1])
        if start is None or bracket is None:
            continue
        longer = next((a for a, b in labels if a < start < b), start)
        is_prefix = longer == start - 1 and doc[longer].is_sent_start and doc[longer].text not in _FIRST_WORDS
        if longer == start or is_prefix:  # "Senior Rail Union (RU) officials"
            yield start, bracket.start


def _spelling(doc: Doc, end: int, initials: str) -> int | None:
    """Where the words before a bracket begin whose initials it has; None if they have others."""
    rest, i = initials, end - 1
    sentence = doc[end - 1].sent.start if end else 0
    while rest and i >= sentence:
        word = doc[i].text
        if word[0].isupper():
            if word[0] != rest[-1]:
                return None
            rest = rest[:-1]
            if not rest:
                return i
        elif word.lower() not in _SMALL:
            return None
        i -= 1
    return None


def _with_brackets(doc: Doc) -> Iterator[Bounds]:
    """Firms with a bracket in the middle of their names: "Norvik (Holdings) Ltd"."""
    for match in _BRACKETED.finditer(doc.text) if "(" in doc.text else ():
        span = doc.char_span(*match.span(), alignment_mode="contract")
        if span is not None and all(t.tag_ in _NAMING_TAGS for t in span[:1]):
            yield span.start, span.end


def _with_nicknames(doc: Doc) -> Iterator[Bounds]:
    """People with a nickname between their names: 'Jonathan "Jon" Doe'."""
    for match in _NICKNAMED.finditer(doc.text):
        span = doc.char_span(*match.span(), alignment_mode="contract")
        if span is not None and span[0].sent == span[-1].sent:
            yield span.start, span.end
