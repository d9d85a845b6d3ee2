"""Fields read on a page of an invented outlet."""

from datetime import datetime
from pathlib import Path
from textwrap import dedent

from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet
from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import parse
from crawler.extraction.metadata.fields import Fields, read_fields

URL = "https://lantern.example/2019/03/quiet-harbours/"
PROSE = "<p>" + "The tide went out and the clerks of the customs house went with it. " * 5 + "</p>"


def fields_of(
    html: str, url: str = URL, *, outlet: Outlet | None = None, at: datetime | None = None
) -> Fields:
    """The fields read on a page."""
    page = parse(html, url, outlet=outlet, captured_at=at)
    return read_fields(page, index_page(page), ())


def outlet_with_layout(folder: Path, layout: str) -> Outlet:
    """The page's outlet, with a layout in its file."""
    path = folder / "lantern.toml"
    path.write_text(
        dedent("""\
        name = "The Quiet Lantern"
        home = "https://lantern.example/"
        language = "en"
        timezone = "Asia/Seoul"
        [[seeds]]
        feed = "/feed/"
        """)
        + dedent(layout)
    )
    return load_outlet(path)
