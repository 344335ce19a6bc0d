"""Keys to IRIs and back: the only place where a key and the base meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.errors import InputRefused, StoreError
from ontology import terms

_SAFE = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=:@/]*")
_ESCAPE = re.compile(r"(%[0-9A-Fa-f]{2}|\?)")
_LAST_LETTER = "\U000dffff"  # behind it, IRIs allow no combining marks


@lru_cache(maxsize=65536)
def iri(key: str, *, base: str) -> NamedNode:
    """The IRI of a key: letters and digits of any script stay, anything else is percent-encoded."""
    head, hash_sign, fragment = key.partition("#") if key.startswith("article/") else (key, "", "")
    return NamedNode(f"{base}{_escaped(head)}{hash_sign}{_escaped(fragment)}")


def key_of(resource: NamedNode | str, *, base: str) -> str:
    """The key of an IRI below the base.

    Raises:
        StoreError: the IRI does not start with the base.
    """
    text = resource if isinstance(resource, str) else resource.value
    if not text.startswith(base):
        raise StoreError(f"<{text}> is not a resource of this graph: its IRIs start with {base}")
    return unquote(text[len(base) :])


def graph_name(article_id: str, *, base: str) -> NamedNode:
    """The named graph of what one article says."""
    return iri(f"graph/{article_id}", base=base)


def article_iri(article_id: str, *, base: str) -> NamedNode:
    """The IRI of an article."""
    return iri(f"article/{article_id}", base=base)


def item_node(item: str) -> NamedNode:
    """The IRI of an item of Wikidata, from its id."""
    return node(terms.WD + item)


def item_of(resource: str) -> str:
    """The id of an item of Wikidata, from its IRI."""
    return resource.removeprefix(terms.WD)


def url_node(url: str) -> NamedNode:
    """A URL from outside as an IRI: characters that no IRI allows are percent-encoded.

    Raises:
        InputRefused: it is no absolute URL.
    """
    head, hash_sign, fragment = url.strip().partition("#")
    try:
        return NamedNode(_escaped_url(head) + hash_sign + _escaped_url(fragment))
    except ValueError as error:
        reason = f"is not an absolute URL ({error}): give one such as https://example.org/news/1"
        raise InputRefused(url, reason) from error


def _escaped_url(text: str) -> str:
    return "".join(part if _ESCAPE.fullmatch(part) else _escaped(part) for part in _ESCAPE.split(text))


def _escaped(text: str) -> str:
    if _SAFE.fullmatch(text):
        return text
    return "".join(c if _stays(c) else "".join(f"%{byte:02X}" for byte in c.encode()) for c in text)


def _stays(character: str) -> bool:
    if character.isascii():
        return _SAFE.fullmatch(character) is not None
    return character <= _LAST_LETTER and unicodedata.category(character)[0] in "LMN"


@lru_cache(maxsize=65536)
def node(text: str) -> NamedNode:
    """The IRI with exactly this text."""
    return NamedNode(text)
