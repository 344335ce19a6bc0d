"""What a name stands for: one kind per name and article, by a vote over all that is said around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.mentions.kinds import name_key, without_suffix
from kg.records import Kind

if TYPE_CHECKING:
    from tests.extract.conftest import Extract

ORGANIZATION, PERSON, PLACE, PRODUCT = Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE, Kind.PRODUCT

KINDS = [
    ("The bank Halden lent money to Nordvik Foods.", {"Halden": ORGANIZATION, "Nordvik Foods": ORGANIZATION}),
    ("Target said sales rose. Target Corp. runs 1,900 stores.", {"Target": ORGANIZATION}),
    (
        "Visa Inc. and Mastercard Inc. fell. Visa said fees would stay.",
        {"Visa": ORGANIZATION, "Mastercard": ORGANIZATION},
    ),
    ("Amazon shares rose 2 percent. Amazon said sales grew.", {"Amazon": ORGANIZATION}),
    ("Ships sail on the Amazon. The Amazon is a long river in Brazil.", {"Amazon": PLACE, "Brazil": PLACE}),
    ("Alipay, a payment app, added a tool. Users of Alipay said it worked.", {"Alipay": PRODUCT}),
    (
        "Tesla chief Elon Musk spoke in Berlin. Musk said Tesla would hire.",
        {"Tesla": ORGANIZATION, "Elon Musk": PERSON, "Berlin": PLACE},
    ),
    ("Paris is the capital of France.", {"Paris": PLACE, "France": PLACE}),
    (
        "Peter Lund met Anna Berg in Oslo. Lund said he liked the city.",
        {"Peter Lund": PERSON, "Anna Berg": PERSON, "Oslo": PLACE},
    ),
    (
        "The European Union spoke to Norway. Officials of the EU were there.",
        {"European Union": ORGANIZATION, "Norway": PLACE},
    ),
    ("Campaigner Delroy Banks met Anna Berg in Oslo.", {"Delroy Banks": PERSON, "Anna Berg": PERSON, "Oslo": PLACE}),
    (
        "Passengers connect through Lisbon and Accra on a single ticket.",
        {"Lisbon": PLACE, "Accra": PLACE},
    ),
    (
        "The ride app Safiri is growing. Safiri has appointed Linda Achieng as chief executive.",
        {"Safiri": ORGANIZATION, "Linda Achieng": PERSON},
    ),
    (
        "Regulator fines Westmarch Water over spills\n\nWestmarch said it was sorry.",
        {"Westmarch Water": ORGANIZATION},
    ),
    ("The carmaker Toyota is based in Japan.", {"Toyota": ORGANIZATION, "Japan": PLACE}),
]


@pytest.mark.parametrize(("text", "expected"), KINDS, ids=[t for t, _ in KINDS])
def test_the_words_around_a_name_say_what_it_is(extract: Extract, text: str, expected: dict[str, Kind]) -> None:
    assert {c.name: c.kind for c in extract(text).chains} == expected


def test_a_name_has_one_kind_in_the_whole_article(extract: Extract) -> None:
    text = (
        "Stellan lost money last year. Stellan, a bank, was founded in 1998.\n\n"
        "Stellan said on Monday that its workers were paid. Shares in Stellan rose."
    )
    assert [(c.name, c.kind) for c in extract(text).chains] == [("Stellan", ORGANIZATION)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The New York Times", "new york times"),
        ("Alphabet, Inc.", "alphabet"),
        ("Samsung Electronics Co., Ltd.", "samsung electronics"),
        ("Ant Group", "ant group"),
        ("ANT GROUP", "ant group"),
        ("The", "the"),
        ("Co.", "co"),
        ("L’Oréal", "l'oréal"),
    ],
)
def test_two_spellings_of_a_name_have_one_key(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Alphabet, Inc.", "Alphabet"),
        ("Samsung Electronics Co., Ltd.", "Samsung Electronics"),
        ("Bosch GmbH", "Bosch"),
        ("Ant Group", "Ant Group"),
        ("Inc.", "Inc."),
    ],
)
def test_people_leave_the_legal_suffix_out(name: str, said: str) -> None:
    assert without_suffix(name) == said.rstrip(",")


ORGANIZERS = [
    ("The Silver Oar Cup has signed a three-year deal with Halden Logistics.", "Silver Oar Cup", ORGANIZATION),
    ("The Tour of Savonia and Nordvik TV have agreed to end their partnership.", "Tour of Savonia", ORGANIZATION),
    ("The Riverlight Festival has dropped Halden Bank as its main sponsor.", "Riverlight Festival", ORGANIZATION),
    ("The Northern Lights Marathon was sued by Halden Logistics.", "Northern Lights Marathon", ORGANIZATION),
    ("The Norwegian Guide movement has an agreement with Halden Bank.", "Norwegian Guide", ORGANIZATION),
    ("Halden Logistics sponsors the Silver Oar Cup, which begins on Monday.", "Silver Oar Cup", None),
    ("Nordvik Foods won the Silver Oar Cup, and its crew celebrated in Oslo.", "Silver Oar Cup", None),
    ("The Riverlight Festival draws its visitors from all of Norway, Halden Bank said.", "Riverlight Festival", None),
    ("The Clean Harbours Act names Nordvik Foods as its enforcer.", "Clean Harbours Act", None),
    ("The novel Ashen Crown picks its targets with care, said Halden Press.", "Ashen Crown", None),
]


@pytest.mark.parametrize(("sentence", "name", "expected"), ORGANIZERS)
def test_who_runs_a_contest_goes_by_its_name_where_it_acts(
    extract: Extract, sentence: str, name: str, expected: Kind | None
) -> None:
    kinds = {chain.name: chain.kind for chain in extract(sentence).chains}
    assert kinds.get(name) is expected


ACTING = [
    ("Kintrel, the genealogy site, has begun to write. Kintrel said it would not pay.", "Kintrel", ORGANIZATION),
    ("Loomio, a photo app, was sued by Nordvik Foods on Monday. Loomio said it would appeal.", "Loomio", ORGANIZATION),
    ("Parlano, a messaging service, has hired Peter Lund. It runs in Oslo.", "Parlano", ORGANIZATION),
    ("Loomio, a photo app, is used in Oslo. Users of Loomio said it worked.", "Loomio", PRODUCT),
    ("Ringo, a smart watch, says the time aloud. Nordvik Foods makes Ringo in Oslo.", "Ringo", PRODUCT),
    ("Nordvik Foods launched Zestora, a fizzy drink. Zestora, the company says, has no sugar.", "Zestora", PRODUCT),
]


@pytest.mark.parametrize(("text", "name", "expected"), ACTING)
def test_what_says_and_signs_is_no_product(extract: Extract, text: str, name: str, expected: Kind) -> None:
    assert {chain.name: chain.kind for chain in extract(text).chains}[name] is expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "Nordvik Foods chief executive Park Se-jin told reporters it would hire. Park was calm.",
            "Park Se-jin",
            PERSON,
        ),
        ('"We will hire," said Choi Sa-rang, a former researcher. Choi founded Nordvik Foods.', "Choi Sa-rang", PERSON),
        ("Nordvik Foods SE said it would hire. The group is in Oslo.", "Nordvik Foods", ORGANIZATION),
    ],
)
def test_a_part_of_a_given_name_is_no_legal_suffix(extract: Extract, text: str, name: str, expected: Kind) -> None:
    assert {chain.name: chain.kind for chain in extract(text).chains}[name] is expected
