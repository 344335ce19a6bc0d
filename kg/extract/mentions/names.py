"""A spaCy component that settles the encoder's names: bounds, repeats, and one kind per name and document.

The encoder's spans are trimmed (articles, titles, punctuation), cut before a person's office, extended (legal suffixes)
and completed (every other occurrence of the same name). What a name stands for is then decided once per document, by a
vote over the encoder's labels and the evidence around every occurrence (`kinds`). The result is the span group
`doc.spans["names"]`, labelled with the values of `Kind`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import spacy.tokens
from spacy.language import Language

from kg.extract.document.tokens import plain
from kg.extract.mentions.kinds import COUNTRIES, LABELS, name_key, vote
from kg.extract.mentions.spelled import is_part, with_spelled_bounds
from kg.extract.words import word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.extract.document.tokens import Doc, Span
from kg.extract.mentions.bounds import DEMONYMS, DESCRIPTORS, HYPHENED, SUFFIXES, Bounds, repaired, titled, trimmed

_PARTICLES = word_set("names", "name_particles")
_SECRETARIES = frozenset({"principal secretary", "permanent secretary"})
_BODIES = frozenset(
    {"authority", "commission", "board", "agency", "administration", "office", "council", "bureau", "committee"}
)
_BEFORE_BODIES = frozenset({"the", "'s", "’s"})
_EXCHANGES = "|".join(sorted(word_set("names", "exchanges")))
_TICKER = re.compile(rf"\((?:{_EXCHANGES})\b[^()\n]{{0,20}}:[^()\n]{{1,40}}\)", re.IGNORECASE)
_LONG_WORD = 4
_DEALS = frozenset({"merger", "deal", "tie-up", "partnership", "takeover", "alliance", "venture", "row", "dispute"})
_MAY_OPEN = frozenset({"ORG", "PERSON", "PRODUCT"})
_SHARE_SHOUTED = 0.8
_SURE = 0.95


@Language.component("newsgraph_names")
def find_names(parsed: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Write `doc.spans["names"]`: sorted, disjoint, each labelled with a `Kind`."""
    doc = plain(parsed)
    labels: dict[Bounds, str] = {}
    tickers = _tickers(doc)
    for entity in parsed.ents:
        if entity.label_ in LABELS and not any(a <= entity.start < b for a, b in tickers):
            for bounds in repaired(doc, entity.start, entity.end, entity.label_):
                if not is_part(doc, *bounds):
                    labels[bounds] = entity.label_
    labels = _without_portfolios(doc, labels) | dict.fromkeys(titled(doc, labels), "PERSON")
    labels = _separated(doc, {b: label for b, label in labels.items() if not _is_description(doc, b)})
    labels = with_spelled_bounds(doc, _with_first_field(doc, _joined(doc, labels)))
    labels = _with_repeats(doc, _without_common_nouns(doc, _without_headline_words(doc, labels)))
    kinds = vote(doc, labels)
    spans = [
        spacy.tokens.Span(parsed, start, end, label=kinds[key].value)
        for start, end in sorted(labels)
        if (key := name_key(doc[start:end].text)) in kinds
    ]
    parsed.spans["names"] = spans
    return parsed


def nationalities(doc: Doc) -> Iterator[Span]:
    """Words such as "Chinese" that the encoder surely reads as a place's name: they are parties to nothing."""
    named = {token.i for name in doc.names for token in name}
    for name, sureness in doc._.reading.names:
        is_lone = name.end - name.start == 1 and name.start not in named
        if is_lone and name.kind == "place" and sureness >= _SURE and doc[name.start].lower_ in DEMONYMS:
            yield doc[name.start : name.end]


def _tickers(doc: Doc) -> list[Bounds]:
    """The brackets that only say under what sign a company is listed: "(NYSE: X)", "(AIM: TWK)"."""
    found = (doc.char_span(*m.span(), alignment_mode="expand") for m in _TICKER.finditer(doc.text))
    return [(span.start, span.end) for span in found if span is not None]


