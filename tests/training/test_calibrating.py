"""The numbers that make probabilities of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.extract.relations.calibration import log_odds, probability
from training.calibrating import fitted, likely
from training.facts import Fact, is_right, told
from training.gold import half

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "Acme is based in Oslo and Rome."
ACME, OSLO, ROME = (0, 4), (17, 21), (26, 30)


def record(identity: str) -> dict[str, Any]:
    """A text in which a seat is judged and Oslo is one."""
    places = (ACME, OSLO, ROME)
    return {
        "id": identity,
        "mentions": [{"id": n, "start": start, "end": end} for n, (start, end) in enumerate(places)],
        "passages": [{"id": "p", "start": 0, "end": len(TEXT), "properties": ["HEADQUARTERS"]}],
        "relations": [{"type": "HEADQUARTERS", "subj": 0, "obj": 1, "passage": "p"}],
    }


RECORDS = [record(str(number)) for number in range(400)]


def facts() -> Iterator[Fact]:
    """In each text a right reading and a wrong one, told apart by scores that are far too high and only mostly so."""
    for number, each in enumerate(RECORDS):
        yield Fact(each["id"], "HEADQUARTERS", ACME, OSLO, (0.95, 0.99, 0.999, 0.9)[number % 4])
        yield Fact(each["id"], "HEADQUARTERS", ACME, ROME, (0.95, 0.7, 0.5, 0.9)[number % 4])


def test_a_reading_is_right_wrong_or_not_judged() -> None:
    right = Fact("1", "HEADQUARTERS", ACME, (17, 30), 0.9)

    assert is_right(right, RECORDS[1]) is True
    assert is_right(Fact("1", "HEADQUARTERS", ACME, ROME, 0.9), RECORDS[1]) is False
    assert is_right(Fact("1", "CEO", ACME, OSLO, 0.9), RECORDS[1]) is None
    assert is_right(Fact("1", "HEADQUARTERS", ACME, (31, 35), 0.9), RECORDS[1]) is None


def test_a_fitted_probability_is_the_share_that_is_right() -> None:
    numbers = fitted(list(facts()), RECORDS)

    assert probability("HEADQUARTERS", 0.95, numbers) == pytest.approx(0.5, abs=0.15)
    assert probability("HEADQUARTERS", 0.9, numbers) < 0.5 < probability("HEADQUARTERS", 0.99, numbers)
    assert numbers["CEO"] == (1.0, 0.0)


def test_what_judges_a_half_is_fitted_on_the_other() -> None:
    found = likely(list(facts()), RECORDS)

    numbers = fitted(list(facts()), [each for each in RECORDS if half(each["id"]) == 1])
    given = {(f.document, f.object): f.score for f in facts()}
    assert {f.document for f in found} == {each["id"] for each in RECORDS}
    for fact in found:
        if half(fact.document) == 0:
            assert fact.score == probability("HEADQUARTERS", given[fact.document, fact.object], numbers)


def test_what_is_told_is_what_is_likely_enough() -> None:
    rows = told([Fact("a", "CEO", ACME, OSLO, 0.5), Fact("a", "CEO", ACME, ROME, 0.4)], 0.5)

    sides = {"subj": ACME, "obj": OSLO, "subj_link": None, "obj_link": None}
    assert rows == [{"id": "a", "relations": [{"type": "CEO", **sides}]}]


def test_no_score_is_certain() -> None:
    assert log_odds(0.0) == pytest.approx(-13.8, abs=0.1)
    assert log_odds(1.0) == pytest.approx(13.8, abs=0.1)
