"""A client for browsers and Node.js, fetch-sparql-endpoint, which Comunica and YASGUI's kin are built on.

npm install --prefix FOLDER fetch-sparql-endpoint && NEWSGRAPH_NODE_MODULES=FOLDER/node_modules pytest …
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.newsroom import CARD

MODULES = Path(os.environ.get("NEWSGRAPH_NODE_MODULES", "node_modules"))
NODE = shutil.which("node")
BASE = "https://w3id.org/newsgraph/"
NG = f"{BASE}ontology#"
SCRIPT = """
import {{ createRequire }} from 'node:module';
const {{ SparqlEndpointFetcher }} = createRequire({modules!r})('fetch-sparql-endpoint');
const all = stream => new Promise((good, bad) => {{
  const found = [];
  stream.on('data', one => found.push(one)).on('end', () => good(found)).on('error', bad);
}});
const client = new SparqlEndpointFetcher();
const at = {address!r};
const rows = await all(await client.fetchBindings(at, 'SELECT ?e {{ ?e a <{ng}Partnership> }}'));
const asked = await client.fetchAsk(at, 'ASK {{ ?e a <{ng}Partnership> }}');
const pattern = '{{ ?e a <{ng}Partnership> }}';
const triples = await all(await client.fetchTriples(at, `CONSTRUCT ${{pattern}} ${{pattern}}`));
let refused = '';
await client.fetchBindings(at, 'SELEC').catch(error => {{ refused = error.message; }});
console.log(JSON.stringify({{ rows: rows.map(row => row.e.value), asked, triples: triples.length, refused }}));
"""

pytestmark = pytest.mark.skipif(
    NODE is None or not (MODULES / "fetch-sparql-endpoint").is_dir(),
    reason="needs Node.js, and the package fetch-sparql-endpoint in the folder NEWSGRAPH_NODE_MODULES",
)


def test_fetch_sparql_endpoint_reads_every_kind_of_answer_and_every_error(address: str) -> None:
    script = SCRIPT.format(address=f"{address}/sparql", modules=str(MODULES.absolute() / "x.js"), ng=NG)
    command = [str(NODE), "--input-type=module", "--eval", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["rows"], told["asked"], told["triples"]) == ([BASE + CARD.key], True, 1)
    assert "does not parse" in told["refused"] or "400" in told["refused"]
