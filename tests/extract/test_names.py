"""Names: their bounds, repaired; their repeats; and the words with a capital that name nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import kinds

if TYPE_CHECKING:
    from tests.extract.conftest import Extract, Read

NAMES = [
    (
        "whose citizen somebody is belongs to no name",
        "The team fired its skipper, Australian Jack Halloran.",
        {"Jack Halloran": ()},
    ),
    ("nor what its citizens are called", "They accused their agent, Dutchman Joost Verhagen.", {"Joost Verhagen": ()}),
    ("an article is no part of a name", "The Bank of England raised rates on Monday.", {"Bank of England": ()}),
    ("a possessive is cut", "Tesla's profits rose sharply last year.", {"Tesla": ()}),
    (
        "a legal suffix belongs to the name, and people leave it out",
        "Bosch GmbH and Samsung Electronics Co., Ltd. signed the letter.",
        {"Bosch": ("Bosch GmbH",), "Samsung Electronics": ("Samsung Electronics Co., Ltd.",)},
    ),
    (
        "with and without its suffix a name is one name",
        "Deutsche Bank AG cut jobs. Deutsche Bank said so on Tuesday.",
        {"Deutsche Bank": ("Deutsche Bank AG",)},
    ),
    ("a title is no part of a name", "Mr. King of Halden Logistics met her.", {"King": (), "Halden Logistics": ()}),
    (
        "a name with an ampersand is one name",
        "Marks & Spencer, the retailer, closed ten stores.",
        {"Marks & Spencer": ()},
    ),
    ("a name with a hyphen is one name", "T-Mobile raised its prices on Monday.", {"T-Mobile": ()}),
    (
        "a department keeps its whole name",
        "The Justice Department is looking at Halden Logistics.",
        {"Justice Department": (), "Halden Logistics": ()},
    ),
    (
        "an organization with a country behind it is a unit with a name of its own",
        "NBA China said the NBA was happy.",
        {"NBA China": (), "NBA": ()},
    ),
    (
        "accents stay",
        "Nestlé and L'Oréal both gained on Monday. Nestlé said sales were up.",
        {"Nestlé": (), "L'Oréal": ()},
    ),
    (
        "a place of writing is no part of a name",
        "RIGA - Air Baltia lost money on Monday.",
        {"RIGA": (), "Air Baltia": ()},
    ),
    (
        "a hyphen with spaces may stand within one",
        "The prize went to Marie - Anne Dupont on Monday.",
        {"Marie - Anne Dupont": ()},
    ),
    ("no name in a sentence without one", "The weather was fine and sales were good.", {}),
    ("months, days and abbreviations name nobody", "On Monday in May the CEO said that AI and TV were fine.", {}),
    (
        "a public body of two fields",
        "Britain's Competition and Markets Authority fined Nordvik Foods.",
        {"Competition and Markets Authority": (), "Britain": (), "Nordvik Foods": ()},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_names(extract: Extract, text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert {c.name: c.aliases for c in extract(text).chains} == expected


def test_every_later_occurrence_of_a_name_is_a_mention_of_it(extract: Extract) -> None:
    text = "Nordvik Foods cut jobs. Unions at Nordvik Foods were angry. Oslo backed Nordvik Foods."
    (chain,) = (c for c in extract(text).chains if c.name == "Nordvik Foods")
    assert [m.span.of(text) for m in chain.mentions] == ["Nordvik Foods"] * 3
    assert [m.span.start for m in chain.mentions] == [0, 34, 72]


def test_a_name_does_not_run_over_a_line_break(extract: Extract) -> None:
    found = extract("The shop is run by Nordvik Foods\nHalden Logistics delivers the meals to the shop.")
    assert [c.name for c in found.chains] == ["Nordvik Foods", "Halden Logistics"]


def test_a_line_in_title_case_adds_no_names_of_its_own(extract: Extract) -> None:
    text = "Halden Logistics Chief Quits After Row\nThe chief of Halden Logistics, Peter Lund, quit on Monday."
    assert {c.name for c in extract(text).chains} == {"Halden Logistics", "Peter Lund"}


COMMON = [
    ("Ombudsman opens inquiry into Tarvel Bank\n\nThe financial ombudsman opened an inquiry on Monday.", "Ombudsman"),
    ("Watchdog fines Tarvel Bank\n\nThe watchdog fined Tarvel Bank 2 million euros.", "Watchdog"),
]
PROPER = [
    ("Alliance sues Tarvel Bank\n\nTarvel Bank was sued by Alliance, which owns an alliance of mills.", "Alliance"),
    ("Target sues Tarvel Bank\n\nTarget missed its profit target and sued Tarvel Bank.", "Target"),
]


@pytest.mark.parametrize(("text", "word"), COMMON)
def test_a_plain_noun_that_opens_a_headline_names_nobody(reading: Read, text: str, word: str) -> None:
    assert word not in kinds(reading(text))


@pytest.mark.parametrize(("text", "word"), PROPER)
def test_a_name_that_looks_like_a_plain_noun_stays(reading: Read, text: str, word: str) -> None:
    assert word in kinds(reading(text))


def test_a_nationality_is_no_party_and_yet_is_read(extract: Extract) -> None:
    text = "Anna Berg is a Norwegian politician. American Airlines flew her to Oslo."

    found = extract(text)

    assert [span.of(text) for span in found.nationalities] == ["Norwegian"]
    assert {chain.name for chain in found.chains} == {"Anna Berg", "American Airlines", "Oslo"}


GIVEN = [
    ("Kim Min-seok said sales rose at Nordvik Foods. Kim was pleased.", "Kim Min-seok"),
    ("The president, Lai Ching-te, met Anna Carrick-Bell of Nordvik Foods.", "Lai Ching-te"),
    ("Tsai Ing-wen sued Nordvik Foods.", "Tsai Ing-wen"),
    ("The fund said Anna Carrick-Bell had left an Oslo-based firm.", "Anna Carrick-Bell"),
    ("Anna Berg-led investors bought a mill in Oslo.", "Anna Berg"),
]


@pytest.mark.parametrize(("text", "name"), GIVEN)
def test_a_given_name_of_two_syllables_is_whole(reading: Read, text: str, name: str) -> None:
    found = kinds(reading(text))

    assert name in found
    assert not [other for other in found if other != name and name.startswith(other)]
