"""Floors under the measured figures: a run fails below one, and an update raises floors but never lowers any."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.evaluate.scores import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.evaluate.scores import Table
    from kg.evaluate.soundness import Soundness

FILE = Path(__file__).parent / "floors.toml"
_ENOUGH = 20
CONFORMING, WHOLE = "facts that conform", "facts with all parties in their sentences"
_OF_FACTS = {CONFORMING: 0.0, WHOLE: 0.05}
"""Bands of all sets: what does not conform is a mistake; a party told in another sentence may be a gain."""

_HEAD = """\
# Floors under the figures of `make quality`, set by `python -m benchmarks.quality --update-floors`, which raises them
# and never lowers one: to give something up, lower its floor by hand and say why in the same commit.
# A figure may fall below its floor by the band of its set, within which a change means nothing; that of a row by the
# set's row band, if it has one, for a row of 20 is moved further by one text than a set of 600.
"""

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Floors:
    """What must be reached.

    Attributes:
        bands: set → how far below a floor is still good enough.
        least: set → figure → floor.
        row_bands: set → the same for the figures of single rows, where they need more room than those of all.
    """

    bands: Mapping[str, float]
    least: Mapping[str, Figures]
    row_bands: Mapping[str, float] = field(default_factory=dict)

    def breaches(self, measured: Mapping[str, Figures]) -> list[str]:
        """What is below its floor or no longer measured, in words; sets that were not measured are left out."""
        found = []
        for name, figures in measured.items():
            if name not in self.bands:
                raise UsageError(f"{FILE.name} has no band for {name!r}; add one under [bands]")
            for what, floor in self.least.get(name, {}).items():
                value, least = figures.get(what), floor - self._band(name, what)
                if value is None:
                    found.append(f"{name}: {what} has a floor of {floor:.3f} and is no longer measured")
                elif value < least:
                    found.append(f"{name}: {what} is {value:.3f}, below its floor {floor:.3f} by more than the band")
        return found

    def _band(self, name: str, what: str) -> float:
        if what in _OF_FACTS:
            return _OF_FACTS[what]
        return self.bands[name] if what.startswith(f"{ALL} ") else self.row_bands.get(name, self.bands[name])

    def raised(self, measured: Mapping[str, Figures]) -> Floors:
        """Floors as high as what was measured, none lower than before."""
        names = sorted({*self.least, *measured})
        return replace(self, least={n: _higher(self.least.get(n, {}), measured.get(n, {})) for n in names})

    def text(self) -> str:
        """The floors as the file has them."""
        parts = [_HEAD, "[bands]"]
        parts += [f"{name} = {band}" for name, band in sorted(self.bands.items())]
        parts += ["", "[row-bands]", *(f"{name} = {band}" for name, band in sorted(self.row_bands.items()))]
        for name, figures in self.least.items():
            parts += ["", f"[least.{name}]", *(f'"{what}" = {value:.3f}' for what, value in sorted(figures.items()))]
        return "\n".join(parts) + "\n"


def read_floors(path: Path = FILE) -> Floors:
    """The floors in a file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Floors(data["bands"], data.get("least", {}), data.get("row-bands", {}))


def figures(table: Table, soundness: Soundness | None = None) -> Figures:
    """The figures that can have a floor.

    F1 where something was asked for, and the precision of all; where no row counts all, both for each row in which
    enough was asked for, or found, to tell it from chance; of the facts, how many obey the shapes, and how many have
    all their parties in their sentences.
    """
    least = 1 if ALL in table else _ENOUGH
    found = {f"{name} F1": counts.f1 for name, counts in table.items() if counts.asked >= least}
    precise = [ALL] if ALL in table else [name for name, counts in table.items() if counts.found >= least]
    found |= {f"{name} precision": table[name].precision for name in precise}
    if soundness is not None and (total := soundness.total()).facts:
        found |= {CONFORMING: total.conforming / total.facts, WHOLE: 1 - total.apart / total.facts}
    return found


def _higher(known: Figures, measured: Figures) -> Figures:
    """The higher of the two, rounded down so that what was measured reaches its own floor."""
    names = sorted({*known, *measured})
    return {n: max(known.get(n, 0.0), math.floor(measured.get(n, 0.0) * 1000) / 1000) for n in names}
