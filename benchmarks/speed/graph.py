"""Time and memory of `kg check` and `kg export` on stores of synthetic articles: memory should not grow with the store.

Each runs as a command of its own; its peak is the resident memory that the kernel reports at its end (which would be
that of this process if that were larger, so this one stays small). A larger store is made by adding to the smaller one.

    python -m benchmarks.speed.graph [COUNT...]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNTS = (1_000, 10_000)
COMMANDS = (("check",), *(("export", "--format", name) for name in ("ttl", "nq", "jsonld", "ftm", "csv")))


def measured(command: tuple[str, ...], store: Path) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and MiB at the peak."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "kg.cli", *command, "--store", str(store)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg {' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    counts = sorted(int(each) for each in sys.argv[1:]) or COUNTS
    print(f"{'articles':>10}  {'command':24}{'seconds':>10}{'CPU s':>10}{'peak MiB':>10}{'CPU ms/article':>16}")
    with tempfile.TemporaryDirectory() as folder:
        done = 0
        for count in counts:
            grown = [
                sys.executable,
                "-m",
                "benchmarks.speed.synthetic",
                str(Path(folder, "store")),
                str(count - done),
                str(done),
            ]
            subprocess.run(grown, check=True, stdout=subprocess.DEVNULL)
            done = count
            for command in COMMANDS:
                seconds, cpu, peak = measured(command, Path(folder, "store"))
                name = f"kg {' '.join(command)}"
                print(
                    f"{count:10}  {name:24}{seconds:10.1f}{cpu:10.1f}{peak:10.0f}{1000 * cpu / count:16.2f}", flush=True
                )


if __name__ == "__main__":
    main()
