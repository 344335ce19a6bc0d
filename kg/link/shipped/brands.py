"""Derive `brands.tsv.gz` from the npm package name-suggestion-index, after checking that it is the pinned one.

npm pack name-suggestion-index@8.0.20260918
python -m kg.link.shipped.brands name-suggestion-index-8.0.20260918.tgz
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import InputRefused
from kg.link.building.suggestions import suggested
from kg.link.normalization import name_key
from kg.link.shipped import HERE
from kg.link.shipped.tables import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.items import Item

PACKAGE = "name-suggestion-index 8.0.20260918"
INTEGRITY = "sha512-g09kxye3aswAETIa//gA56MjonmjcyXCzdIwlDhpBVAwLKXOUJA1QZL5eE4ZRstTFFx9I2o9eARONUXVC72SAw=="
"""What the registry pins the package to."""

_LATIN = re.compile("[a-z]")
_LINES_OF_BUSINESS = 3
_MEMBER = "package/dist/json/nsi.json"


def brands(package: Path) -> list[Item]:
    """The items in the package, with what they do for a description.

    Raises:
        InputRefused: it is not the pinned package.
    """
    found = "sha512-" + base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        raise InputRefused(str(package), f"it is not {PACKAGE}: its integrity is {found} and not {INTEGRITY}")
    with tarfile.open(package) as archive:
        member = archive.extractfile(_MEMBER)
        document = json.load(member) if member else {"nsi": {}}
    return [each for item in suggested(document) for each in _in_latin(item)]


def _in_latin(item: Item) -> Iterator[Item]:
    """The item with its names in Latin letters, if it has any, and its lines of business for a description."""
    names = [name for name in (item.label, *item.aliases) if _LATIN.search(name_key(name))]
    business = (value.text or "" for value in item.facts["industry"][:_LINES_OF_BUSINESS])
    if names:
        yield replace(item, label=names[0], aliases=tuple(names[1:]), description=", ".join(business))


@click.command()
@click.argument("package", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path), default=HERE / "brands.tsv.gz")
def main(package: Path, out: Path) -> None:
    """Write the table from the PACKAGE to OUT."""
    click.echo(f"{write(out, f'{PACKAGE}, BSD 3-Clause, see NOTICE', brands(package))} brands in {out}", err=True)


if __name__ == "__main__":
    main()
