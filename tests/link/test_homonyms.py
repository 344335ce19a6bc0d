"""Names that several have, through the index that ships: what the text tells apart is tied, and nothing is guessed."""

from __future__ import annotations

import pytest

from kg.link import SHIPPED, Index
from kg.link.asked import Asked
from kg.link.linker import Linker
from kg.records import Kind, Match

ORG, PER, LOC = Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE
GEORGIA_STATE, GEORGIA_COUNTRY = "Q1428", "Q230"

STATES_AND_COUNTRIES = [
    ("Delta is based in Atlanta, Georgia. Georgia gave it tax credits.", "Georgia, Atlanta", GEORGIA_STATE),
    ("Hyundai is building a plant near Savannah. Georgia offered incentives.", "Georgia, Savannah", GEORGIA_STATE),
    ("Georgia signed a pact with Armenia in Tbilisi.", "Georgia, Armenia, Tbilisi", GEORGIA_COUNTRY),
    ("Jordan closed its border with Syria, officials in Amman said.", "Jordan, Syria, Amman", "Q810"),
    ("Victoria passed a law, the premier of the Australian state said in Melbourne.", "Victoria, Melbourne", "Q36687"),
]
TOWNS = [
    ("Paris, a town in Texas, sued a company in Dallas.", "Paris, Texas, Dallas", "Q830149"),
    ("London, Ontario, will get a plant. London thanked Canada.", "London, Ontario, Canada", "Q92561"),
    ("Arm will hire in Cambridge, in the United Kingdom.", "Cambridge, United Kingdom", "Q350"),
    ("The laboratory moved to Cambridge, near Boston in Massachusetts.", "Cambridge, Boston, Massachusetts", "Q49111"),
    ("Regions, of Birmingham, Alabama, bought a rival. Birmingham is pleased.", "Birmingham, Alabama", "Q79867"),
    ("Birmingham, England, sued Oracle.", "Birmingham, England", "Q2256"),
    ("Lincoln, the capital of Nebraska, signed.", "Lincoln, Nebraska", "Q28260"),
    ("Athens, home of the University of Georgia, hired a coach.", "Athens", "Q203263"),
    ("Hamilton, a town in Ontario, lost a steel mill.", "Hamilton, Ontario", "Q133116"),
    ("San Jose, in California, fined a landlord.", "San Jose, California", "Q16553"),
    ("Newark, Del., has a plant.", "Newark", "Q1028422"),
    ("He moved from Warren, Ohio, to Belfast, Maine.", "Belfast, Ohio, Maine", "Q2069512"),
]
TEAMS = [
    ("Chicago beat Boston 3-1 in the NHL on Sunday.", "Chicago, Boston", "Q209636"),
    ("In the NHL, Chicago beat Boston 3-1.", "Boston, Chicago", "Q194121"),
    ("Arsenal lost to Liverpool, who lead the league.", "Liverpool", "Q1130849"),
    ("Washington beat Dallas in the NFL.", "Dallas", "Q204862"),
    ("Barcelona defeated Madrid in the final of the cup.", "Barcelona, Madrid", "Q7156"),
]
NAMESAKES = [
    "James Brown, mayor of a town in Ohio, met the unions.",
    "Michael Jackson, head of AutoNation, a car dealer, retired.",
    "Chris Evans, head of research at a charity, said so.",
    "David Cameron, a dentist in Leeds, was fined.",
    "George Bush, a plumber, sued the city.",
    "John Smith, chief executive of Acme Widgets, resigned.",
    "Henry IV was her husband.",
]
BODIES = [
    ("The Central Bank raised rates, officials in Ankara said.", "Central Bank", "Q732213"),
    ("The Supreme Court in Nairobi ruled on the tax.", "Supreme Court", "Q7645539"),
    ("The Ministry of Health in Lima recalled a syrup.", "Ministry of Health", "Q4323083"),
    ("The Democratic Party in Seoul asked for a vote.", "Democratic Party", "Q15917417"),
    ("The Senate agreed, lawmakers in Manila said.", "Senate", "Q2655374"),
    ("The Congress agreed, lawmakers in Lima said.", "Congress", "Q1124338"),
    ("The Times was sold, people in Los Angeles said.", "Times", "Q188515"),
]
COMPANIES = [
    ("Columbia Pictures will release it, and Columbia paid.", "Columbia|Columbia Pictures", "Q186941"),
    ("Orange Juice Co. sued. Orange said that it would win.", "Orange|Orange Juice Co.", "Q0"),
    ("Shell and BP produce oil in the North Sea.", "Shell, BP", "Q154950"),
    ("Amazon, the retailer of Seattle, cut jobs.", "Amazon", "Q3884"),
    ("Target, a chain of shops in Minneapolis, dropped a supplier.", "Target", "Q1046951"),
    ("The Gap, a club in Lyon, closed.", "Gap", "Q0"),
]
UNKNOWN = [
    "Tesla, its dog-food brand, is not affected.",
    "Shell, a pasta maker in Naples, joined the suit.",
    "Mercury, the New Zealand power company, bought turbines.",
    "Apple, a bakery in Ghent, closed.",
    "Oracle, a fishing-tackle shop in Perth, was fined.",
    "Boeing, a cattle farm in Texas, was sold.",
    "Ford, a bakery chain in Wales, expanded.",
    "Toyota, a small noodle shop in Lima, closed.",
    "Netflix (2019), the Slovak fishing firm, was fined.",
]
KNOWN = [
    ("Tesla, the electric-car maker, recalled cars.", "Q478214"),
    ("Microsoft, a software company, said so.", "Q2283"),
    ("Ryanair, an Irish carrier, sued the airport.", "Q170614"),
    ("Boeing, the planemaker, was fined.", "Q66"),
    ("At Apple, a company spokesman said that sales grew.", "Q312"),
]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Index.open(SHIPPED))


