"""A small store with links in doubt, and an index that knows their candidates."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from kg.facts import put_many
from kg.link.building import build
from kg.records import Candidate, Entity, Kind, Link, Match, Span
from kg.settings import Settings
from tests.readings import claim, reading

if TYPE_CHECKING:
    from pathlib import Path

    from kg.records import Reading
    from kg.store import Store

ROCKETS = Entity("id/organization/rockets", Kind.ORGANIZATION, "Rockets", ("The Rockets",))
MERCURY = Entity("id/organization/mercury", Kind.ORGANIZATION, "Mercury")
SURE = Entity("id/organization/nba", Kind.ORGANIZATION, "NBA")
FAINT = Entity("id/organization/zephyr", Kind.ORGANIZATION, "Zephyr")
TEXT = "The Rockets beat Mercury. NBA and Zephyr looked on."
ITEMS = [
    {
        "id": "Q161345",
        "label": "Houston Rockets",
        "aliases": ["Rockets"],
        "description": "basketball team in Houston",
        "kind": "org",
        "facts": {"country": [{"value": "United States"}], "league": [{"value": "NBA"}]},
    },
    {"id": "Q41291", "label": "rocket", "description": "vehicle", "kind": "product"},
    {"id": "Q308", "label": "Mercury", "description": "planet", "kind": "other"},
]


def fill(store: Store) -> None:
    """Two articles: Rockets, in both, is tied closely, Mercury not at all; NBA is sure, Zephyr beyond hope."""
    readings = [_reading("1", TEXT, ROCKETS, MERCURY, SURE, FAINT), _reading("2", "Rockets again.", ROCKETS)]
    put_many(store, [(each, each.article.text_hash) for each in readings], settings=Settings())


def make_index(folder: Path) -> Path:
    """The file of an index of these items."""
    source = folder / "items.jsonl"
    source.write_text("".join(json.dumps(item) + "\n" for item in ITEMS))
    build([source], folder / "index.sqlite", workers=1)
    return folder / "index.sqlite"


def _reading(name: str, text: str, *entities: Entity) -> Reading:
    claims = tuple(claim(name, each, evidence=(_span(text, each.name),)) for each in entities)
    told = reading(name, *entities, claims=claims, text=text, url=f"https://news.example/{name}")
    links = tuple(link for each in entities for link in _links(told.article.id, each))
    return dataclasses.replace(told, links=tuple(sorted(links, key=lambda each: each.key)))


def _links(article: str, entity: Entity) -> list[Link]:
    told = {
        ROCKETS: ("Q161345", Match.CLOSE, (("Q161345", 0.7), ("Q41291", 0.2))),
        MERCURY: (None, None, (("Q308", 0.3),)),
        SURE: ("Q155223", Match.EXACT, (("Q155223", 0.99),)),
        FAINT: (None, None, (("Q42", 0.02),)),
    }
    item, match, scores = told[entity]
    candidates = tuple(Candidate(each, entity.name, score) for each, score in scores)
    key = f"article/{article}#link-{entity.name.lower()}"
    return [Link(key, entity.key, item, match, scores[0][1], "by hand", "1-test", candidates)]


def _span(text: str, word: str) -> Span:
    start = text.index(word)
    return Span(max(0, start - 4) if word == "Rockets" and start else start, text.index(".", start) + 1)
