"""A court that throws out a case ends it, also where only the charge behind it says who is accused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

ENDED = [
    "A federal judge has thrown out a class action accusing Nordvik Foods of hiding losses.",
    "A court in Hanover dismissed a lawsuit alleging that Nordvik Foods had hidden losses.",
    "A class action accusing Nordvik Foods of hiding losses was dismissed on Monday.",
    "A judge tossed a lawsuit accusing Nordvik Foods of hiding losses.",
]
GOING_ON = [
    "A federal judge refused to throw out a class action accusing Nordvik Foods of hiding losses.",
    "Shareholders filed a class action accusing Nordvik Foods of hiding losses.",
    "A judge dismissed a lawsuit accusing Nordvik Foods of hiding losses. The shareholders have appealed.",
    "Nordvik Foods asked a judge to dismiss a lawsuit accusing it of hiding losses.",
]


@pytest.mark.parametrize("text", ENDED)
def test_a_case_that_is_thrown_out_has_ended(reading: Read, text: str) -> None:
    found = events(reading(text))

    assert [line for line in found if "[ended" in line and "accused=Nordvik Foods" in line]
    assert not [line for line in found if "[active" in line]


@pytest.mark.parametrize("text", GOING_ON)
def test_a_case_that_is_not_thrown_out_or_appealed_has_not(reading: Read, text: str) -> None:
    assert not [line for line in events(reading(text)) if "[ended" in line]
