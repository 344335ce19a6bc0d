"""Reads look-ups out of requests; of one that differs from another in its subject alone, no more than the subject.

A program that looks one thing up after the other sends the same bytes again and again, but for one IRI. What those
mean is remembered, with the place of the subject; a law holds what is found equal to what reading all of it gives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode

from kg.errors import NewsgraphError
from server.look_ups import LONGEST, LookUp, look_up_of
from server.plain import PlainQuery, plain_query, unquoted
from server.sparql import is_repeatable

if TYPE_CHECKING:
    from server.heads import Parser

_MOST_BYTES: Final = 1 << 12
"""Of a request that is remembered."""
_REMEMBERED: Final = 256
_QUERY: Final = b"GET /sparql?query="
_SUBJECT: Final = re.compile(
    rb"""%7B (?: \+ | %20 | %0A | %0D | %09 )*+ %3C
    ( [A-Za-z][A-Za-z0-9.-]*+ (?: : | %3A ) (?: / | %2F ){2} (?: [\w.~:/,;=@!$'()*-] | %3A | %2F | %23 )*+ )
    (?=%3E)""",
    re.VERBOSE | re.ASCII,
)
"""An IRI of ordinary characters behind the brace that opens a pattern."""
_END: Final = re.compile(rb"[& ]")
"""Of a parameter."""


class PlainRequest(NamedTuple):
    """A request with a plain query.

    Attributes:
        request: its head; of one that is like another, that of the other.
        plain: the query, and how it is to be answered.
        asked: what is looked up, None where it is no look-up.
        may_repeat: whether the answer is the same until somebody writes, and has a tag.
    """

    request: Parser
    plain: PlainQuery
    asked: LookUp | None
    may_repeat: bool


class _Known(NamedTuple):
    """A request, the look-up that it is, and the text of its query before and after the subject."""

    found: PlainRequest
    asked: LookUp
    before: str
    after: str


def read(request: Parser) -> PlainRequest | None:
    """The plain query in a request; None for anything else, and for what is wrong: others say so."""
    try:
        plain = plain_query(request)
    except (NewsgraphError, ValueError):
        return None
    if plain is None:
        return None
    may_repeat = request.command == "GET" and is_repeatable(plain.text)
    return PlainRequest(request, plain, look_up_of(plain.text), may_repeat)


class Alike:
    """The requests that are remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, bytes], _Known] = {}

    def find(self, data: bytes) -> PlainRequest | None:
        """The look-up that these bytes are, the whole of them; None where they are like no request that was kept."""
        place = _SUBJECT.search(data) if len(data) <= _MOST_BYTES else None
        known = None if place is None else self._known.get((data[: place.start(1)], data[place.end(1) :]))
        if place is None or known is None:
            return None
        subject = _decoded(place[1])
        found, text = known.found, f"{known.before}{subject}{known.after}"
        if len(text) > LONGEST:
            return None
        try:
            asked = LookUp(NamedNode(subject), *known.asked[1:])
        except ValueError:  # it is no IRI
            return None
        return PlainRequest(found.request, PlainQuery(text, *found.plain[1:]), asked, is_repeatable(subject))

    def keep(self, found: PlainRequest) -> None:
        """Remember a look-up that may be repeated, if its subject is where others can have another."""
        head = found.request.head
        if found.asked is None or not found.may_repeat or not head.startswith(_QUERY):
            return
        place = _SUBJECT.search(head) if len(head) <= _MOST_BYTES else None
        if place is None:
            return
        before, after = head[: place.start(1)], head[place.end(1) :]
        try:
            # a code of a query is whole on one side, so each side can be read alone
            texts = _text(before.removeprefix(_QUERY)), _text(_END.split(after, 1)[0])
        except ValueError:
            return
        if not _END.search(before, len(_QUERY)) and found.plain.text == _decoded(place[1]).join(texts):
            self._known[before, after] = _Known(found, found.asked, *texts)
            if len(self._known) > _REMEMBERED:
                del self._known[next(iter(self._known))]


def _text(part: bytes) -> str:
    return unquoted(part.decode("ascii"))


def _decoded(subject: bytes) -> str:
    return subject.replace(b"%3A", b":").replace(b"%2F", b"/").replace(b"%23", b"#").decode("ascii")
