"""One event told in several sentences is one event; two events are two; vague words join nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.extract.telling import events, told

if TYPE_CHECKING:
    from kg.records import Reading
    from tests.extract.conftest import Read

PAIR = "partner=Halden Logistics, Nordvik Foods"


def evidence(reading: Reading) -> list[str]:
    """The sentences behind the events, in text order."""
    keys = {e.key for e in reading.events}
    spans = sorted({c.evidence[0] for c in reading.claims if c.about in keys})
    return [span.of(reading.article.text) for span in spans]


def test_sentences_on_one_pair_are_claims_of_one_event(reading: Read) -> None:
    found = reading(
        "Nordvik Foods has partnered with Halden Logistics. The partnership will bring fresh fish to the city. "
        "Nordvik Foods and Halden Logistics signed a partnership agreement in May 2023."
    )
    assert [e.key for e in found.events] == ["id/event/partnership--halden-logistics--nordvik-foods"]
    assert evidence(found) == [
        "Nordvik Foods has partnered with Halden Logistics.",
        "The partnership will bring fresh fish to the city.",
        "Nordvik Foods and Halden Logistics signed a partnership agreement in May 2023.",
    ]


def test_the_event_takes_the_most_specific_class_that_is_told_of_it(reading: Read) -> None:
    found = reading(
        "Nordvik Foods has partnered with Halden Logistics. "
        "Nordvik Foods and Halden Logistics formed a joint venture in India."
    )
    assert {e.kinds for e in found.events} == {("JointVenture",)}


def test_other_parties_make_another_event(reading: Read) -> None:
    found = reading(
        "Nordvik Foods has partnered with Halden Logistics. "
        "Later that day, Nordvik Foods has also teamed up with Norse Airways."
    )
    assert events(found) == {
        f"Partnership[active] {PAIR}",
        "Partnership[active] partner=Nordvik Foods, Norse Airways",
    }


def test_a_partnership_and_a_lawsuit_of_one_pair_are_two_events(reading: Read) -> None:
    found = reading("Nordvik Foods has partnered with Halden Logistics. Nordvik Foods sued Halden Logistics on Monday.")
    assert events(found) == {
        f"Partnership[active] {PAIR}",
        "LegalDispute[active 2024-05-13] accused=Halden Logistics; accuser=Nordvik Foods",
    }


def test_active_and_passive_tell_of_one_dispute(reading: Read) -> None:
    found = reading(
        "Nordvik Foods sued Halden Logistics in 2023. Halden Logistics was sued by Nordvik Foods over late deliveries."
    )
    assert len(found.events) == 1
    assert len(evidence(found)) == 2


def test_disputes_of_different_years_are_different(reading: Read) -> None:
    found = reading("Nordvik Foods sued Halden Logistics in 2015. Nordvik Foods sued Halden Logistics again in 2023.")
    assert [e.key for e in found.events] == [
        "id/event/controversy--halden-logistics--nordvik-foods--2015",
        "id/event/controversy--halden-logistics--nordvik-foods--2023",
    ]


def test_different_accusers_make_different_disputes(reading: Read) -> None:
    found = reading("Nordvik Foods sued Halden Logistics. Norse Airways has sued Halden Logistics, too.")
    assert events(found) == {
        "LegalDispute[active] accused=Halden Logistics; accuser=Nordvik Foods",
        "LegalDispute[active] accused=Halden Logistics; accuser=Norse Airways",
    }


def test_the_partnership_without_an_event_to_speak_of_is_dropped(reading: Read) -> None:
    assert (
        told(reading("Nordvik Foods cut jobs on Monday. The partnership will bring fresh fish to the city.")) == set()
    )


def test_a_unit_and_its_parent_have_one_partnership_with_a_third(reading: Read) -> None:
    found = reading(
        "NBA China has partnered with Nordvik Foods. The NBA and Nordvik Foods signed their partnership in May."
    )
    assert [e.key for e in found.events] == ["id/event/partnership--nba--nordvik-foods"]


def test_an_announced_deal_that_closes_is_one_event_with_two_states(reading: Read) -> None:
    found = reading(
        "Nordvik Foods agreed to buy Halden Logistics in 2022. "
        "Nordvik Foods completed its acquisition of Halden Logistics in May 2023."
    )
    sides = "acquired=Halden Logistics; acquirer=Nordvik Foods"
    assert events(found) == {f"Acquisition[announced 2022] {sides}", f"Acquisition[active 2023-05] {sides}"}
    assert len(found.events) == 1


def test_a_claim_of_a_sentence_that_only_comes_back_to_an_event_is_less_sure(reading: Read) -> None:
    found = reading(
        "Nordvik Foods has partnered with Halden Logistics. The partnership will bring fresh fish to the city."
    )
    told_, referred = sorted((c for c in found.claims if c.about.startswith("id/event/")), key=lambda c: c.evidence)
    assert referred.confidence < told_.confidence
