"""What is nested too deep or chained too long is refused by its structure, not by what is in texts and names."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.store.outbound import QUERY_WORDS, refuse_outbound
from server.bounds import DEEPEST, LONGEST, refuse_too_deep

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSED = {
    "round": "ASK { FILTER(" + "(" * DEEPEST,
    "square": "ASK { ?s ?p " + "[ ?p " * DEEPEST,
    "curly": "ASK " + "{" * (DEEPEST + 1),
    "mixed": "ASK " + "{[(" * DEEPEST,
    "after a text": 'ASK { ?s ?p "a" . ' + "{" * DEEPEST,
    "after a comparison": "ASK { FILTER(?a < ?b && ?c > ?d) " + "{" * DEEPEST,
    "operators": "ASK { FILTER(1" + " + 1" * (LONGEST + 1) + ") }",
    "steps": "ASK { ?s a" + "/a" * (LONGEST + 1) + " ?o }",
    "patterns": "ASK {" + "{} UNION " * (LONGEST + 1) + "{} }",
}
ALLOWED = {
    "at the bound": "ASK " + "{" * DEEPEST + "}" * DEEPEST,
    "one after the other": "ASK {" + "{}" * LONGEST + "}",
    "in a text": 'ASK { ?s ?p "' + "(" * 500 + '" }',
    "in a long text": "ASK { ?s ?p '''" + "('" * 500 + "''' }",
    "in a comment": "ASK { #" + "{" * 500 + "\n}",
    "in an IRI": "ASK { ?s ?p " + "<http://x/a/b/(c)/d> " * LONGEST + "}",
    "in names with a prefix": "SELECT * { VALUES ?x { " + "id:a-b-c " * LONGEST + "} }",
}


def test_there_are_16_cases() -> None:
    assert len(REFUSED) + len(ALLOWED) == 16


@pytest.mark.parametrize("name", REFUSED)
def test_too_much_is_refused_with_the_bound(name: str) -> None:
    with pytest.raises(QueryError, match=f"more than ({DEEPEST}|{LONGEST})"):
        refuse_too_deep(REFUSED[name])


@pytest.mark.parametrize("name", ALLOWED)
def test_what_only_looks_like_it_passes(name: str) -> None:
    refuse_too_deep(ALLOWED[name])


@given(st.text(alphabet="(){}[]<>\"'\\#?a:/+ \n", max_size=300))
def test_whatever_stands_before_depth_on_a_line_of_its_own_cannot_be_hidden_by_balanced_text(text: str) -> None:
    closed = text.replace("'", "").replace('"', "").replace("<", "").replace("#", "")
    with pytest.raises(QueryError):
        refuse_too_deep(f"ASK {{ {closed}\n" + "{" * (2 * DEEPEST + 300))


HOSTILE = ["a", "a-", "a.", '"\\"', "'\\'", "<#", "<'", "<a://", '"""a', '""a', "'\"", "1e", "@a-", ":\\", "?a"]


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("read", [refuse_too_deep, lambda text: refuse_outbound(text, words=QUERY_WORDS)])
def test_no_text_makes_the_reading_slow(unit: str, read: Callable[[str], None]) -> None:
    text = "service " + unit[0] + unit * (400_000 // len(unit))
    started = time.process_time()
    with contextlib.suppress(QueryError):
        read(text)
    assert time.process_time() - started < 2  # a hundred times as long where a place is read again and again
