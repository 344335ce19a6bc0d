"""What an index answers, and a service in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.link.items import Item, Named, Similar


class Lookup(Protocol):
    """Items by name, by id and by spelling."""

    @property
    def version(self) -> str:
        """Changes when its answers may."""

    def named(self, key: str) -> Sequence[Named]:
        """Items that have a name of exactly this key, the most popular first."""

    def named_many(self, keys: Iterable[str]) -> Mapping[str, Sequence[Named]]:
        """The same for several keys, by those that are names."""

    def beginning(self, key: str, limit: int = ...) -> Sequence[Named]:
        """Items with a name that begins with this key and a space, the most popular first."""

    def similar(self, text: str, limit: int = ...) -> Sequence[Similar]:
        """Items with a name spelled like this."""

    def containing(self, *words: str, limit: int = ...) -> Sequence[Named]:
        """Items with a name that has all words of one of these, in whatever order."""

    def search(self, text: str, limit: int = ..., kind: str | None = ...) -> Sequence[Named]:
        """Items for somebody who types."""

    def get_many(self, qids: Iterable[str]) -> Mapping[str, Item]:
        """The items by their ids."""
