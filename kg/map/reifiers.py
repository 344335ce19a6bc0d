"""RDF 1.2: each claim that states a triple becomes its reifier (rdf:reifies), beside all else that it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

REIFIES: Final = ox.NamedNode(f"{terms.RDF}reifies")
_STATED: Final = {
    terms.CLAIMED_STATUS: ox.NamedNode(terms.HAS_STATUS),
    terms.HAS_ROLE_STATUS: ox.NamedNode(terms.HAS_ROLE_STATUS),
}
_PREDICATE, _OBJECT = f"{terms.RDF}predicate", f"{terms.RDF}object"


def with_reifiers(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads, with what each claim states as a triple term; a claim's quads come together."""
    subject: object = None
    own: list[ox.Quad] = []
    for quad in quads:
        if quad.subject != subject:
            yield from _reified(own)
            subject, own = quad.subject, []
        own.append(quad)
        yield quad
    yield from _reified(own)


def without_reifiers(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads without triple terms that claims reify: the claims say the same in RDF 1.1."""
    return (quad for quad in quads if not (quad.predicate == REIFIES and isinstance(quad.object, ox.Triple)))


def _reified(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    said = {quad.predicate.value: quad for quad in quads}
    about = said.get(terms.ABOUT)
    if about is None or not isinstance(about.object, ox.NamedNode):
        return
    for predicate, stated in _STATED.items():
        if predicate in said:
            yield _reifier(about, stated, said[predicate].object)
    if _PREDICATE in said and _OBJECT in said:
        property_ = said[_PREDICATE].object
        if isinstance(property_, ox.NamedNode):
            yield _reifier(about, property_, said[_OBJECT].object)


def _reifier(
    about: ox.Quad, predicate: ox.NamedNode, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
) -> ox.Quad:
    if not isinstance(about.object, ox.NamedNode):
        raise TypeError(about)
    return ox.Quad(about.subject, REIFIES, ox.Triple(about.object, predicate, value), about.graph_name)
