"""Our own news passages with gold: what they say of events and relations, and the exact bounds of every name."""

from benchmarks.quality.passages.joining import joined
from benchmarks.quality.passages.markup import BadPassage, parse
from benchmarks.quality.passages.records import PARTS, read_part

__all__ = ["PARTS", "BadPassage", "joined", "parse", "read_part"]
