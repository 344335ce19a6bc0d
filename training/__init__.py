"""How the trained parts were made: `python -m training` the encoder, `python -m training.linking` the linker."""
