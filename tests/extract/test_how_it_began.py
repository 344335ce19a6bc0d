"""Cases that have ended, and behind that how they began: "overturned a fine … had fined the firm in March 2024"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Read

ENDS = [
    "A court on Friday overturned the fine on Nordvik Foods that the Norse Competition Authority imposed.",
    "A court on Friday overturned a fine on Nordvik Foods by the Norse Competition Authority.",
]


@pytest.mark.parametrize("end", ENDS)
def test_a_fine_that_is_overturned_is_the_one_that_had_been_imposed(reading: Read, end: str) -> None:
    text = f"{end}\n\nThe Norse Competition Authority had fined Nordvik Foods in March 2019, saying it fixed prices."
    assert len(reading(text).events) == 1


def test_the_fine_of_another_authority_is_another(reading: Read) -> None:
    text = (
        "A court on Friday overturned a fine on Nordvik Foods by the Norse Competition Authority.\n\n"
        "The Finnish Competition Authority fined Nordvik Foods in March 2019."
    )
    assert len(reading(text).events) == 2
