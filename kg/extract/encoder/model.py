"""The trained encoder: one pass over a window gives its names, and one more the relations between candidates.

Both are ONNX graphs with 8-bit weights in one file, `kg/extract/weights/encoder.zip`; the model card beside it says
what they were trained on and what they reach. Windows are encoded one by one, because 8-bit arithmetic scales its
numbers by what stands together in a batch: alone, a window gives the same result whatever comes before it.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.errors import InstallationError
from kg.extract.encoder.candidates import KINDS, Candidate
from kg.extract.encoder.paths import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from kg.extract.encoder.windows import Window

    Floats = NDArray[np.float32]

FILE = "encoder.zip"
_KIND_IDS = {kind: number for number, kind in enumerate(KINDS)}
_GAPS = (1, 3, 7, 15, 31)  # numbers of tokens between two candidates that are told apart
_CERTAIN = 60.0  # logits beyond this say no more, and their powers do not fit into 32 bits
_MEND = "mend it with: pip install --force-reinstall newsgraph"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the numbers of the model's outputs mean.

    Attributes:
        bio: for each token, "O" or "B-" or "I-" with a type of mention.
        relations: between an ordered pair of candidates; each can hold by itself.
        companies: CORE's relations of two companies, of which one holds; the first `symmetric` have no direction.
        triggers: for each token, the class of the event that it names, or "none".
        statuses: for each token that names an event, its state.
    """

    bio: tuple[str, ...]
    relations: tuple[str, ...]
    companies: tuple[str, ...]
    symmetric: int
    triggers: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window as the encoder sees it.

    Attributes:
        window: the stretch of tokens.
        states: one row of numbers per token.
        bio: log-probabilities per token and label of `Labels.bio`.
        triggers: probabilities per token and class of `Labels.triggers`.
        statuses: probabilities per token and state of `Labels.statuses`, where the token names an event.
    """

    window: Window
    states: Floats
    bio: Floats
    triggers: Floats
    statuses: Floats


class Encoder:
    """The model, loaded; it holds about 60 MB.

    Args:
        path: its file, by default that of the product.

    Raises:
        InstallationError: if its file is missing or broken.
    """

    def __init__(self, path: Path | None = None) -> None:
        weights = path or files("kg.extract") / "weights" / FILE
        try:
            with weights.open("rb") as source, zipfile.ZipFile(source) as parts:
                self.labels = _labels(json.loads(parts.read("labels.json")))
                self.tokenizer = Tokenizer.from_str(parts.read("tokenizer.json").decode())
                self._encode = _session(parts.read("encode.onnx"))
                self._relate = _session(parts.read("relate.onnx"))
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise InstallationError(f"the encoder's weights cannot be loaded ({error}); {_MEND}") from error
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def encode(self, window: Window) -> Encoded:
        """The states and labels of a window's tokens."""
        states, bio, triggers, statuses = self._encode.run(
            ["words", "bio", "triggers", "statuses"],
            {
                "pieces": _row(window.pieces),
                "shapes": _row(window.shapes),
                "tags": _row(window.tags),
                "first": np.asarray(window.first, np.int64),
            },
        )
        return Encoded(
            window, states, _log_softmax(bio), np.exp(_log_softmax(triggers)), np.exp(_log_softmax(statuses))
        )

    def relate(
        self, encoded: Encoded, found: Sequence[Candidate], pairs: Sequence[tuple[int, int]]
    ) -> tuple[Floats, Floats]:
        """For each ordered pair of candidates: probabilities of `Labels.relations`, logits of `Labels.companies`."""
        relations, companies = self._relate.run(None, pair_inputs(encoded, found, pairs))
        return 1 / (1 + np.exp(-relations.clip(-_CERTAIN, _CERTAIN))), companies


