"""What the page of an entity, event or role shows: its facts, what it takes part in, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.why import explain
from ontology import terms
from ontology.terms import INVERSE_LABELS
from server import queries
from server.graph import family_of, leading_kind, local
from server.wording import day, moment, spoken, when

if TYPE_CHECKING:
    from kg.why import Explanation, Support
    from server.graph import Graph, Row

_DATES = ("date", "startDate", "endDate", "foundedDate")
_PARTIES = {"partner", "accuser", "acquirer", "investor", "investee"}
_NOT_SHOWN = {"participant", "altLabel", "label", "roleTitle", "exactMatch", "closeMatch", *_DATES}


@dataclass(frozen=True, slots=True)
class Link:
    """Something to click; `path` is "" for plain text."""

    text: str
    path: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A line of the fact sheet; `countable` where several values want the name in the plural."""

    name: str
    values: tuple[Link, ...]
    countable: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in somebody's timeline.

    Attributes:
        link: its label and page.
        kind: its most specific class, in words.
        parts: what the subject of the page is in it.
        status: "" where unknown.
        when: in words, "" where unknown.
    """

    link: Link
    kind: str
    parts: tuple[str, ...]
    status: str
    when: str


@dataclass(frozen=True, slots=True)
class RoleLine:
    """Who is what, where."""

    role: Link
    holder: Link
    organization: Link | None
    status: str
    when: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that proves a claim; `path` leads to it in its article."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One claim in people's words.

    Attributes:
        says: "part of Ant Group", "" for a mere mention or an event.
        tags: what qualifies it: denied, planned, a rumour, its date, who says so.
        passages: its sentences.
    """

    says: str
    tags: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One article with its claims about the subject."""

    headline: str
    path: str
    published: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the subject of the page, with the place in the article where they stand."""

    words: str
    path: str
    headline: str
    published: str


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity, event or role, ready to be drawn."""

    iri: str
    label: str
    kind: str
    family: str
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]
    status: str
    when: str
    source_count: int
    properties: tuple[Property, ...]
    happenings: tuple[Happening, ...]
    roles: tuple[RoleLine, ...]
    quotes: tuple[Quote, ...]
    sources: tuple[Source, ...]


def read_thing(graph: Graph, iri: str) -> Thing:
    """Everything that the page of this resource shows.

    Raises:
        NotFound: the facts do not have it; the message names what is near.
    """
    found = explain(graph.store, iri, base=graph.settings.base)
    values = {each.name: each.value for each in found.properties}
    dates = {"date": values.get("date", ""), "start": values.get("startDate", "")}
    return Thing(
        iri=iri,
        label=_label(found),
        kind=spoken(leading_kind(found.kinds)),
        family=family_of(found.kinds),
        kinds=tuple(spoken(kind) for kind in found.kinds),
        aliases=tuple(each.value for each in found.properties if each.name == "altLabel"),
        status=found.status,
        when=when(dates | {"end": values.get("endDate", "")}),
        source_count=found.source_count,
        properties=(*_properties(graph, found), *_inverses(graph, iri)),
        happenings=_happenings(graph, iri),
        roles=_roles(graph, iri),
        quotes=_quotes(graph, iri),
        sources=_sources(graph, found.claims),
    )


def _label(found: Explanation) -> str:
    """A role has no label of its own: its title, holder and organization make one."""
    named = {each.name: each.label for each in found.properties}
    if "holder" not in named:
        return found.label
    where = f" of {named['organization']}" if "organization" in named else ""
    return f"{named['holder']}, {named.get('roleTitle', 'role')}{where}"


def _properties(graph: Graph, found: Explanation) -> tuple[Property, ...]:
    """Its facts but for those that the page shows elsewhere; one line a property."""
    shown = [each for each in found.properties if each.name not in _NOT_SHOWN]
    lines = [
        Property(
            spoken(name),
            tuple(_value_link(graph, each.value, each.label) for each in group),
            countable=name in _PARTIES,
        )
        for name, group in groupby(shown, key=lambda each: each.name)
    ]
    founded = next((each.value for each in found.properties if each.name == "foundedDate"), "")
    stages = tuple(
        Link(f"{each.status} {day(each.date) if '/' not in each.date else each.date}".strip()) for each in found.stages
    )
    history = [Property("history", stages)] if len(stages) > 1 else []
    return (*lines, *([Property("founded", (Link(day(founded)),))] if founded else []), *history)


def _value_link(graph: Graph, value: str, label: str) -> Link:
    return Link(label, graph.path(value)) if value.startswith(graph.settings.base) else Link(label)


def _inverses(graph: Graph, iri: str) -> tuple[Property, ...]:
    properties = [NamedNode(terms.NG + name) for name in INVERSE_LABELS]
    rows = graph.rows(queries.INVERSES, subject=NamedNode(iri), properties=properties)
    return tuple(
        Property(
            terms.INVERSE_LABELS[local(name)], tuple(Link(row["label"], graph.path(row["other"])) for row in group)
        )
        for name, group in groupby(rows, key=lambda row: row["property"])
    )


def _happenings(graph: Graph, iri: str) -> tuple[Happening, ...]:
    """The events that it takes part in, in the order of time; those without a date come last."""
    rows = graph.rows(queries.EVENTS_OF, subject=NamedNode(iri))
    kinds = kinds_of(graph, {row["thing"] for row in rows})
    found = []
    for thing, group in groupby(rows, key=lambda row: row["thing"]):
        lines = list(group)
        found.append((moment(lines[0]) or "9999", _happening(graph, thing, lines, kinds.get(thing, ()))))
    return tuple(happening for _, happening in sorted(found, key=lambda pair: (pair[0], pair[1].link.text)))


def _happening(graph: Graph, thing: str, rows: list[Row], kinds: tuple[str, ...]) -> Happening:
    names = {local(row["part"]) for row in rows}
    parts = names - {above for name in names for above in terms.SUPERPROPERTIES.get(name, ())}
    return Happening(
        link=Link(rows[0]["label"], graph.path(thing), family_of(kinds)),
        kind=spoken(leading_kind(kinds)),
        parts=tuple(spoken(part) for part in sorted(parts)),
        status=local(rows[0]["status"]),
        when=when(rows[0]),
    )


def kinds_of(graph: Graph, things: set[str]) -> dict[str, tuple[str, ...]]:
    """Each thing's classes."""
    if not things:
        return {}
    rows = graph.rows(queries.KINDS, things=[NamedNode(thing) for thing in sorted(things)])
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row["thing"]] = (*found.get(row["thing"], ()), row["kind"])
    return found


