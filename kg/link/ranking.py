"""The trained model: a conditional logit over an entity's candidates and "none of them": its scores share out 1."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.link.features import NAMES, NIL_NAMES
from kg.logit import shares, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

_RULES = frozenset({".py", ".toml", ".json", ".txt", ".tsv"})
_BUILDERS = frozenset({"building", "shipped"})  # what they make has its own version


@dataclass(frozen=True, slots=True)
class Model:
    """Weights and thresholds, trained by `training/linking.py`.

    Attributes:
        weights: one per feature of a candidate.
        none: one per feature of being no item.
        exact: the least score of an exact match.
        close: the least score of a close match.
        version: changes with any of these.
    """

    weights: tuple[float, ...]
    none: tuple[float, ...]
    exact: float
    close: float
    version: str

    def scores(self, rows: Sequence[Sequence[float]], none: Sequence[float]) -> list[float]:
        """The probability of each candidate to be the one; what is missing to 1 is that of none of them."""
        return shares([weighed(self.weights, row) for row in rows], weighed(self.none, none))


@cache
def trained() -> Model:
    """The model that ships."""
    data = json.loads((files("kg.link") / "data" / "model.json").read_text(encoding="utf-8"))
    return Model(
        weights=tuple(data["weights"][name] for name in NAMES),
        none=tuple(data["none"][name] for name in NIL_NAMES),
        exact=data["exact"],
        close=data["close"],
        version=data["version"],
    )


@cache
def rules(folder: Path = Path(__file__).parent) -> str:
    """A digest of all that links besides index and model: code and tables, but for what builds indexes."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        parts = path.relative_to(folder).parts
        if path.suffix in _RULES and not _BUILDERS.intersection(parts):
            digest.update(f"{'/'.join(parts)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
