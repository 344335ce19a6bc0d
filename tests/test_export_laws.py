"""Laws: what a format can carry comes back from it as it was, and a change of one article shows in its own lines."""

from __future__ import annotations

import difflib
import io
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import facts
from kg.errors import UsageError
from kg.export import export
from kg.load import load
from kg.records import Entity, Kind
from kg.settings import Settings
from kg.store import Store
from tests.conftest import EXAMPLES
from tests.readings import any_reading, reading

if TYPE_CHECKING:
    from kg.records import Reading
    from tests.conftest import Command

WHOLE = ("nq", "trig", "jsonld", "nq12", "trig12")
FACTS = ("ttl", "nt", "rdf")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def written(store: Store, name: str) -> bytes:
    out = io.BytesIO()
    export(store, out, name, settings=Settings())
    return out.getvalue()


def come_back(content: bytes, name: str, folder: Path) -> bytes:
    """The content imported into a new store and exported again."""
    file = folder / f"all.{name.removesuffix('12')}"
    file.write_bytes(content)
    with Store(folder / f"of-{name}") as store:
        load(file, store, Settings())
        return written(store, name)


@settings(max_examples=12, deadline=None)
@given(st.lists(any_reading(), min_size=1, max_size=3))
def test_export_then_import_then_export_is_the_identity(readings: list[Reading]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store") as store:
        facts.put_many(store, [(each, "f" * 64) for each in readings], settings=Settings())

        for name in (*WHOLE, *FACTS):
            try:
                content = written(store, name)
            except UsageError:
                assert name == "rdf"
                assert any(NOT_IN_XML.search(str(quad.object.value)) for quad in store.quads(graph=ox.DefaultGraph()))
            else:
                assert come_back(content, name, Path(folder)) == content, name


def test_a_character_that_xml_cannot_hold_is_refused_with_the_formats_that_can(tmp_path: Path) -> None:
    odd = Entity("id/organization/odd", Kind.ORGANIZATION, "Odd\x01One")
    with Store(tmp_path / "store") as store:
        facts.put(store, reading("a", odd), settings=Settings(), reading_hash="f" * 64)

        with pytest.raises(UsageError, match=r"XML has no way to write a character of .*Odd.*export it as ttl"):
            written(store, "rdf")


def test_a_change_of_one_article_changes_the_lines_about_what_it_speaks_of(
    kg: Command, own_store: Path, tmp_path: Path
) -> None:
    store = own_store
    before = kg("export", "--format", "ttl", "--store", store).stdout
    text = (EXAMPLES / "13-second-chances.jsonl").read_text()
    changed = tmp_path / "13-second-chances.jsonl"
    changed.write_text(text.replace("a five-year, $1.5 billion", "a seven-year, $1.5 billion"))

    kg("build", changed, "--store", store)

    after = kg("export", "--format", "ttl", "--store", store).stdout
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    said = [line for line in lines if re.match(r"[+-][^+-]", line)]
    told = [line for line in said if re.fullmatch(r"[+-]\t\t?(ng:\w+ )?<\S+/c10dd35a8d65dbf0#claim-\w+> [,;.]", line)]
    assert [line for line in said if line not in told] == [
        '-\tng:term "P5Y"^^xsd:duration ;',
        '+\tng:term "P7Y"^^xsd:duration ;',
    ]
    gone, come = (set(re.findall(rf"^\{sign}.*<(.+)>", "\n".join(told), re.MULTILINE)) for sign in "-+")
    assert gone - come
    assert [each for each in gone - come if each in after] == []
    assert [each for each in come - gone if each in before] == []
    assert len(gone & come) <= 4  # the last of a list, which ends otherwise
