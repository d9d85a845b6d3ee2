"""What a file is, decided by its content, never by its name: a page, a text, or neither."""

import csv
import re
from typing import Literal

from archive.text.json_text import read_json
from crawler.discovery.seed_page import root_name
from crawler.extraction.markup.charsets import decoded, utf16_without_mark
from crawler.saved_pages.envelopes import HTTP_ANSWER, MHTML, enveloped_page, is_message
from crawler.saved_pages.formats import binary_format, text_format
from crawler.saved_pages.prose import no_prose

FileKind = Literal["html", "mhtml", "http", "text", "other"]
"""http: a page with the headers of its answer before it."""
CONTENT_TYPES: dict[FileKind, str] = {
    "html": "text/html",
    "mhtml": MHTML,
    "http": HTTP_ANSWER,
    "text": "text/plain",
}

LOOKED_AT = 65_536
"""Bytes of a file by which its kind is decided; a page's head with its scripts fits in."""
BINARY = "binary, not a page or text"
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
MOST_CONTROLS = 0.02
"""Share of control and undecodable signs beyond which bytes are no text: text has hardly one."""
BYTE_ORDER_MARK = re.compile(rb"\xff\xfe|\xfe\xff|\x00\x00\xfe\xff")
SNIFFED = 1024
"""As in the WHATWG's MIME sniffing (1,445 bytes there)."""
FIRST_TAG = re.compile(
    # Without `*+`, each further comment before the first tag doubles the time.
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html|head|body|title|meta|article|main"
    r"|div|section|header|table|h[1-6]|p|center|font|base|link)\b",
    re.IGNORECASE | re.DOTALL,
)
CLOSING_TAG = re.compile(r"</(?:p|div|body|html|article|h[1-6]|span|td|li|a)\s*>", re.IGNORECASE)
CLOSING_TAGS = 3
"""So many make a fragment of a page of what begins as text; a column about HTML quotes fewer."""
TABLE_LINES, TABLE_CELLS = 4, 3
"""So many lines, each of the same number of cells and at least so many, are no prose."""


def kind_of(body: bytes) -> tuple[FileKind, str | None]:
    """What a file's content is, and for what is neither page nor text what it is instead."""
    if not body.strip(b"\x00 \t\r\n"):
        return "other", "empty"
    if named := format_of(body):
        return "other", named
    if page := enveloped_page(body):
        return ("mhtml" if page.media_type == MHTML else "http"), None
    if is_message(body):
        return "other", "an e-mail; save it as HTML or text"
    if is_binary(body):
        return "other", BINARY
    text = decoded(body[:LOOKED_AT])
    if len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        return "other", BINARY
    if FIRST_TAG.match(text) or len(CLOSING_TAG.findall(text)) >= CLOSING_TAGS:
        return "html", None
    return ("other", instead) if (instead := _no_column(body, text)) else ("text", None)


def format_of(body: bytes) -> str | None:
    """What bytes are by their first ones, when that is a format without a page or text in it."""
    named = binary_format(body) or text_format(body)
    return f"{named}, not a page or text" if named and ";" not in named else named


def is_binary(body: bytes) -> bool:
    """Whether bytes are neither markup nor text in any charset."""
    start = body[:SNIFFED]
    return binary_format(start) is not None or (
        b"\x00" in start and not BYTE_ORDER_MARK.match(start) and not utf16_without_mark(start)
    )


def _no_column(body: bytes, text: str) -> str | None:
    """What a file of text is when it is nobody's prose."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml") or re.match(r"<(?:rss|feed|urlset|svg|plist)\b", start):
        return f"XML (<{root_name(body) or '?'}>), not a page"
    if start.startswith(("{", "[")):
        try:
            read_json(decoded(body))
            return "JSON, not a page or text"
        except ValueError:
            pass
    named = "a table" if _is_table(start) else no_prose(start)
    return named and f"{named}, not a page or text"


def _is_table(text: str) -> bool:
    """Whether each line has as many cells, as in CSV; in prose a space is behind a comma."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    tables = (list(csv.reader(lines, delimiter=separator)) for separator in ",;\t")
    return len(lines) >= TABLE_LINES and any(
        len({len(row) for row in rows}) == 1
        and len(rows[0]) >= TABLE_CELLS
        and not any(cell.startswith(" ") for row in rows for cell in row)
        for rows in tables
    )
