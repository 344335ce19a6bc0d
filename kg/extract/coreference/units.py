"""Units that carry the name of their parent: "NBA China" is part of "NBA"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.coreference.chains import is_told_apart
from kg.extract.mentions.kinds import COUNTRIES, name_key
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.coreference.chains import Cluster

_COUNTRY_ENDINGS = tuple(f" {name.casefold()}" for name in COUNTRIES)


def parents_by_name(clusters: Sequence[Cluster]) -> dict[int, int]:
    """Cluster → the cluster of the organization whose name it carries with a country: "NBA China" → "NBA"."""
    firms = [(n, c) for n, c in enumerate(clusters) if c.kind is Kind.ORGANIZATION]
    by_key = {name_key(name.text): n for n, c in firms for name in c.names}
    found: dict[int, int] = {}
    for number, cluster in enumerate(clusters):
        key = cluster.key
        is_unit = key.endswith(_COUNTRY_ENDINGS)  # first, for all at once: few are
        ending = next((e for e in _COUNTRY_ENDINGS if key.endswith(e)), None) if is_unit else None
        parent = by_key.get(name_key(key.removesuffix(ending))) if ending else None
        found[number] = number if parent is None else parent
    return found


def units(clusters: Sequence[Cluster]) -> list[tuple[int, int]]:
    """(unit, parent) pairs that the names themselves give: "NBA China" is part of "NBA".

    A word that only comes after the long name may well be short for it: "Nordvik Iceland", then "Nordvik".
    """
    pairs = ((unit, parent) for unit, parent in parents_by_name(clusters).items() if unit != parent)
    return [(unit, parent) for unit, parent in pairs if _is_parent(clusters[parent], clusters[unit])]


def _is_parent(short: Cluster, full: Cluster) -> bool:
    return is_told_apart(short, full) or all(name.text.isupper() for name in short.names)
