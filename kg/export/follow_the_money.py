"""The graph for investigators' tools: one entity of the FollowTheMoney model a line, as JSON, sorted.

The model is https://followthemoney.tech: organizations and people as themselves, places as Address, products as
Asset, events as Event with who is involved, roles as Employment, every other tie as UnknownLink, articles as the
documents that prove them.
"""

from __future__ import annotations

import hashlib
import json
from typing import IO, TYPE_CHECKING, Final

from kg.export.part import LABEL, kinds, local, one
from kg.store import sorted_lines
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.export.part import Described, Part

Properties = dict[str, list[str]]

_SCHEMAS: Final = {"Organization": "Organization", "Person": "Person", "Place": "Address", "Product": "Asset"}
_LEGAL: Final = {"Organization", "Person"}
_ALIAS: Final = f"{terms.SKOS}altLabel"
_WIKIDATA: Final = f"{terms.SKOS}exactMatch"
_TIES: Final = (*terms.PARTY_ROLES, "trigger", "consequence", *terms.DEAL_LINKS)


def write_follow_the_money(part: Part, out: IO[bytes]) -> None:
    """Write every entity on a line of its own; equal graphs give equal bytes."""
    with sorted_lines(_lines(part)) as lines:
        out.writelines(lines)


def _lines(part: Part) -> Iterator[bytes]:
    for iri, schema, properties in _entities(part):
        kept = {name: said for name, values in properties.items() if (said := [each for each in values if each])}
        entity = {"id": identifier(iri), "properties": kept, "schema": schema}
        yield json.dumps(entity, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def identifier(iri: str) -> str:
    """What the model calls a thing: a digest of its IRI."""
    return f"newsgraph-{hashlib.sha1(iri.encode(), usedforsecurity=False).hexdigest()}"


def _entities(part: Part) -> Iterator[tuple[str, str, Properties]]:
    for iri, it in part.facts():
        if found := kinds(it, terms.ENTITY_CLASSES):
            yield iri, _SCHEMAS[found[0]], _entity(part, found[0], iri, it)
            yield from _links(part, iri, it, terms.RELATIONS)
        elif kinds(it, terms.EVENT_CLASSES):
            yield iri, "Event", _event(part, iri, it)
            yield from _links(part, iri, it, _TIES)
        elif one(it, terms.HOLDER):
            yield from _role(part, iri, it)
    for article, nodes in part.articles():
        yield article, "Article", _article(article, nodes.get(article, {}))


def _entity(part: Part, kind: str, iri: str, it: Described) -> Properties:
    properties = {
        "name": it.get(LABEL, []),
        "alias": it.get(_ALIAS, []),
        "sourceUrl": [iri],
        "wikidataId": [each.rpartition("/")[2] for each in it.get(_WIKIDATA, [])],
        "proof": _proof(part, it),
    }
    if kind in _LEGAL:
        properties["incorporationDate"] = it.get(terms.FOUNDED_DATE, [])
    if kind == "Place":
        properties["full"] = it.get(LABEL, [])
    return properties


def _event(part: Part, iri: str, it: Described) -> Properties:
    money = " ".join(filter(None, (one(it, terms.CURRENCY), one(it, terms.VALUE))))
    involved = [each for each in it.get(terms.PARTICIPANT, []) if part.has(each) and part.classes(each) & _LEGAL]
    return {
        "name": it.get(LABEL, []),
        "keywords": [*kinds(it, terms.EVENT_CLASSES), local(one(it, terms.HAS_STATUS))],
        "summary": [f"Value: {money}"] if money else [],
        "date": it.get(terms.DATE, []),
        "startDate": it.get(terms.START_DATE, []),
        "endDate": it.get(terms.END_DATE, []),
        "involved": [identifier(party) for party in involved],
        "sourceUrl": [iri],
        "proof": _proof(part, it),
    }


def _links(part: Part, iri: str, it: Described, names: Iterable[str]) -> Iterator[tuple[str, str, Properties]]:
    """A link for each of the properties, where the part has both its ends."""
    for name in names:
        for other in filter(part.has, it.get(terms.NG + name, [])):
            ends = {"subject": [identifier(iri)], "object": [identifier(other)]}
            yield f"{iri} {name} {other}", "UnknownLink", {**ends, "role": [name], "date": it.get(terms.DATE, [])}


def _role(part: Part, iri: str, it: Described) -> Iterator[tuple[str, str, Properties]]:
    holder, body, title = one(it, terms.HOLDER), one(it, terms.HAS_ORGANIZATION), one(it, terms.ROLE_TITLE)
    if not (body and part.has(holder) and part.has(body)):
        return
    status = [local(one(it, terms.HAS_ROLE_STATUS))]
    if "Person" in part.classes(holder) and "Organization" in part.classes(body):
        ends = {"employee": [identifier(holder)], "employer": [identifier(body)]}
        yield iri, "Employment", {**ends, "role": [title], "status": status, "proof": _proof(part, it)}
    else:
        ends = {"subject": [identifier(holder)], "object": [identifier(body)]}
        yield iri, "UnknownLink", {**ends, "role": [title], "status": status, "proof": _proof(part, it)}


def _article(iri: str, it: Described) -> Properties:
    return {
        "title": it.get(f"{terms.SCHEMA}headline", []),
        "publishedAt": it.get(f"{terms.SCHEMA}datePublished", []),
        "sourceUrl": it.get(f"{terms.SCHEMA}url", []) or [iri],
        "bodyText": it.get(terms.TEXT, []),
    }


def _proof(part: Part, it: Described) -> list[str]:
    """The articles of the part whose claims support it."""
    articles = {claim.partition("#")[0] for claim in it.get(terms.SUPPORTED_BY, [])}
    own = f"{part.settings.base}article/"
    return [identifier(each) for each in sorted(articles) if each.startswith(own) and part.has(each)]
