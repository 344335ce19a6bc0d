"""Who or what is linked, and what the text says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.link.normalization import name_key
from kg.link.transliteration import is_latin
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody or something that an article names.

    Attributes:
        names: all its names there, the fullest first.
        kind: what it is, None if that is not known.
        is_sure: whether the kind is settled, so that an item of another kind contradicts it.
    """

    names: tuple[str, ...]
    kind: Kind | None = None
    is_sure: bool = False

    @property
    def may_be_place(self) -> bool:
        """Whether it is a place, as far as is known."""
        return self.kind in {None, Kind.PLACE}


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of it.

    Attributes:
        holds: whether it is named as what a town is in: "Rochester, New York".
        regions: the countries and states that it is said to be in.
        plays: whether a town stands for its team: "Chicago beat Boston".
        is_completed: whether something else of its kind has its name and more: "Columbia" beside "Columbia Pictures".
        described: of a body or product, how the text introduces it: "Shell, a pasta maker in Naples".
    """

    holds: bool = False
    regions: frozenset[str] = frozenset()
    plays: bool = False
    is_completed: bool = False
    described: tuple[Description, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """What sort of body or product a text says that something is.

    Attributes:
        words: those that tell something.
        regions: the countries and states of it.
        is_new: whether the text introduces it as one that nobody need know: "a", "its", and not "the".
    """

    words: frozenset[str]
    regions: frozenset[str]
    is_new: bool


def fullest_first(names: Iterable[str]) -> tuple[str, ...]:
    """The names, none twice: those of most words first, and what is not in Latin letters last."""
    return tuple(
        sorted(
            dict.fromkeys(names), key=lambda name: (not is_latin(name), -len(name_key(name).split()), -len(name), name)
        )
    )
