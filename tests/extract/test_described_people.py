"""People who are described first and with whose names the next sentence opens; and those who only speak for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Extract, Read

NAMED = [
    (
        "A nurse has sued Halden Logistics over a fall.\n\nAnna Berg, 41, filed the suit in Oslo on Tuesday.",
        "accused=Halden Logistics; accuser=Anna Berg",
    ),
    (
        (
            "One of Norway's strongest chess players has accused a Swedish teenager of cheating.\n\n"
            "Peter Lund, 38, lost to Olav Dahl, 16, in the final on Saturday."
        ),
        "accused=Olav Dahl; accuser=Peter Lund",
    ),
    (
        (
            "Two brothers who ran a shop have been convicted of fraud.\n\n"
            "Peter Lund and Olav Dahl, of Bergen, used forged payslips, the court heard."
        ),
        "accused=Olav Dahl, Peter Lund",
    ),
    (
        "A couple from Bergen have sued Halden Logistics over a chair. Anna Berg and Olav Dahl want 40,000 crowns.",
        "accused=Halden Logistics; accuser=Anna Berg, Olav Dahl",
    ),
    (
        "A former driver has accused Halden Logistics of forging timesheets. Olav Dahl said he had been told to lie.",
        "accused=Halden Logistics; accuser=Olav Dahl",
    ),
]
OTHERS = [
    "A nurse has sued Halden Logistics over a fall. Anna Berg, a spokeswoman for the firm, said it was sorry.",
    "A nurse has sued Halden Logistics over a fall. Anna Berg, who runs the firm, said it was sorry.",
    "A nurse has accused a doctor of theft. Anna Berg said she was glad that it was over.",
    "A nurse has sued Halden Logistics over a fall. Berg declined to comment.",
    "A nurse has sued Halden Logistics over a fall. Anna Berg denied the claim.",
    "A nurse said Halden Logistics was late. Anna Berg, 41, waited for a week.",
    "A nurse has sued Halden Logistics over a fall. Lawyer Anna Berg filed the suit.",
]


@pytest.mark.parametrize(("text", "parties"), NAMED)
def test_people_are_named_after_they_are_described(reading: Read, text: str, parties: str) -> None:
    assert any(told.endswith(f"] {parties}") for told in events(reading(text)))


@pytest.mark.parametrize("text", OTHERS)
def test_another_person_is_not_the_one_described(extract: Extract, text: str) -> None:
    referred = {text[m.span.start : m.span.end] for c in extract(text).chains for m in c.mentions if not m.is_name}
    assert "nurse" not in referred
