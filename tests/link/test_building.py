"""Building an index: what each source gives, what is skipped, going on after a stop, and taking its place."""

from __future__ import annotations

import bz2
import gzip
import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
import zstandard

from kg.errors import InputRefused, NewsgraphError, UsageError
from kg.link import Index, Value
from kg.link.building import Fault, Filter, Progress, build
from kg.link.building.verification import verify
from tests.link.documents import document, dump, indexed, statement

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ACME = document("Q1", "Acme Inc.", "ACME", types=["Q4830453"], sites=["enwiki", "dewiki"])
BOB = document("Q2", "Bob Jones", types=["Q5"], sites=["enwiki"])
PARIS = document("Q3", "Paris", types=["Q515"], sites=["enwiki", "dewiki", "frwiki"])


def ids(index: Index) -> list[str]:
    return sorted(index.get_many(f"Q{number}" for number in range(100)))


@pytest.mark.parametrize(
    ("suffix", "packed"),
    [
        (".json", lambda data: data),
        (".json.gz", gzip.compress),
        (".json.bz2", bz2.compress),
        (".json.zst", lambda data: zstandard.ZstdCompressor().compress(data)),
        (".jsonl", lambda data: data.replace(b"[\n", b"").replace(b"\n]", b"").replace(b"},\n", b"}\n")),
    ],
)
def test_a_dump_is_read_however_it_is_packed(tmp_path: Path, suffix: str, packed: Callable[[bytes], bytes]) -> None:
    source = tmp_path / f"latest{suffix}"
    source.write_bytes(packed(dump(tmp_path / "plain", ACME, BOB, PARIS).read_bytes()))

    built = build([source], tmp_path / "index.sqlite", workers=1)

    assert (built.items, built.faulty) == (3, 0)
    assert ids(Index.open(built.path)) == ["Q1", "Q2", "Q3"]
    assert list(verify(built.path)) == []


def test_faulty_lines_are_counted_named_and_skipped(tmp_path: Path) -> None:
    labels_as_list = {**document("Q9", "x"), "labels": ["PHP"]}
    no_id = {key: value for key, value in ACME.items() if key != "id"}
    source = dump(tmp_path / "dump.json", ACME, '{"type":"item","id":', labels_as_list, no_id, "\x00\x01", BOB)

    built = build([source], tmp_path / "index.sqlite", workers=1)

    assert ids(Index.open(built.path)) == ["Q1", "Q2"]
    assert built.faulty == 4
    assert [(fault.source, fault.line) for fault in built.faults] == [("dump.json", line) for line in (3, 4, 5, 6)]
    assert built.faults[1] == Fault("dump.json", 4, "labels is a list and no object")
    assert built.faults[2].reason == "there is no 'id'"


def test_what_php_writes_for_nothing_is_no_fault_and_what_has_no_english_name_is_left_out(tmp_path: Path) -> None:
    empty = {**document("Q8", "x"), "labels": [], "aliases": [], "descriptions": [], "claims": [], "sitelinks": []}
    german = {**document("Q7", "x"), "labels": {"de": {"language": "de", "value": "Weltall"}}}
    bare = {"type": "item", "id": "Q6", "labels": {"mul": {"language": "mul", "value": "Acme"}}}
    old = document("Q5", "Old", types=[])
    old["claims"] = {"P31": [statement("P31", "Q5")]}
    old["claims"]["P31"][0]["mainsnak"]["datavalue"]["value"] = {"entity-type": "item", "numeric-id": 5}
    source = dump(tmp_path / "dump.json", empty, german, {"type": "property", "id": "P1", "labels": {}}, bare, old)

    built = build([source], tmp_path / "index.sqlite", workers=1)

    assert (built.items, built.left_out, built.faulty) == (2, 3, 0)
    index = Index.open(built.path)
    assert [index.get("Q6").label, index.get("Q5").kind] == ["Acme", "Person"]  # type: ignore[union-attr] # both are there


def test_preferred_statements_count_and_deprecated_ones_do_not(tmp_path: Path) -> None:
    item = document("Q1", "Acme")
    item["claims"]["P17"] = [statement("P17", "Q30"), statement("P17", "Q183", "preferred"), statement("P17", "Q145")]
    item["claims"]["P452"] = [statement("P452", "Q11", "deprecated"), statement("P452", "Q12")]
    none = statement("P127", "Q1")
    none["mainsnak"] = {"snaktype": "novalue", "property": "P127"}
    item["claims"]["P127"] = [none]
    item["claims"]["P571"] = [statement("P571", "")]
    when = {"type": "time", "value": {"time": "+1946-06-06T00:00:00Z", "precision": 9}}
    item["claims"]["P571"][0]["mainsnak"]["datavalue"] = when

    found = indexed(tmp_path, item).get("Q1")

    assert found is not None
    assert found.facts == {
        "country": (Value(None, "Q183"),),
        "industry": (Value(None, "Q12"),),
        "inception": (Value("1946"),),
    }


