"""Reports as lines for people: explanations, tables and the summary of a build."""

from __future__ import annotations

import shlex
import textwrap
from typing import TYPE_CHECKING

from kg.settings import Settings

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from kg.ask import Question
    from kg.build import BuildReport
    from kg.check import Violation
    from kg.diff import Different
    from kg.facts import Decided, Decision, Retraction
    from kg.homonyms import Suggestion, Suspicion
    from kg.link import Item, Named
    from kg.link.building import Built
    from kg.store import Counts
    from kg.why import Explanation, Passage, Support

WIDTH = 100
SECONDS_BETWEEN_LINES = 10.0


def explanation(it: Explanation) -> Iterator[str]:
    """The fact, then each claim with its sentence and its article."""
    kinds = ", ".join(it.kinds)
    state = f", {it.status}" if it.status else ""
    yield it.label
    yield f"  {kinds}{state}, known from {_count(it.source_count, 'source')}"
    yield f"  <{it.iri}>"
    parts = {each.value for each in it.properties if each.name != "participant"}
    shown = (each for each in it.properties if each.name != "participant" or each.value not in parts)
    yield from (f"  {each.name}: {each.label}" for each in shown)
    if len(it.stages) > 1:
        yield "  history: " + ", then ".join(_stage(each.status, each.date, each.reported) for each in it.stages)
    for number, claim in enumerate(it.claims, start=1):
        yield ""
        yield from _claim(number, claim)


def _stage(status: str, date: str, reported: str) -> str:
    return f"{status} ({date or f'reported {reported}'})" if date or reported else status


def build(report: BuildReport, settings: Settings) -> Iterator[str]:
    """What a build did, and what to do next."""
    if report.interrupted:
        yield "Stopped. What was done is in the store; the same command goes on from here."
    articles = f"{report.added} added, {report.replaced} replaced, {report.unchanged} unchanged"
    yield f"Articles: {articles}, {len(report.refused)} refused, in {report.seconds:.1f} s."
    yield f"Facts: {report.appeared} appeared, {report.changed} changed, {report.gone} gone."
    if report.articles and not report.interrupted:
        store = "" if settings.store == Settings().store else f" --store {shlex.quote(str(settings.store))}"
        yield f"Next: kg serve{store}, or kg why{store} NAME"


def retraction(done: Retraction) -> Iterator[str]:
    """What went with an article, and what stays because others say it too."""
    yield f"Retracted {done.article}: {len(done.gone)} gone, {len(done.surviving)} known from other articles too."
    for key, label in done.gone:
        yield f"  gone   {label} <{key}>"
    for each in done.surviving:
        yield f"  stays  {each.label} <{each.key}>: {_count(each.sources, 'other source')}"


def decision(it: Decision, *, base: str) -> Iterator[str]:
    """What was decided, by whom, when and why."""
    kind = it.kind.rpartition("#")[2].lower()
    said = (f"{name.rpartition('#')[2]} {value.value.removeprefix(base)}" for name, value in it.says)
    yield f"{it.key.rpartition('/')[2]}  {kind}: {', '.join(said)}"
    yield f"  by {it.by}, {it.at:%Y-%m-%d %H:%M}: {it.reason}"


def suspicion(it: Suspicion) -> Iterator[str]:
    """A name that may stand for several, with the company that it keeps in each group of articles."""
    yield f"Perhaps several: {it.label} <{it.key}>"
    for each in it.companies:
        roles = f" as {', '.join(each.roles)}" if each.roles else ""
        beside = f" beside {', '.join(each.beside[:5])}" if each.beside else " by itself"
        tied = f", tied to {' '.join(each.items)}" if each.items else ""
        yield f"  in {_count(len(each.articles), 'article')}{roles}{beside}{tied}: {' '.join(each.articles[:3])}"
    if it.places:
        yield f"  but all with {', '.join(it.places)}"


def suggestion(it: Suggestion) -> Iterator[str]:
    """Two that may be one, and the command that says so."""
    yield f"Perhaps one: <{it.keeps}> and <{it.absorbs}>, both called {it.name}"
    if it.rivals:
        yield f"  but so are {', '.join(it.rivals)}"
    else:
        yield f"  kg merge {shlex.quote(it.keeps)} {shlex.quote(it.absorbs)} --reason 'both are called {it.name}'"


