"""The npm package name-suggestion-index (`dist/json/nsi.json`): brands and operators of the world → items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.link.items import OTHER, Item, Value, qid_number
from kg.link.rows import merged
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_TREES = {
    "brands": ("brand", Kind.ORGANIZATION),
    "transit": ("network", Kind.ORGANIZATION),
    "operators": ("operator", OTHER),
}
"""Part of the index, the foremost first → the tag that names what the part lists, and what kind of thing that is.

Operators may be firms, but also towns and ministries. Flags are left out, for they name no party.
"""

_NAMES = ("{}:en", "{}", "{}:short", "short_name", "alt_name", "official_name", "name:en", "name")
_WORLD = "001"
_EVERYWHERE = 40  # about how many Wikipedias have a brand that is found in the whole world
_PER_COUNTRY = 2
_LEAST = 3


def suggested(document: dict[str, Any]) -> list[Item]:
    """The items in the document, one for each Wikidata id, in the order of their ids."""
    found: dict[str, list[Item]] = {}
    for tree, (tag, kind) in _TREES.items():
        for path, category in document["nsi"].items():
            for entry in category["items"] if path.startswith(f"{tree}/") else ():
                for item in _item(tag, kind, path, entry):
                    found.setdefault(item.id, []).append(item)
    return [merged(found[qid]) for qid in sorted(found, key=lambda qid: int(qid[1:]))]


def _item(tag: str, kind: str, category: str, entry: dict[str, Any]) -> Iterator[Item]:
    tags = entry["tags"]
    qid = tags.get(f"{tag}:wikidata", "")
    names = list(dict.fromkeys(name for key in _NAMES for name in tags.get(key.format(tag), "").split(";") if name))
    if qid_number(qid) is None or not names:
        return
    where = entry["locationSet"]["include"]
    countries = [str(place).upper() for place in where if len(str(place)) == len("us")]
    yield Item(
        qid,
        names[0].strip(),
        tuple(name.strip() for name in names[1:]),
        kind=kind,
        popularity=float(_EVERYWHERE if _WORLD in where else _LEAST + min(_PER_COUNTRY * len(where), _EVERYWHERE)),
        facts={"industry": (Value(category.rsplit("/", 1)[-1].replace("_", " ")),)}
        | ({"country": tuple(map(Value, countries))} if len(countries) == 1 else {}),
    )
