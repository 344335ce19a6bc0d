"""The forms of a name by which its item may be known."""

from __future__ import annotations

import pytest

from kg.link import SHIPPED, default_index
from kg.link.forms import (
    Form,
    Way,
    country_of,
    forms,
    headed,
    is_generic,
    shortened,
    spelled,
    state_of,
    table,
    wholes_of,
    with_less,
)
from kg.records import Kind


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("Apple Inc.", Kind.ORGANIZATION, Form("apple", Way.CUT)),
        ("Boeing (United States)", Kind.ORGANIZATION, Form("boeing", Way.CUT)),
        ("Satoru Iwata's", Kind.PERSON, Form("satoru iwata", Way.CUT)),
        ("Shandong Province", Kind.PLACE, Form("shandong", Way.CUT)),
        ("L. A", Kind.PLACE, Form("la", Way.CUT)),
        ("Norwegian", Kind.PLACE, Form("norway", Way.DEMONYM)),
        ("Germans", None, Form("germany", Way.DEMONYM)),
        ("Fla.", Kind.PLACE, Form("florida", Way.DEMONYM)),
        ("University of Utrecht", Kind.ORGANIZATION, Form("utrecht university", Way.TURNED)),
        ("Copenhagen University", Kind.ORGANIZATION, Form("university of copenhagen", Way.TURNED)),
        ("University of Dorpat", Kind.ORGANIZATION, Form("university of tartu", Way.TURNED)),
        ("Ho Chi Minh City University", Kind.ORGANIZATION, Form("saigon university", Way.TURNED)),
        ("Technical University of Lwów", Kind.ORGANIZATION, Form("lviv polytechnic", Way.TURNED)),
        ("Football Club Barcelona", Kind.ORGANIZATION, Form("fc barcelona", Way.TURNED)),
        ("Вита́лий Ла́заревич Ги́нзбург", Kind.PERSON, Form("vitaly ginzburg", Way.PERSON)),
        ("Газпром", Kind.ORGANIZATION, Form("gazprom", Way.TURNED)),
        ("W Melbourne", Kind.PLACE, Form("west melbourne", Way.TURNED)),
        ("U.S. Air Force Academy", Kind.ORGANIZATION, Form("united states air force academy", Way.TURNED)),
        ("British Labour Party", Kind.ORGANIZATION, Form("labour party", Way.TURNED)),
        ("King Louis XIV", Kind.PERSON, Form("louis xiv", Way.TITLE)),
        ("Roger Bruce Myerson", Kind.PERSON, Form("roger myerson", Way.PERSON)),
        ("Philip Graham", Kind.PERSON, Form("phil graham", Way.PERSON)),
        ("Sergei Lavrov", Kind.PERSON, Form("sergey lavrov", Way.PERSON)),
        ("Miyamoto Shigeru", Kind.PERSON, Form("shigeru miyamoto", Way.PERSON)),
        ('William Henry "Bill" Gates', Kind.PERSON, Form("bill gates", Way.PERSON)),
    ],
)
def test_a_name_has_the_form_that_its_item_goes_by(name: str, kind: Kind | None, form: Form) -> None:
    assert form in forms(name, kind)


def test_the_name_as_written_comes_first_and_no_key_twice() -> None:
    found = forms("The Ford Motor Company", Kind.ORGANIZATION)

    assert found[0] == Form("ford motor company", Way.WRITTEN)
    assert len({form.key for form in found}) == len(found)


def test_a_person_is_of_no_university_and_a_company_has_no_first_name() -> None:
    assert Way.TURNED not in {form.way for form in forms("Oxford University", Kind.PERSON)}
    assert Way.PERSON not in {form.way for form in forms("Philip Morris", Kind.ORGANIZATION)}


def test_no_name_has_no_form() -> None:
    assert forms("", Kind.ORGANIZATION) == ()


def test_a_name_is_shortened_from_its_end_first() -> None:
    keys = [form.key for form in shortened("NBA China Games")]

    assert keys == ["nba china", "nba", "china games"]


def test_a_part_of_a_region_is_shortened_to_the_region() -> None:
    assert Form("louisiana", Way.SHORTENED) in shortened("South Louisiana")
    assert Form("music", Way.SHORTENED) not in shortened("Sony Music")


def test_words_that_many_names_have_are_generic() -> None:
    assert is_generic("the City")
    assert is_generic("Supreme Court")
    assert is_generic("Ministry of Health")
    assert not is_generic("Manchester City")
    assert not is_generic("")


def test_a_longer_name_can_spare_words() -> None:
    assert with_less("Walters Art Gallery") == []
    assert with_less("New York City Ballet")[0] == "new york city"
    assert "mercedes f1 team" in with_less("Mercedes AMG Petronas F1 Team")


def test_a_body_is_one_of_its_sort_in_the_country() -> None:
    assert headed("Socialist Party", {"austria"}) == ["party austria", "party austrian"]
    assert headed("Acme Widgets", {"austria"}) == []


def test_a_state_goes_by_its_name_or_short_form_and_is_in_a_country() -> None:
    assert state_of("N.Y.") == "new york"
    assert state_of("Maine") == "maine"
    assert state_of("British") is None
    assert wholes_of(["georgia", "scotland", "france"]) == {"united states", "united kingdom"}


def test_a_name_is_spelled_without_title_and_legal_form() -> None:
    assert spelled("Truwoths Group") == "truwoths"
    assert spelled("Dr Jane Roe's") == "jane roe"


def test_a_word_that_is_of_no_country_names_none() -> None:
    assert country_of("polish") == "poland"
    assert country_of("basketball") is None


def test_every_country_of_the_table_is_one_that_the_shipped_index_knows() -> None:
    places = {place for name in ("demonyms", "abbreviations") for place in table(name).values()}
    index = default_index(SHIPPED)

    unknown = {place for place in places if not any(each.kind in {Kind.PLACE, "Other"} for each in index.named(place))}

    assert len(places) > 150
    assert unknown <= {"catalonia"}  # too few Wikipedias for the index that ships
