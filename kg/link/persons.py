"""Names that many persons have."""

from __future__ import annotations

import re

from kg.link.forms import listed

_NUMERAL = re.compile(r"[ivx]+")


def is_common(last: str) -> bool:
    """Whether the key of a last name is one that very many have, or the numeral of a king, who is one of several."""
    return last in listed("common-surnames") or _NUMERAL.fullmatch(last) is not None
