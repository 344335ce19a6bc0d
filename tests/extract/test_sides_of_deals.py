"""Who is a side of a deal and who only stands near: units, analysts, next suppliers; sales that come to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events, relations

if TYPE_CHECKING:
    from tests.extract.conftest import Read

BOUGHT = "acquired=Halden Logistics; acquirer=Nordvik Foods"
BACKED = "investee=Halden Logistics; investor=Nordvik Foods"
PARTNERS = "partner=Halden Logistics, Nordvik Foods"

SALES = [
    ("The planned sale of Halden Logistics to Nordvik Foods has fallen over.", {f"Acquisition[ended] {BOUGHT}"}),
    ("A sale of Halden Logistics to Nordvik Foods collapsed in May.", {f"Acquisition[ended 2024-05] {BOUGHT}"}),
    ("The sale of Halden Logistics to Nordvik Foods fell through in May.", {f"Acquisition[ended 2024-05] {BOUGHT}"}),
    ("Nordvik Foods' purchase of Halden Logistics has fallen over.", {f"Acquisition[ended] {BOUGHT}"}),
    ("Norse Airways announced the sale of Halden Logistics to Nordvik Foods.", {f"Acquisition[announced] {BOUGHT}"}),
    ("Norse Airways completed the sale of Halden Logistics to Nordvik Foods.", {f"Acquisition[active] {BOUGHT}"}),
    (
        "The sale of a 10 percent stake in Halden Logistics to Nordvik Foods fell through.",
        {f"Investment[ended] {BACKED}"},
    ),
    ("The sale of fish to Nordvik Foods fell last year.", set()),
    ("Halden Logistics said the sale of its shares has fallen through.", set()),
]

ONE_DEAL = [
    "Nordvik Foods and Halden Logistics announced their merger. Nordvik Foods will acquire Halden Logistics.",
    "Nordvik Foods signed a merger agreement under which it will acquire Halden Logistics.",
    "Nordvik Foods and Halden Savings Bank have signed a merger agreement by which Nordvik Foods will acquire Halden.",
]

UNITS = [
    ("Nordvik Foods and the local arm of Halden have formed a joint venture.", "JointVenture[active]"),
    ("Nordvik Foods has teamed up with the Italian unit of Halden.", "Partnership[active]"),
    ("The Italian arm of Halden announced a partnership with Nordvik Foods.", "Partnership[announced]"),
]

NEXT = [
    "Nordvik Foods terminated its contract with Halden Logistics and will buy its trucks from Norse Airways.",
    "Nordvik Foods ended its partnership with Halden Logistics and would now work with Norse Airways.",
    "Nordvik Foods cancelled its agreement with Halden Logistics and turned to Norse Airways for its trucks.",
]

ROUNDS = [
    ("Nordvik Foods led a $28 million round in Halden Logistics.", {f"Investment[active] {BACKED}"}),
    ("Nordvik Foods has led a funding round in app maker Halden Logistics.", {f"Investment[active] {BACKED}"}),
    ("A round in Halden Logistics was led by Nordvik Foods.", {f"Investment[active] {BACKED}"}),
    ("Nordvik Foods led the field in the first round.", set()),
]


@pytest.mark.parametrize(("text", "expected"), SALES, ids=[text for text, _ in SALES])
def test_a_sale_is_a_takeover_that_ends_where_it_falls_through(text: str, expected: set[str], reading: Read) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize("text", ONE_DEAL, ids=ONE_DEAL)
def test_a_merger_by_which_one_acquires_the_other_is_one_takeover(text: str, reading: Read) -> None:
    found = reading(text)
    assert [event.kinds for event in found.events] == [("Acquisition",)]


def test_a_merger_of_equals_stays_one(reading: Read) -> None:
    merged = "Merger[announced] participant=Halden Logistics, Nordvik Foods"
    assert events(reading("Nordvik Foods and Halden Logistics have entered into a merger agreement.")) == {merged}


@pytest.mark.parametrize(("text", "expected"), UNITS, ids=[text for text, _ in UNITS])
def test_an_arm_that_has_no_name_acts_under_its_owners(text: str, expected: str, reading: Read) -> None:
    found = reading(text)
    assert events(found) == {f"{expected} partner=Halden, Nordvik Foods"}
    assert relations(found) == set()


def test_an_arm_that_is_bought_is_not_its_owner(reading: Read) -> None:
    assert events(reading("Nordvik Foods has bought the Italian arm of Halden Logistics.")) == set()


@pytest.mark.parametrize("text", NEXT, ids=NEXT)
def test_who_comes_next_is_no_partner_in_what_has_ended(text: str, reading: Read) -> None:
    assert {e for e in events(reading(text)) if "[ended" in e and "Norse" in e} == set()


def test_who_ends_one_partnership_and_begins_another_has_two(reading: Read) -> None:
    found = events(reading("Nordvik Foods and Halden Logistics ended their partnership and teamed up again in May."))
    assert any("[ended" in each and PARTNERS in each for each in found)


@pytest.mark.parametrize(("text", "expected"), ROUNDS, ids=[text for text, _ in ROUNDS])
def test_who_leads_a_round_invests(text: str, expected: set[str], reading: Read) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nordvik Foods had bid for the mine in May. Analysts at Halden said the end of the deal was a surprise.",
        "Nordvik Foods bought the mine. An economist at Halden Logistics called the deal cheap.",
    ],
)
def test_whose_analysts_speak_of_a_deal_has_no_part_in_it(text: str, reading: Read) -> None:
    assert events(reading(text)) == set()


SECOND = [
    "Nordvik Foods ended its contract with Norse Airways and signed a five-year deal with Halden Logistics.",
    "Nordvik Foods has ended its contract with Norse Airways and signed a two-year agreement with Halden Logistics.",
]

OTHERS = [
    (
        "Nordvik Foods and Halden Logistics have a joint venture. Its first partner, Jinhua Steel, left the project.",
        "JointVenture[ended",
    ),
    (
        "Nordvik Foods and Halden Logistics are partners. Nordvik lost Norse Media, which ended their licensing deal.",
        "[ended",
    ),
    (
        "Nordvik Foods and Halden Logistics called off their joint venture. Nordvik keeps its sponsorship of the race.",
        "Sponsorship",
    ),
]


@pytest.mark.parametrize("text", SECOND, ids=SECOND)
def test_a_new_partner_after_an_ended_deal_is_one(text: str, reading: Read) -> None:
    found = events(reading(text))
    assert "Partnership[ended] partner=Nordvik Foods, Norse Airways" in found
    assert f"Partnership[announced] {PARTNERS}" in found


@pytest.mark.parametrize(("text", "wrong"), OTHERS, ids=[text for text, _ in OTHERS])
def test_a_tie_to_somebody_else_says_nothing_of_this_one(text: str, wrong: str, reading: Read) -> None:
    assert not any(wrong in each and "Halden" in each for each in events(reading(text)))


def test_an_end_that_lies_ahead_has_not_come(reading: Read) -> None:
    deal = "The supply contract between Nordvik Foods and Halden Logistics"
    assert all("[active]" in each for each in events(reading(f"{deal} ends in September 2024.")))
    assert events(reading(f"{deal} ended in March 2024.")) == {f"DistributionAgreement[ended 2024-03] {PARTNERS}"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italian rival Halden Logistics was considering an offer, together with the fund Nordvik Foods.", set()),
        ("Nordvik Foods is preparing a bid for Halden Logistics.", {f"Acquisition[rumoured] {BOUGHT}"}),
        ("Halden Logistics is considering an offer from Nordvik Foods.", {f"Acquisition[rumoured] {BOUGHT}"}),
    ],
)
def test_who_considers_a_bid_buys(text: str, expected: set[str], reading: Read) -> None:
    found = events(reading(text))
    assert not any("acquired=Nordvik" in each for each in found)
    assert found <= {f"Acquisition[rumoured] {BOUGHT}"} if expected else not found


def test_a_headline_in_which_two_strike_a_deal_tells_of_no_strike(reading: Read) -> None:
    found = events(reading("Broadcaster Nordvik Media and airline Norse Airways strike content pact"))
    assert found == {"Partnership[announced] partner=Nordvik Media, Norse Airways"}


@pytest.mark.parametrize("firm", ["restructuring firm", "mining group", "leading rival"])
def test_a_buyer_is_read_behind_what_it_does(firm: str, reading: Read) -> None:
    assert events(reading(f"Halden Logistics has been sold to {firm} Nordvik Foods.")) == {
        f"Acquisition[active] {BOUGHT}"
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nordvik Foods will cut ties with Halden Logistics.", "active"),
        ("Nordvik Foods plans to part ways with Halden Logistics.", "active"),
        ("Nordvik Foods will stop working with delivery service Halden Logistics in June.", "active"),
        ("Nordvik Foods has cut ties with Halden Logistics.", "ended"),
        ("Nordvik Foods has parted ways with Halden Logistics.", "ended"),
    ],
)
def test_a_tie_that_is_to_end_is_still_there(text: str, status: str, reading: Read) -> None:
    assert events(reading(text)) == {f"Partnership[{status}] {PARTNERS}"}


def test_goods_that_are_counted_are_no_firm(reading: Read) -> None:
    assert events(reading("Nordvik Foods and Halden Logistics jointly bought two Rembrandts in 2015.")) == set()


def test_what_also_goes_on_has_not_the_date_of_what_was_before(reading: Read) -> None:
    found = events(reading("Nordvik Foods was sold in 2016. It also sponsors the rugby club Halden Rovers."))
    assert "Sponsorship[active] partner=Halden Rovers, Nordvik Foods" in found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nordvik Foods had been close to buying Halden Logistics but walked away.", "ended"),
        ("Nordvik Foods tried to buy Halden Logistics, but the talks collapsed.", "ended"),
        ("Nordvik Foods had offered to acquire Halden Logistics but withdrew its offer.", "ended"),
        ("Nordvik Foods has offered to buy Halden Logistics but could walk away.", "announced"),
        ("Nordvik Foods bought Halden Logistics and withdrew from Norway.", "active"),
    ],
)
def test_a_bid_that_a_second_verb_gives_up_has_ended(text: str, status: str, reading: Read) -> None:
    found = events(reading(text))
    assert found
    assert any(f"[{status}" in each for each in found)
    assert (status == "ended") == any("[ended" in each for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "Nordvik Foods is in talks to acquire the German business of Halden. A deal could be worth 3 billion crowns.",
        "Nordvik Foods is in talks to buy Halden's Italian unit, Dagens Industri reported. A deal is close, it said.",
        "Norse is in talks with Aston Martin about a reserve role.",
    ],
)
def test_neither_the_owner_of_a_unit_nor_a_newspaper_is_bought_nor_is_a_job_a_partnership(
    text: str, reading: Read
) -> None:
    assert events(reading(text)) == set()


def test_who_has_shares_in_two_is_a_partner_of_neither(reading: Read) -> None:
    found = events(reading("Nordvik Foods owns stakes in Halden Logistics and in Norway's Ekofjord project."))
    assert found == {f"Investment[active] {BACKED}"}
