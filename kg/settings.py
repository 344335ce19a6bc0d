"""Every setting: its name, its default and one line of meaning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
    """

    store: Path = Path("newsgraph-data")
    base: str = "https://w3id.org/newsgraph/"
    host: str = "127.0.0.1"
    port: int = 8080
    max_article_characters: int = 200_000
    batch_articles: int = 16
    workers: int = 1
