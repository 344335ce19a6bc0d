"""Rewrites SPARQL that asks other servers into what it is where none is asked.

SERVICE SILENT and LOAD SILENT go on where the other server fails, and one that may not be asked fails: the first then
gives one solution that binds nothing, the second adds nothing (SPARQL 1.1 Federated Query, 4; Update, 3.1.4).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.store.outbound import behind, bracketed, expanded, namespaces_of, plain_tokens

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

_FAILS: Final = "{ OPTIONAL { { GRAPH"
_END: Final = " FILTER(false) } } }"
_NOTHING: Final = "INSERT DATA {}"
"""A group whose pattern has no solution, whose variables are seen nevertheless; an operation that does nothing."""

Change = tuple[int, int, str]
"""The part of a text from here to there, and what is to stand in its place."""


def without_silent_services(text: str, *, reaches: Callable[[str | None], bool] = lambda _: False) -> str:
    """The request with each SERVICE SILENT that is not to be asked as what it gives where it fails.

    Args:
        text: a query or an update.
        reaches: says whether an IRI may be asked; it is None where it cannot be told what it is.
    """
    return _replaced(text, _failing(text, reaches)) if "service" in text.lower() else text


def without_silent_loads(text: str) -> str:
    """The update with each LOAD SILENT as an operation that does nothing."""
    return _replaced(text, _loads(text, loud=False)) if "load" in text.lower() else text


def inward(text: str) -> str:
    """What parses where the request does, and asks nobody; it is not what the request means."""
    return _replaced(text, sorted(chain(_services(text), _loads(text, loud=True))))


def _replaced(text: str, changes: Iterator[Change] | list[Change]) -> str:
    parts, done = [], 0
    for start, end, new in changes:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _failing(text: str, reaches: Callable[[str | None], bool]) -> Iterator[Change]:
    """Where a silent SERVICE begins and ends; those inside of it are never asked."""
    tokens = plain_tokens(text)
    namespaces, depth, ends = namespaces_of(tokens), 0, list[int]()
    for at, token in enumerate(tokens):
        if token.lastgroup == "brace":
            depth += 1 if token[0] == "{" else -1
            if token[0] == "}" and ends and ends[-1] == depth:
                ends.pop()
                yield token.end(), token.end(), _END
        elif _is(token, "SERVICE"):
            place = behind(at, tokens)
            if ends:
                yield from _as_graph(tokens[at:place])
            elif place > at + 1 and not reaches(expanded(tokens[place], namespaces) if tokens[place:] else None):
                yield token.start(), tokens[at + 1].end(), _FAILS
                ends.append(depth)


def _services(text: str) -> Iterator[Change]:
    tokens = plain_tokens(text)
    for at, token in enumerate(tokens):
        if _is(token, "SERVICE"):
            yield from _as_graph(tokens[at : behind(at, tokens)])


def _as_graph(words: list[re.Match[str]]) -> Iterator[Change]:
    """SERVICE, and perhaps SILENT, as GRAPH, which has the same grammar, and in as many characters."""
    for word, new in zip(words, ("GRAPH", ""), strict=False):
        yield *word.span(), new.ljust(len(word[0]))


def _loads(text: str, *, loud: bool) -> Iterator[Change]:
    """Each LOAD as an operation that does nothing; those that are not silent only where they are to be, too."""
    tokens = plain_tokens(text)
    shapes, depth = [_shape(token) for token in tokens], 0
    for at, token in enumerate(tokens):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        place = behind(at, tokens)
        if depth or shapes[at] != "LOAD" or shapes[place : place + 1] != [_IRI] or not (loud or place > at + 1):
            continue
        into = shapes[place + 1 : place + 4] == ["INTO", "GRAPH", _IRI]
        yield token.start(), bracketed(tokens[place + 3 if into else place])[1], _NOTHING


_IRI: Final = "<>"


def _shape(token: re.Match[str]) -> str:
    """A word in capitals, and one shape for every IRI."""
    is_iri = token.lastgroup in ("iri", "unclear", "prefixed") or bracketed(token) != token.span()
    return _IRI if is_iri else token[0].upper()


def _is(token: re.Match[str], word: str) -> bool:
    return token.lastgroup == "word" and token[0].upper() == word and bracketed(token) == token.span()
