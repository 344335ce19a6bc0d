"""An index and a service as one: what either knows, the index's word first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.link.items import Item, Named, Similar
    from kg.link.lookup import Lookup


@dataclass
class Together:
    """Both at once. A name that the index has in full is still asked for: the index may lack a namesake."""

    index: Lookup
    service: Lookup

    @property
    def version(self) -> str:
        """Of both."""
        return f"{self.index.version}+{self.service.version}"

    def named(self, key: str) -> tuple[Named, ...]:
        """All items that have a name of exactly this key, the most popular first."""
        return _joined(self.index.named(key), self.service.named(key))

    def named_many(self, keys: Iterable[str]) -> dict[str, tuple[Named, ...]]:
        """The same for several keys, by those that are names."""
        wanted = list(dict.fromkeys(keys))
        here, there = self.index.named_many(wanted), self.service.named_many(wanted)
        return {key: both for key in wanted if (both := _joined(here.get(key, ()), there.get(key, ())))}

    def beginning(self, key: str, limit: int = 20) -> tuple[Named, ...]:
        """Names whose key has these first words and goes on with others, the most popular first."""
        return _joined(self.index.beginning(key, limit), self.service.beginning(key, limit))[:limit]

    def similar(self, text: str, limit: int = 10) -> tuple[Similar, ...]:
        """Names spelled like this one, the most similar first."""
        found = {each.named.id: each for each in (*self.service.similar(text, limit), *self.index.similar(text, limit))}
        return tuple(sorted(found.values(), key=lambda each: (-each.similarity, each.named.id))[:limit])

    def containing(self, *words: str, limit: int = 10) -> tuple[Named, ...]:
        """Names with all words of one of these, as the index has them: a service is asked for whole names."""
        return tuple(self.index.containing(*words, limit=limit))

    def search(self, text: str, limit: int = 10, kind: str | None = None) -> tuple[Named, ...]:
        """For somebody who types: what the index finds, then what the service does."""
        both = (*self.index.search(text, limit, kind), *self.service.search(text, limit, kind))
        return tuple({each.id: each for each in reversed(both)}[qid] for qid in dict.fromkeys(e.id for e in both))[
            :limit
        ]

    def get_many(self, qids: Iterable[str]) -> dict[str, Item]:
        """The items by their ids; what the index has is not asked for."""
        wanted = list(dict.fromkeys(qids))
        here = dict(self.index.get_many(wanted))
        there = self.service.get_many([qid for qid in wanted if qid not in here])
        return {qid: item for qid in wanted if (item := here.get(qid) or there.get(qid))}


def _joined(first: Sequence[Named], second: Sequence[Named]) -> tuple[Named, ...]:
    known = {each.id for each in first}
    both = [*first, *(each for each in second if each.id not in known)]
    return tuple(sorted(both, key=lambda each: (-each.popularity, int(each.id[1:]))))
