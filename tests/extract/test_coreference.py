"""Which mentions are of one thing: short names, acronyms, surnames, descriptions, pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events, relations, told

if TYPE_CHECKING:
    from tests.extract.conftest import Extract, Read

PAIR = "partner=Halden Logistics, Nordvik Foods"
SUED = "accused=Halden Logistics; accuser=Nordvik Foods"

NAMES = [
    (
        "an acronym in brackets",
        "The National Basketball Association (NBA) has partnered with Nordvik Foods. The NBA said so.",
        {"National Basketball Association": ("NBA",), "Nordvik Foods": ()},
    ),
    (
        "an acronym by its letters",
        "Officials of the Federal Trade Commission met in May. The FTC fined Nordvik Foods on Monday.",
        {"Federal Trade Commission": ("FTC",), "Nordvik Foods": ()},
    ),
    (
        "a surname",
        "Anna Berg of Nordvik Foods spoke first. Berg said it was late.",
        {"Anna Berg": ("Berg",), "Nordvik Foods": ()},
    ),
    (
        "a short form without the words that many names have",
        "Nordvik Holdings owns farms in the north. Nordvik said it was happy.",
        {"Nordvik Holdings": ("Nordvik",)},
    ),
    (
        "a school by the first word of its name",
        "Nordvik Academy, a school for cooks, lost a suit. Pupils had sued Nordvik in May.",
        {"Nordvik Academy": ("Nordvik",)},
    ),
    (
        "an academy stays apart from the club that has it",
        "Nordvik said sales rose. Nordvik Academy, its school for cooks, is growing, said Nordvik.",
        {"Nordvik": (), "Nordvik Academy": ()},
    ),
    (
        "a unit stays apart from its parent",
        "Apple said sales rose. Apple Music, its streaming service, is growing, said Apple.",
        {"Apple": (), "Apple Music": ()},
    ),
    (
        "a unit stays apart where one sentence names both",
        "Nordvik Media made a loss last year, while Nordvik made a profit. Nordvik said so.",
        {"Nordvik Media": (), "Nordvik": ()},
    ),
    (
        "a unit stays apart where it is called one",
        "The film was made by the Nordvik Pictures unit in Oslo. Nordvik said so.",
        {"Nordvik Pictures": (), "Nordvik": (), "Oslo": ()},
    ),
    (
        "a unit of a country stays apart whatever comes first",
        "NBA China has partnered with Nordvik Foods. The NBA said so.",
        {"NBA China": (), "NBA": (), "Nordvik Foods": ()},
    ),
    (
        "a division of a well known firm stays apart",
        "Nordvik Cloud has partnered with Halden Logistics. Nordvik said so.",
        {"Nordvik Cloud": (), "Nordvik": (), "Halden Logistics": ()},
    ),
    (
        "a company named in full before it is named for short is no unit",
        "Nordvik Health cut jobs on Monday. Nordvik said it was sorry.",
        {"Nordvik Health": ("Nordvik",)},
    ),
    (
        "a headline names a company for short before the story names it in full",
        "Nordvik sues Halden Logistics\n\nNordvik Energy has sued Halden Logistics. Nordvik said so.",
        {"Nordvik Energy": ("Nordvik",), "Halden Logistics": ()},
    ),
    (
        "what an organization is, in front of its name",
        "Nordvik and Banco Tormes to merge\n\nCaja Nordvik and Banco Tormes agreed to merge. Tormes said so.",
        {"Caja Nordvik": ("Nordvik",), "Banco Tormes": ("Tormes",)},
    ),
    (
        "a club by the last word of its name",
        "Sporting Vallarta lost in Oslo. Vallarta said so.",
        {"Sporting Vallarta": ("Vallarta",), "Oslo": ()},
    ),
    (
        "two bearers of a surname stay apart",
        "Anna Berg and her brother Karl Berg own many shares. Then Berg left the room.",
        {"Anna Berg": (), "Karl Berg": (), "Berg": ()},
    ),
]

TOLD = [
    (
        "Nordvik Foods makes cakes. They are sold at Halden Logistics. The company sued Norse Airways in May.",
        {"LegalDispute[active 2024-05] accused=Norse Airways; accuser=Nordvik Foods"},
    ),
    (
        "Nordvik Foods cut jobs on Monday. The company has partnered with Halden Logistics.",
        {f"Partnership[active] {PAIR}"},
    ),
    ("Nordvik Foods cut jobs. It has partnered with Halden Logistics.", {f"Partnership[active] {PAIR}"}),
    ("Nordvik Foods said it had sued Halden Logistics.", {f"LegalDispute[active] {SUED}"}),
    (
        "Nordvik Foods and Halden Logistics met in Oslo. The two companies announced a partnership on Monday.",
        {f"Partnership[announced 2024-05-13] {PAIR}"},
    ),
    (
        "Nordvik Foods and Halden Logistics met in Oslo. They have formed a joint venture.",
        {f"JointVenture[active] {PAIR}"},
    ),
    (
        "Nordvik Foods and Halden Logistics met in Oslo. The pair signed a strategic partnership.",
        {f"Partnership[announced] {PAIR}"},
    ),
    (
        "Nordvik Foods, which acquired Halden Logistics in 2019, cut jobs.",
        {"Acquisition[active 2019] acquired=Halden Logistics; acquirer=Nordvik Foods"},
    ),
    (
        "The airline Norse Airways lost money. The airline sued Halden Logistics.",
        {"LegalDispute[active] accused=Halden Logistics; accuser=Norse Airways"},
    ),
    (
        "Halden United won the cup. The club signed a sponsorship deal with Nordvik Foods.",
        {"Sponsorship[announced] partner=Halden United, Nordvik Foods"},
    ),
    (
        "Anna Berg of Nordvik Foods spoke first. Berg resigned as chief executive of Nordvik Foods on Monday.",
        {"Role[former 2024-05-13] Anna Berg, chief executive officer, Nordvik Foods"},
    ),
    (
        "Anna Berg met workers in Oslo. She is chief executive of Nordvik Foods.",
        {"Role[current] Anna Berg, chief executive officer, Nordvik Foods"},
    ),
    (
        "Nordvik Foods met regulators in May. The airline sued Halden Logistics.",
        {"LegalDispute[active] accused=Halden Logistics"},
    ),
    ("It is expected that Nordvik Foods will cut jobs.", set()),
    (
        "Nordvik Foods and Halden Logistics met. Norse Airways saw Kelltan and Zubria. The two signed a partnership.",
        set(),
    ),
    (
        "Nordvik Foods ended its partnership with Halden Logistics after it was fined.",
        {f"Partnership[ended] {PAIR}"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_names_of_one_thing_are_one_chain(extract: Extract, text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert {c.name: c.aliases for c in extract(text).chains} == expected


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_descriptions_and_pronouns_take_part_in_claims(reading: Read, text: str, expected: set[str]) -> None:
    assert told(reading(text)) == expected


def test_a_reference_is_a_mention_that_is_no_name(extract: Extract) -> None:
    text = "Nordvik Foods cut jobs on Monday. The company said it would close two plants."
    (chain,) = extract(text).chains
    assert [(m.span.of(text), m.is_name) for m in chain.mentions] == [
        ("Nordvik Foods", True),
        ("company", False),
        ("it", False),
    ]


def test_a_claim_with_a_pronoun_is_less_sure_than_one_with_names(extract: Extract) -> None:
    (named,) = extract("Nordvik Foods has partnered with Halden Logistics.").claims
    (referred,) = extract("Nordvik Foods cut jobs. It has partnered with Halden Logistics.").claims
    assert referred.confidence < named.confidence


def test_a_headline_may_have_the_surname_of_who_is_named_below(extract: Extract) -> None:
    found = extract("Okonjo resigns as chief executive of Puma\n\nChief executive Tunde Okonjo has left, Puma said.")

    assert "Okonjo" not in {chain.name for chain in found.chains}


def test_it_does_not_jump_over_a_firm_that_nobody_knows(reading: Read) -> None:
    text = (
        "Oxley Steel said little. The brewer agreed to supply beer to Halden Logistics. "
        "It has a partnership with Nordvik Foods."
    )
    assert not any("Halden Logistics" in each for each in events(reading(text)) if "Nordvik" in each)


def test_the_name_of_a_family_does_not_part_a_firm_from_its_short_name(reading: Read) -> None:
    found = reading("Nordvik Foods will buy Hoekstra Kleppen from the Kleppen family. Hoekstra makes valves in Oslo.")
    assert "Hoekstra" not in {entity.name for entity in found.entities}


def test_whom_a_person_follows_is_a_person_and_no_company(reading: Read) -> None:
    found = reading("Jörn Tiefensee took over from Monika Aust in March. The company supplies brakes to Volkswagen.")
    assert not any("Monika Aust" in each for each in relations(found))
    assert {e.kind.value for e in found.entities if e.name == "Monika Aust"} <= {"Person"}


SPEAKERS = [
    'Halden Motors denied it. "We do not know where Nordvik Foods got this from," said its founder, Anna Berg.',
    'Halden Motors will close. "Our customers have gone to Nordvik Foods," said its founder, Anna Berg.',
    "Halden Motors will close. “We have never met anybody from Nordvik Foods,” Anna Berg, its founder, said.",
    '"Halden Motors will hire 50 people," said its founder, Anna Berg.',
    '"We at Halden Motors are proud," said its founder, Anna Berg.',
]


@pytest.mark.parametrize("text", SPEAKERS)
def test_whose_the_speaker_is_those_who_say_we_do_not_name(reading: Read, text: str) -> None:
    found = told(reading(text))

    assert "Role[current] Anna Berg, founder, Halden Motors" in found
    assert not [line for line in found if "Nordvik" in line]
