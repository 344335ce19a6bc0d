"""Marks what is not the story, each stretch with the rule that found it; the text itself stays whole."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.read.blocks import biographies, blocks
from kg.read.front_matter import front_matter
from kg.read.lines import lines_of
from kg.read.patterns import MAX_LABEL, NAME, patterns
from kg.read.published import date_of_line
from kg.read.repeats import copies, glued_headlines
from kg.records import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.read.lines import Line

_HEAD_LINES = 12
_MAX_TEASER = 260
_SENTENCE_END = re.compile(r"[.!?][\"')]*\s")
_MARKUP = re.compile(
    r"^#{1,6}[ \t]+|!\[[^\]\n]{0,300}\]\([^)\s]{1,2000}\)|\[(?=[^\[\]\n]{1,300}\]\(https?://)"
    r"|(?<=[^\[\]\n])\]\(https?://[^)\s]{1,2000}\)|\*\*(?=\S[^*\n]{0,300}\*\*)|(?<=\S)\*\*",
    re.MULTILINE,
)
_IN_LINE = (
    (
        "photo credit",
        re.compile(
            r"\((?:photo|image|picture|file photo)s?(?: credit)?(?: by|:| courtesy)[^()]{0,160}\)",
            re.IGNORECASE,
        ),
    ),
    (
        "byline",
        re.compile(
            r"\((?:additional )?(?:reporting|writing|editing|compiled)[^()]{0,20} by [^()]{0,260}\)",
            re.IGNORECASE,
        ),
    ),
    (
        "embedded post",
        re.compile(
            r"[-–—]{1,2} ?[^()\n]{1,60} ?\(@\w{1,30}\) "
            r"(?:[A-Z][a-z]+ \d{1,2},|\d{1,2} [A-Z][a-z]+,?) \d{4}|\bpic\.twitter\.com/\w+",
        ),
    ),
)
_GLUED_ADVERTISEMENT = re.compile(r"(?:Advertisement|ADVERTISEMENT)(?=[A-Z\"][a-z ])")
_BREADCRUMB = re.compile(r"(?:home|front page)\s*[>»/\u203a|→]\s*\S.{0,150}", re.IGNORECASE)
_BYLINE = re.compile(rf"(?:By|BY):? {NAME}(?:(?:,| and| &|;| \||,? with) .{{1,80}})?(?<!\.)", re.DOTALL)


def zones(text: str, *, headline: str = "") -> tuple[Zone, ...]:
    """The stretches of a text that are not its story, sorted and disjoint.

    Args:
        text: the whole article.
        headline: its clean headline, to know copies of it.
    """
    front = front_matter(text, title=headline)
    lines = [line for line in lines_of(text) if front is None or not front.start <= line.start < front.end]
    title = _title(lines, headline=headline)
    whole = [*glued_headlines(lines, headline=headline.strip()), *_whole_lines(lines, title=title)]
    whole += blocks([line for line in lines if line is not title], length=len(text))
    taken = _taken(lines, whole)
    whole += biographies(lines, skip=taken)
    taken = _taken(lines, whole)
    rest = [line for line in lines if line.number not in taken and line is not title]
    parts = [zone for line in rest for zone in _parts(line, is_first=line is lines[0])]
    parts += _dateline([line for line in lines[:_HEAD_LINES] if line.number not in taken])
    parts += copies(lines, text, headline=headline, skip=taken)
    return _disjoint([*([front] if front else []), *_markup(text), *whole, *parts], text)


def _title(lines: Sequence[Line], *, headline: str) -> Line | None:
    """The line that is the headline: "Follow the money on Wall Street" asks nobody to follow anything there."""
    words = re.findall(r"\w+", headline.casefold())
    return next((line for line in lines[:_HEAD_LINES] if words and line.words == words), None)


def _whole_lines(lines: Sequence[Line], *, title: Line | None) -> Iterator[Zone]:
    for number, line in enumerate(lines):
        if line is title:
            continue
        is_edge = number < _HEAD_LINES or number >= len(lines) - _HEAD_LINES
        if rule := _line_rule(line, is_edge=is_edge):
            yield Zone(line.start, line.end, rule)
    yield from _lists(lines)
    yield from _cut_short(lines)


def _cut_short(lines: Sequence[Line]) -> Iterator[Zone]:
    """The last lines, two at least, that all break off with dots: the openings of other articles."""
    last = list(takewhile(lambda line: line.plain.rstrip().endswith(("…", "...")), reversed(lines)))
    if 1 < len(last) < len(lines):
        yield from (Zone(line.start, line.end, "related teaser") for line in last)


def _line_rule(line: Line, *, is_edge: bool) -> str | None:
    if rule := patterns().paragraph_rule(line.label):
        return rule
    if len(line.plain) > MAX_LABEL:
        return None
    if is_edge and _BYLINE.fullmatch(line.label):
        return "byline"
    if date_of_line(line.label):
        return "date line"
    return "navigation" if _BREADCRUMB.fullmatch(line.plain) else patterns().line_rule(line.label)


def _lists(lines: Sequence[Line]) -> Iterator[Zone]:
    """Lines, or runs of lines, in which nothing stands but names of networks or of sections of a site."""
    for words, rule, least in (
        (patterns().networks, "share and follow", 2),
        (patterns().sections, "navigation", 3),
    ):
        run: list[tuple[Line, int]] = []
        for line in [*lines, None]:
            count = _listed(line.plain, words) if line else 0
            if line and count:
                run.append((line, count))
                continue
            if sum(counted for _, counted in run) >= least:
                yield from (Zone(found.start, found.end, rule) for found, _ in run)
            run = []


def _listed(plain: str, names: frozenset[str]) -> int:
    """How many names a line lists, 0 if there is anything else in it."""
    if len(plain) > MAX_LABEL:
        return 0
    unglued = (
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain).replace("Whats App", "WhatsApp").replace("Linked In", "LinkedIn")
    )
    words = re.split(r"[\s|,·•/:>-]+", unglued.replace("You Tube", "YouTube").casefold().strip(" |,·•/:>-"))
    count = place = 0
    while place < len(words):
        size = next((n for n in (2, 1) if " ".join(words[place : place + n]) in names), 0)
        if not size:
            return 0
        place, count = place + size, count + 1
    return count


def _parts(line: Line, *, is_first: bool) -> Iterator[Zone]:
    """What is not the story within a line of it."""
    if glued := _GLUED_ADVERTISEMENT.match(line.plain):
        yield Zone(line.start, line.start + glued.end(), "advertisement")
    for rule, pattern in _IN_LINE:
        for found in pattern.finditer(line.plain):
            yield Zone(line.start + found.start(), line.start + found.end(), rule)
    teaser = _teaser(line.plain)
    if teaser and (teaser[0] or not is_first):  # a first line "Watch: ..." is the headline itself
        yield Zone(line.start + teaser[0], line.start + teaser[1], "related teaser")
    for start, end in line.sentences():
        sentence = line.plain[start - line.start : end - line.start]
        quoted = '"' in sentence or line.plain.count('"', 0, start - line.start) % 2
        if not quoted and (rule_found := patterns().sentence_rule(sentence)):
            yield Zone(start, end, rule_found)


def _teaser(plain: str) -> tuple[int, int] | None:
    """From the label to the end of the line; in a line with much behind it, to the end of the sentence."""
    found = patterns().teaser.search(plain)
    if not found:
        return None
    end = len(plain)
    if end - found.end() > _MAX_TEASER:
        sentence = _SENTENCE_END.search(plain, found.end())
        end = sentence.end() - 1 if sentence else end
    return found.start(), end


def _dateline(lines: Sequence[Line]) -> Iterator[Zone]:
    for line in lines:
        for pattern in patterns().datelines:
            if found := pattern.match(line.plain[:MAX_LABEL]):
                yield Zone(line.start, line.start + len(found[0].rstrip()), "dateline")
                return


def _markup(text: str) -> Iterator[Zone]:
    for found in _MARKUP.finditer(text):
        yield Zone(found.start(), found.end(), "markup")


def _taken(lines: Sequence[Line], found: Iterable[Zone]) -> frozenset[int]:
    """The numbers of the lines that lie in a zone from end to end."""
    spans = {(zone.start, zone.end) for zone in found}
    return frozenset(line.number for line in lines if (line.start, line.end) in spans)


def _disjoint(found: Iterable[Zone], text: str) -> tuple[Zone, ...]:
    """The zones in order; where two overlap the earlier or longer one keeps its characters."""
    result: list[Zone] = []
    done = 0
    for zone in sorted(found, key=lambda zone: (zone.start, -zone.end, zone.rule)):
        start = max(zone.start, done)
        while start < zone.end and text[start].isspace():
            start += 1
        if start < zone.end:
            result.append(Zone(start, zone.end, zone.rule))
            done = zone.end
    return tuple(result)
