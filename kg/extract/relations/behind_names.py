"""What the words right behind a name say of it: "X of Oslo", "the striker A of FC B", "A of the campaign group B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.document.syntax import COURTS
from kg.extract.mentions.kinds import COUNTRIES
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed

_BODIES = word_set("anaphora", "public_words") | COURTS
_GROUPS = word_set("structure", "groups")
_STATES = COUNTRIES | word_set("structure", "states")
_PLAYERS = word_set("structure", "players")
_PLAIN = frozenset({"NOUN", "ADJ", "DET", "PROPN", "PART", "PUNCT"})
_MOST = 7  # tokens of a description between "of" and the name

Found = tuple[str, "Token", int, int]


def find_behind_names(parsed: Parsed) -> Iterator[Found]:
    """Property, the word that ties, subject and object, for each name with "of" and another right behind it."""
    for number, cluster in enumerate(parsed.clusters):
        if cluster.kind not in {Kind.ORGANIZATION, Kind.PERSON}:
            continue
        for name in cluster.names:
            of = _of(name)
            if of is None:
                continue
            if cluster.kind is Kind.ORGANIZATION and _BODIES.isdisjoint(cluster.key.split()):
                yield from (("headquarteredIn", of, number, place) for place in _town(parsed, of))
            elif cluster.kind is Kind.PERSON and _is_player(name):
                yield from (("memberOf", of, number, group) for group in _organization(parsed, of, set()))
            elif cluster.kind is Kind.PERSON and not _has_title(parsed, name):
                yield from (("memberOf", of, number, group) for group in _organization(parsed, of, _GROUPS))


def _of(name: Span) -> Token | None:
    """The "of" right behind a name, also behind a comma."""
    doc, i = name.doc, name.end
    if i < name.sent.end and doc[i].text == ",":
        i += 1
    return doc[i] if i + 1 < name.sent.end and doc[i].lower_ == "of" else None


def _town(parsed: Parsed, of: Token) -> Iterator[int]:
    """The town right behind "of"; a country is seldom meant as a seat."""
    for number in parsed.at.get(of.i + 1, ()):
        names = (n for n in parsed.clusters[number].names if n.start == of.i + 1)
        if parsed.kind(number) is Kind.PLACE and any(n.text not in _STATES for n in names):
            yield number


def _organization(parsed: Parsed, of: Token, needed: set[str] | frozenset[str]) -> Iterator[int]:
    """The organization behind "of" and a plain description of it, in which one of some words must stand if given."""
    words: set[str] = set()
    for token in parsed.doc[of.i + 1 : min(of.i + 1 + _MOST, of.sent.end)]:
        numbers = [n for n in parsed.at.get(token.i, ()) if parsed.kind(n) is Kind.ORGANIZATION]
        if numbers and token.pos_ != "NOUN":
            named = {t.lower_ for n in numbers for s in parsed.clusters[n].names if s.start == token.i for t in s}
            if not needed or needed & (words | named):
                yield from numbers
            return
        if token.pos_ not in _PLAIN or token.text == ",":
            return
        words.add(token.lemma_.lower())


def _is_player(name: Span) -> bool:
    """Whether a word right before a name says that who bears it plays for a team."""
    return name.start > 0 and name.doc[name.start - 1].lemma_.lower() in _PLAYERS


def _has_title(parsed: Parsed, name: Span) -> bool:
    """Whether a word for an office or a calling stands right before a name: that is a role, and no membership."""
    before = name.doc[name.start - 1] if name.start else name.root
    return before.pos_ in {"NOUN", "ADJ"} and before.i not in parsed.at
