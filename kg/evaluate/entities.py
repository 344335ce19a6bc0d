"""Given mentions → the entities that they mention: what the linker is asked about for the task `linking`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.evaluate.apposed import apposed
from kg.link.asked import Asked, fullest_first
from kg.link.forms import country_of
from kg.link.generated import without_legal_form
from kg.link.normalization import name_key
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records import Chain, Extraction, Span

_OF_PERSONS = frozenset(
    [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "who",
        "whom",
        "whose",
        "i",
        "me",
        "my",
        "we",
        "our",
        "us",
        "you",
        "your",
    ]
)
_OF_SPEAKERS = frozenset(["i", "me", "my", "we", "our", "us", "you", "your"])
_OF_THINGS = frozenset(
    ["it", "its", "itself", "they", "them", "their", "theirs", "themselves", "which", "that", "this"]
)
_OF_PLACES = frozenset(["where", "here", "there"])
_RELATIVE = frozenset(["who", "whom", "whose", "which", "that", "where"])
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = re.compile(rf"(?:the |in |early |late |mid-?|on |of |{_MONTH}|\d+(?:st|nd|rd|th|s)?|[\s,./-])+", re.IGNORECASE)
_PRONOUNS = _OF_PERSONS | _OF_THINGS | _OF_PLACES


@dataclass(slots=True, eq=False)
class Entity:
    """What several of the given mentions mention.

    Attributes:
        names: how these are written.
        kind: what most of them are, as far as extraction knows.
        chains: the coreference chains that they are in.
        mentions: their numbers.
        spans: where it is mentioned, by given mentions and by others.
        guessed: of the mentions, the pronouns that may as well be about something else, with what that is.
    """

    names: list[str] = field(default_factory=list)
    kinds: Counter[Kind] = field(default_factory=Counter)
    chains: set[int] = field(default_factory=set)
    mentions: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    guessed: dict[int, list[Entity]] = field(default_factory=dict)

    @property
    def kind(self) -> Kind | None:
        """The most frequent kind."""
        return max(self.kinds, key=lambda kind: (self.kinds[kind], kind), default=None)

    @property
    def asked(self) -> Asked:
        """Its names, the fullest first, and its kind."""
        return Asked(fullest_first(self.names), self.kind)


def entities(extraction: Extraction, given: Sequence[Span]) -> list[Entity]:
    """The entities of the given mentions; a mention of nothing that has a name is in none of them."""
    text = extraction.article.text
    at = [_chain_at(extraction.chains, span) for span in given]
    found = _named(extraction, given, at)
    others = _others(extraction, found)
    _name_heads(text, found, others)
    for n in (n for n, span in enumerate(given) if is_pronoun(span.of(text))):
        word = given[n].of(text).lower()
        possible, beyond = ([each for each in part if _can_be(word, each)] for part in (found, others))
        entity = _antecedent(possible, beyond, given[n], word, at[n])
        if entity is not None:
            if len(possible) != 1 or entity in others or entity.kind is None or _last_end(entity, given[n].start) == 0:
                entity.guessed[n] = [each for each in possible if each is not entity]
            entity.mentions.append(n)
            entity.spans.append(given[n])
    return [each for each in (*found, *others) if each.mentions]


def is_pronoun(words: str) -> bool:
    """Whether the words only stand for a name; "US" in capitals is one."""
    return words.lower() in _PRONOUNS and not (len(words) > 1 and words.isupper())


def _named(extraction: Extraction, given: Sequence[Span], at: Sequence[int | None]) -> list[Entity]:
    text = extraction.article.text
    found: list[Entity] = []
    named = [n for n, span in enumerate(given) if _is_name(span.of(text))]
    kinds = {n: extraction.chains[chain].kind for n in named if (chain := at[n]) is not None}
    beside = apposed(text, given, named, kinds)
    for n in sorted(named, key=lambda n: (-len(given[n].of(text)), given[n].start)):
        name, chain, kind = given[n].of(text), at[n], kinds.get(n)
        is_head = _is_head(text, given[n])
        fitting = (
            *(each for each in found if not beside[n].isdisjoint(each.mentions)),
            *(each for each in found if is_head and _is_head_of(name, each)),
            *(each for each in found if _is_of(each, name, chain, kind)),
        )
        entity = next(iter(fitting), None)
        if entity is None:
            entity = Entity()
            found.append(entity)
        entity.mentions.append(n)
        _add(entity, given[n], name, chain, kind)
    return found


def _others(extraction: Extraction, found: Sequence[Entity]) -> list[Entity]:
    """What else the text names: pronouns are about that, too."""
    text, entities = extraction.article.text, []
    for number, chain in enumerate(extraction.chains):
        if not any(number in each.chains for each in found):
            entity = Entity()
            for mention in (each for each in chain.mentions if each.is_name):
                _add(entity, mention.span, mention.span.of(text), number, chain.kind)
            entities.append(entity)
    return [each for each in entities if each.names]


def _name_heads(text: str, found: Sequence[Entity], others: Sequence[Entity]) -> None:
    """Give what is only called by a word, "the Institute", the fuller name that nobody asked about before it."""
    for entity in found:
        first = min(entity.spans)
        fuller = (o for o in others if min(o.spans) < first and _is_head_of(first.of(text), o))
        if _is_head(text, first) and (known := next(fuller, None)):
            entity.names += known.names


def _is_head(text: str, span: Span) -> bool:
    return text[: span.start].lower().endswith("the ") and " " not in span.of(text)


def _is_head_of(name: str, entity: Entity) -> bool:
    """Whether a word is what a fuller name calls the thing: "the Institute" after "Niels Bohr Institute"."""
    key = name_key(name)
    return entity.kind is not Kind.PERSON and any(name_key(other).endswith(f" {key}") for other in entity.names)


def _is_name(words: str) -> bool:
    """Whether the words name something: no pronoun, and no date."""
    return not is_pronoun(words) and not _DATE.fullmatch(words) and any(map(str.isalpha, words))


def _add(entity: Entity, span: Span, name: str, chain: int | None, kind: Kind | None) -> None:
    entity.spans.append(span)
    entity.names.append(name)
    if kind is not None:
        entity.kinds[kind] += 1
    if chain is not None:
        entity.chains.add(chain)


def _is_of(entity: Entity, name: str, chain: int | None, kind: Kind | None) -> bool:
    """Whether a name, shorter than those before it, is one more name of the entity."""
    key = name_key(name)
    if any(_bare(other) == _bare(name) for other in entity.names):
        return True
    is_inside = any(f" {key} " in f" {name_key(other)} " for other in entity.names)
    if entity.kind is Kind.PERSON and kind in {None, Kind.PERSON}:
        return is_inside
    if chain is not None and chain in entity.chains:
        return is_inside or name.isupper()
    return False


def _bare(name: str) -> str:
    return name_key(without_legal_form(name.removesuffix("'s").removesuffix("’s")))


def _chain_at(chains: Sequence[Chain], span: Span) -> int | None:
    """The chain with the mention that has most in common with the span, at least half of both."""

    def share(mention: Span) -> float:
        common = min(mention.end, span.end) - max(mention.start, span.start)
        return max(common, 0) / (max(mention.end, span.end) - min(mention.start, span.start))

    best = {n: max(share(m.span) for m in chain.mentions) for n, chain in enumerate(chains)}
    most = max(best.values(), default=0.0)
    return min(n for n, value in best.items() if value == most) if most >= 0.5 else None  # noqa: PLR2004 (half of both)


def _antecedent(
    given: Sequence[Entity], others: Sequence[Entity], pronoun: Span, word: str, chain: int | None
) -> Entity | None:
    """The entity that a pronoun is about: of its chain, else the most named before it, else the first after it.

    What the given mentions name comes before what the text names beside them.
    """
    for entities in (given, others):
        if chain is not None and (same := [each for each in entities if chain in each.chains]):
            return same[0]
        before = [each for each in entities if _last_end(each, pronoun.start) > 0]
        if before and word in _RELATIVE:
            return max(before, key=lambda each: _last_end(each, pronoun.start))
        if before:
            return max(before, key=lambda each: (len(each.spans), _last_end(each, pronoun.start)))
    return min((*given, *others), key=lambda each: min(span.start for span in each.spans), default=None)


def _can_be(word: str, entity: Entity) -> bool:
    kind = entity.kind
    if word in _OF_PLACES:
        return kind in {None, Kind.PLACE, Kind.ORGANIZATION}
    if word in {"that", "whose", "they", "them", "their"}:
        return True
    if word in _OF_SPEAKERS:
        return kind is Kind.PERSON
    if kind is None:
        return not any(country_of(name_key(name)) for name in entity.names)
    return (kind is Kind.PERSON) == (word in _OF_PERSONS)


def _last_end(entity: Entity, start: int) -> int:
    """Where the entity was mentioned last before a position; 0 if it was not."""
    return max((span.end for span in entity.spans if span.end <= start), default=0)
