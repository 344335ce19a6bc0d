"""What the graph can offer Wikidata: partnerships, roles and parents between linked entities, with their sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Final

from kg.wikidata.links import rows, ties
from kg.wikidata.quickstatements import UNKNOWN, Reference, Statement
from kg.wikidata.tables import is_employment, office_of, position_of, publication_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.store import Store
    from kg.wikidata.links import Tie

THRESHOLD: Final = 0.95
"""How sure both links must be, unless said otherwise."""
MOST_REFERENCES: Final = 3
"""For one statement; the earliest articles."""

_PARTNERSHIP_WITH, _EMPLOYER, _POSITION, _PARENT, _SUBSIDIARY = "P2652", "P108", "P39", "P749", "P355"
_BEGAN, _ENDED = "P580", "P582"
_DAY = len("2024-05-17")
_FIRM: Final = ("affirmed", "asserted")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not offered: its name, and why."""

    label: str
    reason: str


@dataclass(slots=True)
class Offers:
    """What is offered, and what is not."""

    statements: list[Statement] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim that says firmly that something is so."""

    url: str
    published: str
    status: str
    date: str
    predicate: str
    object: str
    read: str


def offers(store: Store, *, threshold: float = THRESHOLD, sources: int = 1) -> Offers:
    """The statements that follow from the facts, sorted by subject, property and value.

    What is denied, rumoured, only announced or suspended is never offered, nor what ended on an unknown day.

    Args:
        store: the graph.
        threshold: how sure the links of both sides must be.
        sources: how many independent articles must say so.
    """
    found = Offers()
    collecting = _Collecting(store, ties(store), threshold, sources, found)
    for each in (*_partnerships(store), *_roles(store), *_parents(store)):
        collecting.add(each)
    found.statements.sort(key=lambda each: (each.subject, each.predicate, each.value, each.qualifiers, each.key))
    found.left_out.sort(key=lambda each: (each.label, each.reason))
    return found


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact of the graph on two entities, before it is known what of it can be offered.

    Attributes:
        kind: "partnership", "role" or "parent".
        key: the IRI of the event, role or entity.
        label: for people.
        pair: the IRIs of the two: partners, holder and organization, unit and parent.
        sources: how many independent articles know it.
        status: of the event or role.
        date: of the event.
        title: of the role.
    """

    kind: str
    key: str
    label: str
    pair: tuple[str, str]
    sources: int
    status: str = ""
    date: str = ""
    title: str = ""


class _Collecting:
    """Turns facts into statements, and keeps the reason where it cannot."""

    def __init__(self, store: Store, linked: Mapping[str, Tie], threshold: float, sources: int, found: Offers) -> None:
        self._store, self._linked, self._found = store, linked, found
        self._threshold, self._sources = threshold, sources
        self._claims: dict[str, list[_Told]] = {}

    def add(self, fact: _Fact) -> None:
        sides = [self._linked.get(iri) for iri in fact.pair]
        reason = self._reason(fact, sides)
        one, other = sides
        if reason or one is None or other is None:
            self._found.left_out.append(LeftOut(fact.label, reason))
            return
        claims = self._supporting(fact)
        references = _references(claims)
        if not references:
            self._found.left_out.append(LeftOut(fact.label, "no article with an address says so firmly"))
            return
        if fact.status == "ended" and not _date_of(claims, "ended"):
            self._found.left_out.append(LeftOut(fact.label, "it ended, and nobody says when"))
            return
        self._found.statements += _statements(fact, (one, other), claims, references)

    def _reason(self, fact: _Fact, sides: Sequence[Tie | None]) -> str:
        if fact.kind == "partnership" and fact.status not in ("active", "ended"):
            return f"it is {fact.status}"
        if fact.sources < self._sources:
            return "too few articles know it"
        if None in sides:
            return "not both are linked"
        if len({side.item for side in sides if side is not None}) == 1:
            return "both are linked to one item"
        if any(side.score < self._threshold for side in sides if side is not None):
            return "a link is below the threshold"
        if fact.kind == "role" and not office_of(fact.title) and not is_employment(fact.title):
            return "Wikidata has no property for the title"
        return ""

    def _supporting(self, fact: _Fact) -> list[_Told]:
        if fact.key not in self._claims:
            self._claims[fact.key] = list(_claims(self._store, fact.key))
        told = self._claims[fact.key]
        if fact.kind == "parent":
            return [each for each in told if (each.predicate, each.object) == ("partOf", fact.pair[1])]
        return [each for each in told if not each.predicate]


def _statements(
    fact: _Fact, sides: tuple[Tie, Tie], claims: Sequence[_Told], references: tuple[Reference, ...]
) -> Iterator[Statement]:
    def said(subject: Tie, predicate: str, value: Tie, *qualifiers: tuple[str, str]) -> Statement:
        labels = (subject.label, value.label)
        return Statement(subject.item, predicate, value.item, qualifiers, references, labels, fact.key)

    one, other = sides
    if fact.kind == "partnership":
        ended = _date_of(claims, "ended") if fact.status == "ended" else ""
        dates = [(name, value) for name, value in ((_BEGAN, fact.date), (_ENDED, ended)) if value]
        yield from (said(a, _PARTNERSHIP_WITH, b, *dates) for a, b in permutations(sides))
    elif fact.kind == "parent":
        yield said(one, _PARENT, other)
        yield said(other, _SUBSIDIARY, one)
    else:
        dates = _term(fact, claims)
        if office := office_of(fact.title):
            yield said(other, office, one, *dates)
        if is_employment(fact.title):
            position = position_of(fact.title)
            yield said(one, _EMPLOYER, other, *([(_POSITION, position)] if position else []), *dates)


