"""Look-ups on the network, only where somebody asks for them: Wikidata's API, or a reconciliation service.

Both answer what an index answers, so that the linker need not know which it has. Their answers are kept on disk.
"""

from __future__ import annotations

from kg.link.online.client import Client, default_cache
from kg.link.online.reconciliation import ReconciliationService
from kg.link.online.together import Together
from kg.link.online.wikidata import WIKIDATA, WikidataService

__all__ = ["WIKIDATA", "Client", "ReconciliationService", "Together", "WikidataService", "default_cache"]
