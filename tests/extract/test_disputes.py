"""Plain words of the wire for disputes: strikes and their callers, licences, courts, breaches, settlements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SUED = "accused=Halden Logistics; accuser=Nordvik Foods"
FTC = "accused=Halden Logistics; accuser=Federal Trade Commission"
STRIKE = "accused=Nordvik Foods"
CALLED = "accused=Nordvik Foods; accuser=Transport Union"

STRIKES = [
    ("Workers at Nordvik Foods walked out on Monday.", {f"Protest[active 2024-05-13] {STRIKE}"}),
    ("Nordvik Foods workers downed tools on Monday over pay.", {f"Protest[active 2024-05-13] {STRIKE}"}),
    ("Pilots at Norse Airways went on strike on Monday.", {"Protest[active 2024-05-13] accused=Norse Airways"}),
    ("Drivers at Halden Logistics voted to strike.", {"Protest[announced] accused=Halden Logistics"}),
    ("The strike at two plants of Nordvik Foods is over.", {f"Protest[ended] {STRIKE}"}),
    ("The strike at Nordvik Foods was called off on Monday.", {f"Protest[ended 2024-05-13] {STRIKE}"}),
    ("The Transport Union called off its strike at Nordvik Foods.", {f"Protest[ended] {CALLED}"}),
    (
        "Nordvik Foods drivers will strike on Friday, the Transport Union said.",
        {f"Protest[announced 2024-05-17] {CALLED}"},
    ),
    (
        "Workers at Nordvik Foods went on strike on Monday. Their union, Samhold, wants more pay.",
        {"Protest[active 2024-05-13] accused=Nordvik Foods; accuser=Samhold"},
    ),
    (
        "Workers at Nordvik Foods walked out. Samhold, which represents 900 workers, called the offer a joke.",
        {"Protest[active] accused=Nordvik Foods; accuser=Samhold"},
    ),
    ("The Transport Union has called a strike at Nordvik Foods.", {f"Protest[announced] {CALLED}"}),
    ("The stoppage at Nordvik Foods is over pay.", {f"Protest[active] {STRIKE}"}),
    (
        "Activists occupied the lobby of Nordvik Foods' headquarters on Monday to protest against its loans.",
        {f"Protest[active 2024-05-13] {STRIKE}"},
    ),
    ("Farmers marched to the headquarters of Nordvik Foods.", {f"Protest[active] {STRIKE}"}),
    ("Activists blockaded a Nordvik Foods warehouse.", {f"Protest[active] {STRIKE}"}),
]

AUTHORITIES = [
    ("Halden Logistics is under investigation by the Federal Trade Commission.", {f"RegulatoryAction[active] {FTC}"}),
    (
        "Halden Logistics was hit with a penalty of 3 million euros by the Federal Trade Commission.",
        {f"RegulatoryAction[active] {FTC}"},
    ),
    ("The Federal Trade Commission banned Halden Logistics from bidding.", {f"RegulatoryAction[active] {FTC}"}),
    (
        "Norway revoked the licence of Norse Airways.",
        {"RegulatoryAction[active] accused=Norse Airways; accuser=Norway"},
    ),
    ("Norse Airways' licence was suspended on Monday.", {"RegulatoryAction[active 2024-05-13] accused=Norse Airways"}),
    ("Police raided the offices of Nordvik Foods.", {"RegulatoryAction[active] accused=Nordvik Foods"}),
    (
        "The watchdog fined three firms, Nordvik Foods, Halden Logistics and Norse Airways.",
        {"RegulatoryAction[active] accused=Halden Logistics, Nordvik Foods, Norse Airways"},
    ),
    ("Prosecutors charged Peter Lund with fraud.", {"LegalDispute[active] accused=Peter Lund"}),
    ("A recall of heaters by Nordvik Foods has begun.", {"ProductRecall[active] accused=Nordvik Foods"}),
    ("Nordvik Foods pulled its frozen pizza from shelves.", {"ProductRecall[active] accused=Nordvik Foods"}),
]

AGENTS = [
    (
        "Norse Airways has accused its supplier, Halden Logistics, of withholding royalties from the game.",
        {"Misconduct[active] accused=Halden Logistics; accuser=Norse Airways"},
    ),
    (
        "The watchdog fined Nordvik Foods and Halden Logistics 3 million euros.",
        {"RegulatoryAction[active] accused=Halden Logistics, Nordvik Foods"},
    ),
    (
        "Dockworkers blocked the gates on Monday in protest at plans by Nordvik Foods to cut jobs.",
        {f"Protest[active 2024-05-13] {STRIKE}"},
    ),
    (
        "Nordvik Foods was accused of misleading shoppers by Greenpeace.",
        {"Misconduct[active] accused=Nordvik Foods; accuser=Greenpeace"},
    ),
    (
        "A report by Greenpeace accused Nordvik Foods of polluting a river.",
        {"Misconduct[active] accused=Nordvik Foods; accuser=Greenpeace"},
    ),
    (
        "Prosecutors have opened an investigation into Peter Lund and the company, Nordvik Foods.",
        {"RegulatoryAction[active] accused=Nordvik Foods, Peter Lund"},
    ),
    (
        "Norse Airways cut jobs in May. Halden Logistics employees sued the company over wages.",
        {"LegalDispute[active] accused=Halden Logistics"},
    ),
]

COURTS = [
    ("Nordvik Foods took Halden Logistics to court.", {f"LegalDispute[active] {SUED}"}),
    ("Nordvik Foods has taken legal action against Halden Logistics.", {f"LegalDispute[active] {SUED}"}),
    ("Nordvik Foods is seeking damages from Halden Logistics.", {f"LegalDispute[active] {SUED}"}),
    ("A court ordered Halden Logistics to pay Nordvik Foods $3 million.", {f"LegalDispute[active] {SUED}"}),
    (
        "A shopper sued Halden Logistics on Monday. The plaintiff, Anna Berg, wants her money back.",
        {
            "LegalDispute[active 2024-05-13] accused=Halden Logistics; accuser=Anna Berg",
            "LegalDispute[mentioned] accused=Halden Logistics; accuser=Anna Berg",
        },
    ),
    (
        "A shopper has sued Halden Logistics. Anna Berg filed the complaint in Oslo.",
        {"LegalDispute[active] accused=Halden Logistics; accuser=Anna Berg"},
    ),
]

SETTLED = [
    (
        "Nordvik Foods will pay $210 million to settle a lawsuit brought by shoppers over its labels.",
        {"LegalDispute[ended] accused=Nordvik Foods"},
    ),
    ("Nordvik Foods agreed to settle its lawsuit against Halden Logistics.", {f"LegalDispute[ended] {SUED}"}),
    ("Halden Logistics has settled a lawsuit brought by Nordvik Foods.", {f"LegalDispute[ended] {SUED}"}),
    (
        "Nordvik Foods agreed to pay $3 million to settle a lawsuit over its labels.",
        {"LegalDispute[ended] accused=Nordvik Foods"},
    ),
    ("A judge threw out Nordvik Foods' lawsuit against Halden Logistics.", {f"LegalDispute[ended] {SUED}"}),
    (
        "Nordvik Foods sued Halden Logistics in March. The two sides have reached a settlement.",
        {f"LegalDispute[active 2024-03] {SUED}", f"LegalDispute[ended] {SUED}"},
    ),
    (
        "Nordvik Foods sued Halden Logistics in March. The suit has since been dismissed.",
        {f"LegalDispute[active 2024-03] {SUED}", f"LegalDispute[ended] {SUED}"},
    ),
]

TURNED_DOWN = [
    (
        "The council dismissed a complaint against Nordvik Foods on Monday. Nordvik Foods apologised.",
        {
            "LegalDispute+PublicBacklash[ended 2024-05-13] accused=Nordvik Foods",
            "LegalDispute+PublicBacklash[mentioned] accused=Nordvik Foods",
        },
    ),
    (
        "Prosecutors said there was not enough evidence to bring charges against Peter Lund.",
        {"LegalDispute[ended] accused=Peter Lund"},
    ),
    ("Prosecutors found no grounds to charge Peter Lund with fraud.", {"LegalDispute[ended] accused=Peter Lund"}),
    (
        "A shopper lodged a complaint against Nordvik Foods in March. We were told that the complaint was withdrawn.",
        {"LegalDispute[active 2024-03] accused=Nordvik Foods", "LegalDispute[ended] accused=Nordvik Foods"},
    ),
    ("No charges will be brought against Halden Logistics.", {"LegalDispute[ended] accused=Halden Logistics"}),
    (
        "The tribunal acquitted drug distributor Halden Norte, which had been accused of passing on prices.",
        {"Misconduct[ended] accused=Halden Norte"},
    ),
    ("The council rejected a complaint against Nordvik Foods.", {"LegalDispute[ended] accused=Nordvik Foods"}),
    (
        "Nordvik Foods rejected allegations against Peter Lund.",
        {"Misconduct[active] accused=Peter Lund"},
    ),
    (
        "Peter Lund was charged with fraud in 2021. A court acquitted Peter Lund on Monday.",
        {
            "LegalDispute[active 2021] accused=Peter Lund",
            "LegalDispute[ended 2024-05-13] accused=Peter Lund",
        },
    ),
]

SCANDALS = [
    (
        "Nordvik Foods came under fire from Greenpeace over its packaging.",
        {"PublicBacklash[active] accused=Nordvik Foods; accuser=Greenpeace"},
    ),
    ("A data breach at Nordvik Foods exposed 2 million records.", {"Controversy[active] accused=Nordvik Foods"}),
    ("Nordvik Foods was hacked on Monday.", {"Controversy[active 2024-05-13] accused=Nordvik Foods"}),
    (
        "Nordvik Foods and Halden Logistics are at odds over prices.",
        {"CommercialDispute[active] affected=Halden Logistics, Nordvik Foods"},
    ),
    ("A petition against Nordvik Foods drew 20,000 signatures.", {"Protest[active] accused=Nordvik Foods"}),
    (
        "Nordvik Foods and Halden Logistics have parted ways.",
        {"Partnership[ended] partner=Halden Logistics, Nordvik Foods"},
    ),
]
ROBBED = [
    (
        "Hackers stole the data of 300,000 people from Nordvik Foods.",
        {"Controversy[active] accused=Nordvik Foods"},
    ),
    (
        "Hackers have stolen the records of 2 million patients from the clinic chain Nordvik Foods.",
        {"Controversy[active] accused=Nordvik Foods"},
    ),
    ("Hackers have stolen the records of 2 million patients from Norway.", set()),
    ("A thief stole bread from Nordvik Foods.", set()),
    (
        "The hacker group Black Heron claimed responsibility for the attack on Nordvik Foods.",
        {"Controversy[active] accused=Black Heron; affected=Nordvik Foods"},
    ),
    ("Peter Lund claimed responsibility for the rise in sales at Nordvik Foods.", set()),
    (
        "Halden Logistics was sued by lenders including Norse Bank and Nordvik Bank.",
        {"LegalDispute[active] accused=Halden Logistics; accuser=Nordvik Bank, Norse Bank"},
    ),
]
STRUCK_BACK = [
    (
        "Nordvik Foods hit back at Halden Logistics, alleging that it had copied its packaging.",
        {"Misconduct[active] accused=Halden Logistics; accuser=Nordvik Foods"},
    ),
    ("Nordvik Foods hit back at Halden Logistics with lower prices.", set()),
    ("Calls to boycott Nordvik Foods spread on Tuesday.", {"Boycott[active] accused=Nordvik Foods"}),
]
TOLD = [*ROBBED, *STRUCK_BACK, *STRIKES, *AUTHORITIES, *AGENTS, *COURTS, *SETTLED, *TURNED_DOWN, *SCANDALS]

NOTHING = [
    "Nordvik Foods has removed the jars from its shelves.",
    "The regulator asked whether Nordvik Foods should have recalled its jars.",
    "Nordvik Foods said it would appeal.",
    "Nordvik Foods could be fined if its papers were late.",
    "Halden Logistics may be banned from the race.",
    "Nordvik Foods asked the court to ban Halden Logistics from the port.",
    "The court rejected a request to ban Halden Logistics from the port.",
    "Nordvik Foods was accused of nothing.",
    "Nordvik Foods recalls its best summer.",
    "Nordvik Foods has recalled its founder.",
    "Nordvik Foods recalled its head of research, Anna Berg, from Boston.",
    "Peter Lund was charged with two fouls.",
    "Peter Lund was charged with leading the review.",
    "Halden Logistics faces higher charges for the network.",
    "Nordvik Foods walked out of the talks.",
    "The tragedy struck Nordvik Foods.",
    "Nordvik Foods and Halden Logistics struck out on their own.",
    "Nordvik Foods praised Halden Logistics, which had withdrawn a jar.",
    "Guests of Nordvik Foods gathered at the hotel.",
    "A gas leak at Nordvik Foods was found early.",
    "Nordvik Foods settled in Oslo.",
    "Air strikes hit a depot of Halden Logistics.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_plain_words_tell_of_a_dispute_and_its_sides(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_only_feared_or_means_something_else_is_no_dispute(reading: Read, text: str) -> None:
    assert events(reading(text)) == set()
