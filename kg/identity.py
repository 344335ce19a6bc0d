"""Under which key a thing goes: what keys are made of, and how merges and splits by hand rename them.

Pure: a renaming is a function of the decisions as a set, so neither their order nor that of the articles matters.
The rules are published in docs/identity.md.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING

from kg.records import Entity, Event, Role, Testimony

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.records import Claim, Subject

    Renamed = Callable[[str], str]

_KEY_LENGTH = 400  # more than four parties with long names need; what is cut no merge can make anew
_DIGEST = 12
_EVENT, _ROLE = "id/event/", "id/role/"
_FIRST_PARTY = {"partnership": 1, "merger": 1, "event": 2}
"""Families whose parties are equals, and so in alphabetical order in the key → where the parties begin."""
_OF_EQUALS = {"partnership", "merger"}
_SIDES = ({"acquirer", "acquired"}, {"investor", "investee"}, {"accuser", "accused"})


def short(key: str) -> str:
    """An entity's key as part of another key; what is no organization keeps its kind, against homonyms."""
    _, kind, name = key.split("/", 2)
    return name if kind == "organization" else f"{kind}_{name}"


def bounded(key: str) -> str:
    """The key, a digest in place of its end if it is too long."""
    if len(key) <= _KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:_DIGEST]
    return f"{key[: _KEY_LENGTH - _DIGEST - 2]}--{digest}"


@dataclass(frozen=True, slots=True)
class MergeOfKeys:
    """That two keys stand for one thing, which goes on under the first."""

    keeps: str
    absorbs: str


@dataclass(frozen=True, slots=True)
class SplitOfKey:
    """That some articles, named by their ids, mean another thing by a key, which gets a key of its own."""

    splits: str
    split_off: str
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Renaming:
    """The keys under which things go after all decisions; `Renaming.following` makes one.

    Attributes:
        split: (article, key as its graph has it) → the key split off.
        roots: absorbed key → the key that it goes by.
        members: key that is gone by → every key that goes by it, itself included.
        origins: key split off → the keys that it was split off from.
    """

    split: Mapping[tuple[str, str], str] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    origins: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def following(cls, merges: Iterable[MergeOfKeys], splits: Iterable[SplitOfKey]) -> Renaming:
        """The renaming that follows from a set of decisions."""
        split: dict[tuple[str, str], str] = {}
        origins: defaultdict[str, set[str]] = defaultdict(set)
        for each in sorted(splits, key=lambda it: (it.splits, it.split_off)):
            for article in each.articles:
                split.setdefault((article, each.splits), each.split_off)
            origins[each.split_off].add(each.splits)
        told = list(merges)
        simple = _roots((each.keeps, each.absorbs) for each in told if not is_composite(each.keeps))
        plain = cls(roots=simple)
        whole = [(plain.of("", each.keeps), plain.of("", each.absorbs)) for each in told if is_composite(each.keeps)]
        roots = simple | _roots(pair for pair in whole if pair[0] != pair[1])
        members: defaultdict[str, set[str]] = defaultdict(set)
        for key, root in roots.items():
            members[root] |= {key, root}
        return cls(split, roots, _frozen(members), _frozen(origins))

    def __bool__(self) -> bool:
        return bool(self.split or self.roots)

    def of(self, article: str, key: str) -> str:
        """The key by which goes what an article's graph has under this key."""
        if not self:
            return key
        if is_composite(key):
            key = self._of_parts(article, key)
            return self.roots.get(key, key)
        for _ in range(2):  # what was split off may be merged, and what was merged be split
            key = self.split.get((article, key), key)
            key = self.roots.get(key, key)
        return key

    def sources(self, key: str) -> set[str]:
        """Every key under which a graph can have what goes by this one; `of` tells for which articles."""
        if not self:
            return {key}
        if not is_composite(key):
            return self._names(key)
        return {name for each in self._names(key) for name in self._of_all_parts(each)}

    def testimony(self, told: Testimony) -> Testimony:
        """What an article says, on the keys by which things go."""
        if not self:
            return told

        def of(key: str) -> str:
            return self.of(told.article, key)

        return replace(
            told,
            subject=_subject(told.subject, of(told.subject.key), of),
            claims=tuple(_claim(each, of) for each in told.claims),
        )

    def _of_parts(self, article: str, key: str) -> str:
        """An event or role by the parties that it has: as if they had been read under the names they go by.

        A key that was cut, or would be too long, stays; and so does one whose parties turn out to be one.
        """
        if len(key) >= _KEY_LENGTH:
            return key
        head, parts, first, is_sorted = _parts(key)
        renamed = [
            part if n < first else self._part(article, part, is_holder=head == _ROLE and n == 0)
            for n, part in enumerate(parts)
        ]
        if renamed == parts:
            return key
        parties = sorted(renamed[first:]) if is_sorted else renamed[first:]
        new = head + "--".join([*renamed[:first], *parties])
        return key if len(new) >= _KEY_LENGTH or len(set(parties)) < len(set(parts[first:])) else new

    def _part(self, article: str, part: str, *, is_holder: bool) -> str:
        entity = _entity(part, is_holder=is_holder)
        new = self.of(article, entity)
        if new == entity:
            return part
        return short(new).removeprefix("person_") if is_holder else short(new)

    def _of_all_parts(self, key: str) -> set[str]:
        """The keys with any other name of any part."""
        if len(key) >= _KEY_LENGTH:
            return {key}
        head, parts, first, is_sorted = _parts(key)
        choices = [
            [part] if n < first else sorted(self._names_of_part(part, is_holder=head == _ROLE and n == 0))
            for n, part in enumerate(parts)
        ]
        found = set()
        for chosen in product(*choices):
            parties = sorted(chosen[first:]) if is_sorted else list(chosen[first:])
            found.add(head + "--".join([*chosen[:first], *parties]))
        return found

    def _names_of_part(self, part: str, *, is_holder: bool) -> set[str]:
        entity = _entity(part, is_holder=is_holder)
        names = {short(each).removeprefix("person_") if is_holder else short(each) for each in self._names(entity)}
        return names | {part}

    def _names(self, key: str) -> set[str]:
        """The key with all that may go by it, in some article or in all."""
        found, fresh = {key}, {key}
        while fresh:
            near = {name for each in fresh for name in (*self.members.get(each, ()), *self.origins.get(each, ()))}
            fresh = near - found
            found |= fresh
        return found


