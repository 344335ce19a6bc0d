"""What the store knew and when: revisions of articles, past claims, retractions and changes of facts, as quads.

All of it stands in one named graph, `graph/history`, in words of its own (no ng:Claim, no ng:Article), so that a
query over the claims in force does not see the past. Facts and claims hold no moment: two stores that know the
same are the same, whenever they came to know it.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.facts.moments import BEGAN, ENDED, moment
from kg.map import article_iri, iri
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from kg.store import Store

    Term = NamedNode | Literal

TYPE: Final = NamedNode(f"{terms.RDF}type")
OF: Final = NamedNode(f"{terms.PROV}specializationOf")
CONTENT: Final = NamedNode(terms.CONTENT)
_LABEL, _ALIAS = NamedNode(f"{terms.RDFS}label"), NamedNode(f"{terms.SKOS}altLabel")
_TITLE, _ROLE_TITLE = NamedNode(f"{terms.DCTERMS}title"), NamedNode(terms.ROLE_TITLE)
_HEADLINE, URL = NamedNode(f"{terms.SCHEMA}headline"), NamedNode(f"{terms.SCHEMA}url")
_REVISED, _DERIVED = NamedNode(f"{terms.PROV}wasRevisionOf"), NamedNode(f"{terms.PROV}wasDerivedFrom")
_INFLUENCED = NamedNode(f"{terms.PROV}wasInfluencedBy")
_HASHES = (NamedNode(terms.TEXT_HASH), NamedNode(terms.READING_HASH))
_ABOUT, _EVIDENCE = NamedNode(terms.ABOUT), NamedNode(terms.HAS_EVIDENCE)
_SELECTOR, _EXACT = NamedNode(f"{terms.OA}hasSelector"), NamedNode(f"{terms.OA}exact")
_BOOKKEEPING = frozenset(
    {
        terms.SUPPORTED_BY,
        terms.SOURCE_COUNT,
        terms.HAS_STATE,
        terms.DISPUTED_BY,
        _ALIAS.value,
    }
)
"""What says on what a fact rests rather than what it says."""


def history_graph(base: str) -> NamedNode:
    """The named graph of what was."""
    return iri("graph/history", base=base)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a change adds to the history and takes from it, and the resource that stands for its cause."""

    cause: NamedNode
    insert: tuple[Quad, ...]
    remove: tuple[Quad, ...] = ()


class _Page:
    """Collects quads of the history graph."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.graph = history_graph(base)
        self.quads: list[Quad] = []

    def add(self, subject: NamedNode, predicate: NamedNode | str, *values: Term) -> None:
        name = NamedNode(predicate) if isinstance(predicate, str) else predicate
        self.quads += (Quad(subject, name, value, self.graph) for value in values)


# --- articles --------------------------------------------------------------------------------------------


def revised(
    store: Store, article: str, old: Sequence[Quad], new: Sequence[Quad], *, base: str, at: datetime, kept: int
) -> Recorded:
    """That an article's graph was `old`, and is `new` from a moment on; either may be empty.

    Args:
        store: with the history until now.
        article: its id.
        old: the graph that goes.
        new: the graph that comes.
        base: what every resource IRI starts with.
        at: the moment.
        kept: of how many past revisions the content stays.
    """
    page, number = _Page(base), last_revision(store, article, base=base)
    if old and not number:  # a store from before there was a history: since when is not known, so from now on
        number = 1
        _add_revision(page, article, number, old, at)
    remove: tuple[Quad, ...] = ()
    if old:
        began = [quad.object for quad in store.quads(_revision(article, number, base), BEGAN, graph=page.graph)]
        _add_past(page, _revision(article, number, base), old, new, began=[*_terms(began)] or [moment(at)], at=at)
        remove = tuple(_beyond(store, article, number - kept, base))
    if new:
        number += 1
        _add_revision(page, article, number, new, at)
    return Recorded(_revision(article, number, base), tuple(page.quads), remove)


def retracted(
    recorded: Recorded, article: str, url: Iterable[Quad], *, base: str, at: datetime, by: str, reason: str
) -> Recorded:
    """The record of an article that goes, with the tombstone that stays in its place and under its URL."""
    page = _Page(base)
    number = recorded.cause.value.rpartition("-")[2]
    node = iri(f"id/retraction/{article}-{number}", base=base)
    page.add(node, TYPE, NamedNode(terms.RETRACTION))
    page.add(node, terms.RETRACTED, article_iri(article, base=base))
    page.add(node, URL, *_terms(each.object for each in url))
    page.add(node, BEGAN, moment(at))
    page.add(node, terms.REASON, Literal(reason))
    page.add(node, terms.DECIDED_BY, Literal(by))
    page.add(node, _INFLUENCED, recorded.cause)
    return Recorded(node, (*recorded.insert, *page.quads), recorded.remove)


def last_revision(store: Store, article: str, *, base: str) -> int:
    """The number of an article's latest revision, 0 if there is none."""
    found = store.quads(None, OF, article_iri(article, base=base), history_graph(base))
    prefix = iri("id/revision/", base=base).value
    nodes = (quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))
    return max((int(node.rpartition("-")[2]) for node in nodes if node.startswith(prefix)), default=0)


