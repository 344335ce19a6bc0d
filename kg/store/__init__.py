"""The one door to Oxigraph: open, query, change in one transaction, export in one order, back up.

with Store(path) as store:
    store.apply(Change(insert=quads))
    rows = store.query("SELECT ?p { ?p a ng:Partnership }")
"""

from kg.store.change import Change
from kg.store.counts import Counts
from kg.store.door import BULK, BULK_MOST, Store, explained, runnable
from kg.store.runs import sorted_lines
from kg.store.sorted_export import FORMATS, format_for

__all__ = [
    "BULK",
    "BULK_MOST",
    "FORMATS",
    "Change",
    "Counts",
    "Store",
    "explained",
    "format_for",
    "runnable",
    "sorted_lines",
]
