"""What the page of an article shows: its whole text with the proof marked, and the facts beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.errors import NotFound
from kg.records import Status
from ontology import terms
from server import queries
from server.graph import family_of, leading_kind, local
from server.highlight import Mark, paragraphs
from server.things import Link, tags
from server.wording import spoken, when

if TYPE_CHECKING:
    from server.graph import Graph, Row
    from server.highlight import Paragraph

_STRENGTH = {"": -1} | {status.value: rank for rank, status in enumerate(Status)}
_QUOTED = 90
"""Characters of a quotation that its fact shows; the text has it all."""
_ENTITIES = {name.lower() for name in terms.ENTITY_CLASSES}


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes which part in an event."""

    part: str
    link: Link


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """Something that the article says, with its places in the text.

    Attributes:
        number: counts from 1, in the order of the text.
        family: colours it.
        kind: in words.
        link: label and page.
        status: "" where the article gives none.
        parties: of an event.
        tags: what qualifies it.
        anchors: ids of its marks in the text.
        claims: ids that lead here: the fragments of the claims' own IRIs.
    """

    number: int
    family: str
    kind: str
    link: Link
    status: str
    parties: tuple[Party, ...]
    tags: tuple[str, ...]
    anchors: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article, ready to be drawn."""

    iri: str
    headline: str
    published: str
    url: str
    paragraphs: tuple[Paragraph, ...]
    rules: tuple[str, ...]
    facts: tuple[ArticleFact, ...]
    mentions: tuple[ArticleFact, ...]


def read_article(graph: Graph, article_id: str) -> ArticlePage:
    """Everything that the page of this article shows.

    Raises:
        NotFound: the store does not have it.
    """
    iri = graph.iri(f"article/{article_id}")
    bound = {"graph": NamedNode(graph.iri(f"graph/{article_id}")), "article": NamedNode(iri)}
    rows = graph.rows(queries.ARTICLE, **bound)
    if not rows:
        raise NotFound(f"There is no article {article_id!r} in the store.")
    zones = [(int(row["start"]), int(row["end"]), row["rule"]) for row in graph.rows(queries.ZONES, **bound)]
    facts, marks = _facts(graph, bound)
    return ArticlePage(
        iri=iri,
        headline=rows[0]["headline"] or "Untitled article",
        published=rows[0]["published"],
        url=rows[0]["url"],
        paragraphs=paragraphs(rows[0]["text"], marks, zones),
        rules=tuple(sorted({rule for _, _, rule in zones})),
        facts=tuple(fact for fact in facts if fact.family != "mention"),
        mentions=tuple(fact for fact in facts if fact.family == "mention"),
    )


@dataclass(slots=True)
class _Told:
    """The claims that tell one fact, while they are gathered."""

    rows: list[Row]
    kinds: tuple[str, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        return sorted({(int(row["from"]), int(row["to"])) for row in self.rows})


def _facts(graph: Graph, bound: dict[str, NamedNode]) -> tuple[list[ArticleFact], list[Mark]]:
    """The facts in the order of the text, mentions behind them, and where each is proven."""
    kinds: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in graph.rows(queries.KINDS_IN_ARTICLE, graph=bound["graph"]):
        kinds[row["thing"]] = (*kinds[row["thing"]], row["kind"])
    told: dict[tuple[str, str, str], _Told] = {}
    for row in graph.rows(queries.CLAIMS_OF_ARTICLE, graph=bound["graph"]):
        key = (row["about"], row["predicate"], row["object"])
        told.setdefault(key, _Told([], kinds[row["about"]])).rows.append(row)
    for row in graph.rows(queries.STATEMENTS_OF_ARTICLE, graph=bound["graph"]):
        told[row["statement"], "", ""] = _Told([row], ("Statement",))
    ordered = sorted(told.values(), key=lambda each: (_family(each) == "mention", each.spans))
    parties = _parties(graph, bound["graph"])
    facts = [_fact(graph, number, each, parties) for number, each in enumerate(ordered, 1)]
    marks = [
        Mark(start, end, fact.number, fact.family)
        for fact, each in zip(facts, ordered, strict=True)
        for start, end in each.spans
    ]
    return facts, marks


def _family(told: _Told) -> str:
    if told.kinds == ("Statement",):
        return "quote"
    family = family_of(told.kinds)
    if family in _ENTITIES:
        return "relation" if told.rows[0]["predicate"] else "mention"
    return family


def _fact(graph: Graph, number: int, told: _Told, parties: dict[str, tuple[Party, ...]]) -> ArticleFact:
    family, first = _family(told), told.rows[0]
    about = first.get("about", "")
    return ArticleFact(
        number=number,
        family=family,
        kind={"quote": "quotation", "relation": "relation"}.get(family, spoken(leading_kind(told.kinds))),
        link=_link(graph, family, first),
        status=max((local(row.get("status", "")) for row in told.rows), key=_STRENGTH.__getitem__),
        parties=parties.get(about, ()) if family != "mention" else (),
        tags=_tags(told.rows),
        anchors=tuple(f"char={start},{end}" for start, end in told.spans),
        claims=tuple(dict.fromkeys(_fragment(row) for row in told.rows)),
    )


def _link(graph: Graph, family: str, row: Row) -> Link:
    if family == "quote":
        words = shorten(row["words"], _QUOTED, placeholder=" …")
        return Link(f"{row['label'] or 'Somebody'}: “{words}”", graph.path(row["speaker"]))
    path = graph.path(row["about"])
    if family == "role":
        where = f", {row['organization']}" if row["organization"] else ""
        return Link(f"{row['holder']}: {row['title']}{where}", path)
    if family == "relation":
        value = row["objectLabel"] or row["object"] or row["date"]
        return Link(f"{row['label']}: {spoken(row['predicate'])} {value}", path)
    return Link(row["label"] or local(row["about"]), path)


def _tags(rows: list[Row]) -> tuple[str, ...]:
    """What qualifies the claims: every date and speaker, but a stance only where all of them share it."""
    claims = [row for row in rows if "polarity" in row]
    found: list[str] = []
    for row in claims:
        found += tags(
            polarity=_shared(claims, "polarity"),
            modality=_shared(claims, "modality"),
            status=_shared(claims, "roleStatus"),
            when=when(row),
            speaker=row["speaker"],
        )
    return tuple(dict.fromkeys(found))


def _shared(rows: list[Row], name: str) -> str:
    """The value that all rows have, "" where they differ."""
    values = {local(row[name]) for row in rows}
    return values.pop() if len(values) == 1 else ""


def _fragment(row: Row) -> str:
    return (row.get("claim") or row["statement"]).rpartition("#")[2]


def _parties(graph: Graph, name: NamedNode) -> dict[str, tuple[Party, ...]]:
    """Event → who takes which part, its narrowest."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in graph.rows(queries.PARTIES_IN_ARTICLE, graph=name):
        found[row["event"]].append(row)
    return {event: _narrowest(graph, rows) for event, rows in found.items()}


def _narrowest(graph: Graph, rows: list[Row]) -> tuple[Party, ...]:
    parts: defaultdict[str, set[str]] = defaultdict(set)
    labels = {row["party"]: row["label"] for row in rows}
    for row in rows:
        parts[row["party"]].add(local(row["part"]))
    pairs = sorted(
        (part, labels[party], party)
        for party, names in parts.items()
        for part in names - {above for name in names for above in terms.SUPERPROPERTIES.get(name, ())}
    )
    return tuple(Party(spoken(part), Link(label, graph.path(party))) for part, label, party in pairs)
