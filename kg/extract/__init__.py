"""Article → Extraction: names, coreference, and what the article claims."""

from kg.extract.pipeline import Extractor, version

__all__ = ["Extractor", "version"]