def exact(linker: Linker, text: str, names: str, kind: Kind) -> str | None:
    """The item that the first of the names is tied to exactly; the others, and those behind "|", are of its kind."""
    asked = [Asked((name,), kind, is_sure=True) for name in names.replace("|", ", ").split(", ")]
    first, *_ = linker.link(asked, text)
    return first.item if first.match is Match.EXACT else None


@pytest.mark.parametrize(("text", "names", "right"), [*STATES_AND_COUNTRIES, *TOWNS, *TEAMS])
def test_a_place_is_the_one_of_the_text_or_none(linker: Linker, text: str, names: str, right: str) -> None:
    assert exact(linker, text, names, LOC) in {right, None}


@pytest.mark.parametrize(("text", "names", "right"), STATES_AND_COUNTRIES[2:4] + TOWNS[1:3] + [TOWNS[6], TOWNS[9]])
def test_a_place_that_the_text_tells_apart_is_tied(linker: Linker, text: str, names: str, right: str) -> None:
    assert exact(linker, text, names, LOC) == right


@pytest.mark.parametrize("text", NAMESAKES)
def test_a_name_that_many_have_is_not_the_famous_one(linker: Linker, text: str) -> None:
    name = " ".join(text.split()[:2]).rstrip(",")

    assert exact(linker, text, name, PER) is None


@pytest.mark.parametrize(("text", "names", "right"), [*BODIES, *COMPANIES])
def test_a_body_or_company_is_the_one_of_the_text_or_none(linker: Linker, text: str, names: str, right: str) -> None:
    assert exact(linker, text, names, ORG) in {right, None}


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_the_text_introduces_as_of_another_sort_is_not_the_famous_one(linker: Linker, text: str) -> None:
    asked = Asked((text.split(maxsplit=1)[0].rstrip(","),), ORG, is_sure=True)

    assert linker.link([asked], text)[0].match is None


@pytest.mark.parametrize(("text", "right"), KNOWN)
def test_what_the_text_introduces_as_what_it_is_known_for_is_tied(linker: Linker, text: str, right: str) -> None:
    name = text.removeprefix("At ").split()[0].rstrip(",")

    assert exact(linker, text, name, ORG) == right


def test_there_are_cases_of_every_family() -> None:
    families = (STATES_AND_COUNTRIES, TOWNS, TEAMS, NAMESAKES, BODIES, COMPANIES, UNKNOWN, KNOWN)

    assert [len(family) for family in families] == [5, 12, 5, 7, 7, 6, 9, 5]
