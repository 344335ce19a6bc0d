"""Quads back to records: what articles say, read from their graphs."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.map import predicates
from kg.map.iris import article_iri, item_of, key_of
from kg.records import (
    Candidate,
    Claim,
    Entity,
    Event,
    Kind,
    Link,
    Match,
    Modality,
    Polarity,
    Role,
    RoleStatus,
    Span,
    Status,
    Testimony,
    When,
)
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from kg.records import Subject

Term = NamedNode | Literal
Properties = dict[str, list[Term]]

_TERMS = (NamedNode, Literal)
_SPAN = re.compile(r"#char=(\d+),(\d+)$")
_LINKS_OF_EVENTS = (*terms.SUPERPROPERTIES, "trigger", "consequence")


def testimonies(quads: Iterable[Quad], *, base: str) -> list[Testimony]:
    """What articles say, per article and subject, read from quads of their graphs; sorted.

    Needed are each article's node, its claims, and what it says of their subjects; other quads do no harm.
    An article speaks about a subject through claims: what no claim is about gives no testimony.

    Raises:
        StoreError: a claim lacks a part, because a hand changed the graph.
    """
    graphs: dict[str, dict[str, Properties]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for subject, predicate, value, graph in quads:
        if isinstance(graph, NamedNode) and isinstance(subject, NamedNode) and isinstance(value, _TERMS):
            graphs[graph.value][subject.value][predicate.value].append(value)
    found = (each for name, nodes in graphs.items() for each in _testimonies_of(name, nodes, base))
    return sorted(found, key=lambda each: (each.article, each.subject.key))


def _testimonies_of(graph: str, nodes: Mapping[str, Properties], base: str) -> Iterator[Testimony]:
    article_id = key_of(graph, base=base).removeprefix("graph/")
    article = nodes.get(article_iri(article_id, base=base).value, {})
    claims: dict[str, list[Claim]] = defaultdict(list)
    links: dict[str, Link] = {}
    try:
        for node, properties in nodes.items():
            if terms.ABOUT in properties:
                claims[properties[terms.ABOUT][0].value].append(_claim(node, properties, base))
            elif terms.LINK_OF in properties:
                links[properties[terms.LINK_OF][0].value] = _link(node, properties, nodes, base)
        for about, told in claims.items():
            yield Testimony(
                article=article_id,
                published=_day(_value(article, predicates.PUBLISHED)),
                source=_value(article, terms.TEXT_HASH) or article_id,
                subject=_subject(about, nodes[about], base),
                claims=tuple(sorted(told, key=lambda claim: claim.key)),
                link=links.get(about),
                signature=_value(article, terms.TEXT_SIGNATURE) or "",
            )
    except (KeyError, IndexError, ValueError) as error:
        raise StoreError(
            f"The graph <{graph}> is not as Newsgraph writes it ({error!r}): build its article again, "
            "or take the article back with `kg retract`",
        ) from error


def _subject(node: str, properties: Properties, base: str) -> Subject:
    key = key_of(node, base=base)
    names = {each.value.removeprefix(terms.NG) for each in properties[predicates.TYPE]}
    if "Role" in names:
        organization = _value(properties, terms.HAS_ORGANIZATION)
        return Role(
            key=key,
            holder=key_of(properties[terms.HOLDER][0].value, base=base),
            title=properties[terms.ROLE_TITLE][0].value,
            organization=None if organization is None else key_of(organization, base=base),
        )
    label = properties[predicates.LABEL][0].value
    if "Event" in names:
        return Event(key, _narrowest(names, terms.SUPERCLASSES), label, _parties(properties, base))
    aliases = tuple(sorted(each.value for each in properties.get(predicates.ALIAS, ())))
    return Entity(key, Kind(min(names & set(terms.ENTITY_CLASSES), default="none")), label, aliases)


def _parties(properties: Properties, base: str) -> tuple[tuple[str, str], ...]:
    by_party: dict[str, set[str]] = defaultdict(set)
    for role in _LINKS_OF_EVENTS:
        for party in properties.get(terms.NG + role, ()):
            by_party[key_of(party.value, base=base)].add(role)
    pairs = ((role, party) for party, roles in by_party.items() for role in _narrowest(roles, terms.SUPERPROPERTIES))
    return tuple(sorted(pairs))


def _narrowest(names: set[str], ancestors: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The names that are no other's ancestor: what was said before the hierarchy was written out."""
    wider = {above for name in names for above in ancestors.get(name, ())}
    return tuple(sorted(names - wider))


