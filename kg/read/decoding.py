"""Bytes to characters, whatever they were saved as; what is not text is refused."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kg.errors import InputRefused

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
_NOT_PRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_MAX_NOT_PRINTED_SHARE = 0.05
# Words in Latin letters have few foreign ones in a row; in Cyrillic or Chinese nearly all are in long rows.
_FOREIGN = re.compile(rb"[\x80-\xff]+")
_FOREIGN_ROW = re.compile(rb"[\x80-\xff]{4,}")
_MAX_ROW_SHARE = 0.1
_GUESSED_BYTES = 50_000
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\xd0\xcf\x11\xe0", "an Office file"),
)


def decode(data: bytes, *, origin: str, declared: str | None = None) -> str:
    """The characters of a document: by its byte order mark, the declared encoding, UTF-8, or a guess.

    Args:
        data: the whole document.
        origin: where it came from, for the message.
        declared: the encoding that a header states.

    Raises:
        InputRefused: it is not text.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise InputRefused(origin, f"this is {name}, not text; convert it to text or HTML first")
    text = _by_mark(data, origin=origin)
    if text is None and b"\x00" in data:
        raise InputRefused(origin, "binary: it holds NUL bytes; convert it to text or HTML first")
    if text is None:
        text = _by_name(data, declared) or _by_form(data)
    if len(_NOT_PRINTED.findall(text)) > _MAX_NOT_PRINTED_SHARE * len(text):
        raise InputRefused(origin, "binary: most of it is not text in any encoding; save it as UTF-8")
    return text


def declared_in(data: bytes) -> str | None:
    """The encoding that an HTML or XML document states of itself, None if it does not."""
    found = _META_CHARSET.search(data[:_HEAD_BYTES]) or _XML_ENCODING.search(data[:_HEAD_BYTES])
    return found[1].decode("ascii") if found else None


def _by_mark(data: bytes, *, origin: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                reason = f"it is marked as {encoding.upper()} but is not ({error.reason}); save it as UTF-8"
                raise InputRefused(origin, reason) from error
    return None


def _by_name(data: bytes, encoding: str | None) -> str | None:
    """The text if it is in that encoding; Latin-1 means Windows-1252, as it does in browsers."""
    if not encoding:
        return None
    try:
        name = codecs.lookup(encoding).name
        return data.decode("cp1252" if name in {"iso8859-1", "ascii"} else name)
    except (LookupError, UnicodeDecodeError):
        return None


def _by_form(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    repaired = data.decode(errors="replace")
    broken = repaired.count("\ufffd")
    foreign = sum(map(len, _FOREIGN.findall(data)))
    if broken * 8 < foreign:  # UTF-8 with a few damaged characters
        return repaired
    in_rows = sum(map(len, _FOREIGN_ROW.findall(data)))
    if in_rows < _MAX_ROW_SHARE * foreign and (text := _by_name(data, "cp1252")):
        return text
    best = from_bytes(data[:_GUESSED_BYTES]).best()
    text = _by_name(data, best.encoding) if best else None
    return text if text is not None else repaired
