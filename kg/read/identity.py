"""What makes two inputs the same article: the address or, without one, the text."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit, urlunsplit

from kg.errors import InputRefused

_FORBIDDEN_IN_IRI = re.compile(r'[\x00-\x20\x7f-\x9f<>"{}|\\^`\ud800-\udfff]')


def article_id(*, url: str | None, text: str = "") -> str:
    """16 hexadecimal digits of the SHA-256 of the normalised URL or, without one, of the text."""
    return hashlib.sha256((normalize_url(url) if url else text).encode()).hexdigest()[:16]


def normalize_url(url: str) -> str:
    """The URL with scheme and host in lower case, without its fragment and without `utm_*` parameters."""
    parts = urlsplit(url)
    query = "&".join(p for p in parts.query.split("&") if not p.lower().startswith("utm_"))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, ""))


def checked_url(url: str, *, origin: str) -> str:
    """The URL itself.

    Raises:
        InputRefused: it is not an absolute IRI.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise InputRefused(origin, f"the URL {url!r} is not valid ({error}); correct or remove it") from error
    if not parts.scheme or not (parts.netloc or parts.path) or _FORBIDDEN_IN_IRI.search(url):
        raise InputRefused(origin, f"the URL {url!r} is not an absolute IRI such as https://example.org/news/1")
    return url
