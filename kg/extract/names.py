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

from kg.extract.kinds import COUNTRIES, LABELS, name_key, vote
from kg.extract.spelled import is_part, with_spelled_bounds
from kg.extract.tokens import plain
from kg.extract.words import load, word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.extract.tokens import Doc, Span, Token

_NOT_NAMES = word_set("names", "not_names")
_TITLES = word_set("names", "person_titles")
_SUFFIXES = word_set("names", "legal_suffixes")
_PARTICLES = word_set("names", "name_particles")
_DESCRIPTORS = word_set("names", "organization_nouns") - word_set("names", "organization_openings")
_DEMONYMS = frozenset(load("demonyms")["demonyms"])
_CITIZENS = _DEMONYMS | word_set("names", "citizens")
_OFFICERS = frozenset({"ceo", "cfo", "coo", "cto", "chief"})
_SECRETARIES = frozenset({"principal secretary", "permanent secretary"})
_RANKS = word_set("names", "ranks")
_RANKED = _TITLES | word_set("names", "ranked")
_ADDRESSES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms."})
_BEFORE_NAMES = frozenset({"the", "a", "an", "acting", "former", "incoming", "outgoing"})
_BODIES = frozenset(
    {"authority", "commission", "board", "agency", "administration", "office", "council", "bureau", "committee"}
)
_BEFORE_BODIES = frozenset({"the", "'s", "’s"})
_EXCHANGES = "|".join(sorted(word_set("names", "exchanges")))
_TICKER = re.compile(rf"\((?:{_EXCHANGES})\b[^()\n]{{0,20}}:[^()\n]{{1,40}}\)", re.IGNORECASE)
_SYLLABLE = re.compile(
    r"(?:kk|tt|pp|ss|jj|[cstz]h|hs|t[sz]|[b-df-hj-np-tv-z])?w?[aeiouyü]{1,4}(?:ng|[hklmnprtw])?", re.IGNORECASE
)
_NO_SYLLABLES = frozenset({"run", "hit", "up", "in", "on", "by", "to", "too"})
_LONG_WORD = 4
_DEALS = frozenset({"merger", "deal", "tie-up", "partnership", "takeover", "alliance", "venture", "row", "dispute"})
_FULL_NAME = 2  # words
_POSTNOMINALS = word_set("names", "postnominals")
_MAY_OPEN = frozenset({"ORG", "PERSON", "PRODUCT"})
_SHARE_SHOUTED = 0.8
_MAX_NAME_TOKENS = 9
_SURE = 0.95
_OF_TWO_PARTS = frozenset({"PERSON", "GPE"})
_HYPHENED = 3  # pieces of "Min-seok"

Bounds = tuple[int, int]


