"""Extraction → Reading: chains become entities and events with keys. A pure function of the extraction.

Keys carry identity across articles, so they are made of nothing but names: an entity's of its kind and name, a
role's of holder, organization and title, an event's of its family and the parties that make it what it is (and
the year, for controversies: the same two sides meet again; and what kind of case it is, where nobody is known to
bring it). A party that is a unit of another one counts as
its parent there, so "NBA China" and "the NBA" have one partnership with a third party, not two.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.identity import bounded, short
from kg.records import (
    EVENT_FAMILIES,
    Claim,
    Entity,
    Event,
    Modality,
    Polarity,
    Reading,
    Role,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.records import Chain, ClaimMention, Extraction, Kind, Span, Subject

_DIGEST = 12
_MENTION_CONFIDENCE = 0.9
_TITLES = {
    "ceo": "chief executive officer",
    "chief executive": "chief executive officer",
    "cfo": "chief financial officer",
    "chief finance officer": "chief financial officer",
    "cto": "chief technology officer",
    "coo": "chief operating officer",
    "cmo": "chief marketing officer",
    "cio": "chief information officer",
    "cofounder": "co-founder",
    "vp": "vice president",
    "vice-president": "vice president",
}
_IDENTIFYING = {
    "Partnership": ("partner",),
    "Merger": ("participant",),
    "Acquisition": ("acquired", "acquirer"),
    "Investment": ("investee", "investor"),
    "Controversy": ("accused", "accuser"),
    "Event": ("participant",),
}
_AT_LAW = frozenset({"LegalDispute", "RegulatoryAction"})
_CALLED_BACK = frozenset({"ProductRecall"})
_OF_THE_PUBLIC = frozenset({"Protest", "Boycott"})
_BREACH = re.compile(r"breach|hack|leak|cyber|ransom|st[eo]l(?:e|en|ing)|theft", re.IGNORECASE)


def slug(name: str) -> str:
    """The name as part of an IRI: letters and digits of any script, lower case, accents off, joined by hyphens."""
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
        if not unicodedata.combining(c)
    )
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", plain.replace("'", "").replace("’", "")))
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    return "-".join(words) or hashlib.sha256(name.encode()).hexdigest()[:_DIGEST]


def entity_key(kind: Kind, name: str) -> str:
    """The key of an entity: `id/organization/ant-group`."""
    return f"id/{kind.value.lower()}/{slug(name)}"


def role_title(title: str) -> str:
    """The title with its usual abbreviations written out: "CEO" → "chief executive officer"."""
    return _TITLES.get(title.lower(), title)


def resolve(extraction: Extraction) -> Reading:
    """What the article says, on entities, events and roles with keys."""
    keys = [entity_key(c.kind, c.name) for c in extraction.chains]
    entities = _entities(keys, extraction.chains)
    naming = _Naming(
        extraction,
        keys,
        {e.key: e.name for e in entities},
        _parents(keys, {e.key: e for e in entities}, extraction.claims),
    )
    told = [(_event(naming, claims), claims) for claims in _by_event(extraction.claims).values()]
    held = [(_role(c, keys), c) for c in extraction.claims if c.kind == "Role"]
    events = _one_per_key(event for event, _ in told)
    roles = {role.key: role for role, _ in held}
    claims = [
        *_mentions(extraction, keys),
        *(_claim(claim, keys, event) for event, claims in told for claim in claims),
        *(_claim(claim, keys, role) for role, claim in held),
        *(_claim(c, keys, None) for c in extraction.claims if c.event is None and c.kind != "Role"),
    ]
    return Reading(
        extraction.article,
        entities,
        tuple(events[k] for k in sorted(events)),
        tuple(roles[k] for k in sorted(roles)),
        _keyed(extraction, claims),
        _statements(extraction, keys),
    )


def _entities(keys: Sequence[str], chains: Sequence[Chain]) -> tuple[Entity, ...]:
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Kind] = {}
    for key, chain in zip(keys, chains, strict=True):
        kinds[key] = chain.kind
        names[key][chain.name] += len(chain.mentions)
        names[key].update(dict.fromkeys(chain.aliases, 0))
    found = []
    for key in sorted(names):
        best = min(names[key], key=lambda n: (-names[key][n], -len(n), n))
        found.append(Entity(key, kinds[key], best, tuple(sorted(set(names[key]) - {best}))))
    return tuple(found)


def _parents(keys: Sequence[str], names: Mapping[str, Entity], claims: Iterable[ClaimMention]) -> dict[str, str]:
    """Unit → parent, where the unit's name starts with its parent's."""
    found: dict[str, str] = {}
    for claim in claims:
        if claim.kind == "partOf":
            parties = dict(claim.parties)
            unit, parent = keys[parties["subject"]], keys[parties["object"]]
            starts = tuple(f"{slug(name)}-" for name in (names[parent].name, *names[parent].aliases))
            if unit.rsplit("/", 1)[-1].startswith(starts):
                found[unit] = parent
    return found


def _one_per_key(events: Iterable[Event]) -> dict[str, Event]:
    """The events by key; where two turn out to have one key, one event with the parties of both."""
    found: dict[str, Event] = {}
    for event in events:
        known = found.get(event.key, event)
        kinds = tuple(sorted({*known.kinds, *event.kinds}))
        parties = _parties({*known.parties, *event.parties})
        found[event.key] = Event(event.key, kinds, min(known.label, event.label), parties)
    return found


def _by_event(claims: Iterable[ClaimMention]) -> dict[int, list[ClaimMention]]:
    found: defaultdict[int, list[ClaimMention]] = defaultdict(list)
    for claim in claims:
        if claim.event is not None:
            found[claim.event].append(claim)
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Naming:
    """What the key and the label of an event are made from."""

    extraction: Extraction
    keys: Sequence[str]
    names: Mapping[str, str]
    parents: Mapping[str, str]

    def short(self, key: str) -> str:
        """The party as part of a key: its parent's where it is a unit."""
        return short(self.parents.get(key, key))


