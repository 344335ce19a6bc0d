"""What an agreement is about: its value, its term, its territory and what it covers, where a sentence ties them to it.

Only words that hang on the deal itself count: "a five-year, $250 million partnership", "a deal worth €2 billion",
"the agreement covers Europe". An amount that merely stands in the same sentence is no value of the deal.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments
from kg.extract.document.syntax import conjuncts, governing_verb, governors, prepositional
from kg.extract.frames.drafts import DEALS
from kg.extract.mentions.kinds import COUNTRIES
from kg.extract.words import load, word_set
from kg.records import EVENT_FAMILIES, ClaimMention, Kind
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.extract.document.tokens import Span, Token
    from kg.extract.parsed import Parsed

_WORDS = load("deals")
_PRICED_FAMILIES = frozenset({"Acquisition", "Investment"})
_REGIONAL = frozenset({"DistributionAgreement", "LicensingAgreement", "Sponsorship", "MarketingPartnership"})
"""Deals that are made country by country: "a distribution deal with X in Japan" is not about X in Japan."""
_CONFIDENCE = 0.8
_MAGNITUDES = _WORDS["magnitudes"]
_NUMBERS = _WORDS["numbers"]
_WORTH, _PRICED = word_set("deals", "worth"), word_set("deals", "priced")
_LASTING, _COVERING = word_set("deals", "lasting"), word_set("deals", "covering")
_DOING, _EXTENTS = word_set("deals", "doing"), word_set("deals", "extents")
_WIDE = COUNTRIES | word_set("deals", "continents")
_MODIFIERS = frozenset({"nmod", "nummod", "compound", "amod", "quantmod", "npadvmod", "dep"})
_SIZE = rf"(?P<number>\d[\d,]*(?:\.\d+)?)(?:[\s-]?(?P<size>{'|'.join(sorted(_MAGNITUDES, key=len, reverse=True))})\b)?"
_MONEY = re.compile(
    rf"(?P<symbol>{'|'.join(sorted(map(re.escape, _WORDS['symbols']), key=len, reverse=True))})\s?{_SIZE}"
    rf"|{_SIZE.replace('number', 'count').replace('size', 'scale')}[\s-](?P<name>{'|'.join(_WORDS['currencies'])})\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})[\s-](?P<unit>year|month)s?\b(?!-old| old)", re.IGNORECASE
)


def find_terms(parsed: Parsed, claims: Iterable[ClaimMention]) -> list[ClaimMention]:
    """One claim for each thing that a claim's sentence says its deal is about.

    Args:
        parsed: the article.
        claims: those on events, numbered by event.
    """
    found: dict[tuple[object, ...], ClaimMention] = {}
    for claim in claims:
        if EVENT_FAMILIES.get(claim.kind) not in DEALS:
            continue
        trigger = _token(parsed, claim.trigger)
        if trigger is None:
            continue
        for term in _terms(parsed, claim, trigger):
            found.setdefault((term.event, term.evidence, term.kind, term.literal, term.parties), term)
    return _unambiguous(list(found.values()))


def _unambiguous(terms: list[ClaimMention]) -> list[ClaimMention]:
    """Without the values and lengths of which one sentence gives an event several: who can say which is the deal's?"""
    told: dict[tuple[object, ...], set[str]] = {}
    for term in terms:
        told.setdefault((term.event, term.evidence, term.kind), set()).add(term.literal)
    return [term for term in terms if len(told[term.event, term.evidence, term.kind]) == 1]


def _terms(parsed: Parsed, claim: ClaimMention, trigger: Token) -> Iterator[ClaimMention]:
    plain = replace(
        claim,
        parties=(),
        stance=replace(claim.stance, status=None),
        confidence=min(claim.confidence, _CONFIDENCE),
        when=None,
        title="",
    )
    for value, words in _values(trigger, claim.kind):
        yield replace(plain, kind="value", literal=value, trigger=words)
    for length, words in _lengths(trigger):
        yield replace(plain, kind="term", literal=length, trigger=words)
    for kind, heads in (("territory", _places(parsed, trigger, claim.kind)), ("covers", _things(parsed, trigger))):
        for head in heads:
            own = {number for _, number in claim.parties}
            for number in parsed.party(head):
                if number not in own:
                    yield replace(plain, kind=kind, parties=(("object", number),), trigger=_characters(head))


