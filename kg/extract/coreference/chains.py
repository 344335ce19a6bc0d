"""Coreference by rule: which mentions of one article are of one thing.

Names join by equal key, by acronym ("National Basketball Association (NBA)"), by surname, by a short form of a
company's name and by a team's nickname. Pronouns and definite descriptions ("the company", "the league") take
the nearest earlier name that fits in kind and number: on KnowledgeNet the first earlier mention of the same
type is right 93 % of the time. What stays doubtful stays unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import spacy.tokens
from spacy.language import Language

from kg.extract.coreference.anaphora import resolve_references
from kg.extract.coreference.cataphora import named_later
from kg.extract.coreference.described import described_first
from kg.extract.coreference.described_firms import firms_first
from kg.extract.coreference.described_people import people_first
from kg.extract.document.tokens import plain
from kg.extract.mentions.kinds import first_line, name_key, without_suffix
from kg.extract.words import load, word_set
from kg.records import Chain, Kind, Mention
from kg.records import Span as Characters

if TYPE_CHECKING:
    from kg.extract.document.tokens import Doc, Span, Token

_INQUIRIES = frozenset({"commission", "inquiry", "enquiry", "trial", "case", "affair"})  # what looks into somebody
_UNITS = word_set("names", "unit_words") | {w.casefold() for w in load("demonyms")["short"]}
_REGIONS = {v.casefold() for v in load("demonyms")["demonyms"].values()}
_GENERIC = word_set("names", "organization_words") - {
    "cloud",
    "music",
    "games",
    "pictures",
    "studios",
    "media",
}
_BRANCHES = word_set("names", "branch_words")
_WHOLE = word_set("names", "whole_words")
_BRANCH_NOUNS = word_set("names", "branch_nouns")
_HEADS = word_set("names", "heads_in_front")
_TEAMS = word_set("anaphora", "team_words")
_CLASSES = word_set("anaphora", "class_words")
_PUBLIC = word_set("anaphora", "authority_words") & _CLASSES
_OF = frozenset({"of", "for"})
_CLUB_OPENINGS = word_set("anaphora", "club_openings")
_PARTICLES = word_set("names", "name_particles")
_ACRONYM_MIN = 2
_COUNTRY_MARKS = frozenset({"US", "UK", "EU", "UN"})
_QUOTES = "\"'“”‘’ "
_DEFINING = frozenset({"(", "(the", "(hereinafter", "(hereinafter the", "(hereafter", "(hereafter the"})
_ALSO_KNOWN = ("known as", "formerly", "previously called", "now called", "renamed", "also called")
_NEAR = 60  # characters between a name and what it is "known as"


@dataclass(slots=True)
class Cluster:
    """A chain in the making: its names as spans, its other mentions as tokens."""

    kind: Kind
    names: list[Span] = field(default_factory=list)
    references: list[Token] = field(default_factory=list)
    _key: str = ""

    @property
    def key(self) -> str:
        """The key of its longest name."""
        if not self._key:
            self._key = name_key(max(self.names, key=lambda n: n.end_char - n.start_char).text)
        return self._key

    def rename(self, names: list[Span]) -> None:
        """Have other names, in this order."""
        self.names, self._key = names, ""


if not spacy.tokens.Doc.has_extension("clusters"):
    spacy.tokens.Doc.set_extension("clusters", default=None)
    spacy.tokens.Doc.set_extension("cluster_at", default=None)


@Language.component("newsgraph_chains")
def find_chains(parsed: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Set `doc._.clusters` and `doc._.cluster_at` (token index → cluster indices; several for "the pair")."""
    doc = plain(parsed)
    clusters = _cluster_names(doc)
    at: dict[int, tuple[int, ...]] = {}
    for number, cluster in enumerate(clusters):
        for span in cluster.names:
            at.update(dict.fromkeys(range(span.start, span.end), (number,)))
    doc._.clusters, doc._.cluster_at = clusters, at
    firsts = (described_first, firms_first, people_first)
    sentences = [s for s in doc.sents if any(t.pos_ in {"VERB", "AUX"} for t in s)]
    described = [found for first in firsts for found in first(sentences, clusters, at)]
    for token, numbers in chain(described, resolve_references(doc, clusters, at)):
        at[token.i] = numbers
        if len(numbers) == 1:
            clusters[numbers[0]].references.append(token)
    at.update((token.i, numbers) for token, numbers in list(named_later(doc, at)))
    return parsed


def chains(doc: Doc) -> tuple[Chain, ...]:
    """The clusters as records, in the order in which the article first names them."""
    return tuple(_as_chain(cluster) for cluster in doc._.clusters)


