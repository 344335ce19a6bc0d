"""Speed of the Wikidata index: building it from a generated dump, opening it, its memory, and look-ups per second."""

from __future__ import annotations

import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import click

from kg.link import Index, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SYLLABLES = ("al", "ber", "cor", "dan", "el", "fin", "gar", "hol", "in", "jor", "kal", "lum", "mer", "nor", "or", "pel")
ENDINGS = {"Q4830453": ("Group", "Bank", "Industries", "Inc."), "Q5": ("", "", "", ""), "Q515": ("City", "", "", "")}
LOOKUPS = 20_000
MB = 1e6
LEAST_ITEMS_PER_SECOND, LEAST_LOOKUPS_PER_SECOND = 5_000, 5_000
MOST_BUILD_MB, MOST_OPEN_SECONDS, MOST_OPEN_MB = 500, 0.2, 150


@click.command()
@click.option("--items", default=1_000_000, show_default=True, help="Items of the generated dump; 0 to leave it out.")
@click.option("--index", "path", type=click.Path(exists=True, path_type=Path), help="Look up in this one instead.")
@click.option("--workers", default=2, show_default=True, help="Processes that parse.")
def main(items: int, path: Path | None, workers: int) -> None:
    """Print what was measured beside what it should be; exit 1 where it is not met."""
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        if items:
            dump, out = Path(folder, "dump.json.gz"), Path(folder, "index.sqlite")
            seconds, _ = _timed(lambda: write_dump(dump, items))
            print(f"generated   {items:>9,} items, {dump.stat().st_size / MB:,.0f} MB packed, in {seconds:.0f} s")
            missed += build(dump, out, items, workers)
            path = path or out
        if path:
            missed += look_up(path)
    raise SystemExit(1 if any(missed) else 0)


def build(dump: Path, out: Path, items: int, workers: int) -> list[bool]:
    """Build as a user does, and watch the memory of all its processes."""
    command = [sys.executable, "-m", "kg.cli", "link", "index", "build", dump, "--out", out, "--workers", workers]
    begun, worked = time.perf_counter(), _children_worked()
    with subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL) as process:
        peak = _peak(process)
    if process.returncode:
        raise SystemExit(f"kg link index build failed with {process.returncode}")
    seconds, worked = time.perf_counter() - begun, _children_worked() - worked
    print(f"index       {out.stat().st_size / MB:>9,.0f} MB in {seconds:.0f} s, with {worked:.0f} s of a core's time")
    return [
        _row("build", items / seconds, "items/s", LEAST_ITEMS_PER_SECOND, is_least=True),
        _row("build, of one core's time", items / worked, "items/s", LEAST_ITEMS_PER_SECOND, is_least=True),
        _row("build, peak", peak, "MB", MOST_BUILD_MB),
    ]


