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
