"""Extraction → the items of what it names, end to end: the names, pronouns and kinds are those that it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evaluate.entities import entities
from kg.records import Match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.link.linker import Linker
    from kg.records import Extraction, Span


def items_of(extraction: Extraction, spans: Iterable[Span], linker: Linker) -> dict[Span, str | None]:
    """Span → the item that it is exactly a match of; all that the text names is linked together."""
    names = {mention.span for chain in extraction.chains for mention in chain.mentions if mention.is_name}
    given = sorted({*spans, *names})
    items: dict[Span, str | None] = dict.fromkeys(given)
    found = entities(extraction, given) if given else []
    for entity, linked in zip(found, linker.link([e.asked for e in found], extraction.article.text), strict=True):
        for n in entity.mentions:
            items[given[n]] = linked.item if linked.match is Match.EXACT else None
    return items