def test_a_filter_keeps_classes_with_those_under_them_kinds_and_the_well_known(tmp_path: Path) -> None:
    source = dump(
        tmp_path / "dump.json",
        ACME,
        BOB,
        PARIS,
        document("Q10", "brewery", claims={"P279": ["Q11"]}),
        document("Q11", "drinks maker", claims={"P279": ["Q4830453"]}),
        document("Q12", "Globex", types=["Q10"], sites=["enwiki"]),
    )

    def kept(classes: tuple[str, ...] = (), kinds: tuple[str, ...] = (), sitelinks: int = 0) -> list[str]:
        wanted = Filter(classes, kinds, sitelinks)
        built = build([source], tmp_path / "index.sqlite", taken=wanted, workers=1)
        return ids(Index.open(built.path))

    assert kept() == ["Q1", "Q10", "Q11", "Q12", "Q2", "Q3"]
    assert kept(classes=("Q4830453",)) == ["Q1", "Q12"]
    assert kept(classes=("Q5", "Q11")) == ["Q12", "Q2"]
    assert kept(kinds=("Organization",)) == ["Q1", "Q12"]
    assert kept(sitelinks=2) == ["Q1", "Q3"]


def test_a_class_that_is_not_listed_has_the_kind_of_the_nearest_above_it_even_in_a_circle(tmp_path: Path) -> None:
    index = indexed(
        tmp_path,
        document("Q90000001", "odd class", claims={"P279": ["Q90000002"]}),
        document("Q90000002", "odder class", claims={"P279": ["Q90000001", "Q5"]}),
        document("Q90000003", "circle", claims={"P279": ["Q90000003"]}),
        document("Q1", "Ann", types=["Q90000001"]),
        document("Q2", "Thing", types=["Q90000003"]),
    )

    assert [each.kind for each in index.get_many(["Q1", "Q2"]).values()] == ["Person", "Other"]


NT = """\
<http://www.wikidata.org/entity/Q1> <http://www.w3.org/2000/01/rdf-schema#label> "Acme \\"Inc.\\" caf\\u00E9"@en .
<http://www.wikidata.org/entity/Q1> <http://www.w3.org/2004/02/skos/core#altLabel> "ACME"@en .
<http://www.wikidata.org/entity/Q1> <http://www.w3.org/2004/02/skos/core#altLabel> "Akme"@de .
<http://www.wikidata.org/entity/Q1> <http://schema.org/description> "maker of everything"@en .
<http://www.wikidata.org/entity/Q1> <http://www.wikidata.org/prop/direct/P31> \
<http://www.wikidata.org/entity/Q4830453> .
<http://www.wikidata.org/entity/Q1> <http://www.wikidata.org/prop/direct/P856> <https://acme.example/> .
<http://www.wikidata.org/entity/Q1> <http://www.wikidata.org/prop/direct/P571> \
"1946-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
<https://en.wikipedia.org/wiki/Acme_Inc%2E> <http://schema.org/about> <http://www.wikidata.org/entity/Q1> .
<https://en.wikipedia.org/wiki/Acme_Inc%2E> <http://schema.org/inLanguage> "en" .
<https://de.wikipedia.org/wiki/Acme> <http://schema.org/about> <http://www.wikidata.org/entity/Q1> .
this is no triple
<http://www.wikidata.org/entity/Q2> <http://www.w3.org/2000/01/rdf-schema#label> "Bob"@en .
<http://www.wikidata.org/entity/Q2> <http://www.wikidata.org/prop/direct/P31> <http://www.wikidata.org/entity/Q5> .
<http://www.wikidata.org/entity/Q2> <http://wikiba.se/ontology#sitelinks> \
"7"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://www.wikidata.org/entity/Q3> <http://www.w3.org/2000/01/rdf-schema#label> "Nur deutsch"@de .
"""


