"""Headers of every answer: what a page may load, and which other pages' scripts may read the data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from flask import request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

    from server.access import Access

_CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
)
"""The same on every answer, but for those that pages of others may frame."""
_FRAMED: Final = {name: value for name, value in SAFE.items() if name != "X-Frame-Options"} | {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
}
_EXPOSED: Final = (
    "Content-Location, ETag, Link, Location, Newsgraph-Most-Bytes, Newsgraph-Most-Rows, Newsgraph-Version, Retry-After"
)
_ACCEPTED: Final = "Accept, Authorization, Content-Type, If-Match, If-None-Match, Newsgraph-Version"


def sharing(origin: str | None, access: Access) -> dict[str, str]:
    """What tells the browser which pages' scripts may read the answer to a request of this origin."""
    allowed = access.allowed_origin(origin)
    if allowed is None:
        return {}
    return {"Access-Control-Allow-Origin": allowed, "Access-Control-Expose-Headers": _EXPOSED}


def protect(answer: Response, access: Access, *, is_framed: bool = False) -> Response:
    """The answer to the current request with these headers, which pages of others may show if it `is_framed`."""
    for name, value in (_FRAMED if is_framed else SAFE).items():
        answer.headers[name] = value
    shared = sharing(request.headers.get("Origin"), access)
    if not access.shares_with_all:
        answer.vary.add("Origin")
    for name, value in shared.items():
        answer.headers[name] = value
    if request.method == "OPTIONS" and shared:
        answer.headers["Access-Control-Allow-Methods"] = answer.headers.get("Allow", "GET, HEAD, OPTIONS")
        answer.headers["Access-Control-Allow-Headers"] = _ACCEPTED
        answer.headers["Access-Control-Max-Age"] = "86400"
    return answer
