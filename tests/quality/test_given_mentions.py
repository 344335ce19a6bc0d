"""Given mentions of one thing are one entity: by their names, by what stands beside them, by what a sentence says."""

from __future__ import annotations

import pytest

from kg.evaluate.entities import entities
from kg.records import Article, Chain, Extraction, Kind, Mention, Span


def extraction(text: str, *chains: tuple[Kind, str]) -> Extraction:
    """What extraction made of a text: chains with one name each."""
    return Extraction(Article("a" * 16, text), tuple(_chain(text, kind, name) for kind, name in chains), (), ())


def _chain(text: str, kind: Kind, name: str) -> Chain:
    at = text.index(name)
    return Chain(kind, name, (), (Mention(Span(at, at + len(name)), is_name=True, sentence=Span(0, len(text))),))


def grouped(text: str, *names: str, chains: tuple[tuple[Kind, str], ...] = ()) -> list[set[str]]:
    """The names that the entities of the given mentions, in text order, are asked about by."""
    given, end = [], 0
    for name in names:
        at = text.index(name, end)
        end = at + len(name)
        given.append(Span(at, end))
    return [set(entity.asked.names) for entity in entities(extraction(text, *chains), given)]


@pytest.mark.parametrize(
    ("text", "full", "other"),
    [
        ("Kelly Services (KELYA) fell.", "Kelly Services", "KELYA"),
        ("The Los Angeles Philharmonic (LA Phil, LAPO) plays.", "Los Angeles Philharmonic", "LA Phil"),
        ("Vitaly Ginzburg, (Russian: Виталий Гинзбург; born 1916) was here.", "Vitaly Ginzburg", "Виталий Гинзбург"),
        ("The Research Centre (French: Centre de recherche) is large.", "Research Centre", "Centre de recherche"),
        ("Jan Hus (c. 1369 – 6 July 1415), often called John Huss, was a priest.", "Jan Hus", "John Huss"),
        ("He left Poly College, now Trent University, early.", "Poly College", "Trent University"),
        ("He left Trent University, formerly Poly College, early.", "Trent University", "Poly College"),
        (
            "Sierra Entertainment is a publisher founded in 1979 as On-Line Systems.",
            "Sierra Entertainment",
            "On-Line Systems",
        ),
    ],
)
def test_names_beside_one_another_are_one_things(text: str, full: str, other: str) -> None:
    assert grouped(text, full, other) == [{full, other}]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Kelly Services (Michigan) fell.", "Kelly Services", "Michigan"),
        ("Ann Roe, now of Acme Widgets, left.", "Ann Roe", "Acme Widgets"),
        ("In May Ann Roe worked as the chief of Acme Widgets.", "Ann Roe", "Acme Widgets"),
    ],
)
def test_other_names_beside_one_another_are_two_things(text: str, one: str, other: str) -> None:
    assert sorted(grouped(text, one, other), key=str) == sorted([{one}, {other}], key=str)


def test_names_of_two_kinds_are_two_things() -> None:
    text = "Ann Roe, formerly Acme, left."
    kinds = ((Kind.PERSON, "Ann Roe"), (Kind.ORGANIZATION, "Acme"))

    assert grouped(text, "Ann Roe", "Acme", chains=kinds) == [{"Ann Roe"}, {"Acme"}]


def test_a_word_with_the_is_what_a_fuller_name_before_it_ends_with() -> None:
    text = "The Niels Bohr Institute is old. The Institute was founded in 1921."
    chains = ((Kind.ORGANIZATION, "Niels Bohr Institute"),)

    assert grouped(text, "Niels Bohr Institute", "Institute") == [{"Niels Bohr Institute", "Institute"}]
    assert grouped(text[33:], "Institute", chains=()) == [{"Institute"}]
    (entity,) = entities(extraction(text, *chains), [Span(text.rindex("Institute"), text.rindex("Institute") + 9)])
    assert entity.asked.names == ("Niels Bohr Institute", "Institute")


def test_the_fullest_name_comes_first_and_other_letters_last() -> None:
    text = "Jovan Cvijić (Serbian: Јован Цвијић Цвијић) was here."
    given = [Span(0, 12), Span(23, 42)]

    (entity,) = entities(extraction(text), given)

    assert entity.asked.names == ("Jovan Cvijić", "Јован Цвијић Цвијић")
