"""The build hook: makes the index of well-known names, so that it is there after any `pip install`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedIndex(BuildHookInterface):  # type: ignore[type-arg] # its configuration is whatever we read from it
    """Builds `kg/link/shipped/default.sqlite` from the tables beside it, by the standard library alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's own signature)
        """Make the index in the source tree, from where it goes into the wheel."""
        root = Path(self.root)
        built = _imported(root).make(root / "kg" / "link" / "shipped" / "default.sqlite")
        self.app.display_info(f"index of well-known names: {built.items} items, {built.names} names")


def _imported(root: Path) -> Any:  # noqa: ANN401 (a module)
    """`kg.link.shipped` from the source tree. The packages above it need more than a build environment has."""
    for name in ("kg", "kg.link"):
        package = ModuleType(name)
        package.__path__ = [str(root.joinpath(*name.split(".")))]
        sys.modules[name] = package
    return import_module("kg.link.shipped")
