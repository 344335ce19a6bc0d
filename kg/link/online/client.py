"""A client that asks a public service as its makers wish: named, slowly, patiently, and never twice for the same."""

from __future__ import annotations

import email.utils
import gzip
import http.client
import io
import json
import os
import time
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import urlencode, urlsplit

from kg.errors import Unreachable, UsageError
from kg.link.online.cache import Cache
from kg.link.online.slots import slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
Read: TypeAlias = "Callable[[Any], T]"

AT_ONCE = 3
"""Requests under way at a time, on all of the machine (https://www.mediawiki.org/wiki/API:Etiquette)."""

TRIES = 5
LONGEST_WAIT = 60.0
"""Seconds; a service that asks for more is asked again another time."""

_FIRST_WAIT = 1.0
_TIMEOUT = 30.0  # seconds in which nothing comes
_LONGEST = 60.0  # seconds for a whole answer: a service may send a byte now and then
_CHUNK = 1 << 16
_MOST_BYTES = 1 << 26
_BUSY = {429, 500, 502, 503, 504}
_BUSY_CODES = {"maxlag", "ratelimited", "readonly"}
DAY = 86_400.0


def default_cache() -> Path:
    """The folder that answers are kept in: `newsgraph` in XDG_CACHE_HOME or ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newsgraph"


@dataclass(frozen=True)
class Client:
    """Asks one service.

    Attributes:
        url: where the service is.
        user_agent: who asks, with an address to write to: services block those who do not say.
        cache: the folder that answers are kept in.
        age: seconds after which an answer is fetched again; where that fails, the old one still serves.
        wait: how to wait; tests pass what does not.

    Raises:
        UsageError: the user agent names nobody, or the address is none.
    """

    url: str
    user_agent: str
    cache: Path = field(default_factory=default_cache)
    age: float = 30 * DAY
    wait: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in {"http", "https"}:
            raise UsageError(f"{self.url!r} is no address of a service: it must begin with https:// or http://")
        if not any(mark in self.user_agent for mark in ("@", "http://", "https://")) or "\n" in self.user_agent:
            raise UsageError(
                f"{urlsplit(self.url).hostname} wants to know who asks: set NEWSGRAPH_USER_AGENT to your name with an "
                f"e-mail or web address, such as 'my-newsroom/1.0 (me@example.org)', not {self.user_agent!r}",
            )

    def get(self, parameters: Mapping[str, str], read: Read[T]) -> T:
        """What `read` makes of the JSON that the service gives for these parameters of a GET request.

        An answer that it cannot read is asked for again, and never kept.
        """
        return self._answer(f"{self.url}?{urlencode(sorted(parameters.items()))}", None, read)

    def post(self, parameters: Mapping[str, str], read: Read[T]) -> T:
        """The same for this form."""
        return self._answer(self.url, urlencode(sorted(parameters.items())).encode(), read)

    def _answer(self, url: str, form: bytes | None, read: Read[T]) -> T:
        cache = Cache(self.cache / "answers.sqlite")
        key = url if form is None else f"{url} {form.decode()}"
        kept = cache.get(key)
        if kept and kept[1] <= self.age:
            return read(json.loads(kept[0]))
        try:
            body, answer = self._fetched(url, form, read)
        except Unreachable:
            if kept:
                return read(json.loads(kept[0]))
            raise
        cache.put(key, body)
        return answer

    def _fetched(self, url: str, form: bytes | None, read: Read[T]) -> tuple[bytes, T]:
        pause, trouble = _FIRST_WAIT, ""
        for _ in range(TRIES):
            try:
                with slot(self.cache, AT_ONCE):
                    body, asked = self._sent(url, form)
                answer = json.loads(body)
                trouble = _busy(answer)
                if not trouble:
                    return body, read(answer)
            except urllib.error.HTTPError as error:
                trouble, asked = f"HTTP {error.code}", error.headers.get("Retry-After")
                error.close()
                if error.code not in _BUSY:
                    break
            except (OSError, http.client.HTTPException, ValueError, EOFError, zlib.error) as error:
                trouble, asked = str(error) or type(error).__name__, None
            except (LookupError, TypeError, AttributeError) as error:
                trouble, asked = f"an answer that is laid out otherwise: {error!r}", None
            seconds = _seconds(asked) or pause
            if seconds > LONGEST_WAIT:
                trouble += f", and asks to wait {seconds:.0f} s"
                break
            self.wait(seconds)
            pause *= 2
        host = urlsplit(url).hostname
        raise Unreachable(f"{host} does not answer ({trouble}): try again later, or leave --online out")

    def _sent(self, url: str, form: bytes | None) -> tuple[bytes, str | None]:
        headers = {"User-Agent": self.user_agent, "Accept": "application/json", "Accept-Encoding": "gzip"}
        request = urllib.request.Request(url, form, headers)  # noqa: S310 (the address is the user's setting)
        with _OPENER.open(request, timeout=_TIMEOUT) as response:
            body = _body(response)
            if response.headers.get("Content-Encoding") == "gzip":
                with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
                    body = packed.read(_MOST_BYTES + 1)
            if len(body) > _MOST_BYTES:
                raise ValueError(f"an answer of more than {_MOST_BYTES} bytes")
            return body, response.headers.get("Retry-After")


def _body(response: http.client.HTTPResponse) -> bytes:
    """All that the service sends, if it is no more and takes no longer than is right."""
    late, parts, size = time.monotonic() + _LONGEST, [], 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > _MOST_BYTES or time.monotonic() > late:
            raise ValueError(f"an answer of {size} bytes so far, after {_LONGEST:.0f} seconds at most")
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(parts)


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a service that moves its address, but not to another host: nobody allowed that one."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:  # noqa: ANN401 (the library's own signature)
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise urllib.error.HTTPError(newurl, code, f"it sends to {newurl}", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = urllib.request.build_opener(_SameHost)


def _busy(answer: Any) -> str:  # noqa: ANN401 (whatever JSON says)
    """Why the service wants to be asked again later, if it does: MediaWiki says so within an answer.

    Raises:
        Unreachable: the service says that the request is wrong.
    """
    error = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(error, dict):
        return ""
    told = f"{error.get('code')}: {error.get('info')}"
    if error.get("code") not in _BUSY_CODES:
        raise Unreachable(f"The service refuses the request ({told})")
    return told


def _seconds(asked: str | None) -> float | None:
    """A Retry-After, which is seconds or a date, as seconds from now."""
    if asked is None:
        return None
    try:
        if asked.strip().isdecimal():
            return float(asked)
        return max(0.0, email.utils.parsedate_to_datetime(asked).timestamp() - time.time())
    except ValueError:
        return None
