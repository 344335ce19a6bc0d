"""Names that the words around them show to have no part in an event, and names beside them that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

NO_PART = [
    ("Regulators fined a Nordvik Foods supplier 2 million euros on Monday.", "Nordvik Foods"),
    ("Workers sued the owner of Halden Logistics on Monday.", "Halden Logistics"),
    ("The commission fined a rival of Norse Airways on Monday.", "Norse Airways"),
    ("Two men were accused of defrauding Nordvik Foods.", "Nordvik Foods"),
    ("A man of 44 was accused of stealing data from Halden Logistics.", "Halden Logistics"),
    ("Nordvik Foods is not a party to the lawsuit against Norse Airways.", "Nordvik Foods"),
    ("Halden Logistics escaped a fine because it reported the cartel.", "Halden Logistics"),
    ("The lawsuit against Nordvik Foods was assigned to Judge Mary Kline.", "Mary Kline"),
    ("Prosecutors dropped an investigation into the former chief executive of Nordvik Foods.", "Nordvik Foods"),
    ("Regulators fined Halden Bank's former head of sales on Monday.", "Halden Bank"),
    ("A shopper had sued Halden Logistics. It denied the claims and blamed Norse Airways.", "Norse Airways"),
    ("Nordvik Foods drops licensing deal with the studio behind Norse Heroes", "Norse Heroes"),
    ("The guide, Daniel Lund, was walking near the river when he was attacked last week.", "Daniel Lund"),
    ("The lawsuit says Daniel Lund was held for 50 minutes and beaten by guards.", "Daniel Lund"),
    ("The players boycotted training on Wednesday. Their coach, Anna Berg, resigned.", "Anna Berg"),
]
A_PART = [
    ("Regulators fined Nordvik Foods, a supplier of Norse Airways, 2 million euros on Monday.", "Nordvik Foods"),
    ("Nordvik Foods was accused of stealing data from Halden Logistics.", "Nordvik Foods"),
    ("Halden Logistics was fined on Monday because it reported late.", "Halden Logistics"),
    ("Prosecutors opened an investigation into Nordvik Foods and its former chief executive.", "Nordvik Foods"),
    ("The lawsuit says Nordvik Foods beat its guards.", "Nordvik Foods"),
    ("The council fined Nordvik Foods, the company behind the fair.", "Nordvik Foods"),
]


@pytest.mark.parametrize(("text", "name"), NO_PART)
def test_who_only_stands_beside_a_dispute_is_not_in_it(reading: Read, text: str, name: str) -> None:
    assert not [line for line in events(reading(text)) if name in line]


def test_who_accuses_is_not_accused(reading: Read) -> None:
    text = (
        "Halden Logistics closed a depot. The Nordvik Metall union accused the company of breaking a pledge on Monday."
    )
    assert not [line for line in events(reading(text)) if "accused=Nordvik Metall" in line]


@pytest.mark.parametrize(("text", "name"), A_PART)
def test_who_is_meant_is_accused(reading: Read, text: str, name: str) -> None:
    assert [line for line in events(reading(text)) if f"accused={name}" in line]


def test_who_is_paid_from_a_settlement_is_not_accused(reading: Read) -> None:
    found = events(
        reading(
            "The Justice Department sued Nordvik Foods in May over kickbacks to doctors.\n\nNordvik Foods will pay "
            "$12 million to resolve the allegations.\n\nAnna Berg, who used to work there, will receive $2 million "
            "from the settlement."
        )
    )
    assert not [line for line in found if "accused=Anna Berg" in line]
    assert [line for line in found if "accused=Nordvik Foods" in line]


APOLOGY = "Nordvik Foods has apologised to former employees who said they were bullied by managers. "
READERS = [
    APOLOGY + "The Food Commission said it was examining the report.",
    APOLOGY + "The Food Commission is studying the findings of a review.",
    APOLOGY + "The Food Commission said it would look at the report.",
    APOLOGY + "The Food Commission said it was aware of the outcry and was reviewing the findings.",
]


@pytest.mark.parametrize("text", READERS)
def test_who_only_reads_a_report_accuses_nobody(reading: Read, text: str) -> None:
    assert not [line for line in events(reading(text)) if "Food Commission" in line]


def test_who_examines_somebody_does(reading: Read) -> None:
    found = events(reading("The Food Agency said it was examining whether Nordvik Foods had broken the law."))

    assert found == {"RegulatoryAction[active] accused=Nordvik Foods; accuser=Food Agency"}
