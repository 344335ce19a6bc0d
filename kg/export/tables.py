"""The graph as tables of CSV in one zip file, for people without SPARQL: a row a fact, a claim or an article."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import IO, TYPE_CHECKING, Final

from kg.export.part import LABEL, kinds, local, one
from kg.store import sorted_lines
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.export.part import Described, Part

Row = tuple[str, ...]
_ALIAS: Final = f"{terms.SKOS}altLabel"
_EXACT_MATCH: Final = f"{terms.SKOS}exactMatch"
_START_OF_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say: no export has a date of its own
_PARTY_ROLES: Final = (*terms.SUPERPROPERTIES, "trigger", "consequence", *terms.DEAL_LINKS)


def write_tables(part: Part, out: IO[bytes]) -> None:
    """Write every table, its rows sorted; equal graphs give equal bytes."""
    with zipfile.ZipFile(out, "w") as archive:
        for name, (head, rows) in TABLES.items():
            entry = zipfile.ZipInfo(f"{name}.csv", _START_OF_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as table, sorted_lines(map(_packed, rows(part))) as lines:
                table.write(_line(head))
                for line in lines:
                    table.write(_line(_unpacked(line)))


def _packed(row: Row) -> bytes:
    """A row on one line, so that lines sort as rows do."""
    return "\x1f".join(cell.replace("\\", "\\\\").replace("\n", "\\n") for cell in row).encode() + b"\n"


def _unpacked(line: bytes) -> Row:
    cells = line[:-1].decode().split("\x1f")
    return tuple(cell.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\") for cell in cells)


def _line(row: Row) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(row)
    return text.getvalue().encode()


# --- facts -----------------------------------------------------------------------------------------------


def _entities(part: Part) -> Iterator[Row]:
    for iri, it in part.facts():
        if found := kinds(it, terms.ENTITY_CLASSES):
            names = "; ".join(it.get(_ALIAS, []))
            founded, item = one(it, terms.FOUNDED_DATE), one(it, _EXACT_MATCH)
            yield iri, "; ".join(found), one(it, LABEL), names, founded, item, one(it, terms.SOURCE_COUNT)


def _events(part: Part) -> Iterator[Row]:
    for iri, it in part.facts():
        if found := kinds(it, terms.EVENT_CLASSES):
            dates = (one(it, each) for each in (terms.DATE, terms.START_DATE, terms.END_DATE))
            deal = (one(it, each) for each in (terms.VALUE, terms.CURRENCY, terms.TERM))
            status = local(one(it, terms.HAS_STATUS))
            yield iri, "; ".join(found), one(it, LABEL), status, *dates, *deal, one(it, terms.SOURCE_COUNT)


def _parties(part: Part) -> Iterator[Row]:
    for iri, it in part.facts():
        if kinds(it, terms.EVENT_CLASSES):
            special = {other for role in terms.PARTY_ROLES for other in it.get(terms.NG + role, [])}
            for role in _PARTY_ROLES:
                for other in it.get(terms.NG + role, []):
                    if role != "participant" or other not in special:
                        yield iri, one(it, LABEL), role, other, part.label(other)


def _roles(part: Part) -> Iterator[Row]:
    for iri, it in part.facts():
        if holder := one(it, terms.HOLDER):
            body, title = one(it, terms.HAS_ORGANIZATION), one(it, terms.ROLE_TITLE)
            status = local(one(it, terms.HAS_ROLE_STATUS))
            name = part.label(body) if body else ""
            yield iri, holder, part.label(holder), title, body, name, status, one(it, terms.SOURCE_COUNT)


def _relations(part: Part) -> Iterator[Row]:
    for iri, it in part.facts():
        if kinds(it, terms.ENTITY_CLASSES):
            for name in terms.RELATIONS:
                for other in it.get(terms.NG + name, []):
                    yield iri, one(it, LABEL), name, other, part.label(other)


# --- articles --------------------------------------------------------------------------------------------


def _claims(part: Part) -> Iterator[Row]:
    for article, nodes in part.articles():
        for iri, it in nodes.items():
            about = one(it, terms.ABOUT)
            if about and part.wants(about):
                yield _claim(part, article, nodes, iri, it)


def _claim(part: Part, article: str, nodes: Mapping[str, Described], iri: str, it: Described) -> Row:
    about, speaker = one(it, terms.ABOUT), one(it, terms.ATTRIBUTED_TO)
    stated, value = local(one(it, f"{terms.RDF}predicate")), one(it, f"{terms.RDF}object")
    date = one(it, terms.DATE) or "/".join(filter(None, (one(it, terms.START_DATE), one(it, terms.END_DATE))))
    said = local(one(it, terms.CLAIMED_STATUS) or one(it, terms.HAS_ROLE_STATUS))
    name = one(nodes.get(about, {}), LABEL) or one(nodes.get(about, {}), terms.ROLE_TITLE)
    stance = (local(one(it, terms.HAS_POLARITY)), local(one(it, terms.HAS_MODALITY)), said)
    source = (part.label(speaker) if speaker else "", one(it, terms.CONFIDENCE))
    words = " … ".join(sentence(nodes, it))
    return iri, about, name, *stance, stated, value, date, *source, words, article


def sentence(nodes: Mapping[str, Described], claim: Described) -> list[str]:
    """The words of a claim's evidence."""
    selectors = [one(nodes.get(each, {}), f"{terms.OA}hasSelector") for each in claim.get(terms.HAS_EVIDENCE, [])]
    return [one(nodes.get(each, {}), f"{terms.OA}exact") for each in selectors]


def _quotations(part: Part) -> Iterator[Row]:
    for article, nodes in part.articles():
        for iri, it in nodes.items():
            speaker = one(it, terms.SPEAKER)
            if speaker and part.wants(speaker):
                yield iri, speaker, part.label(speaker), one(it, terms.TEXT), article


def _articles(part: Part) -> Iterator[Row]:
    for article, nodes in part.articles():
        it = nodes.get(article, {})
        said = (one(it, f"{terms.SCHEMA}{name}") for name in ("headline", "datePublished", "url"))
        yield article, *said, one(it, terms.TEXT_HASH)


TABLES: Final[Mapping[str, tuple[Row, Callable[[Part], Iterator[Row]]]]] = {
    "entities": (("iri", "kind", "name", "other names", "founded", "wikidata", "sources"), _entities),
    "events": (
        ("iri", "kind", "name", "status", "date", "start", "end", "value", "currency", "term", "sources"),
        _events,
    ),
    "parties": (("event iri", "event", "part", "iri", "name"), _parties),
    "roles": (
        ("iri", "holder iri", "holder", "title", "organization iri", "organization", "status", "sources"),
        _roles,
    ),
    "relations": (("iri", "name", "relation", "other iri", "other name"), _relations),
    "claims": (
        (
            *("iri", "about iri", "about", "polarity", "modality", "status", "property", "value", "date"),
            *("said by", "confidence", "words", "article iri"),
        ),
        _claims,
    ),
    "quotations": (("iri", "speaker iri", "speaker", "words", "article iri"), _quotations),
    "articles": (("iri", "headline", "published", "url", "text hash"), _articles),
}
"""File name → its columns, and what gives its rows."""
