"""The store as it was at a moment: a copy that is turned back, change by change, to what was known then."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import NotFound
from kg.facts import curated
from kg.facts.history import CONTENT, history_graph, restored
from kg.facts.moments import ENDED, at_of, moment
from kg.facts.update import Update
from kg.map import graph_name, key_of
from kg.store import Change, Store, sorted_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pyoxigraph import Quad

    from kg.facts.curated import Decision
    from kg.settings import Settings

_AT_ONCE: Final = 500


@contextmanager
def as_of(store: Store, at: datetime, *, settings: Settings) -> Iterator[Store]:
    """A store of its own that holds what this one held at a moment; gone when the block ends.

    It costs a copy by hard links, and the time of what changed since then.

    Raises:
        NotFound: the history no longer keeps what an article said then.
    """
    with TemporaryDirectory(prefix="newsgraph-") as folder:
        path = Path(folder) / "store"
        store.backup(path)
        with Store(path, create=False) as copy:
            _turn_back(copy, at, settings)
            yield copy


def _turn_back(store: Store, at: datetime, settings: Settings) -> None:
    base = settings.base
    with store.writing():
        then = _decisions(store, at, base)
        now = curated.decisions(store, base=base)
        if then != now:
            _decide(store, now, then, settings)
        articles = _articles(store, at, base)
        while some := dict(islice(articles, _AT_ONCE)):
            Update(store, settings, some).apply()
        store.update(_FORGET.substitute(history=history_graph(base), at=moment(at)))


def _decide(store: Store, now: list[Decision], then: list[Decision], settings: Settings) -> None:
    """Exchange the decisions in force, and let the facts follow."""
    base = settings.base
    moved = [each for each in (*now, *then) if (each in now) != (each in then)]
    values = {value.value for each in moved for _, value in each.says if isinstance(value, NamedNode)}
    about = [key_of(each, base=base) for each in values if each.startswith(f"{base}id/")]
    remove = [quad for each in now for quad in curated.decision_quads(each, base=base)]
    insert = [quad for each in then for quad in curated.decision_quads(each, base=base)]
    Update(store, settings, {}, decisions=then, about=about).apply(change=Change((), tuple(remove), tuple(insert)))


def _articles(store: Store, at: datetime, base: str) -> Iterator[tuple[str, list[Quad]]]:
    """Each article that was another then, with its graph of then; empty where it was not there."""
    graph = history_graph(base)
    for article, revision in _others(store, at, base):
        if revision is None:
            yield article, []
            continue
        found = [quad.object for quad in store.quads(revision, CONTENT, graph=graph)]
        if not found or not isinstance(found[0], Literal):
            raise NotFound(
                f"What the article {article} said at {at:%Y-%m-%d %H:%M} is no longer kept: the history holds the last "
                f"revisions of an article alone, and there were more since",
            )
        yield article, restored(found[0], graph_name(article, base=base))


def _others(store: Store, at: datetime, base: str) -> Iterator[tuple[str, NamedNode | None]]:
    """Each article that was another at that moment, with the revision that was in force, None if none was."""
    with sorted_lines(_revisions(store, at, base)) as lines:
        for article, found in groupby(map(bytes.decode, lines), key=lambda line: line.partition("\t")[0]):
            revision = [line.partition("\t")[2].rstrip("\n") for line in found][-1]  # none is before any
            yield article, NamedNode(revision) if revision else None


def _revisions(store: Store, at: datetime, base: str) -> Iterator[bytes]:
    """A line for every revision that began or ended after the moment: the article, a tab, itself if it had begun."""
    rows = store.query(_SINCE.substitute(history=history_graph(base), at=moment(at)))
    if not isinstance(rows, QuerySolutions):
        raise TypeError(_SINCE.template)
    for row in rows:
        article = key_of(str(row["article"].value), base=base).removeprefix("article/")
        revision = row["revision"].value if row["hadBegun"].value == "true" else ""
        yield f"{article}\t{revision}\n".encode()


def _decisions(store: Store, at: datetime, base: str) -> list[Decision]:
    """The decisions that were in force."""
    undone = curated.decisions(store, base=base, graph=history_graph(base))
    kept = [
        each
        for each in undone
        if all(at < at_of(quad) for quad in store.quads(curated.node_of(each, base), ENDED, graph=history_graph(base)))
    ]
    found = [each for each in (*curated.decisions(store, base=base), *kept) if each.at <= at]
    return sorted(found, key=lambda each: (each.at, each.key))


_SINCE = Template("""
SELECT ?article ?revision (?began <= $at AS ?hadBegun) WHERE { GRAPH $history {
  ?revision a ng:Revision ; prov:specializationOf ?article ; prov:generatedAtTime ?began
  OPTIONAL { ?revision prov:invalidatedAtTime ?ended }
  FILTER (?began > $at || (BOUND(?ended) && ?ended > $at))
} }""")
"""Every revision that began or ended after the moment."""

_FORGET = Template("""
DELETE { GRAPH $history { ?what ?property ?value } } WHERE { GRAPH $history {
  ?what prov:generatedAtTime ?began ; ?property ?value FILTER (?began > $at)
} } ;
DELETE { GRAPH $history { ?what ?property ?value } } WHERE { GRAPH $history {
  ?what a ?kind ; prov:invalidatedAtTime ?ended ; ?property ?value
  FILTER (?ended > $at && ?kind != ng:Revision)
} } ;
DELETE { GRAPH $history { ?what prov:invalidatedAtTime ?ended ; ng:content ?content } } WHERE { GRAPH $history {
  ?what prov:invalidatedAtTime ?ended FILTER (?ended > $at)
  OPTIONAL { ?what ng:content ?content }
} }""")
"""Takes from the history what it was told after the moment."""
