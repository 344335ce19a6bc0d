"""What pronouns and definite descriptions refer to: "it", "she", "the company", "the pair", "which"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kg.extract.coreference.by_class import called_by_class, is_capital, so_named
from kg.extract.coreference.candidates import MODIFIERS, has_unknown_subject, is_aside, is_single, is_where
from kg.extract.coreference.described import is_called_authority
from kg.extract.coreference.introduced import introductions, is_called_before, is_placed, same_sort
from kg.extract.coreference.own_clause import is_named_unit, others_in_clause, whose_in_list
from kg.extract.coreference.plurals import distinct, is_one_of_several, last_list, last_pair, they
from kg.extract.coreference.sexes import Sexes
from kg.extract.coreference.sorts import STATE_BANKS, is_no_company, is_state_bank
from kg.extract.coreference.topics import likelier
from kg.extract.document.syntax import DECIDING, SUBJECTS, before_hyphen, conjuncts, first_of_list
from kg.extract.speech.quotations import is_told_of
from kg.extract.words import load, word_set
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.extract.coreference.introduced import Introductions
    from kg.extract.document.tokens import Doc, Span, Token

_ORGANIZATION_NOUNS = word_set("names", "organization_nouns")
_PERSON_NOUNS = word_set("anaphora", "person_nouns")
_PAIR_NOUNS = word_set("anaphora", "pair_nouns")
_DEMONYMS: dict[str, str] = load("demonyms")["demonyms"]
_GOODS = frozenset({"brand", "label"})  # a boycott of a brand is one of its maker
_UNIT_NOUNS = frozenset({"division", "unit", "arm", "branch", "subsidiary", "affiliate", "business"})
_GENERIC_NOUNS = word_set("anaphora", "general_nouns")
_ANY = _GENERIC_NOUNS - {"group"}
_ANY_BODY = frozenset({"group", "organization", "organisation"})  # a union, a charity, too
_NAMED_NOUNS = word_set("anaphora", "named_nouns") - _ORGANIZATION_NOUNS
_STAFF = word_set("possessions", "staff")
_PUBLIC_WORDS = word_set("anaphora", "public_words")
_PUNISHING = word_set("anaphora", "punishing")
_HE = frozenset({"he", "she", "his", "her", "him", "himself", "herself", "hers"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "both", "themselves"})
_OF_SEVERAL = frozenset({"have", "are", "were"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})
_HELPING = frozenset({"advise", "help", "assist", "represent", "support", "back", "counsel", "fund", "finance"})
_RULING = frozenset({"rule", "find", "side", "decide"})
_HINDERING = word_set("stance", "preventing") | word_set("stance", "outsiders")
_REACH = 3  # sentences that a pronoun looks back over


class Named(Protocol):
    """What a chain in the making shows of itself."""

    kind: Kind
    names: list[Span]
    references: list[Token]

    @property
    def key(self) -> str:
        """The key of its longest name."""
        ...


Found = tuple["Token", tuple[int, ...]]
At = dict[int, tuple[int, ...]]


def resolve_references(doc: Doc, clusters: Sequence[Named], at: At) -> Iterator[Found]:
    """(token, cluster indices) for every reference that can be resolved, in text order.

    The caller may add each one to `at` before it asks for the next: later references build on earlier ones.
    """
    introduced, sexes = introductions(doc, at), Sexes(clusters, at)
    sentences = list(doc.sents)
    for number, sentence in enumerate(sentences):
        window = sentences[max(0, number - _REACH) : number + 1]
        for token in sentence:
            if token.i not in at and (found := _antecedents(token, window, clusters, at, introduced, sexes)):
                yield token, found


def _antecedents(
    token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At, introduced: Introductions, sexes: Sexes
) -> tuple[int, ...]:
    word = token.lower_
    if word in _RELATIVES and token.tag_ in {"WDT", "WP", "WP$", "DT"}:
        return _relative(token, at)
    if word in _HE:
        return _person(token, window, clusters, at, sexes)
    if word == "itself":
        return next((at[s.i] for s in _subject_of_clause(token) if s.i in at), ())
    if word in _IT and token.tag_ != "NNP":  # "its IT contractor"
        if token.dep_ == "poss" and (other := whose_in_list(token, at) or _helped(token, at) or _told_of(token, at)):
            return other
        if _is_expletive(token) or _has_rival(token, at) or _is_either(token, clusters, at):
            return ()
        return _hindered(token, at) or _nearest(token, window, clusters, at, {Kind.ORGANIZATION})
    if word in _THEY:
        return _several(token, window, clusters, at)
    is_noun = token.pos_ in {"NOUN", "NUM"}
    found = _description(token, window, clusters, at, introduced) if is_noun else ()
    is_own = word in _GENERIC_NOUNS and is_capital(token)  # "the Company", as firms call themselves
    return found or (_nearest_firm(token, window, clusters, at) if is_own else called_by_class(token, clusters))


def _person(token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At, sexes: Sexes) -> tuple[int, ...]:
    """The nearest person that "she" can be: nobody whom the article shows to be a man."""
    if (only := sexes.only(token)) is not None:
        sexes.note(token, only)
    near = _nearest(token, window, clusters, at, {Kind.PERSON}, may_be=lambda t: sexes.may_mean(token, at[t.i][0]))
    return sexes.likelier(token, near)


def _several(token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At) -> tuple[int, ...]:
    """Whom "they" or "their" means: of "A and B lost their case" these; of "A and B sued them" others."""
    bound = _subject_of_clause(token)
    if token.lower_ == "them":
        return last_pair(token, window, clusters, at, others_than=bound)
    return distinct(bound, clusters, at) if bound else they(token, window, clusters, at)


def _relative(token: Token, at: At) -> tuple[int, ...]:
    """The noun that the relative clause hangs on."""
    noun = next((above.head for above in token.ancestors if above.dep_ == "relcl"), None)
    if noun is None:
        return ()
    if noun.i not in at and noun.dep_ == "appos":  # "X, the company that …"
        noun = noun.head
    if noun.i not in at and token.lower_ == "who":  # "his former agents, X, who …"
        return next((at[c.i] for c in noun.children if c.dep_ == "appos" and c.i in at and c.i < token.i), ())
    if token.dep_ in SUBJECTS and any(c.lower_ in _OF_SEVERAL for c in (token.head, *token.head.children)):
        return _listed(noun, at)
    return at.get(noun.i, ())


def _listed(noun: Token, at: At) -> tuple[int, ...]:
    """All of the list that a noun ends: "X and Y, which have been at odds"."""
    found = [n for each in conjuncts(first_of_list(noun)) if each.i <= noun.i for n in at.get(each.i, ())]
    return tuple(dict.fromkeys(found)) if noun.dep_ == "conj" else at.get(noun.i, ())


def _is_expletive(token: Token) -> bool:
    """The "it" of "it is expected that"."""
    verb = token.head
    return verb.lemma_ in {"be", "seem", "appear"} and any(c.dep_ in {"ccomp", "acomp", "xcomp"} for c in verb.children)


def _subject_of_clause(token: Token) -> list[Token]:
    """The subject, with what is coordinated, of the clause that "their" stands in: it is whose they are."""
    if token.dep_ not in {"poss", "dobj", "pobj"}:
        return []
    verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < token.i] if verb is not None else []
    return [t for s in subjects for t in conjuncts(s)]


def _told_of(token: Token, at: At) -> tuple[int, ...]:
    """Whose "its" is in "X, which its parent put up for sale": X's."""
    verb = token.head.head
    is_clause = token.head.dep_ in SUBJECTS and verb.dep_ == "relcl"
    is_object = any(c.tag_ == "WDT" and c.dep_ in {"dobj", "nsubjpass"} for c in verb.children)
    return at.get(verb.head.i, ()) if is_clause and is_object else ()


