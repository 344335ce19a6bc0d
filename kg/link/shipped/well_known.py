"""Choose the rows of `well-known.tsv` by rule from items of Wikidata, and check the rows that are there.

    python -m kg.link.shipped.well_known ITEMS.jsonl.zst            # choose, and write the table
    python -m kg.link.shipped.well_known ITEMS.jsonl.zst --check    # does every row say what the items say?

The rule, the same for every item: it is an organization, a person, a place or a product, and is said to be
one by its classes, its source or its description, not guessed; its label is a name; it has as many pages in
Wikipedias as its kind needs here; and it is of a sort that business and sports news names. A row holds facts:
id, kind, popularity, names, the words of its description that say what and where it is, and its country, industry,
parent and website as far as Wikidata, ROR (both CC0) or name-suggestion-index say them.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import InputRefused
from kg.link.building.sources import unpacked
from kg.link.items import Item, Value
from kg.link.normalization import name_key
from kg.link.shipped import HERE
from kg.link.shipped.tables import rows, write
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KINDS = {"org": Kind.ORGANIZATION, "person": Kind.PERSON, "place": Kind.PLACE, "product": Kind.PRODUCT}
_KNOWN_BY = {"type", "source", "description"}
_LEAST = {Kind.ORGANIZATION: 21, Kind.PERSON: 45, Kind.PLACE: 40, Kind.PRODUCT: 36}
"""Kind → Wikipedias, or the estimate of them, that an item needs."""

_LEAST_OF_OTHER_SORTS = 100
"""What an item needs that is of no sort named below: everybody knows Harvard, and news quotes the Beatles."""

_OUT = re.compile(
    r"universit|college|school|academ|institut|faculty|museum|librar|hospital|archive|church|religio|christian|islam|"
    r"monast|dioces|record label|records|rock band|band\b|music|orchestra|choir|opera\b|theat|festival|ideolog|"
    r"dynast|order of|ancient|medieval|historic|former (?:country|state|empire)|species|study of|branch of|genre|"
    r"ethnic|language|palace|castle|abbey|temple|cathedral|bridge|railway station|street\b|award|prize",
    re.IGNORECASE,
)
_PLACES = re.compile(r"(?:\w+ )?(?:comune|commune|municipality|city|town|village|county|prefecture|department)\b")
"""How a description begins that tells of a place; town halls are listed as firms in some sources."""

_PERSONS = re.compile(
    r"politic|president|minister|senator|governor|mayor|congress|representative|chancellor|diplomat|monarch|"
    r"king of|queen of|prince|business|entrepreneur|executive|billionaire|investor|founder|banker|economist|"
    r"football|basketball|baseball|hockey|tennis|golf|racing|boxer|cyclist|swimmer|athlete|sprinter|coach|"
    r"manager|player|journalist|judge|lawyer|attorney|activist",
    re.IGNORECASE,
)
_PRODUCTS = re.compile(
    r"software|operating system|app\b|application|platform|service|website|web ?site|search engine|browser|"
    r"smartphone|phone|console|computer|tablet|processor|programming|social|network|payment|aircraft|airliner|"
    r"vehicle|car\b|automobile|brand|newspaper|magazine|vaccine|drug|cryptocurrency|currency|online|internet|"
    r"streaming|messag|beverage|drink",
    re.IGNORECASE,
)
_WORKS = re.compile(r"\b(?:film|novel|song|album|series|sitcom|video game|episode|painting|book)\b", re.IGNORECASE)
_GONE = re.compile(r"\b1[0-8]\d\d\b|\b\d(?:st|nd|rd|th)[- ]century|[–-]\s?(?:19[0-6]\d)\b|\bBCE?\b|\d+ AD\b")
_FACTS, _FROM = ("country", "industry", "parent_org", "website"), {"codex", "opentapioca", "ror", "nsi"}
_MOST_VALUES = 3
_EARLIEST_BIRTH = 1930
_SHARED = 8
_SMALL = frozenset({
    "a", "an", "and", "as", "at", "based", "by", "for", "from", "his", "in", "into", "is", "its", "near", "of", "on",
    "one", "or", "since", "that", "the", "their", "to", "was", "which", "who", "whose", "with",
})  # fmt: skip


def chosen(records: Iterable[dict[str, Any]]) -> list[Item]:
    """The items that the rule takes, by kind, and the best known first."""
    taken = [item for record in records for item in _taken(record)]
    shared = Counter(word for item in taken for word in set(_words(item.description)) if word.islower())
    common = {word for word, count in shared.items() if count >= _SHARED} - _SMALL
    order = list(_KINDS.values())
    return [
        _in_few_words(item, common)
        for item in sorted(taken, key=lambda i: (order.index(Kind(i.kind)), -i.popularity, int(i.id[1:])))
    ]


def wrong(table: Iterable[list[str]], records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the rows, a sentence each: an id that no item has, another kind, or a name of another."""
    wanted = {row[0]: row for row in table}
    for record in records:
        if (row := wanted.pop(record["id"], None)) is not None:
            names = {_one_line(name) for name in (record["label"], *record["aliases"])}
            if _KINDS.get(record["kind"], "").lower() != row[1]:
                yield f"{row[0]} is of kind {record['kind']} and not {row[1]}"
            yield from (f"{row[0]} does not go by {name!r}" for name in _names(row) if name not in names)
            if (told := json.loads("".join(row[6:7]) or "{}")) != (said := _plain(_facts(record))):
                yield f"{row[0]} has the facts {told} and not {said}"
    yield from (f"there is no item {qid} in the items" for qid in wanted)


