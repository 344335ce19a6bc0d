"""Refuses a query that is nested too deep or chained too long, before the engine's parser sees it.

The parser and the optimizer recurse: each level, and each link of a chain such as `1 + 1 + 1 …`, takes stack, and
the time grows much faster than the length. A worker has a large stack and a time limit, so what passes here by
mistake costs one request; what is refused here gets a reason at once.
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError

DEEPEST: Final = 100
"""Levels of brackets of any kind; people write fewer than 20."""
LONGEST: Final = 5_000
"""Operators, path steps and group patterns in one query, of each kind."""

_TOKEN: Final = re.compile(
    r"""
      \#[^\r\n]*                                                            # a comment
    | <[^<>"{}|^`\\\x00-\x20]*>                                             # an IRI
    | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+(?:\"{3})? | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+(?:'{3})?
    | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'?                     # texts, ended or not
    | [?$]\w+ | :(?:[\w.:%-]|\\.)* | (?P<name>[^\W\d][\w.-]*+)(?::(?:[\w.:%-]|\\.)*+)?
    | (?P<open>[(\[{]) | (?P<close>[)\]}])
    | (?P<link>\|\||&&|[-+*/|^!])
    """,
    re.VERBOSE | re.DOTALL,
)
"""No group gives back what it took: the time is linear, however the text is made."""
_LINKS: Final = frozenset({"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS"})


def refuse_too_deep(text: str, *, longest: int = LONGEST) -> None:
    """Let a query pass that the engine can parse.

    Args:
        text: a query or an update.
        longest: how many operators and patterns it may have.

    Raises:
        QueryError: it is nested too deep, or has too many operators or patterns.
    """
    if len(text) <= LONGEST and sum(map(text.count, "([{")) <= DEEPEST:  # whatever they are, they are not too many
        return
    depth = links = 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "open":
            depth += 1
            if depth > DEEPEST:
                line = text.count("\n", 0, token.start()) + 1
                raise QueryError(
                    f"The query is nested more than {DEEPEST} levels deep (line {line}): "
                    "flatten it, or ask in several queries",
                )
        elif token.lastgroup == "close":
            depth = max(0, depth - 1)
        elif token.lastgroup == "link" or (token.lastgroup == "name" and token[0].upper() in _LINKS):
            links += 1
            if links > longest:
                raise QueryError(
                    f"The query has more than {longest} operators and patterns: "
                    "list values with VALUES or IN, or ask in several queries",
                )
