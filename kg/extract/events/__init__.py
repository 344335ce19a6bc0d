"""Partnerships, deals, controversies and launches: by rules and by the encoder, joined to events."""
