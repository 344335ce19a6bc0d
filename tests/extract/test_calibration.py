"""Scores of relations as probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.relations.calibration import FAIR, SURE, calibrated, probability

if TYPE_CHECKING:
    from tests.extract.conftest import Extract


def test_a_higher_score_is_more_likely_to_be_right_for_every_property() -> None:
    scores = [0.0, 0.05, 0.3, 0.7, 0.99, 1.0]

    assert len(calibrated()) == 15
    for name in calibrated():
        likely = [probability(name, score) for score in scores]
        assert likely == sorted(set(likely)), name
        assert likely[0] < FAIR < SURE < likely[-1], name


def test_the_numbers_may_be_others() -> None:
    assert probability("CEO", 0.3, {"CEO": (1.0, 0.0)}) == pytest.approx(0.3)
    assert probability("CEO", 0.5, {"CEO": (2.0, 0.0)}) == pytest.approx(0.5)


def test_what_a_text_says_is_likelier_than_what_it_does_not_say(extract: Extract) -> None:
    found = extract("Acme Corp., which Jane Doe founded, is based in Paris.").relations

    likely = {(r.type, r.object): r.score for r in found}
    sure = {name for (name, _), score in likely.items() if score >= SURE}
    assert {"FOUNDED_BY", "HEADQUARTERS"} <= sure
    assert "SUBSIDIARY_OF" not in sure
    assert all(0.1 <= score <= 1 for score in likely.values())


@pytest.mark.parametrize(
    ("text", "name", "subject", "object_"),
    [
        (
            "He joined the Hungarian club Ferencvaros in 2008, where he played four games.",
            "EMPLOYEE_OR_MEMBER_OF",
            "he",
            "where",
        ),
        ("Marta Lind lives in Graz. She is the daughter of a painter who taught there.", "CHILD_OF", "She", "who"),
        ("She is the founder of Tallgrass Labs, which she has led since 2019.", "FOUNDED_BY", "which", "She"),
    ],
)
def test_two_words_that_stand_for_names_are_related(
    extract: Extract, text: str, name: str, subject: str, object_: str
) -> None:
    found = extract(text).relations

    worded = {
        (text[r.subject.start : r.subject.end], text[r.object.start : r.object.end]) for r in found if r.type == name
    }
    assert (subject, object_) in worded