def _as_chain(cluster: Cluster) -> Chain:
    spellings = sorted({s.text.replace("\n", " ") for s in cluster.names}, key=lambda t: (-len(t), t))
    name = without_suffix(max(spellings, key=lambda t: (len(name_key(t)), -len(t), t))) + _shared_surname(cluster)
    mentions = [Mention(_characters(s), is_name=True, sentence=_characters(s.sent)) for s in cluster.names]
    mentions += [
        Mention(Characters(t.idx, t.idx + len(t)), is_name=False, sentence=_characters(t.sent))
        for t in cluster.references
    ]
    aliases = tuple(sorted({s for s in spellings if s != name}))
    return Chain(cluster.kind, name, aliases, tuple(sorted(mentions)))


def _shared_surname(cluster: Cluster) -> str:
    """A blank and the surname that only the second of two has: "Joan and Peter Lisle"."""
    names = cluster.names
    if cluster.kind is not Kind.PERSON or any(len(name) > 1 for name in names):
        return ""
    doc, person = names[0].doc, Kind.PERSON.value
    following = ((name, other) for name, other in pairwise(doc.names) if name in names and other.label_ == person)
    pairs = ((a, b) for a, b in following if len(b) > 1 and doc[a.end : b.start].text.lower() in {"and", "&"})
    return next((f" {other[-1].text}" for _, other in pairs), "")


def _characters(span: Span) -> Characters:
    """The span's bounds without the white space around it."""
    text = span.text
    start = span.start_char + len(text) - len(text.lstrip())
    return Characters(start, start + len(text.strip()))


def _cluster_names(doc: Doc) -> list[Cluster]:
    by_key: dict[tuple[str, Kind], Cluster] = {}
    for span in doc.names:
        kind = Kind(span.label_)
        by_key.setdefault((name_key(span.text), kind), Cluster(kind)).names.append(span)
    groups = list(by_key.values())
    aliases = _stated_aliases(doc)
    merged: list[Cluster] = []
    for cluster in sorted(groups, key=lambda c: (-len(c.key.split()), -len(c.key), c.names[0].start)):
        home = _home(cluster, merged, groups, aliases)
        if home is None:
            merged.append(cluster)
        else:
            home.rename([*home.names, *cluster.names])
    for cluster in merged:
        cluster.rename(sorted(cluster.names, key=lambda s: s.start))
    return sorted(merged, key=lambda c: c.names[0].start)


def _stated_aliases(doc: Doc) -> dict[str, str]:
    """Key of the shorter form → key of the longer: "Long Form (LF)", 'Long Form ("the Form")', "X, known as Y"."""
    found: dict[str, str] = {}
    spans = doc.names
    for left, right in pairwise(spans):
        between = doc[left.end : right.start].text.strip()
        behind = doc[right.end : right.end + 2].text.lstrip(_QUOTES)
        in_brackets = behind[:1] == ")" and len(right.text) < len(left.text) and _opens_brackets(between)
        also_known = between.endswith(_ALSO_KNOWN) and len(between) < _NEAR and "." not in between
        if (in_brackets or also_known) and left.label_ == right.label_:
            short, full = sorted((name_key(left.text), name_key(right.text)), key=lambda k: (len(k.split()), len(k)))
            found[short] = full
    return found


def _opens_brackets(between: str) -> bool:
    """Whether nothing stands between two names but a bracket that gives the first another name."""
    return " ".join("".join(c for c in between if c == " " or c not in _QUOTES).split()) in _DEFINING


def _home(cluster: Cluster, longer: list[Cluster], all_: list[Cluster], aliases: dict[str, str]) -> Cluster | None:
    """The cluster of a fuller name that this one is short for, if there is exactly one."""
    key = cluster.key
    for other in longer:
        if other.kind is cluster.kind and aliases.get(key) == other.key:
            return other
    fitting = [o for o in longer if o.kind is cluster.kind and _is_short_for(cluster, o, all_)]
    return fitting[0] if len(fitting) == 1 else None