def content(quads: Iterable[Quad]) -> Literal:
    """A graph as one literal: sorted N-Triples, compressed, in base64."""
    lines = serialize((Triple(quad.subject, quad.predicate, quad.object) for quad in quads), format=RdfFormat.N_TRIPLES)
    ordered = b"".join(sorted((lines or b"").splitlines(keepends=True)))
    return Literal(base64.b64encode(zlib.compress(ordered, 9)).decode())


def restored(literal: Literal, graph: NamedNode) -> list[Quad]:
    """The quads of a literal that `content` made."""
    lines = zlib.decompress(base64.b64decode(literal.value))
    return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parse(lines, format=RdfFormat.N_TRIPLES)]


def _revision(article: str, number: int, base: str) -> NamedNode:
    return iri(f"id/revision/{article}-{number}", base=base)


def _add_revision(page: _Page, article: str, number: int, quads: Sequence[Quad], at: datetime) -> None:
    node, about = _revision(article, number, page.base), article_iri(article, base=page.base)
    page.add(node, TYPE, NamedNode(terms.REVISION))
    page.add(node, OF, about)
    page.add(node, BEGAN, moment(at))
    if number > 1:
        page.add(node, _REVISED, _revision(article, number - 1, page.base))
    own = [quad for quad in quads if quad.subject == about and isinstance(quad.object, Literal)]
    for quad in own:
        if quad.predicate in _HASHES:
            page.add(node, quad.predicate, *_terms([quad.object]))
        elif quad.predicate == _HEADLINE:
            page.add(node, _TITLE, *_terms([quad.object]))


def _add_past(
    page: _Page,
    revision: NamedNode,
    old: Sequence[Quad],
    new: Sequence[Quad],
    *,
    began: Sequence[Term],
    at: datetime,
) -> None:
    """The end of a revision: what it said as a whole, and each claim that is said no more."""
    page.add(revision, ENDED, moment(at))
    page.add(revision, CONTENT, content(old))
    kept, parts = set(new), defaultdict[object, dict[NamedNode, object]](dict)
    claims: defaultdict[NamedNode, list[Quad]] = defaultdict(list)
    about = {quad.subject for quad in old if quad.predicate == _ABOUT}
    for quad in old:
        parts[quad.subject][quad.predicate] = quad.object
        if quad.subject in about and isinstance(quad.subject, NamedNode):
            claims[quad.subject].append(quad)
    for claim, quads in claims.items():
        if kept.issuperset(quads):
            continue
        digest = hashlib.sha256(f"{revision.value} {claim.value}".encode()).hexdigest()[:16]
        node = iri(f"id/past-claim/{digest}", base=page.base)
        page.add(node, TYPE, NamedNode(terms.PAST_CLAIM))
        page.add(node, OF, claim)
        page.add(node, _DERIVED, revision)
        page.add(node, BEGAN, *began)
        page.add(node, ENDED, moment(at))
        page.add(node, terms.WAS_ABOUT, *_terms(quad.object for quad in quads if quad.predicate == _ABOUT))
        evidence = [quad.object for quad in quads if quad.predicate == _EVIDENCE]
        words = (parts[parts[each].get(_SELECTOR)].get(_EXACT) for each in evidence)
        page.add(node, terms.QUOTE, *_terms(words))


