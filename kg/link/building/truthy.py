"""Truthy N-Triples of Wikidata, the triples of an item one after another → items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.link.items import Item, Value, qid_number
from kg.link.properties import FACTS, INSTANCE_OF, MOST_VALUES, SUBCLASS_OF
from kg.link.rows import row
from kg.link.wikidata import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.link.building.formats import Parsed

_IRI = rb"<([^<>\"{}|^`\\\x00-\x20]*)>"
_TRIPLE = re.compile(
    _IRI
    + rb"\s+"
    + _IRI
    + rb"\s+(?:"
    + _IRI
    + rb'|_:\S+|"((?:[^"\\\n]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^'
    + _IRI
    + rb")?)\s*\.\s*(?:#.*)?",
)
_SUBJECT = re.compile(
    rb"<https?://www\.wikidata\.org/(?:entity/|wiki/Special:EntityData/)(Q\d{1,18})>"
    rb"|<[^<>]*>\s+<http://schema\.org/about>\s+<http://www\.wikidata\.org/entity/(Q\d{1,18})>",
)
_ENTITY = "http://www.wikidata.org/entity/"
_DIRECT = "http://www.wikidata.org/prop/direct/"
_LABELS = {
    "http://www.w3.org/2000/01/rdf-schema#label": "labels",
    "http://www.w3.org/2004/02/skos/core#altLabel": "aliases",
    "http://schema.org/description": "descriptions",
}
_ABOUT = "http://schema.org/about"
_SITELINKS = "http://wikiba.se/ontology#sitelinks"
_ENWIKI = "https://en.wikipedia.org/wiki/"
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)


def subject(line: bytes) -> bytes | None:
    """The item that the line tells of, if it begins one or goes on with it."""
    found = _SUBJECT.match(line)
    return (found[1] or found[2]) if found else None


def described(lines: Iterable[tuple[int, bytes]], found: Parsed) -> None:
    """Gather the items that the lines describe; a line that is no triple is a fault."""
    told: _Told | None = None
    for number, line in lines:
        bare = line.strip()
        if not bare or bare.startswith(b"#"):
            continue
        triple = _TRIPLE.fullmatch(bare)
        if triple is None:
            found.faults.append((number, f"{bare[:80].decode(errors='replace')!r} is no triple"))
            continue
        qid = subject(bare)
        if qid and (told is None or told.qid != qid.decode()):
            _finish(told, found)
            told = _Told(qid.decode())
        if told and qid:
            try:
                told.take(triple)
            except ValueError as error:
                found.faults.append((number, str(error)))
    _finish(told, found)


class _Told:
    """What has been read of one item."""

    def __init__(self, qid: str) -> None:
        self.qid = qid
        self.words: dict[tuple[str, str], list[str]] = {}
        self.values: dict[str, list[Value]] = {}
        self.pages = 0
        self.sitelinks: float | None = None
        self.enwiki: str | None = None

    def take(self, triple: re.Match[bytes]) -> None:
        subject, predicate, iri, literal, language, _ = (part.decode() if part else None for part in triple.groups())
        if subject is None or predicate is None:  # the pattern has both
            return
        text = None if literal is None else unescaped(literal)
        if predicate in _LABELS and text and text.strip() and language:
            self.words.setdefault((_LABELS[predicate], language.lower()), []).append(text)
        elif predicate.startswith(_DIRECT):
            named = (iri or "").removeprefix(_ENTITY)
            qid = named if qid_number(named) is not None else None
            said = _date(text) if triple[6] == b"http://www.w3.org/2001/XMLSchema#dateTime" else text or iri
            self.values.setdefault(predicate.removeprefix(_DIRECT), []).append(Value(None if qid else said, qid))
        elif predicate == _SITELINKS and text:
            self.sitelinks = float(text)
        elif predicate == _ABOUT and ".wikipedia.org/wiki/" in subject:
            self.pages += 1
            if subject.startswith(_ENWIKI):
                self.enwiki = _title(subject.removeprefix(_ENWIKI))

    def spoken(self, part: str) -> list[str]:
        return [text for language in LANGUAGES for text in self.words.get((part, language), ())]

    def ids(self, key: str) -> tuple[str, ...]:
        return tuple(value.id for value in self.values.get(key, ()) if value.id)


def unescaped(literal: str) -> str:
    """The text of an N-Triples literal. Raises ValueError for an escape that does not exist."""
    if "\\" not in literal:
        return literal

    def meant(escape: re.Match[str]) -> str:
        if code := escape[1] or escape[2]:
            return chr(int(code, 16))
        if escape[3] not in _ESCAPES:
            raise ValueError(f"there is no escape {escape[0]!r}")
        return _ESCAPES[escape[3]]

    return _ESCAPE.sub(meant, literal)


def _finish(told: _Told | None, found: Parsed) -> None:
    if told is None:
        return
    number = int(told.qid[1:])
    found.superclasses.extend((number, int(above[1:])) for above in told.ids(SUBCLASS_OF))
    names = [*told.spoken("labels"), *told.spoken("aliases")]
    if not told.spoken("labels"):
        found.passed += 1
        return
    item = Item(
        told.qid,
        names[0],
        tuple(name for name in dict.fromkeys(names) if name != names[0]),
        next(iter(told.spoken("descriptions")), None),
        types=told.ids(INSTANCE_OF),
        enwiki=told.enwiki,
        popularity=float(told.pages) if told.sitelinks is None else told.sitelinks,
        facts={name: tuple(told.values[key][:MOST_VALUES]) for key, name in FACTS.items() if key in told.values},
    )
    found.rows.append(row(item))


def _date(text: str | None) -> str | None:
    """The day of a dateTime; truthy triples keep no precision, and the first of January is how they write a year."""
    day = (text or "").split("T")[0].lstrip("+")
    return day.removesuffix("-01-01") if day.endswith("-01-01") else day or None


def _title(path: str) -> str:
    from urllib.parse import unquote  # noqa: PLC0415 (only a dump with page links needs it)

    return unquote(path).replace("_", " ")
