"""What a page states about itself for machines: JSON-LD, microdata, RDFa, OpenGraph, meta elements.

Statements are ordered by place, the most trustworthy first. Whether they fit the column, and how
the page prints them, is decided in `fields`.
"""

from crawler.extraction.markup.index import PageIndex
from crawler.extraction.metadata.stated.json_ld import read_json_ld
from crawler.extraction.metadata.stated.metas import read_metas
from crawler.extraction.metadata.stated.microdata import read_microdata
from crawler.extraction.metadata.stated.statements import Statements


def read_statements(index: PageIndex, url: str) -> Statements:
    """Everything the page states for machines about the column at `url`."""
    stated = Statements()
    read_json_ld(index.json_ld, url, stated)
    read_microdata(index, stated)
    read_metas(index.metas, stated)
    return stated
