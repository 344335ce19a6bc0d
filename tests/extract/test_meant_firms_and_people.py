"""Whom "the company", "she" and "them" mean where more than one stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg.extract import Extractor

LEAD = "Halden Foods has shut its mill in Lund. Halden Foods said the mill had lost money since May.\n\n"
COMPANIES = [
    (LEAD + "Its cook left in June to join Solvex Inc.\n\nThe company has hired 40 bakers.", "Halden Foods"),
    (LEAD + "The mill was built by Solvex Inc in 1990. The company has hired 40 bakers.", "Halden Foods"),
    (LEAD + "The Bread Workers' Union wants 9 percent. The company has offered four.", "Halden Foods"),
    (LEAD + "The newspaper Lund Courier wrote on Monday that the company was for sale.", "Halden Foods"),
    ("The Clear Rivers Foundation has sued Nordvik Paper. The company denies it.", "Nordvik Paper"),
    ("Nordvik Paper lost money. Auditor Brook Lyle had approved the company's accounts.", "Nordvik Paper"),
    ("Nordvik Paper lost money. The company, which has 90 employees, will close a mill.", "Nordvik Paper"),
    (LEAD + "Solvex Inc opened a mill in Oslo in May. The company has hired 40 bakers.", "Solvex Inc"),
    (LEAD + "Solvex Inc opened a mill in Oslo in May.\n\nThe company has hired 40 bakers.", ""),
    ("Nordvik Paper lost money. The widow sued the company that built the mill.", ""),
    ("The Clear Rivers Foundation has sued the company.", ""),
]
PEOPLE = [
    ("In May Anna Berg met her husband Per Lund. She ran a bank.", "She", "Anna Berg"),
    ("Anna Berg ran a bank. Her brother, Per Lund, was in charge of the loans. She left in May.", "She", "Anna Berg"),
    ("Anna Berg ran a bank. The chairman, Lord Lund, liked the bank. She left in May.", "She", "Anna Berg"),
    ("Anna Berg ran a bank. She was rich. Per Lund ran a mill. He met Anna Berg. She left.", "She", "Anna Berg"),
    ("Anna Berg met her son Per. Per Lund ran a mill. She left in May.", "She", "Anna Berg"),
    ("Anna Berg ran a bank. Mr Lund sold the bank. He left in May.", "He", "Lund"),
    ("Her husband Per Lund ran a bank. She left in May.", "She", ""),
    ("Sir Per Lund ran a bank. She left in May.", "She", ""),
]
SEVERAL = [
    ("Acme Corp and Bolt Group sold the bonds. The court fined them.", {"Acme Corp", "Bolt Group"}),
    ("A fund praised Acme Corp and Bolt Group and then sued them.", {"Acme Corp", "Bolt Group"}),
    ("Acme Corp praised Bolt Group. The league fined them.", set()),
    ("Acme Corp and Bolt Group sold bonds. It was May. It rained. The league fined them.", set()),
]


def _meant(extractor: Extractor, text: str, word: str) -> set[str]:
    doc = extractor.pipeline(text)
    last = [t for t in doc if t.text == word][-1]
    return {doc._.clusters[n].names[0].text for n in doc._.cluster_at.get(last.i, ())}


@pytest.mark.parametrize(("text", "meant"), COMPANIES)
def test_the_company_is_the_firm_that_the_article_is_about(extractor: Extractor, text: str, meant: str) -> None:
    assert _meant(extractor, text, "company") == ({meant} if meant else set())


@pytest.mark.parametrize(("text", "word", "meant"), PEOPLE)
def test_a_pronoun_means_nobody_of_the_other_sex(extractor: Extractor, text: str, word: str, meant: str) -> None:
    assert _meant(extractor, text, word) == ({meant} if meant else set())


@pytest.mark.parametrize(("text", "meant"), SEVERAL)
def test_them_are_those_who_stood_together_just_before(extractor: Extractor, text: str, meant: set[str]) -> None:
    assert _meant(extractor, text, "them") == meant
