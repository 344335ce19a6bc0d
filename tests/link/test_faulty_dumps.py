"""What a dump may hold that no index can: it costs its line, is named, and the index is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link import Index
from kg.link.building import build
from kg.link.building.verification import verify
from tests.link.documents import document, dump

if TYPE_CHECKING:
    from pathlib import Path

ACME = document("Q1", "Acme Inc.", "ACME", types=["Q4830453"], sites=["enwiki", "dewiki"])
BOB = document("Q2", "Bob Jones", types=["Q5"], sites=["enwiki"])


def test_ids_that_no_file_can_hold_and_half_letters_are_faults(tmp_path: Path) -> None:
    huge = {**document("Q9", "huge"), "id": f"Q{10**20}"}
    of_huge = document("Q3", "of a huge class", types=[f"Q{10**20}"])
    half = '{"type":"item","id":"Q4","labels":{"en":{"value":"\\ud800"}}}'
    odd = {**document("Q9", "odd"), "id": "Q\u00b2"}

    source = dump(tmp_path / "dump.json", ACME, huge, of_huge, half, odd, document("Q5", " "), BOB)

    built = build([source], tmp_path / "i.sqlite", workers=1)

    assert list(Index.open(built.path).get_many(f"Q{number}" for number in range(20))) == ["Q1", "Q2"]
    assert [fault.line for fault in built.faults] == [3, 4, 5, 6]
    assert (built.left_out, list(verify(built.path))) == (1, [])
    assert Index.open(built.path).get(f"Q{10**20}") is None
