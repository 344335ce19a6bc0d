"""Writes the dataset that a request names beside its update into the update, as USING clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import QueryError
from kg.store.outbound import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS: Final = frozenset(
    ("ADD", "ALL", "BASE", "CLEAR", "COPY", "CREATE", "DATA", "DEFAULT", "DELETE", "DROP", "GRAPH", "INSERT", "INTO")
) | {"LOAD", "MOVE", "NAMED", "PREFIX", "SILENT", "TO", "VERSION", "WHERE"}


def with_dataset(text: str, graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """The update, each of its patterns over this dataset; line and column stay, as far as they can.

    The engine has no option for it and no parser is at hand, so the text is read token by token. Braces count;
    what stands outside of all of them is the frame: only there are INSERT, DELETE and WHERE.

    Args:
        text: a SPARQL 1.1 update.
        graphs: IRIs of the default graph's graphs.
        named_graphs: IRIs of the graphs for GRAPH.

    Raises:
        QueryError: it has USING or WITH itself, or its frame cannot be read.
    """
    clauses = [f"USING {_iri(name)}" for name in graphs]
    clauses += [f"USING NAMED {_iri(name)}" for name in named_graphs]
    using = " ".join(clauses) + " "
    parts: list[str] = []
    done, deleted = 0, -1
    previous = ""
    for word, start, end in _frame(text):
        if word == "WHERE" and previous == "DELETE":
            deleted = end  # DELETE WHERE {…} is short for DELETE {…} WHERE {…}, and only that takes USING
            parts += [text[done:start]]
            done = end
        elif word == "WHERE":
            parts += [text[done:start], using]
            done = start
        elif word == "}" and deleted >= 0:
            parts += [text[done:end], " ", using, "WHERE ", text[deleted:end]]
            done, deleted = end, -1
        previous = word
    return "".join([*parts, text[done:]])


def _frame(text: str) -> Iterator[tuple[str, int, int]]:
    """The keywords outside of braces in capitals, and each brace that closes the last one open; with their place."""
    depth = 0
    for token in TOKEN.finditer(text):
        kind, word = token.lastgroup, token[0].upper()
        if kind == "brace":
            depth += 1 if word == "{" else -1
            if depth == 0:
                yield word, token.start(), token.end()
        elif kind == "unclear" and depth:
            raise QueryError(
                f"{token[0]} could be an IRI or a comparison, which matters where the dataset is a parameter: "
                "put spaces around a comparison, or use USING in the update instead",
            )
        elif kind == "word" and not depth:
            if word in ("USING", "WITH"):
                raise QueryError(
                    f"The update has {word}, and the request has using-graph-uri or using-named-graph-uri: only one "
                    "of both may name the dataset (SPARQL 1.1 Protocol, 2.2.3)",
                )
            if word not in _WORDS:
                raise QueryError(f"The update does not parse: {token[0]!r} is no keyword of SPARQL 1.1 Update")
            yield word, token.start(), token.end()


def _iri(name: str) -> str:
    if not name or any(character <= " " or character in '<>"{}|^`\\' for character in name):
        raise QueryError(f"{name!r} is no IRI, and a graph is named by one")
    return f"<{name}>"
