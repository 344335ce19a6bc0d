"""Time and memory of what reads a whole store, on stores of synthetic articles: memory should not grow with the store.

Each runs as a process of its own. Its peak is the resident memory that the kernel reports at its end (which would be
that of this process if that were larger, so this one stays small); how much of it was no file is looked at meanwhile.
The last rows are the engine alone, without our code: it opens the store, reads the facts, each article's graph, or the
claims about each subject, as the commands above do. What it holds then is its own. A larger store is made by adding to
the smaller one.

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
KG = (sys.executable, "-m", "kg.cli")
COMMANDS = (
    ("check",),
    *(("export", "--format", name) for name in ("ttl", "nq", "jsonld", "rdf", "ftm", "csv", "nanopubs")),
    ("diff", "--since", "2100-01-01T00:00"),
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
    """What a process took: seconds of the clock and of CPU, MiB at the peak, and MiB of these that were no file."""

    seconds: float
    cpu: float
    peak: float
    anonymous: float


def measured(command: tuple[str, ...], *, may_fail: bool = False) -> Used:
    """What a command takes."""
    began, anonymous = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            anonymous = max(anonymous, _anonymous(process.pid))
            time.sleep(SECONDS_BETWEEN_LOOKS)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
    if process.returncode and not may_fail:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    used = ended[2]
    return Used(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, anonymous / 1024)


def _anonymous(pid: int) -> int:
    """KiB of resident memory that are no part of a file; 0 on a system that does not tell."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("RssAnon:")), 0)


def rows(store: Path) -> dict[str, tuple[str, ...]]:
    """Name of a row → the command that it is of."""
    ours = {f"kg {' '.join(each[:3])}": (*KG, *each, "--store", str(store)) for each in COMMANDS}
    alone = {f"engine {name}": (sys.executable, "-c", _OPENED + code, str(store)) for name, code in ENGINE.items()}
    return ours | alone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    parser.add_argument("--store", type=Path, help="where to make it, to keep it")
    parser.add_argument("--only", action="append", help="only rows with this word")
    options = parser.parse_args()
    print(f"{'articles':>8}  {'':36}{'seconds':>9}{'CPU s':>9}{'peak MiB':>10}{'no file':>9}{'CPU ms/article':>16}")
    with tempfile.TemporaryDirectory() if options.store is None else nullcontext(options.store) as folder:
        store, done = Path(folder, "store"), 0
        for count in sorted(options.counts):
            grown = (sys.executable, "-m", "benchmarks.speed.synthetic", str(store), str(count - done), str(done))
            subprocess.run(grown, check=True, stdout=subprocess.DEVNULL)
            done = count
            for name, command in rows(store).items():
                if options.only is None or any(word in name for word in options.only):
                    print(_line(count, name, measured(command, may_fail="Nobody" in name)), flush=True)


def _line(count: int, name: str, used: Used) -> str:
    numbers = f"{used.seconds:9.1f}{used.cpu:9.1f}{used.peak:10.0f}{used.anonymous:9.0f}"
    return f"{count:8}  {name:36}{numbers}{1000 * used.cpu / count:16.2f}"


if __name__ == "__main__":
    main()
