"""What a reading tells, one line per claim, so that a test can compare the whole of it.

An event:    Partnership[active 2023-05] partner=Halden Logistics, Nordvik Foods
A role:      Role[former] Anna Berg, chief executive officer, Nordvik Foods
A relation:  Halden Logistics partOf Nordvik Foods
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.records import Modality, Polarity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.records import Claim, Event, Reading, Role, When


def told(reading: Reading) -> set[str]:
    """Every claim of the reading except the mere mentions and the terms of deals, as a line."""
    return events(reading) | roles(reading) | relations(reading)


def events(reading: Reading) -> set[str]:
    """The lines of the claims about events."""
    names = _names(reading)
    return {
        _event_line(event, claim, names)
        for event in reading.events
        for claim in reading.claims
        if claim.about == event.key and claim.predicate is None
    }


def roles(reading: Reading) -> set[str]:
    """The lines of the claims about roles."""
    names = _names(reading)
    return {
        _role_line(role, claim, names) for role in reading.roles for claim in reading.claims if claim.about == role.key
    }


def relations(reading: Reading) -> set[str]:
    """The lines of the claims that state a property of an entity."""
    names = _names(reading)
    return {_relation_line(claim, names) for claim in reading.claims if claim.predicate and claim.about in names}


def deals(reading: Reading) -> set[str]:
    """What the claims say that deals are about: "value USD 2000000000", "territory Japan"."""
    names, events = _names(reading), {event.key for event in reading.events}
    return {
        f"{_stance(claim)}{claim.predicate} {names[claim.object] if claim.object else claim.literal}"
        for claim in reading.claims
        if claim.predicate and claim.about in events
    }


def kinds(reading: Reading) -> dict[str, str]:
    """Name → kind of every entity."""
    return {e.name: e.kind.value for e in reading.entities}


def _names(reading: Reading) -> dict[str, str]:
    return {e.key: e.name for e in reading.entities}


def _event_line(event: Event, claim: Claim, names: Mapping[str, str]) -> str:
    parties: defaultdict[str, list[str]] = defaultdict(list)
    for role, key in event.parties:
        parties[role].append(names[key])
    status = claim.status.value if claim.status else "mentioned"
    when = f" {_when(claim.when)}" if claim.when else ""
    sides = "; ".join(f"{role}={', '.join(sorted(parties[role]))}" for role in sorted(parties))
    return f"{'+'.join(event.kinds)}[{status}{when}] {sides}"


def _role_line(role: Role, claim: Claim, names: Mapping[str, str]) -> str:
    status = claim.role_status.value if claim.role_status else "?"
    when = f" {_when(claim.when)}" if claim.when else ""
    organization = names[role.organization] if role.organization else "?"
    return f"{_stance(claim)}Role[{status}{when}] {names[role.holder]}, {role.title}, {organization}"


def _relation_line(claim: Claim, names: Mapping[str, str]) -> str:
    value = names[claim.object] if claim.object else _when(claim.when) if claim.when else "?"
    return f"{_stance(claim)}{names[claim.about]} {claim.predicate} {value}"


def _stance(claim: Claim) -> str:
    words = []
    if claim.polarity is Polarity.NEGATED:
        words.append("not ")
    if claim.modality is not Modality.ASSERTED:
        words.append(f"{claim.modality.value} ")
    return "".join(words)


def _when(when: When) -> str:
    """The day, month or year; else the first and the last day."""
    return when.partial or f"{when.earliest}/{when.latest}"