def _is_description(doc: Doc, bounds: Bounds) -> bool:
    """Whether a span only describes somebody: "Chinese FinTech" in "Chinese FinTech firm X", "the Barbadian, 52,"."""
    start, end = bounds
    if end - start == 1 and doc[start].lower_ in DEMONYMS and start and doc[start - 1].lower_ == "the":
        return True
    opens = end - start > 1 and doc[start].lower_ in DEMONYMS and end < len(doc)
    return opens and doc[end].text.islower() and doc[end].lower_ in DESCRIPTORS | {"firm", "giant", "maker"}


def _without_portfolios(doc: Doc, labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """Cut the field of a minister from the country before it: "Tonga Energy Minister Jane Doe".

    A field alone is no name: "Transport Principal Secretary John Doe".
    """
    places = COUNTRIES | {doc[a:b].text for (a, b), label in labels.items() if label == "GPE"}
    found: dict[Bounds, str] = {}
    for (start, end), label in labels.items():
        office = doc[end : end + 2].text.lower()
        is_secretary = office in _SECRETARIES and doc[end - 1].lower_ not in _BODIES | {"ministry", "department"}
        is_cut = label == "ORG" and (
            is_secretary or (end - start > 1 and doc[end : end + 1].text.lower() == "minister")
        )
        if not is_cut:
            found[start, end] = label
        elif country := _land(doc, start, end, places, is_lone=not is_secretary):
            found[start, country] = "GPE"
    return found


def _land(doc: Doc, start: int, end: int, places: Collection[str], *, is_lone: bool) -> int:
    """Where the name of a place ends that a span opens with, or else, if asked for, its first word; 0 if nowhere."""
    if start and doc[start - 1].tag_ == "POS":  # "Victoria's Energy Minister"
        return 0
    ends = range(end - 1, start, -1)
    return next((i for i in ends if doc[start:i].text in places or (is_lone and i == start + 1)), 0)


def _separated(doc: Doc, labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """Split "A and B" where the document names A or B alone as well, and the "A-B" of a deal of the two."""
    keys = {name_key(doc[start:end].text) for start, end in labels}
    found: dict[Bounds, str] = {}
    for (start, end), label in labels.items():
        joint = next((i for i in range(start + 1, end - 1) if doc[i].lower_ in {"and", ",", "/", "at"}), None)
        halves = [b for b in ((start, joint), (joint + 1, end)) if joint] if joint else []
        if dash := _dash_of_deal(doc, start, end, keys):
            found.update({(start, dash): label, (dash + 1, end): label})
        elif any(name_key(doc[a:b].text) in keys for a, b in halves if b):
            found.update({t: label for a, b in halves if b and (t := trimmed(doc, a, b))})
        else:
            found[start, end] = label
    return _disjoint(found)


def _dash_of_deal(doc: Doc, start: int, end: int, keys: set[str]) -> int:
    """Where the dash stands in "the A-B merger", if both are names of the document; 0 in any other name."""
    if end - start != HYPHENED or doc[start + 1].text != "-" or end == len(doc) or doc[end].lemma_ not in _DEALS:
        return 0
    return start + 1 if {doc[start].lower_, doc[end - 1].lower_} <= keys else 0


def _joined(doc: Doc, labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """Join an organization with a country right behind it ("NBA" + "China", a unit with a name of its own).

    The same for a company's name that was cut in two: "Sony" + "Honda Mobility Inc.".
    """
    found: dict[Bounds, str] = {}
    previous: Bounds | None = None
    for bounds in sorted(labels):
        is_country = doc[bounds[0] : bounds[1]].text in COUNTRIES and labels[bounds] == "GPE"
        touches = previous is not None and previous[1] == bounds[0]
        is_firm = _is_firm(doc, bounds) and found.get(previous or bounds) in _MAY_OPEN
        is_more = labels[bounds] in {"", "ORG"} and found.get(previous or bounds) == "ORG"
        if previous and touches and (is_firm or is_more or (is_country and found[previous] == "ORG")):
            del found[previous]
            previous = (previous[0], bounds[1])
            found[previous] = "ORG"
        else:
            previous = bounds
            found[bounds] = labels[bounds]
    return found


def _with_first_field(doc: Doc, labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """Make names of public bodies whole that were cut at "and": "Competition" + "and" + "Markets Authority"."""
    found = dict(labels)
    for start, end in sorted(labels):
        field = start - 2
        is_body = labels[start, end] == "ORG" and doc[end - 1].lower_ in _BODIES
        if not is_body or field < 1 or doc[start - 1].lower_ != "and" or not doc[field].text.istitle():
            continue
        piece = next((bounds for bounds in found if bounds[0] <= field < bounds[1]), (field, field + 1))
        if doc[field - 1].lower_ not in _BEFORE_BODIES or found.get(piece, "ORG") != "ORG" or piece[1] != field + 1:
            continue
        found.pop(piece, None)
        del found[start, end]
        found[field, end] = "ORG"
        if piece[0] < field and (before := trimmed(doc, piece[0], field)):  # "Britain's Competition"
            found[before] = ""
    return found


def _is_firm(doc: Doc, bounds: Bounds) -> bool:
    """Whether a span ends with a legal suffix and has a word before it."""
    return bounds[1] - bounds[0] > 1 and doc[bounds[1] - 1].lower_ in SUFFIXES


def _disjoint(labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """Drop spans that overlap an earlier or longer one."""
    found: dict[Bounds, str] = {}
    last_end = -1
    for start, end in sorted(labels, key=lambda b: (b[0], -b[1])):
        if start >= last_end:
            found[start, end] = labels[start, end]
            last_end = end
    return found


def _without_headline_words(doc: Doc, labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """Drop what only a line in Title Case has: there every word looks like a name."""
    shouting = [(s.start, s.end) for s in doc.sents if _is_title_case(s)]
    if not shouting:
        return labels

    def is_shouted(start: int) -> bool:
        return any(a <= start < b for a, b in shouting)

    calm = {name_key(doc[a:b].text) for a, b in labels if not is_shouted(a)}

    def is_name(bounds: Bounds) -> bool:
        return not calm or name_key(doc[bounds[0] : bounds[1]].text) in calm

    return {b: label for b, label in labels.items() if not is_shouted(b[0]) or is_name(b)}


def _without_common_nouns(doc: Doc, labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """Drop what only opens sentences and is a plain noun elsewhere: "Ombudsman opens inquiry … the ombudsman said"."""
    plain = {t.text for t in doc if t.pos_ == "NOUN" and t.text.islower()} & DESCRIPTORS
    opening = {doc[a].lower_ for a, b in labels if b - a == 1 and doc[a].is_sent_start}
    inside = {doc[a].lower_ for a, b in labels if b - a == 1 and not doc[a].is_sent_start}
    dropped = (opening - inside) & plain
    return {(a, b): label for (a, b), label in labels.items() if b - a > 1 or doc[a].lower_ not in dropped}


def _is_title_case(sentence: Span) -> bool:
    """Whether a line that does not end like a sentence has nearly all of its longer words capitalised."""
    words = [t.text for t in sentence if t.is_alpha and len(t) >= _LONG_WORD]
    ends = next((t.text for t in reversed(sentence) if not t.is_space), "") in {".", "!", "?", "”", '"'}
    return not ends and len(words) >= _LONG_WORD and sum(w[0].isupper() for w in words) >= _SHARE_SHOUTED * len(words)


def _with_repeats(doc: Doc, labels: dict[Bounds, str]) -> dict[Bounds, str]:
    """Add every other occurrence, letter for letter, of the names found; a longer name takes in its parts."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for (start, end), label in labels.items():
        if not label or doc[start].lower_ in _PARTICLES:
            continue
        words = tuple(t.text for t in doc[start:end])
        plain = words[: len(name_key(" ".join(words)).split())] or words
        for form in {words, plain}:
            by_first.setdefault(form[0], set()).add(form)
    return _disjoint({**dict.fromkeys(_occurrences(doc, by_first), ""), **labels})


def _occurrences(doc: Doc, by_first: dict[str, set[tuple[str, ...]]]) -> Iterator[Bounds]:
    for token in doc:
        for words in by_first.get(token.text, ()):
            window = doc[token.i : token.i + len(words)]
            if tuple(t.text for t in window) == words:
                yield token.i, token.i + len(words)
