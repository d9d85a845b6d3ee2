"""Columns from files: saved HTML pages and flattened texts, as `desk import` takes them in.

What a file is, is decided by its content, never by its name. A file becomes a WARC resource record
and then goes the way of every capture (`crawler.intake.intake`). What is no column is named and
counted.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Literal

from archive.db import captures
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Article, Capture, Outcome
from archive.warc.response import MAX_BODY
from crawler.config.outlets import Outlet
from crawler.discovery.seed_page import root_name
from crawler.extraction.markup.charsets import decoded
from crawler.extraction.markup.page import parse
from crawler.intake import intake
from crawler.urls.normalising import is_web_address, normalise
from crawler.urls.traps import is_trap

FileKind = Literal["html", "text", "other"]
CONTENT_TYPES: dict[FileKind, str] = {"html": "text/html", "text": "text/plain"}

APART = timedelta(milliseconds=1)
"""Between two files of one import, so that of two with the same text the later is the newer."""

LOOKED_AT = 65_536
"""Bytes of a file by which its kind is decided; a page's head with its scripts fits in."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
MOST_CONTROLS = 0.02
"""Share of control and undecodable signs beyond which bytes are no text: text has hardly one."""
FIRST_TAG = re.compile(
    # Without `*+`, each further comment before the first tag doubles the time.
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html|head|body|title|meta|article|main"
    r"|div|section|header|table|h[1-6]|p|center|font|base|link)\b",
    re.IGNORECASE | re.DOTALL,
)
CLOSING_TAG = re.compile(r"</(?:p|div|body|html|article|h[1-6]|span|td|li|a)\s*>", re.IGNORECASE)
CLOSING_TAGS = 3
"""So many make a fragment of a page of what begins as text; a column about HTML quotes fewer."""
MARKS_OF_CODE = re.compile(r"[{};=\\]")
MOST_MARKS_OF_CODE = 0.03
"""Share of such signs in stylesheets and scripts is .05 and more, in prose .005 and less."""

TABLE_LINES, TABLE_SEPARATORS = 4, 2
"""So many lines with the same number of commas, semicolons or tabs, at least so many each, are no
prose."""

