"""What the index knows about one Wikidata item."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_DIGITS = 18
EVENT = "Event"
OTHER = "Other"
KINDS: tuple[str, ...] = (*(str(kind) for kind in Kind), EVENT, OTHER)
"""What an item can be: the kinds of the records, and two that no name in the graph has. OTHER is also "not known"."""


class Named(NamedTuple):
    """One way to one item: it goes by this name.

    Attributes:
        id: the item, such as `Q155223`.
        alias: the name as its source writes it.
        is_label: whether it is the item's label, its foremost name.
        kind: one of `KINDS`.
        popularity: about the number of Wikipedias that have the item; only its order means something.
        how: `label`, `alias`, or the rule that made the name of one of these (see `kg.link.generated`).
    """

    id: str
    alias: str
    is_label: bool
    kind: str
    popularity: float
    how: str


class Similar(NamedTuple):
    """A name that is spelled like the one looked up.

    Attributes:
        named: the way to the item.
        similarity: 1 less the share of letters that differ (normalised Levenshtein), 0 to 1.
    """

    named: Named
    similarity: float


class Value(NamedTuple):
    """What a fact says: an item, or a word, a date or an address. `text` is an item's label, if the index has it."""

    text: str | None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A Wikidata item, as far as its sources told of it.

    Attributes:
        id: such as `Q155223`.
        label: its foremost English name.
        aliases: its other names.
        description: a few words that tell it from others of its name.
        kind: one of `KINDS`.
        types: the classes that it is an instance of, as ids.
        enwiki: the title of its page in the English Wikipedia.
        popularity: about the number of Wikipedias that have the item.
        facts: by name, such as `country`, `industry`, `parent_org`, `inception`, `website` (see `kg.link.properties`).
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str | None = None
    kind: str = OTHER
    types: tuple[str, ...] = ()
    enwiki: str | None = None
    popularity: float = 0.0
    facts: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


def qid_number(qid: str) -> int | None:
    """The number of a Q-id; none for anything else, nor for one of more digits than SQLite's numbers have."""
    digits = qid[1:]
    is_number = qid[:1] == "Q" and digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(digits) if is_number else None
