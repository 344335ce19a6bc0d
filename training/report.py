"""What the trained network reaches on texts that it has not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.evaluate.scores import Counts
from kg.extract.encoder.model import company_relation
from training.calibrating import figures
from training.core import core
from training.facts import scorer
from training.gold import TYPES
from training.labels import LABELS
from training.reading import read_names, read_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from training.facts import Fact
    from training.gold import Document, Record
    from training.network import Network

    Figures = dict[str, dict[str, float]]

_NAMES = ("person", "organization", "place")


def mention_figures(network: Network, documents: Sequence[Document]) -> dict[str, Figures]:
    """Names of people, organizations and places with exact bounds and type, and recall by overlap."""
    found = read_names(network, documents)
    counts = {name: Counts() for name in (*_NAMES, "all")}
    touched = dict.fromkeys(counts, 0)
    for document in documents:
        gold = {(m["start"], m["end"], TYPES.get(m["type"], "")) for m in document.record["mentions"]}
        read = {(*document.characters(c.start, c.end), c.kind) for c in found[document.id]}
        for name, count in counts.items():
            kinds = _NAMES if name == "all" else (name,)
            asked, given = ({each for each in names if each[2] in kinds} for names in (gold, read))
            count.right += len(asked & given)
            count.wrong += len(given - asked)
            count.missed += len(asked - given)
            touched[name] += sum(any(_touch(one, other) for other in given) for one in asked)
    rows = {
        name: {
            "P": count.precision,
            "R": count.recall,
            "F1": count.f1,
            "recall by overlap": touched[name] / max(1, count.asked),
        }
        for name, count in counts.items()
    }
    return {"Names, exact (Re-DocRED, held-out documents)": rows}


def company_figures(network: Network, documents: Sequence[Document], shared: Path) -> dict[str, Figures]:
    """CORE's relations by its scorer; nothing if that is not there."""
    score = scorer(shared, "score_core")
    if score is None:
        return {}
    rows = []
    for example, document in core(documents, read_names(network, documents)):
        name, subject, _ = company_relation(LABELS, read_pairs(network, example)[1].numpy())
        rows.append({"id": document.id, "type": name, "subj": subject})
    gold = [document.record for document in documents]
    plain, directed = score.run(gold, rows, False), score.run(gold, rows, True)  # noqa: FBT003 - the scorer's own way
    table = _rows(plain)
    table["macro-F1 of 12"] = {"F1": plain["macro-F1 (12)"]}
    table["macro-F1 of 12, with direction"] = {"F1": directed["macro-F1 (12)"]}
    return {"Company relations (CORE, dev)": table}


def fact_figures(facts: Sequence[Fact], gold: Sequence[Record], shared: Path) -> dict[str, Figures]:
    """KnowledgeNet's properties by its scorer, end to end; each half by probabilities that the other gave."""
    score = scorer(shared, "score_knowledgenet")
    if score is None:
        return {}
    return figures(facts, gold, score)


def _rows(figures: Mapping[str, Any]) -> Figures:
    return {name: _figures(each) for name, each in figures.items() if isinstance(each, dict)}


def _figures(row: Mapping[str, float]) -> dict[str, float]:
    return {"P": row["p"], "R": row["r"], "F1": row["f1"]}


def _touch(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] == other[2]
