"""The index that ships: made when Newsgraph is installed, from two tables whose digests are pinned here.

`well-known.tsv` is our own: what business and sports news names most (see `kg.link.shipped.well_known` for the rule).
`brands.tsv.gz` is the npm package name-suggestion-index, brought into the same columns (see `kg.link.shipped.brands`).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import InstallationError
from kg.link.building import Built, build

HERE = Path(__file__).parent
TABLES = {
    "well-known.tsv": "c2d0a79d083c2bf4e32f5e40fbd554950fb333b59bdf13d8de8dc7d562b570a7",
    "brands.tsv.gz": "9e880f2d2893c69cfe455ac909573b7e30b445ff8f36ed8e603f22b5a681567f",
}
"""Table → its SHA-256; the first counts where both tell of one item."""


def make(out: Path) -> Built:
    """Build the index that ships.

    Raises:
        InstallationError: a table is missing or is not the one that was checked.
    """
    for name, pinned in TABLES.items():
        found = digest(HERE / name)
        if found != pinned:
            raise InstallationError(
                f"{HERE / name} is not the table that was checked: its SHA-256 is {found} and not {pinned}; "
                "get the source again, or derive it anew as its module says",
            )
    with TemporaryDirectory(dir=out.parent) as folder:  # two builds of one tree must not meet
        built = build([HERE / name for name in TABLES], Path(folder) / out.name, workers=1)
        built.path.replace(out)
    return replace(built, path=out)


def digest(path: Path) -> str:
    """The file's SHA-256, or "missing"."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
