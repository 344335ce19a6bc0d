"""HTML pages: the body by trafilatura, the date by htmldate, the headline without the site's name."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction
from trafilatura.settings import Document as Extracted

from kg.errors import InputRefused
from kg.read.decoding import declared_in, decode
from kg.read.document import Document
from kg.read.normalization import normalize, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|fig(ure|caption)|footer|form|h[1-6]|header|hr|li|main|nav"
    "|[ou]l|p|pre|section|t(able|d|h|r)",
)
for _library in ("trafilatura", "htmldate"):  # what they log is reported as an error of ours
    logging.getLogger(_library).addHandler(logging.NullHandler())
_UNSEEN = ("head", "script", "style", "noscript", "template", "svg", "iframe", "object")
_SEPARATOR = re.compile(r"\s+[|»•·:–—-]{1,2}\s+")
_MAX_SITE_WORDS = 4
_MIN_HEADLINE_WORDS = 4
_MAX_DATE_LINE = 200
_LATEST_DATE = "2099-12-31"  # fixed, so that a page reads the same on any day


def read_page(
    data: bytes, *, origin: str, declared: str | None = None, url: str | None = None, fallback: str | None = None
) -> Document:
    """The article in an HTML document given as bytes; `page` says what the parameters mean.

    Raises:
        InputRefused: it is not text, or holds no article.
    """
    text = decode(data, origin=origin, declared=declared or declared_in(data))
    return page(text, origin=origin, url=url, fallback=fallback)


def page(markup: str, *, origin: str, url: str | None = None, fallback: str | None = None) -> Document:
    """The article in an HTML document or fragment.

    Args:
        markup: the document.
        origin: where it came from, for messages.
        url: its address if known; else the canonical one that the page states is used.
        fallback: its address if the page states none.

    Raises:
        InputRefused: it holds no article.
    """
    tree = _tree(markup, origin=origin)
    url = url or _canonical(tree) or fallback
    title = _headline(tree)
    published = _published(tree, url=url)
    text = _text(tree)
    if not text:
        raise InputRefused(origin, "the page holds no text; save it as a browser shows it, scripts run")
    return Document(origin, text, title=title, url=url, published=published)


def fragment_text(markup: str, *, origin: str) -> str:
    """All that a fragment of HTML shows, a paragraph for each block."""
    return block_text(_tree(markup, origin=origin)) if markup.strip() else ""


def block_text(tree: HtmlElement) -> str:
    """All that an element shows, a paragraph for each block."""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        shown = isinstance(element.tag, str)
        if shown and _BLOCKS.fullmatch(element.tag):
            parts.append("\n")
        if event == "start" and shown and not _is_unseen(element):
            parts.append(_spaces(element.text))
        if event != "start" and element is not tree and not _is_unseen(element.getparent()):
            parts.append(_spaces(element.tail))
    lines = (one_line(line) for line in "".join(parts).split("\n"))
    return "\n\n".join(filter(None, lines))


def _spaces(text: str | None) -> str:
    """The text with its line ends as blanks: in HTML they mean nothing."""
    return re.sub(r"\s+", " ", text) if text else ""


def _is_unseen(element: HtmlElement | None) -> bool:
    return element is not None and (element.tag in _UNSEEN or next(element.iterancestors(*_UNSEEN), None) is not None)


def _tree(markup: str, *, origin: str) -> HtmlElement:
    """The document's tree; lxml neither fetches anything nor expands entities of a DTD here."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(normalize(markup).encode(), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise InputRefused(origin, f"no HTML could be found in it ({error})") from error


def _body(tree: HtmlElement) -> str:
    found = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    text = found.text if isinstance(found, Extracted) else ""
    lines = (one_line(line) for line in (text or "").split("\n"))
    return "\n\n".join(filter(None, lines))


def _text(tree: HtmlElement) -> str:
    """The extractor's text; of a page so small that this is all of it, the page's own paragraphs."""
    body, shown = _body(tree), block_text(tree)
    return shown if "".join(body.split()) in ("", "".join(shown.split())) else body


def _canonical(tree: HtmlElement) -> str | None:
    """The address that the page states for itself; a site's front page is a mistake of its template."""
    stated = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    for url in map(str.strip, stated):
        try:
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.netloc and parts.path.strip("/") and " " not in url:
            return url
    return None


def _published(tree: HtmlElement, *, url: str | None) -> dt.date | None:
    """The date in the page's metadata, markup or short lines; dates inside the story are of other things."""
    copy = lxml_html.document_fromstring(lxml_html.tostring(tree, encoding="unicode"))
    for paragraph in copy.xpath("//p"):
        if len(paragraph.text_content()) > _MAX_DATE_LINE:
            paragraph.drop_tree()
    found = find_date(copy, extensive_search=False, original_date=True, url=url, max_date=_LATEST_DATE)
    return dt.date.fromisoformat(found) if found else None


def _headline(tree: HtmlElement) -> str:
    """The title without the site's name: the page's one big heading if the title holds it."""
    site = one_line(" ".join(tree.xpath("//meta[@property='og:site_name']/@content")[:1]))
    titles = [
        one_line(found)
        for path in ("//meta[@property='og:title']/@content", "//title/text()")
        for found in tree.xpath(path)[:1]
    ]
    headings = [one_line(heading.text_content()) for heading in tree.xpath("//h1")]
    for heading in headings:
        if heading and heading != site and any(heading in title for title in titles):
            return heading
    if titles:
        return without_site(titles[0], site=site)
    return headings[0] if len(headings) == 1 else ""


def without_site(title: str, *, site: str = "") -> str:
    """A page's title without the name of the site around it.

    Args:
        title: as in `<title>`.
        site: the site's name if the page states it.
    """
    pieces = _SEPARATOR.split(title)
    if len(pieces) == 1:
        return title
    if site and site.casefold() in (pieces[0].casefold(), pieces[-1].casefold()):
        edge = pieces[1] if pieces[0].casefold() == site.casefold() else None
        start = title.index(edge, len(pieces[0])) if edge else 0
        return title[start:] if edge else title[: title.rindex(pieces[-1])].rstrip(" |»•·:–—-")
    head = title[: title.rindex(pieces[-1])].rstrip(" |»•·:–—-")
    short = len(pieces[-1].split()) <= _MAX_SITE_WORDS and len(head.split()) >= _MIN_HEADLINE_WORDS
    return head if short and pieces[-1][:1].isupper() else title
