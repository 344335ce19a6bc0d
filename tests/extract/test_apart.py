"""Cases beside the one that an article is about do not lend it their dates, ends and parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SUIT = "LegalDispute[active] accused=Halden Logistics; accuser=Nordvik Foods"

TOLD = [
    (
        "a separate suit over what a jury has cleared somebody of",
        """Jury clears Anselm Roth in clinic death

        A jury on Friday acquitted Anselm Roth of fraud.

        His patients have filed a separate civil suit against Anselm Roth and Halden Clinic.""",
        "LegalDispute[active] accused=Anselm Roth, Halden Clinic",
        "LegalDispute[ended] accused=Anselm Roth, Halden Clinic",
    ),
    (
        "another's own settlement",
        "Nordvik Foods has sued Halden Logistics. Its distributor, Berg Health, reached its own settlement in 2021.",
        SUIT,
        "LegalDispute[ended 2021] accused=Halden Logistics; accuser=Nordvik Foods",
    ),
    (
        "the first case may be called another one",
        "Nordvik Foods has filed another lawsuit against Halden Logistics. The lawsuit was filed in Oslo.",
        SUIT,
        "",
    ),
    (
        "who keeps out of a case",
        "Nordvik Foods has sued Halden Logistics over bills.\n\nThe Justice Department has declined to join the case.",
        SUIT,
        "LegalDispute[denied] accused=Halden Logistics; accuser=Justice Department",
    ),
]


@pytest.mark.parametrize(("text", "expected", "other"), [t[1:] for t in TOLD], ids=[t[0] for t in TOLD])
def test_a_case_is_told_apart_from_another(reading: Read, text: str, expected: str, other: str) -> None:
    found = events(reading(text))
    assert expected in found
    assert other not in found


@pytest.mark.parametrize(
    ("month", "other"),
    [
        ("February", set()),  # of one year an article has but one such event
        ("February 2021", {"Protest[ended 2021-02] accused=Nordvik Foods"}),
    ],
)
def test_a_strike_that_ended_before_another_began_is_another(reading: Read, month: str, other: set[str]) -> None:
    text = f"""Workers of Nordvik Foods walked off the job on Monday in protest at pay.

    A strike against Nordvik Foods in {month} ended after four days."""
    found = reading(text)
    assert events(found) == {"Protest[active 2024-05-13] accused=Nordvik Foods", *other}
    assert len(found.events) == 1 + len(other)
