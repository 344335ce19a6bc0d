"""Names in doubt: one that may stand for several things, and several that may stand for one.

Nothing here decides. What is found is for a person to look at, with what speaks for it and against it; `kg split` and
`kg merge` take the decision. The rules are published in docs/identity.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.facts import renaming
from kg.map import graph_name, iri, item_of, key_of
from kg.records import Match
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.identity import Renaming
    from kg.store import Store

_FACTS: Final = ox.DefaultGraph()
_TYPE = ox.NamedNode(f"{terms.RDF}type")
_LABEL = ox.NamedNode(f"{terms.RDFS}label")
_CLAIMS = ox.NamedNode(terms.SUPPORTED_BY)
_COMPANY = tuple(ox.NamedNode(each) for each in (terms.PERSON, terms.ORGANIZATION_CLASS, terms.PRODUCT))
_PLACE = (ox.NamedNode(terms.PLACE),)
_TIES = tuple(ox.NamedNode(terms.SKOS + match) for match in Match)
_ARTICLE = re.compile(r".*/article/([^/#]+)#")
_ONE_WORD = re.compile(r"\S+")
_LEAST: Final = 2  # articles in a group on an organization: two that have nothing else in common are no wonder
_MOST: Final = 500  # articles looked at per name: one that more tell of shares something with one of them


@dataclass(frozen=True, slots=True)
class Company:
    """Articles that may mean one thing by a name, and what they name beside it.

    Attributes:
        articles: ids, sorted.
        beside: labels of the persons, organizations and products that they name, the most frequent first.
        roles: titles that the bearer of the name has in them, sorted.
        items: the items of Wikidata that they tie the name to, sorted; rarely more than one.
    """

    articles: tuple[str, ...]
    beside: tuple[str, ...]
    roles: tuple[str, ...]
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A name that may stand for several persons, organizations or, by what articles tie it to, places or products.

    Attributes:
        key: the entity that all of them are now.
        label: its name.
        companies: what speaks against its being one: groups of articles that share nobody and nothing but the name, or
            each tie it to another item.
        places: what speaks for it: places that several groups name, sorted; weak, as many things are in one place.
    """

    key: str
    label: str
    companies: tuple[Company, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities of one kind that may be one, as some article calls the first by the name of the second.

    Attributes:
        keeps: the key of the one with the longer name.
        absorbs: the key of the other.
        name: what both are called.
        rivals: other entities that are called so too; with any, the name decides nothing.
    """

    keeps: str
    absorbs: str
    name: str
    rivals: tuple[str, ...]


def suspected(store: Store, *, base: str) -> Iterator[Suspicion]:
    """Every name in doubt, by key."""
    named = renaming(store, base=base)
    for key in sorted(_candidates(store, base)):
        if found := _suspicion(store, key, named, base):
            yield found


def suspicion(store: Store, key: str, *, base: str) -> Suspicion | None:
    """The doubt about one entity, None if there is none: such a name proves nothing about who is meant."""
    return _suspicion(store, key, renaming(store, base=base), base)


def suggested(store: Store, *, base: str) -> Iterator[Suggestion]:
    """Every pair of entities that may be one, by name."""
    by_name: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for absorbs, keeps, name, _ in _rows(store, _CALLED):
        by_name[name].add((keeps.removeprefix(base), absorbs.removeprefix(base)))
    for name, pairs in sorted(by_name.items()):
        for keeps, absorbs in sorted(pairs):
            rivals = {other for pair in pairs for other in pair} - {keeps, absorbs}
            yield Suggestion(keeps, absorbs, name, tuple(sorted(rivals)))


def _candidates(store: Store, base: str) -> set[str]:
    """Persons, organizations of one word, as a longer name is hardly that of two, and what has several items."""
    several, tied = _rows(store, _SEVERAL), _rows(store, _OF_ITEMS)
    named = {entity for entity, kind, label, _ in several if kind == terms.PERSON or _ONE_WORD.fullmatch(label)}
    return {key_of(entity, base=base) for entity in named | {row[0] for row in tied} if entity.startswith(base)}


def _suspicion(store: Store, key: str, named: Renaming, base: str) -> Suspicion | None:
    articles = sorted(_articles(store, key, base))[:_MOST]
    beside = {each: _named_in(store, each, _COMPANY, named, base) - {key} for each in articles}
    items = {each: _items(store, each, key, named, base) for each in articles}
    groups = _of_items(items) or _apart(store, key, beside, items, base)
    if len(groups) <= 1:
        return None
    places = {each: _named_in(store, each, _PLACE, named, base) for each in articles}
    shared = {place for one, other in combinations(groups, 2) for place in _union(places, one) & _union(places, other)}
    return Suspicion(
        key=key,
        label=_label(store, key, base),
        companies=tuple(_company(store, key, group, beside, items, base) for group in groups),
        places=tuple(sorted(_label(store, each, base) for each in shared)),
    )


def _of_items(items: dict[str, set[str]]) -> list[list[str]]:
    """The articles by the one item that each ties the name to, if it is not the same in all."""
    by_item: defaultdict[str, list[str]] = defaultdict(list)
    for article, tied in sorted(items.items()):
        if len(tied) == 1:
            by_item[min(tied)].append(article)
    return sorted(by_item.values()) if len(by_item) > 1 else []


def _apart(
    store: Store, key: str, beside: dict[str, set[str]], items: dict[str, set[str]], base: str
) -> list[list[str]]:
    """Articles on a person, or on an organization of one word, in groups that share nobody and nothing."""
    is_person = _is_person(store, key, base)
    if not is_person and not _ONE_WORD.fullmatch(_label(store, key, base)):
        return []
    # who is named by himself is no evidence for anything, and articles that mean one item mean one thing
    alike = {each: beside[each] | items[each] for each in beside if beside[each] or items[each]}
    return [group for group in _connected(alike) if len(group) >= (1 if is_person else _LEAST)]


def _company(
    store: Store,
    key: str,
    articles: Iterable[str],
    beside: dict[str, set[str]],
    items: dict[str, set[str]],
    base: str,
) -> Company:
    counts = Counter(other for each in articles for other in beside[each])
    ordered = sorted(counts, key=lambda other: (-counts[other], other))
    roles = {
        title
        for holder, _, title, claim in _rows(store, _ROLES.replace("$holder", str(iri(key, base=base))))
        if holder and (found := _ARTICLE.match(claim)) and found[1] in articles
    }
    return Company(
        articles=tuple(sorted(articles)),
        beside=tuple(_label(store, each, base) for each in ordered),
        roles=tuple(sorted(roles)),
        items=tuple(sorted(_union(items, articles))),
    )


def _connected(beside: dict[str, set[str]]) -> list[list[str]]:
    """Groups of articles of which each names somebody or something that another of its group names."""
    groups: list[tuple[set[str], set[str]]] = []
    for article, others in sorted(beside.items()):
        near = [group for group in groups if group[1] & others]
        joined = ({article}.union(*(each[0] for each in near)), others.union(*(each[1] for each in near)))
        groups = [group for group in groups if group not in near] + [joined]
    return sorted(sorted(articles) for articles, _ in groups)


def _articles(store: Store, key: str, base: str) -> set[str]:
    claims = (quad.object for quad in store.quads(iri(key, base=base), _CLAIMS, graph=_FACTS))
    found = (_ARTICLE.match(claim.value) for claim in claims if isinstance(claim, ox.NamedNode))
    return {each[1] for each in found if each}


def _named_in(store: Store, article: str, classes: Iterable[ox.NamedNode], named: Renaming, base: str) -> set[str]:
    """The keys of the entities of some classes that an article names."""
    graph = graph_name(article, base=base)
    found = (quad.subject for each in classes for quad in store.quads(None, _TYPE, each, graph))
    return {named.of(article, key_of(node, base=base)) for node in found if isinstance(node, ox.NamedNode)}


def _items(store: Store, article: str, key: str, named: Renaming, base: str) -> set[str]:
    """The items that an article ties what goes by a key to: it did so on more than the name."""
    graph = graph_name(article, base=base)
    names = (name for name in named.sources(key) if named.of(article, name) == key)
    found = (
        quad.object for name in names for tie in _TIES for quad in store.quads(iri(name, base=base), tie, None, graph)
    )
    return {item_of(item.value) for item in found if isinstance(item, ox.NamedNode)}


def _is_person(store: Store, key: str, base: str) -> bool:
    return any(store.quads(iri(key, base=base), _TYPE, _COMPANY[0], _FACTS))


def _union(sets: dict[str, set[str]], names: Iterable[str]) -> set[str]:
    return set().union(*(sets[name] for name in names))


def _label(store: Store, key: str, base: str) -> str:
    found = (quad.object for quad in store.quads(iri(key, base=base), _LABEL, graph=_FACTS))
    return min((each.value for each in found if isinstance(each, ox.Literal)), default=key)


def _rows(store: Store, query: str) -> Iterator[tuple[str, str, str, str]]:
    found = store.query(query)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(query)
    for row in found:
        a, b, c, d = (str(value.value) if (value := row[name]) is not None else "" for name in ("a", "b", "c", "d"))
        yield a, b, c, d


_SEVERAL = """
SELECT ?a ?b ?c ?d WHERE {
  VALUES ?b { ng:Person ng:Organization }
  ?a a ?b ; ng:sourceCount ?d ; rdfs:label ?c FILTER (?d > 1)
}"""

_OF_ITEMS = """
SELECT ?a ?b ?c ?d WHERE {
  ?a skos:closeMatch ?b ; ng:sourceCount ?c FILTER (?c > 1) BIND (?b AS ?d)
}"""

_CALLED = """
SELECT ?a ?b ?c ?d WHERE {
  VALUES ?d { ng:Organization ng:Person ng:Product ng:Place }
  ?a a ?d ; rdfs:label ?c .
  ?b skos:altLabel ?c ; a ?d ; rdfs:label ?longer
  FILTER (?a != ?b && STRLEN(?longer) > STRLEN(?c))
}"""

_ROLES = """
SELECT ?a ?b ?c ?d WHERE {
  ?role ng:holder $holder ; ng:roleTitle ?c ; ng:supportedBy ?d BIND ($holder AS ?a)
}"""
