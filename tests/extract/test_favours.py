"""What an authority allows somebody is no dispute; what it refuses or takes back is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

FAVOURS = [
    "The Ministry of Economy has promised to certify maps made by Halden Mapping within 60 days.",
    "The Norland Aviation Authority has certified drones of Halden Logistics.",
    "The Norland Aviation Authority granted Halden Logistics a permit to fly at night on Monday.",
    "The ministry approved a licence for Halden Logistics on Monday.",
]
REFUSALS = [
    "The Norland Aviation Authority refused to certify drones of Halden Logistics.",
    "The Norland Aviation Authority revoked the certificate of Halden Logistics on Monday.",
]


@pytest.mark.parametrize("text", FAVOURS)
def test_what_an_authority_allows_is_no_dispute(reading: Read, text: str) -> None:
    assert not events(reading(text))


@pytest.mark.parametrize("text", REFUSALS)
def test_what_it_refuses_or_takes_back_is_one(reading: Read, text: str) -> None:
    assert [line for line in events(reading(text)) if "accused=Halden Logistics" in line]
