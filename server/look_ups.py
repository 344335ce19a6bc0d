"""Reads a query that looks one resource up: one pattern with a given subject, and nothing besides."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode

from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 2_000
"""Characters of a query."""
_ALL: Final = 10**9
_IRI: Final = r"[A-Za-z][A-Za-z0-9+.-]*+://[^<>\"{}|^`\\\x00-\x20]*+"
_NAME: Final = r"(?:[A-Za-z][\w-]*+)?"
_FLAGS: Final = re.VERBOSE | re.IGNORECASE | re.ASCII
_PREFIX: Final = re.compile(rf"PREFIX \s++ ({_NAME}): \s*+ <({_IRI})>", _FLAGS)
_LOOK_UP: Final = re.compile(
    rf"""\s*+
    (?P<prefixes> (?: PREFIX \s++ {_NAME}: \s*+ <{_IRI}> \s*+ )*+ )
    SELECT \s*+ (?: \* | (?P<shown> (?: \s*+ \?\w++ )++ ) ) \s*+ (?: WHERE \s*+ )?+
    \{{ \s*+ <(?P<subject>{_IRI})> \s*+
    (?: <(?P<iri>{_IRI})> | \?(?P<property>\w++) | (?-i:(?P<type>a))(?=\s)
      | (?P<prefix>{_NAME}):(?P<local>[A-Za-z]\w*+) )
    \s*+ \?(?P<value>\w++) \s*+ \.?+ \s*+ \}} \s*+
    (?: LIMIT \s++ (?P<limit>\d{{1,9}}+) \s*+ )?+""",
    _FLAGS,
)
"""No group gives back what it took: the time is linear, however the text is made."""
_TYPE: Final = f"{terms.RDF}type"


class LookUp(NamedTuple):
    """A query of one pattern.

    Attributes:
        subject: given.
        predicate: given, or None where it is a variable.
        property: the name of that variable, "" for none.
        value: the name of the variable for the object.
        shown: the names of the columns.
        limit: of the rows.
    """

    subject: NamedNode
    predicate: NamedNode | None
    property: str
    value: str
    shown: tuple[str, ...]
    limit: int


def look_up_of(text: str) -> LookUp | None:
    """The look-up that a query is, None where it is anything else, or is not right."""
    found = _LOOK_UP.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    names, value, limit = found["property"] or "", found["value"], found["limit"]
    shown = _shown(found["shown"] or "", names, value)
    # where property and value have to be the same, many may be looked at that give no row
    if names == value or len(set(shown)) < len(shown):
        return None
    try:
        predicate = None if names else NamedNode(_predicate(found))
        return LookUp(NamedNode(found["subject"]), predicate, names, value, shown, int(limit) if limit else _ALL)
    except (KeyError, ValueError):  # a prefix that is not known, an IRI that is none
        return None


@lru_cache(maxsize=256)
def _shown(names: str, *pattern: str) -> tuple[str, ...]:
    """The columns; those of `*` are in the order of the engine."""
    return tuple(names.replace("?", " ").split()) or tuple(sorted(filter(None, pattern)))


def _predicate(found: re.Match[str]) -> str:
    if found["type"]:
        return _TYPE
    namespaces = _namespaces(found["prefixes"])
    return found["iri"] or namespaces[found["prefix"]] + found["local"]


@lru_cache(maxsize=256)
def _namespaces(prefixes: str) -> Mapping[str, str]:
    """Those that a query knows.

    Raises:
        ValueError: an IRI is none.
    """
    found = {name: NamedNode(iri).value for name, iri in _PREFIX.findall(prefixes)}
    return {**terms.PREFIXES, **found}
