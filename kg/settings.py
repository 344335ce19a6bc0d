"""Every setting: its name, its default and one line of meaning."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def now() -> datetime:
    """The moment, in UTC; that of the variable SOURCE_DATE_EPOCH (seconds since 1970) where it is set."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; every command and the server take one of these.

    Attributes:
        store: the folder of the store (`--store`, or the variable NEWSGRAPH_STORE).
        base: what every resource IRI starts with (the variable NEWSGRAPH_BASE).
        host: the address that the server binds to.
        port: the port that the server binds to.
        max_article_characters: longer articles are refused: the parser's memory grows with length.
        batch_articles: how many articles are extracted together.
        workers: how many processes extract.
        index: the index of Wikidata items (`--index`); None is the one of NEWSGRAPH_INDEX, else the one that ships.
        links: whether names are linked to Wikidata items at all (`--no-links`).
        online: whether Wikidata is asked too (`--online`); without it, nothing is ever fetched.
        service: whom to ask then: Wikidata's API, or a reconciliation service (the variable NEWSGRAPH_SERVICE).
        user_agent: who asks, with an address to write to (the variable NEWSGRAPH_USER_AGENT).
        strict: whether an article whose graph does not obey the shapes is refused; what the store has of it stays.
        clock: gives the moment that the history is to hold for a change.
        kept_revisions: of how many past revisions of an article the history keeps what they said.
    """

    store: Path = Path("newsgraph-data")
    base: str = "https://w3id.org/newsgraph/"
    host: str = "127.0.0.1"
    port: int = 8080
    max_article_characters: int = 200_000
    batch_articles: int = 16
    workers: int = 1
    index: Path | None = None
    links: bool = True
    online: bool = False
    service: str = "https://www.wikidata.org/w/api.php"
    user_agent: str = ""
    strict: bool = False
    clock: Callable[[], datetime] = now
    kept_revisions: int = 20
