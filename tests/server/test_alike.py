"""A request that is like an earlier one but for its subject means what reading all of it would give."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from waitress.adjustments import Adjustments

from server.alike import Alike, PlainRequest, read
from server.heads import Parser

SETTINGS = Adjustments()
PATTERNS = [
    "SELECT ?o { <%s> rdfs:label ?o }",
    "PREFIX e: <http://e.org/> SELECT * WHERE {\n <%s> e:p ?o . } LIMIT 3",
    "SELECT ?p ?o { <%s> ?p ?o }",
    "SELECT ?o { <%s> <http://e.org/a> ?o }",
    "SELECT ?o { <%s> a ?o } # a comment",
    "SELECT ?o { ?s <%s> ?o }",
    "ASK { <%s> ?p ?o }",
]
SUBJECTS = ["http://e.org/a", "http://e.org/b", "HTTP://e.org/a#char=1,2", "http://e.org/NOW", "http://e.org/a%20b"]
SUBJECTS += ["http://e.org/é", "http://[", "http://e.org/RAND()", "urn:a", "http://e.org/?a&b", "http://e.org/a+b", "a"]
SUBJECTS += ["http://e.org/" + "a" * 1960, "http://e.org/a> ?p ?q . <http://e.org/a"]
REST = [
    "",
    "&format=csv",
    "&timeout=5",
    "&x=%7B%3Chttp%3A%2F%2Fe.org%2Fa%3E",
    "&query=ASK%7B%7D",
    "&default-graph-uri=http%3A%2F%2Fe.org%2Fa",
]
LINES = ["Host: a\r\n", "Host: a\r\nAccept: text/csv\r\n", "Host: a\r\nX: %7B%3Chttp%3A%2F%2Fe.org%2Fa%3E\r\n"]
LINES += ["Host: a\r\nConnection: close\r\n", "Host: a\r\nIf-None-Match: *\r\n"]


class Form(NamedTuple):
    """All that a request has but its subject."""

    pattern: str
    is_spaced: bool
    before: str
    rest: str
    lines: str
    after: str

    def about(self, subject: str) -> bytes:
        """The request."""
        query = (quote if self.is_spaced else quote_plus)(self.pattern % subject, safe="")
        return f"GET /sparql?{self.before}query={query}{self.rest} HTTP/1.1\r\n{self.lines}\r\n{self.after}".encode()


forms = st.builds(
    Form,
    st.sampled_from(PATTERNS),
    st.booleans(),
    st.sampled_from(["", "", "", "format=json&", "\r\n"]),
    st.sampled_from(REST),
    st.sampled_from(LINES),
    st.sampled_from(["", "", "", "GET / HTTP/1.1\r\n\r\n", "\r\n"]),
)
ORDINARY = Form(PATTERNS[0], True, "", "", LINES[0], "")  # noqa: FBT003 (a field)


def whole(data: bytes) -> PlainRequest | None:
    """What reading all of it gives; None also where more or less than a request came."""
    request = Parser(SETTINGS)
    taken = request.received(data)
    return read(request) if request.completed and taken == len(data) else None


def known(*requests: bytes) -> Alike:
    """A memory that has seen these."""
    alike = Alike()
    for data in requests:
        request = Parser(SETTINGS)
        request.received(data)
        told = read(request)
        if told is not None:
            alike.keep(told)
    return alike


@given(form=forms, other=forms, first=st.sampled_from(SUBJECTS), second=st.sampled_from(SUBJECTS))
@example(ORDINARY, ORDINARY, SUBJECTS[0], SUBJECTS[1])
@example(ORDINARY, ORDINARY, SUBJECTS[0], "http://e.org/NOW")
@example(ORDINARY, ORDINARY, "http://e.org/NOW", SUBJECTS[0])
@example(ORDINARY._replace(pattern=PATTERNS[3]), ORDINARY, SUBJECTS[0], SUBJECTS[1])
def test_a_look_up_like_another_is_read_as_if_it_were_alone(form: Form, other: Form, first: str, second: str) -> None:
    data = form.about(second)
    found = known(form.about(first), other.about(first)).find(data)
    if found is None:
        return
    alone = whole(data)
    assert alone is not None
    assert found._replace(request=alone.request) == alone
    assert found.request.headers == alone.request.headers
    assert found.request.connection_close == alone.request.connection_close
    assert (found.request.command, found.request.path) == (alone.request.command, alone.request.path)


@pytest.mark.parametrize("pattern", PATTERNS[:4])
@pytest.mark.parametrize("is_spaced", [True, False])
def test_the_ordinary_look_up_is_read_once(pattern: str, is_spaced: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    form = ORDINARY._replace(pattern=pattern, is_spaced=is_spaced)
    alike = known(form.about("http://e.org/a"))
    for number in range(3):
        found = alike.find(form.about(f"http://e.org/id/{number}#part"))
        assert found is not None
        assert found.asked is not None
        assert found.asked.subject.value == f"http://e.org/id/{number}#part"
        assert found.plain.text == pattern % f"http://e.org/id/{number}#part"


def test_a_brace_that_is_no_code_hides_no_other_subject() -> None:
    request = b"GET /sparql?query=SELECT%%20?o{<http://e.org/a>%%20%%7B%%3C%b%%3E%%20?o} HTTP/1.1\r\nHost: a\r\n\r\n"
    alike = known(request % b"http://e.org/a", b"GET /sparql?query=SELECT?o{<%b>%%3C%b%%3E?o} HTTP/1.1\r\n\r\n")
    assert alike.find(request % b"http://e.org/b") is None


def test_of_many_forms_the_oldest_are_forgotten() -> None:
    several = [ORDINARY._replace(pattern=f"SELECT ?v{number} {{ <%s> a ?v{number} }}") for number in range(300)]
    alike = known(*(form.about("http://e.org/a") for form in several))
    assert alike.find(several[0].about("http://e.org/b")) is None
    assert alike.find(several[-1].about("http://e.org/b")) is not None
