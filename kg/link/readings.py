"""Reading → the same with its links: each entity of an article with the item that it is, or why it has none."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.link.asked import Asked, fullest_first
from kg.records import Link

if TYPE_CHECKING:
    from kg.link.linker import Linker
    from kg.records import Article, Entity, Reading

_DIGEST = 12


def with_links(reading: Reading, linker: Linker) -> Reading:
    """The reading with a link for every entity that the index has a candidate for."""
    article = reading.article
    found = linker.link([asked_of(entity) for entity in reading.entities], _story(article))
    links = [
        Link(
            key=f"article/{article.id}#link-{hashlib.sha256(entity.key.encode()).hexdigest()[:_DIGEST]}",
            entity=entity.key,
            item=linked.item,
            match=linked.match,
            score=linked.score,
            method=f"newsgraph linker {linker.model.version}",
            index=linker.index.version,
            candidates=linked.candidates,
        )
        for entity, linked in zip(reading.entities, found, strict=True)
        if linked.candidates
    ]
    return replace(reading, links=tuple(sorted(links, key=lambda link: link.key)))


def asked_of(entity: Entity) -> Asked:
    """What the linker is asked about an entity: its names, the fullest first, and its kind, which an item must have."""
    return Asked(fullest_first((entity.name, *entity.aliases)), entity.kind, is_sure=True)


def _story(article: Article) -> str:
    """The text without what is not the story."""
    kept, end = [], 0
    for zone in sorted(article.zones, key=lambda zone: zone.start):
        kept.append(article.text[end : max(zone.start, end)])
        end = max(end, zone.end)
    return " ".join((article.headline, *kept, article.text[end:]))
