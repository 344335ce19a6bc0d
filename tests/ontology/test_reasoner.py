"""A reasoner for OWL 2 DL (HermiT) finds the ontology consistent and no class of it empty, by itself and with data.

It needs Java, and the package owlready2 that brings HermiT along; without them the tests are skipped and say so.
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

import ontology
from kg import facts
from kg.build import build
from kg.settings import Settings
from kg.store import Store
from ontology import terms
from tests.readings import ANT, NBA, claim, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Reasoner = Callable[[Graph], set[str]]

owlready2 = pytest.importorskip("owlready2", reason="owlready2 is not installed: pip install 'newsgraph[reasoner]'")
if shutil.which("java") is None:
    pytest.skip("there is no Java to run the reasoner HermiT with", allow_module_level=True)

FOLDER = Path(ontology.__file__).parent
VALID = sorted((FOLDER / "examples" / "valid").glob("*.ttl"))
NG = Namespace(terms.NG)
BASE = "https://w3id.org/newsgraph/"
GOLDEN = sorted((Path(__file__).parent.parent / "golden").glob("*.trig"))
SEED = Path(os.environ.get("NEWSGRAPH_SHARED", Path(__file__).parents[3] / "shared")) / "seed"
IN_OWL_2 = {URIRef(terms.XSD + name) for name in ("string", "decimal", "integer", "anyURI")}
"""The datatypes of OWL 2 that the graph uses: a reasoner refuses `xsd:date`, which shapes look after."""


def axioms() -> Graph:
    return Graph().parse(FOLDER / ontology.ONTOLOGY) + Graph().parse(FOLDER / ontology.ALIGNMENTS)


def readable(graph: Graph) -> Graph:
    """The graph without the literals that a reasoner for OWL 2 cannot read."""
    for triple in list(graph):
        value = triple[2]
        if isinstance(value, Literal) and value.datatype not in {None, *IN_OWL_2}:
            graph.remove(triple)
    return graph


def examples() -> Graph:
    """All valid examples, each in a world of its own: they use the same IRIs for different things."""
    graph = Graph()
    for path in VALID:
        text = path.read_text(encoding="utf-8").replace(f"@base <{BASE}>", f"@base <{BASE}{path.stem}/>")
        graph.parse(data=text, format="turtle")
    return readable(graph)


def bundled() -> Graph:
    """The graph of the bundled articles, claims and facts together."""
    return merged(quad for path in GOLDEN for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TRIG))


def merged(quads: Iterable[ox.Quad]) -> Graph:
    """All graphs as one."""
    triples = (ox.Triple(each.subject, each.predicate, each.object) for each in quads)
    return readable(Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt"))


@pytest.fixture
def empty_classes(tmp_path: Path) -> Reasoner:
    """Tells which classes can have no member; an inconsistent ontology is an error."""

    def reason(graph: Graph) -> set[str]:
        file = tmp_path / "reasoned.nt"
        graph.remove((None, OWL.imports, None))  # both files are in it
        graph.serialize(file, format="nt", encoding="utf-8")
        world = owlready2.World()
        world.get_ontology(file.as_uri()).load()
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
        empty = {each.iri for each in world.inconsistent_classes()}
        world.close()
        return empty

    return reason


def test_the_ontology_and_its_alignments_are_consistent_and_no_class_is_empty(empty_classes: Reasoner) -> None:
    assert empty_classes(axioms()) == set()


def test_the_valid_examples_are_consistent(empty_classes: Reasoner) -> None:
    assert len(VALID) > 10
    assert empty_classes(axioms() + examples()) == set()


def test_the_graph_of_the_bundled_articles_is_consistent(empty_classes: Reasoner) -> None:
    assert len(GOLDEN) > 10
    assert empty_classes(axioms() + bundled()) == set()


@pytest.mark.skipif(not SEED.is_dir(), reason="the optional data folder ../shared is not there")
def test_the_graph_of_the_seed_is_consistent(empty_classes: Reasoner, tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        assert build([SEED], store, Settings(), date=date(2023, 3, 1)).refused == ()
        graph = merged(store.quads())

    assert (None, RDF.type, NG.Partnership) in graph
    assert empty_classes(axioms() + graph) == set()


def test_the_reasoner_finds_an_empty_class(empty_classes: Reasoner) -> None:
    wrong = axioms()
    wrong.add((NG.Embassy, RDF.type, OWL.Class))
    for above in (NG.Organization, NG.Place):
        wrong.add((NG.Embassy, RDFS.subClassOf, above))

    assert empty_classes(wrong) == {str(NG.Embassy), str(OWL.Nothing)}


def test_the_reasoner_finds_a_thing_of_two_disjoint_classes(empty_classes: Reasoner) -> None:
    wrong = axioms() + readable(Graph().parse(FOLDER / "examples" / "invalid" / "organization-that-is-a-place.ttl"))

    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        empty_classes(wrong)


def test_articles_that_say_both_ways_round_leave_the_graph_consistent_also_when_both_are_merged(
    empty_classes: Reasoner, tmp_path: Path
) -> None:
    settings = Settings()
    with Store(tmp_path / "store") as store:
        for name, one, other in (("a", ANT, NBA), ("b", NBA, ANT)):
            part = claim(name, one, predicate="partOf", object=other.key)
            told = reading(name, ANT, NBA, claims=(part, claim(name, other)))
            facts.put(store, told, settings=settings, reading_hash=name)
        both = merged(store.quads(graph=ox.DefaultGraph()))
        facts.merge(store, NBA.key, ANT.key, by="Ada", reason="one company", settings=settings)
        one_thing = merged(store.quads(graph=ox.DefaultGraph()))

    assert len(list(both.subject_objects(NG.partOf))) == 2
    assert list(one_thing.subject_objects(NG.partOf)) == []
    assert empty_classes(axioms() + both) == empty_classes(axioms() + one_thing) == set()
