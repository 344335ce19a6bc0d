"""Characters, dates, headlines and identities of what is read."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputRefused
from kg.read import article_id, read_bytes
from kg.read.normalization import normalize
from kg.read.pages import without_site
from kg.read.published import head_date, stated_date
from kg.settings import Settings

if TYPE_CHECKING:
    from tests.read.conftest import ReadOne

ACCENTED = "Café Zoë signed a deal – “a good one” – with the club on Monday, and its fans were told on Tuesday.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"],
)
def test_text_is_read_whatever_it_was_saved_in(read_one: ReadOne, encoding: str) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    assert read_one((mark + ACCENTED).encode(encoding)).text == ACCENTED.strip()


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("iso-8859-1", "L'été, le café et la forêt appartiennent à la société. "),
        ("windows-1251", "Компании подписали соглашение между собой в понедельник. "),
        ("gb18030", "两家公司在星期一签署了合作协议并宣布了新的计划。"),
        ("shift_jis", "両社は月曜日に提携契約を結び、新しい計画を発表した。"),
    ],
)
def test_text_in_an_older_encoding_is_recognised(read_one: ReadOne, encoding: str, words: str) -> None:
    text = words * 20
    assert read_one(text.encode(encoding)).text == normalize(text)


def test_a_page_is_decoded_as_its_meta_element_says(read_one: ReadOne) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Клубы или фирмы.</p><p>Они поют.</p></body></html>'
    assert read_one(page.encode("windows-1251"), "a.html").text.split("\n\n") == ["Клубы или фирмы.", "Они поют."]


def test_one_damaged_character_does_not_change_the_others(read_one: ReadOne) -> None:
    damaged = (ACCENTED * 3).encode().replace("ë".encode(), b"\xc3", 1)
    assert read_one(damaged).text == (ACCENTED * 3).replace("ë", "\ufffd", 1).strip()


def test_line_ends_and_control_characters_are_normalised() -> None:
    assert normalize("\ufeffa\r\nb\rc\x0cd\u2028e\x00\x07\x1b\x85f\ufffe\tg ") == "a\nb\nc\nd\ne\nf\tg"


def test_text_is_in_unicode_normal_form_c() -> None:
    assert normalize("Cafe\u0301") == "Caf\u00e9"


@given(st.text())
def test_normalising_twice_changes_nothing_and_leaves_only_what_xml_carries(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(char < " " and char not in "\n\t" for char in once)
    once.encode()


@settings(deadline=None)  # the first example loads what reads
@given(st.text(min_size=1))
def test_any_text_gives_one_article_or_one_refusal(text: str) -> None:
    data = text.encode(errors="surrogatepass")
    first, second = (list(read_bytes(data, name="a.txt", origin="a", settings=Settings())) for _ in range(2))
    assert len(first) == len(second) == 1
    assert isinstance(first[0], InputRefused) or first == second


@settings(deadline=None)  # as above
@given(
    st.binary(max_size=300),
    st.sampled_from(["", "a.md", "a.html", "a.jsonl", "a.xml", "a.warc", "a.gz", "a.jsonl.zst"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    for found in read_bytes(data, name=name, origin="x", settings=Settings()):
        assert isinstance(found, InputRefused) or len(found.story) == len(found.text) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?b=1", "HTTPS://Example.ORG/a?b=1"),
        ("https://example.org/a?b=1", "https://example.org/a?b=1#top"),
        ("https://example.org/a?b=1", "https://example.org/a?utm_source=x&b=1&utm_medium=y"),
        ("https://example.org/a", "https://example.org/a?utm_source=x"),
    ],
)
def test_addresses_of_one_article_give_one_id(one: str, other: str) -> None:
    assert article_id(url=one) == article_id(url=other)


@pytest.mark.parametrize("other", ["https://example.org/A", "https://example.org/a?b=2", "http://example.org/a"])
def test_other_addresses_give_other_ids(other: str) -> None:
    assert article_id(url="https://example.org/a") != article_id(url=other)


def test_an_id_never_changes() -> None:
    assert article_id(url="https://example.org/news/1") == "809e5c5700222b3a"
    assert article_id(url=None, text="A text.") == "3b6444e203f18aca"


def test_without_an_address_equal_texts_have_one_id_however_they_were_saved(read_one: ReadOne) -> None:
    ids = {read_one(ACCENTED.encode(encoding)).id for encoding in ("utf-8", "utf-16", "windows-1252")}
    assert ids == {article_id(url=None, text=ACCENTED.strip())}


@pytest.mark.parametrize(
    "value",
    ["2023-03-01", "2023-03-01T23:30:00-05:00", "2023-03-01T01:00:00Z", "Wed, 01 Mar 2023 23:00:00 -0800", "20230301"],
)
def test_a_date_is_the_day_that_is_stated_where_it_was_written(value: str) -> None:
    assert stated_date(value, origin="x") == dt.date(2023, 3, 1)


@pytest.mark.parametrize(
    "head",
    [
        "Published: March 1, 2023",
        "Posted on 1 March 2023, 10:30 am",
        "First published: 2023-03-01",
        "Mar. 1, 2023",
        "Wednesday, March 1, 2023",
        "March 1st, 2023 / 10:56 AM",
        "LONDON, March 1, 2023 (Reuters) - The league found a partner.",
        "NEW YORK, 1 March 2023 -- The league found a partner.",
    ],
)
def test_the_date_at_the_head_of_a_text_is_read(read_one: ReadOne, head: str) -> None:
    assert read_one(f"A headline\n\n{head}\n\nThe story.").published == dt.date(2023, 3, 1)


@pytest.mark.parametrize(
    "head",
    [
        "On March 1, 2023, the league found a partner.",
        "LONDON, March 1 (Reuters) - The league found a partner.",
        "01/03/2023",
        "March 2023",
        "Published: February 30, 2023",
        "Updated March 1, 2023",
    ],
)
def test_a_date_that_is_not_unmistakable_is_left(head: str) -> None:
    assert head_date(f"A headline\n\n{head}\n\nThe story.") is None


def test_the_date_that_the_text_states_comes_before_the_given_one(read_one: ReadOne) -> None:
    given_date = dt.date(2024, 1, 1)
    assert read_one("Published: March 1, 2023\n\nA b.", date=given_date).published == dt.date(2023, 3, 1)
    assert read_one("A b.", date=given_date).published == given_date


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("League finds partner\n\nThe league said.", "League finds partner"),
        ("# League finds partner #\nThe league said.", "League finds partner"),
        ("HomeNewsLeague finds partner\n\nLeague finds partner\n\nThe league said.", "League finds partner"),
        ("Home > Sport\n\nExclusive\n\nLeague finds partner\n\nBy Jane Roe\n\nIt said.", "League finds partner"),
        ("Who will pay?\n\nThe league said.", "Who will pay?"),
        ("The league said on Monday.\n\nThe firm agreed.", ""),
        ("The league said on Monday that\nthe firm agreed.", ""),
        ("Only one line", ""),
        ("x " * 150 + "\n\nThe league said.", ""),
    ],
)
def test_the_first_line_is_the_headline_if_it_looks_like_one(read_one: ReadOne, text: str, headline: str) -> None:
    assert read_one(text).headline == headline


@pytest.mark.parametrize(
    ("title", "site", "headline"),
    [
        ("League finds partner | Daily Bugle", "", "League finds partner | Daily Bugle"),
        ("League finds a new partner | Daily Bugle", "", "League finds a new partner"),
        ("League finds partner - Daily Bugle", "Daily Bugle", "League finds partner"),
        ("Daily Bugle: League - finds - partner", "Daily Bugle", "Daily Bugle: League - finds - partner"),
        ("Daily Bugle | League finds partner", "Daily Bugle", "League finds partner"),
        ("League and firm to sell tickets – and more", "", "League and firm to sell tickets – and more"),
        ("League finds partner", "Daily Bugle", "League finds partner"),
    ],
)
def test_a_page_title_is_cut_at_the_name_of_the_site(title: str, site: str, headline: str) -> None:
    assert without_site(title, site=site) == headline


def test_the_front_matter_of_markdown_gives_title_date_and_url(read_one: ReadOne) -> None:
    text = '---\ntitle: "One"\ndate: 2023-03-01\nurl: https://example.org/1\n---\n\n# One\n\nA b.'
    article = read_one(text, "a.md")
    assert (article.headline, article.published, article.url, article.text) == (
        "One",
        dt.date(2023, 3, 1),
        "https://example.org/1",
        text,
    )
    assert [zone.rule for zone in article.zones] == ["front matter", "markup"]


def test_front_matter_is_a_zone_from_mark_to_mark_under_a_title_that_only_it_states(read_one: ReadOne) -> None:
    front = (
        "---\ntitle: \"Acme ends deal with Roadrunner\"\ndescription: 'Acme sued Bugle, it said.'\ndate: 2023-03-01\n"
        "author: Jane Roe\ntags:\n  - Acme buys Bugle\nimage:\n  url: https://example.org/1.png\n  title: Wile E.\n---"
    )
    article = read_one(f"{front}\n\nAcme ended its deal with Roadrunner, it said.", "a.md")
    assert (article.headline, article.published) == ("Acme ends deal with Roadrunner", dt.date(2023, 3, 1))
    assert article.url is None
    assert [(zone.rule, article.text[zone.start : zone.end]) for zone in article.zones] == [("front matter", front)]
    assert article.text == f"Acme ends deal with Roadrunner\n\n{front}\n\nAcme ended its deal with Roadrunner, it said."


def test_a_story_between_rules_is_no_front_matter(read_one: ReadOne) -> None:
    article = read_one("---\nAcme ended its deal with Roadrunner.\n---\n\nIt said so.", "a.md")
    assert "front matter" not in {zone.rule for zone in article.zones}
