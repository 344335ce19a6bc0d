"""Newsgraph: news in, proven and linked facts out."""

from importlib.metadata import version

__version__ = version("newsgraph")
