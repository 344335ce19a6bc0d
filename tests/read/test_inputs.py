"""Which inputs are found, told apart, and read or refused with a reason."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import zstandard

from kg.errors import InputRefused, UsageError
from kg.read import Fields, article_id, find_inputs, read, read_bytes
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.records import Article
    from tests.read.conftest import ReadOne, Refusal

SETTINGS = Settings(max_article_characters=20_000)
TEXT = "League finds partner\n\nThe league and the firm agreed on Monday to sell tickets together."


def contents(found: list[Article | InputRefused]) -> list[str]:
    """The headline of each article, the whole message of each refusal."""
    return [str(one) if isinstance(one, InputRefused) else one.headline for one in found]


def lines(*objects: object) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in objects)


def test_folders_are_searched_in_sorted_order_for_known_suffixes_without_hidden_files(tmp_path: Path) -> None:
    names = (
        "b.txt",
        "a/z.md",
        "a/b/c.jsonl.gz",
        ".hidden.txt",
        ".git/x.txt",
        "picture.png",
        "A.HTML",
        "w.warc.gz",
    )
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in find_inputs([tmp_path])]
    assert found == ["A.HTML", "b.txt", "w.warc.gz", "a/z.md", "a/b/c.jsonl.gz"]


def test_files_that_are_named_are_found_whatever_they_are_called(tmp_path: Path) -> None:
    assert list(find_inputs([tmp_path / "x.dat", "-"])) == [tmp_path / "x.dat", Path("-")]


def test_a_folder_with_nothing_to_read_is_refused_by_name(tmp_path: Path) -> None:
    (path,) = find_inputs([tmp_path])
    (refused,) = read(path, settings=SETTINGS)
    assert str(refused) == (
        f"{tmp_path}: nothing in this folder can be read (.txt .md .html .htm .jsonl .xml .warc, also .gz or .zst)"
    )


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (refused,) = read(tmp_path / "no.txt", settings=SETTINGS)
    assert str(refused) == f"{tmp_path}/no.txt: it cannot be opened: No such file or directory"


def test_a_text_becomes_an_article_with_headline_and_origin(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (article,) = read(tmp_path / "a.txt", settings=SETTINGS, date=dt.date(2023, 3, 1), url="https://example.org/1")
    assert not isinstance(article, InputRefused)
    assert (
        article.text,
        article.headline,
        article.published,
        article.url,
        article.zones,
        article.origin,
    ) == (
        TEXT,
        "League finds partner",
        dt.date(2023, 3, 1),
        "https://example.org/1",
        (),
        f"{tmp_path}/a.txt",
    )


def test_standard_input_is_told_apart_by_its_content() -> None:
    code = (
        "from kg.read import read; from kg.settings import Settings\n"
        "print(*(a.headline for a in read('-', settings=Settings())), sep='|')"
    )
    given = gzip.compress(lines({"title": "One", "text": "A b."}, {"title": "Two", "text": "C d."}))
    done = subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, check=True)
    assert done.stdout.decode() == "One|Two\n"


@pytest.mark.parametrize(
    ("data", "headline"),
    [
        (TEXT.encode(), "League finds partner"),
        (lines({"title": "From a line", "text": "A b."}), "From a line"),
        (b"<!DOCTYPE html><title>From a page</title><p>A b.</p><p>C d.</p>", "From a page"),
        (
            b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>From a feed</title></item></channel></rss>',
            "From a feed",
        ),
    ],
)
def test_a_file_without_a_known_suffix_is_told_apart_by_its_content(data: bytes, headline: str) -> None:
    assert contents(list(read_bytes(data, name="x.dat", origin="x", settings=SETTINGS))) == [headline]


@pytest.mark.parametrize("data", [b'{\n  "title": "x",\n  "text": "y"\n}', b'[{"text": "x"}]'])
def test_json_that_is_not_json_lines_is_refused(refusal: Refusal, data: bytes) -> None:
    assert refusal(data, "a.json").startswith("a.json: this is JSON, but not JSON Lines; put each article")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "there are no words in it"),
        (b" \r\n\t \xef\xbb\xbf\n", "there are no words in it"),
        (b"abc\x00def", "binary: it holds NUL bytes"),
        (bytes(range(1, 32)) * 50, "binary: most of it is not text"),
        (b"%PDF-1.7 ...", "this is a PDF file, not text; convert it"),
        (
            b"x" * 5_000_000,
            "it has 5,000,000 characters, more than the 20,000 allowed (max_article_characters)",
        ),
        (b"x" * 20_000_001, "it is larger than 20,000,000 bytes"),
        (b"\xff\xfeA", "it is marked as UTF-16 but is not"),
    ],
    ids=["empty", "blank", "nul", "control", "pdf", "one long line", "too large", "cut utf-16"],
)
def test_what_is_no_article_is_refused_with_the_reason(refusal: Refusal, data: bytes, reason: str) -> None:
    assert refusal(data).startswith(f"a.txt: {reason}")


def test_a_broken_json_line_is_refused_with_its_number_and_the_others_go_on() -> None:
    data = lines({"title": "One", "text": "A b."}) + b'{"title": \n\n[1]\n' + lines({"title": "Two", "text": "C d."})
    found = contents(list(read_bytes(data, name="a.jsonl", origin="a.jsonl", settings=SETTINGS)))
    assert (found[0], found[3]) == ("One", "Two")
    assert found[1].startswith("a.jsonl:2: the line is not JSON (Expecting value")
    assert found[2] == "a.jsonl:4: the line is a JSON list, not an object with fields"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[" * 100_000, "the line is not JSON"),
        (b'{"text": "\xe9"}', "the line is not UTF-8 (byte 10)"),
        (b'\xff\xfe{\x00"\x00', "the file is in UTF-16"),
        (lines({"title": "x"}), "no text in the fields 'text' or 'html'; its fields: title"),
        (lines({"text": 3}), "the field 'text' is 3, not a string"),
        (lines({"text": "A b.", "published": "soon"}), "the date 'soon' is not one such as 2023-03-01"),
        (lines({"text": "A b.", "published": "2023-02-30"}), "the date '2023-02-30' is not one"),
        (lines({"text": "A b.", "url": "not a url"}), "the URL 'not a url' is not an absolute IRI"),
        (lines({"text": "A b.", "url": "http://[::1"}), "the URL 'http://[::1' is not valid"),
        (lines({"text": " \n"}), "no text in the fields"),
        (b"9" * 5000, "the line is not JSON"),
    ],
)
def test_a_bad_json_line_is_refused_with_the_value(refusal: Refusal, line: bytes, reason: str) -> None:
    assert refusal(line, "a.jsonl").startswith(f"a.jsonl:1: {reason}")


def test_the_fields_of_a_json_line_can_have_other_names() -> None:
    data = lines({"head": "H", "link": "https://example.org/1", "day": "2023-03-01", "body": "A b."})
    fields = Fields(title="head", url="link", published="day", text="body")
    (article,) = read_bytes(data, name="a.jsonl", origin="a", settings=SETTINGS, fields=fields)
    assert not isinstance(article, InputRefused)
    assert (article.headline, article.url, article.published, article.text) == (
        "H",
        "https://example.org/1",
        dt.date(2023, 3, 1),
        "H\n\nA b.",
    )


def test_a_json_line_with_html_is_read_as_a_page(read_one: ReadOne) -> None:
    article = read_one(lines({"html": "<h1>Head</h1><p>First of all.</p><p>Second.</p>"}), "a.jsonl")
    assert article.text == "Head\n\nFirst of all.\n\nSecond."


def test_a_title_that_the_text_begins_with_is_not_said_twice(read_one: ReadOne) -> None:
    assert read_one(lines({"title": "One", "text": "One\n\nA b."}), "a.jsonl").text == "One\n\nA b."


def test_characters_that_utf8_cannot_carry_are_dropped_from_a_json_line(read_one: ReadOne) -> None:
    assert read_one(rb'{"text": "a\ud800\u0000\ufffe b"}', "a.jsonl").text == "a b"


def test_one_url_for_a_file_of_many_articles_is_a_usage_error() -> None:
    found = read_bytes(lines({"text": "A."}), name="a.jsonl", origin="a", settings=SETTINGS, url="https://e.org/1")
    with pytest.raises(UsageError, match="a can hold many articles"):
        list(found)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.gz", "a.dat"])
def test_gzip_is_read_by_suffix_or_content(read_one: ReadOne, name: str) -> None:
    assert read_one(gzip.compress(lines({"title": "One", "text": "A b."})), name).headline == "One"


@pytest.mark.parametrize("name", ["a.jsonl.zst", "a.zst", "a.dat"])
def test_zstandard_is_read_by_suffix_or_content(read_one: ReadOne, name: str) -> None:
    packed = zstandard.ZstdCompressor().compress(lines({"title": "One", "text": "A b."}))
    assert read_one(packed + packed[:0], name).headline == "One"


def test_a_cut_off_gzip_file_gives_what_is_whole_and_a_refusal() -> None:
    many = lines(*({"title": f"T{n}", "text": f"{n * 7919:x} words {n}."} for n in range(5000)))
    data = gzip.compress(many)[:-20_000]
    found = contents(list(read_bytes(data, name="a.jsonl.gz", origin="a.jsonl.gz", settings=SETTINGS)))
    assert found[0] == "T0"
    assert 100 < len(found) < 5000
    assert found[-1].startswith("a.jsonl.gz: the .gz file is damaged or cut off (Compressed file ended")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.warc.gz"])
def test_a_file_that_is_not_compressed_as_its_suffix_says_is_refused(refusal: Refusal, name: str) -> None:
    assert "is damaged or cut off" in refusal(b"this is not compressed", name)


def test_a_file_that_unpacks_to_compressed_files_again_and_again_is_refused(refusal: Refusal) -> None:
    data = TEXT.encode()
    for _ in range(4):
        data = gzip.compress(data)
    assert refusal(data, "a.gz") == "a.gz: it is compressed more than 2 times; unpack it first"


def warc(*pages: tuple[str, str, bytes], status: str = "200 OK") -> bytes:
    records = []
    for url, media_type, body in pages:
        response = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + response + b"\r\n\r\n"))
    return b"".join(records)


PAGE = "<html><head><title>Café deal</title></head><body><h1>Café deal</h1><p>A b.</p><p>C d.</p></body></html>"


def test_the_html_pages_of_a_warc_archive_are_articles_with_their_address(read_one: ReadOne) -> None:
    data = warc(
        ("https://example.org/a.png", "image/png", b"\x89PNG"),
        ("https://example.org/news/1", "text/html; charset=iso-8859-1", PAGE.encode("latin-1")),
    )
    article = read_one(data, "w.warc.gz")
    assert (article.headline, article.url, article.origin) == (
        "Café deal",
        "https://example.org/news/1",
        "w.warc.gz: https://example.org/news/1",
    )


def test_a_warc_archive_without_pages_is_refused(refusal: Refusal) -> None:
    data = warc(("https://example.org/1", "text/html", b"<p>gone</p>"), status="404 Not Found")
    assert refusal(data, "w.warc.gz") == "w.warc.gz: the archive holds no HTML page"


def test_a_file_that_is_no_warc_archive_is_refused(refusal: Refusal) -> None:
    assert refusal(b"hello there\r\n\r\n", "w.warc").startswith("w.warc: the archive is damaged")


def rss(items: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def test_the_entries_of_a_feed_are_articles(read_one: ReadOne) -> None:
    item = (
        "<item><title>One &amp; all</title><link>https://example.org/1</link>"
        "<pubDate>Tue, 28 Feb 2023 22:00:00 -0500</pubDate>"
        "<description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description></item>"
    )
    article = read_one(rss(item), "f.xml")
    assert (article.headline, article.text, article.url, article.published) == (
        "One & all",
        "One & all\n\nFirst.\n\nSecond.",
        "https://example.org/1",
        dt.date(2023, 2, 28),
    )


def test_an_atom_entry_is_an_article(read_one: ReadOne) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link href="https://example.org/1"/>'
        "<updated>2023-03-01T10:00:00Z</updated><content>A b.</content></entry></feed>"
    )
    article = read_one(feed, "f.xml")
    assert (article.text, article.published) == ("One\n\nA b.", dt.date(2023, 3, 1))


@pytest.mark.parametrize("date", ["soon", "00"])
def test_an_entry_with_a_date_that_is_none_is_refused_and_the_others_go_on(date: str) -> None:
    items = (
        f"<item><title>One</title><description>A b.</description><pubDate>{date}</pubDate></item>"
        "<item><title>Two</title><description>C d.</description></item>"
    )
    found = contents(list(read_bytes(rss(items), name="f.xml", origin="f.xml", settings=SETTINGS)))
    assert found == [
        f"f.xml#1: the date '{date}' is not one such as 2023-03-01; correct or remove it",
        "Two",
    ]


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
FILE_ENTITY = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [BOMB, FILE_ENTITY])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(refusal: Refusal, doctype: str, encoding: str) -> None:
    data = rss("<item><title>&a;</title></item>", head=doctype).decode().encode(encoding)
    assert refusal(data, "f.xml") == ("f.xml: it declares XML entities, which no feed needs; remove its DOCTYPE")


def test_xml_that_is_no_feed_is_refused(refusal: Refusal) -> None:
    assert refusal("<?xml version='1.0'?><note>hello</note>", "n.xml") == (
        "n.xml: this XML is not an RSS or Atom feed; only feeds can be read from XML"
    )


def test_a_cut_off_feed_says_that_entries_may_be_missing() -> None:
    data = rss("<item><title>One</title><description>A b.</description></item><item><ti")[: -len("</channel></rss>")]
    found = contents(list(read_bytes(data, name="f.xml", origin="f.xml", settings=SETTINGS)))
    assert found[0] == "One"
    assert found[-1].startswith("f.xml: the feed is not well-formed XML")


def test_without_the_optional_packages_the_message_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('zstandard', 'warcio', 'feedparser', "
        "'warcio.archiveiterator')))\n"
        "from kg.errors import InstallationError; from kg.read import read_bytes; from kg.settings import Settings\n"
        "for name in ('a.jsonl.zst', 'w.warc', 'f.xml'):\n"
        "    try: list(read_bytes(b'<rss/>', name=name, origin=name, settings=Settings()))\n"
        "    except InstallationError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines() == [
        ".zst files need one more package: pip install 'newsgraph[archives]'",
        "WARC files need one more package: pip install 'newsgraph[archives]'",
        "feeds need one more package: pip install 'newsgraph[archives]'",
    ]


def test_the_id_is_that_of_the_url_and_not_of_the_text(read_one: ReadOne) -> None:
    first, second = (read_one(text, url="https://example.org/1") for text in ("One text.", "Another text."))
    assert first.id == second.id == article_id(url="https://example.org/1")
