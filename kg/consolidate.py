"""All testimonies about one subject → its fact, by the rules published in docs/facts.md.

A pure function that does not look at the order of what it gets: whatever could tie is decided by a rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.records import (
    Claim,
    Entity,
    Event,
    Fact,
    Kind,
    Match,
    Modality,
    Polarity,
    Role,
    RoleStatus,
    Ruling,
    Status,
    Testimony,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records import Link, Subject, Verdict

_STATUSES = list(Status)
_ROLE_STATUSES = list(RoleStatus)
_NOT_ITS_DATE = {Status.DENIED, Status.SUSPENDED, Status.ENDED}
FOUNDED = "foundedDate"


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with the day that it speaks for, and the day that it was published; unknown is the oldest."""

    claim: Claim
    day: date
    published: date

    @property
    def time(self) -> tuple[date, date]:
        return self.day, self.published

    @property
    def is_firm(self) -> bool:
        return self.claim.polarity is Polarity.AFFIRMED and self.claim.modality is Modality.ASSERTED

    @property
    def status(self) -> Status:
        """What the claim says of an event's state, by its words or else by its polarity and modality."""
        if self.claim.status is not None:
            return self.claim.status
        if self.claim.polarity is Polarity.NEGATED:
            return Status.DENIED
        return {Modality.RUMOUR: Status.RUMOURED, Modality.PLANNED: Status.ANNOUNCED}.get(
            self.claim.modality,
            Status.ACTIVE,
        )

    @property
    def speaks_of_status(self) -> bool:
        """Whether the claim says where the event stands, and does not merely come back to it."""
        return self.claim.status is not None or not self.is_firm

    @property
    def role_status(self) -> RoleStatus:
        """What the claim says of a role's state; without a word about it, the role is held."""
        return self.claim.role_status or RoleStatus.CURRENT


def consolidate(testimonies: Sequence[Testimony], verdicts: Sequence[Verdict] = ()) -> Fact | None:
    """What follows about one subject from all that articles say of it; None if nothing does.

    Args:
        testimonies: all with the same subject key, in any order.
        verdicts: what persons decided about its item, in order of time.
    """
    told = [_told(claim, each.published) for each in testimonies for claim in each.claims]
    subject = _joined([each.subject for each in testimonies]) if told else None
    match subject:
        case Entity():
            return replace(_entity_fact(subject, told, testimonies), match=_match(testimonies, verdicts))
        case Event():
            return _event_fact(subject, told, testimonies)
        case Role():
            return _role_fact(subject, told, testimonies)
        case None:
            return None


def _told(claim: Claim, published: date | None) -> _Told:
    """Nobody knows the future: a claim about a later day speaks for the day it was published."""
    held = claim.when.latest if claim.when is not None else None
    known = [day for day in (held, published) if day is not None]
    return _Told(claim, min(known, default=date.min), published or date.min)


def _entity_fact(subject: Entity, told: list[_Told], testimonies: Sequence[Testimony]) -> Fact:
    stated = {(each.claim.predicate, each.claim.object) for each in told}
    relations = [
        (predicate, value)
        for predicate, value in stated
        if predicate is not None and value is not None and _holds(_stating(told, predicate, value))
    ]
    founding = [each for each in _stating(told, FOUNDED, None) if each.is_firm]
    founded = _agreed_stretch(founding)
    return Fact(
        subject=subject,
        supported_by=_keys(told),
        source_count=_sources(testimonies),
        relations=tuple(sorted(relations)),
        founded=founded.partial if founded else "",
    )


def _event_fact(subject: Event, told: list[_Told], testimonies: Sequence[Testimony]) -> Fact:
    status = _status([each for each in told if each.speaks_of_status] or told)
    stretch = _agreed_stretch([each for each in told if each.status not in _NOT_ITS_DATE])
    stretch = stretch or _agreed_stretch(told)
    is_wide = stretch is not None and not stretch.is_calendar_unit
    return Fact(
        subject=subject,
        supported_by=_keys(told),
        source_count=_sources(testimonies),
        status=status,
        date=stretch.partial if stretch else "",
        start=stretch.earliest.isoformat() if stretch and is_wide else "",
        end=stretch.latest.isoformat() if stretch and is_wide else "",
    )


def _role_fact(subject: Role, told: list[_Told], testimonies: Sequence[Testimony]) -> Fact | None:
    """Unlike an event's, a role's status cannot say "denied": a role that does not hold gives no fact."""
    if not _holds(told):
        return None
    *_, latest = max((*each.time, _ROLE_STATUSES.index(each.role_status)) for each in told if each.is_firm)
    return Fact(
        subject=subject,
        supported_by=_keys(told),
        source_count=_sources(testimonies),
        role_status=_ROLE_STATUSES[latest],
    )


