"""What a name stands for: decided once per document, by a weighted vote over all that is said around it.

The weights were set by hand from what each piece of evidence is worth when it stands alone: a legal suffix
settles the matter, one label that the encoder is not sure of does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.extract.document.syntax import with_particle
from kg.extract.mentions.doings import OTHER_WORDS, acting, made, organizes, word_for_it
from kg.extract.words import load, word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.extract.document.tokens import Doc, Span, Token

LABELS = {
    "ORG": Kind.ORGANIZATION,
    "PERSON": Kind.PERSON,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "PRODUCT": Kind.PRODUCT,
    "WORK_OF_ART": None,
    "EVENT": None,
}
"""The encoder's labels that can be names of ours; None: a name, its kind for others to say."""

COUNTRIES = frozenset([*load("demonyms")["demonyms"].values(), *load("demonyms")["short"]])
"""Countries and regions: never anything else, and what organizations name their units after."""
_SEATED = frozenset({"based", "headquartered"})
_SUFFIXES = word_set("names", "legal_suffixes")
_ORGANIZATION_WORDS = word_set("names", "organization_words")
_OPENINGS = word_set("names", "organization_openings")
_ORGANIZATION_NOUNS = word_set("names", "organization_nouns")
_PRODUCT_NOUNS = word_set("names", "product_nouns")
_TITLES = word_set("names", "person_titles")
_CALLINGS = word_set("names", "callings")
_PLACE_NOUNS = word_set("names", "place_nouns")
_MOVEMENTS = frozenset({"movement", "federation", "association", "league"})
_ACTING_PLACES = word_set("names", "acting_places")
_SAYING = word_set("stance", "reporting")
_FIRMS_AND_GOODS = frozenset({Kind.ORGANIZATION, Kind.PRODUCT})
_BUSINESS_NOUNS = word_set("names", "business_nouns")
_OF_FIRMS = _TITLES | word_set("names", "of_firms")
_IN_FIRMS = word_set("names", "in_firms")
_FIRMS_OF_TOWNS = word_set("names", "firms_of_towns")
_PARTS = frozenset({"arm", "subsidiary"})
_AROUND = frozenset({"in", "through", "via", "near", "across", "throughout"})
_MIN_VOTE = 0.7
_MIN_AGAINST = 2.5  # for what the encoder takes for a work or an event, every time
_LABEL = 1.5
_SURE_LABEL = 3.0  # of a person or a place
_SURE_FIRM = 2.0  # of any other: firms and brands are taken for one another however sure the encoder is
_BESIDE_PLACE = 1.6  # more than a label that is not sure
_PART_OF = 3.2  # more than a label that is sure: places have no arms
_SAID = 4.5  # what an apposition says a name is, more than the encoder's label twice
_MAX_LABELS = 2
_ORGANIZER = 3.0  # more than is needed against what the encoder takes for an event, every time
_STEP = re.compile(r"(?:Phase|Stage|Tier|Grade|Chapter|Section|Annex|Schedule|Round) (?:[IVX]+|[A-D]|\d+[a-z]?)")
_TEAM_NUMBER = re.compile(r"\d+ers$")
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]")
_SMALL_FIRST = re.compile(r"[a-z]{1,2}[A-Z]")
_ACRONYM = re.compile(r"[A-Z][A-Z&.\d]{1,5}$")

_OFFICES = word_set("names", "offices")
_FULL_NAME = 2  # words
_ENDS = frozenset({",", ".", ";", ":", ")", "\u201d", '"'})
_WITHIN_TITLES = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "PART", "CCONJ"})
_REACH = 9  # tokens

Bounds = tuple[int, int]
Votes = defaultdict[Kind, float]


@lru_cache(maxsize=1 << 12)
def name_key(name: str) -> str:
    """The form under which two spellings of a name count as one: no article, legal suffix, dots or case."""
    words = [w.strip(".,") for w in name.casefold().replace("\u2019", "'").removesuffix("'s").split()]
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    while len(words) > 1 and (words[-1] in _SUFFIXES or words[-1] in {"", "&", "and"}):
        words.pop()
    return " ".join(words)


def without_suffix(name: str) -> str:
    """The name as people say it: "Alphabet" for "Alphabet, Inc."."""
    words = name.split()
    while len(words) > 1 and words[-1].strip(".,").casefold() in {s.strip(".") for s in _SUFFIXES}:
        words.pop()
    return " ".join(words).rstrip(", &").removesuffix(" and")


