"""Who else has a part: further investors of a round, further defendants, named behind those who have it already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

RAISED = "Nordvik Foods has raised $12 million in a round led by Halden Capital."
LED = "Halden Capital led the 12 million euro round in Nordvik Foods."
JOINED = [
    (f"{RAISED} Berg Ventures and Fjord Fund also participated.", "Berg Ventures, Fjord Fund, Halden Capital"),
    (f"{LED} Berg Ventures took part, too.", "Berg Ventures, Halden Capital"),
    (f"{LED}\n\nExisting investor Berg Ventures joined the round.", "Berg Ventures, Halden Capital"),
    (f"{LED} Other investors include Berg Ventures and Fjord Fund.", "Berg Ventures, Fjord Fund, Halden Capital"),
    (
        f"{RAISED}\n\nFjord Fund also took part, as did existing backers Berg Ventures and Norse Bank.",
        "Berg Ventures, Fjord Fund, Halden Capital, Norse Bank",
    ),
    (f"{RAISED} Berg Ventures and Fjord Fund also took part in the fair in Oslo.", "Halden Capital"),
    (f"{LED} Berg Ventures did not take part.", "Halden Capital"),
    (
        f"Halden Capital backs Nordvik Foods with $12 million\n\n{RAISED}\n\nBerg Ventures took part.",
        "Berg Ventures, Halden Capital",
    ),
    (f"{LED} Its investors include Berg Ventures.", "Halden Capital"),
]


@pytest.mark.parametrize(("text", "investors"), JOINED)
def test_who_takes_part_in_a_round_has_invested(reading: Read, text: str, investors: str) -> None:
    assert events(reading(text)) == {f"Investment[active] investee=Nordvik Foods; investor={investors}"}


OWN_SHARES = [
    "The cashmere maker Halden Wool sold 23 % of its shares to Nordvik Bank.",
    "Halden Wool makes 200,000 sweaters a year. It sold 23% of its shares to Nordvik Bank.",
    "Halden Wool has sold a fifth of its shares to Nordvik Bank for 3 million euros.",
    "Halden Wool sold a 23 per cent stake in itself to Nordvik Bank.",
]


@pytest.mark.parametrize("text", OWN_SHARES)
def test_the_buyer_of_its_own_shares_invests_in_the_seller(reading: Read, text: str) -> None:
    assert events(reading(text)) == {"Investment[active] investee=Halden Wool; investor=Nordvik Bank"}


@pytest.mark.parametrize(
    ("text", "investee"),
    [
        ("Halden Capital has sold its 10 percent stake in Norse Airways to Nordvik Bank.", "Norse Airways"),
        ("Halden Capital has sold half of Halden Bakeries in Oslo to Nordvik Bank.", "Halden Bakeries"),
    ],
)
def test_who_sells_shares_of_another_is_not_invested_in(reading: Read, text: str, investee: str) -> None:
    assert events(reading(text)) == {f"Investment[active] investee={investee}; investor=Nordvik Bank"}


def test_who_sells_some_of_its_shares_in_another_is_not_invested_in(reading: Read) -> None:
    text = "Halden Capital has sold half of its shares in Norse Airways to Nordvik Bank."
    assert not [line for line in events(reading(text)) if "investee=Halden" in line]


SUED = "Anna Hansen has sued Halden Homes over cracks in the walls."
DEFENDANTS = [
    (
        f"{SUED} Nordvik Builders and Berg Studio are also named as defendants.",
        "Berg Studio, Halden Homes, Nordvik Builders",
    ),
    (f"{SUED}\n\nThe contractor, Nordvik Builders, is named as a co-defendant.", "Halden Homes, Nordvik Builders"),
    (
        f"{SUED} The main contractor, Nordvik Builders, and the architect, Studio Perera, are named as co-defendants.",
        "Halden Homes, Nordvik Builders, Studio Perera",
    ),
    (f"{SUED} The suit also names Nordvik Builders as a defendant.", "Halden Homes, Nordvik Builders"),
    (f"{SUED} Nordvik Builders is a co-defendant.", "Halden Homes, Nordvik Builders"),
    (f"{SUED} Nordvik Builders is not named as a defendant.", "Halden Homes"),
]


@pytest.mark.parametrize(("text", "accused"), DEFENDANTS)
def test_who_is_named_as_a_defendant_is_accused(reading: Read, text: str, accused: str) -> None:
    assert events(reading(text)) == {f"LegalDispute[active] accused={accused}; accuser=Anna Hansen"}


HOSTS = [
    "Nordvik Paints has sued the host Anna Berg and her station, Lagoon TV, for defamation.",
    "Nordvik Paints has dragged television host Anna Berg and her station, Lagoon TV, before the Oslo High Court.",
]


@pytest.mark.parametrize("text", HOSTS)
def test_whose_station_is_named_behind_is_accused_with_it(reading: Read, text: str) -> None:
    assert events(reading(text)) == {"LegalDispute[active] accused=Anna Berg, Lagoon TV; accuser=Nordvik Paints"}


def test_whose_home_was_searched_too_is_accused(reading: Read) -> None:
    text = "Prosecutors searched the headquarters of Halden Toons on Tuesday in a probe into fraud."
    more = "The home of former finance chief Kristjan Aru was searched too."

    assert events(reading(f"{text} {more}")) == {
        "RegulatoryAction[active 2024-05-14] accused=Halden Toons, Kristjan Aru"
    }
    assert events(reading(f"{text} The home of a lawyer was searched too. Kristjan Aru said nothing.")) == {
        "RegulatoryAction[active 2024-05-14] accused=Halden Toons"
    }


TWO = "accused=Anna Berg, Per Lund"
NAMED_BEHIND = [
    (
        "Nordvik Foods said that it had filed a lawsuit in Bergen. The defendants are Halden Logistics and Brims Bank.",
        "accused=Brims Bank, Halden Logistics; accuser=Nordvik Foods",
    ),
    (
        "Two managers were charged with fraud on Monday. The accused are Anna Berg and Per Lund.",
        TWO,
    ),
    (
        "Prosecutors have charged two managers with using forged permits. Anna Berg and Per Lund deny the charges.",
        TWO,
    ),
    (
        "Nordvik Foods sued Halden Logistics and two managers. The defendants are Anna Berg and two engineers.",
        "accused=Halden Logistics; accuser=Nordvik Foods",
    ),
    (
        "Nordvik Foods sued Halden Logistics. Anna Berg and Per Lund deny the charges.",
        "accused=Halden Logistics; accuser=Nordvik Foods",
    ),
]


@pytest.mark.parametrize(("text", "parties"), NAMED_BEHIND)
def test_whom_a_case_is_against_is_named_behind_it(reading: Read, text: str, parties: str) -> None:
    assert {line.partition("] ")[2] for line in events(reading(text))} == {parties}
