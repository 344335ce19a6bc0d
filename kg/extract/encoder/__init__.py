"""The trained encoder as a component of the pipeline: names, relations and words for events from one pass."""

from kg.extract.encoder.candidates import Candidate, reach
from kg.extract.encoder.component import Reader, Reading, ScoredRelation, TriggerReading

__all__ = ["Candidate", "Reader", "Reading", "ScoredRelation", "TriggerReading", "reach"]
