"""Records to quads: one article's reading becomes one named graph, a fact triples of the default graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.map import predicates
from kg.map.iris import graph_name, iri, item_node, node, url_node
from kg.records import Entity, Event, Role, Span
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.records import Article, Claim, Fact, Link, Reading, State, Statement, Subject, When

_PARTIAL_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_DECIMALS = 4


def claim_quads(reading: Reading, *, base: str, reading_hash: str, signature: str = "") -> list[Quad]:
    """All quads of one article's graph, sorted.

    Args:
        reading: what the article says.
        base: what every resource IRI starts with.
        reading_hash: stands for everything that determined the reading; equal means nothing to do.
        signature: what near copies of the text are known by, "" where there is none.
    """
    graph = _Graph(base, graph_name(reading.article.id, base=base))
    _add_article(graph, reading.article, reading_hash)
    if signature:
        graph.add(f"article/{reading.article.id}", terms.TEXT_SIGNATURE, Literal(signature))
    subjects: tuple[Subject, ...] = (*reading.entities, *reading.events, *reading.roles)
    for subject in subjects:
        _add_subject(graph, subject)
    for claim in reading.claims:
        _add_claim(graph, claim, reading.article)
    for statement in reading.statements:
        _add_statement(graph, statement, reading.article)
    for link in reading.links:
        _add_link(graph, link)
    return sorted(graph.quads, key=str)


class _Graph:
    """Collects the quads of one graph."""

    def __init__(self, base: str, name: NamedNode | DefaultGraph) -> None:
        self.base = base
        self._name = name
        self.quads: set[Quad] = set()
        self.evidence: set[str] = set()

    def add(self, key: str, predicate: str, *objects: NamedNode | Literal) -> None:
        subject, property_ = iri(key, base=self.base), node(predicate)
        for value in objects:
            self.quads.add(Quad(subject, property_, value, self._name))

    def link(self, key: str, predicate: str, *keys: str) -> None:
        self.add(key, predicate, *(iri(other, base=self.base) for other in keys))

    def type(self, key: str, *classes: str) -> None:
        self.add(key, predicates.TYPE, *(node(name) for name in classes))


def _add_article(graph: _Graph, article: Article, reading_hash: str) -> None:
    key = f"article/{article.id}"
    graph.type(key, terms.ARTICLE)
    graph.add(key, terms.TEXT, Literal(article.text))
    graph.add(key, terms.TEXT_HASH, Literal(article.text_hash))
    graph.add(key, terms.READING_HASH, Literal(reading_hash))
    if article.headline:
        graph.add(key, predicates.HEADLINE, Literal(article.headline))
    if article.published:
        graph.add(key, predicates.PUBLISHED, _partial(article.published.isoformat()))
    if article.url:
        graph.add(key, predicates.URL, url_node(article.url))
    for zone in article.zones:
        zone_key = f"{key}#zone={zone.start},{zone.end}"
        graph.link(key, terms.HAS_ZONE, zone_key)
        graph.type(zone_key, terms.ZONE_CLASS)
        _add_position(graph, zone_key, Span(zone.start, zone.end))
        graph.add(zone_key, terms.ZONE_RULE, Literal(zone.rule))


def _add_subject(graph: _Graph, subject: Subject) -> None:
    """What an article and the facts say alike: types with their superclasses, names, parties."""
    match subject:
        case Entity():
            _add_classes(graph, subject.key, (subject.kind.value,))
            graph.add(subject.key, predicates.LABEL, Literal(subject.name))
            graph.add(subject.key, predicates.ALIAS, *(Literal(alias) for alias in subject.aliases))
        case Event():
            _add_classes(graph, subject.key, subject.kinds)
            graph.add(subject.key, predicates.LABEL, Literal(subject.label))
            for role, party in subject.parties:
                for name in (role, *terms.SUPERPROPERTIES.get(role, ())):
                    graph.link(subject.key, terms.NG + name, party)
        case Role():
            graph.type(subject.key, terms.ROLE)
            graph.link(subject.key, terms.HOLDER, subject.holder)
            graph.add(subject.key, terms.ROLE_TITLE, Literal(subject.title))
            if subject.organization is not None:
                graph.link(subject.key, terms.HAS_ORGANIZATION, subject.organization)


def _add_classes(graph: _Graph, key: str, names: Iterable[str]) -> None:
    for name in names:
        graph.type(key, *(terms.NG + each for each in (name, *terms.SUPERCLASSES[name])))


def _add_claim(graph: _Graph, claim: Claim, article: Article) -> None:
    key = claim.key
    graph.type(key, terms.CLAIM)
    graph.link(key, terms.ABOUT, claim.about)
    graph.add(key, terms.HAS_POLARITY, node(terms.NG + claim.polarity))
    graph.add(key, terms.HAS_MODALITY, node(terms.NG + claim.modality))
    graph.add(key, terms.CONFIDENCE, _decimal(claim.confidence))
    for span in claim.evidence:
        graph.link(key, terms.HAS_EVIDENCE, _add_evidence(graph, span, article))
    if claim.status is not None:
        graph.add(key, terms.CLAIMED_STATUS, node(terms.NG + claim.status))
    if claim.role_status is not None:
        graph.add(key, terms.HAS_ROLE_STATUS, node(terms.NG + claim.role_status))
    if claim.attributed_to is not None:
        graph.link(key, terms.ATTRIBUTED_TO, claim.attributed_to)
    if claim.when is not None:
        _add_when(graph, key, claim.when, article)
    if claim.predicate is not None:
        graph.add(key, predicates.STATED_PREDICATE, node(terms.NG + claim.predicate))
        _add_stated_object(graph, claim)


def _add_stated_object(graph: _Graph, claim: Claim) -> None:
    if claim.object is not None:
        graph.link(claim.key, predicates.STATED_OBJECT, claim.object)
    elif claim.predicate in terms.DEAL_VALUES:
        _add_deal_value(graph, claim.key, predicates.STATED_OBJECT, claim.literal)
    elif claim.when is not None and claim.when.partial:
        graph.add(claim.key, predicates.STATED_OBJECT, _partial(claim.when.partial))


def _add_deal_value(graph: _Graph, key: str, predicate: str, literal: str) -> None:
    """A length of time ("P15Y"), or money with its currency ("USD 7150000000")."""
    currency, _, amount = literal.rpartition(" ")
    graph.add(key, predicate, Literal(amount, datatype=node(f"{terms.XSD}{'decimal' if currency else 'duration'}")))
    if currency:
        graph.add(key, terms.CURRENCY, Literal(currency))


def _add_when(graph: _Graph, key: str, when: When, article: Article) -> None:
    if when.partial:
        graph.add(key, terms.DATE, _partial(when.partial))
    if not when.is_calendar_unit:
        graph.add(key, terms.START_DATE, _partial(when.earliest.isoformat()))
        graph.add(key, terms.END_DATE, _partial(when.latest.isoformat()))
    graph.link(key, terms.DATE_EVIDENCE, _add_evidence(graph, when.words, article))
    if when.anchor is not None:
        graph.add(key, terms.DATE_ANCHOR, _partial(when.anchor.isoformat()))


def _add_evidence(graph: _Graph, span: Span, article: Article) -> str:
    """The key of the evidence: the same characters are the same evidence, whoever rests on them."""
    key = f"article/{article.id}#char={span.start},{span.end}"
    if key in graph.evidence:
        return key
    graph.evidence.add(key)
    selector = f"article/{article.id}#selector={span.start},{span.end}"
    graph.type(key, terms.EVIDENCE_CLASS)
    graph.link(key, predicates.SOURCE, f"article/{article.id}")
    graph.link(key, predicates.SELECTOR, selector)
    graph.type(selector, f"{terms.OA}TextPositionSelector", f"{terms.OA}TextQuoteSelector")
    _add_position(graph, selector, span)
    graph.add(selector, predicates.EXACT, Literal(span.of(article.text)))
    return key


def _add_position(graph: _Graph, key: str, span: Span) -> None:
    graph.add(key, predicates.START, Literal(span.start))
    graph.add(key, predicates.END, Literal(span.end))


def _add_statement(graph: _Graph, statement: Statement, article: Article) -> None:
    graph.type(statement.key, terms.STATEMENT)
    graph.link(statement.key, terms.SPEAKER, statement.speaker)
    graph.add(statement.key, terms.TEXT, Literal(statement.words.of(article.text)))
    graph.link(statement.key, terms.HAS_EVIDENCE, _add_evidence(graph, statement.evidence, article))


def _add_link(graph: _Graph, link: Link) -> None:
    graph.type(link.key, terms.LINK)
    graph.link(link.key, terms.LINK_OF, link.entity)
    graph.add(link.key, terms.SCORE, _decimal(link.score))
    graph.add(link.key, terms.METHOD, Literal(link.method))
    graph.add(link.key, terms.INDEX_VERSION, Literal(link.index))
    for each in link.candidates:
        key = f"{link.key}-candidate-{each.item}"
        graph.link(link.key, terms.HAS_CANDIDATE, key)
        graph.type(key, terms.CANDIDATE_CLASS)
        graph.add(key, predicates.LABEL, Literal(each.label))
        graph.add(key, terms.ITEM, item_node(each.item))
        graph.add(key, terms.SCORE, _decimal(each.score))
    if link.item is not None and link.match is not None:
        graph.add(link.key, terms.ITEM, item_node(link.item))
        graph.add(link.entity, terms.SKOS + link.match, item_node(link.item))


def _partial(text: str) -> Literal:
    return Literal(text, datatype=node(terms.XSD + _PARTIAL_TYPES[len(text)]))


def _decimal(number: float) -> Literal:
    """A number in the canonical form that the store keeps: four decimals at most, no trailing zeros."""
    text = f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return Literal(text, datatype=node(f"{terms.XSD}decimal"))


# --- facts -----------------------------------------------------------------------------------------------


def fact_triples(fact: Fact, *, base: str) -> set[Quad]:
    """The triples of one fact, as quads of the default graph: about its subject, its states and its contradictions."""
    graph, key = _Graph(base, DefaultGraph()), fact.subject.key
    _add_subject(graph, fact.subject)
    if fact.status is not None:
        graph.add(key, terms.HAS_STATUS, node(terms.NG + fact.status))
    if fact.role_status is not None:
        graph.add(key, terms.HAS_ROLE_STATUS, node(terms.NG + fact.role_status))
    _add_values(graph, key, fact)
    for name, other in fact.relations:
        graph.link(key, terms.NG + name, other)
    graph.link(key, terms.SUPPORTED_BY, *fact.supported_by)
    graph.add(key, terms.SOURCE_COUNT, Literal(fact.source_count))
    if fact.over_by:
        graph.add(key, terms.OVER_BY, _partial(fact.over_by))
    for number, state in enumerate(fact.states, start=1):
        _add_state(graph, key, state, number)
    for denial, affirmation in fact.contradictions:
        graph.link(key, terms.DISPUTED_BY, denial)
        graph.link(denial, terms.CONTRADICTS, affirmation)
    return graph.quads


def _add_values(graph: _Graph, key: str, fact: Fact) -> None:
    """Its dates, its item of Wikidata, and what a deal is worth and how long it lasts."""
    dates = (
        (terms.DATE, fact.date),
        (terms.START_DATE, fact.start),
        (terms.END_DATE, fact.end),
        (terms.FOUNDED_DATE, fact.founded),
    )
    for predicate, text in dates:
        graph.add(key, predicate, *([_partial(text)] if text else []))
    if fact.match is not None:
        match, item = fact.match
        graph.add(key, terms.SKOS + match, item_node(item))
    for predicate, literal in ((terms.VALUE, fact.value), (terms.TERM, fact.term)):
        if literal:
            _add_deal_value(graph, key, predicate, literal)


def _add_state(graph: _Graph, key: str, state: State, number: int) -> None:
    graph.link(key, terms.HAS_STATE, state.key)
    graph.type(state.key, terms.STATE_CLASS)
    graph.add(state.key, terms.ORDINAL, Literal(number))
    graph.add(state.key, terms.IN_STATUS, node(terms.NG + state.status))
    dates = (
        (terms.DATE, state.date),
        (terms.START_DATE, state.start),
        (terms.END_DATE, state.end),
        (terms.REPORTED, state.reported),
    )
    for predicate, text in dates:
        graph.add(state.key, predicate, *([_partial(text)] if text else []))
    graph.link(state.key, terms.TOLD_BY, *state.claims)