def _match(testimonies: Iterable[Testimony], verdicts: Iterable[Verdict]) -> tuple[Match, str] | None:
    """The item that an entity is: the one accepted last, else the one that the articles' links agree on."""
    accepted, is_absent, rejected = None, False, set[str | None]()
    for verdict in verdicts:
        if verdict.ruling is Ruling.UNSURE:
            continue
        is_absent = verdict.ruling is Ruling.ABSENT
        if verdict.ruling is Ruling.ACCEPTED:
            accepted = verdict.item
            rejected.discard(verdict.item)
        else:
            accepted = None if is_absent or accepted == verdict.item else accepted
            rejected.add(verdict.item)
    if accepted is not None or is_absent:
        return None if accepted is None else (Match.EXACT, accepted)
    return _agreed([(each.source, each.link) for each in testimonies if each.link and each.link.item not in rejected])


def _agreed(links: Iterable[tuple[str, Link]]) -> tuple[Match, str] | None:
    """The item that most sources tie it to; exactly, if one says so and none ties it to another item."""
    tied: defaultdict[str, dict[str, Link]] = defaultdict(dict)
    for source, link in links:
        if link.item is not None:
            tied[link.item][source] = max(tied[link.item].get(source, link), link, key=lambda each: each.score)
    if not tied:
        return None

    def rank(item: str) -> tuple[int, float, int, str]:
        score = max(link.score for link in tied[item].values())
        return -len(tied[item]), -score, len(item), item

    best = min(tied, key=rank)
    is_exact = len(tied) == 1 and any(link.match is Match.EXACT for link in tied[best].values())
    return Match.EXACT if is_exact else Match.CLOSE, best


def _status(told: Iterable[_Told]) -> Status:
    """The state after the last claim, told in order of time.

    Talk changes nothing that is known, and an announcement does not undo what is already in force.
    """
    ordered = sorted((*each.time, _STATUSES.index(each.status)) for each in told)
    state = Status.RUMOURED
    for *_, index in ordered:
        new = _STATUSES[index]
        is_behind = new is Status.ANNOUNCED and state is Status.ACTIVE
        if new is not Status.RUMOURED and not is_behind:
            state = new
    return state


def _holds(told: Iterable[_Told]) -> bool:
    """Whether somebody says so firmly, and nobody denies it later."""
    told = list(told)
    said = [each.time for each in told if each.is_firm]
    denied = [each.time for each in told if each.claim.polarity is Polarity.NEGATED]
    return bool(said) and (not denied or max(denied) <= max(said))


def _stating(told: Iterable[_Told], predicate: str, value: str | None) -> list[_Told]:
    return [each for each in told if (each.claim.predicate, each.claim.object) == (predicate, value)]


def _agreed_stretch(told: Iterable[_Told]) -> When | None:
    """The stretch of days that the most claims allow; of these the earliest: news is retold late, never early."""
    dates = [each.claim.when for each in told if each.claim.when is not None]
    votes = Counter((each.earliest, each.latest) for each in dates)
    distinct = {(each.earliest, each.latest): each for each in dates}

    def rank(stretch: tuple[date, date]) -> tuple[int, date, int]:
        first, last = stretch
        allowing = sum(n for (start, end), n in votes.items() if start <= first and last <= end)
        return -allowing, first, (last - first).days

    return distinct[min(distinct, key=rank)] if distinct else None


def _joined(subjects: Sequence[Subject]) -> Subject:
    """One description out of many: the name used most, every other as an alias, all parties."""
    match subjects[0]:
        case Entity():
            return _joined_entity([each for each in subjects if isinstance(each, Entity)])
        case Event():
            return _joined_event([each for each in subjects if isinstance(each, Event)])
        case Role():
            return _joined_role([each for each in subjects if isinstance(each, Role)])


def _joined_entity(entities: Sequence[Entity]) -> Entity:
    name = _most_used(each.name for each in entities)
    names = {each.name for each in entities} | {alias for each in entities for alias in each.aliases}
    kind = Kind(_most_used(each.kind for each in entities))
    return Entity(entities[0].key, kind, name, tuple(sorted(names - {name})))


def _joined_event(events: Sequence[Event]) -> Event:
    kinds = {kind for each in events for kind in each.kinds}
    parties = {party for each in events for party in each.parties}
    label = _most_used(each.label for each in events)
    return Event(events[0].key, tuple(sorted(kinds)), label, tuple(sorted(parties)))


def _joined_role(roles: Sequence[Role]) -> Role:
    organizations = [each.organization for each in roles if each.organization is not None]
    return Role(
        key=roles[0].key,
        holder=_most_used(each.holder for each in roles),
        title=_most_used(each.title for each in roles),
        organization=_most_used(organizations) if organizations else None,
    )


def _most_used(names: Iterable[str]) -> str:
    """The most frequent, then the longest, then the first of the alphabet."""
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _keys(told: Iterable[_Told]) -> tuple[str, ...]:
    return tuple(sorted(each.claim.key for each in told))


def _sources(testimonies: Iterable[Testimony]) -> int:
    return len({each.source for each in testimonies})
