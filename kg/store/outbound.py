"""Refuses SPARQL that makes the engine fetch from the network: SERVICE anywhere, LOAD in an update.

The engine offers no switch for it, and no parser is at hand, so the text is read token by token. Where the
grammar lets `<…>` be an IRI or two comparisons, and the choice would hide text from this reader (a `#` or a
quotation mark inside), or where a text never ends, a request that has the word anywhere is refused: better one
refusal too many.
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError

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
        QueryError: it uses one of the words as a keyword, or may do so.
    """
    if any(word in text.lower() for word in words):
        for token in TOKEN.finditer(text):
            word = _keyword(token, words)
            if word:
                line = text.count("\n", 0, token.start()) + 1
                raise QueryError(
                    f"{word.upper()} is refused (line {line}): this store asks no other servers. "
                    "Ask the other server yourself and import its answer",
                )


def without_silent_loads(text: str) -> str:
    """The update with each LOAD SILENT as what it is here: an operation that fails, and says nothing."""
    tokens = [token for token in TOKEN.finditer(text) if token.lastgroup != "comment"]
    words = [_shape(token) for token in tokens]
    parts: list[str] = []
    done = depth = 0
    for at, token in enumerate(tokens):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0 and words[at : at + 3] == ["LOAD", "SILENT", "<>"]:
            into = words[at + 3 : at + 6] == ["INTO", "GRAPH", "<>"]
            last = tokens[at + 5 if into else at + 2]
            parts += [text[done : token.start()], "INSERT DATA {}"]
            done = last.end()
    return "".join([*parts, text[done:]])


def _shape(token: re.Match[str]) -> str:
    """A word in capitals, and one shape for every IRI."""
    is_iri = token.lastgroup in ("iri", "unclear", "prefixed") or token[0] == "<>"
    return "<>" if is_iri else token[0].upper()


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
