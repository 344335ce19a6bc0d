"""What a network in torch reads: names of documents, scores of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from kg.extract.encoder.decoding import names as decoded
from training.batches import pair_tensors, window_tensors
from training.labels import BIO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.examples import Example, Predicted
    from training.gold import Document
    from training.network import Network

_TOGETHER = 32  # windows


def read_names(network: Network, documents: Sequence[Document]) -> Predicted:
    """A document's id → its names, sorted; windows of about the same length are read together."""
    found: Predicted = {document.id: [] for document in documents}
    todo = [(document.id, window) for document in documents for window in document.windows]
    todo.sort(key=lambda item: len(item[1].pieces))
    with torch.no_grad():
        for start in range(0, len(todo), _TOGETHER):
            together = todo[start : start + _TOGETHER]
            bio, _, _ = network.tag(network.words(*window_tensors([window for _, window in together])))
            for (identity, window), row in zip(together, bio.log_softmax(-1).numpy(), strict=True):
                scores = row[: len(window.first)]
                found[identity] += [name for name, _ in decoded(BIO, scores, offset=window.start)]
    for names in found.values():
        names.sort(key=lambda name: name.start)
    return found


def read_pairs(network: Network, example: Example) -> tuple[torch.Tensor, torch.Tensor]:
    """For each pair of an example: the probability of each relation, the logits of CORE's."""
    with torch.no_grad():
        words = network.words(*window_tensors([example.window]))[0]
        relations, companies = network.pairs(words, **pair_tensors(example))
        return relations.sigmoid(), companies