def _beyond(store: Store, article: str, number: int, base: str) -> Iterator[Quad]:
    """What the history no longer keeps of a revision: its content and its claims."""
    if number > 0:
        graph, revision = history_graph(base), _revision(article, number, base)
        yield from store.quads(revision, CONTENT, graph=graph)
        for quad in store.quads(None, _DERIVED, revision, graph):
            if isinstance(quad.subject, NamedNode):
                yield from store.quads(quad.subject, graph=graph)


def _terms(values: Iterable[object]) -> Iterator[Term]:
    return (value for value in values if isinstance(value, NamedNode | Literal))


# --- facts -----------------------------------------------------------------------------------------------


def changed(
    subject: NamedNode, before: set[Quad], after: set[Quad], *, causes: Iterable[NamedNode], base: str, at: datetime
) -> list[Quad]:
    """What an update did to what a fact says, a resource per property that changed; none if it says the same."""
    old, new = said(before), said(after)
    if old == new:
        return []
    title = _title(after or before)
    if not old or not new:
        kind = terms.GONE if old else terms.APPEARED
        return _change(subject, kind, title, causes, base, at)
    quads = []
    for predicate in sorted(old.keys() | new.keys(), key=str):
        gone, come = old[predicate] - new[predicate], new[predicate] - old[predicate]
        if gone or come:
            quads += _change(subject, terms.CHANGED, title, causes, base, at, of=(predicate, gone, come))
    return quads


def _change(
    subject: NamedNode,
    kind: str,
    title: Literal | None,
    causes: Iterable[NamedNode],
    base: str,
    at: datetime,
    *,
    of: tuple[NamedNode, set[str], set[str]] | None = None,
) -> list[Quad]:
    page, told = _Page(base), sorted(causes, key=str)
    parts = [subject.value, kind, moment(at).value, *(each.value for each in told), str(of and of[0])]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]
    node = iri(f"id/change/{digest}", base=base)
    page.add(node, TYPE, NamedNode(terms.CHANGE))
    page.add(node, terms.CHANGE_OF, subject)
    page.add(node, terms.HAS_CHANGE_KIND, NamedNode(kind))
    page.add(node, BEGAN, moment(at))
    page.add(node, terms.CAUSED_BY, *told)
    page.add(node, _TITLE, *_terms([title]))
    if of is not None:
        predicate, gone, come = of
        page.add(node, terms.CHANGED_PROPERTY, predicate)
        page.add(node, terms.VALUE_BEFORE, *(Literal(each) for each in gone))
        page.add(node, terms.VALUE_AFTER, *(Literal(each) for each in come))
    return page.quads


def said(quads: set[Quad]) -> defaultdict[NamedNode, set[str]]:
    """What facts say, by property: without what says on what they rest, and without their states."""
    found: defaultdict[NamedNode, set[str]] = defaultdict(set)
    subjects = {quad.subject for quad in quads if quad.predicate == NamedNode(terms.SOURCE_COUNT)}
    for quad in quads:
        if quad.predicate.value not in _BOOKKEEPING and quad.subject in subjects:
            found[quad.predicate] |= {each.value for each in _terms([quad.object])}
    return found


def _title(quads: set[Quad]) -> Literal | None:
    named = [quad.object for quad in quads if quad.predicate in (_LABEL, _ROLE_TITLE)]
    return min((each for each in named if isinstance(each, Literal)), key=str, default=None)