def _roots(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Absorbed key → the one key of its group that none absorbs; of several, or none, the first of the alphabet."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    absorbed = set()
    for keeps, absorbs in pairs:
        near[keeps].add(absorbs)
        near[absorbs].add(keeps)
        absorbed.add(absorbs)
    found: dict[str, str] = {}
    seen: set[str] = set()
    for start in sorted(near):
        if start in seen:
            continue
        group, ahead = {start}, [start]
        while ahead:
            fresh = near[ahead.pop()] - group
            group |= fresh
            ahead += fresh
        seen |= group
        root = min(group - absorbed or group)
        found |= dict.fromkeys(group - {root}, root)
    return found


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in sets.items()}


def is_composite(key: str) -> bool:
    """Whether it is the key of an event or a role, which is made of others."""
    return key.startswith((_EVENT, _ROLE))


def _parts(key: str) -> tuple[str, list[str], int, bool]:
    """What stands before the parts, the parts, the number of the first that can be a party, whether they are sorted."""
    head = _EVENT if key.startswith(_EVENT) else _ROLE
    parts = key.removeprefix(head).split("--")
    if head == _ROLE:
        return head, parts, 0, False
    return head, parts, _FIRST_PARTY.get(parts[0], 1), parts[0] in _FIRST_PARTY


def _entity(part: str, *, is_holder: bool) -> str:
    kind, underscore, name = part.partition("_")
    if underscore:
        return f"id/{kind}/{name}"
    return f"id/person/{part}" if is_holder else f"id/organization/{part}"


def _subject(subject: Subject, key: str, of: Renamed) -> Subject:
    match subject:
        case Entity():
            return replace(subject, key=key)
        case Event():
            parties = {(role, of(party)) for role, party in subject.parties}
            return replace(subject, key=key, parties=tuple(sorted(each for each in parties if each[1] != key)))
        case Role():
            organization = None if subject.organization is None else of(subject.organization)
            return replace(subject, key=key, holder=of(subject.holder), organization=organization)


def _claim(claim: Claim, of: Renamed) -> Claim:
    return replace(claim, about=of(claim.about), object=None if claim.object is None else of(claim.object))


def is_with_itself(subject: Subject) -> bool:
    """Whether it is a partnership, merger, deal or dispute whose two sides are one: no event."""
    if not isinstance(subject, Event) or len({party for _, party in subject.parties}) != 1:
        return False
    family = subject.key.removeprefix(_EVENT).partition("--")[0]
    roles = {role for role, _ in subject.parties}
    return family in _OF_EQUALS or any(roles >= sides for sides in _SIDES)
