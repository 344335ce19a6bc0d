"""The queries of docs/wikidata.md parse, and none of them makes this store ask another server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.store import Store

PAGE = Path(__file__).parents[2] / "docs" / "wikidata.md"
BLOCKS = re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE.read_text(), re.MULTILINE)
QUERIES = ["\n".join(line[4:] for line in block.splitlines()) for block in BLOCKS if "SELECT" in block]


def test_the_page_has_its_queries() -> None:
    assert len(QUERIES) == 4
    assert sum("SERVICE" in query for query in QUERIES) == 3


@pytest.mark.parametrize("number", range(4))
def test_a_query_parses_once_its_services_are_graphs(tmp_path: Path, number: int) -> None:
    with Store(tmp_path / "store") as store:
        local = re.sub(r"SERVICE <[^>]*>", "GRAPH <https://example.org/service>", QUERIES[number])
        assert list(store.query(local)) == []
        if local != QUERIES[number]:
            with pytest.raises(QueryError, match="SERVICE"):
                store.query(QUERIES[number])
