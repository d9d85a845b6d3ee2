"""The text of a column that stands only in the data of a page's scripts, as markup.

Frameworks send pages twice: as markup, and as the data that their scripts draw it from. Some send
the data alone: rows of React's Flight format in `self.__next_f.push`, Next's `__NEXT_DATA__` and
other JSON in a script, a state assigned to a variable of `window`, `articleBody` in JSON-LD. Only
what is paragraphs by its own form is read, and only where it is the page's one text: lists of
teasers hold many. It is asked of pages that are empty without it.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, NamedTuple

from archive.text.json_text import read_first_json, read_json
from archive.text.sizes import text_size
from crawler.extraction.consent_page import is_notice
from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.index import PageIndex

LONGEST = 4_000_000
"""Characters of one page's scripts that are read."""
MOST_VALUES = 100_000
"""Values in them that are looked at."""
LEAST = 200
"""Size of a text: with less, a notice or a teaser could be taken for it."""
FEWEST_PARAGRAPHS = 2
MOST = 0.8
"""Share of all such text that the longest has where a page holds one column: teasers and related
columns have little beside it, and other columns in full as much."""

_FLIGHT = re.compile(r"(?:self|window)\.__next_f\.push\(\s*(\[.*\])\s*\)\s*;?\s*$", re.S)
_ROW = re.compile(r"([0-9a-f]+):(?:T([0-9a-f]+),)?")
_STATE = re.compile(
    r"(?:^|[\s;])(?:window|self|globalThis|Fusion)\.[\w.]{2,60}\s*=\s*(?:JSON\.parse\(\s*(?=\")|(?=[{\[]))"
)
_MARKUP = re.compile(r"<p[\s>]", re.I)
_TAGS = re.compile(r"<[^>]*>")
_REFERENCE = re.compile(r"\$([0-9a-f]+)")
_KINDS = ("type", "_type", "nodeType", "blockType", "name", "kind", "tag", "tagName")
_PARAGRAPHS = frozenset(
    ("paragraph", "p", "text", "block", "html", "raw_html", "core/paragraph", "paragraphblock")
)
_TEXTS = ("text", "content", "value", "children", "data", "html", "attributes", "body", "nodes")
_TAG = re.compile(r"[a-z][a-z0-9]*")
_ATTRIBUTES = frozenset(("class", "id", "href", "hidden", "datetime", "dateTime", "itemprop"))
SAME = 100
"""Characters at the beginning of a text by which it is known in another form of it."""


class _Text(NamedTuple):
    """A text found in the data: its markup, its paragraphs, and its size."""

    markup: str
    paragraphs: int
    size: int

    @property
    def is_enough(self) -> bool:
        """Whether it may be a column's, and no notice."""
        return self.paragraphs >= FEWEST_PARAGRAPHS and self.size >= LEAST


def payload_markup(index: PageIndex) -> str | None:
    """Markup of the one text in the data of a page's scripts; None where none is sure.

    What React's elements draw is the page as a whole, menus and all, and read like one.
    """
    state, rows = _data_of(index)
    drawn = _as_text(_drawn(rows))
    text = _one_of(_texts_in([*state, *rows.values()], rows))
    if drawn.is_enough and (text is None or _words(text.markup)[:SAME] in _words(drawn.markup)):
        return f"<main>{drawn.markup}</main>"
    return text and f"<article>{text.markup}</article>"


def _one_of(markups: Iterable[str]) -> _Text | None:
    """The text that is the only one, or has nearly all there is of text."""
    found = {_words(text.markup): text for text in map(_as_text, markups) if text.is_enough}
    longest = max(found.values(), key=lambda text: text.size, default=None)
    if longest is None or is_notice(_lines(longest.markup)):
        return None
    own = _words(longest.markup)
    others = sum(text.size for words, text in found.items() if words[:SAME] not in own)
    return longest if longest.size >= MOST * (longest.size + others) else None


def _lines(markup: str) -> list[str]:
    """The paragraphs of a markup, without what is blank."""
    pieces = map(_words, re.split(_MARKUP, markup))
    return [piece for piece in pieces if piece]


def _words(markup: str) -> str:
    return " ".join(_TAGS.sub(" ", markup).split())


def _as_text(markup: str) -> _Text:
    return _Text(markup, len(_MARKUP.findall(markup)), text_size(_TAGS.sub("", markup)))


def _data_of(index: PageIndex) -> tuple[list[Any], dict[str, Any]]:
    """The values of the JSON in scripts, and the rows of Flight by their numbers."""
    values: list[Any] = []
    flight: list[str] = []
    room = LONGEST
    for script in index.scripts:
        source = (script.text or "")[:room]
        room -= len(source)
        if "json" in (script.get("type") or "").lower():
            values += _read(source)
        elif match := _FLIGHT.search(source):
            for pushed in _read(match[1]):
                if isinstance(pushed, list) and len(pushed) > 1 and isinstance(pushed[1], str):
                    flight.append(pushed[1])
        elif state := _STATE.search(source):
            values += _read_first(source[state.end() :])
    return values, dict(_rows("".join(flight)))


def _read(source: str) -> Iterator[Any]:
    try:
        yield read_json(source)
    except ValueError:
        return