def _parties(found: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Who has which part; who blames or is blamed in a dispute is not affected by it as well."""
    blamed = {key for role, key in found if role in {"accused", "accuser"}}
    return tuple(sorted((role, key) for role, key in found if role != "affected" or key not in blamed))


def _event(naming: _Naming, told: Sequence[ClaimMention]) -> Event:
    """The event that claims of one article tell of; the most specific of their classes."""
    told = [c for c in told if c.kind in EVENT_FAMILIES]  # the others say what a deal is about
    family = min(EVENT_FAMILIES[c.kind] for c in told)  # a purchase that is also called a merger is a purchase
    told = [c for c in told if EVENT_FAMILIES[c.kind] == family]
    parties = _parties({(role, naming.keys[n]) for claim in told for role, n in claim.parties})
    kinds = {c.kind for c in told if c.parties}
    kinds = (kinds - {family}) or kinds
    title = min((c.title for c in told if c.title), key=lambda t: (-len(t), t), default="")
    roles = _IDENTIFYING[family]
    parts = [family.lower(), *([slug(title)] if title else [])]
    for role in roles:
        parts += sorted({naming.short(key) for r, key in parties if r == role})
    if family == "Controversy":
        if not any(r in roles for r, _ in parties):
            parts += sorted({naming.short(key) for _, key in parties})
        is_brought = any(r == "accuser" for r, _ in parties)
        case = "" if is_brought else _case(kinds, [c.trigger.of(naming.extraction.article.text) for c in told])
        parts.append(_year(naming.extraction, told) + case)
    label = _label(kinds, parties, naming.names, title)
    return Event(bounded("id/event/" + "--".join(parts)), tuple(sorted(kinds)), label, parties)


def _case(kinds: set[str], words: Iterable[str]) -> str:
    """What kind of case it is, as the end of a key; "" for one before a court or authority, or of no plain kind.

    Articles class one and the same case differently, so only what is never one case is told apart.

    Args:
        kinds: the classes that the article gives it.
        words: the words that tell of it.
    """
    if kinds & _AT_LAW:
        return ""
    if kinds & _CALLED_BACK:
        return "-recall"
    if kinds & _OF_THE_PUBLIC:
        return "-protest"
    return "-breach" if any(_BREACH.search(word) for word in words) else ""


def _year(extraction: Extraction, told: Sequence[ClaimMention]) -> str:
    """The year of the event: of its most precise date, else of the publication."""
    dates = [c.when for c in told if c.when is not None]
    if dates:
        return str(min(dates, key=lambda w: (w.latest - w.earliest, w.earliest)).earliest.year)
    published = extraction.article.published
    return str(published.year) if published else "undated"


def _label(kinds: Iterable[str], parties: Sequence[tuple[str, str]], names: Mapping[str, str], title: str) -> str:
    """For people: "Partnership of Ant Group and NBA", "Legal dispute: Epic Games against Apple"."""

    def of(*roles: str) -> str:
        return " and ".join(dict.fromkeys(names[k] for r, k in parties if r in roles))

    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", min(kinds)).capitalize()
    if title:
        return f"{of('participant')}: {title}"
    if sides := of("partner", "participant"):
        return f"{kind} of {sides}"
    if bought := of("acquired"):
        return f"{kind} of {bought} by {of('acquirer')}"
    if funded := of("investee"):
        return f"{kind} of {of('investor')} in {funded}"
    if accused := of("accused"):
        accuser = of("accuser")
        return f"{kind}: {accuser} against {accused}" if accuser else f"{kind}: {accused}"
    return f"{kind}: {of('affected')}"


def _role(claim: ClaimMention, keys: Sequence[str]) -> Role:
    parties = dict(claim.parties)
    holder, organization = keys[parties["holder"]], keys[parties["organization"]]
    title = role_title(claim.title)
    key = f"id/role/{short(holder).removeprefix('person_')}--{short(organization)}--{slug(title)}"
    return Role(bounded(key), holder, title, organization)


def _mentions(extraction: Extraction, keys: Sequence[str]) -> list[Claim]:
    """One claim per entity: that the article talks of it, proved by the sentence that names it first."""
    first: dict[str, Span] = {}
    for key, chain in zip(keys, extraction.chains, strict=True):
        named = next(m for m in chain.mentions if m.is_name)
        first[key] = min(first.get(key, named.sentence), named.sentence)
    return [
        Claim("", key, Polarity.AFFIRMED, Modality.ASSERTED, _MENTION_CONFIDENCE, (span,))
        for key, span in sorted(first.items())
    ]


def _claim(claim: ClaimMention, keys: Sequence[str], about: Subject | None) -> Claim:
    """The claim on keys, its own key still missing; `about` is None for a relation between two entities."""
    is_property = about is None or (isinstance(about, Event) and claim.kind not in EVENT_FAMILIES)
    parties = dict(claim.parties) if is_property else {}
    object_ = parties.get("object")
    stance = claim.stance
    return Claim(
        key="",
        about=keys[parties["subject"]] if about is None else about.key,
        polarity=stance.polarity,
        modality=stance.modality,
        confidence=claim.confidence,
        evidence=tuple(sorted({claim.evidence, *claim.beside})),
        status=stance.status,
        role_status=claim.role_status,
        attributed_to=None if stance.attributed_to is None else keys[stance.attributed_to],
        when=claim.when,
        predicate=claim.kind if is_property else None,
        object=None if object_ is None else keys[object_],
        literal=claim.literal,
    )


def _keyed(extraction: Extraction, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims with keys made of what they say, so that a change elsewhere in the article leaves them alone."""
    article, seen, found = extraction.article, Counter[str](), []
    for claim in sorted(claims, key=_content):
        words = [span.of(article.text) for span in claim.evidence]
        value = claim.literal or claim.object
        digest = _digest(claim.about, claim.predicate, value, claim.status, claim.role_status, *words)
        seen[digest] += 1
        number = "" if seen[digest] == 1 else f"-{seen[digest]}"
        found.append(replace(claim, key=f"article/{article.id}#claim-{digest}{number}"))
    return tuple(sorted(found, key=lambda c: c.key))


def _content(claim: Claim) -> tuple[str, ...]:
    """A total order of claims that depends on nothing but what they say."""
    return tuple(map(str, (claim.about, claim.evidence, claim.predicate, claim.object, claim)))


def _digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:_DIGEST]


def _statements(extraction: Extraction, keys: Sequence[str]) -> tuple[Statement, ...]:
    article, found = extraction.article, {}
    for quotation in extraction.quotations:
        digest = _digest(keys[quotation.speaker], quotation.words.of(article.text))
        key = f"article/{article.id}#statement-{digest}"
        found[key] = Statement(key, keys[quotation.speaker], quotation.words, quotation.evidence)
    return tuple(found[k] for k in sorted(found))
