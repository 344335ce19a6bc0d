"""The trained encoder as a component of the pipeline: names, relations and words for events from one pass."""

from kg.extract.encoder.component import Reader, Reading, ScoredRelation, TriggerReading

__all__ = ["Reader", "Reading", "ScoredRelation", "TriggerReading"]
