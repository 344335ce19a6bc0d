"""What the first page and the lists show: counts, recent events with a sentence each, articles, finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ontology import terms
from server import queries
from server.graph import family_of, leading_kind, local
from server.things import Link, kinds_of
from server.wording import moment, plural, spoken, when

if TYPE_CHECKING:
    from server.graph import Graph, Row

FAMILIES = {
    "partnership": ("Partnerships", (terms.PARTNERSHIP,)),
    "controversy": ("Controversies", (terms.CONTROVERSY,)),
    "deal": ("Deals", (terms.ACQUISITION, terms.MERGER, terms.INVESTMENT)),
}
"""Family → its heading and its classes."""

_COUNTED = (
    ("organization", ("Organization",)),
    ("person", ("Person",)),
    ("partnership", ("Partnership",)),
    ("controversy", ("Controversy",)),
    ("deal", ("Acquisition", "Merger", "Investment")),
    ("role", ("Role",)),
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the word for what it counts."""

    number: int
    word: str


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list."""

    headline: str
    path: str
    published: str
    url: str


@dataclass(frozen=True, slots=True)
class Recent:
    """An event with the sentence that proves it best."""

    link: Link
    kind: str
    status: str
    when: str
    sources: int
    sentence: str
    sentence_path: str
    headline: str
    published: str
    moment: str


def counts(graph: Graph) -> tuple[Count, ...]:
    """How many of what the graph holds, articles first."""
    rows = graph.rows(queries.COUNTS)
    numbers = {local(row["kind"]): int(row["count"]) for row in rows}
    articles = int(graph.rows(queries.ARTICLE_COUNT)[0]["count"])
    counted = [("article", articles), *((w, sum(numbers.get(k, 0) for k in ks)) for w, ks in _COUNTED)]
    return tuple(Count(number, plural(word, number)) for word, number in counted)


def articles(graph: Graph, *, limit: int, offset: int = 0) -> tuple[ArticleLine, ...]:
    """The newest articles."""
    rows = graph.rows(queries.ARTICLES, limit=limit, offset=offset)
    return tuple(
        ArticleLine(row["headline"] or "Untitled article", graph.path(row["article"]), row["published"], row["url"])
        for row in rows
    )


def recent(graph: Graph, family: str, *, limit: int) -> tuple[Recent, ...]:
    """The events of one family that the newest articles tell of."""
    classes = [NamedNode(name) for name in FAMILIES[family][1]]
    rows = graph.rows(queries.EVENTS, kinds=classes, limit=limit)
    things = {row["thing"] for row in rows}
    if not things:
        return ()
    kinds = kinds_of(graph, things)
    best: dict[str, Row] = {}
    for row in graph.rows(queries.SENTENCES, things=[NamedNode(thing) for thing in sorted(things)]):
        best.setdefault(row["thing"], row)
    return tuple(_recent(graph, row, kinds[row["thing"]], best.get(row["thing"], {})) for row in rows)


def _recent(graph: Graph, row: Row, kinds: tuple[str, ...], proof: Row) -> Recent:
    return Recent(
        link=Link(row["label"], graph.path(row["thing"]), family_of(kinds)),
        kind=spoken(leading_kind(kinds)),
        status=local(row["status"]),
        when=when(row),
        sources=int(row["sources"] or 0),
        sentence=proof.get("exact", ""),
        sentence_path=graph.path(proof["evidence"]) if proof else "",
        headline=proof.get("headline", ""),
        published=proof.get("published", ""),
        moment=moment(row),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that a search found; `kind` in words."""

    link: Link
    kind: str
    sources: int


def search(graph: Graph, text: str, *, limit: int) -> tuple[Found, ...]:
    """What has these characters in one of its names, the best known first."""
    wanted = Literal(text.strip().lower())
    rows = graph.rows(queries.SEARCH, text=wanted, limit=limit)
    kinds = kinds_of(graph, {row["thing"] for row in rows})
    return tuple(
        Found(
            Link(row["label"], graph.path(row["thing"]), family_of(kinds[row["thing"]])),
            spoken(leading_kind(kinds[row["thing"]])),
            int(row["sources"]),
        )
        for row in rows
    )