SAVED_FROM = re.compile(
    rb"<!--\s*saved from url=\(\d{4}\)\s*(\S+?)\s*-->"  # Internet Explorer, Chrome, Edge
    rb"|<!--\s*Page saved with SingleFile\s+url:\s*(\S+)"
    rb"|<!--\s*Mirrored from (\S+) by HTTrack",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one file, or would become of it."""

    path: Path
    kind: FileKind
    url: str | None = None
    """The address the file declares as its own; None for a text, and for a page that has none."""
    article: Article | None = None
    outcome: Outcome | None = None
    """None for a column of a dry run."""
    reason: str | None = None
    """What was seen when it is no column."""


def files_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that the paths name, those in folders by name, each once; hidden ones are left out.

    DeskError when a path does not exist, before anything is done.
    """
    for path in paths:
        if not path.exists():
            raise DeskError(f"{path}: no such file or folder; nothing was imported")
        if not (path.is_file() or path.is_dir()):
            raise DeskError(f"{path}: neither a file nor a folder; nothing was imported")
    files: dict[Path, Path] = {}
    for path in paths:
        for file in _files_under(path) if path.is_dir() else [path]:
            files.setdefault(file.resolve(), file)
    return tuple(files.values())


def preview(path: Path, outlet: Outlet, *, now: datetime) -> Imported:
    """What a file would become if it was imported; nothing is stored."""
    file = _read_file(path, outlet)
    if isinstance(file, Imported):
        return file
    capture = Capture(
        id=0,
        url=file.url or "urn:sha256:",
        captured_at=now,
        status=None,
        content_type=CONTENT_TYPES[file.kind],
        digest="",
        body=file.body,
    )
    return _imported(file, intake.read(capture, outlet))


def import_files(
    archive: Archive, outlet: Outlet, files: Sequence[Path], *, now: datetime
) -> Iterator[Imported]:
    """What became of each file, as it is stored; a file that is held already changes nothing."""
    outlet_id = intake.register(archive, outlet)
    for number, path in enumerate(files):
        file = _read_file(path, outlet)
        if isinstance(file, Imported):
            yield file
            continue
        capture = archive.add_resource(
            file.body,
            url=file.url,
            content_type=CONTENT_TYPES[file.kind],
            outlet_id=outlet_id,
            captured_at=now + number * APART,
        )
        reading = intake.read(capture, outlet)
        held = captures.capture_by_id(archive.db, capture.id)
        if held is not None and held.article_id is not None:
            outcome = Outcome.UNCHANGED  # what it became stands in its row already
        else:
            outcome = intake.keep(archive, reading, outlet_id=outlet_id)
        yield _imported(file, reading, outcome)
    archive.flush()


def kind_of(body: bytes) -> tuple[FileKind, str | None]:
    """What a file's content is, and for what is neither page nor text what it is instead."""
    if not body.strip(b"\x00 \t\r\n"):
        return "other", "empty"
    if intake.is_binary(body):
        return "other", "binary, not a page or text"
    text = decoded(body[:LOOKED_AT])
    if len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        return "other", "binary, not a page or text"
    if FIRST_TAG.match(text) or len(CLOSING_TAG.findall(text)) >= CLOSING_TAGS:
        return "html", None
    return ("other", instead) if (instead := _no_column(body, text)) else ("text", None)


def declared_address(body: bytes, outlet: Outlet | None) -> str | None:
    """The address a saved page says is its own: by its canonical link, og:url, or who saved it.

    One on the outlet's own hosts is preferred; a listing or comment page is nobody's column.
    """
    page = parse(body, "")
    addresses: list[str] = []
    for element in page.elements:
        if element.tag == "link" and "canonical" in (element.get("rel") or "").lower().split():
            addresses.insert(0, element.get("href") or "")
        elif element.tag == "meta" and element.get("property") == "og:url":
            addresses.append(element.get("content") or "")
    saved = SAVED_FROM.search(body[:LOOKED_AT])
    if saved:
        url = next(group for group in saved.groups() if group).decode("utf-8", "replace")
        addresses.append(url if "://" in url else f"http://{url}")
    known = [normalise(unescape(url)) for url in addresses if is_web_address(url.strip())]
    columns = [url for url in known if not is_trap(url)]
    in_scope = [url for url in columns if outlet and outlet.scope.is_own_host(url)]
    return next(iter([*in_scope, *columns]), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadFile:
    """A file that can be read as a page or a text."""

    path: Path
    kind: FileKind
    body: bytes
    url: str | None


def _read_file(path: Path, outlet: Outlet) -> _ReadFile | Imported:
    """A file to be read, or what it is instead."""
    try:
        size = path.stat().st_size
        body = path.read_bytes() if size <= MAX_BODY else b""
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        return Imported(path=path, kind="other", outcome=Outcome.FAILED, reason=reason)
    if size > MAX_BODY:
        reason = f"{size / 2**20:.0f} MB; at most {MAX_BODY // 2**20} MB are read as one column"
        return Imported(path=path, kind="other", outcome=Outcome.UNREADABLE, reason=reason)
    kind, instead = kind_of(body)
    if instead:
        return Imported(path=path, kind=kind, outcome=Outcome.UNREADABLE, reason=instead)
    url = declared_address(body, outlet) if kind == "html" else None
    return _ReadFile(path=path, kind=kind, body=body, url=url)


def _imported(file: _ReadFile, reading: intake.Reading, outcome: Outcome | None = None) -> Imported:
    """A file with what its reading says and what the archive made of it."""
    return Imported(
        path=file.path,
        kind=file.kind,
        url=file.url,
        article=reading.article,
        outcome=outcome or reading.outcome,
        reason=reading.reason,
    )


def _no_column(body: bytes, text: str) -> str | None:
    """What kind of text a file is when it is nobody's prose."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml") or re.match(r"<(?:rss|feed|urlset|svg)\b", start):
        return f"XML (<{root_name(body) or '?'}>), not a page"
    if start.startswith("{\\rtf"):
        return "RTF; save it as text or HTML"
    if re.match(r"(?i)(?:from|mime-version|snapshot-content-location|subject):", start) and (
        "multipart/related" in text
    ):
        return "MHTML; save it as HTML"
    if start.startswith(("{", "[")):
        try:
            json.loads(body)
            return "JSON, not a page or text"
        except ValueError:
            pass
    if len(MARKS_OF_CODE.findall(text)) > MOST_MARKS_OF_CODE * len(text):
        return "a stylesheet or program, not a page or text"
    return "a table, not a page or text" if _is_table(start) else None


def _is_table(text: str) -> bool:
    """Whether each line has the same separators, as in CSV."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    counts = {separator: {line.count(separator) for line in lines} for separator in ",;\t"}
    return len(lines) >= TABLE_LINES and any(
        len(numbers) == 1 and min(numbers) >= TABLE_SEPARATORS for numbers in counts.values()
    )


def _files_under(folder: Path) -> Iterator[Path]:
    """The files in a folder and its folders, by name; links to folders are not followed."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            if not name.startswith(".") and file.is_file():
                yield file