def _helped(token: Token, at: At) -> tuple[int, ...]:
    """Whose "its" is in "A advised B on its purchase": B's."""
    verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() not in _HELPING:
        return () if verb is None else _judged(verb, token, at)
    return next((at[c.i] for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and c.i in at), ())


def _judged(verb: Token, token: Token, at: At) -> tuple[int, ...]:
    """Whose dispute a court rules on: "ruled in favour of A in its dispute with B", "ruled against A in its row"."""
    is_court = any(c.dep_ == "nsubj" and c.lemma_.lower() in DECIDING for c in verb.children)
    sides = [t for t in verb.subtree if verb.i < t.i < token.i and t.dep_ == "pobj" and t.i in at]
    return at[sides[-1].i] if sides and is_court and verb.lemma_.lower() in _RULING else ()


def _hindered(token: Token, at: At) -> tuple[int, ...]:
    """Whose deal is to be kept from happening in "A sued B to block its purchase", "A asked B to stop it": B's."""
    verb = next((a for a in token.ancestors if a.pos_ == "VERB" and a.lemma_.lower() in _HINDERING), None)
    if verb is None or verb.dep_ not in {"xcomp", "advcl"} or not any(c.lower_ == "to" for c in verb.children):
        return ()
    return next((at[c.i] for c in verb.head.children if c.dep_ in {"dobj", "nsubjpass"} and c.i in at), ())


