"""All testimonies about one subject → its fact, by the rules published in docs/facts.md.

A pure function that does not look at the order of what it gets: whatever could tie is decided by a rule.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.lifecycle import Told, agreed_days, agreed_stretch, contradictions, event_states, role_states
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
    partial_date,
)
from kg.tally import ALIAS, EXACT, FOUNDED, ITEM, NAME, SCORE, SOURCE, TIED, UNTIED, rows, tallied

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records import Subject, Verdict
    from kg.tally import Tally

_NOT_ITS_DATE = {Status.DENIED, Status.SUSPENDED, Status.ENDED}


def consolidate(testimonies: Sequence[Testimony], verdicts: Sequence[Verdict] = ()) -> Fact | None:
    """What follows about one subject from all that articles say of it; None if nothing does.

    Args:
        testimonies: all with the same subject key, in any order.
        verdicts: what persons decided about its item, in order of time.
    """
    told = [each for testimony in testimonies for each in Told.by(testimony)]
    if not told:
        return None
    match testimonies[0].subject:
        case Entity(key=key):
            fact = entity_fact(key, tallied(testimonies), verdicts)
            stated = [each for each in told if each.claim.predicate is not None]
            return replace(
                fact, supported_by=_keys(told), relations=_relations(key, told), contradictions=contradictions(stated)
            )
        case Event():
            return _event_fact(_joined_event([each.subject for each in testimonies]), told, testimonies)
        case Role():
            return _role_fact(_joined_role([each.subject for each in testimonies]), told, testimonies)


def entity_fact(key: str, tally: Tally, verdicts: Sequence[Verdict] = ()) -> Fact:
    """What follows about an entity from what is counted: all but its relations, its claims and who disputes them."""
    names, kinds = Counter[str](), Counter[str]()
    for (kind, name), number in rows(tally, NAME).items():
        names[name] += number
        kinds[kind] += number
    name, kind = _most_frequent(names), Kind(_most_frequent(kinds))
    others = {*names, *(alias for (alias,) in rows(tally, ALIAS))} - {name}
    return Fact(
        subject=Entity(key, kind, name, tuple(sorted(others))),
        supported_by=(),
        source_count=tally[SOURCE,],
        founded=_founded(tally),
        match=_match(tally, kind, verdicts),
    )


def _founded(tally: Tally) -> str:
    given = rows(tally, FOUNDED).items()
    stretch = agreed_days({(date.fromisoformat(first), date.fromisoformat(last)): n for (first, last), n in given})
    return partial_date(*stretch) if stretch else ""


def _relations(key: str, told: list[Told]) -> tuple[tuple[str, str], ...]:
    """The properties that lead to another entity than the one of this key, and hold."""
    stated = {(each.claim.predicate, each.claim.object) for each in told}
    found = [
        (predicate, value)
        for predicate, value in stated
        if predicate is not None and value not in (None, key) and _holds(_stating(told, predicate, value))
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
        relations=_relations(subject.key, deal),
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


def _match(tally: Tally, kind: Kind, verdicts: Iterable[Verdict]) -> tuple[Match, str] | None:
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
    return _agreed(tally, {item for (item,) in rows(tally, ITEM) if item not in rejected}, kind)


def _agreed(tally: Tally, items: set[str], kind: Kind) -> tuple[Match, str] | None:
    """The item that most sources tie it to; exactly, if an article says so and none ties it to another item.

    Of a person of whom more sources leave open who that is than tie him to an item, only the name ties it.
    """
    if not items:
        return None

    def rank(item: str) -> tuple[int, int, int, str]:
        return -tally[ITEM, item], -tally[SCORE, item], len(item), item

    best = min(items, key=rank)
    is_mostly_untied = kind is Kind.PERSON and tally[UNTIED,] > tally[TIED,]
    is_exact = len(items) == 1 and tally[EXACT, best] > 0 and not is_mostly_untied
    return Match.EXACT if is_exact else Match.CLOSE, best


def _holds(told: Iterable[Told]) -> bool:
    """Whether somebody says so firmly, and nobody denies it later."""
    told = list(told)
    said = [each.time for each in told if each.is_firm]
    denied = [each.time for each in told if each.claim.polarity is Polarity.NEGATED]
    return bool(said) and (not denied or max(denied) <= max(said))


def _stating(told: Iterable[Told], predicate: str, value: str | None) -> list[Told]:
    return [each for each in told if (each.claim.predicate, each.claim.object) == (predicate, value)]


def _joined_event(subjects: Iterable[Subject]) -> Event:
    """One description out of many: all kinds and parties, the label used most."""
    events = [each for each in subjects if isinstance(each, Event)]
    kinds = {kind for each in events for kind in each.kinds}
    parties = {party for each in events for party in each.parties}
    label = _most_used(each.label for each in events)
    return Event(events[0].key, tuple(sorted(kinds)), label, tuple(sorted(parties)))


def _joined_role(subjects: Iterable[Subject]) -> Role:
    roles = [each for each in subjects if isinstance(each, Role)]
    organizations = [each.organization for each in roles if each.organization is not None]
    return Role(
        key=roles[0].key,
        holder=_most_used(each.holder for each in roles),
        title=_most_used(each.title for each in roles),
        organization=_most_used(organizations) if organizations else None,
    )


def _most_used(names: Iterable[str]) -> str:
    return _most_frequent(Counter(names))


def _most_frequent(counts: Counter[str]) -> str:
    """The most frequent, then the longest, then the first of the alphabet."""
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _keys(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(sorted(each.claim.key for each in told))


def _sources(testimonies: Iterable[Testimony]) -> int:
    return len({each.source for each in testimonies})
