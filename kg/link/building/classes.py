"""What kind of thing an item of a class is: by a table of classes, and by the classes above them in a dump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.classes import FIRST, listed
from kg.link.items import OTHER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_FARTHEST = 12  # classes upwards; the hierarchy has cycles, and beyond this everything is an entity


class Classes:
    """The kinds of classes. A class that the table does not list has the kind of the nearest class above it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the superclasses that a dump told of from this table `superclass`."""
        self._connection = connection
        connection.execute("CREATE INDEX IF NOT EXISTS superclass_by_class ON superclass (class, above)")
        self._kinds: dict[int, str] = dict(listed())
        self._under: dict[tuple[int, frozenset[int]], bool] = {}

    def kind(self, types: Iterable[int]) -> str:
        """The kind of an item of these classes (numbers of Q-ids)."""
        kinds = {self._kind(number) for number in types}
        return next((kind for kind in FIRST if kind in kinds), OTHER)

    def are_under(self, types: Iterable[int], wanted: frozenset[int]) -> bool:
        """Whether one of the classes is, or is under, one of those wanted."""
        return any(self._is_under(number, wanted) for number in types)

    def _kind(self, number: int) -> str:
        if number not in self._kinds:
            self._kinds[number] = self._nearest(number)
        return self._kinds[number]

    def _nearest(self, number: int) -> str:
        for level in self._levels(number):
            kinds = {self._kinds[each] for each in level if each in self._kinds}
            if kinds:
                return next(kind for kind in FIRST if kind in kinds)
        return OTHER

    def _is_under(self, number: int, wanted: frozenset[int]) -> bool:
        key = (number, wanted)
        if key not in self._under:
            self._under[key] = number in wanted or any(wanted & level for level in self._levels(number))
        return self._under[key]

    def _levels(self, number: int) -> Iterable[set[int]]:
        """The classes one step above, two steps above, and so on."""
        level, seen = {number}, {number}
        for _ in range(_FARTHEST):
            above = {
                up
                for each in level
                for (up,) in self._connection.execute("SELECT above FROM superclass WHERE class = ?", (each,))
            }
            level = above - seen
            if not level:
                return
            seen |= level
            yield level
