"""What a page states about itself for machines: JSON-LD, microdata, RDFa, OpenGraph, meta elements.

Statements are ordered by place, the most trustworthy first. Whether they fit the column, and how
the page prints them, is decided in `fields`.
"""

from itertools import islice

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.metadata.stated.json_ld import read_json_ld
from crawler.extraction.metadata.stated.metas import read_metas
from crawler.extraction.metadata.stated.microdata import read_microdata
from crawler.extraction.metadata.stated.own_article import OwnMarks
from crawler.extraction.metadata.stated.statements import Statements

MOST_HEADINGS = 5
"""Headings of the first rank that are compared with headlines in JSON-LD."""


def read_statements(index: PageIndex, url: str) -> Statements:
    """Everything the page states for machines about the column at `url`."""
    stated = Statements()
    own = _own_marks(index, url)
    read_json_ld(index.json_ld, own, stated)
    read_microdata(index, own, stated)
    read_metas(index.metas, stated)
    return stated


def _own_marks(index: PageIndex, url: str) -> OwnMarks:
    """What the page is known by outside its JSON-LD."""
    metas = index.metas
    addresses = [url, *index.links.get("canonical", ()), *metas.get("og:url", ())]
    h1 = (text_of(indexed.element) for indexed in index.headings if indexed.element.tag == "h1")
    headlines = [*metas.get("og:title", ()), *islice(h1, MOST_HEADINGS), *index.titles[:1]]
    return OwnMarks(addresses, headlines)
