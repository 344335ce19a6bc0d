"""The block of fields that a Markdown file may begin with."""

from __future__ import annotations

import re

from kg.records import Zone

_BLOCK = re.compile(
    r"---\n(?P<fields>(?:[ \t]*(?:#[^\n]*)?\n)*[\w-]{1,40}[ \t]*:[^\n]*\n(?:[^\n]*\n){0,200}?)---(?=\n|$)",
)
# Only what stands at the margin: the items of a list and the fields of a field are others' titles and addresses.
_FIELD = re.compile(r"^(?P<name>[\w-]{1,40})[ \t]*:[ \t]*(?P<value>[^\n]*?)[ \t]*$", re.MULTILINE)


def front_matter(text: str, *, title: str = "") -> Zone | None:
    """The block with its marks, where a text begins with one or has one right under its title."""
    start = len(title) + 2 if title and text.startswith(f"{title}\n\n---\n") else 0
    found = _BLOCK.match(text, start)
    return Zone(found.start(), found.end(), "front matter") if found else None


def stated_fields(text: str) -> dict[str, str]:
    """The fields of the block that a text begins with, names in lower case; none where there is no block."""
    block = _BLOCK.match(text)
    found = _FIELD.finditer(block["fields"]) if block else ()
    return {field["name"].lower(): field["value"].strip("\"'") for field in found}
