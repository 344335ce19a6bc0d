"""Requests are read as waitress and the standard library read them, however often their lines come again."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from server.heads import Parser
from server.plain import unquoted

SETTINGS = Adjustments()
OUR_OWN = ("adj", "body_rcv", "error", "head")
TARGETS = [
    "/sparql",
    "/sparql?query=ASK%7B%7D",
    "/a/b?x",
    "/%73",
    "//a/b?c",
    "/a?b#c",
    "/a?b?c",
    "http://a/b?c",
    "*",
    "/",
]
TARGETS += ["/a//b", "/a?", "/?a=[b]:c//d", "a", "/a?\xe9", "/a\t", "/sparql?a b"]
LINES = ["", "Host: a\r\n", "Host: a\r\nAccept: b\r\nAccept: c\r\n", "Connection: close\r\n", "Content-Length: 0\r\n"]
LINES += [
    "Content-Length: 3\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: gzip\r\n",
    "Expect: 100-continue\r\n",
]
LINES += [
    "A_b: c\r\n",
    "A: b\r\n c\r\n",
    " a\r\n",
    "Nothing\r\n",
    "A: b\rc\r\n",
    "Content-Length: -1\r\n",
    f"A: {'b' * 3000}\r\n",
]


def read(parser_class: type[HTTPRequestParser], data: bytes) -> dict[str, Any]:
    """Everything that a parser says of a request."""
    parser = parser_class(SETTINGS)
    consumed = parser.received(data)
    said = {name: value for name, value in vars(parser).items() if name not in OUR_OWN}
    body, error = parser.body_rcv, parser.error
    return said | {"consumed": consumed, "body": type(body), "error": (type(error), getattr(error, "body", ""))}


@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "get", "GET "]),
    target=st.sampled_from(TARGETS) | st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=30),
    version=st.sampled_from(["HTTP/1.1", "HTTP/1.0", "HTTP/1.1 ", "HTTP/2.0", ""]),
    lines=st.sampled_from(LINES),
    rest=st.sampled_from(["", "abc", "GET / HTTP/1.1\r\n\r\n"]),
)
@example("GET", "/sparql?query=ASK%7B%7D", "HTTP/1.1", "Host: a\r\n", "")
def test_a_request_is_read_as_waitress_reads_it(method: str, target: str, version: str, lines: str, rest: str) -> None:
    data = f"{method} {target} {version}\r\n{lines}\r\n{rest}".encode("latin-1")
    expected = read(HTTPRequestParser, data)
    for _ in range(2):
        assert read(Parser, data) == expected


def test_what_one_request_does_to_its_headers_is_nothing_to_the_next() -> None:
    data = b"GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
    first, second = Parser(SETTINGS), Parser(SETTINGS)
    first.received(data)
    first.headers["HOST"] = "b"
    second.received(data)
    assert second.headers == {"HOST": "a"}


@given(text=st.text(max_size=60).map(lambda text: quote(text, safe="/:?")) | st.text("%+aF2056", max_size=12))
@example("%2%41%2A")
@example("%2520")
@example("".join(f"%{code:02X}" for code in range(32, 127)))
def test_a_text_in_an_address_is_read_as_the_standard_library_reads_it(text: str) -> None:
    try:
        expected = unquote_plus(text, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(ValueError, match="utf-8"):
            unquoted(text)
        return
    assert unquoted(text) == expected
