"""All testimonies about one subject → its fact, by the rules published in docs/facts.md.

A pure function that does not look at the order of what it gets: whatever could tie is decided by a rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.lifecycle import Told, agreed_stretch, contradictions, event_states, role_states
from kg.records import (
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
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records import Link, Subject, Verdict

_NOT_ITS_DATE = {Status.DENIED, Status.SUSPENDED, Status.ENDED}
FOUNDED = "foundedDate"


def consolidate(testimonies: Sequence[Testimony], verdicts: Sequence[Verdict] = ()) -> Fact | None:
    """What follows about one subject from all that articles say of it; None if nothing does.

    Args:
        testimonies: all with the same subject key, in any order.
        verdicts: what persons decided about its item, in order of time.
    """
    told = [each for testimony in testimonies for each in Told.by(testimony)]
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


def _entity_fact(subject: Entity, told: list[Told], testimonies: Sequence[Testimony]) -> Fact:
    founding = [each for each in _stating(told, FOUNDED, None) if each.is_firm]
    founded = agreed_stretch(founding)
    return Fact(
        subject=subject,
        supported_by=_keys(told),
        source_count=_sources(testimonies),
        relations=_relations(told),
        founded=founded.partial if founded else "",
        contradictions=contradictions([each for each in told if each.claim.predicate is not None]),
    )


def _relations(told: list[Told]) -> tuple[tuple[str, str], ...]:
    """The properties that lead to another entity and hold."""
    stated = {(each.claim.predicate, each.claim.object) for each in told}
    found = [
        (predicate, value)
        for predicate, value in stated
        if predicate is not None and value is not None and _holds(_stating(told, predicate, value))
    ]
    return tuple(sorted(found))


def _last_said(told: list[Told], predicate: str) -> str:
    """The literal of a property that was firmly said last; of several the one that most say, then the greatest."""
    said = [each for each in told if each.claim.predicate == predicate and each.is_firm]
    if not said:
        return ""
    last = max(each.time for each in said)
    counts = Counter(each.claim.literal for each in said if each.time == last)
    return max(counts, key=lambda literal: (counts[literal], len(literal), literal))


def _of_the_plan(told: Told) -> Told:
    """What a planned deal is to be about, it is about: that it is planned, its status says."""
    if told.claim.modality is not Modality.PLANNED:
        return told
    return replace(told, claim=replace(told.claim, modality=Modality.ASSERTED))


def _event_fact(subject: Event, all_told: list[Told], testimonies: Sequence[Testimony]) -> Fact:
    told = [each for each in all_told if each.claim.predicate is None] or all_told
    deal = [_of_the_plan(each) for each in all_told if each.claim.predicate is not None]
    states = event_states(subject.key, told)
    stretch = agreed_stretch([each for each in told if each.status not in _NOT_ITS_DATE])
    stretch = stretch or agreed_stretch(told)
    is_wide = stretch is not None and not stretch.is_calendar_unit
    return Fact(
        subject=subject,
        supported_by=_keys(all_told),
        source_count=_sources(testimonies),
        status=Status(states[-1].status),
        relations=_relations(deal),
        value=_last_said(deal, "value"),
        term=_last_said(deal, "term"),
        date=stretch.partial if stretch else "",
        start=stretch.earliest.isoformat() if stretch and is_wide else "",
        end=stretch.latest.isoformat() if stretch and is_wide else "",
        states=states,
        contradictions=contradictions(told),
    )


def _role_fact(subject: Role, told: list[Told], testimonies: Sequence[Testimony]) -> Fact | None:
    """Unlike an event's, a role's status cannot say "denied": a role that does not hold gives no fact."""
    if not _holds(told):
        return None
    states = role_states(subject.key, told)
    status = RoleStatus(states[-1].status)
    return Fact(
        subject=subject,
        supported_by=_keys(told),
        source_count=_sources(testimonies),
        role_status=status,
        states=states,
        contradictions=contradictions(told),
        over_by=states[-1].reported if status is RoleStatus.FORMER else "",
    )


def _match(testimonies: Sequence[Testimony], verdicts: Iterable[Verdict]) -> tuple[Match, str] | None:
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
    links = [(each.source, each.link) for each in testimonies if each.link and each.link.item not in rejected]
    agreed = _agreed(links)
    return (Match.CLOSE, agreed[1]) if agreed is not None and _is_mostly_untied(testimonies) else agreed


def _is_mostly_untied(testimonies: Iterable[Testimony]) -> bool:
    """Whether it is a person of whom more sources leave open who that is: to them only the name ties the item."""
    of_persons = [each for each in testimonies if isinstance(each.subject, Entity) and each.subject.kind is Kind.PERSON]
    tied = {each.source for each in of_persons if each.link and each.link.item is not None}
    untied = {each.source for each in of_persons if each.link and each.link.item is None}
    return len(untied - tied) > len(tied)


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


def _holds(told: Iterable[Told]) -> bool:
    """Whether somebody says so firmly, and nobody denies it later."""
    told = list(told)
    said = [each.time for each in told if each.is_firm]
    denied = [each.time for each in told if each.claim.polarity is Polarity.NEGATED]
    return bool(said) and (not denied or max(denied) <= max(said))


def _stating(told: Iterable[Told], predicate: str, value: str | None) -> list[Told]:
    return [each for each in told if (each.claim.predicate, each.claim.object) == (predicate, value)]


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


def _keys(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(sorted(each.claim.key for each in told))


def _sources(testimonies: Iterable[Testimony]) -> int:
    return len({each.source for each in testimonies})
