"""An article as the question sees it whose an office is: who may have offices, where they stand, what they are."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extract.document.syntax import SUBJECTS, first_of_list
from kg.extract.roles.moves import next_employers
from kg.extract.sections import sections
from kg.extract.words import word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extract.document.tokens import Token
    from kg.extract.parsed import Parsed
    from kg.extract.sections import Sections
from kg.extract.coreference.sorts import SORTS, called, words_of

_GENERAL = word_set("anaphora", "general_nouns")
_UNIFORMED = frozenset({"police", "army", "navy", "fire", "prison"})
_PARTS = frozenset({"by", "from", "at"})
_FIRMS = word_set("offices", "firms")
_CLASSES = ("founder", "spokesman", "business", "union", "club", "school", "state", "public", "press", "expert", "top")
_OF_CLASS = {name: word_set("offices", f"titles_{name}") for name in _CLASSES}
_LOOSE = frozenset[str]().union(*(SORTS[sort] for sort in ("union", "club", "public", "place")))
_LOOSE |= (
    _OF_CLASS["business"] | word_set("roles", "fields") | {"supplier", "partnership", "venture"}
)  # "brand manager"
FIELDS = frozenset[str]().union(*_OF_CLASS.values()) | word_set("offices", "ranks")
"""The words of titles that are the same in many organizations."""


@dataclass(frozen=True, slots=True)
class Office:
    """A title that somebody holds, and what its phrase says of whose it is.

    Attributes:
        head: the last word of the title.
        title: the title.
        owner: the word that only refers to the organization: "its", "the club's", "club" in "club chairman".
        holder: who holds it.
    """

    head: Token
    title: str
    owner: Token | None
    holder: int

    @property
    def form(self) -> str:
        """How its phrase refers to the organization: by a pronoun, a noun, or not at all."""
        return "no owner" if self.owner is None else "pronoun" if self.owner.pos_ == "PRON" else "noun"


class Stage:
    """An article as the question sees it whose an office is.

    Args:
        parsed: the article.
        told: (holder, organization, title) of the offices whose phrases name the organization.
    """

    def __init__(self, parsed: Parsed, told: set[tuple[int, int, str]]) -> None:
        self.parsed = parsed
        self.told = told

    @cached_property
    def candidates(self) -> list[int]:
        """Who may have offices: organizations and places."""
        kinds = {Kind.ORGANIZATION, Kind.PLACE}
        return [n for n, cluster in enumerate(self.parsed.clusters) if cluster.kind in kinds]

    @cached_property
    def rivals(self) -> list[int]:
        """The organizations among them."""
        return [n for n in self.candidates if self.parsed.kind(n) is not Kind.PLACE]

    def fitting(self, office: Office) -> list[int]:
        """Those of them who may have such an office: a mayor is of a place, others are of none."""
        owner = None if office.owner is None or office.form == "pronoun" else office.owner.lemma_.lower()
        is_of_place = owner in SORTS["place"] or (owner is None and class_of(office) == "state")
        found = [n for n in (self.candidates if is_of_place else self.rivals) if self._is_known(office, n)]
        sorts = {sort for sort, known in SORTS.items() if owner in known}
        if office.form == "pronoun":  # "X, a director of Y, will be its chair": of another than Y
            found = [n for n in found if not any(held[:2] == (office.holder, n) for held in self.told)]
        if not sorts and owner is not None and owner not in _GENERAL:  # "mill manager"
            sorts = {"firm", ""}
        found = [n for n in found if not sorts or self.sorts[n] in sorts or self.is_meant(office, n)]
        return self._of_very_sort(office, found)

    def _of_very_sort(self, office: Office, found: list[int]) -> list[int]:
        """Those of the very sort that a compound says: a "bank manager" is of a bank, a "police chief" of police.

        Where none is called so, all of them if the article speaks of such a one: "plant manager" after "the plant".
        """
        first = office.title.split()[0]
        noun = office.owner
        if noun is None and first in _UNIFORMED:
            return [n for n in found if self._is_called(n, first)]
        if (
            noun is None
            or office.form == "pronoun"
            or noun.i != office.head.i - 1
            or noun.lemma_.lower() in _GENERAL | _LOOSE
        ):
            return found
        sort = noun.lemma_.lower()
        alike = [n for n in found if self._is_called(n, sort)]
        is_told = any(t.i < noun.i for t in self.parsed.doc.with_lemmas(frozenset({sort})))
        return alike or (found if is_told else [])

    def _is_called(self, number: int, noun: str) -> bool:
        """Whether the article, or its own name, calls an organization by a noun."""
        names = self.parsed.clusters[number].names
        return noun in self.nouns[number] or any(noun in words_of(name.text) for name in names)

    def _is_known(self, office: Office, number: int) -> bool:
        """Whether its own story names an organization before an office, or its sentence gives it a part."""
        if self.stories.apart(office.head.i, number):
            return False
        mentions = self.mentions[number]
        first = first_of_list(mentions[0])
        acts = first.dep_ in {*SUBJECTS, "dobj"} or (first.dep_ == "pobj" and first.head.lower_ in _PARTS)
        is_here = self.sentence(first.i) == self.sentence(office.head.i)
        is_told = first.i < office.head.i or (is_here and acts)
        if is_here and number in next_employers(self.parsed, office.head.sent):
            return False
        return (
            is_told and not (is_here and self._are_listed(office, mentions)) and not all(map(_is_in_brackets, mentions))
        )

    def _are_listed(self, office: Office, mentions: Sequence[Token]) -> bool:
        """Whether the holder stands in one list with an organization: "X and former captain Jane Doe"."""
        people = {first_of_list(t).i for t in self.parsed.mentions(office.head, office.holder)}
        return any(first_of_list(t).i in people for t in mentions)

    def is_meant(self, office: Office, number: int) -> bool:
        """Whether the noun of an office's phrase is one that the article, or its own name, calls it by."""
        noun = office.owner
        if noun is None or number in self.parsed.at.get(noun.i, ()):
            return noun is not None
        return noun.lemma_.lower() in self.nouns[number]

    @cached_property
    def stories(self) -> Sections:
        """The stories of the article, where it has several."""
        return sections(self.parsed)

    @cached_property
    def starts(self) -> list[int]:
        """Where the sentences with words in them begin."""
        return [s.start for s in self.parsed.doc.sents if not all(t.is_space or t.is_punct for t in s)]

    @cached_property
    def mentions(self) -> Mapping[int, list[Token]]:
        """Cluster → the heads of its mentions, in text order."""
        found: defaultdict[int, list[Token]] = defaultdict(list)
        for n in self.candidates:
            cluster = self.parsed.clusters[n]
            found[n] = sorted({*(s.root for s in cluster.names), *cluster.references}, key=lambda t: t.i)
        return found

    @cached_property
    def nouns(self) -> Mapping[int, set[str]]:
        """Cluster → what the article calls it: "the airline", "Norse Airways, a carrier"."""
        return {n: {noun for t in self.mentions[n] for noun in called(t)} for n in self.candidates}

    @cached_property
    def total(self) -> int:
        """How many mentions all organizations have."""
        return sum(len(self.mentions[n]) for n in self.rivals)

    def first(self) -> int:
        """The token by which an organization is mentioned first."""
        return min((self.mentions[n][0].i for n in self.rivals), default=-1)

    def last(self, before: int) -> int:
        """The last token before another by which an organization is mentioned."""
        return max((t.i for n in self.rivals for t in self.mentions[n] if t.i < before), default=-1)

    def like(self, number: int) -> list[int]:
        """The organizations that are of the same sort as one, itself among them; firms are also those of no sort."""
        sort = self.sorts[number]
        alike = {"firm", ""} if sort in {"firm", ""} else {sort}
        return [n for n in self.candidates if self.sorts[n] in alike]

    @cached_property
    def sorts(self) -> Mapping[int, str]:
        """Cluster → what sort of organization it is by its name and by what it is called; "" for any other."""
        return {n: self._sort(n) for n in self.candidates}

    def _sort(self, number: int) -> str:
        if self.parsed.kind(number) is Kind.PLACE:
            return "place"
        words = {w for name in self.parsed.clusters[number].names for w in words_of(name.text)} | self.nouns[number]
        if words & _FIRMS:
            return "firm"
        return next((sort for sort, known in SORTS.items() if words & known), "")

    def sentence(self, i: int) -> int:
        """The number of the sentence that a token stands in."""
        return bisect_right(self.starts, i)


def _is_in_brackets(mention: Token) -> bool:
    """Whether a mention stands in brackets, as that of a news agency before a story does."""
    first = mention.left_edge.i
    return first > 0 and mention.doc[first - 1].text == "("


def class_of(office: Office) -> str:
    """What class of titles an office's is of: that of firms, of unions, of clubs …; "" for any other."""
    words = set(office.title.lower().replace("-", " ").split())
    return next((name for name in _CLASSES if words & _OF_CLASS[name]), "")