def _term(fact: _Fact, claims: Sequence[_Told]) -> list[tuple[str, str]]:
    """When a role was taken and left; one that is over without a date ended on a day that is not known."""
    began = _date_of(claims, "current")
    ended = (_date_of(claims, "former") or UNKNOWN) if fact.status == "former" else ""
    return [(name, value) for name, value in ((_BEGAN, began), (_ENDED, ended)) if value]


def _date_of(claims: Iterable[_Told], status: str) -> str:
    """The date that the most claims of this status give; of these the most precise, then the earliest."""
    dates = [each.date for each in claims if each.status == status and each.date]
    return min(dates, key=lambda each: (-dates.count(each), -len(each), each), default="")


def _references(claims: Iterable[_Told]) -> tuple[Reference, ...]:
    articles = {each.url: each.read for each in sorted(claims, key=lambda each: (each.published, each.url))}
    web = [(url, read) for url, read in articles.items() if url.startswith(("http://", "https://"))]
    return tuple(Reference(url, publication_of(url), read) for url, read in web[:MOST_REFERENCES])


def _claims(store: Store, key: str) -> Iterator[_Told]:
    """What articles with an address say firmly of an event, role or entity."""
    for row in rows(store, _CLAIMS.replace("$subject", f"<{key}>")):
        if (_local(row["polarity"]), _local(row["modality"])) == _FIRM:
            yield _Told(
                row["url"],
                row.get("published", ""),
                _local(row.get("status", row.get("roleStatus", ""))),
                row.get("date", ""),
                _local(row.get("predicate", "")),
                row.get("object", ""),
                row.get("read", "")[:_DAY],
            )


def _partnerships(store: Store) -> Iterator[_Fact]:
    partners: dict[str, set[str]] = defaultdict(set)
    events: dict[str, dict[str, str]] = {}
    for row in rows(store, _PARTNERSHIPS):
        events[row["event"]] = row
        partners[row["event"]].add(row["partner"])
    for event, row in events.items():
        for pair in combinations(sorted(partners[event]), 2):
            status, date = _local(row["status"]), row.get("date", "")
            yield _Fact("partnership", event, row["label"], pair, int(row["sources"]), status, date)


def _roles(store: Store) -> Iterator[_Fact]:
    for row in rows(store, _ROLES):
        label = f"{row['holderLabel']}, {row['title']} of {row['organizationLabel']}"
        pair, status = (row["holder"], row["organization"]), _local(row["status"])
        yield _Fact("role", row["role"], label, pair, int(row["sources"]), status, title=row["title"])


def _parents(store: Store) -> Iterator[_Fact]:
    for row in rows(store, _PARENTS):
        label = f"{row['unitLabel']}, part of {row['parentLabel']}"
        yield _Fact("parent", row["unit"], label, (row["unit"], row["parent"]), int(row["sources"]))


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


_PARTNERSHIPS = """
SELECT ?event ?label ?partner ?status ?date ?sources WHERE {
  ?event a ng:Partnership ; rdfs:label ?label ; ng:partner ?partner ; ng:status ?status ; ng:sourceCount ?sources .
  ?partner a ng:Organization
  OPTIONAL { ?event ng:date ?date }
}"""

_ROLES = """
SELECT ?role ?holder ?holderLabel ?organization ?organizationLabel ?title ?status ?sources WHERE {
  ?role a ng:Role ; ng:holder ?holder ; ng:organization ?organization ; ng:roleTitle ?title ; ng:roleStatus ?status ;
        ng:sourceCount ?sources .
  ?holder a ng:Person ; rdfs:label ?holderLabel .
  ?organization a ng:Organization ; rdfs:label ?organizationLabel
}"""

_PARENTS = """
SELECT ?unit ?unitLabel ?parent ?parentLabel (COUNT(DISTINCT ?text) AS ?sources) WHERE {
  ?unit ng:partOf ?parent ; a ng:Organization ; rdfs:label ?unitLabel ; ng:supportedBy ?claim .
  ?parent a ng:Organization ; rdfs:label ?parentLabel
  GRAPH ?graph {
    ?claim rdf:predicate ng:partOf ; rdf:object ?parent ; ng:evidence/oa:hasSource/ng:textHash ?text
  }
} GROUP BY ?unit ?unitLabel ?parent ?parentLabel"""

_CLAIMS = """
SELECT DISTINCT ?claim ?polarity ?modality ?status ?roleStatus ?date ?predicate ?object ?url ?published ?read WHERE {
  $subject ng:supportedBy ?claim
  GRAPH ?graph {
    ?claim ng:polarity ?polarity ; ng:modality ?modality ; ng:evidence/oa:hasSource ?article .
    ?article schema:url ?url
    OPTIONAL { ?article schema:datePublished ?published }
    OPTIONAL { ?claim ng:claimedStatus ?status }
    OPTIONAL { ?claim ng:roleStatus ?roleStatus }
    OPTIONAL { ?claim ng:date ?date }
    OPTIONAL { ?claim rdf:predicate ?predicate }
    OPTIONAL { ?claim rdf:object ?object }
  }
  OPTIONAL { GRAPH ?past {
    ?revision a ng:Revision ; prov:specializationOf ?article ; prov:generatedAtTime ?read
    FILTER NOT EXISTS { ?revision prov:invalidatedAtTime ?end }
  } }
} ORDER BY ?published ?claim ?read"""
