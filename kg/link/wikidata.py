"""Wikidata's own JSON of an item, as dumps and the API give it → an item of ours."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.link.items import Item, Value, qid_number
from kg.link.properties import FACTS, INSTANCE_OF, MOST_VALUES, SUBCLASS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("en", "mul", "en-us", "en-gb", "en-ca")
"""Whose labels are names in English news, the foremost first; `mul` is Wikidata's label for all languages."""

_NO_WIKIPEDIA = {"commonswiki", "specieswiki", "metawiki", "wikidatawiki", "mediawikiwiki", "sourceswiki"}


def item(document: dict[str, Any]) -> Item | None:
    """The item of the document, without its kind; none if it has no label in English or is no item.

    Raises:
        ValueError, TypeError, KeyError: the document is not laid out as Wikidata's are.
    """
    labels = [name for name in _spoken(document, "labels") if name.strip()]
    if document["type"] != "item" or not labels:
        return None
    claims = _mapping(document, "claims")
    sitelinks = _mapping(document, "sitelinks")
    names = (*labels, *(name for many in _spoken(document, "aliases") for name in many))
    return Item(
        _qid(document["id"]),
        names[0],
        tuple(name for name in dict.fromkeys(names) if name != names[0]),
        next(iter(_spoken(document, "descriptions")), None),
        types=tuple(value.id for value in _values(claims, INSTANCE_OF) if value.id),
        enwiki=sitelinks["enwiki"]["title"] if "enwiki" in sitelinks else None,
        popularity=float(
            len([site for site in sitelinks if site.endswith("wiki")]) - len(_NO_WIKIPEDIA & sitelinks.keys())
        ),
        facts=dict(_facts(claims)),
    )


def label(document: dict[str, Any]) -> str | None:
    """The English label of the document's item, if it has one."""
    return next(iter(_spoken(document, "labels")), None)


def superclasses(document: dict[str, Any]) -> tuple[str, ...]:
    """The classes that the document's item is a subclass of."""
    claims = _mapping(document, "claims")
    return tuple(value.id for value in _values(claims, SUBCLASS_OF) if value.id) if SUBCLASS_OF in claims else ()


def _facts(claims: dict[str, Any]) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for key in [key for key in FACTS if key in claims]:
        if values := tuple(islice(_values(claims, key), MOST_VALUES)):
            yield FACTS[key], values


def _spoken(document: dict[str, Any], part: str) -> list[Any]:
    """The labels, descriptions or aliases in English, the foremost first."""
    spoken = _mapping(document, part)
    found = [spoken[language] for language in LANGUAGES if language in spoken]
    return [[v["value"] for v in each] if isinstance(each, list) else each["value"] for each in found]


def _mapping(document: dict[str, Any], part: str) -> dict[str, Any]:
    """A part of the document; PHP writes an empty one as `[]`."""
    found = document.get(part) or {}
    if not isinstance(found, dict):
        raise TypeError(f"{part} is a {type(found).__name__} and no object")
    return found


def _values(claims: dict[str, Any], key: str) -> Iterator[Value]:
    """What the property's statements say: the preferred ones, or else the normal ones."""
    statements = claims.get(key, ())
    is_preferred = any(statement.get("rank") == "preferred" for statement in statements)
    best = "preferred" if is_preferred else "normal"
    for statement in statements:
        if statement.get("rank", "normal") == best:
            snak = statement["mainsnak"]
            value = _value(snak["datavalue"]) if snak["snaktype"] == "value" else None
            if value is not None:
                yield value


def _value(data: dict[str, Any]) -> Value | None:
    value, kind = data["value"], data["type"]
    if kind == "wikibase-entityid" and value.get("entity-type", "item") == "item":
        return Value(None, _qid(value.get("id") or f"Q{value['numeric-id']}"))
    if kind == "string":
        return Value(value)
    if kind == "monolingualtext":
        return Value(value["text"])
    return Value(time(value["time"], value["precision"])) if kind == "time" else None


def time(text: str, precision: int) -> str:
    """A Wikidata time as a date no more precise than it is: `+1946-06-06T00:00:00Z` at 9 is `1946`.

    Precision 11 is a day, 10 a month, 9 a year; coarser ones keep the year, and a year before our era its minus.
    """
    sign = "-" if text.startswith("-") else ""
    year, month, day = text.lstrip("+-").split("T")[0].split("-")
    parts = (f"{sign}{int(year):04d}", month, day)
    return "-".join(parts[: {11: 3, 10: 2}.get(precision, 1)])


def _qid(text: str) -> str:
    if qid_number(text) is None:
        raise ValueError(f"the id {text!r} is no Q-id")
    return text
