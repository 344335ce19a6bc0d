"""Whom "they" means where people and organizations stand before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg.extract import Extractor

FIRMS = {"Acme Corp", "Bolt Group"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Lenders included Acme Corp and Bolt Group. Anna Berg, 47, and Per Lund, 44, were held. They admit it.",
            {"Anna Berg", "Per Lund"},
        ),
        ("Anna Berg and Per Lund cheated Acme Corp and Bolt Group. They were convicted.", {"Anna Berg", "Per Lund"}),
        ("The brothers cheated Acme Corp and Bolt Group. They will be sentenced in May.", set()),
        ("Two traders were fined for lying to Acme Corp and Bolt Group. They were jailed, too.", set()),
        ("Acme Corp and Bolt Group sold the depots. They will share the profit.", FIRMS),
        ("Anna Berg praised Acme Corp and Bolt Group. They will share the profit.", FIRMS),
    ],
)
def test_they_are_the_people_whom_the_sentence_before_is_about(
    extractor: Extractor, text: str, meant: set[str]
) -> None:
    doc = extractor.pipeline(text)
    (they,) = (t for t in doc if t.text == "They")

    assert {doc._.clusters[n].names[0].text for n in doc._.cluster_at.get(they.i, ())} == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Acme Corp and Bolt Group sold the bonds. The fund Greyfield Trust is suing them.", FIRMS),
        ("Acme Corp and Bolt Group said that the union Greyfield Trust had sued them.", FIRMS),
        ("Acme Corp and Bolt Group sold the bonds. Greyfield Trust and Solvex Inc are suing them.", FIRMS),
        ("Three banks sold the bonds. Greyfield Trust and Solvex Inc are suing them.", set()),
        ("The fund Greyfield Trust is suing them.", set()),
    ],
)
def test_who_sues_them_is_not_meant(extractor: Extractor, text: str, meant: set[str]) -> None:
    doc = extractor.pipeline(text)
    (them,) = (t for t in doc if t.text == "them")

    assert {doc._.clusters[n].names[0].text for n in doc._.cluster_at.get(them.i, ())} == meant
