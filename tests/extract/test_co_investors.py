"""Who else puts money in: further investors of a round, named behind it."""

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
