"""One parsed article as the claim modules see it: tokens, clusters, dates, and what a noun phrase stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import COURTS, EMPLOYING, SUBJECTS, conjuncts, first_of_list, is_whole, prepositional
from kg.extract.mentions.kinds import COUNTRIES
from kg.extract.words import word_set
from kg.records import Kind
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.coreference.chains import Cluster
    from kg.extract.document.tokens import Doc, Span, Token
    from kg.extract.encoder import Candidate
    from kg.records import Article, When

_MONEY = word_set("names", "money")
_PRODUCT_NOUNS = word_set("names", "product_nouns")
_CALLING = frozenset({"call", "name", "dub"})
_OWN_NAMED = word_set("names", "own_named")
_UNITS = _OWN_NAMED | {"business", "unit", "division", "arm", "subsidiary"}
_HOLDINGS = frozenset({"all", "share", "stock", "capital", "equity", "asset", "business"})
_BUSINESS = frozenset({"asset", "business"})
_PAIRS = frozenset({"couple", "duo", "pair", "trio"})
_FEDERAL_STATES = word_set("names", "federal_states")
_GATHERINGS = frozenset({"alliance", "group", "coalition", "consortium", "bloc", "number", "dozen", "majority"})
_CIRCUITS = word_set("names", "circuits")
_DASHES = frozenset({"-", "–", "/"})
_PLAIN = frozenset({"NOUN", "ADJ", "DET"})
_WITHIN = ("compound", "nmod", "appos")
_LINKS = _DASHES | {"and", ",", "&"}
_OF_GOVERNMENTS = word_set("anaphora", "punishing") | {"sue"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article after the pipeline. `at` maps a token's index to the clusters that it stands for."""

    article: Article
    doc: Doc
    clusters: Sequence[Cluster]
    at: dict[int, tuple[int, ...]]
    dates: Sequence[When]

    def parties(self, head: Token) -> list[int]:
        """The clusters that a noun phrase stands for, its coordinated heads included, in text order.

        A head that names nobody may be described by a name ("car maker Toyota", "its rival, Honda").
        What it merely contains ("Toyota's workers", "a unit of Toyota") it does not stand for.
        """
        found: list[int] = []
        for part in conjuncts(head):
            found.extend(self._listed_before(part))
            found.extend(self._named_before(part))
            found.extend(self.party(part))
            found.extend(self._described_beside(part))
        return list(dict.fromkeys(found))

    def _listed_before(self, head: Token) -> list[int]:
        """X and Y of "X, Y and car maker Z have signed", which the parser tears from the subject Z."""
        if head.dep_ not in SUBJECTS or head.i not in self.at:
            return []
        found: list[int] = []
        last, link = head, self._before_description(head)
        while link > 0 and self.doc[link].lower_ in ({"and"} if not found else {","}) and link - 1 in self.at:
            name = self.doc[link - 1]
            first = first_of_list(name, "conj", *_WITHIN)
            is_torn = first.head == head.head or name.i < first.head.i <= last.i or first == head
            if not is_torn or self.kind(self.at[name.i][0]) is not Kind.ORGANIZATION:
                break
            found = [*self.at[name.i], *found]
            last, link = name, self._before_description(name)
        return found

    def _before_description(self, name: Token) -> int:
        """The token before a name and the plain words that say what it is: "and" in "X and the car maker Y"."""
        i = name.i
        while i and (self.at.get(i) == self.at[name.i] or self.doc[i].pos_ in _PLAIN or self.doc[i].text == "-"):
            i -= 1
        return i

    def _named_before(self, head: Token) -> list[int]:
        """The first of "the X and maker Y", which the parser hangs on Y as if X described it."""
        names = [c for c in head.lefts if c.dep_ == "nmod" and c.i in self.at and head.i in self.at]
        joined = (c for c in names if any(t.lower_ == "and" and t.head == c for t in self.doc[c.i : head.i]))
        return [n for c in joined for n in self.at[c.i] if n not in self.at[head.i]]

    def _described_beside(self, head: Token) -> list[int]:
        """B in "the host A and her station, B", or "B's host A and the station itself", which the parser hangs on A."""
        names = [c for c in head.children if c.dep_ == "appos" and c.i in self.at and head.tag_ != "NNS"]
        nouns = [part for name in names for part in conjuncts(name)[1:] if part.pos_ == "NOUN"]
        named = (c if noun.i not in self.at else noun for noun in nouns for c in (noun, *noun.children))
        return [n for each in named if each.pos_ == "NOUN" or each.dep_ == "appos" for n in self.at.get(each.i, ())]

    def party(self, head: Token) -> tuple[int, ...]:
        """The clusters that one head stands for, what is coordinated with it left out."""
        return self.at.get(head.i) or self._apposed(head) or self._governed(head)

    def _governed(self, head: Token) -> tuple[int, ...]:
        """The countries of "the governments of X and Y"."""
        lands = (h for preposition, h in prepositional(head) if preposition == "of" and head.lemma_ == "government")
        named = (n for first in lands for each in conjuncts(first) for n in self.at.get(each.i, ()))
        return tuple(n for n in named if self.kind(n) in {Kind.PLACE, Kind.ORGANIZATION})

    def is_government(self, word: Token, number: int) -> bool:
        """Whether a word's sentence speaks of the government of a place: "the governments of X and Y"."""
        heads = (first_of_list(t) for t in self.mentions(word, number) if self.kind(number) is Kind.PLACE)
        return any(h.dep_ == "pobj" and h.head.lower_ == "of" and h.head.head.lemma_ == "government" for h in heads)

    def has_nameless_actor(self, word: Token) -> bool:
        """Whether somebody without a name does what a verb tells of: "two workers sued", "prosecutors have charged"."""
        subjects = arguments(word).subjects if word.pos_ == "VERB" else ()
        return any(s.pos_ == "NOUN" and not self.party(s) for s in subjects)

    def mentions(self, word: Token, number: int) -> list[Token]:
        """The words of a word's sentence that stand for a cluster."""
        sentence = word.sent
        return [self.doc[i] for i in range(sentence.start, sentence.end) if number in self.at.get(i, ())]

    def everywhere(self, number: int) -> list[Token]:
        """The words of the whole article that stand for a cluster."""
        return [self.doc[i] for i, numbers in self.at.items() if number in numbers]

    def names_before(self, noun: Token) -> list[int]:
        """The names that stand right before the noun, however the parser hung them: "A-B", "A and B", "A, B and C".

        Not those of which "and" parts it: "A and its owner B".
        """
        found: list[int] = []
        i = noun.i - 1
        while i >= noun.sent.start:
            token = self.doc[i]
            numbers = self.at.get(i)
            if numbers:
                found = [n for n in numbers if n not in found] + found
            elif not (
                token.pos_ == "ADJ"
                or token.dep_ == "compound"
                or token.lower_ in (_DASHES | _LINKS if found else _DASHES)
            ):
                break
            i -= 1
        return found

    def bearer(self, head: Token) -> tuple[int, ...]:
        """The clusters that a noun stands for or describes: "X is a company based …", "X, a company based …"."""
        if found := self.party(head):
            return found
        if head.dep_ == "appos":
            return self.party(head.head)
        if head.dep_ == "attr":
            return tuple(n for c in head.head.children if c.dep_ == "nsubj" for n in self.party(c))
        return ()

    def standing_for(self, candidate: Candidate) -> tuple[int, ...]:
        """The clusters that a stretch of tokens stands for: those of its last token that stands for any."""
        found = (self.at[i] for i in range(candidate.end - 1, candidate.start - 1, -1) if i in self.at)
        last = self.doc[candidate.end - 1]
        return next(found, self.at.get(last.head.i, ()) if last.dep_ == "det" else ())  # "The" of "The company"

    def _apposed(self, head: Token) -> tuple[int, ...]:
        if head.tag_ == "NNS" and (several := self._included(head) or self._people_of(head)):
            return several
        if head.lemma_.lower() in _GATHERINGS and (members := self._members(head)):
            return members
        for child in head.children:
            if child.dep_ == "appos" and child.i in self.at:
                are_several = head.tag_ == "NNS" or head.lemma_.lower() in _PAIRS  # "three firms, A, B and C"
                named = conjuncts(child) if are_several else [child]
                return tuple(n for each in named for n in self.at.get(each.i, ()))
            if child.dep_ == "acl" and child.lemma_.lower() in _CALLING:
                return tuple(n for c in child.children if c.dep_ == "oprd" for n in self.at.get(c.i, ()))
        return self._titled(head) or self._fined(head) or self._named_thing(head) or self._whole_firm(head)

    def _titled(self, head: Token) -> tuple[int, ...]:
        """The person of "the mayor of X, A, …", whom the parser puts beside X."""
        places = (h for preposition, h in prepositional(head) if preposition in EMPLOYING and not self._is_person(h))
        named = (c for h in places for c in h.children if c.dep_ == "appos" and self._is_person(c))
        return next((self.at[c.i] for c in named if self.doc[c.left_edge.i - 1].text == ","), ())

    def _included(self, head: Token) -> tuple[int, ...]:
        """Those of several who are named: "from investors including A and B"."""
        lists = [h for preposition, h in prepositional(head) if preposition == "including"]
        return tuple(n for first in lists for each in conjuncts(first) for n in self.at.get(each.i, ()))

    def _members(self, head: Token) -> tuple[int, ...]:
        """Those named of "an alliance of 34 papers including A and B", "a group of firms, among them A"."""
        several = (h for preposition, h in prepositional(head) if preposition == "of" and h.tag_ == "NNS")
        return tuple(n for each in several for n in self._included(each))

    def _people_of(self, head: Token) -> tuple[int, ...]:
        """Those of "two managers of X, A and B", whom the parser puts beside X."""
        for firm in (h for preposition, h in prepositional(head) if preposition in EMPLOYING):
            people = conjuncts(firm)[1:]
            found = [n for each in people for n in self.at.get(each.i, ())]
            is_listed = bool(people) and self.doc[people[0].left_edge.i - 1].text == ","
            if found and is_listed and all(self.kind(n) is Kind.PERSON for n in found) and not self._is_person(firm):
                return tuple(found)
        return ()

    def _is_person(self, head: Token) -> bool:
        return any(self.kind(n) is Kind.PERSON for n in self.at.get(head.i, ()))

    def _fined(self, head: Token) -> tuple[int, ...]:
        """The name in "fined X 2 million euros", which the parser hangs on the money."""
        names = [c for c in head.lefts if c.dep_ in {"nmod", "compound"} and c.i in self.at]
        is_sum = head.lemma_.lower() in _MONEY or (
            head.head.lemma_.lower() in _OF_GOVERNMENTS  # in whatever coin
            and any(c.dep_ == "nummod" and c.i > names[-1].i for c in head.lefts if names)
        )
        if not names or not is_sum or head.dep_ != "dobj":
            return ()
        return tuple(dict.fromkeys(n for part in conjuncts(names[0]) for n in self.at.get(part.i, ())))

    def _whole_firm(self, head: Token) -> tuple[int, ...]:
        """The firm of "all outstanding shares of X", "the entire capital of X", "the business and assets of X"."""
        if head.lemma_.lower() not in _HOLDINGS or any(c.dep_ in {"poss", "nummod"} for c in head.children):
            return ()
        below = [h for preposition, h in prepositional(head) if preposition in {"of", "in"}]
        shares = [h for h in below if h.lemma_.lower() in _HOLDINGS and h.i not in self.at]
        if head.lower_ == "all" and shares:  # "all of the stock of X"
            below = [h for share in shares for preposition, h in prepositional(share) if preposition == "of"]
        plain = not any(c.dep_ in {"amod", "compound", "nmod"} for c in head.lefts)
        is_all = is_whole(head) or (
            head.lemma_.lower() in _BUSINESS and plain and any(c.lower_ == "the" for c in head.lefts)
        )
        return tuple(n for h in below for n in self.at.get(h.i, ()) if is_all and self.kind(n) is Kind.ORGANIZATION)

    def _named_thing(self, head: Token) -> tuple[int, ...]:
        """What has its own name before the word for what it is: "the Alipay platform", "its Crumb bakery business"."""
        lemma = head.lemma_.lower()
        if head.tag_ == "NNS":  # "Boeing jets" are not Boeing
            return ()
        names = [n for c in head.lefts if c.dep_ in {"compound", "nmod"} for n in self.at.get(c.i, ())]
        is_own = lemma in _OWN_NAMED and any(c.lower_ == "the" for c in head.lefts)
        is_own = is_own or (lemma in _UNITS and any(c.dep_ == "poss" for c in head.lefts))
        kinds = {Kind.ORGANIZATION, Kind.PRODUCT} if is_own else {Kind.PRODUCT} if lemma in _PRODUCT_NOUNS else set()
        return tuple(n for n in names if self.kind(n) in kinds)

    def kind(self, number: int) -> Kind:
        """What the cluster is."""
        return self.clusters[number].kind

    def is_court(self, number: int) -> bool:
        """Whether the cluster's name is of a court: it decides, and nothing follows for the other parties."""
        words = self.clusters[number].key.split()
        return not COURTS.isdisjoint(words) or (words[-1:] == ["circuit"] and words[0] in _CIRCUITS)

    def is_state(self, number: int) -> bool:
        """Whether a place stands for its government: it is a country, or a state that does what no place can."""
        names = self.clusters[number].names
        return any(
            name.text in COUNTRIES or (name.text in _FEDERAL_STATES and _acted(name.root) in _OF_GOVERNMENTS)
            for name in names
        )

    def sentence(self, token: Token) -> Characters:
        """The bounds of the sentence around a token, without white space at its ends.

        A sentence that the parser broke at a comma is put together again.
        """
        whole = self._whole(token.sent)
        start, text = whole.start_char, whole.text
        return Characters(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))

    def _whole(self, sentence: Span) -> Span:
        doc, start, end = self.doc, sentence.start, sentence.end
        while start and not _ends_sentence(doc, start - 1):
            start = doc[start - 1].sent.start
        while end < len(doc) and not _ends_sentence(doc, end - 1):
            end = doc[end].sent.end
        return doc[start:end]

    def dates_in(self, start: int, end: int) -> list[When]:
        """The dates whose words lie between two character offsets."""
        return [d for d in self.dates if start <= d.words.start and d.words.end <= end]


def _acted(name: Token) -> str:
    """What somebody does: "sue" in "X sued Y", "Y was sued by X and Z"; "" for nothing."""
    first = first_of_list(name)
    acting = first.head if first.dep_ == "pobj" and first.head.dep_ == "agent" else first
    return acting.head.lemma_.lower() if acting.dep_ in {"nsubj", "agent"} else ""


def _ends_sentence(doc: Doc, i: int) -> bool:
    """Whether a sentence can end at this token: closing punctuation or a line break, not a comma or a word."""
    token = doc[i]
    if token.is_space:
        return "\n" in token.text or i == 0 or _ends_sentence(doc, i - 1)
    if i + 1 < len(doc) and "\n" in doc[i + 1].text:
        return True
    return token.text[-1] in '.!?…:;"”’)' and not (i + 1 < len(doc) and doc[i + 1].text == ",")
