"""Who has no part in any event by all that an article says of them, and what is done to whom in one breath."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.events.outsiders import outsiders
from kg.extract.pipeline import load_pipeline, parsed_article
from kg.records import Article
from tests.extract.conftest import PUBLISHED
from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Read

OUTSIDE = [
    ("Mr Justice Orrin Vale heard the case that Nordvik Foods brought.", {"Orrin Vale"}),
    ("Hester Quaid appeared for Nordvik Foods. Halden Logistics lost.", {"Hester Quaid"}),
    ("Nordvik Foods told the Varnholm Courier that it had sued Halden Logistics.", {"Varnholm Courier"}),
    ("Anna Berg joined Nordvik Foods in May after eleven years at Halden Logistics.", {"Halden Logistics"}),
    ('"It is absurd," said Anna Berg, a lawyer for Nordvik Foods.', {"Anna Berg"}),
    ("The Varnholm Courier has been sued by Nordvik Foods.", set()),
    ("Anna Berg, a lawyer, was charged with fraud.", set()),
    ("Halden Logistics has sued Nordvik Foods after eleven years of talks.", set()),
]

FINED = [
    (
        "Nordvik Foods has been stripped of its licence and fined £650,000 for selling old fish.",
        {"RegulatoryAction[active] accused=Nordvik Foods"},
    ),
    (
        "Nordvik Foods was sued in May and fined 3 million euros by the Fair Trade Commission in June.",
        {
            "LegalDispute[active 2024-05] accused=Nordvik Foods",
            "RegulatoryAction[active 2023-06] accused=Nordvik Foods; accuser=Fair Trade Commission",
        },
    ),
    (
        "The Fair Trade Commission has fined Nordvik Foods 9 million marks for late reports.",
        {"RegulatoryAction[active] accused=Nordvik Foods; accuser=Fair Trade Commission"},
    ),
    (
        "The Fair Trade Commission has imposed a penalty of 9 million marks on Nordvik Foods.",
        {"RegulatoryAction[active] accused=Nordvik Foods; accuser=Fair Trade Commission"},
    ),
    ("Nordvik Foods was praised in May and fined its drivers £650 in June.", set()),
    ("The Fair Trade Commission has imposed a levy of 9 marks on fish.", set()),
]


@pytest.mark.parametrize(("text", "names"), OUTSIDE)
def test_who_only_judges_speaks_or_reports_has_a_part_in_nothing(text: str, names: set[str]) -> None:
    article = Article(id="a", text=text, published=PUBLISHED, zones=())
    parsed = parsed_article(article, load_pipeline()(text))
    assert {parsed.clusters[n].names[0].text for n in outsiders(parsed)} == names


@pytest.mark.parametrize(("text", "lines"), FINED)
def test_who_is_fined_in_one_breath_or_in_another_coin(reading: Read, text: str, lines: set[str]) -> None:
    assert events(reading(text)) == lines
