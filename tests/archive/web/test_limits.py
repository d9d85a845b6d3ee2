"""What readers of a served archive may take, and what its answers hold: a real server, asked."""

import asyncio
import csv
import io
import json
import os
import re
import site as python_site
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.model.records import Comment
from archive.web.asgi import Message
from archive.web.csv_files import HarmlessCsv, as_text
from tests.archive.web.test_web import Site, served
from tests.builders.archives import ColumnPage, new_archive, take_in_all

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
COLUMNS = (
    ColumnPage(
        path="/ferry",
        title=f'=HYPERLINK("http://evil.test/") {HOSTILE}',
        paragraphs=(f"@SUM(1) The ferry left at dawn. {HOSTILE} {'A long day at sea. ' * 40}",),
        comments=(
            Comment(id="1", text=f"+1 {HOSTILE}", author_url="javascript:alert(1)"),
            Comment(id="2", text="-2 of three", author_url="  JaVaScRiPt:alert(1)"),
            Comment(id="3", text="\t=cmd", author_url='http://x.test/"onmouseover="alert(1)'),
        ),
    ),
    *(
        ColumnPage(path=f"/tide{number}", title=f"Tide {number}", paragraphs=(f"Tide {number}.",))
        for number in range(40)
    ),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        take_in_all(archive, COLUMNS)
    with served(folder, sql=True) as site:
        site.get("archive.json")  # has the processes of statements started
        yield site


@pytest.mark.parametrize(
    "statement",
    [
        "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c",
        "select length(hex(zeroblob(450000000)))",
        (
            "select instr(replace(hex(zeroblob(5000000)),'0','a'),"
            " replace(hex(zeroblob(2000000)),'0','a')||'b')"
        ),
        (
            "select replace(hex(zeroblob(5000000)),'0','a')"
            " like '%'||replace(hex(zeroblob(9000)),'0','a')||'b'"
        ),
        "select json_group_array(hex(randomblob(100000))) from captures a, captures b, captures c",
        (
            "with recursive c(x) as (select 1 union all select x+1 from c)"
            " select hex(zeroblob(400000)) from c"
        ),
        (
            "with recursive c(x) as (select 1 union all select x+1 from c)"
            " select randomblob(100000) r from c order by r"
        ),
        "select " + ",".join(["hex(zeroblob(6000000))"] * 90),
    ],
)
def test_no_statement_outlasts_its_time_or_eats_the_memory(site: Site, statement: str) -> None:
    begun = time.monotonic()
    status, body = site.get(f"archive.json?sql={quote(statement)}")
    assert status == 400, body[:300]
    assert time.monotonic() - begun < 8  # the limit is 1.5 s; the machine may be busy
    assert json.loads(site.get("archive.json?sql=select+1+as+one&_shape=array")[1]) == [{"one": 1}]
    assert re.search(r"longer than|needs more|larger than|too big", body), body


def test_a_text_over_the_limit_is_an_error_or_null(site: Site) -> None:
    """Debian's SQLite 3.40.1-2+deb12u2 gives NULL, the one before it an error."""
    begun = time.monotonic()
    statement = "select length(printf('%.*c', 900000000, 'x'))"
    status, body = site.get(f"archive.json?sql={quote(statement)}")
    assert status == 400 or json.loads(body)["rows"] == [[None]], body[:300]
    assert time.monotonic() - begun < 8


@pytest.mark.timing
def test_a_costly_request_keeps_no_other_waiting(site: Site) -> None:
    statement = "select instr(replace(hex(zeroblob(5000000)),'0','a'), hex(zeroblob(900000))||'b')"
    for path in (f"archive.json?sql={quote(statement)}", "archive.json?_shape=array"):
        costly = threading.Thread(target=site.get, args=(path,))
        costly.start()
        slowest = 0.0
        while costly.is_alive():
            begun = time.monotonic()
            assert site.get("-/actor.json")[0] == 200
            slowest = max(slowest, time.monotonic() - begun)
        assert slowest < 1


@pytest.mark.parametrize("path", ["archive.json", ".json", "archive/articles/1.json"])
@pytest.mark.parametrize("shape", ["array", "arrayfirst", "object", "objects", "nope"])
def test_no_shape_is_a_fault_of_the_server(site: Site, path: str, shape: str) -> None:
    assert site.get(f"{path}?_shape={shape}")[0] in (200, 400)


def test_the_csv_of_a_table_page_has_all_rows_and_columns(site: Site) -> None:
    link = re.search(r'href="/(archive/articles\.csv[^"]*)"', site.get("archive/articles")[1])
    assert link
    for path in (link[1].replace("&amp;", "&"), "archive/articles.csv"):
        status, body = site.get(path)
        rows = list(csv.DictReader(io.StringIO(body, newline="")))
        assert status == 200
        assert len(rows) == len(COLUMNS)
        assert {"body", "blocks", "published_utc"} <= rows[0].keys()
    assert len(site.get("archive/articles.csv?_size=2&_col=title")[1].splitlines()) == 3


def test_no_cell_of_csv_is_a_formula(site: Site) -> None:
    for path in ("archive/articles.csv", "archive/comments.csv", "archive/articles/1.csv"):
        for row in csv.reader(io.StringIO(site.get(path)[1], newline="")):
            for cell in row:
                assert cell[:1] not in tuple("=+@\t\r") or not cell, cell
    assert "'-2 of three" in site.get("archive/comments.csv")[1]
    assert ",-7" in site.get("archive.csv?sql=select+1,+-7")[1]


ROUTES = (
    *("", ".json", "archive", "archive.json", "archive?_show_hidden=1", "archive.db", "_internal"),
    *("_internal.json", "_memory", "nope", "nope.json", "archive/nope", "archive/nope.json"),
    *("archive/articles/999", "archive/articles/1", "archive/articles/1.json"),
    *("archive/articles.json?_sort=nope", "archive/articles?_size=x", "archive/articles.blob"),
    *("archive/articles.csv?_sort=nope", "archive?sql=select+nope", "archive.json?sql=delete"),
    *("archive.csv?sql=select+*+from+pragma_database_list", "archive.json?_shape=array"),
    *("archive.json?sql=select+*+from+pragma_database_list&_shape=array", "%00", "-/static/nope"),
    *("-/static/../../x", "-/static/app.css", "-/auth-token", "-/logout", "-/permissions"),
    *("-/messages", "-/allow-debug", "-/patterns", "-/nope"),
    *("archive/articles.json?_trace=1", "archive/articles?_context=1", "archive.json?_trace=1"),
    *(
        f"-/{page}{form}"
        for page in "metadata versions plugins settings threads databases actor config".split()
        for form in ("", ".json", "?all=1", ".json?all=1")
    ),
    *(
        f"archive/{table}{form}"
        for table in ("articles", "comments", "captures", "outlets", "articles_fts", "journal")
        for form in ("", ".json", ".csv", ".json?_facet=id", "?_trace=1")
    ),
)


def test_no_answer_shows_a_path_of_the_machine(site: Site) -> None:
    packages = {*python_site.getsitepackages(), "site-packages", str(Path(os.__file__).parent)}
    secret = {str(site.folder), str(Path.home()) + "/", str(Path.cwd()), *packages}
    for route in ROUTES:
        status, body = site.get(route)
        shown = [path for path in secret if path in body]
        assert not shown, (route, status, shown)
        assert status != 500, route


class Scripts(HTMLParser):
    """What a browser would run or follow in a page, other than Datasette's own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            link = name in ("href", "src", "action") and (value or "").strip().lower()
            if link and link.startswith(("javascript:", "data:", "x")):
                self.found.append(f"{tag} {name}={value}")
            if name in ("onerror", "onmouseover"):
                self.found.append(f"{tag} {name}")

    def handle_data(self, data: str) -> None:
        if self.get_starttag_text() == "<script>" and "alert(" in data:
            self.found.append(data)


@pytest.mark.parametrize(
    "path",
    [
        *("archive/articles", "archive/articles?_col=body", "archive/articles/1"),
        *("archive/comments", "archive/comments/1", "archive/versions", "archive/versions/1"),
        "archive/articles?_facet=title&_search=" + quote(f"ferry {HOSTILE}"),
        "archive/articles?title=" + quote(HOSTILE),
        "archive/articles?_sort=" + quote(HOSTILE),
        "archive?sql=" + quote("select title, body from articles where id = 1"),
        "archive?sql=" + quote(HOSTILE),
        quote(HOSTILE, safe=""),
        "archive/" + quote(HOSTILE, safe=""),
    ],
)
def test_what_the_web_says_is_never_markup_of_a_page(site: Site, path: str) -> None:
    page = Scripts()
    page.feed(site.get(path)[1])
    assert not page.found


def test_rows_of_csv_let_other_requests_in_between() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)  # a reader as fast as can be: it is never waited for

    async def rows() -> None:
        harmless = HarmlessCsv(send)
        await harmless({"type": "http.response.start", "status": 200})
        for _ in range(100):
            await harmless({"type": "http.response.body", "body": b"=1,2\r\n", "more_body": True})

    async def turns_of_another() -> int:
        writing = asyncio.create_task(rows())
        turns = 0
        while not writing.done():
            await asyncio.sleep(0)
            turns += 1
        return turns

    assert asyncio.run(turns_of_another()) > 50
    assert sent[-1]["body"] == b"'=1,2\r\n"


@pytest.mark.parametrize(
    "kept", ["=1", "'=1", "''-x", "'-5", "-5", "'tis", "'", "", "\tx", "＝1", "5"]
)
def test_csv_is_read_back_by_taking_an_apostrophe_off_what_would_be_a_formula(kept: str) -> None:
    written = as_text(kept)
    assert re.sub(r"^'(?='*[=+\-@\t\r\n＝＋－＠])", "", written) == kept