def vote(doc: Doc, labels: Mapping[Bounds, str]) -> dict[str, Kind]:
    """The kind of every name by its key; names that nothing speaks for are left out."""
    occurrences: defaultdict[str, list[Bounds]] = defaultdict(list)
    for start, end in sorted(labels):
        occurrences[name_key(doc[start:end].text)].append((start, end))
    votes: dict[str, Votes] = {}
    needed: dict[str, float] = {}
    sureness = {i: score for name, score in doc._.reading.names for i in range(name.start, name.end)}
    for key, bounds in occurrences.items():
        total = _label_votes((labels[b], max(sureness.get(i, 0.0) for i in range(*b))) for b in bounds)
        longest = max((doc[s:e] for s, e in bounds), key=len)
        evidence = () if longest.text in COUNTRIES else chain(_shape(longest), *(_context(doc[s:e]) for s, e in bounds))
        for kind, weight in evidence:
            total[kind] += weight
        is_organizer = any(organizes(doc[s:e].root, key) for s, e in bounds)
        if is_organizer:
            total[Kind.ORGANIZATION] += _ORGANIZER
        is_other = {labels[b] for b in bounds} - {""} in ({"EVENT"}, {"WORK_OF_ART"}, {"EVENT", "WORK_OF_ART"})
        if (is_organizer or word_for_it(key) not in OTHER_WORDS) and not _STEP.fullmatch(longest.text):
            votes[key] = total
        needed[key] = _MIN_AGAINST if is_other else _MIN_VOTE
    winners = {key: _winner(total, needed[key]) for key, total in votes.items()}
    return _inherited(doc, {key: kind for key, kind in winners.items() if kind is not None}, occurrences)


def _winner(votes: Votes, needed: float) -> Kind | None:
    if not votes:
        return None
    kind, weight = max(votes.items(), key=lambda item: (item[1], item[0]))
    return kind if weight >= needed else None


def _label_votes(labels: Iterable[tuple[str, float]]) -> Votes:
    """The encoder's word, each with its probability. It repeats its errors, so more than twice counts no more.

    Where it takes one name for a firm and for a product, all count: so most of the mentions decide.
    """
    weights: defaultdict[Kind, list[float]] = defaultdict(list)
    for label, score in labels:
        if (kind := LABELS.get(label)) is not None:
            most = _SURE_LABEL if kind in {Kind.PERSON, Kind.PLACE} else _SURE_FIRM
            weights[kind].append(_LABEL + (most - _LABEL) * score**4)
    most_labels = {kind: len(weights[kind]) if weights.keys() >= _FIRMS_AND_GOODS else _MAX_LABELS for kind in weights}
    most_labels |= {kind: _MAX_LABELS for kind in weights if kind not in _FIRMS_AND_GOODS}
    return defaultdict(float, {kind: sum(sorted(each)[-most_labels[kind] :]) for kind, each in weights.items()})


def _shape(name: Span) -> Iterator[tuple[Kind, float]]:
    """Evidence in the name itself."""
    words = [t.lower_ for t in name]
    if name_key(name.text) in _ACTING_PLACES:
        yield Kind.ORGANIZATION, 8
    whole = [t.lower_ for t in name[1:] if not (t.i + 1 < name.end and t.nbor().text == "-")]  # "Park Se-jin" is no SE
    if not _SUFFIXES.isdisjoint(whole) or without_suffix(name.text) != name.text:
        yield Kind.ORGANIZATION, 6
    if len(words) > 1 and words[-1] in _ORGANIZATION_WORDS:
        yield Kind.ORGANIZATION, 3
    if len(words) > 2 and words[0] in _OPENINGS:  # noqa: PLR2004 - "Bank of X" has at least three words
        yield Kind.ORGANIZATION, 2
    if (len(words) == 1 and _ACRONYM.match(name.text)) or _TEAM_NUMBER.match(words[-1]):
        yield Kind.ORGANIZATION, 1
    if len(words) > 1 and words[-1].isdigit():
        yield Kind.PRODUCT, 1.5
    if len(words) == 1 and _CAMEL.match(name.text):
        yield Kind.ORGANIZATION, 1.2


def _context(name: Span) -> Iterator[tuple[Kind, float]]:
    """Evidence around one occurrence."""
    doc = name.doc
    before = doc[name.start - 1] if name.start else None
    after = doc[name.end] if name.end < len(doc) else None
    yield from _before(name, before)
    yield from _after(name, after)
    yield from _described(name.root)
    behind = [token.lower_ for token in doc[name.end : name.end + 2]]
    if name.root.ent_type_ == "PERSON" and behind in ([",", "which"], ["which"]):
        yield Kind.ORGANIZATION, 3  # nobody is taken up by "which"
    yield from acting(name.root)
    yield from made(name)
    if _is_followed(name.root) or _is_titled(name, before, after):
        yield Kind.PERSON, _SAID
    if _is_beside_place(name.root):
        yield Kind.PLACE, _BESIDE_PLACE


