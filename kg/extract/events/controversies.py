"""Controversies: lawsuits, investigations, fines, recalls, boycotts, protests, accusations, backlash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.document.arguments import arguments, is_asked_for, is_only_due
from kg.extract.document.syntax import governing_verb, is_only_feasible, is_passive, prepositional, with_particle
from kg.extract.events.bystanders import has_no_part
from kg.extract.events.complainants import calls_to_boycott, named_complainants, suits_to_block, withdrawn_claims
from kg.extract.events.labour import is_deal_struck, is_sent_home, with_union
from kg.extract.events.rulings import demanded_sums, found_wrong, ordered_payments, orders_to_stop
from kg.extract.events.victims import with_victims
from kg.extract.frames.drafts import Draft, draft, event_date, is_definite, reference_factor
from kg.extract.frames.matching import matches
from kg.extract.stance.endings import is_unreal
from kg.extract.stance.polarity import is_negated
from kg.extract.words import word_set
from kg.records import Kind, Modality, Polarity, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.document.tokens import Span, Token
    from kg.extract.frames.matching import Match
    from kg.extract.parsed import Parsed

_RELATION_NOUNS = word_set("backlash", "relation_nouns")
_STRAINED = word_set("backlash", "strained")
_UTTERANCES = word_set("backlash", "utterances")
_CAUSES = word_set("backlash", "causes")
_AUTHORITY_WORDS = word_set("anaphora", "authority_words")
_ANGER = word_set("backlash", "anger")
_MAKE = word_set("backlash", "make")
_WRITE = word_set("backlash", "write")
_CHARGES = frozenset({"allegation", "accusation", "charge", "complaint", "criticism", "claim"})
_ASKED_FOR = frozenset({"injunction", "apology"})
_NOT_THERE = frozenset({Status.ANNOUNCED, Status.RUMOURED, Status.DENIED})
_DISMISSALS = word_set("stance", "dismissals")
_BRINGING = frozenset({"bring", "file", "press", "lay"})
_FACING = _BRINGING | {"face", "confront", "make"}
_DECIDING = frozenset(
    {
        "court",
        "judge",
        "tribunal",
        "council",
        "authority",
        "regulator",
        "panel",
        "jury",
        "commission",
        "watchdog",
        "prosecutor",
        "board",
        "ombudsman",
    }
)
_POSSIBLE = frozenset({"could", "may", "might", "would", "can"})
_REACH = 4  # sentences that "the message" looks back over
_AUTHOR_KINDS = frozenset({Kind.PERSON, Kind.ORGANIZATION})
_BACKLASH_CONFIDENCE = 0.75


def find_controversies(parsed: Parsed) -> Iterator[Draft]:
    """Every sentence that tells of a dispute, an accusation or a scandal."""
    for found in _disputes(parsed):
        parties = tuple(party for party in found.parties if not has_no_part(parsed, found.trigger, *party))
        told = with_victims(parsed, replace(found, parties=parties))
        if not is_sent_home(parsed, told):
            yield told


def _disputes(parsed: Parsed) -> Iterator[Draft]:
    for match in matches(parsed, "controversy"):
        if is_deal_struck(match.trigger) or ("by_authority" in match.frame.flags and not _is_official(parsed, match)):
            continue
        parties = tuple(p for p in match.parties if _fits(parsed, *p))
        if match.frame.kind == "PublicBacklash" and not any(role == "accused" for role, _ in parties):
            parties += _authors_of_subject(parsed, match.trigger)
        parties = _against_each_other(match.trigger, parties)
        if match.frame.kind != "Controversy":  # who was robbed of data need not have gone to law
            parties = _payer(match.trigger, _sides_of_settlement(parties))
        if match.trigger.lemma_.lower() == "steal" and not any(role == "accused" for role, _ in parties):
            parties = tuple(("accused", number) for _, number in parties)
        found = replace(draft(parsed, match, family="Controversy"), parties=parties)
        if match.frame.kind == "Protest":
            found = with_union(parsed, found)
        if (told := _unless_denied(found)) is not None and not _is_only_feared(told):
            yield told
    yield from named_complainants(parsed)
    yield from withdrawn_claims(parsed)
    yield from suits_to_block(parsed)
    yield from calls_to_boycott(parsed)
    yield from ordered_payments(parsed)
    yield from orders_to_stop(parsed)
    yield from found_wrong(parsed)
    yield from demanded_sums(parsed)
    yield from _strained_relations(parsed)
    yield from _anger(parsed)


def _is_official(parsed: Parsed, match: Match) -> bool:
    """Whether both sides are known, and who acts is a public body by its name."""
    acting = [n for role, n in match.parties if role == "accuser"]
    has_both = any(role == "accused" for role, _ in match.parties)
    return has_both and any(not _AUTHORITY_WORDS.isdisjoint(parsed.clusters[n].key.split()) for n in acting)


def _is_only_feared(found: Draft) -> bool:
    """Whether nobody does it yet: it is asked for, or could be done to somebody by nobody in particular."""
    is_called_for = found.kind == "Boycott" and found.trigger.head.lemma_.lower() == "call"  # that is how one begins
    is_open = (is_asked_for(found.trigger) and not is_called_for) or is_only_feasible(found.trigger)
    if is_open or is_only_due(found.trigger) or is_unreal(found.trigger):
        return True
    is_possible = any(c.dep_ == "aux" and c.lower_ in _POSSIBLE for c in found.trigger.children)
    return is_possible and is_passive(found.trigger) and not any(role == "accuser" for role, _ in found.parties)


def _unless_denied(found: Draft) -> Draft | None:
    """What becomes of a negated dispute: nobody is accused by "X has not admitted fraud".

    "X denied the allegations" means that there are some. Only "A has not sued B" is a claim: a denied dispute. An
    injunction that is refused, or an apology that nobody has asked for yet, tells of none.
    """
    if found.kind == "Misconduct" and found.trigger.pos_ == "NOUN" and found.stance.modality is not Modality.ASSERTED:
        return None
    if found.trigger.lemma_.lower() in _ASKED_FOR and found.stance.status in _NOT_THERE:
        return None
    if found.trigger.lemma_.lower() in _CHARGES and _is_turned_down(found.trigger):
        return replace(found, stance=replace(found.stance, polarity=Polarity.AFFIRMED, status=Status.ENDED))
    if found.stance.polarity is Polarity.AFFIRMED:
        return found
    if found.trigger.lemma_.lower() in _CHARGES and found.trigger.pos_ == "NOUN":
        if _is_spared(found.trigger):
            return None
        return replace(found, stance=replace(found.stance, polarity=Polarity.AFFIRMED, status=Status.ACTIVE))
    has_both = {role for role, _ in found.parties} >= {"accused", "accuser"}
    return found if has_both and found.kind != "Misconduct" else None


def _is_turned_down(charge: Token) -> bool:
    """Whether those who decide leave a charge at that: "the council rejected a complaint", "no charges were brought".

    Who is accused may reject it as well, and then it stands.
    """
    verb = governing_verb(charge)
    if any(c.lower_ == "no" and c.dep_ == "det" for c in charge.children):
        return verb is not None and verb.lemma_.lower() in _BRINGING
    if verb is None or with_particle(verb) not in _DISMISSALS:
        return False
    subjects = arguments(verb).subjects
    return any(s.lemma_.lower() in _DECIDING for s in subjects) or (is_passive(verb) and not subjects)


def _is_spared(charge: Token) -> bool:
    """Whether nobody brings a charge: "did not face charges", "faces no charges"."""
    verb = governing_verb(charge)
    return verb is not None and verb.lemma_.lower() in _FACING and (is_negated(verb) or is_negated(charge))


def _against_each_other(trigger: Token, parties: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """The sides, where each has done it to the other: "X and Y dropped their lawsuits against each other"."""
    verb = trigger if trigger.pos_ == "VERB" else governing_verb(trigger)
    heads = [trigger] if verb is None else [trigger, verb]
    objects = [head for each in heads for preposition, head in prepositional(each) if preposition == "against"]
    objects += arguments(trigger).objects if trigger.pos_ == "VERB" else []
    if any(o.lower_ in {"other", "another"} and o.nbor(-1).lower_ in {"each", "one"} for o in objects):
        return tuple(dict.fromkeys(("affected", number) for _, number in parties))
    return parties


def _sides_of_settlement(parties: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """The sides of "X settled its lawsuit against Y": with Y accused, X has sued; "with Y" leaves open who did.

    Of "X settled a lawsuit by Y", X is accused.
    """
    roles = {role for role, _ in parties}
    other = {frozenset({"accused", "affected"}): "accuser", frozenset({"accuser", "affected"}): "accused"}
    part = other.get(frozenset(roles), "affected")
    return tuple((part if role == "affected" else role, number) for role, number in parties)


def _payer(trigger: Token, parties: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """The sides, where who alone is named pays to settle: that one has been sued."""
    verb = governing_verb(trigger)
    pays = verb is not None and verb.lemma_.lower() == "settle" and verb.head.lemma_.lower() == "pay"
    if pays and {role for role, _ in parties} == {"affected"} and len(parties) == 1:
        return (("accused", parties[0][1]),)
    return parties


def _fits(parsed: Parsed, role: str, number: int) -> bool:
    """Whether a cluster can play the part; of places only states accuse, and courts decide for others."""
    if role == "accuser" and parsed.is_court(number):
        return False
    if parsed.kind(number) is not Kind.PLACE:
        return True
    return role == "accuser" and parsed.is_state(number)


def _authors_of_subject(parsed: Parsed, trigger: Token) -> tuple[tuple[str, int], ...]:
    """Who is behind the words that drew the criticism: "her post drew criticism"."""
    verb = trigger if trigger.pos_ == "VERB" else governing_verb(trigger)
    if verb is None:
        return ()
    around = arguments(verb)
    words = [s for s in (*around.subjects, *around.objects) if s.lemma_.lower() in _UTTERANCES]
    return tuple(("accused", n) for w in words for n in authors(parsed, w))


def _strained_relations(parsed: Parsed) -> Iterator[Draft]:
    """A relation that suffers from what somebody said: who said it is accused, the other side is affected."""
    for noun in (t for t in parsed.doc.with_lemmas(_RELATION_NOUNS) if t.pos_ == "NOUN"):
        if not any(t.lemma_.lower() in _STRAINED or t.lower_ in _STRAINED for t in noun.sent):
            continue
        for utterance in _causes(noun.sent):
            accused = authors(parsed, utterance)
            sides = [n for n in _sides(parsed, noun) if n not in accused]
            if accused and sides:
                yield _backlash(parsed, noun, accused, sides, dated=utterance)


def _anger(parsed: Parsed) -> Iterator[Draft]:
    """Sentences such as "the message angered X": its author is accused, X is affected."""
    for verb in (t for t in parsed.doc.with_lemmas(_ANGER) if t.pos_ == "VERB"):
        around = arguments(verb)
        for subject in (s for s in around.subjects if s.lemma_.lower() in _UTTERANCES):
            accused = authors(parsed, subject)
            affected = [n for o in around.objects for n in parsed.parties(o) if n not in accused]
            if accused:
                yield _backlash(parsed, verb, accused, affected, dated=_last_writing(parsed, subject) or verb)


def _backlash(parsed: Parsed, trigger: Token, accused: list[int], affected: list[int], *, dated: Token) -> Draft:
    parties = tuple(dict.fromkeys([*(("accused", n) for n in accused), *(("affected", n) for n in affected)]))
    return Draft(
        family="Controversy",
        kind="PublicBacklash",
        parties=parties,
        trigger=trigger,
        stance=Stance(status=Status.ACTIVE),
        when=event_date(parsed, dated),
        confidence=_BACKLASH_CONFIDENCE * reference_factor(parsed, parties, trigger),
    )


def _sides(parsed: Parsed, noun: Token) -> list[int]:
    """The parties of a relation: "A's ties with B", "relations between A and B", "A cut ties with B"."""
    heads = [c for c in noun.children if c.dep_ == "poss"]
    heads += [head for preposition, head in prepositional(noun) if preposition in {"with", "between"}]
    verb = governing_verb(noun)
    if verb is not None:
        around = arguments(verb)
        heads += [s for s in around.subjects if s != noun] + around.prepositions.get("with", [])
    found = [n for head in heads for n in parsed.parties(head)]
    return [n for n in dict.fromkeys(found) if parsed.kind(n) is not Kind.PLACE]


def _causes(sentence: Span) -> Iterator[Token]:
    """The words, "comments" or "a tweet", behind "after", "following" or "over"."""
    caused = False
    for token in sentence:
        caused = caused or token.lower_ in _CAUSES
        if caused and token.pos_ == "NOUN" and token.lemma_.lower() in _UTTERANCES:
            yield token


def authors(parsed: Parsed, utterance: Token) -> list[int]:
    """Whose words they are: "X's tweet", "comments made by X", "after X had made remarks", "the message"."""
    heads = [c for c in utterance.children if c.dep_ == "poss"]
    heads += [h for preposition, h in prepositional(utterance) if preposition in {"by", "from"}]
    for clause in (c for c in utterance.children if c.dep_ in {"acl", "relcl"}):
        around = arguments(clause)
        heads += [s for s in around.subjects if s != utterance]
    verb = governing_verb(_outer(utterance))
    if verb is not None and verb.lemma_.lower() in _MAKE:
        heads += arguments(verb).subjects
    found = [n for h in heads for n in parsed.parties(h) if parsed.kind(n) in _AUTHOR_KINDS]
    if not found and (writing := _last_writing(parsed, utterance)) is not None:
        found = _writers(parsed, writing)
    return list(dict.fromkeys(found))


def _outer(noun: Token) -> Token:
    """The noun that the others of "a series of comments" hang on."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    return noun


def _last_writing(parsed: Parsed, utterance: Token) -> Token | None:
    """For "the message": the last verb of writing by somebody known, four sentences back at the most."""
    if not is_definite(utterance):
        return None
    first = utterance.sent.start
    for _ in range(_REACH):
        first = parsed.doc[max(0, first - 1)].sent.start
    for token in reversed(parsed.doc[first : utterance.sent.start]):
        if token.pos_ == "VERB" and token.lemma_.lower() in _WRITE and _writers(parsed, token):
            return token
    return None


def _writers(parsed: Parsed, verb: Token) -> list[int]:
    found = [n for s in arguments(verb).subjects for n in parsed.parties(s)]
    return [n for n in found if parsed.kind(n) in _AUTHOR_KINDS]