def _is_short_for(short: Cluster, full: Cluster, all_: list[Cluster]) -> bool:
    words, whole = short.key.split(), full.key.split()
    if len(words) >= len(whole):
        return False
    if short.kind is Kind.PERSON:
        is_part = len(words) == 1 and words[0] in {whole[-1], whole[0]}
        return is_part and _comes_first(full, short) and _one_bearer(words[0], all_)
    if short.kind is not Kind.ORGANIZATION:
        return False
    if len(words) == 1 and words[0].replace(".", "") in _initials(full):
        return True
    if _is_nickname(words, whole) or (_is_class_of(words, whole) and _comes_first(full, short)):
        return True
    if len(words) == 1 and whole[-1] == words[0] and whole[0] in _CLUB_OPENINGS:
        return True  # "Sporting Vallarta" → "Vallarta"
    if whole[0] in _HEADS and whole[1:] == words:
        return True  # "Banco Santander" → "Santander"
    return whole[: len(words)] == words and _may_be_left_out(whole[len(words) :], short, full, all_)


def _is_nickname(words: list[str], whole: list[str]) -> bool:
    """Whether it is a team's: "Houston Rockets" → "Rockets", "Hollin Rovers" → "Rovers"."""
    is_last = len(words) == 1 and len(whole) > 1 and whole[-1] == words[0]
    return is_last and (words[0] in _TEAMS or (words[0].endswith("s") and words[0] not in _GENERIC))


def _is_class_of(words: list[str], whole: list[str]) -> bool:
    """Whether a name only says what an organization is: "the Board" of X Board, "the University" of University of X.

    Of a public body also with its field: "the Conduct Board" of Ostmark Conduct Board.
    """
    if whole[-len(words) :] == words:
        return words[-1] in (_CLASSES if len(words) == 1 else _PUBLIC)
    return len(words) == 1 and words[0] in _CLASSES and words[0] == whole[0] and whole[1] in _OF


def _one_bearer(word: str, all_: list[Cluster]) -> bool:
    """Whether a single full name of the document has this part."""
    bearers = [c for c in all_ if c.kind is Kind.PERSON and len(c.key.split()) > 1 and word in c.key.split()]
    return len(bearers) == 1


def _initials(cluster: Cluster) -> set[str]:
    """The initials of the longest name's capitalised words, lower case, with and without its suffix; two at least."""
    name = max((n.text for n in cluster.names), key=len)
    forms = ([w[0] for w in form.split() if w[0].isupper() and w.lower() not in _PARTICLES] for form in _forms(name))
    return {"".join(letters).lower() for letters in forms if len(letters) >= _ACRONYM_MIN}


def _forms(name: str) -> tuple[str, ...]:
    """A name as it stands, without its legal form, and without its country.

    "International Finance Corporation" is the IFC, the "U.S. Federal Trade Commission" the FTC.
    """
    country, _, rest = name.partition(" ")
    return name, without_suffix(name), rest if country.replace(".", "") in _COUNTRY_MARKS else name


def _may_be_left_out(rest: list[str], short: Cluster, full: Cluster, all_: list[Cluster]) -> bool:
    """Whether people drop these words: "Ant (Group)"; but not those that make a unit: "NBA (China)"."""
    if any(w in _UNITS or w in _REGIONS or w in _INQUIRIES for w in rest) or " ".join(rest) in _REGIONS:
        return False
    is_branch = any(w in _BRANCHES for w in rest) and not any(w in _WHOLE for w in rest)
    if is_branch and is_told_apart(short, full):
        return False
    if all(w in _GENERIC for w in rest):
        return True
    others = (c for c in all_ if c is not short and c is not full and not _is_family(c))
    named_alone = {c.key for c in others if not _is_nickname(c.key.split(), full.key.split())}
    if any(w in named_alone for w in rest):
        return False
    return _comes_first(full, short)


def _is_family(cluster: Cluster) -> bool:
    """Whether a name is only that of those who own a firm: "the Kleppen family"."""
    return all(name.end < len(name.doc) and name.doc[name.end].lower_ == "family" for name in cluster.names)


def is_told_apart(short: Cluster, full: Cluster) -> bool:
    """Whether an article tells a unit from the organization: it names that one first, or both in a sentence."""
    sentences = {name.sent.start for name in full.names}
    together = any(name.sent.start in sentences for name in short.names)
    is_part = any(name.end < len(name.doc) and name.doc[name.end].lower_ in _BRANCH_NOUNS for name in full.names)
    return together or is_part or not _comes_first(full, short)


def _comes_first(full: Cluster, short: Cluster) -> bool:
    """Whether the full name stands before the short one in the story; a headline shortens what comes under it."""
    below = [name for name in short.names if not _is_headline(name)]
    return not below or full.names[0].start < below[0].start


def _is_headline(name: Span) -> bool:
    """Whether a name stands in a first line that ends like no sentence."""
    start, end = first_line(name.doc)
    return name.start_char < end and not name.doc.text[start:end].rstrip().endswith((".", "!", "?"))
