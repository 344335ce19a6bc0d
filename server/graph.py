"""The store as the pages see it: rows of strings, and links from IRIs to paths of this server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
from flask import request

from kg.map import iri
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.settings import Settings
    from kg.store import Store

_KEPT = "%/#=,-._~:@!$&'()*+;"

Row = dict[str, str]
Term = ox.NamedNode | ox.Literal | int


@dataclass(frozen=True, slots=True)
class Graph:
    """The store with its settings."""

    store: Store
    settings: Settings

    def rows(self, query: str, **terms_of: Term | Iterable[Term]) -> list[Row]:
        """The solutions as plain strings; a variable without a value is "".

        Args:
            query: one of `queries`.
            terms_of: what stands for each `$name` in it: one term, or several for VALUES.
        """
        solutions = self.store.query(bind(query, terms_of))
        assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 (tells mypy what every query here is)
        names = [variable.value for variable in solutions.variables]
        return [{name: _value(solution[name]) for name in names} for solution in solutions]

    def exists(self, resource: str) -> bool:
        """Whether the facts say anything of it."""
        found = self.store.query(bind("ASK { $subject ?property ?value }", {"subject": ox.NamedNode(resource)}))
        return bool(found)

    def has_article(self, article_id: str) -> bool:
        """Whether this article was read."""
        name = ox.NamedNode(self.iri(f"graph/{article_id}"))
        return next(self.store.quads(graph=name), None) is not None

    def path(self, resource: str) -> str:
        """Where this server shows the resource; the IRI itself where it is not one of ours."""
        if resource.startswith(self.settings.base):
            # "%" stays: the IRI is escaped already, only letters beyond ASCII are left to escape
            return f"{request.script_root}/{quote(resource.removeprefix(self.settings.base), safe=_KEPT)}"
        return resource

    def iri(self, key: str) -> str:
        """The resource that a path of this server is about; the path is decoded."""
        return iri(key, base=self.settings.base).value


def bind(query: str, terms_of: Mapping[str, Term | Iterable[Term]]) -> str:
    """The query with its `$names` filled in; terms are written by the engine, which escapes them."""
    # the longest first: `$article` must not eat the beginning of `$articles`
    for name in sorted(terms_of, key=len, reverse=True):
        given = terms_of[name]
        listed = (given,) if isinstance(given, ox.NamedNode | ox.Literal | int) else given
        query = query.replace(f"${name}", " ".join(str(one) for one in listed))
    return query


def local(iri: str) -> str:
    """The part of an IRI that names it: `partner` of `ng:partner`."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def leading_kind(kinds: Iterable[str]) -> str:
    """The most specific of a thing's classes: the one that is no other's ancestor, by its local name."""
    names = sorted({local(kind) for kind in kinds})
    above = {ancestor for name in names for ancestor in terms.SUPERCLASSES.get(name, ())}
    return next((name for name in names if name not in above), "")


def family_of(kinds: Iterable[str]) -> str:
    """What colours a thing: partnership, controversy, deal, event, role, or its kind in small letters."""
    names = {local(kind) for kind in kinds}
    for name, family in (("Partnership", "partnership"), ("Controversy", "controversy"), ("Role", "role")):
        if name in names:
            return family
    if names & {"Acquisition", "Merger", "Investment"}:
        return "deal"
    return "event" if "Event" in names else leading_kind(names).lower()


def _value(term: object) -> str:
    return str(term.value) if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""