def _has_rival(token: Token, at: At) -> bool:
    """Whether the sentence has a nearer candidate that nobody could resolve: "Smith's company … sued it"."""
    before = token.doc[token.sent.start : token.i]
    firms = [t for t in before if t.lemma_.lower() in _ORGANIZATION_NOUNS and t.dep_ in SUBJECTS and t.i not in at]
    named = {t.i for t in firms for c in t.children if c.i in at and (c.dep_ == "appos" or is_named_unit(c))}
    return any(t.i not in named for t in firms)  # "the airline X" is no other, nor is "Y's X unit"


def _is_either(token: Token, clusters: Sequence[Named], at: At) -> bool:
    """Whether "it" can be the subject or the other side: "X ended its deal with Y after it was banned"."""
    clause = token.head
    if token.dep_ not in SUBJECTS or clause.dep_ != "advcl" or clause.i < clause.head.i:
        return False
    before = {
        at[t.i]
        for t in clause.head.subtree
        if t.i < token.i
        and not (t.dep_ == "poss" and t.pos_ == "PRON")
        and is_single(t, clusters, at, {Kind.ORGANIZATION})
    }
    return len(before) > 1


def _nearest(
    token: Token,
    window: Sequence[Span],
    clusters: Sequence[Named],
    at: At,
    kinds: set[Kind],
    *,
    may_be: Callable[[Token], bool] = lambda _: True,
    or_aside: bool = False,
) -> tuple[int, ...]:
    """The nearest earlier mention of a fitting kind that may be meant; in each earlier sentence a subject goes first.

    With `or_aside` also whose a speaker is, where a sentence has no other: "…," said Anna Berg, head of X.
    """
    banned = others_in_clause(token, at)
    for sentence in reversed(window):
        fitting = [t for t in sentence if t.i < token.i and is_single(t, clusters, at, kinds) and may_be(t)]
        earlier = [t for t in fitting if not is_aside(t)] or (fitting if or_aside else [])
        earlier = [t for t in earlier if at[t.i] not in banned and not is_told_of(t, token)]
        if has_unknown_subject(sentence, token, at):
            return ()
        if sentence != window[-1]:  # "was sold at X and Y": the next sentence speaks of neither
            earlier = [t for t in earlier if not is_where(t)]
        if not earlier:
            continue
        subjects = [t for t in earlier if t.dep_ in SUBJECTS]
        return at[(subjects or earlier)[-1].i] if sentence == window[-1] else at[(subjects or earlier)[0].i]
    return ()


