"""Faults that answers meet on their way, one function each: pure on the answer, but for the last
ones, which say how the connection behaves."""

import gzip
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal

Ending = Literal["whole", "close", "reset", "stall", "drip", "endless"]
"""How an answer ends: whole; cut by closing the connection or by resetting it; with silence; with a
byte now and then; never."""

FOREVER = b"<p>and so on, and so on, and so on</p>\n" * 1000
"""What an endless body repeats."""


Fault = Callable[["Answer", random.Random], "Answer"]
"""Makes the answer with a fault of the answer without."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as the proxy will send it."""

    status: int
    headers: Mapping[str, str]
    """Without Content-Length, which is that of the body unless `length` says otherwise."""
    body: bytes
    length: int | None = None
    """The length it claims."""
    ending: Ending = "whole"
    retry_after: float | None = field(default=None, compare=False)
    """Seconds it asks the client to wait."""


def page(status: int, title: str, inside: str, **headers: str) -> Answer:
    """A page that a server puts in place of another."""
    body = (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body>{inside}</body></html>"
    ).encode()
    return Answer(status, {"Content-Type": "text/html; charset=utf-8", **headers}, body)


def busy(answer: Answer, chance: random.Random) -> Answer:
    """503, without a word on how long."""
    return page(503, "Busy", "<h1>Service Unavailable</h1>")


def busy_for(answer: Answer, chance: random.Random) -> Answer:
    """503 that says in seconds how long."""
    refusal = page(503, "Busy", "<h1>Service Unavailable</h1>", **{"Retry-After": "1"})
    return replace(refusal, retry_after=1.0)


def too_many(answer: Answer, chance: random.Random) -> Answer:
    """429 that says by a date how long: whole seconds, so at least one."""
    then = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    until = {"Retry-After": format_datetime(then, usegmt=True)}
    refusal = page(429, "Slow down", "<h1>Too Many Requests</h1>", **until)
    return replace(refusal, retry_after=1.0)


def truncated_gzip(answer: Answer, chance: random.Random) -> Answer:
    """Half of a gzipped body, framed as if it were all."""
    body = gzip.compress(answer.body, mtime=0)
    return packed(answer, body[: max(len(body) // 2, 12)])


def garbled_gzip(answer: Answer, chance: random.Random) -> Answer:
    """A gzipped body with bytes changed in it."""
    body = bytearray(gzip.compress(answer.body, mtime=0))
    for _ in range(8):
        body[chance.randrange(10, len(body))] ^= chance.randrange(1, 256)
    return packed(answer, bytes(body))


def packed(answer: Answer, body: bytes) -> Answer:
    """An answer with a body that calls itself gzipped."""
    return replace(answer, headers={**answer.headers, "Content-Encoding": "gzip"}, body=body)


def cut(ending: Ending, *, sent: float) -> Fault:
    """A fault that sends a share of the body it announced, and ends so."""

    def spoilt(answer: Answer, chance: random.Random) -> Answer:
        length = max(len(answer.body), 1)
        return replace(answer, body=answer.body[: int(length * sent)], length=length, ending=ending)

    return spoilt


def drip(answer: Answer, chance: random.Random) -> Answer:
    """A body that goes on for ever, a byte at a time."""
    return replace(answer, length=10_000_000, ending="drip")


def endless(answer: Answer, chance: random.Random) -> Answer:
    """A body that goes on for ever, as fast as it can."""
    return replace(answer, ending="endless")


def redirect_loop(answer: Answer, chance: random.Random) -> Answer:
    """A redirect to the first of a row that does not end."""
    return Answer(302, {"Location": "/loop/1"}, b"")


def lying_charset(answer: Answer, chance: random.Random) -> Answer:
    """The same bytes, said to be in another charset."""
    kind = answer.headers.get("Content-Type", "text/html").partition(";")[0]
    lie = chance.choice(("utf-16", "shift_jis", "iso-8859-1", "us-ascii", "x-none"))
    return replace(answer, headers={**answer.headers, "Content-Type": f"{kind}; charset={lie}"})


def soft_404(answer: Answer, chance: random.Random) -> Answer:
    """A page that says, under status 200, that there is none."""
    sorry = "<h1>Page not found</h1><p>It seems we can't find what you're looking for.</p>"
    return page(200, "Page not found", sorry)


def challenge(answer: Answer, chance: random.Random) -> Answer:
    """A page that wants to see a browser, as Cloudflare shows it."""
    asked = (
        "<h1>Just a moment...</h1><noscript>Enable JavaScript and cookies to continue</noscript>"
        "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>"
        "<form id='challenge-form' action='/?__cf_chl_f_tk=x'></form>"
    )
    named = {"Server": "cloudflare", "cf-mitigated": "challenge"}
    return page(403, "Just a moment...", asked, **named)


def paywall(answer: Answer, chance: random.Random) -> Answer:
    """A page that shows the beginning of some column, and sells the rest."""
    asked = (
        "<article><h1>For subscribers</h1><p>The minister had barely sat down when</p>"
        "<div class='paywall'><p>Subscribe to continue reading.</p>"
        "<a href='/subscribe'>Subscribe</a> <a href='/login'>Log in</a></div></article>"
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": '
        '"NewsArticle", "isAccessibleForFree": false}</script>'
    )
    return page(200, "For subscribers", asked)


def server_error(answer: Answer, chance: random.Random) -> Answer:
    """500."""
    return page(500, "Error", "<h1>Internal Server Error</h1>")


FAULTS: Mapping[str, Fault] = {
    "server error": server_error,
    "busy": busy,
    "busy, seconds": busy_for,
    "too many, date": too_many,
    "truncated gzip": truncated_gzip,
    "garbled gzip": garbled_gzip,
    "short body": cut("close", sent=0.5),
    "reset": cut("reset", sent=0),
    "reset midway": cut("reset", sent=0.5),
    "stall": cut("stall", sent=0.5),
    "drip": drip,
    "endless": endless,
    "redirect loop": redirect_loop,
    "lying charset": lying_charset,
    "soft 404": soft_404,
    "challenge": challenge,
    "paywall": paywall,
}
IN_PLACE = ("redirect loop", "lying charset", "soft 404", "challenge", "paywall")
"""Faults that a robots.txt is spared: as RFC 9309 reads it, one in whose place stands a page, or
which cannot be found, asks for nothing, so that none of its delays could be kept."""
