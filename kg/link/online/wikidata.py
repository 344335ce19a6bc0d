"""Wikidata's own API as an index: `wbsearchentities` for names, `wbgetentities` for items."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.link import wikidata
from kg.link.classes import FIRST, listed
from kg.link.items import OTHER, Item, Named, Similar, Value, qid_number
from kg.link.normalization import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.link.online.client import Client

WIKIDATA = "https://www.wikidata.org/w/api.php"
_LAG = "5"  # seconds that its replicas may lag behind before it wants to be left alone
_IDS = 50  # that one request may name
_FOUND = 20
_WHOLE = "labels|descriptions|aliases|claims|sitelinks"
_MATCHES = {"label", "alias"}
_ABOVE = 4  # steps up from a class that the table does not list


@dataclass
class WikidataService:
    """Items and names as Wikidata has them now, or had them when they were last asked for."""

    client: Client
    version: str = "wikidata-online"
    _kinds: dict[int, str] = field(default_factory=lambda: dict(listed()), repr=False)

    def named(self, key: str) -> tuple[Named, ...]:
        """All items that have a name of exactly this key, the most popular first."""
        return self._found(key, lambda other: other == key)

    def named_many(self, keys: Iterable[str]) -> dict[str, tuple[Named, ...]]:
        """The same for several keys, by those that are names."""
        return {key: found for key in keys if (found := self.named(key))}

    def beginning(self, key: str, limit: int = _FOUND) -> tuple[Named, ...]:
        """Names whose key has these first words and goes on with others, the most popular first."""
        return self._found(key, lambda other: other.startswith(f"{key} "))[:limit]

    def similar(self, text: str, limit: int = 10) -> tuple[Similar, ...]:  # noqa: ARG002 (as an index has it)
        """None: Wikidata's search knows no misspelled names."""
        return ()

    def containing(self, *words: str, limit: int = 10) -> tuple[Named, ...]:
        """What is found by the first of these."""
        return self.search(words[0], limit)

    def search(self, text: str, limit: int = 10, kind: str | None = None) -> tuple[Named, ...]:
        """What Wikidata finds for somebody who types."""
        return tuple(each for each in self._found(text, lambda _: True) if kind in {None, each.kind})[:limit]

    def get(self, qid: str) -> Item | None:
        """The item with this Q-id, if there is one."""
        return self.get_many([qid]).get(qid)

    def get_many(self, qids: Iterable[str]) -> dict[str, Item]:
        """The items with these Q-ids by Q-id, each with its kind; facts about items with their labels."""
        found = {qid: item for qid, entity in self._entities(qids).items() if (item := _item(entity))}
        self._learn_kinds({int(each[1:]) for item in found.values() for each in item.types})
        told = {v.id for item in found.values() for many in item.facts.values() for v in many if v.id}
        labels = self._labels(sorted(told - found.keys())) | {qid: item.label for qid, item in found.items()}
        return {qid: self._whole(item, labels) for qid, item in found.items()}

    def _found(self, text: str, fits: Any) -> tuple[Named, ...]:  # noqa: ANN401 (a function of a key)
        if not text:
            return ()
        parameters = {"action": "wbsearchentities", "search": text, "language": "en", "uselang": "en", "type": "item"}
        answer = self._asked({**parameters, "limit": str(_FOUND)})
        matches = [(hit["id"], hit["match"]["text"], hit["match"]["type"]) for hit in answer["search"]]
        fitting = [hit for hit in matches if hit[2] in _MATCHES and fits(name_key(hit[1]))]
        items = self.get_many(qid for qid, _, _ in fitting)
        rows = [
            Named(qid, name, name == items[qid].label, items[qid].kind, items[qid].popularity, how)
            for qid, name, how in fitting
            if qid in items
        ]
        return tuple(sorted(rows, key=lambda row: (-row.popularity, int(row.id[1:]))))

    def _entities(self, qids: Iterable[str], props: str = _WHOLE) -> dict[str, Any]:
        wanted = sorted({qid for qid in qids if qid_number(qid) is not None}, key=lambda qid: int(qid[1:]))
        found: dict[str, Any] = {}
        for at in range(0, len(wanted), _IDS):
            ids = "|".join(wanted[at : at + _IDS])
            languages = "|".join(wikidata.LANGUAGES)
            answer = self._asked({"action": "wbgetentities", "ids": ids, "props": props, "languages": languages})
            found |= answer.get("entities", {})
        return found

    def _labels(self, qids: list[str]) -> dict[str, str]:
        entities = self._entities(qids, "labels")
        return {qid: label for qid, entity in entities.items() if (label := wikidata.label(entity))}

    def _learn_kinds(self, classes: set[int]) -> None:
        """Find the kinds of classes that the table does not list by the nearest listed class above them."""
        above: dict[int, set[int]] = {}
        level = classes - self._kinds.keys()
        for _ in range(_ABOVE):
            entities = self._entities([f"Q{number}" for number in level - above.keys()], "claims")
            above |= {int(qid[1:]): set(_superclasses(entity)) for qid, entity in entities.items()}
            level = {up for number in level for up in above.get(number, ())} - self._kinds.keys()
            if not level:
                break
        for number in classes - self._kinds.keys():
            self._kinds[number] = self._nearest(number, above)

    def _nearest(self, number: int, above: dict[int, set[int]]) -> str:
        level = {number}
        for _ in range(_ABOVE):
            level = {up for each in level for up in above.get(each, ())}
            kinds = {self._kinds[each] for each in level if each in self._kinds}
            if kinds:
                return next(kind for kind in FIRST if kind in kinds)
        return OTHER

    def _whole(self, item: Item, labels: dict[str, str]) -> Item:
        kinds = {self._kinds[int(qid[1:])] for qid in item.types}
        facts = {
            name: tuple(Value(labels.get(v.id), v.id) if v.id else v for v in many) for name, many in item.facts.items()
        }
        return replace(item, kind=next((kind for kind in FIRST if kind in kinds), OTHER), facts=facts)

    def _asked(self, parameters: dict[str, str]) -> Any:  # noqa: ANN401 (whatever JSON says)
        return self.client.get({**parameters, "format": "json", "maxlag": _LAG})


def _item(entity: dict[str, Any]) -> Item | None:
    return wikidata.item(entity) if "missing" not in entity and entity.get("type") == "item" else None


def _superclasses(entity: dict[str, Any]) -> Iterator[int]:
    return (int(qid[1:]) for qid in wikidata.superclasses(entity))
