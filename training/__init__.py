"""How the encoder's weights were made: `python -m training` makes them again from the gold sets."""