# --- money -----------------------------------------------------------------------------------------------


def _values(trigger: Token, kind: str) -> Iterator[tuple[str, Characters]]:
    sentence = trigger.sent
    for match in _MONEY.finditer(sentence.text):
        start = sentence.start_char + match.start()
        end = sentence.start_char + match.end()
        span = trigger.doc.char_span(start, end, alignment_mode="expand")
        amount = _amount(match)
        if span is not None and amount and _is_price(span, trigger, kind):
            yield amount, Characters(start, end)


def _amount(match: re.Match[str]) -> str:
    """The currency and the number, "" where there is no telling: "USD 7150000000"."""
    number, size = match["number"] or match["count"], match["size"] or match["scale"]
    if match["name"] and not size:  # "two pounds" may be a weight, and small sums are no deals
        return ""
    currency = _WORDS["symbols"].get((match["symbol"] or "").upper()) or _WORDS["currencies"][match["name"].lower()]
    total = Decimal(number.replace(",", "")) * (_MAGNITUDES[size.lower()] if size else 1)
    return f"{currency} {total.normalize():f}"


def _is_price(amount: Span, trigger: Token, kind: str) -> bool:
    """Whether the amount is what the deal is worth: it describes the deal's noun, or is paid for what is bought."""
    above = list(governors(amount.root))
    if trigger.pos_ == "NOUN":
        if _hangs_on(amount.root, trigger):
            return True
        if any(word.lemma_.lower() in _WORTH and _is_said_of(word, trigger) for word in (amount.root, *above)):
            return True
        return amount.root.dep_ == "pobj" and amount.root.head.lower_ == "of" and amount.root.head.head == trigger
    if EVENT_FAMILIES[kind] not in _PRICED_FAMILIES:
        return False
    preposition = amount.root.head
    is_paid = amount.root.dep_ == "pobj" and preposition.lower_ in _PRICED and preposition.head == trigger
    return is_paid or (kind == "Investment" and amount.root.dep_ == "dobj" and amount.root.head == trigger)


def _hangs_on(token: Token, noun: Token) -> bool:
    """Whether a token stands before a noun to describe it, by itself or within another such token."""
    while token.dep_ in _MODIFIERS and token.head != token and token.i < noun.i:
        token = token.head
        if token == noun:
            return True
    return False


def _is_said_of(word: Token, noun: Token) -> bool:
    """Whether "worth", "valued" or "cover" describes the noun, or has it as its subject."""
    if word.i > noun.i and word.head in {noun, *_partners(noun, word)} and word.dep_ != "relcl":
        return not _is_parted(noun, word)
    if word.dep_ == "relcl" and word.head == noun:  # "a deal that covers …", not "a deal that X values at …"
        return any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ in {"WDT", "WP"} for c in word.children)
    if word.dep_ == "advcl":
        return False
    holder = word.head if word.dep_ in {"acomp", "prep", "attr", "advmod"} else word
    found = arguments(holder)
    return noun in (found.objects if found.passive else found.subjects)


def _partners(noun: Token, before: Token) -> list[Token]:
    """Whom a deal is with, before a word: what is worth $2 billion in "a deal with X worth $2 billion" is the deal."""
    found = [pobj for preposition, pobj in prepositional(noun) if preposition in {"with", "between"}]
    return [p for p in found if p.i < before.i]


def _is_parted(one: Token, other: Token) -> bool:
    """Whether a comma stands between: then what follows may well describe somebody else."""
    return "," in one.doc[one.i : other.i].text


# --- time ------------------------------------------------------------------------------------------------


