"""How much the items of one article have to do with one another."""

from __future__ import annotations

import pytest

from kg.link import Item, Value
from kg.link.coherence import Circle, inside
from kg.link.profiles import Profile, profile
from kg.records import Kind

LEAGUE = Item("Q1", "Basketball League", ("BL",), "sports league", Kind.ORGANIZATION)
TEAM = Item("Q2", "Rockets", (), "team of Houston", Kind.ORGANIZATION, facts={"league": (Value(None, "Q1"),)})
RIVAL = Item("Q3", "Spurs", (), "team", Kind.ORGANIZATION, facts={"league": (Value("BL"),)})
ROCKET = Item("Q4", "Rocket", (), "vegetable", Kind.PRODUCT)
STATE = Item("Q5", "Georgia", (), "state of the United States of America", Kind.PLACE)
COUNTRY = Item("Q6", "Georgia", (), "country in Eastern Europe", Kind.PLACE)
SAVANNAH = Item("Q7", "Savannah", (), "city in Georgia, United States", Kind.PLACE)
TBILISI = Item("Q8", "Tbilisi", (), "capital of Georgia", Kind.PLACE)
OSLO = Item("Q9", "Oslo", (), "capital of Norway", Kind.PLACE)
ATHENS = Item("Q10", "Athens", (), "capital of Greece", Kind.PLACE)
COLLEGE = Item("Q11", "College", (), "university in Athens, Georgia, United States", Kind.ORGANIZATION)
OIL = Item("Q20", "Oil", (), "Brazilian oil company", Kind.ORGANIZATION)


def told(*items: Item) -> dict[str, Profile]:
    return {item.id: profile(item) for item in items}


def test_an_item_has_to_do_with_those_that_its_facts_name_by_id_or_name() -> None:
    profiles = told(LEAGUE, TEAM, RIVAL, ROCKET)
    circle = Circle.of(["Q2", "Q3", "Q4"], profiles)

    found = circle.relatedness("Q1", profiles["Q1"])

    assert (found["Q2"], found["Q3"]) == (1.0, 0.8)
    assert "Q4" not in found


def test_it_goes_both_ways() -> None:
    profiles = told(LEAGUE, TEAM)

    assert Circle.of(["Q1"], profiles).relatedness("Q2", profiles["Q2"])["Q1"] == 1.0


def test_coherence_counts_the_others_as_far_as_they_are_sure_and_never_the_item_itself() -> None:
    profiles = told(LEAGUE, TEAM)
    circle = Circle.of(["Q1", "Q2"], profiles)

    sure = circle.coherence("Q1", profiles["Q1"], {"Q2": 0.9})

    assert sure == pytest.approx(0.3)
    assert circle.coherence("Q1", profiles["Q1"], {"Q2": 0.3}) == pytest.approx(0.1)
    assert circle.coherence("Q1", profiles["Q1"], {"Q1": 1.0}) == 0.0


def test_many_that_have_to_do_with_it_are_one_at_most() -> None:
    teams = [Item(f"Q{n}", f"Team {n}", facts={"league": (Value(None, "Q1"),)}) for n in range(20, 30)]
    profiles = told(LEAGUE, *teams)
    others = {team.id: 1.0 for team in teams}

    assert Circle.of(others, profiles).coherence("Q1", profiles["Q1"], others) == 1.0


def test_a_town_tells_which_place_of_the_name_it_is_in() -> None:
    profiles = told(STATE, COUNTRY, SAVANNAH, TBILISI, OSLO)

    by_savannah = [inside(profiles[item], {"Q7": 0.9}, profiles) for item in ("Q5", "Q6")]
    by_tbilisi = [inside(profiles[item], {"Q8": 0.9}, profiles) for item in ("Q5", "Q6")]
    by_oslo = [inside(profiles[item], {"Q9": 0.9}, profiles) for item in ("Q5", "Q6")]

    assert by_savannah == [1.0, 0.0]
    assert by_tbilisi == [0.0, 1.0]
    assert by_oslo == [None, None]


def test_what_is_told_with_a_town_of_another_state_is_not_in_this_one() -> None:
    profiles = told(ATHENS, COLLEGE)

    assert inside(profiles["Q10"], {"Q11": 0.9}, profiles) == 0.0


def test_a_country_is_in_itself_whatever_ruled_it_once() -> None:
    ruled = {"country": (Value("Portuguese Empire"), Value("Brazil"))}
    profiles = told(Item("Q1", "Brazil", (), "federal republic", Kind.PLACE, facts=ruled), OIL)

    assert inside(profiles["Q1"], {"Q20": 1.0}, profiles) == 1.0
