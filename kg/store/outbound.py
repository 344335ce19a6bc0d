"""Refuses SPARQL that makes the engine fetch from the network: SERVICE anywhere, LOAD in an update.

The engine offers no switch for it, and no parser is at hand, so the text is read token by token. Where the
grammar lets `<…>` be an IRI or two comparisons, and the choice would hide text from this reader (a `#` or a
quotation mark inside), or where a text never ends, a request that has the word anywhere is refused: better one
refusal too many.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import OutboundRefused, QueryError
from ontology import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

QUERY_WORDS: Final = ("service",)
UPDATE_WORDS: Final = ("service", "load")

TOKEN: Final = re.compile(
    r"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<unclear><[^\#'<>"{}|^`\\\x00-\x20]*+[\#'][^<>"{}|^`\\\x00-\x20]*+>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+(?:\"{3}|(?P<open_1>))
        | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+(?:'{3}|(?P<open_2>))
        | "(?:[^"\\\r\n]|\\.)*+(?:"|(?P<open_3>)) | '(?:[^'\\\r\n]|\\.)*+(?:'|(?P<open_4>)))
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>\d[\d.]*(?:[eE][+-]?\d+)?)
    | (?P<prefixed>(?P<prefix>[^\W\d][\w.-]*)?:(?:[\w.:%-]|\\.)*)
    | (?P<word>[^\W\d][\w.-]*)
    | (?P<brace>[{}])
    """,
    re.VERBOSE | re.DOTALL,
)
"""What SPARQL is made of, as far as refusing and rewriting need it; the group says what a token is.

Each place is looked at a bounded number of times, however the text is made: no group gives back what it took.
"""


def refuse_outbound(text: str, *, words: tuple[str, ...]) -> None:
    """Let a request pass that stays inside the store.

    Raises:
        OutboundRefused: it uses one of the words as a keyword, or may do so.
    """
    if any(word in text.lower() for word in words):
        for token in TOKEN.finditer(text):
            word = _keyword(token, words)
            if word:
                line = text.count("\n", 0, token.start()) + 1
                raise OutboundRefused(
                    f"{word.upper()} is refused (line {line}): this store asks no other servers. "
                    "Ask the other server yourself and import its answer",
                )


class Target(NamedTuple):
    """Where a request wants to go: an IRI, and the part of the text to put another in its place."""

    iri: str
    start: int
    end: int


def service_targets(text: str) -> list[Target]:
    """The target of each SERVICE in a query.

    Raises:
        QueryError: one is a variable, or it cannot be told what it is.
    """
    tokens = plain_tokens(text)
    found, namespaces = [], namespaces_of(tokens)
    for at, token in enumerate(tokens):
        word = _keyword(token, QUERY_WORDS)
        if word is None:
            continue
        if token[0].upper() != "SERVICE" or "\\" in text:
            raise QueryError(f"SERVICE is not plain in {token[0]!r}: put spaces around it, and spell without escapes")
        place = behind(at, tokens)
        target = tokens[place] if place < len(tokens) else token
        iri = expanded(target, namespaces)
        if iri is None:
            raise QueryError(
                f"SERVICE {target[0]}: only a whole IRI may be asked, such as <https://example.org/sparql>"
            )
        found.append(Target(iri, *bracketed(target)))
    return found


class Loading(NamedTuple):
    """A LOAD: what from, where to ("" for the default graph), and the part of the text that it is."""

    iri: str
    graph: str
    is_silent: bool
    start: int
    end: int


def loadings(text: str) -> Iterator[Loading]:
    """Each LOAD of an update.

    Raises:
        QueryError: a source or graph is no plain IRI.
    """
    tokens = plain_tokens(text)
    depth, namespaces = 0, namespaces_of(tokens)
    for at, token in enumerate(tokens):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth or token.lastgroup != "word" or token[0].upper() != "LOAD":
            continue
        place = behind(at, tokens)
        source = tokens[place] if place < len(tokens) else token
        words = [each[0].upper() for each in tokens[place + 1 : place + 3]]
        into = tokens[place + 3] if words == ["INTO", "GRAPH"] and place + 3 < len(tokens) else None
        graph = expanded(into, namespaces) if into else ""
        iri = expanded(source, namespaces)
        if iri is None or graph is None:
            raise QueryError("LOAD takes whole IRIs, such as LOAD <https://example.org/a.ttl> INTO GRAPH <http://…>")
        yield Loading(iri, graph, place > at + 1, token.start(), bracketed(into or source)[1])


def plain_tokens(text: str) -> list[re.Match[str]]:
    """What a request is made of, without its comments."""
    return [token for token in TOKEN.finditer(text) if token.lastgroup != "comment"]


def behind(at: int, tokens: list[re.Match[str]]) -> int:
    """The place after a keyword and a SILENT."""
    return at + 1 + (at + 1 < len(tokens) and tokens[at + 1][0].upper() == "SILENT")


def expanded(token: re.Match[str], namespaces: Mapping[str, str]) -> str | None:
    """The whole IRI that a token is, None where it is none."""
    if token.lastgroup in ("iri", "unclear"):
        return token[0][1:-1]
    if token.lastgroup != "prefixed" or "\\" in token[0]:
        return None
    if bracketed(token) != (token.start(), token.end()):  # such as <urn:a>, which only its brackets tell from a name
        return token[0]
    prefix, _, local = token[0].partition(":")
    return namespaces[prefix] + local if prefix in namespaces else None


def bracketed(token: re.Match[str]) -> tuple[int, int]:
    """Where a token begins and ends, with the brackets around it."""
    start, end = token.span()
    is_bracketed = token.string[start - 1 : start] == "<" and token.string[end : end + 1] == ">"
    return (start - 1, end + 1) if is_bracketed else (start, end)


def namespaces_of(tokens: list[re.Match[str]]) -> dict[str, str]:
    """What the prefixes stand for, those that are known without being declared among them."""
    found = dict(terms.PREFIXES)
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word[0].upper() == "PREFIX" and name.lastgroup == "prefixed" and iri.lastgroup == "iri":
            found[name[0].removesuffix(":")] = iri[0][1:-1]
    return found


def iris_of(text: str) -> tuple[set[str], set[str], bool]:
    """Every IRI in a request, every word in capitals, and whether GRAPH stands before a variable somewhere."""
    tokens = plain_tokens(text)
    namespaces = namespaces_of(tokens)
    iris = {expanded(token, namespaces) for token in tokens if token.lastgroup in ("iri", "unclear", "prefixed")}
    words = {token[0].upper() for token in tokens if token.lastgroup == "word"}
    has_variable = any(one[0].upper() == "GRAPH" and two.lastgroup == "variable" for one, two in pairwise(tokens))
    return {iri for iri in iris if iri is not None}, words, has_variable


def _keyword(token: re.Match[str], words: tuple[str, ...]) -> str | None:
    """The forbidden word that a token is, or may hide."""
    if token.lastgroup == "unclear" or any(token[f"open_{number}"] is not None for number in range(1, 5)):
        return words[0]
    if token.lastgroup == "word":
        return next((word for word in words if word in token[0].lower()), None)
    if token.lastgroup == "prefixed" and token["prefix"]:
        # `SERVICE:x {…}` needs no space before the name, so such a prefix cannot be told from the keyword.
        last = re.split(r"[.-]", token["prefix"].lower())[-1]
        return next((word for word in words if last in {word, f"true{word}", f"false{word}"}), None)
    return None