def look_up(path: Path) -> list[bool]:
    """Open the index in a fresh process, then look up names that are there, that are not, and that are misspelled."""
    told = subprocess.run([sys.executable, __file__, "--opened", path], check=True, capture_output=True, text=True)
    opened = json.loads(told.stdout)
    index = Index.open(path)
    names = sampled(index)
    known = _timed(lambda: [index.named(name_key(name)) for name in names])[0]
    known = min(known, _timed(lambda: [index.named(name_key(name)) for name in names])[0])
    absent = _timed(lambda: [index.named(name_key(f"{name} qx")) for name in names])[0]
    typos = [misspelled(name, seed) for seed, name in enumerate(names[: LOOKUPS // 20])]
    alike = _timed(lambda: [index.similar(typo) for typo in typos])[0]
    items = _timed(lambda: [index.get_many(named.id for named in index.named(name_key(name))) for name in names])[0]
    print(f"look-ups, names that are not there {len(names) / absent:>10,.0f} /s")
    print(f"look-ups, with the whole items     {len(names) / items:>10,.0f} /s")
    print(f"look-ups, names spelled alike      {len(typos) / alike:>10,.0f} /s")
    return [
        _row("opening", opened["seconds"], "s", MOST_OPEN_SECONDS),
        _row("opening and 20,000 look-ups add", opened["megabytes"], "MB", MOST_OPEN_MB),
        _row("look-ups, names that are there", len(names) / known, "/s", LEAST_LOOKUPS_PER_SECOND, is_least=True),
    ]


def opened(path: Path) -> dict[str, float]:
    """Seconds to open the index and find a first name, and the memory that it and many look-ups add."""
    before = _rss()
    seconds, index = _timed(lambda: Index.open(path))
    seconds += _timed(lambda: index.named("london"))[0]
    for name in sampled(index):
        index.named(name_key(name))
    return {"seconds": seconds, "megabytes": _rss() - before}


def sampled(index: Index) -> list[str]:
    """Labels of items from all over the index, the same each time."""
    chosen = random.Random(7)  # noqa: S311 (a sample, no secret)
    found: list[str] = []
    while len(found) < LOOKUPS:
        qids = (f"Q{int(10 ** chosen.uniform(0, 7))}" for _ in range(1_000))
        found.extend(item.label for item in index.get_many(qids).values())
    return found[:LOOKUPS]


def misspelled(name: str, seed: int) -> str:
    """The name with one letter changed."""
    at = seed % len(name)
    return f"{name[:at]}x{name[at + 1 :]}"


def write_dump(path: Path, count: int) -> None:
    """A dump in the layout of Wikidata's, with names made of syllables."""
    chosen = random.Random(1)  # noqa: S311 (made-up names, no secret)
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as stream:
        stream.write("[\n")
        for number in range(1, count + 1):
            stream.write(json.dumps(_document(number, chosen), separators=(",", ":")))
            stream.write(",\n" if number < count else "\n")
        stream.write("]\n")


def _document(number: int, chosen: random.Random) -> dict[str, Any]:
    kind = chosen.choice(list(ENDINGS))
    words = ["".join(chosen.choices(SYLLABLES, k=chosen.randint(2, 3))).capitalize() for _ in range(2)]
    label = " ".join([*words, chosen.choice(ENDINGS[kind])]).strip()
    spoken = {code: {"language": code, "value": label} for code in ("en", "de", "fr", "es", "zh")}
    told = {code: {"language": code, "value": f"{kind} of {words[0]}"} for code in ("en", "de", "fr")}
    sites = chosen.randint(0, 12)
    return {
        "type": "item",
        "id": f"Q{number}",
        "labels": spoken,
        "descriptions": told,
        "aliases": {"en": [{"language": "en", "value": f"{words[1]} {words[0]}"}]},
        "claims": {
            "P31": [_statement(number, "P31", kind)],
            "P17": [_statement(number, "P17", f"Q{chosen.randint(1, 200)}")],
            "P159": [_statement(number, "P159", f"Q{chosen.randint(1, count_of_places(number))}")],
        },
        "sitelinks": {f"{each}wiki": {"site": f"{each}wiki", "title": label, "badges": []} for each in _sites(sites)},
        "lastrevid": number,
    }


def count_of_places(number: int) -> int:
    """Facts point to items before this one."""
    return max(2, number)


def _sites(count: int) -> Iterator[str]:
    return iter(("en", "de", "fr", "es", "zh", "ja", "ru", "it", "pt", "nl", "pl", "sv")[:count])


def _statement(number: int, key: str, qid: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}
    snak = {"snaktype": "value", "property": key, "hash": f"{number:040x}", "datatype": "wikibase-item"}
    snak["datavalue"] = {"value": value, "type": "wikibase-entityid"}  # type: ignore[assignment] # as the dump nests it
    return {"mainsnak": snak, "type": "statement", "id": f"Q{number}${number:032x}", "rank": "normal", "references": []}


def _peak(process: subprocess.Popen[bytes]) -> float:
    """The most megabytes that the process and those it starts have had at a time; 0 where there is no /proc."""
    done = Event()
    peak = [0.0]

    def watch() -> None:
        while not done.wait(0.2):
            peak[0] = max(peak[0], sum(map(_resident, _family(process.pid))))

    watcher = Thread(target=watch)
    watcher.start()
    process.wait()
    done.set()
    watcher.join()
    return peak[0]


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / MB


def _children_worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _rss() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / MB


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = run()
    return time.perf_counter() - begun, result


def _row(what: str, found: float, unit: str, bound: float, *, is_least: bool = False) -> bool:
    missed = found < bound if is_least else found > bound
    sign = "≥" if is_least else "≤"
    print(f"{what:<34} {found:>10,.2f} {unit:<8} {sign} {bound:,} {'MISSED' if missed else 'met'}")
    return missed


if __name__ == "__main__":
    if sys.argv[1:2] == ["--opened"]:
        print(json.dumps(opened(Path(sys.argv[2]))))
    else:
        main()
