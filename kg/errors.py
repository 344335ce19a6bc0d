"""The family of errors: each says what happened, with the value, and what to do next.

NewsgraphError
├── UsageError          the command or request is wrong             exit 2, HTTP 400
├── InputRefused        one input cannot be read                    exit 3, HTTP 422
├── NotFound            no such article, entity or fact             exit 1, HTTP 404
├── QueryError          a SPARQL query or update is wrong           exit 2, HTTP 400
│   └── OutboundRefused it wants to ask a server that is not listed exit 2, HTTP 403
├── StoreError          the store cannot do this                    exit 1, HTTP 500
│   ├── StoreInUse      another process owns the store              exit 1, HTTP 503
│   └── StoreBusy       another write takes too long                exit 1, HTTP 503
├── InstallationError   a part of the installation is missing       exit 1, HTTP 500
└── Unreachable         a service on the network does not answer    exit 1, HTTP 502
"""


class NewsgraphError(Exception):
    """Anything that Newsgraph reports to its user; `exit_code` and `http_status` say how."""

    exit_code = 1
    http_status = 500


class UsageError(NewsgraphError):
    """The command line or the request asks for something that does not exist."""

    exit_code = 2
    http_status = 400


class InputRefused(NewsgraphError):
    """One input cannot be read; the others go on.

    Args:
        origin: the file, line or URL that was refused.
        reason: what is wrong with it and what to do next.
    """

    exit_code = 3
    http_status = 422

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason


class NotFound(NewsgraphError):
    """What was asked for is not in the store."""

    http_status = 404


class QueryError(NewsgraphError):
    """A SPARQL query or update does not parse or cannot be evaluated."""

    exit_code = 2
    http_status = 400


class OutboundRefused(QueryError):
    """A SPARQL query or update wants to ask another server, which it may not."""

    http_status = 403


class StoreError(NewsgraphError):
    """The store cannot be opened, read or written."""


class StoreInUse(StoreError):
    """Another process owns the store."""

    http_status = 503


class StoreBusy(StoreError):
    """Another write takes longer than this one may wait."""

    http_status = 503


class InstallationError(NewsgraphError):
    """A part of the installation is missing; the message says how to mend it."""


class Unreachable(NewsgraphError):
    """A service on the network, which somebody asked for with --online, does not answer."""

    http_status = 502
