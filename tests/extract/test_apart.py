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
        "a fine of former years in another case",
        (
            "Regulators have raided the offices of Nordvik Foods and Halden Logistics. "
            "In 2021 the commission fined Nordvik Foods 40 million euros in another case."
        ),
        "RegulatoryAction[active] accused=Halden Logistics, Nordvik Foods",
        "RegulatoryAction[active 2021] accused=Halden Logistics, Nordvik Foods",
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


APART = [
    (
        (
            "Nordvik Foods sued Halden Logistics in May. Norse Airways filed a separate lawsuit against Halden "
            "Logistics in March. That suit was settled last week."
        ),
        {
            "LegalDispute[active 2024-05] accused=Halden Logistics; accuser=Nordvik Foods",
            "LegalDispute[active 2024-03] accused=Halden Logistics; accuser=Norse Airways",
            "LegalDispute[ended 2024-05] accused=Halden Logistics; accuser=Norse Airways",
        },
    ),
    (
        "Nordvik Bank and Halden Bank were fined on Monday. Greenpeace has filed a class action against both banks.",
        {
            "RegulatoryAction[active 2024-05-13] accused=Halden Bank, Nordvik Bank",
            "LegalDispute[active] accused=Halden Bank, Nordvik Bank; accuser=Greenpeace",
        },
    ),
    (
        "China fined Nordvik Foods on Monday. The Federal Trade Commission has sued Nordvik Foods over its fees.",
        {
            "RegulatoryAction[active 2024-05-13] accused=Nordvik Foods; accuser=China",
            "LegalDispute[active] accused=Nordvik Foods; accuser=Federal Trade Commission",
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_each_case_keeps_its_sides_and_its_end(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


ONE = [
    "The Justice Department has sued Nordvik Foods. The United States alleged that Nordvik Foods had misled shoppers.",
    "Texas sued Nordvik Foods over its labels. The suit was filed in Austin by Attorney General Peter Lund.",
]


@pytest.mark.parametrize("text", ONE)
def test_who_acts_for_a_state_brings_no_case_beside_it(reading: Read, text: str) -> None:
    assert len(reading(text).events) == 1


def test_all_three_banks_are_the_last_three_that_stood_together(reading: Read) -> None:
    found = events(
        reading("The watchdog fined Nordvik Bank, Halden Bank and Norse Bank. Greenpeace has sued all three banks.")
    )

    assert "LegalDispute[active] accused=Halden Bank, Nordvik Bank, Norse Bank; accuser=Greenpeace" in found


def test_a_suit_against_several_who_are_not_named_has_nobody_near_accused(reading: Read) -> None:
    text = "The tribunal acquitted Nordvik Foods. Greenpeace has filed a class action suit against all three chains."

    assert not [line for line in events(reading(text)) if "Greenpeace" in line]


def test_who_goes_to_law_in_a_related_case_did_not_bring_this_one(reading: Read) -> None:
    thrown_out = "A judge has thrown out a class action accusing Nordvik Foods of hiding losses from shareholders."
    related = (
        "A related case, in which supplier Halden Logistics is seeking $14 million in unpaid bills from Nordvik Foods"
    )
    found = events(reading(f"{thrown_out}\n\n{related}, goes to trial in January."))

    assert "Misconduct[ended] accused=Nordvik Foods" in found
    assert "LegalDispute[active] accused=Nordvik Foods; accuser=Halden Logistics" in found