def _taken(record: dict[str, Any]) -> Iterator[Item]:
    kind = _KINDS.get(record["kind"])
    label, told = _one_line(record["label"]), record["description"] or ""
    is_name = label[:1].isupper() or label[:1].isdigit() or "nsi" in record["source"]  # adidas, eBay
    if kind is None or record["kind_src"] not in _KNOWN_BY or not is_name or _is_long_dead(record):
        return
    popularity = float(record["popularity"].get("sitelinks", record["popularity"].get("est", 0)))
    if popularity >= _least(record, kind, f"{label} {told}"):
        names = {name_key(name): _one_line(name) for name in reversed(record["aliases"]) if _is_name(name)}
        names.pop(name_key(label), None)
        aliases, facts = tuple(sorted(names.values())), _facts(record)
        yield Item(record["id"], label, aliases, told, kind, popularity=popularity, facts=facts)


def _facts(record: dict[str, Any]) -> dict[str, tuple[Value, ...]]:
    """What is taken over of the item's facts, each value once."""
    found = {}
    for name in _FACTS:
        values = [value for value in record.get("facts", {}).get(name, ()) if value.get("src") in _FROM]
        told = dict.fromkeys(Value(value.get("label", value.get("value")), value.get("id")) for value in values)
        if told:
            found[name] = tuple(told)[:_MOST_VALUES]
    return found


def _plain(facts: dict[str, tuple[Value, ...]]) -> dict[str, list[list[str | None]]]:
    return {name: [[each.text, each.id] for each in many] for name, many in facts.items()}


def _least(record: dict[str, Any], kind: Kind, told: str) -> float:
    """The Wikipedias that the item needs to be taken."""
    if _is_of_a_sort(record, kind, told):
        return _LEAST[kind]
    is_work = kind == Kind.PRODUCT and record["kind_src"] != "source"  # a film, however famous, is no product here
    return math.inf if is_work else _LEAST_OF_OTHER_SORTS


def _is_of_a_sort(record: dict[str, Any], kind: Kind, told: str) -> bool:
    match kind:
        case Kind.PERSON:
            facts = record["facts"]
            return bool(_PERSONS.search(told)) or not facts.keys().isdisjoint({"position", "party", "team"})
        case Kind.PRODUCT:
            return bool(_PRODUCTS.search(told)) and not _WORKS.search(told)
    return not _OUT.search(told) and not (kind == Kind.ORGANIZATION and _PLACES.match(record["description"] or ""))


def _is_name(alias: str) -> bool:
    """Whether it is written as a name in Latin: brand lists have words for search too, such as "post" for a firm."""
    return not alias.islower() and re.search("[a-z]", name_key(alias)) is not None


def _is_long_dead(record: dict[str, Any]) -> bool:
    if record["kind"] == "person" and _GONE.search(record["description"] or ""):
        return True
    births = [str(value.get("value")) for value in record["facts"].get("birth_date", ())]
    return any(birth[:4].isdigit() and int(birth[:4]) < _EARLIEST_BIRTH for birth in births)


def _in_few_words(item: Item, common: set[str]) -> Item:
    """The item with the names in its description, and those words of it that many descriptions share."""
    words = dict.fromkeys(w for w in _words(item.description) if w in common or not w.islower())
    return replace(item, description=" ".join(words))


def _words(text: str | None) -> list[str]:
    return re.findall(r"[^\W_]+(?:[’'&.-][^\W_]+)*", text or "")


def _names(row: list[str]) -> list[str]:
    return [row[3], *(name for name in "".join(row[4:5]).split("|") if name)]


def _one_line(text: str) -> str:
    return " ".join(text.split())


@click.command()
@click.argument("items", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path), default=HERE / "well-known.tsv")
@click.option("--check", is_flag=True, help="Compare the table with the items, and write nothing.")
def main(items: Path, table: Path, *, check: bool) -> None:
    """Write the TABLE from the ITEMS, or check it against them."""
    with unpacked(items) as stream:
        records = map(json.loads, stream)
        if not check:
            count = write(table, "Chosen by the rule in well_known.py", chosen(records))
            click.echo(f"{count} rows in {table}", err=True)
        elif found := list(wrong(rows(table), records)):
            raise InputRefused(str(table), f"{len(found)} rows are wrong, such as: " + "; ".join(found[:5]))


if __name__ == "__main__":
    main()
