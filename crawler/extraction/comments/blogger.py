"""Blogger's older comments: a `dl` with the author in a `dt` and the text in the `dd` after it.

The newer, threaded comments are boxes as on other platforms and need no reader of their own.
"""

import re

from archive.model.records import Comment
from crawler.extraction.comments.comment_reader import EPOCH_LINK, CommentReader
from crawler.extraction.comments.comment_text import name_in
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.tree import Element

_NAME = re.compile(r"c(\d+)$")


def is_legacy_list(element: Element) -> bool:
    """Whether the element is Blogger's list of comments without threads."""
    return element.tag == "dl" and any(
        "comment-author" in (dt.get("class") or "") for dt in element.iterchildren("dt")
    )


def read_legacy_list(reader: CommentReader, comments: Element) -> list[Comment]:
    """The comments of a list without threads, in the order printed."""
    entries: list[list[Element]] = []
    for child in comments.iter("dt", "dd"):
        if child.tag == "dt":
            entries.append([child])
        elif entries:
            entries[-1].append(child)
    return [comment for entry in entries if (comment := _read(reader, entry)).text]


def _read(reader: CommentReader, entry: list[Element]) -> Comment:
    author, *others = entry
    links = [link for element in entry for link in element.iter("a")]
    profile = next((a for a in author.iter("a") if (a.get("href") or "").startswith("http")), None)
    date = None
    for link in links:
        if match := EPOCH_LINK.search(link.get("href") or ""):
            date = reader.date_in(match[1])
            break
    footers = [dd for dd in others if "comment-footer" in (dd.get("class") or "")]
    if date is None and footers:
        date = reader.date_in(text_of(footers[0]))
    names = (author.get("id"), *(link.get("name") for link in links))
    number = next((match[1] for name in names if name and (match := _NAME.match(name))), None)
    bodies = [text_of(dd) for dd in others if dd not in footers]
    return Comment(
        text="\n".join(filter(None, bodies)),
        id=number,
        author=name_in(profile if profile is not None and text_of(profile) else author),
        author_url=reader.page.link(profile.get("href")) if profile is not None else None,
        published=date.moment if date else None,
        published_precision=date.precision if date else None,
    )
