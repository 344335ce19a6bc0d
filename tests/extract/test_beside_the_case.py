"""Who is named beside a case and has no part in it: of an earlier one, or as an employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.events.bystanders import is_bystander
from tests.extract.by_hand import parsed_of
from tests.extract.telling import events

if TYPE_CHECKING:
    from kg.extract import Extractor
    from tests.extract.conftest import Read

ACTION = "Lawyers look for buyers to join a class action. "


@pytest.mark.parametrize(
    ("text", "is_beside"),
    [
        (f"{ACTION}The recall is the largest since 2007, when a salt led Bolt Foods to withdraw its soups.", True),
        (f"{ACTION}Fewer were sold than in May 2016, when Bolt Foods withdrew its soups.", True),
        (f"{ACTION}The fault has been known since 2007, Bolt Foods said.", False),
        (
            f"{ACTION}It is the first since 2007, when Bolt Foods withdrew its soup. Bolt Foods was silent.",
            False,
        ),
    ],
)
def test_who_is_named_for_comparison_is_not_accused_now(extractor: Extractor, text: str, *, is_beside: bool) -> None:
    parsed = parsed_of(extractor, text)
    trigger = next(t for t in parsed.doc if t.text == "action")
    number = next(n for n, c in enumerate(parsed.clusters) if c.key == "bolt foods")

    assert is_bystander(parsed, trigger, "LegalDispute", "accused", number) is is_beside


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Anna Berg hopes to return to Halden Group, the firm that suspended her in 2022.", False),
        ("Anna Berg said Nordvik Foods, her employer, suspended her in May.", False),
        ("Anna Berg said the company suspended her for fraud, and Nordvik Foods suspended Per Lund over it.", True),
        ("The Financial Conduct Authority suspended Anna Berg in May.", True),
    ],
)
def test_an_employer_that_suspends_somebody_is_no_authority(reading: Read, text: str, *, is_told: bool) -> None:
    found = {line for line in events(reading(text)) if line.startswith("RegulatoryAction")}

    assert bool(found) is is_told
