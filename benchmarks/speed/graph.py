"""Time and memory of the commands on stores of synthetic articles: neither one more article nor memory should grow.

The store is made by the loader, as `kg import` does it; a larger one by adding to the smaller. Then come single
articles (as `benchmarks.speed.adding`, whose lines are printed), and the commands that read the whole store. Each
runs as a process of its own. Its peak is the resident memory that the kernel reports at its end (which would be that of
this process if that were larger, so this one stays small); how much of it was a file (code, and what the engine has
mapped) and how much was not is looked at meanwhile.
The last rows are the engine alone, without our code: it opens the store, reads the facts, each article's graph, or the
claims about each subject, as the commands above do. What it holds then is its own.

    python -m benchmarks.speed.graph [COUNT...] [--store DIR] [--only WORD...]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed import synthetic
from kg.records import Kind
from ontology import terms

COUNTS = (1_000, 10_000, 100_000)
SECONDS_BETWEEN_LOOKS = 0.05
KNOWN = "id/organization/" + synthetic.name(Kind.ORGANIZATION, 0).lower().replace(" ", "-")
FACTS = "to-diff.nt"
PUT = "single articles"
KG = (sys.executable, "-m", "kg.cli")
COMMANDS = (
    ("check",),
    *(("export", "--format", name) for name in ("ttl", "nq", "jsonld", "rdf", "ftm", "csv", "nanopubs")),
    ("diff", "--since", "2100-01-01T00:00"),
    ("export", FACTS),
    ("diff", FACTS),
    ("why", KNOWN),
    ("why", "Nobody Labs"),
    ("ask", "partners", f"party={KNOWN}"),
    ("ask", "weak-support", "--format", "csv"),
)
_OPENED = "import pyoxigraph as ox, sys; store = ox.Store(sys.argv[1]); read = store.quads_for_pattern; "
_TYPE, _ARTICLE, _ABOUT = (f"ox.NamedNode('{iri}')" for iri in (f"{terms.RDF}type", terms.ARTICLE, terms.ABOUT))
ENGINE = {
    "opens": "",
    "reads the facts": "sum(1 for each in read(None, None, None, ox.DefaultGraph()))",
    "reads each article": f"sum(1 for of in read(None, {_TYPE}, {_ARTICLE}) "
    "for each in read(None, None, None, of.graph_name))",
    "reads each claim": f"sum(1 for of in read(None, {_ABOUT}, None) for each in read(of.subject, None, None))",
    "dumps": "store.dump(open('/dev/null', 'wb'), ox.RdfFormat.N_QUADS)",
}


@dataclass(frozen=True, slots=True)
class Used:
    """What a process took: seconds of CPU, MiB at the peak, of which no file and files, and what it printed."""

    cpu: float
    peak: float
    anonymous: float
    files: float
    printed: str


def measured(command: tuple[str, ...], *, may_fail: bool = False, shows: bool = False) -> Used:
    """What a command takes; what it prints is kept if it `shows` something."""
    anonymous = files = 0
    with (
        tempfile.TemporaryFile() as out,
        subprocess.Popen(command, stdout=out if shows else subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process,
    ):
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            now = _resident(process.pid)
            anonymous, files = max(anonymous, now["RssAnon"]), max(files, now["RssFile"])
            time.sleep(SECONDS_BETWEEN_LOOKS)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        out.seek(0)
        printed = out.read().decode()
    if process.returncode and not may_fail:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    used = ended[2]
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, anonymous / 1024, files / 1024, printed)


def _resident(pid: int) -> dict[str, int]:
    """KiB of resident memory that are no part of a file and that are; 0 on a system that does not tell."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    found = {line.partition(":")[0]: line.split()[1] for line in lines if line.startswith(("RssAnon:", "RssFile:"))}
    return {name: int(found.get(name, 0)) for name in ("RssAnon", "RssFile")}


def rows(store: Path, count: int) -> dict[str, tuple[str, ...]]:
    """Name of a row → the command that it is of."""
    put = (sys.executable, "-m", "benchmarks.speed.adding", str(count), "--store", str(store.parent), "--as-it-is")
    facts = str(store.parent / "facts.nt")
    ours = {
        f"kg {' '.join(each[:3])}": (*KG, *(facts if word == FACTS else word for word in each), "--store", str(store))
        for each in COMMANDS
    }
    alone = {f"engine {name}": (sys.executable, "-c", _OPENED + code, str(store)) for name, code in ENGINE.items()}
    return {PUT: put} | ours | alone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    parser.add_argument("--store", type=Path, help="the folder to make it in, to keep it")
    parser.add_argument("--only", action="append", help="only rows with this word")
    options = parser.parse_args()
    columns = f"{'CPU s':>9}{'ms/article':>12}{'peak MiB':>10}{'no file':>9}{'file':>6}"
    print(f"{'articles':>8}  {'':36}{columns}")
    with tempfile.TemporaryDirectory() if options.store is None else nullcontext(options.store) as folder:
        store, done = Path(folder, "store"), 0
        for count in sorted(options.counts):
            grown = (sys.executable, "-m", "benchmarks.speed.synthetic", str(store), str(count - done), str(done))
            print(_line(count, f"made, from {done} on", measured(grown)), flush=True)
            done = count
            for name, command in rows(store, count).items():
                if options.only is None or any(word in name for word in options.only):
                    used = measured(command, may_fail="Nobody" in name, shows=name == PUT)
                    print(_line(count, name, used), used.printed, sep="\n" if used.printed else "", flush=True)


def _line(count: int, name: str, used: Used) -> str:
    numbers = f"{used.cpu:9.1f}{1000 * used.cpu / count:12.2f}{used.peak:10.0f}{used.anonymous:9.0f}{used.files:6.0f}"
    return f"{count:8}  {name:36}{numbers}"


if __name__ == "__main__":
    main()