def _is_followed(head: Token) -> bool:
    """Whether somebody who looks like a person comes after them: "Berg took over from Lund", "Berg succeeded Lund"."""
    over = head.dep_ == "pobj" and head.head.lower_ == "from" and with_particle(head.head.head) == "take over"
    verb = head.head.head if over else head.head
    if not over and not (head.dep_ == "dobj" and verb.lemma_.lower() == "succeed"):
        return False
    return any(c.dep_ == "nsubj" and (c.ent_type_ == "PERSON" or c.lower_ == "who") for c in verb.children)


def _is_titled(name: Span, before: Token | None, after: Token | None) -> bool:
    """Whether what looks like a full name has an office: "treasurer Jane Doe", "a spokesman for X, Jane Doe, said"."""
    if before is None or len(name) < _FULL_NAME or not all(t.text[0].isupper() for t in (name[0], name[len(name) - 1])):
        return False
    if before.lower_ in _OFFICES:
        return before.pos_ in {"NOUN", "PROPN"} and (not before.text[1:2].isupper() or before.text.isupper())
    if before.text != "," or (after is not None and after.text not in _ENDS):
        return False
    i = before.i - 1
    while i > name.sent.start and before.i - i < _REACH and name.doc[i].pos_ in _WITHIN_TITLES:
        if name.doc[i].lower_ in _OFFICES:
            return after is None or name.doc[min(after.i + 1, len(name.doc) - 1)].lower_ not in {"and", "or"}
        i -= 1
    return False


def _is_beside_place(head: Token) -> bool:
    """Whether a name is coordinated with a place that something is in or goes through: "through Lisbon and Accra"."""
    first = head
    while first.dep_ == "conj":
        first = first.head
    where = first.dep_ == "pobj" and first.head.lower_ in _AROUND
    return where and first != head and first.ent_type_ in {"GPE", "LOC"}


def _before(name: Span, token: Token | None) -> Iterator[tuple[Kind, float]]:
    if token is None:
        return
    word = token.lower_
    if word == "the" and _SMALL_FIRST.match(token.nbor().text):  # "the iPhone"; firms such as eBay have no article
        yield Kind.PRODUCT, 1.5
    if word in _TITLES:
        yield Kind.PERSON, 1.5
    if word in _CALLINGS and token.text[1:].islower():
        yield Kind.PERSON, 3
    if word in _ORGANIZATION_NOUNS:
        yield Kind.ORGANIZATION, 2
    if token.lemma_.lower() in _PRODUCT_NOUNS and token.text.islower():
        yield Kind.PRODUCT, 1.5
    if word == "on":
        yield Kind.PRODUCT, 0.6
    if word in {"of", "in"} and name.root.dep_ not in {
        "compound",
        "nmod",
        "npadvmod",
    }:  # not "a stake in Oslo packer X"
        yield from _belonging(word, token.head.lemma_.lower())


def _belonging(preposition: str, noun: str) -> Iterator[tuple[Kind, float]]:
    """Evidence from the noun before "of" or "in": "the city of X", "the Italian arm of X", "a stake in X"."""
    if preposition == "of" and noun in _PLACE_NOUNS:
        yield Kind.PLACE, 1.5
    if preposition == "of" and noun in _PARTS:
        yield Kind.ORGANIZATION, _PART_OF
    if noun in (_OF_FIRMS if preposition == "of" else _IN_FIRMS):
        yield Kind.ORGANIZATION, 1.5


def _after(name: Span, token: Token | None) -> Iterator[tuple[Kind, float]]:
    if token is None:
        return
    if token.text == "-" and token.i + 1 < len(name.doc) and token.nbor().lower_ in _SEATED:  # "X-based"
        yield Kind.PLACE, 3
    possessive = token.tag_ == "POS"
    noun = token.nbor() if possessive and token.i + 1 < len(name.doc) else token
    if noun.lemma_.lower() in _PRODUCT_NOUNS and not possessive and noun.tag_ in {"NN", "NNP"}:
        yield Kind.PRODUCT, 1.3
    if noun.lower_ in _MOVEMENTS and not possessive and name.root.ent_type_ not in {"GPE", "LOC"}:  # "the X movement"
        yield Kind.ORGANIZATION, _ORGANIZER
    if noun.lower_ in {"brand", "brands"} and not possessive and _is_owned(name):
        yield Kind.PRODUCT, _SAID  # "its X brand"
    if noun.lower_ == "maker" and not possessive:  # "the iPhone maker"
        yield Kind.PRODUCT, 1.3
    if not possessive and _is_alone_behind_article(name) and _is_firm_of_town(noun):
        yield Kind.PLACE, _SAID
    if noun.lower_ in _BUSINESS_NOUNS:
        yield Kind.ORGANIZATION, 1.5
    if noun.lower_ in {"chief", "chairman", "president", "founder", "chairwoman"} and noun.text.islower():
        yield Kind.ORGANIZATION, 1


