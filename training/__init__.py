"""How the trained parts were made: `python -m training` the encoder, `.choosing` its events, `.linking` the linker."""
