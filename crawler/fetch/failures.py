"""Why a request brought no answer, in words that a reader of a summary understands.

What the network, a server or we ourselves may do has its words here. Anything else is a fault of
the program.
"""

from collections.abc import Iterator

from OpenSSL.SSL import Error as TLSError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from service_identity import VerificationError
from twisted.internet import error as network
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from archive.model.errors import DeskError, fault_in_words
from crawler.fetch.scrapy_internals import DataLoss, ParseError
from crawler.politeness.address_guard import Refused
from crawler.politeness.robots import NotNow
from crawler.settings import DOWNLOAD_MAXSIZE

OURS = (DeskError, IgnoreRequest, NotNow, Refused)
"""What says by itself, in our words, why nothing was asked or kept."""

WORDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    ((CannotResolveHostError, network.DNSLookupError), "its host name leads nowhere (DNS)"),
    (
        (DownloadConnectionRefusedError, network.ConnectionRefusedError),
        "its server refuses the connection",
    ),
    (VerificationError, "its certificate is for another host"),
    (TLSError, "no secure connection comes about"),
    (network.TCPTimedOutError, "its server cannot be reached in time"),
    (network.NoRouteError, "no way through the network leads to its server"),
    (DownloadTimeoutError, "no whole answer came in time (`timeout` in desk.toml)"),
    (DownloadCancelledError, f"its answer is larger than {DOWNLOAD_MAXSIZE // 1024**2} MiB"),
    (network.ConnectionAborted, "its answer is longer than anything that is read"),
    (ParseError, "its answer is no HTTP"),
    ((ResponseDataLossError, DataLoss), "its answer was cut off"),
    (
        (ResponseNeverReceived, network.ConnectionDone, network.ConnectionLost),
        "its server closed the connection before the whole answer came",
    ),
    (UnsupportedURLSchemeError, "only http and https are fetched"),
    ((network.ConnectError, network.UserError), "its server cannot be reached"),
    ((DownloadFailedError, ResponseFailed), "its answer could not be read"),
    (OSError, "the network of this machine fails"),
)
"""Kinds of failure and their words; the more exact stand first."""


def reason_in_words(error: BaseException) -> str:
    """Why there is no answer, on one line."""
    if isinstance(error, OURS):
        return " ".join(str(error).split()) or "it is not asked"
    causes = [cause for cause in causes_of(error) if not is_about_a_file(cause)]
    for kinds, words in WORDS:
        for cause in causes:
            if isinstance(cause, kinds):
                return f"{words}{detail(cause)}"
    return f"a fault of the program: {fault_in_words(error)}"


def reason_of(failure: Failure) -> str:
    """Why a request failed, on one line."""
    return reason_in_words(failure.value or Exception("nothing is known"))


def is_fault(error: BaseException) -> bool:
    """Whether an exception is none that network, server or our own rules account for."""
    kinds = tuple(kind for kind, _ in WORDS)
    return not isinstance(error, OURS) and not any(
        isinstance(cause, kind)
        for cause in causes_of(error)
        for kind in kinds
        if not is_about_a_file(cause)
    )


def is_about_a_file(error: BaseException) -> bool:
    """Whether the system refuses a file of ours: no network has failed then."""
    return isinstance(error, OSError) and error.filename is not None


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """An exception and what it wraps, the outermost first."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        # Twisted's wrap several failures; Scrapy's name theirs as the cause.
        waiting += [reason.value for reason in getattr(cause, "reasons", ())]
        waiting += [inner for inner in (cause.__cause__,) if inner is not None]


def detail(cause: BaseException) -> str:
    """What TLS says was wrong, in brackets; "" for other failures."""
    if not isinstance(cause, TLSError):
        return ""
    said = [part[-1] for part in cause.args[0]] if cause.args and cause.args[0] else []
    return f" ({'; '.join(map(str, said))})" if said else ""