def _read_first(source: str) -> Iterator[Any]:
    """The JSON value with which a script's text begins, or the one in the string that it parses."""
    try:
        value = read_first_json(source)
    except ValueError:
        return
    if isinstance(value, str):
        yield from _read(value)
    else:
        yield value


def _rows(stream: str) -> Iterator[tuple[str, Any]]:
    """The rows of a Flight stream by their number: JSON to the end of the line, or plain text of a
    length told in bytes."""
    data = stream.encode("utf-8", "replace")
    at = 0
    while at < len(data):
        match = _ROW.match(data[at : at + 40].decode("latin-1"))
        line = data.find(b"\n", at)
        line = len(data) if line < 0 else line
        if match is None:
            at = line + 1
        elif match[2]:
            start = at + match.end()
            at = start + int(match[2], 16)
            yield match[1], data[start:at].decode("utf-8", "replace")
        else:
            row = data[at + match.end() : line].decode("utf-8", "replace")
            at = line + 1
            for value in _read(row.lstrip("IHLD")):
                yield match[1], value


def _texts_in(value: Any, rows: dict[str, Any]) -> Iterator[str]:
    """Markup of each text in a value: strings of paragraphs, and lists of blocks."""
    queue: list[tuple[str, Any]] = [("", value)]
    for taken, (name, item) in enumerate(queue):
        if taken > MOST_VALUES:
            return
        if isinstance(item, str):
            text = _text_of_row(item, rows)
            if _MARKUP.search(text):
                yield text
            elif name == "articleBody":
                yield _paragraphs(re.split(r"\n+", text))
        elif isinstance(item, dict):
            queue.extend(item.items())
        elif isinstance(item, list):
            blocks = [block for block in item if isinstance(block, dict)]
            texts = [_text_of_block(block) for block in blocks if _is_paragraph(block)]
            if len(texts) >= FEWEST_PARAGRAPHS:
                yield _paragraphs(texts)
            queue.extend((name, inner) for inner in item)


def _paragraphs(texts: Iterable[str]) -> str:
    """Markup of paragraphs, of which some may be markup themselves."""
    return "".join(
        text if _MARKUP.search(text) else f"<p>{text if '<' in text else escape(text)}</p>"
        for text in texts
        if text.strip()
    )


def _is_paragraph(block: dict[str, Any]) -> bool:
    """Whether an object is a paragraph by one of the names that editors' formats give its kind."""
    kinds = (block[name] for name in _KINDS if isinstance(block.get(name), str))
    return any(kind.lower() in _PARAGRAPHS for kind in kinds)


def _text_of_block(block: dict[str, Any]) -> str:
    """The text of a block of an editor's format, whose parts have few names."""
    parts: list[str] = []
    stack: list[Any] = [block]
    while stack and len(parts) < MOST_VALUES:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            inner = next((item[name] for name in _TEXTS if item.get(name)), None)
            if isinstance(inner, str | list | dict):
                stack.append(inner)
    return "".join(parts)


def _drawn(rows: dict[str, Any]) -> str:
    """The markup that React's elements in the rows draw: ["$", tag, key, properties]."""
    parts: list[str] = []
    stack: list[tuple[Any, bool]] = [(list(rows.values()), False)]
    for _ in range(MOST_VALUES):
        if not stack:
            break
        item, is_printed = stack.pop()
        if isinstance(item, _Ready):
            parts.append(item)
        elif isinstance(item, str):
            if is_printed:
                parts.append(escape(_text_of_row(item, rows)))
        elif isinstance(item, dict):
            stack.extend((inner, False) for inner in reversed(item.values()))
        elif isinstance(item, list):
            if len(item) > 3 and item[0] == "$" and isinstance(item[1], str):
                stack.extend(reversed(list(_element(item[1], item[3], rows))))
            else:
                stack.extend((inner, is_printed) for inner in reversed(item))
    return "".join(parts)


class _Ready(str):
    """Markup as it goes into a page."""

    __slots__ = ()


def _element(tag: str, properties: Any, rows: dict[str, Any]) -> Iterator[tuple[Any, bool]]:
    """What is drawn of an element: its tags with what stands in it, and all in a component."""
    told = properties if isinstance(properties, dict) else {}
    if not _TAG.fullmatch(tag):
        yield from ((inner, name == "children") for name, inner in told.items())
    elif tag not in UNSEEN_TAGS:
        names = "".join(
            f' {name}="{escape(value)}"'
            for name, value in (("class", told.get("className")), *told.items())
            if name in _ATTRIBUTES and isinstance(value, str)
        )
        yield _Ready(f"<{tag}{names}>"), True
        raw = told.get("dangerouslySetInnerHTML")
        if isinstance(raw, dict) and isinstance(raw.get("__html"), str):
            yield _Ready(_text_of_row(raw["__html"], rows)), True
        yield told.get("children"), True
        yield _Ready(f"</{tag}>"), True


def _text_of_row(text: str, rows: dict[str, Any]) -> str:
    """A text, or that of the row it refers to; nothing for a reference to something else."""
    if not text.startswith("$"):
        return text
    reference = _REFERENCE.fullmatch(text)
    row = rows.get(reference[1]) if reference else None
    return row if isinstance(row, str) else text[1:] if text.startswith("$$") else ""
