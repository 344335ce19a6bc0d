"""Lasting relations: parts, owners, seats, founders, rivals; and those that are past or denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import relations, told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

TOLD = [
    (
        "Nordvik Foods, which has its European headquarters in Oslo, is based in Bergen.",
        {"Nordvik Foods headquarteredIn Bergen"},
    ),
    ("Nordvik makes chips for Halden Motors.", {"Halden Motors customerOf Nordvik"}),
    ("Halden Logistics is a subsidiary of Nordvik Foods.", {"Halden Logistics partOf Nordvik Foods"}),
    ("Halden Logistics, a unit of Nordvik Foods, cut jobs.", {"Halden Logistics partOf Nordvik Foods"}),
    ("Nordvik Foods, the parent company of Halden Logistics, cut jobs.", {"Halden Logistics partOf Nordvik Foods"}),
    ("Halden Logistics' parent company Nordvik Foods cut jobs.", {"Halden Logistics partOf Nordvik Foods"}),
    ("Nordvik Foods owns Halden Logistics.", {"Halden Logistics ownedBy Nordvik Foods"}),
    ("Halden Logistics, which is owned by Nordvik Foods, cut jobs.", {"Halden Logistics ownedBy Nordvik Foods"}),
    ("Halden Logistics is owned by Nordvik Foods.", {"Halden Logistics ownedBy Nordvik Foods"}),
    ("Halden Logistics is not owned by Nordvik Foods.", {"not Halden Logistics ownedBy Nordvik Foods"}),
    ("Nordvik Foods is based in Oslo.", {"Nordvik Foods headquarteredIn Oslo"}),
    ("Nordvik Foods, headquartered in Oslo, cut jobs.", {"Nordvik Foods headquarteredIn Oslo"}),
    ("Oslo-based Nordvik Foods cut jobs.", {"Nordvik Foods headquarteredIn Oslo"}),
    ("Unlike Nordvik Foods, Halden Logistics is based in Bergen.", {"Halden Logistics headquarteredIn Bergen"}),
    (
        "Anna Berg founded Nordvik Foods in 1998.",
        {"Nordvik Foods foundedBy Anna Berg", "Nordvik Foods foundedDate 1998"},
    ),
    ("Apple's iPhone uses a chip from Qualcomm.", {"iPhone productOf Apple"}),
    ("Google's Android system runs on Samsung phones.", {"Android productOf Google"}),
    (
        "Nordvik Foods was founded in 1998 by Anna Berg and Peter Lund.",
        {
            "Nordvik Foods foundedDate 1998",
            "Nordvik Foods foundedBy Anna Berg",
            "Nordvik Foods foundedBy Peter Lund",
        },
    ),
    ("Founded in 1998, Nordvik Foods employs 300 people.", {"Nordvik Foods foundedDate 1998"}),
    ("Nordvik Foods was founded in May 1998.", {"Nordvik Foods foundedDate 1998-05"}),
    ("Halden Logistics, a rival of Nordvik Foods, cut prices.", {"Halden Logistics competitorOf Nordvik Foods"}),
    ("Nordvik Foods competes with Halden Logistics in Norway.", {"Nordvik Foods competitorOf Halden Logistics"}),
    ("Nordvik Foods is a customer of Halden Logistics.", {"Nordvik Foods customerOf Halden Logistics"}),
    (
        "Nordvik Foods is a member of the Norwegian Food Association.",
        {"Nordvik Foods memberOf Norwegian Food Association"},
    ),
    ("NBA China is the Chinese division of the NBA.", {"NBA China partOf NBA"}),
    (
        "Nordvik Foods and Halden Logistics are both owned by Norse Group.",
        {"Halden Logistics ownedBy Norse Group", "Nordvik Foods ownedBy Norse Group"},
    ),
    ("Nordvik Foods, which has offices in Oslo, is based in Bergen.", {"Nordvik Foods headquarteredIn Bergen"}),
    ("Nordvik Foods was founded in Oslo in 1998.", {"Nordvik Foods foundedDate 1998"}),
    ("Nordvik Foods' owner Norse Group cut jobs.", {"Nordvik Foods ownedBy Norse Group"}),
    ("Nordvik Foods does not compete with Halden Logistics.", {"not Nordvik Foods competitorOf Halden Logistics"}),
    ("Sony Music, a division of Sony Group, signed the singer.", {"Sony Music partOf Sony Group"}),
    (
        "Nordvik Foods, based in Oslo, and Halden Logistics, based in Bergen, met.",
        {"Nordvik Foods headquarteredIn Oslo", "Halden Logistics headquarteredIn Bergen"},
    ),
]

NOTHING = [
    "Nordvik Foods used to own Halden Logistics.",
    "The seller is Nordvik Foods, which had owned Halden Logistics for six years.",
    "Halden Logistics, formerly a subsidiary of Nordvik Foods, cut jobs.",
    "Halden Logistics was once a unit of Nordvik Foods.",
    "Nordvik Foods was at one time a customer of Halden Logistics.",
    "Nordvik Foods plans to be based in Oslo.",
    "Anna Berg, who is based in Oslo, works for Nordvik Foods.",
    "The report is based on data from Nordvik Foods.",
    "Nordvik Foods held a meeting in Oslo.",
    "Nordvik Foods has customers in Oslo and Bergen.",
    "Nordvik Foods is not Halden Logistics.",
    "Nordvik Foods found Halden Logistics slow.",
    "Halden Logistics could become a unit of Nordvik Foods.",
    "Nordvik Foods is part of the problem, said Halden Logistics.",
    "Nordvik Foods sold its subsidiary Halden Logistics in 2020.",
    "Shipbuilder Halden Marine and Greek owner Nordvik Lines met.",
    "Nordvik Foods and its owners met Halden Logistics.",
]
NEARER = [
    ("Oslo-based Nordvik Foods subsidiary Halden Logistics opened a depot.", "Halden Logistics headquarteredIn Oslo"),
    ("Norse Airways is a unit of Oslo-based Nordvik Foods rival Halden Group.", "Halden Group headquarteredIn Oslo"),
    ("Nordvik, founded in Bergen in 2020 by Anna Berg, has 14 satellites.", "Nordvik headquarteredIn Bergen"),
    ("Norse Airways is a unit of Oslo-based Nordvik Foods rival Halden Group.", "Norse Airways partOf Nordvik Foods"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_a_lasting_relation_is_told_in_its_direction(reading: Read, text: str, expected: set[str]) -> None:
    assert told(reading(text)) == expected


def test_two_with_whom_a_third_competes_are_no_rivals_of_each_other(reading: Read) -> None:
    found = told(reading("Nordvik Robotics competes with Halden Robotics and Bergen Robotics."))

    assert found == {
        "Nordvik Robotics competitorOf Halden Robotics",
        "Nordvik Robotics competitorOf Bergen Robotics",
    }


@pytest.mark.parametrize(("text", "untold"), NEARER)
def test_what_is_said_of_a_nearer_name_is_not_said_of_the_next(reading: Read, text: str, untold: str) -> None:
    assert untold not in told(reading(text))


def test_what_was_until_a_year_is_past(reading: Read) -> None:
    found = reading("Halden Logistics, which was until 2020 a subsidiary of Nordvik Foods, makes paints.")

    assert "partOf" not in str(told(found))


def test_each_has_the_seat_that_stands_before_it(reading: Read) -> None:
    found = told(reading("Oslo-based retailer Nordvik Foods and Bergen-based Halden Logistics met."))

    assert found == {"Nordvik Foods headquarteredIn Oslo", "Halden Logistics headquarteredIn Bergen"}


@pytest.mark.parametrize("text", NOTHING)
def test_past_planned_and_seeming_relations_are_not_told(reading: Read, text: str) -> None:
    assert told(reading(text)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nordvik Foods said Norse Airways had picked its app, SeatLoop.",
            "SeatLoop productOf Norse Airways",
        ),
        (
            "Nordvik Foods said Norse Airways has selected its product, SeatLoop.",
            "SeatLoop productOf Norse Airways",
        ),
        ("Nordvik Foods and the Italian subsidiary of Halden Logistics met.", "Nordvik Foods partOf Halden Logistics"),
        ("Nordvik Foods and Halden Logistics, a Norse Airways brand, met.", "Nordvik Foods partOf Norse Airways"),
        ("Nordvik Foods' clients include Tarn; Halden Logistics serves Lidl.", "Lidl customerOf Nordvik Foods"),
        ("The Oslo company had used Nordvik's drivers in its K1 headphones.", "K1 productOf Nordvik"),
        ("Halden Logistics is 41% owned by Nordvik Foods.", "Halden Logistics ownedBy Nordvik Foods"),
        ("Nordvik Foods belonged to Halden Logistics.", "Nordvik Foods ownedBy Halden Logistics"),
        ("Norse Airways belongs to the Star Alliance.", "Norse Airways ownedBy Star Alliance"),
        ("Tarn buys its vans from Ford and has hired the consultancy Nordvik.", "Ford customerOf Nordvik"),
        ("Nordvik Foods already owns 11% of Halden Logistics.", "Halden Logistics ownedBy Nordvik Foods"),
        ("Nordvik Foods supplies Tarn's successor Halden Logistics.", "Tarn customerOf Nordvik Foods"),
        (
            "Nordvik was founded by Albert Tarn and was owned by the Tarn family until 2015.",
            "Nordvik ownedBy Albert Tarn",
        ),
        ("Nordvik Iceland ordered ten jets. A court looked at a Nordvik contract.", "Nordvik Iceland partOf Nordvik"),
        (
            "Nordvik Foods owns 40% of the venture, Norse Power, and Halden Group 60%.",
            "Halden Group ownedBy Nordvik Foods",
        ),
        (
            "Nordvik Foods owns 40% of the venture, Norse Power, and Halden Group 60%.",
            "Norse Power ownedBy Nordvik Foods",
        ),
        ("Nordvik Foods owns 60% of Norse Power and Halden Group 40%.", "Halden Group ownedBy Nordvik Foods"),
        (
            "Nordvik Foods owns 60% of Norse Power and Halden Group the remaining 40 per cent.",
            "Halden Group ownedBy Nordvik Foods",
        ),
        ("Nordvik Foods has its European base in Oslo.", "Nordvik Foods headquarteredIn Oslo"),
        ("Nordvik Foods, which has a regional office in Oslo, cut jobs.", "Nordvik Foods headquarteredIn Oslo"),
        ("The Glidex M4 phone infringes a Nordvik Foods patent.", "Glidex M4 productOf Nordvik Foods"),
        (
            "Nordvik Foods is owned by Halden Group, which also sells the Glidex M4.",
            "Glidex M4 productOf Nordvik Foods",
        ),
    ],
)
def test_what_is_of_another_is_not_said_of_who_stands_beside(text: str, expected: str, reading: Read) -> None:
    assert expected not in relations(reading(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nordvik Foods belongs to the French group Halden Logistics.", "Nordvik Foods ownedBy Halden Logistics"),
        ("Halden Logistics is 60% owned by Nordvik Foods.", "Halden Logistics ownedBy Nordvik Foods"),
        ("Norse Airways belongs to the Star Alliance.", "Norse Airways memberOf Star Alliance"),
        ("Norse Airways launched its booking app, SeatLoop.", "SeatLoop productOf Norse Airways"),
        ("Nordvik Foods is a subsidiary of Halden Logistics.", "Nordvik Foods partOf Halden Logistics"),
        ("Nordvik Foods and Halden Logistics, a Norse Airways brand, met.", "Halden Logistics partOf Norse Airways"),
        ("Nordvik ordered ten jets. Nordvik Iceland ordered two.", "Nordvik Iceland partOf Nordvik"),
        ("Norse Airways has selected Nordvik Foods to supply its meals.", "Norse Airways customerOf Nordvik Foods"),
        ("Nordvik Foods was chosen by Norse Airways as a supplier.", "Norse Airways customerOf Nordvik Foods"),
        ("Nordvik Foods owns 60% of Norse Power.", "Norse Power ownedBy Nordvik Foods"),
        ("Nordvik Foods owns Norse Power and Halden Group.", "Halden Group ownedBy Nordvik Foods"),
        ("Nordvik Foods is owned by Halden Group, which is based in Oslo.", "Halden Group headquarteredIn Oslo"),
    ],
)
def test_what_is_said_of_its_own_is_told(text: str, expected: str, reading: Read) -> None:
    assert expected in relations(reading(text))
