"""Files, feeds and archives in, articles out; what is not the story is marked, never cut."""

from kg.read.fields import Fields
from kg.read.identity import article_id
from kg.read.inputs import find_inputs, read, read_bytes
from kg.read.zones import zones

__all__ = ["Fields", "article_id", "find_inputs", "read", "read_bytes", "zones"]
