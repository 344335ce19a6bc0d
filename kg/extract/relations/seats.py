"""Where a firm has its seat, by the town before it: "the Leeds lender X", "Tilburg's X", "the Leeds lender said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.mentions.kinds import COUNTRIES
from kg.extract.relations.meant import FIRM_NOUNS, firm_called, is_no_firm
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed

_STATES = COUNTRIES | word_set("structure", "states")
_REGIONS = word_set("structure", "regions")
_FEDERAL_STATES = word_set("names", "federal_states")
_CITY_STATES = frozenset({"Singapore", "Luxembourg"})
_PARTS = word_set("structure", "parts")
_PLAIN = frozenset({"NOUN", "ADJ"})
_MOST = 4  # tokens of what a firm is, between its town and its name

Found = tuple[str, "Token", int, int]


def is_town(text: str) -> bool:
    """Whether a place's name can be that of a seat: no country, and no part of the world."""
    return text in _CITY_STATES or (text not in _STATES and _REGIONS.isdisjoint(text.lower().split()))


def town_before(parsed: Parsed, i: int) -> tuple[int, ...]:
    """What is named before a hyphen; of "the Nashville, Tennessee-based X" the town, not its state."""
    here, start = parsed.at.get(i, ()), i
    while start > 0 and here and parsed.at.get(start - 1) == here:
        start -= 1
    before = parsed.at.get(start - 2, ()) if here and start > 1 and parsed.doc[start - 1].text == "," else ()
    named = parsed.doc[start : i + 1].text
    is_state = bool(before) and (named in _FEDERAL_STATES or not is_town(named))
    return before if is_state and all(parsed.kind(n) is Kind.PLACE for n in (*before, *here)) else here


def find_seats(parsed: Parsed) -> Iterator[Found]:
    """Property, the word that ties, the firm and its town, for each town with a firm or a word for one right behind."""
    for number, cluster in enumerate(parsed.clusters):
        if cluster.kind is not Kind.PLACE:
            continue
        for name in cluster.names:
            if name.root.pos_ == "PROPN" and not name.text.isupper() and is_town(name.text):
                yield from (("headquarteredIn", name.root, firm, number) for firm in _firms_of(parsed, name))


def _firms_of(parsed: Parsed, town: Span) -> list[int]:
    """The firm that stands right behind a town, by its name or by a word for it that says who it is."""
    doc, i, end = parsed.doc, town.end, town.sent.end
    is_owner = i < end and doc[i].tag_ == "POS"
    if i < end and doc[i].text == "-":  # "OSLO - Brewer X", "the Oslo-based X"
        return []
    i += is_owner
    words: list[Token] = []
    while i < end and len(words) < _MOST and (doc[i].pos_ in _PLAIN or doc[i].text == "-"):
        words.append(doc[i])
        i += 1
    if any(w.lemma_.lower() in _PARTS for w in words):
        return []
    is_called = bool(words) and _is_word_for_firm(words[-1])
    if i < end and i in parsed.at and doc[i].pos_ == "PROPN":
        named = [n for n in parsed.at[i] if _is_firm(parsed, n)]
        starts = any(s.start == i for n in named for s in parsed.clusters[n].names)
        return named if starts and (is_called or (is_owner and not words)) else []
    return _described(parsed, words[-1]) if is_called and not is_owner else []


def _is_word_for_firm(word: Token) -> bool:
    lemma = word.lemma_.lower()
    is_start_up = word.lower_ == "up" and word.i > 1 and word.nbor(-2).lower_ == "start"
    return is_start_up or (word.tag_ == "NN" and (lemma in FIRM_NOUNS or lemma.endswith("maker")))


def _is_firm(parsed: Parsed, number: int) -> bool:
    return parsed.kind(number) is Kind.ORGANIZATION and not is_no_firm(parsed, number)


def _described(parsed: Parsed, noun: Token) -> list[int]:
    """Whom a word for a firm without a name stands for, or describes: "X, a Leeds lender", "the Leeds lender"."""
    if noun.head.pos_ in _PLAIN and noun.dep_ in {"compound", "nmod"} and noun.head.i > noun.i:
        return []  # "a London bank robber"
    found = [n for n in parsed.bearer(noun) if _is_firm(parsed, n)]
    return found if found or noun.dep_ in {"appos", "attr"} else list(firm_called(parsed, noun))
