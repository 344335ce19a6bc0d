"""Names that many persons have."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_NUMERAL = re.compile(r"[ivx]+")


def is_common(last: str) -> bool:
    """Whether the key of a last name is one that very many have, or the numeral of a king, who is one of several."""
    return last in _surnames() or _NUMERAL.fullmatch(last) is not None


@cache
def _surnames() -> frozenset[str]:
    lines = (files("kg.link") / "data" / "common-surnames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
