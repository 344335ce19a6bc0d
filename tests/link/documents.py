"""Items as Wikidata's dumps lay them out, and dumps of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.link import Index
from kg.link.building import build
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SHARED = ROOT.parent / "shared" / "data" / "wikidata"
FIXTURES = SHARED / "fixtures"


def document(
    qid: str,
    label: str,
    *aliases: str,
    types: Iterable[str] = (),
    about: str | None = None,
    claims: Mapping[str, list[str]] | None = None,
    sites: Iterable[str] = (),
) -> dict[str, Any]:
    """A whole item document; `claims` maps properties to Q-ids or strings, `sites` names sitelinks."""
    said = {"P31": list(types), **(claims or {})}
    return {
        "type": "item",
        "id": qid,
        "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {"en": {"language": "en", "value": about}} if about else {},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "claims": {key: [statement(key, value) for value in values] for key, values in said.items() if values},
        "sitelinks": {site: {"site": site, "title": label, "badges": []} for site in sites},
    }


def statement(key: str, value: str, rank: str = "normal") -> dict[str, Any]:
    """One statement: of an item if the value is a Q-id, else of a string."""
    is_item = value[:1] == "Q" and value[1:].isdigit()
    data: dict[str, Any] = (
        {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": value}}
        if is_item
        else {"type": "string", "value": value}
    )
    return {"rank": rank, "mainsnak": {"snaktype": "value", "property": key, "datavalue": data}, "type": "statement"}


def dump(path: Path, *documents: dict[str, Any] | str) -> Path:
    """A JSON dump; a string among the documents is a line as it stands."""
    lines = [each if isinstance(each, str) else json.dumps(each) for each in documents]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    return path


def indexed(folder: Path, *documents: dict[str, Any]) -> Index:
    """An index of these items."""
    out = folder / "index.sqlite"
    build([dump(folder / "dump.json", *documents)], out, workers=1)
    return Index.open(out)
