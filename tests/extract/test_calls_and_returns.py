"""Who only calls for the end of a tie, what is given back, who is let go, what is bought of whom, who is sentenced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events, relations

if TYPE_CHECKING:
    from tests.extract.conftest import Read

PARTNERS = "partner=Halden Logistics, Nordvik Foods"
LICENCE = "accused=Halden Logistics; accuser=Gambling Commission"
CALLED_FOR = [
    ("Greenpeace called on Nordvik Foods to end its partnership with Halden Logistics.", "active"),
    ("Greenpeace urged Nordvik Foods to end its partnership with Halden Logistics.", "active"),
    ("Lawmakers demanded that Nordvik Foods cut ties with Halden Logistics.", "active"),
    ("Campaigners want Nordvik Foods to cut ties with Halden Logistics.", "active"),
    ("Nordvik Foods cut ties with Halden Logistics after Greenpeace urged it to act.", "ended"),
    ("Nordvik Foods has ended its partnership with Halden Logistics, as Greenpeace had demanded.", "ended"),
]
GIVEN_BACK = [
    ("The Gambling Commission restored Halden Logistics' licence on Friday.", "ended"),
    ("The Gambling Commission, which had suspended Halden Logistics' licence, restored it last month.", "ended"),
    ("The Gambling Commission suspended Halden Logistics' licence on Friday.", "active"),
]
LET_GO = [
    ("Peter Lund was arrested in April and held for two nights before being released without charge.", "ended"),
    ("Peter Lund was arrested on Monday and released on bail on Tuesday.", "active"),
    ("A court sentenced Peter Lund, the former head of Nordvik Foods, to four years in prison.", "active"),
    ("Peter Lund was arraigned on Monday over road contracts.", "active"),
]
BOUGHT = [
    ("Nordvik Foods bought the German business of Halden Logistics in May.", set()),
    ("Nordvik Foods acquired Halden Logistics' Italian unit in May.", set()),
    (
        "Nordvik Foods bought Norse Airways, a unit of Halden Logistics, in May.",
        {"acquired=Norse Airways; acquirer=Nordvik Foods"},
    ),
]
TIES = [
    ("Peter Lund is in talks with Nordvik Foods about a reserve role.", set()),
    ("The Gambling Commission granted Nordvik Foods a licence on Friday.", set()),
]


def told(reading: Read, text: str, kind: str) -> set[str]:
    """The events of a kind that a text tells, without their days."""
    return {event.partition(" 20")[0].partition("]")[0] for event in events(reading(text)) if event.startswith(kind)}


def sides(reading: Read, text: str, kind: str) -> set[str]:
    """The parties of the events of a kind."""
    return {event.partition("] ")[2] for event in events(reading(text)) if event.startswith(kind)}


@pytest.mark.parametrize(("text", "state"), CALLED_FOR)
def test_who_calls_for_an_end_is_no_partner_and_ends_nothing(reading: Read, text: str, state: str) -> None:
    assert told(reading, text, "Partnership") == {f"Partnership[{state}"}
    assert sides(reading, text, "Partnership") == {PARTNERS}


@pytest.mark.parametrize(("text", "state"), GIVEN_BACK)
def test_a_licence_that_is_given_back_ends_the_measure(reading: Read, text: str, state: str) -> None:
    assert told(reading, text, "RegulatoryAction") == {f"RegulatoryAction[{state}"}
    assert sides(reading, text, "RegulatoryAction") == {LICENCE}


@pytest.mark.parametrize(("text", "state"), LET_GO)
def test_who_is_freed_without_charge_is_in_no_case_any_more(reading: Read, text: str, state: str) -> None:
    assert told(reading, text, "LegalDispute") == {f"LegalDispute[{state}"}
    assert sides(reading, text, "LegalDispute") == {"accused=Peter Lund"}


@pytest.mark.parametrize(("text", "parties"), BOUGHT)
def test_a_part_of_a_firm_is_not_the_firm(reading: Read, text: str, parties: set[str]) -> None:
    assert sides(reading, text, "Acquisition") == parties


@pytest.mark.parametrize(("text", "parties"), TIES)
def test_a_job_or_a_permit_is_no_partnership(reading: Read, text: str, parties: set[str]) -> None:
    found = events(reading(text))

    assert {event for event in found if "partner=" in event} == parties


def test_to_deny_one_thing_and_to_threaten_another_are_two_things(reading: Read) -> None:
    text = "Peter Lund denied the report and said he would sue Nordvik Foods."

    assert told(reading, text, "LegalDispute") == {"LegalDispute[announced"}


def test_a_plan_that_fell_apart_has_ended_and_the_one_that_stands_has_not(reading: Read) -> None:
    text = (
        "Nordvik Foods agreed to sell Halden Logistics to Norse Airways on Monday. "
        "An earlier plan to sell Halden Logistics to Tarn Group fell apart in November."
    )

    assert any("Tarn Group" in event and "[ended" in event for event in events(reading(text)))
    assert any("Norse Airways" in event and "[announced" in event for event in events(reading(text)))


@pytest.mark.parametrize(
    ("text", "founders"),
    [
        ("Nordvik Foods founder Anna Berg and former finance chief Peter Lund were charged on Monday.", {"Anna Berg"}),
        ("Nordvik Foods founder Anna Berg and chairman Peter Lund resigned.", {"Anna Berg"}),
        ("Nordvik Foods founders Anna Berg and Peter Lund resigned.", {"Anna Berg", "Peter Lund"}),
    ],
)
def test_who_is_listed_with_a_title_of_their_own_founded_nothing(reading: Read, text: str, founders: set[str]) -> None:
    found = {line for line in relations(reading(text)) if " foundedBy " in line}

    assert found == {f"Nordvik Foods foundedBy {name}" for name in founders}


def test_what_a_deal_could_be_worth_is_no_deal_yet(reading: Read) -> None:
    text = "Nordvik Foods is in talks to buy Halden Logistics. A deal could be worth $3 billion, a newspaper said."

    assert "Acquisition[rumoured" in told(reading, text, "Acquisition")
    assert "Acquisition[announced" not in told(reading, text, "Acquisition")


def test_who_accuses_now_did_not_bring_the_case_that_others_brought_years_ago(reading: Read) -> None:
    text = (
        "Greenpeace accused Nordvik Foods on Monday of poisoning a river. "
        "Prosecutors sued Nordvik Foods over a spill in 2019. That case was settled in 2021."
    )

    assert not [line for line in events(reading(text)) if "Greenpeace" in line and "[ended" in line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "BUDAPEST, Nov 5 (Reuters) - Nordvik Foods and Halden Logistics have formed a joint venture in Hungary.",
            {PARTNERS},
        ),
        ("Reuters and Halden Logistics have formed a partnership.", {"partner=Halden Logistics, Reuters"}),
    ],
)
def test_the_agency_of_a_dateline_is_no_partner(reading: Read, text: str, expected: set[str]) -> None:
    assert {line.partition("] ")[2] for line in events(reading(text)) if "partner=" in line} == expected


def test_a_court_is_no_side_of_a_dispute_on_which_it_rules(reading: Read) -> None:
    text = "The Supreme Court ruled in favour of Nordvik Foods in its dispute with Halden Logistics."

    assert not [line for line in events(reading(text)) if "Supreme Court" in line]


def test_a_merger_agreement_that_was_entered_into_is_announced(reading: Read) -> None:
    text = "Nordvik Foods and Halden Logistics have entered into a definitive merger agreement."

    assert told(reading, text, "Merger") == {"Merger[announced"}


def test_a_short_form_in_brackets_and_quotation_marks_is_the_same_firm(reading: Read) -> None:
    text = 'Norse Rail Services Bank ("Norse Rail") is based in Oslo. Norse Rail sued Nordvik Foods.'

    assert {line for line in events(reading(text)) if "accuser=" in line} == {
        "LegalDispute[active] accused=Nordvik Foods; accuser=Norse Rail Services Bank"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peter Lund warned managers about faulty brakes. He was suspended a month later.", set()),
        ("Peter Lund was suspended for betting on matches.", {"accused=Peter Lund"}),
    ],
)
def test_whom_an_employer_keeps_from_work_is_accused_of_nothing(reading: Read, text: str, expected: set[str]) -> None:
    assert {line.partition("] ")[2] for line in events(reading(text)) if "accused=" in line} == expected


@pytest.mark.parametrize(
    "text",
    [
        "An appeals court overturned the dismissal of Nordvik Foods' lawsuit against Halden Logistics.",
        "The court said a judge had been wrong to dismiss the lawsuit of Nordvik Foods against Halden Logistics.",
    ],
)
def test_a_dismissal_that_is_undone_ends_no_case(reading: Read, text: str) -> None:
    assert not [line for line in events(reading(text)) if "[ended" in line]
