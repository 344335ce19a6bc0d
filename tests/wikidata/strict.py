"""Reads QuickStatements (version 1, tabs) strictly: what it does not know is an error, and nothing is lost on the way.

Each line is taken apart by the format's rules, and put together again by the models of quickstatements-client.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quickstatements_client import DateQualifier, EntityLine, EntityQualifier, TextQualifier

ITEM = re.compile(r"Q[1-9]\d*")
MOMENT = re.compile(
    r"\+(?P<year>\d{4})-(?:00-00T00:00:00Z/9|(?:0[1-9]|1[0-2])-00T00:00:00Z/10|"
    r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T00:00:00Z/11)"
)
ADDRESS = re.compile(r'"https?://[^\s"|<>\\^`{}]+"')
PROPERTIES = {"P2652": ITEM, "P108": ITEM, "P169": ITEM, "P488": ITEM, "P3320": ITEM, "P749": ITEM, "P355": ITEM}
QUALIFIERS = {"P580": MOMENT, "P582": re.compile(f"{MOMENT.pattern}|somevalue"), "P39": ITEM}
SOURCES = {"S248": ITEM, "S854": ADDRESS, "S813": MOMENT}


@dataclass(frozen=True)
class Line:
    """A line, taken apart."""

    subject: str
    predicate: str
    value: str
    qualifiers: dict[str, str]
    source: dict[str, str]


def parse(line: str) -> Line:
    """The line, if it is as the format says and everything in it is of the type that its property has."""
    subject, predicate, value, *rest = line.split("\t")
    assert ITEM.fullmatch(subject), line
    assert PROPERTIES[predicate].fullmatch(value), line
    assert len(rest) % 2 == 0, line
    pairs = list(zip(rest[::2], rest[1::2], strict=True))
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), line
    told = [pair for pair in pairs if pair[0] in QUALIFIERS]
    source = [pair for pair in pairs if pair[0] in SOURCES]
    assert pairs == told + source, f"unknown, or qualifiers behind sources: {line}"
    assert all((QUALIFIERS | SOURCES)[name].fullmatch(given) for name, given in pairs), line
    assert {"S854", "S813"} <= set(names), f"no reference: {line}"
    assert again(subject, predicate, value, pairs) == line
    return Line(subject, predicate, value, dict(told), dict(source))


def again(subject: str, predicate: str, value: str, pairs: list[tuple[str, str]]) -> str:
    """The line as the client library writes it."""
    made = [_qualifier(name, given) for name, given in pairs]
    return EntityLine(subject=subject, predicate=predicate, target=value, qualifiers=made).get_line(sep="\t")


def _qualifier(name: str, given: str) -> EntityQualifier | DateQualifier | TextQualifier:
    if ITEM.fullmatch(given):
        return EntityQualifier(predicate=name, target=given)
    if given.startswith('"'):
        return TextQualifier(predicate=name, target=given[1:-1])
    return DateQualifier(predicate=name, target=given)
