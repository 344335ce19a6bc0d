"""What a network in torch reads: names of documents, scores of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from kg.extract.encoder.decoding import names as decoded
from training.batches import pair_tensors, window_tensors
from training.labels import BIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.examples import Example, Predicted
    from training.gold import Document
    from training.network import Network


def read_names(network: Network, documents: Iterable[Document]) -> Predicted:
    """A document's id → its names."""
    found: Predicted = {}
    with torch.no_grad():
        for document in documents:
            names = found[document.id] = []
            for window in document.windows:
                bio, _, _ = network.tag(network.words(*window_tensors([window])))
                scores = bio[0].log_softmax(-1).numpy()
                names += [name for name, _ in decoded(BIO, scores, offset=window.start)]
    return found


def read_pairs(network: Network, example: Example) -> tuple[torch.Tensor, torch.Tensor]:
    """For each pair of an example: the probability of each relation, the logits of CORE's."""
    with torch.no_grad():
        words = network.words(*window_tensors([example.window]))[0]
        relations, companies = network.pairs(words, **pair_tensors(example))
        return relations.sigmoid(), companies
