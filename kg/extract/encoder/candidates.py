"""What can be a side of a relation in a sentence: its names, and whatever may stand for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import spacy.tokens

    from kg.extract.document import tokens
    from kg.extract.encoder.windows import Window

    Doc = spacy.tokens.Doc | tokens.Doc
    Token = spacy.tokens.Token | tokens.Token

MENTION_TYPES = ("person", "organization", "place", "product", "other")
"""What the encoder tells names apart by; "other" is a work, a law, an event, a prize."""
KINDS = ("none", *MENTION_TYPES, "date", "pronoun", "relative", "description", "run", "trigger")
"""What a candidate can be. "run" is a run of capitalised words that no name covers."""
_REACH = 3  # sentences
_TAKEOVERS = frozenset({"Acquisition", "Investment"})
_PRONOUNS = word_set("candidates", "pronouns")
_RELATIVES = word_set("candidates", "relatives")
_DESCRIPTIONS = word_set("candidates", "descriptions")
_MONTHS = word_set("candidates", "months")
_YEAR_MIN, _YEAR_MAX = 1000, 2100
_DAY_MAX = 31


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens of the document and what it is, one of `KINDS`."""

    start: int
    end: int
    kind: str


def candidates(doc: Doc, window: Window, mentions: Sequence[Candidate]) -> list[Candidate]:
    """The mentions of a window with all that may stand for one: sorted, and none within another."""
    taken = {i for m in mentions for i in range(m.start, m.end)}
    found = list(mentions)
    for extra in (_dates, _single_words, _runs):
        new = list(extra(doc, window, taken))
        taken |= {i for c in new for i in range(c.start, c.end)}
        found += new
    return sorted(found, key=lambda c: (c.start, c.end))


def reach(family: str) -> int:
    """How many sentences away from an event's word somebody may stand who has a part in the event."""
    return 0 if family in _TAKEOVERS else _REACH


def _dates(doc: Doc, window: Window, taken: Collection[int]) -> Iterator[Candidate]:
    """Runs such as "12 March 1999", "March 1999" and "1999"."""
    i = window.start
    while i < window.end:
        if i in taken or not _is_date_word(doc[i]):
            i += 1
            continue
        end = i
        while end < window.end and end not in taken and (_is_date_word(doc[end]) or _joins_date(doc, end, window.end)):
            end += 1
        if any(_is_year(t) or t.lower_ in _MONTHS - {"may"} for t in doc[i:end]):
            yield Candidate(i, end, "date")
        i = end


def _is_date_word(token: Token) -> bool:
    if token.lower_ in _MONTHS:
        return token.text[0].isupper()
    return _is_year(token) or (token.text.isdecimal() and 1 <= int(token.text) <= _DAY_MAX)


def _is_year(token: Token) -> bool:
    text = token.text
    return len(text) == len("1999") and text.isascii() and text.isdigit() and _YEAR_MIN <= int(text) <= _YEAR_MAX


def _joins_date(doc: Doc, i: int, end: int) -> bool:
    return doc[i].text in {",", "of"} and i + 1 < end and _is_date_word(doc[i + 1])


def _single_words(doc: Doc, window: Window, taken: Collection[int]) -> Iterator[Candidate]:
    """Pronouns, relatives and the nouns that describe an organization."""
    for token in doc[window.start : window.end]:
        if token.i in taken:
            continue
        if token.lower_ in _PRONOUNS:
            yield Candidate(token.i, token.i + 1, "pronoun")
        elif token.lower_ in _RELATIVES and (token.lower_ != "that" or token.tag_ == "WDT"):
            yield Candidate(token.i, token.i + 1, "relative")
        elif token.lower_ in _DESCRIPTIONS:
            yield Candidate(token.i, token.i + 1, "description")


def _runs(doc: Doc, window: Window, taken: Collection[int]) -> Iterator[Candidate]:
    """Runs of capitalised words that nothing else covers; the first word of a sentence alone is none."""
    i = window.start
    while i < window.end:
        end = i
        while end < window.end and end not in taken and doc[end].text[0].isupper():
            end += 1
        if end > i and not (end == i + 1 and (doc[i].is_sent_start or not doc[i].tag_.startswith("NN"))):
            yield Candidate(i, end, "run")
        i = max(end, i + 1)
