"""A capture of a column as it was received: shown as plain text, or saved; never as markup.

The bytes are sent as they came, with the charset that the capture itself names, so that a browser
reads them as it would have read the page and draws nothing of it.
"""

import codecs
import re
from typing import Any

from datasette import Response

from archive.folder.open_archive import OpenArchive
from archive.reading.received_body import CaptureFacts, ReceivedBody, capture_facts, received_body
from archive.web.room.answers import HEADERS, data
from archive.web.room.columns_named import of_column

LONGEST = 4_000_000
"""Bytes of a text that are shown; a browser with more of it on one page stands still."""
SNIFFED = 1_024
"""Bytes in which a page names its charset, as browsers look for it."""
TEXT_TYPE = re.compile(
    r"text/|application/(?:[\w.-]+\+)?(?:xml|json)\b|application/(?:java|ecma)script|image/svg\+xml",
    re.IGNORECASE,
)
"""Types of what can be read as text."""
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
FALLBACK = "windows-1252"
"""What browsers take an undeclared charset for."""


async def answer(datasette: Any, request: Any) -> Response:
    """The body of a capture, or what is known of it as data."""
    number = int(request.url_vars["number"])
    if request.url_vars.get("form") == "json":
        return await facts(datasette, request, number)

    def read(archive: OpenArchive, article_id: int, public_id: str) -> tuple[ReceivedBody, str]:
        return received_body(archive, article_id, public_id, number), public_id

    found = await of_column(datasette, request, read)
    if isinstance(found, Response):
        return found
    received, public_id = found
    name = f"{public_id}-{number}"
    if not is_text(received):
        headers = {**HEADERS, "content-disposition": f'attachment; filename="{name}.bin"'}
        return Response(received.body, 200, headers, "application/octet-stream")
    charset = charset_of(received)
    headers = {**HEADERS, "content-disposition": f'inline; filename="{name}.txt"'}
    return Response(shown(received, charset), 200, headers, f"text/plain; charset={charset}")


async def facts(datasette: Any, request: Any, number: int) -> Response:
    """What is known of a capture, without its body."""

    def read(archive: OpenArchive, article_id: int, public_id: str) -> CaptureFacts:
        return capture_facts(archive.db, article_id, public_id, number)

    found = await of_column(datasette, request, read)
    return found if isinstance(found, Response) else data(found)


def is_text(received: ReceivedBody) -> bool:
    """Whether a body can be read as text, by its type or, without one, by its first bytes."""
    if received.content_type:
        return TEXT_TYPE.match(received.content_type.strip()) is not None
    return b"\0" not in received.body[:SNIFFED]


def charset_of(received: ReceivedBody) -> str:
    """The charset that a body is in: by its mark, its header, its page, or what it decodes as."""
    for mark, charset in MARKS:
        if received.body.startswith(mark):
            return charset
    first = received.body[:SNIFFED].decode("latin-1")
    for said in (received.content_type or "", first):
        named = CHARSET.search(said)
        if named and (known := known_charset(named[1])):
            return known
    try:
        received.body.decode()
    except UnicodeDecodeError:
        return FALLBACK
    return "utf-8"


def known_charset(name: str) -> str | None:
    """A charset under the name that it was given, as browsers know more of these than Python; None
    of what is none."""
    label = name.lower().removeprefix("x-")
    try:
        "a".encode(label)
    except (LookupError, UnicodeError):
        return None
    return label


def shown(received: ReceivedBody, charset: str) -> bytes:
    """A body as it is shown: what is longer than can be read ends with a word on the rest."""
    whole = len(received.body)
    if not whole:
        return b"(Nothing was received below the headers, or its coding cannot be undone.)\n"
    if whole <= LONGEST:
        return received.body
    said = (
        f"\n\n[Here foreign-desk ends what it shows: {LONGEST:,} of {whole:,} bytes. The whole is"
        f" in warc/{received.warc_file}, in the record at offset {received.warc_offset}.]\n"
    )
    return received.body[:LONGEST] + said.encode(charset, "replace")