def _description(
    token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At, introduced: Introductions
) -> tuple[int, ...]:
    """A definite description: "the company", "the two companies", "the Chinese division of the league"."""
    lemma = "start-up" if token.lower_ == "up" and before_hyphen(token) == "start" else token.lemma_.lower()
    named = _named_behind(token, at) if lemma in _ORGANIZATION_NOUNS and token.tag_ == "NN" else ()
    if any(clusters[n].kind is Kind.ORGANIZATION for n in named):
        return named
    determiner = next((c.lower_ for c in token.children if c.dep_ in {"det", "predet"}), "")
    if determiner not in {"the", "this", "both", "that", "all"} and token.lower_ not in {"pair", "duo"}:
        return ()
    if lemma in _PAIR_NOUNS and _is_plural_reference(token, determiner):
        return last_pair(token, window, clusters, at)
    if token.tag_ == "NNS" or any(_tells_which(c, token) for c in token.children):
        return last_list(token, window, clusters, at) if lemma in _PAIR_NOUNS | _ORGANIZATION_NOUNS else ()
    if lemma in _UNIT_NOUNS:
        return _unit(token, clusters, introduced.called(lemma))
    if lemma in _PERSON_NOUNS and not _is_modified(token):
        return _nearest(token, window, clusters, at, {Kind.PERSON})
    if lemma not in _ORGANIZATION_NOUNS | _NAMED_NOUNS or token.dep_ in {"compound", "nmod"}:
        return ()
    found = _called(token, window, clusters, at, introduced)
    is_state = any(c.lower_ in STATE_BANKS for c in token.children)  # "the central bank" is no lender of the article
    return found if not is_state or all(is_state_bank(clusters[n].key) for n in found) else ()


def _tells_which(part: Token, noun: Token) -> bool:
    """Whether a part says which one it is: "the company that …", not "the company itself" or "the company, which …"."""
    if part.dep_ == "relcl":
        return noun.nbor().text != ","
    return part.dep_ == "appos" and part.lower_ != "itself"


def _employer_of_subject(token: Token, at: At) -> tuple[int, ...]:
    """The firm whose people act on "the company": "X employees sued the company"."""
    verb = token.head if token.dep_ == "dobj" else None
    subjects = (
        [c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in _STAFF] if verb is not None else []
    )
    return next((at[c.i] for s in subjects for c in s.lefts if c.dep_ == "compound" and c.i in at), ())


def _named_behind(token: Token, at: At) -> tuple[int, ...]:
    """The name right behind a noun, wherever the parser hung it: "the company, X, …", "with the toy company X"."""
    is_apart = token.i + 1 < token.sent.end and token.nbor().text == ","
    name = token.i + (2 if is_apart else 1)
    if name >= token.sent.end or name not in at:
        return ()
    root = next((t for t in token.doc[name : token.sent.end] if at.get(t.head.i) != at[name] or t.head == t), token)
    if not is_apart:
        return at[name] if _is_torn(token, root) else ()
    is_closed = root.i + 1 < len(token.doc) and token.doc[root.i + 1].text in {",", "."}
    return at[name] if root.dep_ == "appos" or (root.dep_ == "npadvmod" and is_closed) else ()


def _is_torn(noun: Token, name: Token) -> bool:
    """Whether the parser lost that a noun before a name is called by it; not "the firm X bought", "told it X had"."""
    is_told = noun.lemma_.lower() in _GOODS or noun.dep_ in MODIFIERS or name.dep_ in {"poss", *MODIFIERS}
    if is_told or name in noun.children or noun in name.subtree:
        return False
    clause = name.head if name.dep_ in SUBJECTS else None
    if clause is not None and noun.dep_ == "conj" and first_of_list(noun).dep_ not in SUBJECTS:
        return False  # "X bought Y and the brewer Z has signed …"
    return clause is None or not (clause.head == noun.head or (clause.dep_ == "relcl" and clause.head == noun))


