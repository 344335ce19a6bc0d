"""One text however it was saved: line ends, control characters and Unicode form."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What XML 1.0 cannot carry, or carries only with a warning: RDF/XML and HTML come out of this text.
_NOT_FOR_XML = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr((plane << 16) + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def normalize(text: str) -> str:
    """The text in NFC, stripped; only line feeds end lines; no byte order mark or control characters."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return unicodedata.normalize("NFC", _NOT_FOR_XML.sub("", text)).strip()


def one_line(text: str) -> str:
    """The text normalised, every run of white space one blank."""
    return " ".join(normalize(text).split())
