"""How many W3C cases of queries, updates, syntax and results the server passes, and the native server in the same run.

Each case goes to both, one after the other. The native server has other paths for the same; it knows no token.

    python -m benchmarks.conformance        needs ../shared and the extra `bench`
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack, closing
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed.endpoint import native
from tests.conformance.conftest import Endpoint
from tests.conformance.test_evaluation import CASES, check
from tests.serving import serving_writes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conformance.manifests import Case

PATHS = {"/sparql": "/query", "/graphs": "/store", "/export.nq": "/store"}
_PLACE = re.compile(rb"error at \d+:\d+")
"""In what the native server says of a text that does not parse."""
QUADS = {"Accept": "application/n-quads"}


class Native(Endpoint):
    """The native server, under the paths of ours."""

    def request(
        self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in small letters, and body of the answer."""
        place, mark, query = path.partition("?")
        kept = QUADS if place == "/export.nq" else dict(headers or {})
        path = PATHS.get(place, place) + mark + query
        status, given, answer = super().request(method, path, body=body, headers=kept)
        if status >= 400 and not _PLACE.search(answer):  # noqa: PLR2004 (an error) (as ours says that it parses)
            answer = b"The query cannot be evaluated: " + answer
        return status, given, answer


def passes(endpoint: Endpoint, case: Case) -> bool:
    """Whether a server does as a case says."""
    try:
        check(endpoint, case)
    except (AssertionError, HTTPException, OSError, ValueError, SyntaxError, KeyError):
        endpoint.forget()
        endpoint.close()  # it is opened again with the next request
        return False
    return True


def main() -> None:
    """Count, and name the cases that only one of the two passes."""
    passed: Counter[tuple[str, str]] = Counter()
    asked: Counter[str] = Counter()
    with ExitStack() as opened:
        place = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        address, token = opened.enter_context(serving_writes(place))
        theirs = opened.enter_context(native(place / "native", writes=True))
        servers = {"ours": Endpoint(address, token), "native": Native(f"http://127.0.0.1:{theirs.port}", "")}
        for endpoint in servers.values():
            opened.enter_context(closing(endpoint))
        for case in CASES:
            suite = case.folder.partition("/")[0]
            asked[suite] += 1
            found = {name for name, endpoint in servers.items() if passes(endpoint, case)}
            passed.update((suite, name) for name in found)
            if len(found) == 1:
                print(f"only {found.pop():8} {case.iri}", file=sys.stderr)
    print(f"{'':14}{'cases':>8}{'ours':>8}{'native':>8}")
    for suite, count in asked.items():
        print(f"{suite:14}{count:8}{passed[suite, 'ours']:8}{passed[suite, 'native']:8}")


if __name__ == "__main__":
    main()
