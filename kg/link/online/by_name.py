"""Look-ups by name, as all services answer them that can be asked for one text at a time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.link.items import Named

FOUND = 20
"""Items that a service is asked for at most."""


class ByName(ABC):
    """What the ways of looking up have in common: the service's one search, and which of the names found fit."""

    @abstractmethod
    def found(self, text: str, fits: Callable[[str], bool]) -> tuple[Named, ...]:
        """What the service finds for a text, of the names whose keys fit, the best first; nothing for no text."""

    def named(self, key: str) -> tuple[Named, ...]:
        """All items that have a name of exactly this key."""
        return self.found(key, key.__eq__)

    def named_many(self, keys: Iterable[str]) -> dict[str, tuple[Named, ...]]:
        """The same for several keys, by those that are names."""
        return {key: found for key in keys if (found := self.named(key))}

    def beginning(self, key: str, limit: int = FOUND) -> tuple[Named, ...]:
        """Names whose key has these first words and goes on with others."""
        return self.found(key, lambda other: other.startswith(f"{key} "))[:limit]

    def containing(self, *words: str, limit: int = 10) -> tuple[Named, ...]:
        """What is found by the first of these."""
        return self.search(words[0], limit)

    def search(self, text: str, limit: int = 10, kind: str | None = None) -> tuple[Named, ...]:
        """What the service finds for somebody who types."""
        return tuple(each for each in self.found(text, lambda _: True) if kind in {None, each.kind})[:limit]
