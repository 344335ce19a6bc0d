"""Which date is the event's: that of what is done, not of what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract import telling

if TYPE_CHECKING:
    from tests.extract.conftest import Read

DATES = [
    ("The Norwegian Competition Authority is investigating Halden Fuel over sales between 2018 and 2020.", ""),
    ("Nordvik Foods was sued by Anna Berg over the 2019 crash of a lorry.", ""),
    ("The lawsuit that Anna Berg brought against Nordvik Foods relates to contracts from 2016.", ""),
    ("Anna Berg's lawsuit against Nordvik Foods covers deliveries in March 2020.", ""),
    ("Nordvik Foods was sued by Anna Berg on Monday over a 2019 crash.", " 2024-05-13"),
    ("The Norwegian Competition Authority opened a probe in 2019 into Halden Fuel.", " 2019"),
    ("Anna Berg filed a lawsuit against Nordvik Foods in March 2020.", " 2020-03"),
    ("Nordvik Foods was sued in 2019 by Anna Berg over a crash.", " 2019"),
]


@pytest.mark.parametrize(("sentence", "when"), DATES)
def test_what_a_case_is_about_does_not_date_it(reading: Read, sentence: str, when: str) -> None:
    (line,) = telling.events(reading(sentence))
    assert f"[active{when}]" in line


def test_the_years_that_an_inquiry_covers_make_no_second_one(reading: Read) -> None:
    text = (
        "The Norwegian Competition Authority has opened an investigation into Halden Fuel. "
        "The Norwegian Competition Authority said the investigation of Halden Fuel covers sales between 2018 and 2020."
    )
    (event,) = reading(text).events
    assert event.key.endswith("--2024")
