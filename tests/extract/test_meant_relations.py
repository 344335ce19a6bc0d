"""Relations of the one firm that an article speaks of, which their sentence does not name; seats by a town before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import relations

if TYPE_CHECKING:
    from tests.extract.conftest import Read

TOLD = [
    # whose rival
    ("Nordvik Foods cut its prices. Rival Halden Group said it would wait.", "Halden Group competitorOf Nordvik Foods"),
    (
        "Nordvik Foods cut its prices. Halden Group, a larger competitor, kept still.",
        "Halden Group competitorOf Nordvik Foods",
    ),
    (
        "Nordvik Foods cut its prices. Two competitors, Halden Group and Tarn Foods, lost sales.",
        "Tarn Foods competitorOf Nordvik Foods",
    ),
    (
        "Nordvik Foods cut its prices. Shares in competitor Halden Group fell.",
        "Halden Group competitorOf Nordvik Foods",
    ),
    # whose supplier, whose customer
    (
        "Nordvik Foods is recalling jam. The jars were filled by a contractor, Halden Glass.",
        "Nordvik Foods customerOf Halden Glass",
    ),
    (
        "Nordvik Foods is recalling jam. The jars were supplied by Halden Glass.",
        "Nordvik Foods customerOf Halden Glass",
    ),
    (
        "Nordvik Foods built a ship late. The customer, Halden Lines, said it would wait.",
        "Halden Lines customerOf Nordvik Foods",
    ),
    # made, got and used
    (
        "Nordvik Foods uses ovens built by Halden Works and vans leased from Tarn Motors.",
        "Nordvik Foods customerOf Tarn Motors",
    ),
    ("Nordvik Foods runs on Halden Systems's software.", "Nordvik Foods customerOf Halden Systems"),
    (
        "The buns are baked for Nordvik Foods by Halden Bakeries, a family firm.",
        "Nordvik Foods customerOf Halden Bakeries",
    ),
    ("Nordvik Foods's labels are printed by Halden Press.", "Nordvik Foods customerOf Halden Press"),
    # founders and owners
    (
        "Nordvik Foods won a prize. Anna Berg, who started the firm in 2018, was glad.",
        "Nordvik Foods foundedBy Anna Berg",
    ),
    ("Nordvik Foods won a prize. Anna Berg, who started the firm in 2018, was glad.", "Nordvik Foods foundedDate 2018"),
    (
        "Nordvik Foods won a prize. Anna Berg set up the company with former teacher Ola Lund.",
        "Nordvik Foods foundedBy Ola Lund",
    ),
    ('Nordvik Foods won a prize. "We are glad," said founder Anna Berg.', "Nordvik Foods foundedBy Anna Berg"),
    ('Nordvik Foods won a prize. "We are glad," said owner Anna Berg.', "Nordvik Foods ownedBy Anna Berg"),
    ("Nordvik Foods makes jam. The company was founded by Anna Berg.", "Nordvik Foods foundedBy Anna Berg"),
    ("Nordvik Foods makes jam. The company is a subsidiary of Halden Group.", "Nordvik Foods partOf Halden Group"),
    # seats
    ("Fans like the Hamburg brewer Nordvik Bryggeri.", "Nordvik Bryggeri headquarteredIn Hamburg"),
    ("Nordvik Bryggeri, a Hamburg shipping company, cut jobs.", "Nordvik Bryggeri headquarteredIn Hamburg"),
    ("Hamburg's Nordvik Foods cut jobs.", "Nordvik Foods headquarteredIn Hamburg"),
    ("Nordvik Foods is recalling jam. The Bergen company gave no reason.", "Nordvik Foods headquarteredIn Bergen"),
    ("Founded in 1998 and based in Hamburg, Nordvik Foods makes jam.", "Nordvik Foods headquarteredIn Hamburg"),
    ("Jam is made by Tilvorde-based Nordvik Foods.", "Nordvik Foods headquarteredIn Tilvorde"),
]

UNTOLD = [
    ("Nordvik Foods has sued Halden Group. A rival, Tarn Foods, said nothing.", "competitorOf"),
    ("Nordvik Foods cut its prices. Former rival Halden Group kept still.", "competitorOf"),
    ("Nordvik Foods cut its prices. A brewer has sued a rival, Halden Group.", "competitorOf"),
    ("The Press Council met. Rival Halden Group said it would wait.", "competitorOf"),
    ("Nordvik Foods sold a mill. The hospital supplier Halden Glass said nothing.", "customerOf"),
    ("Nordvik Foods has sued Tarn Foods. The jars were supplied by Halden Glass.", "customerOf"),
    ("Nordvik Foods used Halden Systems's software without a licence.", "customerOf"),
    ("Nordvik Foods uses ovens built in 1998.", "customerOf"),
    ("Nordvik Foods won a prize. Anna Berg, who started a firm in 2018, was glad.", "founded"),
    ("Nordvik Foods won a prize. Anna Berg started the company's blog in 2018.", "founded"),
    ('Nordvik Foods won a prize. "We are glad," said hotel owner Anna Berg.', "ownedBy"),
    ("Fans like the Hamburg office of the brewer Nordvik Bryggeri.", "headquarteredIn"),
    ("HAMBURG - Brewer Nordvik Bryggeri cut jobs.", "headquarteredIn"),
    ("The German brewer Nordvik Bryggeri cut jobs.", "headquarteredIn"),
    ("Germany's Nordvik Foods cut jobs.", "headquarteredIn"),
    ("Nordvik Foods has sued Halden Group. The Bergen company gave no reason.", "headquarteredIn"),
    ("The Hamburg rival of Nordvik Foods cut jobs.", "headquarteredIn"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[f"{text} {fact}" for text, fact in TOLD])
def test_the_firm_that_is_meant_is_told(reading: Read, text: str, expected: str) -> None:
    one, name, other = expected.partition(" competitorOf ")
    either = {expected, f"{other}{name}{one}"} if name else {expected}
    assert either & relations(reading(text))


@pytest.mark.parametrize(("text", "name"), UNTOLD, ids=[text for text, _ in UNTOLD])
def test_nobody_is_meant_where_it_may_be_another(reading: Read, text: str, name: str) -> None:
    assert name not in str(relations(reading(text)))
