"""A remote reconciliation service (Reconciliation Service API 0.1 or 0.2) over Wikidata's items as an index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.link.classes import FIRST, listed
from kg.link.items import OTHER, Item, Named, Similar, qid_number
from kg.link.normalization import name_key
from kg.link.online.by_name import FOUND, ByName
from kg.link.spelling import similarity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.link.online.client import Client


@dataclass
class ReconciliationService(ByName):
    """Items by name as a service ranks them; what it tells of an item is its name, its classes and a description."""

    client: Client
    version: str = "reconciliation-online"

    def __post_init__(self) -> None:
        self._kinds = dict(listed())
        self._items: dict[str, Item] = {}

    def found(self, text: str, fits: Callable[[str], bool]) -> tuple[Named, ...]:
        """What the service finds, of the names whose keys fit, in its order."""
        return tuple(each for each in self._asked(text) if fits(name_key(each.alias)))

    def similar(self, text: str, limit: int = 10) -> tuple[Similar, ...]:
        """Names spelled like this one, the most similar first."""
        key = name_key(text)
        alike = [Similar(each, similarity(key, name_key(each.alias))) for each in self._asked(text)]
        near = [each for each in alike if each.similarity and name_key(each.named.alias) != key]
        return tuple(sorted(near, key=lambda each: -each.similarity)[:limit])

    def get_many(self, qids: Iterable[str]) -> dict[str, Item]:
        """The items among these that the service has told of."""
        return {qid: self._items[qid] for qid in dict.fromkeys(qids) if qid in self._items}

    def _asked(self, text: str) -> list[Named]:
        if not text:
            return []
        query = {"q0": {"query": text, "limit": FOUND}}
        found = self.client.post({"queries": json.dumps(query, sort_keys=True)}, self._read)
        self._items |= {item.id: item for item in found}
        return [
            Named(each.id, each.label, is_label=True, kind=each.kind, popularity=0.0, how="label") for each in found
        ]

    def _read(self, answer: Any) -> list[Item]:  # noqa: ANN401 (whatever JSON says)
        return [self._told(each) for each in answer["q0"]["result"] if qid_number(each["id"]) is not None]

    def _told(self, candidate: dict[str, Any]) -> Item:
        types = tuple(each["id"] for each in candidate.get("type", ()) if qid_number(each["id"]) is not None)
        kinds = {self._kinds.get(int(qid[1:]), OTHER) for qid in types}
        kind = next((kind for kind in FIRST if kind in kinds), OTHER)
        return Item(candidate["id"], candidate["name"], (), candidate.get("description"), kind, types)
