"""Wikidata's own API as an index: `wbsearchentities` for names, `wbgetentities` for items."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from kg.link import wikidata
from kg.link.classes import FIRST, listed
from kg.link.items import OTHER, Item, Named, Similar, Value, qid_number
from kg.link.normalization import name_key
from kg.link.online.by_name import FOUND, ByName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.link.online.client import Client, Read

T = TypeVar("T")

WIKIDATA = "https://www.wikidata.org/w/api.php"
_LAG = "5"  # seconds that its replicas may lag behind before it wants to be left alone
_IDS = 50  # that one request may name
_WHOLE = "labels|descriptions|aliases|claims|sitelinks"
_MATCHES = {"label", "alias"}
_ABOVE = 4  # steps up from a class that the table does not list


@dataclass
class WikidataService(ByName):
    """Items and names as Wikidata has them now, or had them when they were last asked for; the most popular first."""

    client: Client
    version: str = "wikidata-online"
    _kinds: dict[int, str] = field(default_factory=lambda: dict(listed()), repr=False)

    def similar(self, text: str, limit: int = 10) -> tuple[Similar, ...]:  # noqa: ARG002 (as an index has it)
        """None: Wikidata's search knows no misspelled names."""
        return ()

    def get(self, qid: str) -> Item | None:
        """The item with this Q-id, if there is one."""
        return self.get_many([qid]).get(qid)

    def get_many(self, qids: Iterable[str]) -> dict[str, Item]:
        """The items with these Q-ids by Q-id, each with its kind; facts about items with their labels."""
        found = self._entities(qids, _WHOLE, _item)
        self._learn_kinds({int(each[1:]) for item in found.values() for each in item.types})
        told = {v.id for item in found.values() for many in item.facts.values() for v in many if v.id}
        labels = self._entities(told - found.keys(), "labels", wikidata.label)
        labels |= {qid: item.label for qid, item in found.items()}
        return {qid: self._whole(item, labels) for qid, item in found.items()}

    def found(self, text: str, fits: Callable[[str], bool]) -> tuple[Named, ...]:
        """What Wikidata finds, of the names whose keys fit, the most popular first."""
        if not text:
            return ()
        parameters = {"action": "wbsearchentities", "search": text, "language": "en", "uselang": "en", "type": "item"}
        matches = self._asked({**parameters, "limit": str(FOUND)}, _hits)
        fitting = [hit for hit in matches if hit[2] in _MATCHES and fits(name_key(hit[1]))]
        items = self.get_many(qid for qid, _, _ in fitting)
        rows = [
            Named(qid, name, name == items[qid].label, items[qid].kind, items[qid].popularity, how)
            for qid, name, how in fitting
            if qid in items
        ]
        return tuple(sorted(rows, key=lambda row: (-row.popularity, int(row.id[1:]))))

    def _entities(self, qids: Iterable[str], props: str, read: Read[T | None]) -> dict[str, T]:
        """What `read` makes of the items' documents, by Q-id, where it makes anything of them."""

        def whole(answer: Any) -> dict[str, T]:  # noqa: ANN401 (whatever JSON says)
            told = {qid: _told(read, each) for qid, each in answer["entities"].items()}
            return {qid: each for qid, each in told.items() if each is not None}

        wanted = sorted({qid for qid in qids if qid_number(qid) is not None}, key=lambda qid: int(qid[1:]))
        found: dict[str, T] = {}
        for at in range(0, len(wanted), _IDS):
            ids = "|".join(wanted[at : at + _IDS])
            languages = "|".join(wikidata.LANGUAGES)
            asked = {"action": "wbgetentities", "ids": ids, "props": props, "languages": languages}
            found |= self._asked(asked, whole)
        return found

    def _learn_kinds(self, classes: set[int]) -> None:
        """Find the kinds of classes that the table does not list by the nearest listed class above them."""
        above: dict[int, set[int]] = {}
        level = classes - self._kinds.keys()
        for _ in range(_ABOVE):
            told = self._entities([f"Q{number}" for number in level - above.keys()], "claims", wikidata.superclasses)
            above |= {int(qid[1:]): {int(up[1:]) for up in ups} for qid, ups in told.items()}
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

    def _asked(self, parameters: dict[str, str], read: Read[T]) -> T:
        return self.client.get({**parameters, "format": "json", "maxlag": _LAG}, read)


def _item(entity: dict[str, Any]) -> Item | None:
    return wikidata.item(entity) if "missing" not in entity and entity.get("type") == "item" else None


def _told(read: Read[T | None], entity: dict[str, Any]) -> T | None:
    """What `read` makes of a document; nothing of one that is laid out otherwise: it must not cost the others."""
    try:
        return read(entity)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _hits(answer: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401 (whatever JSON says)
    """Of each item that was found the id, the name that it was found by, and whether this is a label or an alias."""
    return [(hit["id"], hit["match"]["text"], hit["match"]["type"]) for hit in answer["search"]]
