"""Disputes and accusations: who is accused, by whom, in which class; and a court that only does its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.telling import told

if TYPE_CHECKING:
    from tests.extract.conftest import Read

SUED = "accused=Halden Logistics; accuser=Nordvik Foods"
FTC = "accused=Halden Logistics; accuser=Federal Trade Commission"

TOLD = [
    ("Nordvik Foods sued Halden Logistics over late deliveries.", {f"LegalDispute[active] {SUED}"}),
    ("Nordvik Foods is suing Halden Logistics.", {f"LegalDispute[active] {SUED}"}),
    (
        "Halden Logistics was sued by Nordvik Foods in a Delaware court on Monday.",
        {f"LegalDispute[active 2024-05-13] {SUED}"},
    ),
    (
        "Nordvik Foods filed a lawsuit against Halden Logistics in March 2023.",
        {f"LegalDispute[active 2023-03] {SUED}"},
    ),
    ("Halden Logistics faces a lawsuit from Nordvik Foods.", {f"LegalDispute[active] {SUED}"}),
    ("Nordvik Foods may sue Halden Logistics.", {f"LegalDispute[rumoured] {SUED}"}),
    ("Nordvik Foods threatened to sue Halden Logistics.", {f"LegalDispute[rumoured] {SUED}"}),
    ("Nordvik Foods has dropped its lawsuit against Halden Logistics.", {f"LegalDispute[ended] {SUED}"}),
    ("Nordvik Foods settled its lawsuit against Halden Logistics.", {f"LegalDispute[ended] {SUED}"}),
    (
        "A lawsuit against Halden Logistics was dismissed on Friday.",
        {"LegalDispute[ended 2024-05-10] accused=Halden Logistics"},
    ),
    ("The Federal Trade Commission fined Halden Logistics.", {f"RegulatoryAction[active] {FTC}"}),
    (
        "The Federal Trade Commission fined Halden Logistics $5 million.",
        {f"RegulatoryAction[active] {FTC}"},
    ),
    (
        "Halden Logistics was fined $5 million by the Federal Trade Commission for misleading customers.",
        {f"RegulatoryAction[active] {FTC}"},
    ),
    (
        "The Federal Trade Commission imposed a fine on Halden Logistics in 2022.",
        {f"RegulatoryAction[active 2022] {FTC}"},
    ),
    (
        "The Federal Trade Commission opened an investigation into Halden Logistics.",
        {f"RegulatoryAction[active] {FTC}"},
    ),
    ("The Federal Trade Commission is investigating Halden Logistics.", {f"RegulatoryAction[active] {FTC}"}),
    (
        "Halden Logistics recalled 20,000 heaters because of a fire risk.",
        {"ProductRecall[active] accused=Halden Logistics"},
    ),
    ("Nordvik Foods has issued a recall of its frozen pizza.", {"ProductRecall[active] accused=Nordvik Foods"}),
    ("Consumers called for a boycott of Nordvik Foods.", {"Boycott[active] accused=Nordvik Foods"}),
    ("Activists boycotted Nordvik Foods over its use of palm oil.", {"Boycott[active] accused=Nordvik Foods"}),
    ("Workers staged a protest against Nordvik Foods in Oslo.", {"Protest[active] accused=Nordvik Foods"}),
    (
        "Greenpeace accused Nordvik Foods of polluting a river.",
        {"Misconduct[active] accused=Nordvik Foods; accuser=Greenpeace"},
    ),
    (
        "Greenpeace criticised Nordvik Foods for its plastic packaging.",
        {"PublicBacklash[active] accused=Nordvik Foods; accuser=Greenpeace"},
    ),
    ("Nordvik Foods drew criticism for its treatment of workers.", {"PublicBacklash[active] accused=Nordvik Foods"}),
    ("The advert sparked a backlash against Nordvik Foods.", {"PublicBacklash[active] accused=Nordvik Foods"}),
    ("Nordvik Foods admitted fraud in 2015.", {"Misconduct[active 2015] accused=Nordvik Foods"}),
    (
        "The scandal at Nordvik Foods cost investors billions.",
        {"Misconduct[active] accused=Nordvik Foods"},
    ),
    (
        "Nordvik Foods is locked in a dispute with Halden Logistics over prices.",
        {"CommercialDispute[active] affected=Halden Logistics, Nordvik Foods"},
    ),
    (
        "Nordvik Foods clashed with Halden Logistics over prices.",
        {"CommercialDispute[active] affected=Halden Logistics, Nordvik Foods"},
    ),
    ("The Federal Trade Commission will not investigate Halden Logistics.", {f"RegulatoryAction[denied] {FTC}"}),
    (
        "Nordvik Foods helped the Federal Trade Commission investigate Halden Logistics.",
        {f"RegulatoryAction[active] {FTC}"},
    ),
    (
        "Norse Airways said Halden Logistics had been fined by the Federal Trade Commission.",
        {f"RegulatoryAction[active] {FTC}"},
    ),
    ("Halden Logistics is fighting a lawsuit by Nordvik Foods.", {f"LegalDispute[active] {SUED}"}),
    (
        "Nordvik Foods withdrew its lawsuit against Halden Logistics on Monday.",
        {f"LegalDispute[ended 2024-05-13] {SUED}"},
    ),
    ("Unlike Norse Airways, Halden Logistics has been sued by Nordvik Foods.", {f"LegalDispute[active] {SUED}"}),
    (
        "After Nordvik Foods sued Halden Logistics, Norse Airways ended its partnership with Halden Logistics.",
        {f"LegalDispute[active] {SUED}", "Partnership[ended] partner=Halden Logistics, Norse Airways"},
    ),
    (
        "Halden Logistics, a rival of Norse Airways, was fined by the Federal Trade Commission.",
        {f"RegulatoryAction[active] {FTC}", "Halden Logistics competitorOf Norse Airways"},
    ),
    (
        "Shareholders sued Nordvik Foods and its chairman, Peter Lund.",
        {"LegalDispute[active] accused=Nordvik Foods, Peter Lund", "Role[current] Peter Lund, chairman, Nordvik Foods"},
    ),
    ("Norway sued Nordvik Foods over a tax bill.", {"LegalDispute[active] accused=Nordvik Foods; accuser=Norway"}),
    (
        "The Federal Trade Commission closed its investigation into Halden Logistics.",
        {f"RegulatoryAction[ended] {FTC}"},
    ),
    ("Nordvik Foods won its lawsuit against Halden Logistics.", {f"LegalDispute[ended] {SUED}"}),
    ("Nordvik Foods lost its lawsuit against Halden Logistics.", {f"LegalDispute[ended] {SUED}"}),
    (
        "Halden Logistics has sued Norse Airways and seven Nordvik Foods employees.",
        {"LegalDispute[active] accused=Norse Airways; accuser=Halden Logistics"},
    ),
]

NOTHING = [
    "The European Commission approved the merger.",
    "The Supreme Court ruled in favour of Nordvik Foods on Monday.",
    "A court in Oslo ordered Google to hand documents to Nordvik Foods.",
    "Lawyers at Baker McKenzie represented Halden Logistics.",
    "Judge Ellen Moss will hear the case in June.",
    "Fires in the Amazon destroyed 10,000 hectares of forest.",
    "Police are investigating the death of a worker at a Halden Logistics warehouse.",
    "Nordvik Foods recalled its ambassador.",
    "Anna Berg recalled the day she joined Nordvik Foods.",
    "The fine was overturned on appeal.",
    "Users criticised the decision.",
    "Amnesty International condemned the arrest of journalists in Turkey.",
    "Nordvik Foods won a $20 million contract to supply the army.",
    "The strike of a match lit the Nordvik Foods warehouse.",
    "Halden Logistics complained about the weather.",
    "Nordvik Foods is in fine form.",
    "The suit that Anna Berg of Nordvik Foods wore was blue.",
    "Nordvik Foods recruits staff at trial shifts.",
    "Greenpeace did not accuse Nordvik Foods of fraud.",
    "Nordvik Foods denied fraud.",
    "Nordvik Foods denied allegations of fraud.",
    "Anna Berg filed a complaint with the Competition Commission on Monday.",
    "Nordvik Foods was cleared of fraud on Monday.",
    "Nordvik Foods was acquitted of bribery.",
    "The lawsuit has nothing to do with Nordvik Foods.",
    "A hacker attacked Nordvik Foods.",
    "Nordvik Foods praised Halden Logistics after the recall.",
    "Nordvik Foods helped victims of the scandal.",
    "Halden Logistics sued three Nordvik Foods employees.",
    "Nordvik Foods asked the court to ban Anna Berg from using its data.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t for t, _ in TOLD])
def test_a_controversy_is_told_with_accused_and_accuser(reading: Read, text: str, expected: set[str]) -> None:
    assert told(reading(text)) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_courts_at_work_and_words_of_other_meaning_accuse_nobody(reading: Read, text: str) -> None:
    assert {
        line for line in told(reading(text)) if "customerOf" not in line
    } == set()  # who is represented is a customer
