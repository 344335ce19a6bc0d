"""What an article says of its firms where it names them, and whom "the hotel group", "the Czech firm" is by that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS
from kg.extract.words import load, word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extract.coreference.anaphora import At, Named
    from kg.extract.document.tokens import Doc, Span, Token

_LANDS: dict[str, str] = {
    **{word: land.casefold() for word, land in load("demonyms")["demonyms"].items()},
    **{word.casefold(): land.casefold() for word, land in load("demonyms")["short"].items()},
}
_COUNTRIES = frozenset(_LANDS.values())
_GENERAL = word_set("anaphora", "general_nouns")
_OTHERS = word_set("anaphora", "telling_nothing")
_DESCRIBING = frozenset({"appos", "compound", "nmod"})
_BEFORE = frozenset({"compound", "amod", "nmod", "poss"})
_MORE = frozenset({"poss", "prep", "relcl", "acl", "appos", "nummod", "cc", "conj"})
_SAME = {noun: tuple(sort) for sort in load("anaphora")["same_sort"] for noun in sort}
_PLACES = frozenset({"GPE", "LOC"})


@dataclass(frozen=True, slots=True)
class Introductions:
    """What the words beside the names of an article say of whom they name.

    Attributes:
        nouns: noun → the clusters that the article calls by it: "car maker Toyota", "Toyota, a car maker".
        words: cluster → all words that describe it, places as their countries; filled as it is asked for.
    """

    nouns: Mapping[str, set[int]]
    words: dict[int, frozenset[str]] = field(default_factory=dict)

    def called(self, noun: str) -> set[int]:
        """The clusters that the article calls by a noun, or by one that says the same."""
        return {number for each in same_sort(noun) for number in self.nouns.get(each, ())}

    def described(self, noun: Token, clusters: Sequence[Named]) -> tuple[int, ...]:
        """The one organization named before that is introduced by all words of "the hotel group", "the Czech firm"."""
        wanted = _marks(noun)
        if not wanted or wanted & _OTHERS:
            return ()
        lemma = noun.lemma_.lower()
        is_any = lemma in _GENERAL or is_placed(noun)
        fitting = [
            number
            for number, cluster in enumerate(clusters)
            if cluster.kind is Kind.ORGANIZATION
            and cluster.names[0].start < noun.i
            and (is_any or number in self.called(lemma))
            and wanted <= self._about(number, cluster)
        ]
        return (fitting[0],) if len(fitting) == 1 else ()

    def is_from_elsewhere(self, noun: Token, number: int, cluster: Named) -> bool:
        """Whether an organization is introduced as one of another country than "the Czech firm" has."""
        lands = _marks(noun) & _COUNTRIES
        return bool(lands) and bool(self._about(number, cluster) & _COUNTRIES - lands)

    def _about(self, number: int, cluster: Named) -> frozenset[str]:
        if number not in self.words:
            self.words[number] = frozenset(word for name in cluster.names for word in _beside(name))
        return self.words[number]


def same_sort(noun: str) -> tuple[str, ...]:
    """The nouns that say the same of a firm as this one does, itself included."""
    return _SAME.get(noun, (noun,))


def introductions(doc: Doc, at: At) -> Introductions:
    """What an article calls those whom it names, by the nouns beside their names."""
    found: dict[str, set[int]] = {}
    for i, numbers in list(at.items()):
        token = doc[i]
        nouns = [c for c in token.children if c.dep_ in _DESCRIBING and c.pos_ == "NOUN"]
        if token.dep_ == "appos" and token.head.pos_ == "NOUN":
            nouns.append(token.head)
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            nouns += [c for c in token.head.children if c.dep_ == "attr"]
        nouns += [token] if token.pos_ == "NOUN" and token.text.islower() else []  # "a regulator", who is named later
        for noun in nouns:
            found.setdefault(noun.lemma_.lower(), set()).update(numbers)
    return Introductions(found)


def is_placed(noun: Token) -> bool:
    """Whether nothing but a place is said of a firm: "the Nairobi-based company", "the Czech manufacturer"."""
    words = [t for t in noun.doc[noun.left_edge.i : noun.i] if t.dep_ not in {"det", "punct"} and t.text != "-"]
    return bool(words) and all(
        t.lower_ in {"based", "headquartered", "listed"} or t.lower_ in _LANDS or t.ent_type_ in _PLACES for t in words
    )


def _marks(noun: Token) -> frozenset[str]:
    """The words before a noun that describe it; none where something else says which one it is."""
    if any(c.dep_ in _MORE for c in noun.children):
        return frozenset()
    return _words(t for t in noun.doc[noun.left_edge.i : noun.i] if t.dep_ != "det")


def _beside(name: Span) -> Iterator[str]:
    """The words that describe who is named: before the name, before the noun that it explains, in an apposition."""
    root, doc = name.root, name.doc
    heads = [c for c in root.children if c.dep_ == "appos" and c.pos_ == "NOUN" and c.i > root.i]
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and root.head.i < root.i:
        heads.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        heads += [c for c in root.head.children if c.dep_ == "attr"]
    for head in heads:
        yield from _words(doc[head.left_edge.i : head.i + 1])
    start = name.start
    while start > root.sent.start and _leads(doc[start - 1], root):
        start -= 1
    yield from _words(doc[start : name.start])


def _leads(word: Token, root: Token) -> bool:
    """Whether a word stands before a name to describe it: "Norway's", "Czech rival"."""
    if word.text == "-" or word.tag_ == "POS":
        return True
    above = [word, *word.ancestors]
    return word.dep_ in _BEFORE and root in above and all(t.dep_ in _BEFORE for t in above[: above.index(root)])


def _words(tokens: Iterator[Token] | Span) -> frozenset[str]:
    return frozenset(_LANDS.get(t.lower_, t.lower_) for t in tokens if t.pos_ in {"NOUN", "ADJ", "PROPN", "VERB"})


def is_called_before(noun: Token, known: Named, at: At) -> bool:
    """Whether the article speaks of another by the noun before it names the one who is called so.

    "The charity that carries mothers has lost its sponsor … the charity Wheels of Leith … the charity said".
    """
    if noun.lemma_.lower() in _GENERAL:
        return False
    first = known.names[0].start
    earlier = (t for t in noun.doc.with_lemmas({noun.lemma_.lower()}) if t.i < first and t.dep_ in SUBJECTS)
    return any(t.i not in at and not _names_right_there(t, at) for t in earlier)


def _names_right_there(noun: Token, at: At) -> bool:
    """Whether a noun only says what somebody is who is named beside it."""
    around = (noun.head, *noun.children)
    return noun.i + 1 in at or any(t.i in at for t in around)
