"""Who may write: holders of the token, and no page of another site on their behalf."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import request

from kg.errors import UsageError
from server.errors import Problem

_SHORTEST: Final = 16
_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="newsgraph"'}
_OWN_SITE: Final = ("same-origin", "none")


@dataclass(frozen=True, slots=True)
class Access:
    """The rule for writes.

    Attributes:
        token: what writers must send; None where nobody may write.
        origins: origins of pages, besides our own, whose scripts may read the answers; only those listed by
            name may also send writes, "*" lets all read and none write.
    """

    token: str | None = None
    origins: tuple[str, ...] = ("*",)

    def require_writer(self) -> None:
        """Let the current request pass if it may write.

        Raises:
            Problem: 403 nobody may, or a page of another site sent it; 401 the token is missing or wrong.
        """
        if self.token is None:
            raise Problem(
                HTTPStatus.FORBIDDEN,
                "This server is read-only. To allow writes, start it with --token-file FILE (or the variable "
                "NEWSGRAPH_TOKEN_FILE), and send `Authorization: Bearer …` with the token in that file.",
            )
        self._refuse_other_sites()
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not given.strip():
            detail = "A write needs the token: send `Authorization: Bearer …`."
            raise Problem(HTTPStatus.UNAUTHORIZED, detail, headers=_CHALLENGE)
        if not hmac.compare_digest(_digest(given.strip()), _digest(self.token)):
            challenge = {"WWW-Authenticate": f'{_CHALLENGE["WWW-Authenticate"]}, error="invalid_token"'}
            raise Problem(HTTPStatus.UNAUTHORIZED, "The token is not the one of this server.", headers=challenge)

    @property
    def shares_with_all(self) -> bool:
        """Whether scripts of every page may read the answers."""
        return "*" in self.origins

    def allowed_origin(self, origin: str | None) -> str | None:
        """What Access-Control-Allow-Origin says to a page of this origin; None for no such header."""
        if self.shares_with_all:
            return "*"
        return origin if origin in self.origins else None

    def _refuse_other_sites(self) -> None:
        """A browser says which site made it send a request; a program says nothing."""
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "none").lower()
        own = origin is None or urlsplit(origin).netloc == request.host  # a proxy may speak https for us
        if (own and site in _OWN_SITE) or (origin is not None and origin in self.origins):
            return
        raise Problem(
            HTTPStatus.FORBIDDEN,
            f"A page of another site ({origin or site}) may not write here; allow its origin with --origin.",
        )


def read_token(path: Path) -> str:
    """The token in a file: its only line.

    Raises:
        UsageError: there is no such file, or what is in it is no token.
    """
    try:
        token = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The token file {path} cannot be read ({error}): name a text file with --token-file"
        ) from error
    if len(token) < _SHORTEST or any(not " " < character <= "~" for character in token):
        raise UsageError(
            f"The token file {path} must hold one word of at least {_SHORTEST} characters, such as the output of "
            "`openssl rand -hex 32`",
        )
    return token


def access_from_environment() -> Access:
    """The rule that NEWSGRAPH_TOKEN_FILE and NEWSGRAPH_ORIGINS (with spaces between them) name.

    Raises:
        UsageError: the token file is none.
    """
    file, origins = os.environ.get("NEWSGRAPH_TOKEN_FILE"), os.environ.get("NEWSGRAPH_ORIGINS", "*").split()
    return Access(token=read_token(Path(file)) if file else None, origins=tuple(origins))


def _digest(text: str) -> bytes:
    """Of one length, so that comparing two tells nothing of the length of the right one."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()
