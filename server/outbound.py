"""The only way out: requests to hosts that the operator has listed, to addresses that were looked at first.

The engine can fetch by itself, and neither asks nor tells where to. So its processes have no network, where the system
can take it from them (`server.confinement`), and what a SERVICE or LOAD wants is fetched here: the host is on the
list, its address is a public one (or listed as an address itself), the connection goes to that very address, and
each redirect is looked at in the same way.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from kg.errors import UsageError
from server.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MOST_BYTES: Final = 64 << 20
"""Of one answer from elsewhere."""
_PORTS: Final = {"http": 80, "https": 443}
_REDIRECTS: Final = 5
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_SECONDS: Final = 20.0
_ENTRY: Final = re.compile(r"\[(?P<six>[0-9A-Fa-f:.]+)\](?::(?P<p6>\d+))?|(?P<host>[^:/\[\]@\s]+)(?::(?P<p>\d+))?")


class NotAllowed(Problem):
    """The target is not on the list."""

    def __init__(self, target: str, why: str) -> None:
        super().__init__(
            HTTPStatus.FORBIDDEN,
            f"{target} is refused: {why}. This server asks no other servers than those that it was started with "
            "(--allow HOST). Ask the other server yourself and import its answer.",
        )


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer from elsewhere."""

    status: int
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Outbound:
    """The list.

    Attributes:
        hosts: (name or address in small letters, port or None for any).
    """

    hosts: frozenset[tuple[str, int | None]] = frozenset()

    def fetch(self, url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Fetched:
        """The answer to a GET, or with a body to a POST.

        Raises:
            Problem: 403 the target, or where it redirects to, is refused; 502 there is no good answer.
        """
        for _ in range(_REDIRECTS + 1):
            fetched, moved = self._once(url, body, dict(headers or {}))
            if moved is None:
                return fetched
            url = urljoin(url, moved)
        raise Problem(HTTPStatus.BAD_GATEWAY, f"{url} redirects more than {_REDIRECTS} times.")

    def check(self, url: str) -> Address:
        """The address to connect to for this URL.

        Raises:
            Problem: 403 it is refused; 502 there is no such host.
        """
        parts = urlsplit(url)
        try:
            port = parts.port or _PORTS[parts.scheme]
        except (ValueError, KeyError) as error:
            raise NotAllowed(url, "only http and https are spoken") from error
        host = (parts.hostname or "").rstrip(".")
        if parts.username is not None or not self.hosts & {(host, port), (host, None)}:
            raise NotAllowed(url, f"{host or 'no host'} at port {port} is not on its list")
        return _public(url, host, port)

    def allows(self, url: str | None) -> bool:
        """Whether it can be asked."""
        try:
            return url is not None and self.check(url) is not None
        except Problem:
            return False

    def _once(self, url: str, body: bytes | None, headers: dict[str, str]) -> tuple[Fetched, str | None]:
        address = self.check(url)
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
        connection = http.client.HTTPConnection(parts.hostname or "", port, timeout=_SECONDS)
        try:
            connection.sock = socket.create_connection((str(address), port), timeout=_SECONDS)
            if parts.scheme == "https":
                secure = ssl.create_default_context()
                connection.sock = secure.wrap_socket(connection.sock, server_hostname=parts.hostname)
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST" if body is not None else "GET", path, body, headers)
            answer = connection.getresponse()
            moved = answer.getheader("Location") if answer.status in _MOVED else None
            data = b"" if moved else answer.read(MOST_BYTES + 1)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Problem(HTTPStatus.BAD_GATEWAY, f"{url} gives no answer: {error}.") from error
        finally:
            connection.close()
        if len(data) > MOST_BYTES:
            raise Problem(HTTPStatus.BAD_GATEWAY, f"{url} answers with more than {MOST_BYTES} bytes.")
        return Fetched(answer.status, answer.headers.get_content_type(), data), moved


def outbound_to(entries: Sequence[str]) -> Outbound:
    """The list that these entries name: `HOST`, `HOST:PORT`, or an address in the place of the host.

    Raises:
        UsageError: one is none of these.
    """
    found = [(entry, _ENTRY.fullmatch(entry)) for entry in entries]
    for entry, match in found:
        if match is None:
            raise UsageError(f"--allow {entry!r} names no host: write such as example.org or example.org:8080")
    pairs = [(match["six"] or match["host"], match["p6"] or match["p"]) for _, match in found if match]
    return Outbound(frozenset((host.lower().rstrip("."), int(port) if port else None) for host, port in pairs))


def _public(url: str, host: str, port: int) -> Address:
    """The address of a host on the list: a public one, unless the list has it as an address."""
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return literal  # spelled as it stands on the list; other spellings of it are not on the list
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Problem(HTTPStatus.BAD_GATEWAY, f"{url}: the host {host} is not known ({error}).") from error
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not addresses or not all(map(is_public, addresses)):
        raise NotAllowed(url, f"{host} is an address inside this machine or its network; list the address itself")
    return addresses[0]


def is_public(address: Address) -> bool:
    """Whether an address is one of the public network, also where another address is wrapped into it."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if wrapped:
            return is_public(wrapped)
        if address in _TRANSLATED:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