def test_truthy_n_triples_give_the_same_items(tmp_path: Path) -> None:
    source = tmp_path / "latest-truthy.nt"
    source.write_text(NT)

    built = build([source], tmp_path / "index.sqlite", workers=1)
    found = Index.open(built.path).get_many(["Q1", "Q2", "Q3"])

    assert built.faults == (Fault("latest-truthy.nt", 11, "'this is no triple' is no triple"),)
    assert list(found) == ["Q1", "Q2"]
    acme = found["Q1"]
    assert (acme.label, acme.aliases, acme.description) == ('Acme "Inc." café', ("ACME",), "maker of everything")
    assert (acme.kind, acme.types, acme.enwiki, acme.popularity) == ("Organization", ("Q4830453",), "Acme Inc.", 2.0)
    assert acme.facts == {"inception": (Value("1946"),), "website": (Value("https://acme.example/"),)}
    assert (found["Q2"].kind, found["Q2"].popularity) == ("Person", 7.0)


def test_items_of_n_triples_stay_whole_where_pieces_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "latest-truthy.nt"
    source.write_text(NT)
    build([source], tmp_path / "whole.sqlite", workers=1)
    monkeypatch.setattr("kg.link.building.sources._PIECE", 100)

    build([source], tmp_path / "cut.sqlite", workers=1)

    assert Index.open(tmp_path / "cut.sqlite").version == Index.open(tmp_path / "whole.sqlite").version


def test_lines_of_items_and_tables_are_sources_and_the_first_counts(tmp_path: Path) -> None:
    lines = tmp_path / "items.jsonl"
    record = {
        "id": "Q1",
        "label": "Acme Corp",
        "aliases": ["Acme"],
        "description": "maker",
        "kind": "org",
        "types": ["Q4830453"],
        "enwiki": "Acme",
        "popularity": {"est": 7.5},
        "facts": {"country": [{"id": "Q30", "label": "United States"}], "website": [{"value": "https://a.example"}]},
    }
    lines.write_text(
        f"{json.dumps(record)}\n{json.dumps({'id': 'Qx', 'label': 'y'})}\n{json.dumps({'id': 'Q5', 'label': ' '})}\n"
    )
    table = tmp_path / "own.tsv"
    table.write_text(
        "# id kind popularity label aliases\nQ1\tproduct\t9\tACME\tThe Acme|Acme Co\n\nQ2\tplanet\t1\tMars\n"
    )

    built = build([lines, table], tmp_path / "index.sqlite", workers=1)
    found = Index.open(built.path).get("Q1")

    assert [fault.line for fault in built.faults] == [2, 3, 4]
    assert [fault.source for fault in built.faults] == ["items.jsonl", "items.jsonl", "own.tsv"]
    assert found is not None
    assert (found.label, found.aliases) == ("Acme Corp", ("Acme", "ACME", "The Acme", "Acme Co"))
    assert (found.kind, found.popularity, found.description) == ("Organization", 9.0, "maker")
    assert found.facts["country"] == (Value("United States", "Q30"),)


def test_the_name_suggestion_index_gives_brands_operators_and_networks(tmp_path: Path) -> None:
    source = tmp_path / "nsi.json"
    world, german = {"include": ["001"]}, {"include": ["de"]}
    document_ = {
        "_meta": {"version": "1"},
        "nsi": {
            "operators/amenity/school": {
                "items": [{"locationSet": german, "tags": {"operator": "Stadt Köln", "operator:wikidata": "Q365"}}]
            },
            "brands/amenity/fast_food": {
                "items": [
                    {
                        "locationSet": world,
                        "tags": {"brand": "麦当劳", "brand:en": "McDonald's", "brand:wikidata": "Q38076"},
                    },
                    {"locationSet": world, "tags": {"brand": "No Item"}},
                ]
            },
            "flags/man_made/flagpole": {"items": [{"locationSet": world, "tags": {"flag:wikidata": "Q1"}}]},
        },
    }
    source.write_text(json.dumps(document_))

    built = build([source], tmp_path / "index.sqlite", workers=1)
    found = Index.open(built.path).get_many(["Q38076", "Q365", "Q1"])

    assert [(each.id, each.label, each.kind) for each in found.values()] == [
        ("Q365", "Stadt Köln", "Other"),
        ("Q38076", "McDonald's", "Organization"),
    ]
    assert found["Q38076"].facts == {"industry": (Value("fast food"),)}


def test_the_same_sources_give_the_same_version_in_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = dump(tmp_path / "dump.json", *(document(f"Q{n}", f"Firm {n}", types=["Q4830453"]) for n in range(1, 400)))
    monkeypatch.setattr("kg.link.building.sources._PIECE", 4096)

    one = build([source], tmp_path / "one.sqlite", workers=1)
    two = build([source], tmp_path / "two.sqlite", workers=2)

    assert (one.version, one.items) == (two.version, 399)


class _Stop(Exception):
    """Ends a build in the middle, as Ctrl-C does."""


