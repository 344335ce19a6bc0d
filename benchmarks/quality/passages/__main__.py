"""`python -m benchmarks.quality.passages PART`: a part's passages as JSON lines on stdout; `check` counts all parts."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.quality.passages import PARTS, read_part
from kg.errors import NewsgraphError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.passages", description=__doc__)
    parser.add_argument("part", choices=(*PARTS, "check"), metavar="PART", help=", ".join((*PARTS, "check")))
    options = parser.parse_args(arguments)
    try:
        if options.part == "check":
            for part in PARTS:
                print(_counts(part))
        else:
            for row in read_part(options.part):
                print(json.dumps(row, ensure_ascii=False))
    except NewsgraphError as error:
        print(f"passages: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _counts(part: str) -> str:
    rows = read_part(part)
    told = [row for row in rows if "events" in row["annotated"]]
    events = [event for row in told for event in row["events"]]
    forms = Counter(mention["type"] for row in rows for mention in row["mentions"] if mention["form"] == "name")
    lines = {
        "passages": f"{len(rows)}, of them {sum(not row['events'] for row in told)} negative, "
        f"{len(rows) - len(told)} for mentions only, in {len({row['topic'] for row in rows})} topics",
        "names": ", ".join(f"{name} {count}" for name, count in forms.most_common()),
        "kinds": ", ".join(f"{k} {n}" for k, n in Counter(event["kind"] for event in events).most_common()),
        "statuses": ", ".join(f"{k} {n}" for k, n in Counter(event["status"] for event in events).most_common()),
        "relations": ", ".join(
            f"{k} {n}" for k, n in Counter(r["type"] for row in rows for r in row["relations"]).most_common()
        ),
    }
    return "\n".join([part, *(f"  {name}: {value}" for name, value in lines.items())])


if __name__ == "__main__":
    sys.exit(main())
