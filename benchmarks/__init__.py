"""Measurements: how right (quality) and how fast (speed)."""
