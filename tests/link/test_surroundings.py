"""What the text around a name makes of it."""

from __future__ import annotations

import pytest

from kg.link.asked import Asked, Said
from kg.link.forms import Form, Way
from kg.link.surroundings import around, from_text, plays, said_of, schools, stated_regions, within
from kg.records import Kind


def test_a_name_is_a_part_of_longer_ones_in_the_text() -> None:
    text = "He ran for the Alberta Liberal Party, as Eleanor of Aquitaine had not."

    assert around("Liberal Party", text) == ["alberta liberal party"]
    assert around("Eleanor", text) == ["eleanor of aquitaine"]
    assert around("Alberta Liberal Party", text) == []


@pytest.mark.parametrize(
    ("name", "text", "regions"),
    [
        ("Adams", "It was founded in Adams, New York by a smith.", {"new york"}),
        ("Atlanta", "ATLANTA (AP) - In Atlanta, Ga., it rained.", {"georgia"}),
        ("Paris", "Paris, a small town in Texas, sued.", {"texas"}),
        ("Birmingham", "A bank in Birmingham (Alabama) closed.", {"alabama"}),
        ("Rawalpindi", "She was born in Rawalpindi, British India, and moved.", set()),
        ("Paris", "It has shops in Paris, Germany and Spain.", set()),
        ("Paris", "At the talks in Paris, Germany said that it agreed.", set()),
        ("Paris", "Germany closed its school in Paris.", set()),
    ],
)
def test_a_place_is_said_to_be_in_a_country_or_state(name: str, text: str, regions: set[str]) -> None:
    assert stated_regions(name, text) == regions
    assert within(name, text) == [f"{name.lower()} {region}" for region in sorted(regions)]


def test_a_town_stands_for_its_university_where_the_text_speaks_of_universities() -> None:
    assert schools("Dorpat", "At the universities of Kazan and Dorpat.") == [
        "dorpat university",
        "university of dorpat",
        "tartu university",
        "university of tartu",
    ]
    assert schools("Dorpat", "The railway to Dorpat.") == []
    assert schools("Tartu University", "The University of Tartu.") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Chicago", "Chicago beat Boston 3-1 in the NHL."),
        ("Boston", "Chicago beat Boston 3-1 in the NHL."),
        ("Dallas", "The quarterback left after Dallas lost to Miami."),
    ],
)
def test_a_town_that_plays_is_a_team(name: str, text: str) -> None:
    assert plays(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Chicago", "Chicago beat the heat with new trees."),
        ("Boston", "The NHL opened an office in Boston."),
        ("Boston", "Chicago beat Miami 3-1."),
    ],
)
def test_a_town_that_does_not_play_is_a_town(name: str, text: str) -> None:
    assert not plays(name, text)


def test_a_name_is_completed_by_a_longer_one_of_its_kind() -> None:
    short = Asked(("Columbia",), Kind.ORGANIZATION)
    studio, river = Asked(("Columbia Pictures",), Kind.ORGANIZATION), Asked(("Columbia River",), Kind.PLACE)

    assert said_of(short, [short, studio], "").is_completed
    assert not said_of(short, [short, river], "").is_completed
    assert not said_of(studio, [short, studio], "").is_completed


def test_a_place_holds_the_town_before_it() -> None:
    text = "He was born in Rochester, New York, and left."

    assert said_of(Asked(("New York",), Kind.PLACE), [], text) == Said(holds=True)
    assert said_of(Asked(("New York",), Kind.ORGANIZATION), [], text) == Said()
    assert said_of(Asked(("Rochester",), Kind.PLACE), [], text) == Said(regions=frozenset(["new york"]))


def test_the_forms_of_a_name_in_a_text_tell_how_they_came_about() -> None:
    text = "The Liberal Party of Alberta met in Adams, New York."

    party = from_text("Liberal Party", Kind.ORGANIZATION, text, frozenset(["norway"]))
    town = from_text("Adams", Kind.PLACE, text, frozenset(["norway"]))

    assert Form("liberal party of alberta", Way.AROUND) in party
    assert Form("norwegian liberal party", Way.REGION) in party
    assert town == (Form("adams new york", Way.REGION),)