def _roles(graph: Graph, iri: str) -> tuple[RoleLine, ...]:
    rows = graph.rows(queries.ROLES_OF, subject=NamedNode(iri))
    return tuple(
        RoleLine(
            role=Link(row["title"], graph.path(row["role"])),
            holder=Link(row["holderLabel"] or row["holder"], graph.path(row["holder"])),
            organization=Link(row["organizationLabel"], graph.path(row["organization"]))
            if row["organization"]
            else None,
            status=local(row["status"]),
            when=when(row),
        )
        for row in rows
    )


def _quotes(graph: Graph, iri: str) -> tuple[Quote, ...]:
    rows = graph.rows(queries.STATEMENTS_OF, subject=NamedNode(iri))
    return tuple(
        Quote(row["words"], graph.path(row["evidence"]), row["headline"] or "untitled", row["published"])
        for row in rows
    )


def _sources(graph: Graph, claims: tuple[Support, ...]) -> tuple[Source, ...]:
    grouped = groupby(claims, key=lambda claim: claim.source)
    return tuple(
        Source(
            headline=source.headline or "untitled article",
            path=graph.path(source.iri),
            published=source.published,
            proofs=tuple(_proof(graph, claim) for claim in group),
        )
        for source, group in grouped
    )


def _proof(graph: Graph, claim: Support) -> Proof:
    return Proof(
        says=_says(claim.says),
        tags=tags(
            polarity=claim.polarity,
            modality=claim.modality,
            status=claim.status,
            when=day(claim.date) if "/" not in claim.date else " to ".join(map(day, claim.date.split("/"))),
            speaker=claim.speaker,
        ),
        passages=tuple(Passage(each.text, graph.path(each.iri)) for each in claim.passages),
    )


def _says(stated: str) -> str:
    name, _, value = stated.partition(" ")
    return f"{spoken(name)} {value}".strip()


def tags(*, polarity: str, modality: str, status: str, when: str, speaker: str) -> tuple[str, ...]:
    """What qualifies a claim, in words; nothing for a plain assertion."""
    words = (
        "negated" if polarity == "negated" else "",
        {"planned": "planned", "rumour": "rumour"}.get(modality, ""),
        status,
        when,
        f"says {speaker}" if speaker else "",
    )
    return tuple(dict.fromkeys(word for word in words if word))