def company_relation(labels: Labels, logits: Floats) -> tuple[str, int, float]:
    """Which of CORE's relations holds between two companies, which of them is its subject, and how sure that is.

    Args:
        labels: the model's.
        logits: the rows of (first, second) and (second, first).
    """
    cut = labels.symmetric
    joint = np.concatenate([(logits[0, :cut] + logits[1, :cut]) / 2, logits[0, cut:], logits[1, cut:]])
    probabilities = np.exp(_log_softmax(joint[None]))[0]
    best = int(probabilities.argmax())
    is_second = best >= len(labels.companies)
    name = labels.companies[best - len(labels.companies) + cut if is_second else best]
    return name, int(is_second), float(probabilities[best])


def _labels(stored: dict[str, Any]) -> Labels:
    lists = {key: tuple(value) for key, value in stored.items() if isinstance(value, list)}
    return Labels(symmetric=stored["symmetric"], **lists)


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the build uses a process per core
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _row(numbers: Sequence[int]) -> NDArray[np.int64]:
    return np.asarray([numbers], np.int64)


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))  # type: ignore[no-any-return] # numpy says Any


def pair_inputs(
    encoded: Encoded, found: Sequence[Candidate], pairs: Sequence[tuple[int, int]]
) -> dict[str, NDArray[Any]]:
    """What the model is told of ordered pairs of candidates, by the names of its inputs.

    Returns:
        words: the states of the window's tokens.
        kinds: for each token, the number of the kind of candidate that covers it.
        rows: five rows of weights over the tokens for each pair, of shape (5, pairs, tokens): those that average the
            first side, the second side, what stands between them and what lies on the way from one to the other in the
            parse, and 1 for all that the pair attends to.
        numbers: for each pair, of its distance with its direction, of its way, and of the edges above its sides.
    """
    window = encoded.window
    bounds = np.asarray([(c.start - window.start, c.end - window.start) for c in found])
    one, other = np.asarray(pairs).T
    low = np.minimum(bounds[one, 1], bounds[other, 1])
    high = np.maximum(bounds[one, 0], bounds[other, 0])
    places = np.arange(window.end - window.start)
    means = _stretches(places, *bounds.T)
    sentences = np.asarray(window.sentences)
    scope = (sentences[None] == sentences[bounds[one, 0]][:, None]).astype(np.float32)
    scope[[found[i].kind == "trigger" for i in one]] = 1
    ways, along = _ways(window, found, pairs)
    gaps = np.searchsorted(_GAPS, high - low, side="right")
    distances = gaps + (len(_GAPS) + 1) * (bounds[one, 0] > bounds[other, 0])
    kinds = np.zeros(len(places), np.int64)
    for candidate, (start, end) in zip(found, bounds, strict=True):
        kinds[start:end] = _KIND_IDS[candidate.kind]
    return {
        "words": encoded.states,
        "kinds": kinds,
        "rows": np.stack([means[one], means[other], _stretches(places, low, high), along, scope]),
        "numbers": np.column_stack([distances, ways]),
    }


def _stretches(places: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Floats:
    """A row for each stretch of tokens, which averages them; of zeros for an empty one."""
    rows = ((places >= starts[:, None]) & (places < ends[:, None])).astype(np.float32)
    rows /= np.maximum(rows.sum(1, keepdims=True), 1)
    return rows


def _ways(
    window: Window, found: Sequence[Candidate], pairs: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.int64], Floats]:
    """For each pair, the numbers of its way, and the row that averages the words on it."""
    tree = Tree(window, found)
    ways = [tree.way(*pair) for pair in pairs]
    counts = [len(way.words) for way in ways]
    words = np.fromiter(chain.from_iterable(way.words for way in ways), np.int64)
    along = np.zeros((len(ways), window.end - window.start), np.float32)
    along[np.repeat(np.arange(len(ways)), counts), words] = np.repeat(1 / np.maximum(counts, 1), counts)
    return np.asarray([(way.number, way.first, way.second) for way in ways], np.int64), along
