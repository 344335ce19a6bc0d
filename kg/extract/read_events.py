"""Events as the encoder reads them: words that name one, the candidates with a part in it, and its state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.drafts import Draft, event_date, is_definite, reference_factor
from kg.extract.kinds import COUNTRIES
from kg.extract.stance import stance
from kg.records import EVENT_FAMILIES, Kind, Modality, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.extract.encoder import TriggerReading
    from kg.extract.parsed import Parsed
    from kg.records import Stance

_ROLES = {
    "Partnership": frozenset({"partner"}),
    "Acquisition": frozenset({"acquirer", "acquired"}),
    "Merger": frozenset({"participant"}),
    "Investment": frozenset({"investor", "investee"}),
    "Controversy": frozenset({"accused", "accuser", "affected"}),
}
"""Family → the parts that one can have in it."""
_PARTIES = {
    "partner": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
    "acquirer": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
    "acquired": frozenset({Kind.ORGANIZATION, Kind.PRODUCT}),
    "participant": frozenset({Kind.ORGANIZATION}),
    "investor": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
    "investee": frozenset({Kind.ORGANIZATION, Kind.PRODUCT}),
    "accused": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
    "accuser": frozenset({Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE}),
    "affected": frozenset({Kind.ORGANIZATION, Kind.PERSON}),
}
"""Part → what can have it; of places only countries accuse."""
_MODALITIES = {Status.RUMOURED: Modality.RUMOUR, Status.ANNOUNCED: Modality.PLANNED}
PARTY_THRESHOLD = 0.5
STATUS_THRESHOLD = 0.5


def read_events(parsed: Parsed) -> Iterator[Draft]:
    """A draft for each word that names an event; `events.join` supplies or drops what lacks a party."""
    parts = _parts(parsed)
    for trigger in parsed.doc._.reading.triggers:
        words = (trigger.words.start, trigger.words.end)
        family = EVENT_FAMILIES[trigger.kind]
        parties = tuple(
            (role, number)
            for number, (role, score) in sorted(parts.get(words, {}).items())
            if score >= PARTY_THRESHOLD and role in _ROLES[family] and _fits(parsed, role, number)
        )
        yield _draft(parsed, trigger, family, parties)


def _parts(parsed: Parsed) -> dict[tuple[int, int], dict[int, tuple[str, float]]]:
    """Word for an event → cluster → its surest part in it."""
    found: defaultdict[tuple[int, int], dict[int, tuple[str, float]]] = defaultdict(dict)
    for relation in parsed.doc._.reading.relations:
        if relation.subject.kind != "trigger":
            continue
        parts = found[relation.subject.start, relation.subject.end]
        for number in parsed.standing_for(relation.object):
            if relation.score > parts.get(number, ("", 0.0))[1]:
                parts[number] = (relation.type, relation.score)
    return found


def _fits(parsed: Parsed, role: str, number: int) -> bool:
    kind = parsed.kind(number)
    if kind is Kind.PLACE and not any(name.text in COUNTRIES for name in parsed.clusters[number].names):
        return False
    return kind in _PARTIES[role]


def _draft(parsed: Parsed, reading: TriggerReading, family: str, parties: tuple[tuple[str, int], ...]) -> Draft:
    trigger = parsed.doc[reading.words.start : reading.words.end].root
    return Draft(
        family=family,
        kind=reading.kind,
        parties=parties,
        trigger=trigger,
        stance=_stance(parsed, trigger, reading, family),
        when=event_date(parsed, trigger),
        confidence=round(min(reading.score, 0.95) * reference_factor(parsed, parties, trigger), 2),
        definite=is_definite(trigger),
    )


def _stance(parsed: Parsed, trigger: Token, reading: TriggerReading, family: str) -> Stance:
    """The stance by rule for who says it, by the encoder for the state; a doubtful state is left to the rules."""
    usual = Status.ACTIVE if family in {"Partnership", "Controversy"} else Status.ANNOUNCED
    found = stance(parsed, trigger, usual=usual, is_dispute=family == "Controversy")
    if reading.status_score < STATUS_THRESHOLD:
        return found
    status = Status(reading.status)
    return replace(
        found,
        status=status,
        polarity=Polarity.NEGATED if status is Status.DENIED else Polarity.AFFIRMED,
        modality=_MODALITIES.get(status, Modality.ASSERTED),
    )
