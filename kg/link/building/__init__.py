"""Building an index: sources in, one file out, put in its place only when it is whole."""

from __future__ import annotations

from kg.link.building.build import build
from kg.link.building.finishing import Filter
from kg.link.building.report import Built, Fault, Progress

__all__ = ["Built", "Fault", "Filter", "Progress", "build"]
