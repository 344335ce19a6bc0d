"""LOAD from hosts on the list: what they send is read here, bounded, and stands in the update as INSERT DATA."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.store.outbound import loadings
from server.errors import Problem
from server.rdf_bodies import ACCEPTED, media_type_of, read_triples

if TYPE_CHECKING:
    from kg.store.outbound import Loading
    from server.outbound import Outbound


def loaded(text: str, outbound: Outbound) -> str:
    """The update with the content of each source in the place of its LOAD; a silent one that fails adds nothing.

    Raises:
        QueryError: a source or graph is no plain IRI.
        Problem: 403 a source is not on the list; 502 it gives no answer that can be read.
    """
    parts, done = [], 0
    for each in loadings(text):
        parts += [text[done : each.start], _data(each, outbound)]
        done = each.end
    return "".join([*parts, text[done:]])


def _data(loading: Loading, outbound: Outbound) -> str:
    try:
        triples = _read(loading.iri, outbound)
    except Problem:
        if not loading.is_silent:
            raise
        triples = []
    content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) if triples else b""
    block = (content or b"").decode()
    return f"INSERT DATA {{ GRAPH <{loading.graph}> {{ {block} }} }}" if loading.graph else f"INSERT DATA {{ {block} }}"


def _read(url: str, outbound: Outbound) -> list[ox.Triple]:
    fetched = outbound.fetch(url, headers={"Accept": ACCEPTED})
    if fetched.status != HTTPStatus.OK:
        raise Problem(HTTPStatus.BAD_GATEWAY, f"{url} answers with the status {fetched.status}.")
    media_type = media_type_of(fetched.media_type, urlsplit(url).path)
    try:
        return read_triples(fetched.body, media_type, base=url)
    except Problem as error:
        raise Problem(HTTPStatus.BAD_GATEWAY, f"What {url} sends cannot be loaded. {error}") from error
