"""What the words mean: the ontology, its shapes and questions, as data that can be imported."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ONTOLOGY = "newsgraph.ttl"
ALIGNMENTS = "alignments.ttl"
CATALOGUE = "questions.ttl"
"""The named questions as linked data, made from their files."""
CLAIM_SHAPES = ("shapes.ttl",)
"""What one article's graph must obey, taken alone."""
FACT_SHAPES = ("shapes.ttl", "shapes-facts.ttl")
"""What the default graph must obey, taken alone."""
HISTORY_SHAPES = ("shapes-history.ttl",)
"""What `graph/history` must obey, taken alone."""
CURATED_SHAPES = ("shapes-curated.ttl",)
"""What `graph/curated` must obey, taken alone."""


def path(name: str) -> Traversable:
    """The file of that name in this package: `newsgraph.ttl`, or `questions/partners.rq`.

    Raises:
        FileNotFoundError: there is no such file.
    """
    folder = files(__name__)
    found = folder.joinpath(name)
    if not found.is_file():
        known = ", ".join(sorted(each.name for each in folder.iterdir() if each.name.endswith(".ttl")))
        raise FileNotFoundError(f"The ontology has no file {name!r}; it has {known}, and questions/NAME.rq")
    return found


def questions() -> dict[str, str]:
    """The SPARQL of each named question, with the comments that say how to ask it."""
    found = (each for each in files(__name__).joinpath("questions").iterdir() if each.name.endswith(".rq"))
    return {each.name.removesuffix(".rq"): each.read_text(encoding="utf-8") for each in found}


def rules() -> dict[str, str]:
    """The SPARQL of each rule of hygiene: what it selects breaks the rule that its first line states.

    The queries run over a dataset with one graph per file, named by the file, where each prefix of the file is a
    node with `sh:prefix` and `sh:namespace`.
    """
    found = (each for each in files(__name__).joinpath("rules").iterdir() if each.name.endswith(".rq"))
    return {each.name.removesuffix(".rq"): each.read_text(encoding="utf-8") for each in found}