def decided(done: Decided, *, was_undone: bool) -> Iterator[str]:
    """What a decision did to the facts, and how it is taken back."""
    digits = done.decision.key.rpartition("/")[2]
    counts = f"{len(done.appeared)} appeared, {len(done.changed)} changed, {len(done.gone)} gone"
    yield f"Undone: {digits}. Facts: {counts}." if was_undone else f"Decided: {digits}. Facts: {counts}."
    for what, keys in (("new   ", done.appeared), ("change", done.changed), ("gone  ", done.gone)):
        yield from (f"  {what} {key}" for key in keys)
    if not was_undone:
        yield f"To take it back: kg undo {digits}"


def different(it: Different, *, base: str) -> Iterator[str]:
    """A fact that is another, how, and why."""
    mark = {"appeared": "+", "gone": "-", "changed": "~"}[it.what]
    yield f"{mark} {it.label} <{it.iri.removeprefix(base)}> {it.what}"
    for each in it.properties:
        name = each.property.rpartition("#")[2].rpartition("/")[2]
        before, after = (", ".join(_short(value, base) for value in values) for values in (each.before, each.after))
        yield f"    {name}: {before or 'nothing'} -> {after or 'nothing'}"
    for reason in it.reasons:
        yield f"    {reason.what}: {reason.words or 'no reason given'} <{reason.source.removeprefix(base)}>"


def compared(counts: Counter[str]) -> str:
    """How many facts differ, from the number of each kind of difference."""
    return f"{counts['appeared']} appeared, {counts['changed']} changed, {counts['gone']} gone."


def _short(value: str, base: str) -> str:
    return value.removeprefix(base).rpartition("#")[2] if "://" in value else value


def violation(it: Violation) -> str:
    """The rule, what breaks it, and how."""
    return f"{it.rule}: <{it.subject}>: {it.message}"


def checked(violations: int, counts: Counts) -> str:
    """How much was checked, and how much of it is wrong."""
    what = f"{_count(counts.articles, 'article')} with {_count(counts.claims, 'claim')}"
    return f"{_count(violations, 'violation')} in {what}."


def questions(listed: Iterable[Question]) -> Iterator[str]:
    """Each question's name and title, with the parameters that it takes."""
    for each in listed:
        yield f"{each.name}"
        yield f"  {each.title}"
        for parameter in each.parameters:
            default = f" (unless given: {parameter.default})" if parameter.default else ""
            yield f"    {parameter.name}={parameter.kind.upper()}  {parameter.meaning}{default}"


def sentence(passage: Passage) -> str:
    """The passage as one line: its line breaks and runs of spaces as one space."""
    return " ".join(passage.text.split())


def _claim(number: int, claim: Support) -> Iterator[str]:
    yield f"{number}. {', '.join(_stance(claim))}"
    for passage in claim.passages:
        lines = textwrap.wrap(sentence(passage), WIDTH, break_on_hyphens=False)
        yield from (f"   > {line}" for line in lines)
    source = claim.source
    about = ", ".join(filter(None, (source.headline, source.published, source.url or source.iri)))
    places = ", ".join(f"{passage.start}-{passage.end}" for passage in claim.passages)
    yield f"   in {about}, characters {places}"


def _stance(claim: Support) -> Iterator[str]:
    if claim.says:
        yield claim.says
    yield claim.polarity
    yield claim.modality
    if claim.status:
        yield claim.status
    if claim.date:
        yield f"dated {claim.date}"
    if claim.speaker:
        yield f"says {claim.speaker}"
    yield f"confidence {claim.confidence:.2f}"


def index_built(built: Built, *, shown: int) -> Iterator[str]:
    """What a build of an index did; the first faults have been shown."""
    if built.faulty > shown:
        yield f"… and {built.faulty - shown:,} more lines"
    yield f"Lines: {built.lines:,} read, {built.faulty:,} skipped as faulty; {built.left_out:,} items left out."
    yield f"Index: {built.items:,} items, {built.names:,} names, in {built.seconds:.1f} s: {built.path}"
    yield f"Next: export NEWSGRAPH_INDEX={shlex.quote(str(built.path))}"


def index_info(told: Mapping[str, Any]) -> Iterator[str]:
    """What an index covers, and how to get more."""
    yield f"{told['path']}: version {told['version']}, {told['bytes'] / 1e6:.1f} MB"
    yield f"{told['items']:,} items: " + ", ".join(f"{kind} {count:,}" for kind, count in told["kinds"].items())
    yield f"{told['names']:,} names, from " + ", ".join(told["sources"])


def index_row(named: Named, item: Item) -> str:
    """An item that was found: its id, label, kind and what it is."""
    also = f" ({named.alias})" if named.alias != item.label else ""
    return f"{item.id}\t{item.label}{also}\t{item.kind}\t{item.description or ''}".rstrip("\t")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