def _is_firm_of_town(noun: Token) -> bool:
    """Whether a word for a firm behind "the X" takes X for its town: "the Turin company", "the Turin holding Acme"."""
    behind = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    is_named = noun.lower_ in _ORGANIZATION_NOUNS and noun.text.islower() and behind.pos_ == "PROPN"
    return noun.lower_ in _FIRMS_OF_TOWNS or (is_named and behind.text[:1].isupper())


def _is_alone_behind_article(name: Span) -> bool:
    return len(name) == 1 and name.start > 0 and name.doc[name.start - 1].lower_ == "the"


def _is_owned(name: Span) -> bool:
    """Whether "its" or a genitive stands right before a name."""
    before = name.doc[name.start - 1] if name.start else name.root
    return before.lower_ in {"its", "their"} or before.tag_ == "POS"


def _described(head: Token) -> Iterator[tuple[Kind, float]]:
    """Evidence from an apposition: "X, a payment app", and from a fragment behind: "… X. A payment app."."""
    for noun in _descriptions(head):
        lemma = noun.lemma_.lower()
        if lemma in _ORGANIZATION_NOUNS:
            yield Kind.ORGANIZATION, 2.5
        if lemma in _PRODUCT_NOUNS:
            yield Kind.PRODUCT, _SAID  # it takes a brand for a firm
        if lemma in _TITLES | _CALLINGS:
            yield Kind.PERSON, _SAID
        if lemma in _PLACE_NOUNS:
            yield Kind.PLACE, 2.5


def _descriptions(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            yield child
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        yield from (c for c in head.head.children if c.dep_ == "attr" and c.pos_ == "NOUN")
    if (fragment := fragment_behind(head)) is not None:
        yield fragment


def fragment_behind(head: Token) -> Token | None:
    """The noun of a verbless sentence that describes the last word of the one before ("A payment app.")."""
    sentence = head.sent
    rest = [t for t in sentence if t.i > head.i and not (t.is_punct or t.is_space)]
    if rest or sentence.end >= len(head.doc):
        return None
    behind = head.doc[sentence.end].sent
    root = behind.root
    is_description = root.pos_ == "NOUN" and behind[0].lower_ in {"a", "an", "the"}
    return root if is_description and not any(t.pos_ in {"VERB", "AUX"} for t in behind) else None


def _inherited(doc: Doc, kinds: dict[str, Kind], occurrences: Mapping[str, list[Bounds]]) -> dict[str, Kind]:
    """Give a lone word the kind of the longer name that it ends (a surname), or of the organization's that it opens.

    A surname comes after the full name: "Ford said Henry Ford …" leaves the first one alone. What is a place elsewhere
    is an organization where it only acts: "Westmarch said" of Westmarch Water.
    """
    by_last: defaultdict[str, set[Kind]] = defaultdict(set)
    by_first: set[str] = set()
    introduced: dict[str, int] = {}
    for key, kind in kinds.items():
        words = key.split()
        if len(words) > 1 and kind in {Kind.PERSON, Kind.ORGANIZATION}:
            by_last[words[-1]].add(kind)
            introduced[words[-1]] = min(introduced.get(words[-1], occurrences[key][0][0]), occurrences[key][0][0])
        if len(words) > 1 and kind is Kind.ORGANIZATION:
            by_first.add(words[0])
    for key, bounds in occurrences.items():
        follows = key in introduced and (bounds[0][0] > introduced[key] or _is_only_in_headline(doc, key, bounds))
        if follows and len(by_last[key]) == 1 and kinds.get(key) is not Kind.PLACE:
            kinds[key] = next(iter(by_last[key]))
        elif key in by_first and (kinds.get(key, Kind.PERSON) is Kind.PERSON or _only_says(doc, bounds)):
            kinds[key] = Kind.ORGANIZATION
    return kinds


def _is_only_in_headline(doc: Doc, key: str, bounds: Sequence[Bounds]) -> bool:
    """Whether a lone word stands only in a first line that names somebody in short: "names Okello finance chief"."""
    _, end = first_line(doc)
    return " " not in key and all(doc[stop - 1].idx < end for _, stop in bounds)


def first_line(doc: Doc) -> tuple[int, int]:
    """Where the first line that is not blank begins and ends; -1 for its end where there is no other."""
    start = len(doc.text) - len(doc.text.lstrip())
    return start, doc.text.find("\n", start)


def _only_says(doc: Doc, bounds: Sequence[Bounds]) -> bool:
    """Whether a name stands only as who says something, and is no country's."""
    roots = [doc[start:end].root for start, end in bounds]
    says = all(root.dep_ == "nsubj" and root.head.lemma_.lower() in _SAYING for root in roots)
    return says and not any(doc[start:end].text in COUNTRIES for start, end in bounds)
