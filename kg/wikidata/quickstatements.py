"""Statements for Wikidata as QuickStatements writes them: a line each, tab-separated, version 1 of its format.

Format: https://www.wikidata.org/wiki/Help:QuickStatements. A reference is the run of S-properties at the end of a line;
a statement with several references is several lines, which QuickStatements puts together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

UNKNOWN: Final = "somevalue"
"""What stands for a value that there is, and that nobody knows."""

_ITEM: Final = re.compile(r"Q[1-9]\d*\Z")
_PRECISIONS: Final = {4: 9, 7: 10, 10: 11}  # letters of a partial date → Wikidata's precision
_SAFE: Final = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a statement is from.

    Attributes:
        url: of the article (S854).
        stated_in: the item of its publication (S248), "" where that is not known.
        read: the day on which the article was read (S813), "" where that is not known.
    """

    url: str
    stated_in: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about an item.

    Attributes:
        subject: an item, such as Q155223.
        predicate: a property, such as P2652.
        value: an item.
        qualifiers: (property, item or partial date or `UNKNOWN`) pairs.
        references: at least one.
        labels: what subject and value are called, for people.
        key: the event, role or entity of the graph that says so.
    """

    subject: str
    predicate: str
    value: str
    qualifiers: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]
    labels: tuple[str, str]
    key: str


def lines(statement: Statement, *, today: date, retrieved: date | None = None) -> Iterator[str]:
    """The statement's lines, one for each reference, without line ends.

    Args:
        statement: what to write.
        today: stands for the day on which an article was read where that is not known.
        retrieved: stands for it everywhere.
    """
    told = [(name, _value(value)) for name, value in statement.qualifiers]
    for reference in statement.references:
        source = [("S248", reference.stated_in)] if reference.stated_in else []
        read = retrieved.isoformat() if retrieved else reference.read or today.isoformat()
        source += [("S854", f'"{escaped(reference.url)}"'), ("S813", moment(read))]
        fields = [statement.subject, statement.predicate, statement.value]
        yield "\t".join([*fields, *(part for pair in (*told, *source) for part in pair)])


def moment(partial: str) -> str:
    """A day, month or year as Wikidata writes it: `+2023-03-00T00:00:00Z/10` for 2023-03.

    Raises:
        UsageError: it is none of the three.
    """
    precision = _PRECISIONS.get(len(partial))
    if precision is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", partial):
        raise UsageError(f"{partial!r} is no date: give such as 2023, 2023-03 or 2023-03-01")
    return f"+{partial}{'-00' * (11 - precision)}T00:00:00Z/{precision}"


def escaped(url: str) -> str:
    """The URL without characters that would end the value, the field or the line."""
    return quote(url, safe=_SAFE)


def _value(value: str) -> str:
    return value if value == UNKNOWN or _ITEM.match(value) else moment(value)
