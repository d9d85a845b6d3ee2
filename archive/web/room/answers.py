"""Answers of the reading room: a page, data, or an error as either, with a strict policy.

Pages have no script and no style in them, and load nothing from elsewhere.
"""

import dataclasses
import json
import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from datasette import Response
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined

from archive.db.time_limits import is_out_of_time
from archive.model.errors import DeskError, NotThere, TakenDown
from archive.search.pieces import said_back
from archive.text.difference_page import PIECES
from archive.text.directions import direction_of
from archive.text.language_names import name_of
from archive.web.room import showing
from archive.web.room.addresses import Addresses
from archive.web.room.policy import STRICT

log = logging.getLogger(__name__)

HEADERS = {STRICT[0]: STRICT[1], "cache-control": "no-cache"}

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 does not allow, escaped or not."""
OUT_OF_TIME = "This took longer than a page may; ask for less at once"

Handler = Callable[[Any, Any], Awaitable[Response]]
"""What answers a request, of Datasette and the request."""

templates = Environment(
    loader=ChoiceLoader(
        [
            FileSystemLoader(Path(__file__).with_name("templates")),
            DictLoader({"pieces_of_difference.html": PIECES}),
        ]
    ),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.globals.update(
    pieces=showing.pieces,
    direction_of=direction_of,
    web_link=showing.web_link,
    language_tag=showing.language_tag,
    counted=showing.counted,
)
templates.globals.update(month_names=showing.MONTHS)
templates.filters.update(language=name_of, share=showing.share)
templates.filters.update(
    number=showing.number,
    day=showing.day,
    printed=showing.printed,
    moment=showing.moment,
    shortened=showing.shortened,
    said_back=said_back,
)


def page(datasette: Any, template: str, *, status: int = 200, **shown: object) -> Response:
    """A template as a page."""
    html = templates.get_template(template).render(to=Addresses(datasette), **shown)
    body = in_utf8(html.replace("\0", "\ufffd"))  # HTML has no place for NUL
    return Response(body, status, HEADERS, "text/html; charset=utf-8")


def feed(datasette: Any, template: str, **shown: object) -> Response:
    """A template as an Atom feed, without the signs that XML has no place for."""
    xml = templates.get_template(template).render(to=Addresses(datasette), **shown)
    return Response(NO_XML.sub("\ufffd", xml), 200, HEADERS, "application/atom+xml; charset=utf-8")


def data(value: object, *, status: int = 200) -> Response:
    """A value as JSON: dataclasses and named tuples as objects, times in ISO 8601."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=1)
    return Response(in_utf8(text), status, HEADERS, "application/json; charset=utf-8")


def in_utf8(text: str) -> bytes:
    """A text as bytes; half of a surrogate pair, which an address may hold, as a question mark."""
    return text.encode("utf-8", "replace")


def plain(value: object) -> Any:
    """A value as JSON has them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return {name: plain(held) for name, held in fields.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(held) for name, held in value._asdict().items()}
    if isinstance(value, dict):
        return {str(name): plain(held) for name, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def redirect(address: str) -> Response:
    """An answer that leads to another page of ours for good."""
    return Response("", 301, {**HEADERS, "location": address}, "text/plain; charset=utf-8")


def told_of_faults(answer: Handler) -> Callable[..., Awaitable[Response]]:
    """A handler whose faults that a person can understand become a page, or JSON, of one line."""

    async def guarded(datasette: Any, request: Any) -> Response:
        if request.method not in ("GET", "HEAD"):
            return fault(datasette, request, 405, "Pages are only read here")
        try:
            return await answer(datasette, request)
        except TakenDown as gone:
            return fault(datasette, request, 410, str(gone))
        except NotThere as missing:
            return fault(datasette, request, 404, str(missing))
        except DeskError as told:
            log.warning("%s failed: %s", request.path, told)
            return fault(datasette, request, 503, str(told))
        except sqlite3.OperationalError as error:
            if not is_out_of_time(error):
                raise
            return fault(datasette, request, 503, OUT_OF_TIME)

    return guarded


def fault(datasette: Any, request: Any, status: int, said: str) -> Response:
    """What cannot be shown, and why, as who asks wants it."""
    if request.path.endswith(".json"):
        return data({"ok": False, "status": status, "error": said}, status=status)
    return page(datasette, "fault.html", status=status, said=said, asked_for=status)
