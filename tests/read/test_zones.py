"""What is not the story is marked with its rule, and nothing of the story is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import zones
from kg.records import Article

LEAD = (
    "The Northern League and the payment firm Blue Harbour have agreed to sell tickets together, both said on "
    "Monday. The agreement runs for three years and covers every club of the league."
)
MIDDLE = (
    "Officials of the league had looked for a partner since spring. “We wanted somebody who knows our fans,” said "
    "its director, Ruth Adeyemi, who expects the first tickets to go on sale in the coming weeks."
)
END = (
    "Blue Harbour, which was founded in Leeds, will pay for youth courts in ten towns. Neither side would say how "
    "much the agreement is worth, and the clubs were told only that it is a record."
)
PRESS = "press release boilerplate"
STORY = f"{LEAD}\n\n{MIDDLE}\n\n{END}"


def marked(text: str, *, headline: str = "") -> list[tuple[str, str]]:
    """The rule and the words of each zone."""
    return [(zone.rule, text[zone.start : zone.end]) for zone in zones(text, headline=headline)]


def with_line(line: str, *, after: str = "") -> str:
    return "\n\n".join(filter(None, (LEAD, MIDDLE, line, END, after)))


def test_a_plain_story_has_no_zones() -> None:
    assert zones(STORY, headline="League and payment firm sell tickets together") == ()


def test_a_headline_glued_to_the_sites_name_is_marked_where_the_clean_one_follows() -> None:
    text = f"HomeFootballLeague and payment firm sell tickets\n\nLeague and payment firm sell tickets\n\n{STORY}"
    assert marked(text) == [("glued headline", "HomeFootballLeague and payment firm sell tickets")]


def test_only_the_glue_is_marked_where_the_clean_headline_is_known_but_not_in_the_text() -> None:
    text = f"SportsLeague and payment firm sell tickets\n\n{STORY}"
    assert marked(text, headline="League and payment firm sell tickets") == [("glued headline", "Sports")]


def test_a_site_name_behind_the_headline_is_marked() -> None:
    text = f"League and payment firm sell tickets | Daily Bugle\n\n{STORY}"
    assert marked(text, headline="League and payment firm sell tickets") == [("glued headline", " | Daily Bugle"[1:])]


def test_a_second_copy_of_the_headline_is_marked() -> None:
    text = f"League finds partner\n\nLeague finds partner\n\n{STORY}"
    assert zones(text, headline="League finds partner")[0].start == len("League finds partner\n\n")
    assert marked(text, headline="League finds partner") == [("repeated headline", "League finds partner")]


def test_a_second_copy_of_a_paragraph_is_marked_and_the_first_is_not() -> None:
    text = f"{STORY}\n\n{LEAD}"
    assert [(zone.start, zone.end, zone.rule) for zone in zones(text)] == [
        (len(STORY) + 2, len(text), "repeated paragraph"),
    ]


def test_only_the_repeated_sentence_of_a_new_paragraph_is_marked() -> None:
    sentence = "The agreement runs for three years and covers every club of the league."
    text = f"{STORY}\n\n{sentence} Its rivals have no such agreement."
    assert marked(text) == [("repeated sentence", sentence)]


@pytest.mark.parametrize(
    "teaser",
    [
        "Also Read: Former owner of two clubs dies at 95",
        "ALSO READ | Striker signs for Rovers",
        "Also Read - Board to ban players for two years",
        "Read more: What the deal means for fans",
        "READ MORE: What the deal means for fans",
        "See also: Ten deals that failed",
        "READ | Ten deals that failed",
        "Related Article: Ten deals that failed",
    ],
)
def test_a_teaser_behind_a_sentence_is_marked_to_the_end_of_its_line(teaser: str) -> None:
    text = f"{LEAD} {teaser}\n\n{END}"
    assert marked(text) == [("related teaser", teaser)]


@pytest.mark.parametrize("teaser", ["Related: Ten deals that failed", "Watch: Goal of the week", "More: All results"])
def test_a_teaser_on_its_own_line_is_marked(teaser: str) -> None:
    assert marked(with_line(teaser)) == [("related teaser", teaser)]


@pytest.mark.parametrize("headline", ["Watch: Goal of the week", "Follow the money on Wall Street", "Breaking news"])
def test_the_headline_itself_is_never_taken_for_boilerplate(headline: str) -> None:
    assert marked(f"{headline}\n\n{STORY}", headline=headline) == []


def test_a_first_line_like_a_teaser_is_taken_for_the_headline() -> None:
    assert marked(f"Explained: Why the deal matters\n\n{STORY}") == []


def test_a_teaser_in_a_text_without_paragraphs_ends_with_its_sentence() -> None:
    text = f"{LEAD} Also Read: Former owner of two clubs dies. {MIDDLE} {END}"
    assert marked(text) == [("related teaser", "Also Read: Former owner of two clubs dies.")]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Do follow us on: Google News | Facebook | Instagram", "share and follow"),
        ("Follow us on Twitter", "share and follow"),
        ("Share this article", "share and follow"),
        ("Tweet", "share and follow"),
        ("Facebook | Twitter | WhatsApp | Email", "share and follow"),
        ("FacebookTwitterLinkedIn", "share and follow"),
        ("Join our WhatsApp channel for the fastest scores", "share and follow"),
        ("Sign up for our newsletter", "sign up"),
        ("Click here to subscribe", "sign up"),
        ("Download our app", "sign up"),
        ("Get the latest news delivered to your inbox.", "sign up"),
        ("We use cookies to improve your experience.", "cookie notice"),
        ("Leave us a comment if you liked it", "comment prompt"),
        ("Thank you for reading it.", "comment prompt"),
        ("Have a good day ahead 🙂", "comment prompt"),
        ("Have your say in the comments", "comment prompt"),
        ("12 comments", "comment prompt"),
        ("By Jane Roe", "byline"),
        ("By Jane Roe and John Doe, Business Correspondents", "byline"),
        ("(Reporting by Jane Roe in Leeds; Editing by John Doe)", "byline"),
        ("Written by Jane Roe", "byline"),
        ("3 min read", "byline"),
        ("Published: March 1, 2023", "date line"),
        ("Wednesday, July 29, 2020", "date line"),
        ("Image: Northern League", "photo credit"),
        ("Getty Images", "photo credit"),
        ("Photo by Jane Roe on Unsplash", "photo credit"),
        ("Ruth Adeyemi at the stadium. Jane Roe/Getty Images", "photo credit"),
        ("(Image credit: Alamy)", "photo credit"),
        ("Advertisement", "advertisement"),
        ("Story continues below", "advertisement"),
        ("Article continues after advertisement", "advertisement"),
        ("© 2023 Daily Bugle. All rights reserved.", "copyright"),
        ("Copyright 2023 Daily Bugle Ltd", "copyright"),
        ("This article was first published in the Daily Bugle.", "syndication"),
        ("Disclaimer: prices may differ.", "disclaimer"),
        (f"Forward-looking statements: this release has plans. {'They may change. ' * 30}".strip(), PRESS),
        (f"This press release contains forward-looking statements. {'They may change. ' * 30}".strip(), PRESS),
        ("The views expressed here are those of the writer.", "disclaimer"),
        ("Home > Sport > Football", "navigation"),
        ("Home News Sport Business Video", "navigation"),
        ("Skip to main content", "navigation"),
        ("Tags: league, tickets", "tags"),
        ("https://example.org/news/1", "link"),
        ("FOR IMMEDIATE RELEASE", "label"),
        ("SOURCE Blue Harbour plc", PRESS),
    ],
)
def test_a_line_of_boilerplate_is_marked_with_its_rule(line: str, rule: str) -> None:
    assert marked(with_line(line)) == [(rule, line)]


def test_share_buttons_on_lines_of_their_own_are_marked_together() -> None:
    assert marked(with_line("Facebook\nTwitter")) == [
        ("share and follow", "Facebook"),
        ("share and follow", "Twitter"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Facebook and Instagram signed a deal to share data, read more books, or follow us politicians around.",
        "Getty Images sued a maker of image software for copying twelve million photographs.",
        "Blue Harbour and the Northern League announce their collaboration.",
        "Facebook",
        "Readers can also read about the deal in the club's magazine.",
        "He said: “Follow us on our way to the top.”",
        "The firm asked clubs to sign up for the league's new contract by Friday.",
        "Twitter sued the state of Texas.",
        "About 500 people came to the ground.",
        "The copyright holder sued.",
        "“Thank you for reading the contract,” the judge told the lawyers.",
        "Related parties own 40 percent of the club: its founder and his sister.",
        "She watched: the club lost.",
        "Source code of both firms was stolen.",
        "The court called the forward-looking statements of the firm false: they had misled its investors.",
        "Exclusive rights cost the network a billion dollars.",
        "The company is based in London - the contract was signed in Paris.",
        "The deal was announced by Reuters.",
        "IBM – the computer maker – said it would appeal.",
        "TikTok - The Movie was cancelled.",
        "Advertisements were withdrawn by three sponsors.",
        "Contact between the two sides broke off in June.",
        "Subscribers will pay more from March, the network said.",
        "Share prices of both firms fell on Monday.",
        "What next for the league?",
        "By Tuesday, three sponsors had left.",
        "In 2019 the league ended its partnership with the broadcaster.",
    ],
)
def test_a_sentence_of_the_story_is_never_marked(sentence: str) -> None:
    assert marked(with_line(sentence)) == []


def test_boilerplate_sentences_within_a_paragraph_are_marked_alone() -> None:
    text = f"{LEAD} Follow us on Facebook for more.\n\n{END}"
    assert marked(text) == [("share and follow", "Follow us on Facebook for more.")]


def test_an_advertisement_label_glued_to_a_paragraph_is_marked_alone() -> None:
    assert marked(f"{LEAD}\n\nAdvertisement{END}") == [("advertisement", "Advertisement")]


def test_the_reporters_in_brackets_behind_the_last_sentence_are_marked() -> None:
    credit = "(Reporting by Jane Roe; Editing by John Doe)"
    assert marked(f"{STORY} {credit}") == [("byline", credit)]


@pytest.mark.parametrize(
    "biography",
    [
        "Jane Roe\nJane Roe is a freelance writer who covers football in the north.",
        "Jane Roe is a staff reporter based in Leeds and covers football.",
        "Jane Roe\nJane Roehttps://example.org\nA history student and lifelong fan of Rovers who loves to travel.",
        "About the author\nJane Roe has lived in Leeds for ten years.",
    ],
)
def test_the_authors_biography_at_the_end_is_marked(biography: str) -> None:
    expected = [("author biography", line) for line in biography.split("\n")]
    assert marked(f"{STORY}\n\n{biography}") == expected


def test_a_biography_of_the_person_in_the_byline_is_marked() -> None:
    line = "Jane Roe is a journalist from York."
    assert marked(f"By Jane Roe\n\n{STORY}\n\n{line}")[-1] == ("author biography", line)


def test_a_story_that_ends_with_a_journalist_keeps_its_last_sentence() -> None:
    assert marked(f"{STORY}\n\nJane Roe was a reporter when the police arrested her in 2019.") == []


def test_related_links_at_the_end_are_marked_with_all_that_follows() -> None:
    links = "RELATED ARTICLES\n\nStriker signs for Rovers\n\nTen deals that failed"
    assert marked(f"{STORY}\n\n{links}") == [("related links", line) for line in links.split("\n\n")]


def test_a_box_of_links_within_the_story_ends_where_the_story_goes_on() -> None:
    text = f"{LEAD}\n\nMost read\nStriker signs for Rovers\nTen deals that failed\n\n{MIDDLE}\n\n{END}"
    assert marked(text) == [
        ("related links", "Most read"),
        ("related links", "Striker signs for Rovers"),
        ("related links", "Ten deals that failed"),
    ]


def test_short_paragraphs_behind_a_box_of_links_stay_story() -> None:
    brief = "The clubs were told of the agreement only on Sunday evening."
    assert marked(f"{LEAD}\n\nMost read\n\n{brief}\n\n{brief.replace('clubs', 'fans')}") == [
        ("related links", "Most read"),
    ]


def test_a_heading_in_markdown_opens_a_block_like_any_other() -> None:
    assert marked(f"{STORY}\n\n## Related\n\n* Ten deals that failed") == [
        ("related links", "## Related"),
        ("related links", "* Ten deals that failed"),
    ]


def test_the_company_description_and_contacts_of_a_press_release_are_marked() -> None:
    about = "About Blue Harbour\n\nBlue Harbour is a payment firm. It was founded in Leeds in 2009 by Amy Poe."
    contact = "Media contact:\nJane Roe\njane@example.org\n+44 20 7946 0000"
    assert marked(f"{STORY}\n\n{about}\n\n{contact}") == [
        *(("press release boilerplate", line) for line in about.split("\n\n")),
        *(("contact", line) for line in contact.split("\n")),
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "LONDON, March 3 (Reuters) -",
        "LONDON (AP) —",
        "NEW YORK, March 3, 2023 /PRNewswire/ --",
        "DENVER, Colo. –",
        "Hamilton, Ontario, June 28, 2021 -",
        "New Delhi:",
        "DUBLIN, May 22 (Harbour Wire) -",
        "(Reuters) -",
        "LONDON —",
        "HAMMOND, Ind., March 18 /PRNewswire-FirstCall/ --",
        "OAK RIDGE, TN / ACCESSWIRE / January 12, 2022 /",
        "NASHVILLE, Tenn. (May 12, 2024) –",
        "Oslo, 12 May 2024:",
    ],
)
def test_only_the_dateline_before_the_first_sentence_is_marked(dateline: str) -> None:
    assert marked(f"{dateline} {STORY}") == [("dateline", dateline)]


@pytest.mark.parametrize(
    "dateline",
    [
        "MUNICH--(BUSINESS WIRE)--",
        "AUSTIN, Texas--(BUSINESS WIRE)--",
        "BERGEN--(BUSINESS WIRE)--June 4, 2012--",
        "OSLO (Newsfile)—",
    ],
)
def test_a_dateline_may_be_glued_to_the_story(dateline: str) -> None:
    assert marked(f"{dateline}{STORY}") == [("dateline", dateline)]


@pytest.mark.parametrize(
    "dateline",
    [
        "COPENHAGEN and BOSTON, July 16, 2026 (BUSINESS WIRE) --",
        "MADRID and Osaka, 2 June 2026 -",
        "BUDAPEST/BEIJING, Nov 5 (Reuters) -",
    ],
)
def test_a_dateline_may_have_two_cities(dateline: str) -> None:
    assert marked(f"{dateline} {STORY}") == [("dateline", dateline)]


def test_last_lines_that_break_off_are_other_articles() -> None:
    teasers = [
        "Harbour town votes on its new bridge, says mayor after…",
        "Ferry firm that sued Nordvik Foods warns of…",
    ]
    text = "\n\n".join([STORY, STORY.replace("the", "a"), *teasers])
    assert [words for rule, words in marked(text) if rule == "related teaser"] == teasers


def test_one_last_line_that_breaks_off_is_of_the_story() -> None:
    assert not marked(f"{STORY}\n\nNordvik Foods said that it would sell the rest of its fleet and…")


def test_markdown_marks_are_marked_and_their_words_are_not() -> None:
    text = f"# A deal\n\nThe **league** and [the firm](https://example.org/firm) agreed.\n\n{STORY}"
    expected = ["# ", "**", "**", "[", "](https://example.org/firm)"]
    assert marked(text) == [("markup", words) for words in expected]


BOILERPLATE = (
    "Advertisement",
    "Also Read: A",
    "RELATED ARTICLES",
    "By Jane Roe",
    "# A",
    "LONDON (AP) —",
    "Tweet",
    LEAD,
)


@settings(deadline=None)  # the first example compiles the patterns
@given(
    st.lists(st.sampled_from(BOILERPLATE) | st.text(max_size=60), max_size=12),
    st.sampled_from(["\n", "\n\n", " ", ""]),
    st.text(max_size=20),
)
def test_zones_of_any_text_are_sorted_disjoint_and_inside_it(parts: list[str], glue: str, headline: str) -> None:
    text = glue.join(parts)
    found = zones(text, headline=headline)
    edges = [edge for zone in found for edge in (zone.start, zone.end)]
    assert edges == sorted(edges)
    assert all(0 <= zone.start < zone.end <= len(text) for zone in found)
    assert len(Article(id="0" * 16, text=text, zones=found).story) == len(text)


def test_a_line_of_a_hundred_thousand_characters_takes_no_time_to_speak_of() -> None:
    for text in (
        "a" * 100_000,
        "Also Read " * 10_000,
        "[" * 100_000,
        "**" * 50_000,
        "A. " * 33_000,
        "- " * 50_000,
    ):
        assert all(zone.end <= len(text) for zone in zones(text))
