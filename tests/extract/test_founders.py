"""Who founded what: all whom the clause lists, and the firm that the article is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import relations

if TYPE_CHECKING:
    from tests.extract.conftest import Read

ALL = [
    "Nordvik Foods was founded in 2020 by food scientist Anna Berg and former barista Ola Lund.",
    "Nordvik Foods was founded by former barista Ola Lund and food scientist Anna Berg.",
    "Nordvik Foods was started by engineer Anna Berg and former teacher Ola Lund.",
]
BACKERS = [
    "Its investors Halden Capital and Norse Ventures also put money in.",
    "Existing backers Halden Capital and Norse Ventures took part.",
    "Halden Capital and Norse Ventures were among the investors.",
]


@pytest.mark.parametrize("text", ALL)
def test_all_by_whom_a_firm_was_founded_have_founded_it(reading: Read, text: str) -> None:
    found = {line for line in relations(reading(text)) if "foundedBy" in line}
    assert found == {f"Nordvik Foods foundedBy {name}" for name in ("Anna Berg", "Ola Lund")}


def test_who_has_another_title_has_not_founded_it(reading: Read) -> None:
    found = relations(reading("Nordvik Foods founder Anna Berg and finance chief Ola Lund resigned."))
    assert "Nordvik Foods foundedBy Ola Lund" not in found


@pytest.mark.parametrize("backers", BACKERS)
def test_the_company_is_none_of_several_backers(reading: Read, backers: str) -> None:
    text = f"Nordvik Foods makes chocolate.\n\n{backers}\n\nThe company was founded in 2020 by Anna Berg."
    found = relations(reading(text))
    assert not [line for line in found if "founded" in line and not line.startswith("Nordvik Foods")]


def test_the_company_may_be_one_beside_its_unit(reading: Read) -> None:
    text = "Halden Capital and its unit Norse Ventures put money in. The company was founded in 2020."
    assert "Halden Capital foundedDate 2020" in relations(reading(text))


OWN = [
    ("Team manager Anna Berg of Nordvik Foods was glad. She founded the firm in 2015.", "foundedBy Anna Berg"),
    ("Halden Group praised Nordvik Foods chief executive Anna Berg. She set up the firm in 2015.", "foundedDate 2015"),
]


@pytest.mark.parametrize(("text", "fact"), OWN)
def test_the_firm_that_its_chief_founded_is_the_one_with_the_office(reading: Read, text: str, fact: str) -> None:
    assert f"Nordvik Foods {fact}" in relations(reading(text))


def test_what_its_parent_sells_is_no_unit_of_another(reading: Read) -> None:
    text = "Tarn Foods may bid. It looks at Halden Jam, which its Belgian parent, Norse Group, has put up for sale."
    assert "Tarn Foods partOf Norse Group" not in relations(reading(text))


@pytest.mark.parametrize("charity", ["She founded the charity in 2015.", "The charity was founded by Berg in 2015."])
def test_what_a_chief_founded_beside_is_not_her_firm(reading: Read, charity: str) -> None:
    text = f"Anna Berg, chief executive of Nordvik Foods, met Halden Group. {charity}"
    assert "Nordvik Foods founded" not in str(relations(reading(text)))


def test_a_firm_that_is_named_beside_is_that_one(reading: Read) -> None:
    text = "Nordvik Foods manager Anna Berg spoke. Berg founded the bakery Halden Brot in 2015."
    assert "Halden Brot foundedDate 2015" in relations(reading(text))


def test_the_distillery_is_the_one_with_that_name(reading: Read) -> None:
    text = "Nordvik Orchards has sued Tarn Distillery. It lost. Anna Berg, who started the distillery, was glad."
    assert "Nordvik Orchards founded" not in str(relations(reading(text)))
