"""What is exported for other tools: valid by their own validators, whole or in part, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import shutil
import warnings
import zipfile
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.errors import UsageError
from kg.export import MEDIA_TYPES, export, format_named
from kg.load import load
from kg.settings import Settings
from kg.store import FORMATS, Store
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = Settings().base
STREAMING = "article/c10dd35a8d65dbf0"
TENCENT = "Tencent"
PARTS: dict[str, dict[str, str]] = {"whole": {}, "entity": {"entity": TENCENT}, "article": {"article": STREAMING}}


@pytest.fixture(scope="module")
def store(examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(shutil.copytree(examples_store, tmp_path_factory.mktemp("exported") / "store")) as opened:
        yield opened


def written(store: Store, name: str, **part: str) -> bytes:
    out = io.BytesIO()
    export(store, out, name, settings=Settings(), **part)  # type: ignore[arg-type]  # the parts are text
    return out.getvalue()


def with_history(store: Store, name: str, **part: str) -> bytes:
    out = io.BytesIO()
    export(store, out, name, settings=Settings(), history=True, **part)
    return out.getvalue()


def tables(store: Store, **part: str) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(written(store, "csv", **part))) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def entities(store: Store, **part: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in written(store, "ftm", **part).splitlines()]


# --- every format ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", [*FORMATS, *MEDIA_TYPES])
def test_every_format_gives_every_part_and_the_same_bytes_twice(store: Store, name: str, part: str) -> None:
    once = written(store, name, **PARTS[part])

    assert len(once) > 1000
    assert once == written(store, name, **PARTS[part])


@pytest.mark.parametrize("name", ["nt", "ttl", "rdf"])
def test_another_library_reads_the_facts_as_the_same_graph(store: Store, name: str) -> None:
    facts = Graph().parse(data=written(store, "nt"), format="nt")
    read = Graph().parse(data=written(store, name), format={"nt": "nt", "ttl": "turtle", "rdf": "xml"}[name])

    assert len(facts) > 900
    assert isomorphic(read, facts)


@pytest.mark.parametrize(("name", "called"), [("trig", "trig"), ("jsonld", "json-ld"), ("nanopubs", "trig")])
def test_another_library_reads_the_graphs_as_the_same_dataset(store: Store, name: str, called: str) -> None:
    ours = ox.RdfFormat.JSON_LD if name == "jsonld" else ox.RdfFormat.TRIG
    data = written(store, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the library's own parser uses what it deprecates
        found = Dataset().parse(data=data, format=called).serialize(format="nquads")

    assert set(ox.parse(found.encode(), ox.RdfFormat.N_QUADS)) == set(ox.parse(data, ours))


@pytest.mark.parametrize("name", ["nq", "trig", "jsonld", "nq12", "trig12"])
def test_the_history_is_exported_when_asked_for_and_comes_back_from_it(store: Store, tmp_path: Path, name: str) -> None:
    past = ox.NamedNode(f"{BASE}graph/history")
    content = with_history(store, name)
    (tmp_path / f"all.{name.removesuffix('12')}").write_bytes(content)
    with Store(tmp_path / "again") as again:
        load(tmp_path / f"all.{name.removesuffix('12')}", again, Settings())

        assert past.value not in written(store, name).decode()
        assert set(again.quads(graph=past)) == set(store.quads(graph=past)) != set()
        assert with_history(again, name) == content


@pytest.mark.parametrize(("name", "part"), [("ttl", {}), ("csv", {}), ("nq", {"entity": TENCENT})])
def test_a_history_that_cannot_be_written_is_refused(store: Store, name: str, part: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="goes with the whole graph as nq, trig, jsonld, nq12, trig12 only"):
        with_history(store, name, **part)


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'\.xlsx': use one of ttl, nt, nq, trig, rdf, jsonld, csv, ftm, nanopubs"):
        format_named(".xlsx")
    assert (format_named(".zip"), format_named("trig12")) == ("csv", "trig12")


# --- RDF 1.2 ---------------------------------------------------------------------------------------------


def test_rdf_1_2_says_what_each_claim_states_as_a_triple_term(store: Store) -> None:
    plain = set(ox.parse(written(store, "trig"), ox.RdfFormat.TRIG))
    more = set(ox.parse(written(store, "trig12"), ox.RdfFormat.TRIG)) - plain
    stated = {str(each.object.predicate.value) for each in more if isinstance(each.object, ox.Triple)}
    claims = {each.subject for each in plain if each.predicate.value == f"{terms.RDF}predicate"}

    assert plain < plain | more
    assert {each.predicate.value for each in more} == {f"{terms.RDF}reifies"}
    assert claims <= {each.subject for each in more}
    assert stated >= {terms.HAS_STATUS, terms.HAS_ROLE_STATUS, terms.PART_OF, terms.VALUE}


def test_rdf_1_2_comes_back_as_the_graph_that_it_was_made_of(store: Store, tmp_path: Path) -> None:
    (tmp_path / "all.trig").write_bytes(written(store, "trig12"))
    with Store(tmp_path / "again") as again:
        load(tmp_path / "all.trig", again, Settings())

        assert written(again, "nq") == written(store, "nq")


# --- nanopublications ------------------------------------------------------------------------------------


def test_each_claim_that_says_something_is_a_valid_nanopublication(store: Store) -> None:
    nanopub = pytest.importorskip("nanopub", reason="the package nanopub is not installed")
    quads = list(ox.parse(written(store, "nanopubs", article=STREAMING), ox.RdfFormat.TRIG))
    names = sorted({each.graph_name.value.partition("#")[0] for each in quads})
    said = tables(store, article=STREAMING)["claims"]

    for name in names:
        own = [each for each in quads if each.graph_name.value.startswith(f"{name}#")]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            data = Dataset()
            data.parse(data=ox.serialize(own, format=ox.RdfFormat.N_QUADS), format="nquads")
            assert nanopub.Nanopub(rdf=data).is_valid
    assert len(names) == sum(
        1 for row in said if row["property"] or "/event/" in row["about iri"] or "/role/" in row["about iri"]
    )
    assert len(names) > 5


def test_a_nanopublication_says_what_the_article_s_graph_says_in_its_own_terms(store: Store) -> None:
    graph = ox.NamedNode(BASE + STREAMING.replace("article/", "graph/"))
    stored = {(each.subject, each.predicate, each.object) for each in store.quads(graph=graph)}
    written_out = {
        (each.subject, each.predicate, each.object): each.graph_name.value.rpartition("#")[2]
        for each in ox.parse(written(store, "nanopubs", article=STREAMING), ox.RdfFormat.TRIG)
    }
    of_the_claim = {it: part for it, part in written_out.items() if part in {"assertion", "provenance"}}
    added = {predicate.value for _, predicate, _ in of_the_claim.keys() - stored}

    assert added == {f"{terms.PROV}{name}" for name in ("wasDerivedFrom", "wasQuotedFrom", "wasAttributedTo")}
    assert {f"{terms.OA}start", f"{terms.OA}exact", f"{terms.SCHEMA}datePublished"} <= {
        predicate.value for _, predicate, _ in of_the_claim
    }


# --- FollowTheMoney --------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
def test_every_entity_is_valid_for_follow_the_money_and_loses_nothing_there(store: Store, part: str) -> None:
    model = pytest.importorskip("followthemoney", reason="the package followthemoney is not installed").model
    found = entities(store, **PARTS[part])
    ids = {each["id"] for each in found}

    for each in found:
        proxy = model.get_proxy(each, cleaned=False)
        proxy.schema.validate(each)
        kept = {name: sorted(proxy.get(name)) for name in proxy.properties}
        assert kept == {name: sorted(set(values)) for name, values in each["properties"].items()}
        linked = {value for prop, value in proxy.itervalues() if prop.type.name == "entity"}
        assert linked <= ids
    assert {each["schema"] for each in found} >= {"Organization", "Person", "Event", "Article", "UnknownLink"}


# --- tables ----------------------------------------------------------------------------------------------


def test_the_tables_hold_every_fact_claim_and_article(store: Store) -> None:
    found, counts = tables(store), store.counts()

    assert len(found["articles"]) == counts.articles
    assert len(found["claims"]) == counts.claims
    assert len(found["entities"]) == sum(counts.entities.values())
    assert len(found["events"]) == counts.events["Event"]
    assert len(found["roles"]) == counts.roles


def test_a_row_says_what_a_deal_is_worth_and_another_the_words(store: Store) -> None:
    found = tables(store, entity=TENCENT)
    (deal,) = (row for row in found["events"] if row["value"])

    assert (deal["value"], deal["currency"], deal["term"], deal["status"]) == ("1500000000", "USD", "P5Y", "active")
    (words,) = (row["words"] for row in found["claims"] if row["property"] == "value")
    assert words.startswith("The National Basketball Association and Tencent announced a five-year, $1.5 billion")
    assert {row["name"] for row in found["entities"]} >= {"Tencent", "China", "Martin Lau", "Shenzhen"}
    assert "Microsoft" not in {row["name"] for row in found["entities"]}