def _called(
    token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At, introduced: Introductions
) -> tuple[int, ...]:
    """What the article calls by the noun ("the league"), else the nearest organization for a general noun."""
    lemma = token.lemma_.lower()
    if lemma in _NAMED_NOUNS:
        return () if _is_modified(token) else _named_so(lemma, token, window, clusters)
    known = {n for n in introduced.called(lemma) if clusters[n].names[0].start < token.i}
    if len(known) == 1 and lemma not in _ANY and not _is_modified(token):
        return () if is_called_before(token, clusters[next(iter(known))], at) else tuple(known)
    if (found := introduced.described(token, clusters)) and found not in others_in_clause(token, at):
        return found
    if by_name := _named_so(lemma, token, window, clusters):
        return by_name
    if lemma in _GENERIC_NOUNS and is_placed(token):
        only = _only_firm(token, window, clusters, at)
        return () if any(introduced.is_from_elsewhere(token, n, clusters[n]) for n in only) else only
    if _is_modified(token) or lemma not in _GENERIC_NOUNS:
        return ()
    return _employer_of_subject(token, at) or _nearest_firm(token, window, clusters, at)


def _nearest_firm(token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At) -> tuple[int, ...]:
    """The firm that "the company" can be: no public body, no union, and none of several who acted.

    It is the nearest, or the one that the article is about.
    """
    is_any = token.lemma_.lower() in _ANY_BODY
    firms = {
        n
        for n, c in enumerate(clusters)
        if c.kind is Kind.ORGANIZATION and not is_public(c) and (is_any or not is_no_company(c.names, c.references))
    }
    nearest = _nearest(
        token,
        window,
        clusters,
        at,
        {Kind.ORGANIZATION},
        may_be=lambda t: not firms.isdisjoint(at[t.i]) and not is_one_of_several(t, token, at),
        or_aside=True,
    )
    left_out = {n for numbers in others_in_clause(token, at) for n in numbers}
    return nearest if is_any else likelier(token, nearest, clusters, at, firms - left_out)


def _only_firm(token: Token, window: Sequence[Span], clusters: Sequence[Named], at: At) -> tuple[int, ...]:
    """The one firm that is named in the sentences before; nobody where there are several."""
    before = {at[t.i] for s in window for t in s if t.i < token.i and is_single(t, clusters, at, {Kind.ORGANIZATION})}
    firms = {numbers for numbers in before if not is_public(clusters[numbers[0]])}
    return next(iter(firms)) if len(firms) == 1 else ()


def is_public(cluster: Named) -> bool:
    """Whether one is a public body, which nobody calls "the company": by name, by what it is called, or as it fines."""
    return has_public_words(cluster) or punishes(cluster) or is_called_authority(cluster)


def has_public_words(cluster: Named) -> bool:
    """Whether a name is of a public body by its words."""
    return not _PUBLIC_WORDS.isdisjoint(cluster.key.split())


def punishes(cluster: Named) -> bool:
    """Whether an article tells that they do what only an authority can: "X fined Y"."""
    heads = (name.root for name in cluster.names)
    return any(h.dep_ == "nsubj" and h.head.lemma_.lower() in _PUNISHING for h in heads)


def _is_plural_reference(token: Token, determiner: str) -> bool:
    numbered = any(c.dep_ == "nummod" and c.lower_ in {"two", "both"} for c in token.children)
    return numbered or determiner == "both" or token.lower_ in {"pair", "duo", "two"}


def _is_modified(token: Token) -> bool:
    return any(c.dep_ in {"amod", "compound", "prep", "nmod", "poss"} for c in token.children)


def _named_so(noun: str, token: Token, window: Sequence[Span], clusters: Sequence[Named]) -> tuple[int, ...]:
    """The one organization, of those named just before or of all before, that is such a thing by its name."""
    spans = ((window[0].start, token.i), (0, token.i))
    named = (so_named(each, clusters, *span) for span in spans for each in same_sort(noun))
    return next((found for found in named if found), ())


def _unit(token: Token, clusters: Sequence[Named], known: set[int]) -> tuple[int, ...]:
    """The organization named "<parent> <country>", for "the Chinese division of the league"."""
    country = next((_DEMONYMS[c.lower_] for c in token.children if c.lower_ in _DEMONYMS), None)
    if country is None:
        return tuple(known) if len(known) == 1 and not _is_modified(token) else ()
    ending = f" {country.casefold()}"
    units = [n for n, c in enumerate(clusters) if c.kind is Kind.ORGANIZATION and c.key.endswith(ending)]
    return (units[0],) if len(units) == 1 else ()