def _lengths(trigger: Token) -> Iterator[tuple[str, Characters]]:
    """How long it is to last: "a five-year deal", "a deal for five years", "extended the deal for five years"."""
    if trigger.pos_ != "NOUN":
        return
    doc = trigger.doc
    stretches = [doc[trigger.left_edge.i : trigger.i], *_for(trigger)]
    verb = governing_verb(trigger)
    if (
        verb is not None
        and verb.lemma_.lower() in _LASTING
        and not any(c.lower_ in {"has", "have"} for c in verb.children)
    ):
        stretches += _for(verb)
    stretches += [stretch for deed in _deeds(trigger) for stretch in _for(deed)]
    for stretch in stretches:
        for match in _LENGTH.finditer(stretch.text):
            number = match["number"].lower()
            start = stretch.start_char + match.start()
            amount = int(number) if number.isdigit() else _NUMBERS[number]
            months = amount * (12 if match["unit"].lower() == "year" else 1)
            if months:
                yield _duration(months), Characters(start, start + len(match[0]))


def _duration(months: int) -> str:
    """The canonical form of XML Schema, which the store keeps: 18 months are "P1Y6M"."""
    years, rest = divmod(months, 12)
    return "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")


def _is_to_last(verb: Token) -> bool:
    """Whether a time after the verb lies ahead: what "has run for five years" tells is the past."""
    return verb.lemma_.lower() in _LASTING and not any(c.lower_ in {"has", "have", "had"} for c in verb.children)


def _for(head: Token) -> list[Span]:
    """The stretches of text that "for" governs."""
    return [
        pobj.doc[pobj.left_edge.i : pobj.i + 1] for preposition, pobj in prepositional(head) if preposition == "for"
    ]


# --- places and things -----------------------------------------------------------------------------------


def _places(parsed: Parsed, trigger: Token, kind: str) -> Iterator[Token]:
    """Countries and wider places to which the deal extends: a town is as a rule where it was signed."""
    heads = list(_reached(trigger, _EXTENTS))
    if kind in _REGIONAL and trigger.pos_ == "NOUN":
        for pobj in (p for _, p in prepositional(trigger)):
            heads += [o for preposition, o in prepositional(pobj) if preposition in _EXTENTS]
    for head in heads:
        if any(parsed.kind(n) is Kind.PLACE and parsed.clusters[n].names[0].text in _WIDE for n in parsed.party(head)):
            yield head


def _things(parsed: Parsed, trigger: Token) -> Iterator[Token]:
    """Products that the deal is about: "a deal to distribute X", "a licence for X", "a deal covering X"."""
    found = [*_reached(trigger, frozenset({"for"})), *(o for verb in _deeds(trigger) for o in arguments(verb).objects)]
    for head in (each for one in found for each in conjuncts(one)):
        if any(parsed.kind(n) is Kind.PRODUCT for n in parsed.party(head)):
            yield head


def _reached(trigger: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    """The heads behind a preposition that hangs on the deal or on what is done under it, and all that it covers."""
    deeds = _deeds(trigger)
    objects = [o for deed in deeds for o in arguments(deed).objects]
    for holder in (*([trigger] if trigger.pos_ == "NOUN" else []), *deeds, *objects):
        for preposition, pobj in prepositional(holder):
            if preposition in prepositions:
                yield from conjuncts(pobj)
    for verb in trigger.sent:
        if trigger.pos_ == "NOUN" and verb.lemma_.lower() in _COVERING and _is_said_of(verb, trigger):
            yield from (each for o in arguments(verb).objects if o != trigger for each in conjuncts(o))


def _deeds(trigger: Token) -> list[Token]:
    """What a deal's noun says is to be done: "a deal to distribute X"."""
    if trigger.pos_ != "NOUN":
        return []
    clauses = [c for c in trigger.children if c.dep_ in {"acl", "relcl"}]
    if trigger.dep_ == "dobj":  # "signed a deal to sell …": the parser hangs the clause on the verb as often
        clauses += [c for c in trigger.head.children if c.dep_ in {"advcl", "xcomp"} and c.i > trigger.i]
    found = [c for c in clauses if c.lemma_.lower() in _DOING]
    return [c for c in found if any(part.lower_ == "to" and part.i < c.i for part in c.children)]


# --- characters ------------------------------------------------------------------------------------------


def _token(parsed: Parsed, span: Characters) -> Token | None:
    found = parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
    return None if found is None else found.root


def _characters(token: Token) -> Characters:
    return Characters(token.idx, token.idx + len(token))
