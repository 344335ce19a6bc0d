"""The tests: they mirror the code, and share the builders in `readings`."""