def test_a_build_that_was_stopped_goes_on_from_there_and_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "dump.json.gz"
    plain = dump(tmp_path / "plain", *(document(f"Q{n}", f"Firm {n}", types=["Q4830453"]) for n in range(1, 200)))
    source.write_bytes(gzip.compress(plain.read_bytes()))
    monkeypatch.setattr("kg.link.building.sources._PIECE", 4096)
    whole = build([source], tmp_path / "whole.sqlite", workers=1)
    out = tmp_path / "index.sqlite"

    def stop(progress: Progress) -> None:
        if progress.lines > 80:
            raise _Stop

    with pytest.raises(_Stop):
        build([source], out, workers=1, tell=stop)
    seen: list[Progress] = []
    built = build([source], out, workers=1, tell=seen.append)

    assert not out.with_name("index.sqlite.part").exists()
    assert min(each.lines for each in seen) > 80
    assert (built.version, built.items, built.lines) == (whole.version, 199, whole.lines)


def test_a_build_of_other_sources_begins_anew(tmp_path: Path) -> None:
    out = tmp_path / "index.sqlite"

    def stop(_: Progress) -> None:
        raise _Stop

    with pytest.raises(_Stop):
        build([dump(tmp_path / "dump.json", ACME)], out, workers=1, tell=stop)
    built = build([dump(tmp_path / "dump.json", BOB, PARIS)], out, workers=1)

    assert ids(Index.open(built.path)) == ["Q2", "Q3"]


def test_the_old_index_answers_while_and_after_a_new_one_takes_its_place(tmp_path: Path) -> None:
    old = indexed(tmp_path, ACME)
    before: list[str] = []

    build(
        [dump(tmp_path / "new.json", BOB)],
        old.path,
        workers=1,
        tell=lambda _: before.append(Index.open(old.path).named("acme")[0].id),
    )

    assert set(before) == {"Q1"}
    assert old.named("acme")[0].id == "Q1"
    assert Index.open(old.path).named("acme") == ()
    assert Index.open(old.path).named("bob jones")[0].id == "Q2"


def test_a_build_without_items_leaves_the_old_index_alone(tmp_path: Path) -> None:
    old = indexed(tmp_path, ACME)

    with pytest.raises(NewsgraphError, match=r"none has an item with an English label .* stays as it was"):
        build([dump(tmp_path / "new.json", {"type": "property", "id": "P1"})], old.path, workers=1)

    assert Index.open(old.path).version == old.version


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("letter.txt", b"Dear all", "it is no Wikidata JSON dump"),
        ("cut.json.gz", gzip.compress(b"[\n" + b"{}" * 99_999)[:-20], "it breaks off after line"),
        ("not.json.bz2", b"plain", "it cannot be read"),
        ("other.json", b'{\n "hello": 1\n}', "it is a JSON document, but none of Wikidata"),
        ("half.json", b'{\n "entities": {', "it is no JSON"),
    ],
)
def test_what_is_no_source_is_refused_by_name(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(InputRefused, match=reason) as refused:
        build([tmp_path / name], tmp_path / "index.sqlite", workers=1)
    assert refused.value.origin == str(tmp_path / name)
    assert not (tmp_path / "index.sqlite").exists()


def test_there_must_be_a_source(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name a Wikidata dump"):
        build([], tmp_path / "index.sqlite")


def test_a_class_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'human' is no class of Wikidata: name it by its Q-id"):
        build([dump(tmp_path / "dump.json", ACME)], tmp_path / "index.sqlite", taken=Filter(classes=("human",)))


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UsageError, match=r"cannot be written .*: name another place with --out"):
        build([dump(tmp_path / "dump.json", ACME)], tmp_path / "file" / "index.sqlite", workers=1)


def test_two_builds_of_one_index_do_not_meet(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "dump.json", ACME), tmp_path / "index.sqlite"
    refused: list[str] = []

    def meanwhile(_: Progress) -> None:
        with pytest.raises(UsageError, match="Another build of this index is under way") as met:
            build([source], out, workers=1)
        refused.append(str(met.value))

    built = build([source], out, workers=1, tell=meanwhile)

    assert len(refused) >= 1
    assert built.items == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dump.json", "index.sqlite"]


def test_what_was_changed_in_an_index_is_found(tmp_path: Path) -> None:
    index = indexed(tmp_path, ACME, BOB)
    with sqlite3.connect(index.path) as connection:
        connection.execute("UPDATE item SET label = 'Evil' WHERE id = 1")
        connection.execute("DELETE FROM item WHERE id = 2")
    connection.close()

    found = list(verify(index.path))

    assert [each.split(":")[0].split(",")[0] for each in found] == [
        "names lead to items that are not there",
        "it should have 2 items and 4 names",
        f"its version is {index.version}",
    ]
