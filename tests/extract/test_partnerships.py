"""Partnerships: who works with whom, told in many words, and what only looks like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events, told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

PAIR = "partner=Halden Logistics, Nordvik Foods"

TOLD = [
    ("Nordvik Foods has partnered with Halden Logistics to deliver frozen meals.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods teamed up with Halden Logistics on a new warehouse.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods and Halden Logistics have joined forces.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods and Halden Logistics are working together on electric vans.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods is collaborating with Halden Logistics on packaging.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods is part of a consortium with Halden Logistics.", {f"Partnership[active] {PAIR}"}),
    (
        "Nordvik Foods and Halden Logistics announced a partnership on Tuesday.",
        {f"Partnership[announced 2024-05-14] {PAIR}"},
    ),
    ("Nordvik Foods has signed a strategic alliance with Halden Logistics.", {f"Partnership[announced] {PAIR}"}),
    (
        "A strategic partnership between Nordvik Foods and Halden Logistics was signed on 3 May 2023.",
        {f"Partnership[active 2023-05-03] {PAIR}"},
    ),
    (
        "The partnership between Nordvik Foods and Halden Logistics was renewed on Monday.",
        {f"Partnership[active 2024-05-13] {PAIR}"},
    ),
    (
        "Nordvik Foods and Halden Logistics deepened their alliance in January.",
        {f"Partnership[active 2024-01] {PAIR}"},
    ),
    ("Nordvik Foods and Halden Logistics formed a joint venture in India.", {f"JointVenture[active] {PAIR}"}),
    (
        "A joint venture between Nordvik Foods and Halden Logistics will produce batteries.",
        {f"JointVenture[active] {PAIR}"},
    ),
    (
        "Nordvik Foods signed a sponsorship deal with Halden United.",
        {"Sponsorship[announced] partner=Halden United, Nordvik Foods"},
    ),
    (
        "Nordvik Foods is an official sponsor of Halden United.",
        {"Sponsorship[active] partner=Halden United, Nordvik Foods"},
    ),
    (
        "Nordvik Foods signed a licensing agreement with Halden Logistics on Friday.",
        {f"LicensingAgreement[announced 2024-05-10] {PAIR}"},
    ),
    (
        "Nordvik Foods and Halden Logistics entered into a distribution agreement.",
        {f"DistributionAgreement[active] {PAIR}"},
    ),
    (
        "Nordvik Foods signed a research collaboration with the University of Basel.",
        {"ResearchCollaboration[announced] partner=Nordvik Foods, University of Basel"},
    ),
    (
        "Nordvik Foods and Halden Logistics launched a marketing campaign together.",
        {f"MarketingPartnership[active] {PAIR}"},
    ),
    (
        "Nordvik Foods, Halden Logistics and Norse Airways formed an alliance.",
        {"Partnership[active] partner=Halden Logistics, Nordvik Foods, Norse Airways"},
    ),
    (
        "Nordvik Foods criticised the partnership between Halden Logistics and Norse Airways.",
        {"Partnership[active] partner=Halden Logistics, Norse Airways"},
    ),
    (
        "Nordvik Foods, unlike Halden Logistics, has no partnership with Norse Airways.",
        {"Partnership[denied] partner=Nordvik Foods, Norse Airways"},
    ),
    ("Nordvik Foods, a former partner of Halden Logistics, cut jobs.", {f"Partnership[ended] {PAIR}"}),
    ("Nordvik Foods failed to form a partnership with Halden Logistics.", {f"Partnership[denied] {PAIR}"}),
    ("Nordvik Foods hopes its partnership with Halden Logistics will last.", {f"Partnership[active] {PAIR}"}),
]

PACTS = [
    (
        "Halden Logistics has distributed the wines of Nordvik Foods since 2017.",
        {f"DistributionAgreement[active 2017] {PAIR}"},
    ),
    (
        "Halden Logistics, which distributes Nordvik Foods' beers in Poland, has grown.",
        {f"DistributionAgreement[active] {PAIR}"},
    ),
    (
        "Halden Logistics distributes beers of Nordvik Foods. Nordvik Foods has stopped shipments to Halden Logistics.",
        {f"DistributionAgreement[active] {PAIR}", f"DistributionAgreement[suspended] {PAIR}"},
    ),
    ("Nordvik Foods has stopped shipments to Halden Logistics.", set()),
    ("Halden Logistics distributed leaflets outside the shops of Nordvik Foods.", set()),
    ("Nordvik Foods renewed its contract with the airline Halden Logistics.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods will close the cafes that it runs with Halden Logistics.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods would end the in-store shops it runs with Halden Logistics.", {f"Partnership[active] {PAIR}"}),
    ("The chain Nordvik Foods, which runs cafes with Halden Logistics, made a loss.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods has closed the cafes that it ran with Halden Logistics.", set()),
    ("Nordvik Foods runs its ferries with engines from Halden Logistics.", set()),
    ("Nordvik Foods runs a test of its ferries with Halden Logistics.", set()),
    (
        "Nordvik Foods, ferry operator Halden Logistics and the governments of Malawi and Zambia have signed a pact.",
        {"Partnership[announced] partner=Halden Logistics, Malawi, Nordvik Foods, Zambia"},
    ),
    (
        "Nordvik Foods has signed an agreement with the government of Malawi to build a port.",
        {"Partnership[announced] partner=Malawi, Nordvik Foods"},
    ),
    (
        "Nordvik Foods, the owner of Telenord and Fjordline, and Oslo University have signed an agreement.",
        {"Partnership[announced] partner=Nordvik Foods, Oslo University"},
    ),
    (
        "Nordvik Foods, a baker, has signed an agreement with Halden Logistics to build a port in Malawi.",
        {f"Partnership[announced] {PAIR}"},
    ),
    ("Nordvik Foods signed an MoU with Halden Logistics.", {f"Partnership[announced] {PAIR}"}),
    (
        "Nordvik Foods will instead buy oats from Halden Logistics under a deal that starts in May.",
        {f"DistributionAgreement[announced] {PAIR}"},
    ),
    (
        "Nordvik Foods bought Norse Airways from Halden Logistics under a deal that was signed in May.",
        {"Acquisition[active] acquired=Norse Airways; acquirer=Nordvik Foods"},
    ),
    ("Nordvik Foods named Halden Logistics as its official partner.", {f"Partnership[active] {PAIR}"}),
    (
        "Nordvik Foods has withdrawn from a plan to build a port, its partner Halden Logistics said.",
        {f"Partnership[ended] {PAIR}"},
    ),
    ("Nordvik Foods has withdrawn from a plan to build a port, its rival Halden Logistics said.", set()),
    ("Nordvik Foods will open a shop, its partner Halden Logistics said.", set()),
]

GOES_ON = [
    "Students demanded that Nordvik Foods end its partnership with Halden Logistics.",
    "Nordvik Foods has no plan to end its partnership with Halden Logistics.",
    "Nordvik Foods denied that it had ended its partnership with Halden Logistics.",
    "Nordvik Foods will not renew its partnership with Halden Logistics.",
]
TOLD += [(text, {f"Partnership[active] {PAIR}"}) for text in GOES_ON]

ENDED = [
    ("Nordvik Foods did not renew its partnership with Halden Logistics.", "ended"),
    ("Nordvik Foods and Halden Logistics dissolve delivery partnership", "ended"),
    ("Nordvik Foods and Halden Logistics, which joined forces in 2021, have gone their separate ways.", "ended"),
    ("Nordvik Foods and Halden Logistics no longer work together.", "ended"),
    ("Nordvik Foods does not work together with Halden Logistics anymore.", "ended"),
    ("Nordvik Foods ended its partnership with Halden Logistics in October 2022.", "ended 2022-10"),
    ("Nordvik Foods has terminated its partnership with Halden Logistics.", "ended"),
    ("Nordvik Foods cut ties with Halden Logistics on Monday.", "ended 2024-05-13"),
    ("Nordvik Foods has suspended its partnership with Halden Logistics.", "suspended"),
    ("Nordvik Foods has halted its collaboration with Halden Logistics.", "suspended"),
    ("Nordvik Foods has put its partnership with Halden Logistics on ice.", "suspended"),
    ("The partnership between Nordvik Foods and Halden Logistics is in limbo.", "suspended"),
    ("The partnership between Nordvik Foods and Halden Logistics was suspended in March.", "suspended 2024-03"),
]

NOTHING = [
    "Siemens, Nokia and Ericsson compete for the same customers.",
    "Apple, Google and Microsoft all reported higher profits.",
    "Sponsors of the festival include Coca-Cola, Samsung and Visa.",
    "The festival is sponsored by Coca-Cola, Samsung and Visa.",
    "Anna Berg, a partner at the law firm Linklaters, represented Nordvik Foods.",
    "Anna Berg, a senior partner at Halden Capital, praised Nordvik Foods.",
    "Nordvik Foods and Halden Logistics both rose 3 percent.",
    "Nordvik Foods sells frozen meals to Halden Logistics.",
    "Nordvik Foods is looking for a partner.",
    "Halden Logistics said Nordvik Foods had lost market share.",
    "The company works with suppliers such as Foxconn and Pegatron.",
    "Nordvik Foods opened a shop next to Halden Logistics.",
    "Shares of Nordvik Foods and Halden Logistics fell on Tuesday.",
    "Nordvik Foods and Halden Logistics attended the meeting in Oslo.",
    "Her partner, Peter Lund, works for Nordvik Foods.",
    "The deal was criticised by Nordvik Foods and Halden Logistics.",
    "Nordvik Foods partnered with local farmers.",
    "Nordvik Foods will hold half of Nordvik Halden Energy, a joint company. Halden Logistics will hold the rest.",
    "Nordvik Foods wants a partnership like that of Halden Logistics and Norse Airways.",
    "If Nordvik Foods had partners, prices would fall, Halden Logistics said.",
    "Nordvik Foods and Halden Logistics worked together to investigate the incident.",
    "Two sponsors of the marathon, Nordvik Foods and Halden Logistics, said so.",
    "The Transport Union has agreed a pay deal with Nordvik Foods and Halden Logistics.",
    "The Transport Union and the employers Nordvik Foods and Halden Logistics signed an agreement on Monday.",
    "Nordvik Foods and Halden Logistics have signed an agreement with the union.",
]


def test_a_customer_is_no_partner(reading: Read) -> None:
    found = told(reading("Nordvik Foods makes food for Halden Logistics, which praised it."))

    assert found == {"Halden Logistics customerOf Nordvik Foods"}


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_a_partnership_is_told_with_its_parties_its_class_and_where_it_stands(
    reading: Read, text: str, expected: set[str]
) -> None:
    assert told(reading(text)) == expected


@pytest.mark.parametrize(("text", "status"), ENDED, ids=[t for t, _ in ENDED])
def test_an_ended_or_suspended_partnership_says_so(reading: Read, text: str, status: str) -> None:
    assert told(reading(text)) == {f"Partnership[{status}] {PAIR}"}


@pytest.mark.parametrize(("text", "expected"), PACTS, ids=[t for t, _ in PACTS])
def test_a_pact_in_other_words_has_its_parties(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("The venture, to be called Fjord Fresh, will be 51 percent owned by Nordvik Foods.", "announced"),
        ("The joint venture will be owned equally by Nordvik Foods and Halden Logistics.", "announced"),
        ("The joint venture is owned equally by Nordvik Foods and Halden Logistics.", "active"),
    ],
)
def test_a_venture_whose_name_or_owners_are_to_come_is_announced(reading: Read, more: str, status: str) -> None:
    start = {"announced": "plan to open shops through", "active": "run shops through"}[status]
    found = told(reading(f"Nordvik Foods and Halden Logistics {start} a joint venture. {more}"))

    assert f"JointVenture[{status}] {PAIR}" in found
    assert not {line for line in found if line.startswith("JointVenture[") and f"[{status}]" not in line} - {
        f"JointVenture[mentioned] {PAIR}"
    }


@pytest.mark.parametrize("text", NOTHING)
def test_names_side_by_side_and_partners_of_other_kinds_are_no_partnership(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()