@Language.component("newsgraph_names")
def find_names(parsed: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Write `doc.spans["names"]`: sorted, disjoint, each labelled with a `Kind`."""
    doc = plain(parsed)
    labels: dict[Bounds, str] = {}
    tickers = _tickers(doc)
    for entity in parsed.ents:
        if entity.label_ in LABELS and not any(a <= entity.start < b for a, b in tickers):
            for bounds in _repaired(doc, entity.start, entity.end, entity.label_):
                if not is_part(doc, *bounds):
                    labels[bounds] = entity.label_
    labels = _without_portfolios(doc, labels) | dict.fromkeys(_titled(doc, labels), "PERSON")
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
        if is_lone and name.kind == "place" and sureness >= _SURE and doc[name.start].lower_ in _DEMONYMS:
            yield doc[name.start : name.end]


def _tickers(doc: Doc) -> list[Bounds]:
    """The brackets that only say under what sign a company is listed: "(NYSE: X)", "(AIM: TWK)"."""
    found = (doc.char_span(*m.span(), alignment_mode="expand") for m in _TICKER.finditer(doc.text))
    return [(span.start, span.end) for span in found if span is not None]


def _is_description(doc: Doc, bounds: Bounds) -> bool:
    """Whether a span only describes the name behind: "Chinese FinTech" in "Chinese FinTech firm X"."""
    start, end = bounds
    opens = end - start > 1 and doc[start].lower_ in _DEMONYMS and end < len(doc)
    return opens and doc[end].text.islower() and doc[end].lower_ in _DESCRIPTORS | {"firm", "giant", "maker"}


def _titled(doc: Doc, labels: dict[Bounds, str]) -> Iterator[Bounds]:
    """Names that the encoder missed behind a form of address: "Mr. King"."""
    covered = {i for start, end in labels for i in range(start, end)}
    for token in doc[1:]:
        if token.nbor(-1).lower_ in _ADDRESSES and token.tag_ == "NNP" and token.i not in covered:
            yield token.i, token.i + 1


def _whole_word(doc: Doc, start: int) -> int:
    """The start moved left over a hyphen: "Mobile" → "T-Mobile"."""
    if start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_:
        return start - 2 if doc[start - 2].text[0].isupper() else start
    return start


def _whole_compound(doc: Doc, start: int, end: int) -> int:
    """The end moved over a head that the encoder left out: "Apple" → "Apple Music"."""
    head = doc[end - 1].head
    behind = doc[end : head.i + 1]
    is_of_name = doc[end - 1].dep_ == "compound" and 0 < len(behind) < _MAX_NAME_TOKENS - (end - start)
    is_left_out = all(t.tag_ == "NNP" and t.text[0].isupper() and not t.ent_type_ for t in behind)
    is_office = any(t.lower_ in _OFFICERS | _TITLES for t in behind)
    is_office = is_office or _without_rank(doc, start, head.i + 1) <= head.i
    return head.i + 1 if is_of_name and is_left_out and not is_office else end


def _repaired(doc: Doc, start: int, end: int, label: str) -> Iterator[Bounds]:
    """The names in one span of the encoder: cut at line breaks and officers' titles, then trimmed."""
    piece = start
    for i in range(start, end + 1):
        is_title = (
            i < end and doc[i].lower_ in _OFFICERS and (label == "PERSON" or i > start or _is_officer(doc, i, end))
        )
        is_parted = start < i < end and _is_dash(doc[i]) and not _is_hyphen(doc[start], doc[i], label)
        is_break = i == end or is_title or "\n" in doc[i].text or is_parted
        if not is_break:
            continue
        if is_title:  # "Acme COO Jane Doe": only what follows is the person
            piece = i + 1
            continue
        if label == "PERSON" and i - piece > _FULL_NAME and doc[piece].lower_ in _CITIZENS:  # "Australian Jane Doe"
            piece += 1
        last = _without_rank(doc, piece, i) if label == "ORG" else i
        if bounds := _trimmed(doc, piece, last, is_person=label == "PERSON"):
            yield bounds
        piece = i + 1


def _is_officer(doc: Doc, i: int, end: int) -> bool:
    """Whether a name opens with what somebody is, and a full name follows: "CTO Jane Doe"."""
    return doc[i].text.isupper() and end - i > _FULL_NAME


def _without_rank(doc: Doc, start: int, end: int) -> int:
    """The end of an organization's name without the rank of who comes behind: "Acme" of "Acme Regional"."""
    last = end - 1 if doc[end - 1].lower_ in _RANKED else end
    cut = last
    while cut - 1 > start and doc[cut - 1].lower_ in _RANKS:
        cut -= 1
    is_titled = cut < last < len(doc) and doc[last].lower_ in _RANKED
    return cut if is_titled else end


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


def _is_dash(token: Token) -> bool:
    """Whether it is a dash between words, as behind a place of writing: "RIGA - Air Baltia"."""
    return token.text in {"-", "–", "—"} and bool(token.whitespace_) and bool(token.nbor(-1).whitespace_)


def _is_hyphen(first: Token, dash: Token, label: str) -> bool:
    """Whether it stands within a name, not behind a place of writing: "met Jean - Luc Berg"."""
    return dash.text == "-" and label in _OF_TWO_PARTS and not first.is_sent_start


def _is_of_name(doc: Doc, i: int) -> bool:
    """Whether a possessive mark is part of the name, as in "McDonald's said": nothing follows that it could possess."""
    return i + 1 < len(doc) and doc[i + 1].pos_ in {"VERB", "AUX", "ADP", "CCONJ"}


def _trimmed(doc: Doc, start: int, end: int, *, is_person: bool = True) -> Bounds | None:
    """The span without what does not belong to a name, its legal suffix added; None if nothing is left."""
    while start < end and (_is_leading_noise(doc[start]) or (is_person and end - start > 1 and _is_title(doc[start]))):
        start += 1
    if end - start > 1 and doc[start].is_sent_start and doc[start].lower_ in _DESCRIPTORS:
        start += 1  # "Chipmaker Acme Inc" at the start of a sentence
    while is_person and end - start > _FULL_NAME and doc[end - 1].text in _POSTNOMINALS:
        end -= 1
    while end > start and _is_trailing_noise(doc[end - 1]) and not _ends_given_name(doc, start, end):
        end -= 1
    if start >= end or end - start > _MAX_NAME_TOKENS:
        return None
    start, end = _whole_word(doc, start), _with_suffix(doc, _whole_compound(doc, start, end))
    span = doc[start:end]
    if not any(c.isupper() for c in span.text) or all(t.lower_ in _NOT_NAMES | _ADDRESSES for t in span):
        return None
    return (start, end) if len(span.text) > 1 else None


def _is_leading_noise(token: Token) -> bool:
    """Articles, punctuation, "Acting" before an office, and lower-case words before a name."""
    if token.is_punct or token.is_space or token.pos_ == "DET" or token.tag_ == "POS":
        return True
    return token.text.islower() or token.lower_ in _BEFORE_NAMES


def _is_title(token: Token) -> bool:
    """A title before a person's name; not the first word of "Justice Department"."""
    return token.lower_ in _TITLES and token.lower_ != "king"


def _is_trailing_noise(token: Token) -> bool:
    """Punctuation (except the dot of a suffix) and lower-case words behind a name."""
    if token.lower_ in _SUFFIXES or (token.tag_ == "POS" and _is_of_name(token.doc, token.i)):
        return False
    if token.is_punct or token.is_space or (token.text.islower() and not _has_digit(token)):
        return True
    return not any(c.isalnum() for c in token.text)


def _ends_given_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a span ends with the second syllable of a given name: "Kim Min-seok", but not "Kim Min-led"."""
    pieces = [t.text for t in doc[max(start + 1, end - 3) : end]]
    is_whole = len(pieces) == _HYPHENED and pieces[1] == "-" and not any(t.whitespace_ for t in doc[end - 3 : end - 1])
    return is_whole and pieces[2] not in _NO_SYLLABLES and all(map(_SYLLABLE.fullmatch, pieces[::2]))


def _with_suffix(doc: Doc, end: int) -> int:
    """The end moved over legal suffixes that follow: "Apple" + "Inc.", "Alphabet" + ", Inc."."""
    while end < len(doc):
        follows = end + 1 if doc[end].text == "," and end + 1 < len(doc) else end
        word = doc[follows]
        if word.lower_ not in _SUFFIXES or not word.text[0].isupper():
            return end
        end = follows + 1
    return end


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
            found.update({t: label for a, b in halves if b and (t := _trimmed(doc, a, b))})
        else:
            found[start, end] = label
    return _disjoint(found)


def _dash_of_deal(doc: Doc, start: int, end: int, keys: set[str]) -> int:
    """Where the dash stands in "the A-B merger", if both are names of the document; 0 in any other name."""
    if end - start != _HYPHENED or doc[start + 1].text != "-" or end == len(doc) or doc[end].lemma_ not in _DEALS:
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
        if piece[0] < field and (before := _trimmed(doc, piece[0], field)):  # "Britain's Competition"
            found[before] = ""
    return found


def _is_firm(doc: Doc, bounds: Bounds) -> bool:
    """Whether a span ends with a legal suffix and has a word before it."""
    return bounds[1] - bounds[0] > 1 and doc[bounds[1] - 1].lower_ in _SUFFIXES


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
    plain = {t.text for t in doc if t.pos_ == "NOUN" and t.text.islower()} & _DESCRIPTORS
    opening = {doc[a].lower_ for a, b in labels if b - a == 1 and doc[a].is_sent_start}
    inside = {doc[a].lower_ for a, b in labels if b - a == 1 and not doc[a].is_sent_start}
    dropped = (opening - inside) & plain
    return {(a, b): label for (a, b), label in labels.items() if b - a > 1 or doc[a].lower_ not in dropped}


def _is_title_case(sentence: Span) -> bool:
    """Whether a line that does not end like a sentence has nearly all of its longer words capitalised."""
    words = [t.text for t in sentence if t.is_alpha and len(t) >= _LONG_WORD]
    ends = next((t.text for t in reversed(sentence) if not t.is_space), "") in {".", "!", "?", "”", '"'}
    return not ends and len(words) >= _LONG_WORD and sum(w[0].isupper() for w in words) >= _SHARE_SHOUTED * len(words)


def _has_digit(token: Token) -> bool:
    """A later word of a name such as "76ers" or "3M"."""
    return token.text[0].isdigit() and any(c.isalpha() for c in token.text)


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