def _claim(node: str, properties: Properties, base: str) -> Claim:
    status, role_status = (
        _value(properties, terms.CLAIMED_STATUS),
        _value(properties, terms.HAS_ROLE_STATUS),
    )
    speaker, predicate = (
        _value(properties, terms.ATTRIBUTED_TO),
        _value(properties, predicates.STATED_PREDICATE),
    )
    values = properties.get(predicates.STATED_OBJECT, [])
    stated = [each for each in values if isinstance(each, NamedNode)]
    is_literal = predicate is not None and predicate.removeprefix(terms.NG) in terms.DEAL_VALUES
    return Claim(
        key=key_of(node, base=base),
        about=key_of(properties[terms.ABOUT][0].value, base=base),
        polarity=Polarity(properties[terms.HAS_POLARITY][0].value.removeprefix(terms.NG)),
        modality=Modality(properties[terms.HAS_MODALITY][0].value.removeprefix(terms.NG)),
        confidence=float(properties[terms.CONFIDENCE][0].value),
        evidence=tuple(sorted(_span(each.value) for each in properties[terms.HAS_EVIDENCE])),
        status=None if status is None else Status(status.removeprefix(terms.NG)),
        role_status=None if role_status is None else RoleStatus(role_status.removeprefix(terms.NG)),
        attributed_to=None if speaker is None else key_of(speaker, base=base),
        when=_when(properties),
        predicate=None if predicate is None else predicate.removeprefix(terms.NG),
        object=key_of(stated[0], base=base) if stated else None,
        literal=" ".join([*_texts(properties, terms.CURRENCY), values[0].value]) if is_literal else "",
    )


def _link(node: str, properties: Properties, nodes: Mapping[str, Properties], base: str) -> Link:
    entity = properties[terms.LINK_OF][0].value
    item = _value(properties, terms.ITEM)
    ties = {match for match in Match if item and terms.SKOS + match in nodes.get(entity, {})}
    candidates = [
        _candidate(nodes[each.value]) for each in properties.get(terms.HAS_CANDIDATE, ()) if each.value in nodes
    ]
    return Link(
        key=key_of(node, base=base),
        entity=key_of(entity, base=base),
        item=None if item is None else item_of(item),
        match=min(ties, default=None),
        score=float(properties[terms.SCORE][0].value),
        method=properties[terms.METHOD][0].value,
        index=properties[terms.INDEX_VERSION][0].value,
        candidates=tuple(sorted(candidates, key=lambda each: (-each.score, each.item))),
    )


def _candidate(properties: Properties) -> Candidate:
    return Candidate(
        item=item_of(properties[terms.ITEM][0].value),
        label=properties[predicates.LABEL][0].value,
        score=float(properties[terms.SCORE][0].value),
    )


def _when(properties: Properties) -> When | None:
    if terms.DATE_EVIDENCE not in properties:
        return None
    if terms.START_DATE in properties:
        first = date.fromisoformat(properties[terms.START_DATE][0].value)
        last = date.fromisoformat(properties[terms.END_DATE][0].value)
    else:
        first, last = _stretch(properties[terms.DATE][0].value)
    anchor = _day(_value(properties, terms.DATE_ANCHOR))
    return When(first, last, _span(properties[terms.DATE_EVIDENCE][0].value), anchor)


def _stretch(partial: str) -> tuple[date, date]:
    """The first and the last day of "2023-03-01", "2023-03" or "2023"."""
    parts = [int(part) for part in partial.split("-")]
    match parts:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            first = date(year, month, 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case _:
            day = date.fromisoformat(partial)
            return day, day


def _span(evidence: str) -> Span:
    found = _SPAN.search(evidence)
    if found is None:
        raise ValueError(evidence)
    return Span(int(found[1]), int(found[2]))


def _value(properties: Mapping[str, list[Term]], predicate: str) -> str | None:
    values = properties.get(predicate)
    return values[0].value if values else None


def _texts(properties: Properties, predicate: str) -> list[str]:
    return [each.value for each in properties.get(predicate, ())]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
