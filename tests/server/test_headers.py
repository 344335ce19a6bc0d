"""No header makes the server fail: whatever is in it, the answer is one that the interface has."""

from __future__ import annotations

import socket
import string
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from flask.testing import FlaskClient

NAMES = ["Accept", "Accept-Encoding", "Authorization", "Content-Encoding", "Content-Length", "Content-Type", "Cookie"]
NAMES += ["Expect", "Forwarded", "Host", "If-Match", "If-None-Match", "Newsgraph-Version", "Origin", "Range", "TE"]
NAMES += ["Sec-Fetch-Site", "Transfer-Encoding", "Upgrade", "X-Forwarded-For", "X-Forwarded-Proto"]
WORDS = [
    "*",
    "*/*",
    "text/csv",
    ";q=",
    "0",
    "1",
    "-1",
    "1e9",
    ",",
    ";",
    "=",
    '"',
    "W/",
    "gzip",
    "br",
    "chunked",
    "\t",
    " ",
]
WORDS += ["bytes=0-1", "100-continue", "Bearer", "null", "http://x", "[::1]", "\xff", "%00", "application/sparql-query"]
TEXT = st.text(string.printable.replace("\r", "").replace("\n", "") + "\x7f\xe9", max_size=30)
VALUE = TEXT | st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
HEADERS = st.lists(st.tuples(st.sampled_from(NAMES), VALUE), max_size=6)
STATUSES = {200, 304, 400, 401, 403, 405, 406, 411, 412, 413, 415, 417, 431, 501}


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headers=HEADERS, path=st.sampled_from(["/", "/health", "/graphs?default", "/sparql?query=ASK{}", "/questions"]))
def test_any_headers_get_an_answer_of_the_interface(
    client: FlaskClient, headers: list[tuple[str, str]], path: str
) -> None:
    sent = [(name, value) for name, value in headers if name not in ("Content-Length", "Host", "Transfer-Encoding")]
    assert client.get(path, headers=sent).status_code in STATUSES


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headers=HEADERS, method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "get", "BREW"]))
def test_any_bytes_in_headers_get_an_answer_and_leave_the_server_well(
    address: str, headers: list[tuple[str, str]], method: str
) -> None:
    parts = urlsplit(address)
    lines = [f"{method} /sparql?query=ASK%7B%7D HTTP/1.1", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in [("Host", parts.netloc), *headers]]
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        connection.shutdown(socket.SHUT_WR)  # a body that was promised will not come
        first = connection.makefile("rb").readline()
    # a client that hangs up in the middle of its request gets nothing
    assert first == b"" or int(first.split()[1]) in STATUSES


def test_options_for_the_whole_server_names_every_method(address: str) -> None:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        connection.sendall(f"OPTIONS * HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
        with connection.makefile("rb") as stream:
            head = stream.read().decode().partition("\r\n\r\n")[0].split("\r\n")
    assert head[0] == "HTTP/1.1 200 OK"
    assert "Allow: DELETE, GET, HEAD, OPTIONS, POST, PUT" in head


def test_the_server_is_well_after_all_that(address: str) -> None:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(f"GET /health HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
        assert connection.makefile("rb").readline() == b"HTTP/1.1 200 OK\r\n"
