"""Bounds the rows of a SELECT: the query becomes a subquery of one with a LIMIT, so nothing but the number changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.outbound import TOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.limits import Limits


def notice(limits: Limits) -> dict[str, str]:
    """Headers that say what an answer of this server is cut at."""
    said = {"Newsgraph-Most-Rows": limits.most_rows, "Newsgraph-Most-Bytes": limits.most_bytes}
    return {name: str(most) for name, most in said.items() if most}


def capped(text: str, names: Sequence[str], most: int) -> str:
    """The query with at most so many rows.

    Args:
        text: a SELECT query that parses.
        names: of its variables, in their order.
        most: how many rows.
    """
    head, clauses, done = -1, [], 0
    tokens = [token for token in TOKEN.finditer(text) if token.lastgroup != "comment"]
    parts = []
    for at, token in enumerate(tokens):
        word = token[0].upper() if token.lastgroup == "word" else ""
        if head < 0 and word == "SELECT":
            head = done = token.start()
        elif head >= 0 and word == "FROM":  # a subquery has none
            end = tokens[at + 1 + (tokens[at + 1][0].upper() == "NAMED")].end()
            clauses.append(text[token.start() : end])
            parts.append(text[done : token.start()])
            done = end
        elif head >= 0 and token[0] == "{":
            break
    query = "".join([*parts, text[done:]])
    shown = " ".join(f"?{name}" for name in names) or "*"
    return f"{text[:head]} SELECT {shown} {' '.join(clauses)} {{ {{ {query}\n}} }} LIMIT {most}"
