"""Each claim as a nanopublication (https://nanopub.net/guidelines): what it says, where from, and who made it so.

The assertion is the claim with what it is about, as its article shows it, be it affirmed or denied; the provenance is
the words of the article; the publication is by the software. Mere mentions are left out: they claim nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg import __version__
from kg.export.part import LABEL, TYPE, one
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.export.part import Described, Part
    from kg.store import Store

NP: Final = "http://www.nanopub.org/nschema#"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_SAID: Final = (
    *(TYPE, f"{terms.RDF}predicate", f"{terms.RDF}object", terms.ABOUT, terms.HAS_POLARITY, terms.HAS_MODALITY),
    *(terms.CLAIMED_STATUS, terms.HAS_ROLE_STATUS, terms.DATE, terms.START_DATE, terms.END_DATE, terms.CURRENCY),
    terms.CONFIDENCE,
)
_OF_ARTICLE: Final = (TYPE, *(f"{terms.SCHEMA}{name}" for name in ("headline", "url", "datePublished")))


def nanopublications(part: Part) -> Iterator[ox.Quad]:
    """The quads of all of them, four graphs each, article by article."""
    store, base = part.store, part.settings.base
    for article, nodes in part.articles():
        article_id = article.rpartition("/")[2]
        graph = ox.NamedNode(f"{base}graph/{article_id}")
        for iri, it in nodes.items():
            about = one(it, terms.ABOUT)
            if not about or not part.wants(about) or _is_mention(it, nodes.get(about, {})):
                continue
            name = f"{base}nanopublication/{article_id}/{iri.rpartition('#')[2]}"
            said = [
                *(quad for quad in store.quads(ox.NamedNode(iri), graph=graph) if quad.predicate.value in _SAID),
                *store.quads(ox.NamedNode(about), graph=graph),
            ]
            proof = list(_proof(store, graph, article, it, nodes))
            yield from _parts(name, said, proof, article, it)


def _is_mention(claim: Described, about: Described) -> bool:
    is_entity = any(f"{terms.NG}{kind}" in about.get(TYPE, []) for kind in terms.ENTITY_CLASSES)
    return is_entity and f"{terms.RDF}predicate" not in claim


def _proof(
    store: Store, graph: ox.NamedNode, article: str, claim: Described, nodes: Mapping[str, Described]
) -> Iterator[ox.Quad]:
    """What the article's graph has on the words, on itself and on who speaks."""
    for evidence in claim.get(terms.HAS_EVIDENCE, []):
        selector = one(nodes.get(evidence, {}), f"{terms.OA}hasSelector")
        for node in filter(None, (evidence, selector)):
            yield from store.quads(ox.NamedNode(node), graph=graph)
    for predicate in _OF_ARTICLE:
        yield from store.quads(ox.NamedNode(article), ox.NamedNode(predicate), graph=graph)
    for speaker in claim.get(terms.ATTRIBUTED_TO, []):
        yield from store.quads(ox.NamedNode(speaker), ox.NamedNode(LABEL), graph=graph)


def _parts(name: str, said: list[ox.Quad], proof: list[ox.Quad], article: str, claim: Described) -> Iterator[ox.Quad]:
    it, software = ox.NamedNode(name), ox.NamedNode("https://w3id.org/newsgraph/")
    head, assertion, provenance, about = (
        ox.NamedNode(f"{name}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    kind = ox.NamedNode(TYPE)
    yield ox.Quad(it, kind, ox.NamedNode(f"{NP}Nanopublication"), head)
    for link, graph in (("Assertion", assertion), ("Provenance", provenance), ("PublicationInfo", about)):
        yield ox.Quad(it, ox.NamedNode(f"{NP}has{link}"), graph, head)
    for quads, graph in ((said, assertion), (proof, provenance)):
        yield from (ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
    yield ox.Quad(assertion, _prov("wasDerivedFrom"), ox.NamedNode(article), provenance)
    for evidence in claim.get(terms.HAS_EVIDENCE, []):
        yield ox.Quad(assertion, _prov("wasQuotedFrom"), ox.NamedNode(evidence), provenance)
    for speaker in claim.get(terms.ATTRIBUTED_TO, []):
        yield ox.Quad(assertion, _prov("wasAttributedTo"), ox.NamedNode(speaker), provenance)
    yield ox.Quad(it, _prov("wasAttributedTo"), software, about)
    yield ox.Quad(it, ox.NamedNode(f"{terms.DCTERMS}license"), ox.NamedNode(LICENCE), about)
    yield ox.Quad(software, kind, _prov("SoftwareAgent"), about)
    yield ox.Quad(software, ox.NamedNode(LABEL), ox.Literal(f"Newsgraph {__version__}"), about)


def _prov(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{terms.PROV}{name}")
