"""Who is described first and named in one of the next sentences; and who only has something to say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import events

if TYPE_CHECKING:
    from tests.extract.conftest import Extract, Read

NAMED = [
    (
        (
            "The Norwegian accounting regulator has fined Halden Logistics 4 million crowns over its audits.\n\n"
            "The partner who led the work was barred for four years.\n\n"
            "The Audit Oversight Board said the firm had not looked at the books."
        ),
        {"RegulatoryAction[active] accused=Halden Logistics; accuser=Audit Oversight Board"},
    ),
    (
        (
            "Norway's media regulator has opened an investigation into whether Halden Logistics spied on drivers.\n\n"
            "Medietilsynet said it had reason to suspect that the firm was in breach of the law."
        ),
        {"RegulatoryAction[active] accused=Halden Logistics; accuser=Medietilsynet"},
    ),
    (
        (
            "Halden Logistics was fined 3 million euros by a competition watchdog.\n\n"
            "Trakten said that the company had misled buyers for years."
        ),
        {"RegulatoryAction[active] accused=Halden Logistics; accuser=Trakten"},
    ),
    (
        (
            "Competition officials in Norway have fined Halden Logistics over its contracts. "
            "The Fair Markets Commission and the Ministry of Transport said it had shut out rivals."
        ),
        {"RegulatoryAction[active] accused=Halden Logistics; accuser=Fair Markets Commission, Ministry of Transport"},
    ),
    (
        (
            "A union of bakers has sued Nordvik Foods over unpaid overtime. "
            "The Bread Workers' Guild wants 2 million crowns for its members."
        ),
        {"LegalDispute[active] accused=Nordvik Foods; accuser=Bread Workers' Guild"},
    ),
]
OTHERS = [
    "The Norwegian watchdog has fined Halden Logistics over late parcels. Nordvik Foods said it would appeal.",
    "The Norwegian watchdog has fined Halden Logistics. Trakten said the regulator had ignored the evidence.",
    "The Norwegian watchdog has fined Halden Logistics. Trakten said it had found the ruling hard to follow.",
    "The Norwegian watchdog has fined Halden Logistics. Rival Trakten said it suspected as much.",
    "The Norwegian watchdog has fined Halden Logistics. The Bread Workers' Guild welcomed the ruling.",
    "The Norwegian watchdog has fined Halden Logistics. The Ministry of Transport welcomed the ruling.",
    "The Norwegian watchdog has fined Halden Logistics. The Tax Authority is also looking at its books.",
    "A union of bakers has sued Halden Logistics. The Ministry of Transport said it would not comment.",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_an_authority_or_union_is_named_after_it_is_described(reading: Read, text: str, expected: set[str]) -> None:
    assert events(reading(text)) >= expected


@pytest.mark.parametrize("text", OTHERS)
def test_others_are_not_the_one_described(extract: Extract, text: str) -> None:
    referred = {text[m.span.start : m.span.end] for c in extract(text).chains for m in c.mentions if not m.is_name}
    assert referred.isdisjoint({"watchdog", "union"})


def test_a_body_that_was_described_is_the_regulator_and_never_the_company(extract: Extract) -> None:
    text = (
        "Norway's media regulator has opened an investigation into Halden Logistics. "
        "Medietilsynet said it had reason to suspect a breach. "
        "The regulator closed an inquiry into Norse Airways in May after that company had let it see the files."
    )
    body = next(c for c in extract(text).chains if c.name == "Medietilsynet")
    assert {text[m.span.start : m.span.end] for m in body.mentions} >= {"Medietilsynet", "regulator"}
    assert "company" not in {text[m.span.start : m.span.end] for m in body.mentions}


def test_an_authority_that_blocks_a_merger_has_no_part_in_it(reading: Read) -> None:
    text = (
        "Norwegian competition council blocks merger of two food makers\n\n"
        "The Markets Council has prohibited the merger of Nordvik Foods and Halden Foods."
    )
    told = events(reading(text))
    assert told
    assert all("Council" not in line for line in told)
