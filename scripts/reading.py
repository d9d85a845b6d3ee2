"""The extractors that are scored side by side: each reads a page into what the metrics compare.

Ours, and whichever peers can be imported: none of them is a dependency of the project, each is
imported where it is used. What one costs is measured without the others in memory.
"""

import importlib
import importlib.util
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Prediction = dict[str, Any]
"""What `metrics.score_page` compares: title, authors, date, section, body and comments."""
Reader = Callable[[bytes, str], Prediction]

OURS = "foreign-desk"
BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul".split()
)
"""Elements that end a line, for a peer that gives a body as HTML only."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """One extractor by the name it is shown under."""

    name: str
    module: str
    """What must be importable to use it."""
    loaded: Callable[[], Reader]
    """Imports it, and gives the function that reads a page."""

    @property
    def is_here(self) -> bool:
        return importlib.util.find_spec(self.module) is not None


def _ours() -> Reader:
    extraction = importlib.import_module("crawler.extraction")

    def read(html: bytes, url: str) -> Prediction:
        article = extraction.extract_article(html, url)
        return {
            "title": article.title,
            "authors": list(article.authors),
            "date": _day(article.published),
            "section": article.section,
            "body": article.body,
            "comments": [comment.text for comment in article.comments],
        }

    return read


def _trafilatura(*, comments: bool) -> Reader:
    trafilatura = importlib.import_module("trafilatura")

    def read(html: bytes, url: str) -> Prediction:
        document = trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=comments
        )
        if document is None:
            return {}
        return {
            "title": document.title,
            "authors": (document.author or "").split("; "),
            "date": document.date,
            "section": next(iter(document.categories or ()), None),
            "body": document.text,
            "comments": [document.comments] if comments and document.comments else [],
        }

    return read


def _readability() -> Reader:
    readability = importlib.import_module("readability")
    lxml_html = importlib.import_module("lxml.html")

    def read(html: bytes, url: str) -> Prediction:
        document = readability.Document(html, url=url)
        tree = lxml_html.fromstring(document.summary(html_partial=True))
        for element in tree.iter():
            if element.tag in BLOCKS:
                element.tail = "\n" + (element.tail or "")
        author = document.author()
        return {
            "title": document.short_title(),
            "authors": [author] if author and author != "[no-author]" else [],
            "body": tree.text_content(),
        }

    return read


def _newspaper() -> Reader:
    newspaper = importlib.import_module("newspaper")
    parsers = importlib.import_module("newspaper.parsers")

    def read(html: bytes, url: str) -> Prediction:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=parsers.get_unicode_html(html))
        article.parse()
        return {
            "title": article.title,
            "authors": article.authors,
            "date": _day(article.publish_date),
            "body": article.text,
        }

    return read


def _resiliparse() -> Reader:
    html2text = importlib.import_module("resiliparse.extract.html2text")
    trees = importlib.import_module("resiliparse.parse.html")
    encoding = importlib.import_module("resiliparse.parse.encoding")

    def read(html: bytes, url: str) -> Prediction:
        tree = trees.HTMLTree.parse_from_bytes(html, encoding.detect_encoding(html))
        body = html2text.extract_plain_text(tree, main_content=True, alt_texts=False)
        return {"title": tree.title, "body": body}

    return read


def _day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


EXTRACTORS: Mapping[str, Extractor] = {
    extractor.name: extractor
    for extractor in (
        Extractor(OURS, "crawler", _ours),
        Extractor("trafilatura", "trafilatura", lambda: _trafilatura(comments=False)),
        Extractor("trafilatura cm", "trafilatura", lambda: _trafilatura(comments=True)),
        Extractor("readability-lxml", "readability", _readability),
        Extractor("newspaper4k", "newspaper", _newspaper),
        Extractor("resiliparse", "resiliparse", _resiliparse),
    )
}


def loaded(name: str) -> Reader:
    """The reader of this name; an extractor that raises gives a prediction that counts as one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries themselves, at their import
        read = EXTRACTORS[name].loaded()

    def careful(html: bytes, url: str) -> Prediction:
        try:
            return read(html, url)
        except Exception as error:
            return {"crash": f"{type(error).__name__}: {error}"}

    return careful
