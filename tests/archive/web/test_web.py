"""The archive in Datasette: a real server process, asked over loopback."""

import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Comment
from archive.web.hosts import Hosts
from archive.web.metadata import BEHIND, SHOWN
from archive.web.server import serve
from tests.builders.archives import NOON, ColumnPage, new_archive, take_in, take_in_all
from tests.builders.served import serving

STOCK = """
import sys
from datasette.cli import cli
cli(["serve", sys.argv[1] + "/archive.db", "--port", sys.argv[2]])
"""


COLUMNS = (
    ColumnPage(
        path="/korea",
        title="Korea",
        paragraphs=("평양에서 김일성은 남북정상회담을 언급했다.",),
    ),
    ColumnPage(path="/china", title="China", paragraphs=("中美外交部长昨天举行会谈。",)),
    ColumnPage(
        path="/envoy",
        title="The <b>envoy</b>",
        paragraphs=("The envoy of the café left Straße and river. " + "A long day at sea. " * 40,),
        comments=(
            Comment(id="1", text="Was there a ferry?", author_url="javascript:alert(1)"),
            Comment(id="2", text="회담은 어렵다", author_url="http://reader.test/"),
        ),
    ),
)


@dataclass(frozen=True)
class Site:
    """A running server."""

    address: str
    folder: Path

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(self.address + path, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as fault:
            with fault:
                return fault.code, fault.read().decode()

    def titles(self, typed: str, table: str = "articles") -> list[str]:
        status, body = self.get(f"archive/{table}.json?_shape=array&_search={quote(typed)}")
        assert status == 200, body
        rows = json.loads(body)
        return sorted(row["title" if table == "articles" else "text"] for row in rows)


@contextmanager
def served(
    folder: Path, *, sql: bool = False, patient: bool = False, stderr: Path | None = None
) -> Iterator[Site]:
    with serving(folder, sql=sql, patient=patient, stderr=stderr) as address:
        yield Site(address, folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        take_in_all(archive, COLUMNS)
    with served(folder, patient=True) as site:
        yield site


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("김일성", ["Korea"]),
        ("회담", ["Korea"]),
        ("外交", ["China"]),
        ("会谈", ["China"]),
        ("cafe", ["The <b>envoy</b>"]),
        ("strasse", ["The <b>envoy</b>"]),
        ("env*", ["The <b>envoy</b>"]),
        ('"café left"', ["The <b>envoy</b>"]),
        ("envoy OR 外交", ["China", "The <b>envoy</b>"]),
        ("envoy -sea", []),
        ("(envoy OR 外交) (sea OR ferry)", ["The <b>envoy</b>"]),
        ("NEAR(envoy river, 6)", ["The <b>envoy</b>"]),
        ("title:korea OR title:china", ["China", "Korea"]),
        ('author:"ada quay" title:korea', ["Korea"]),
    ],
)
def test_the_search_box_finds_what_desk_search_finds(
    site: Site, typed: str, titles: list[str]
) -> None:
    assert site.titles(typed) == titles
    status, csv = site.get(f"archive/articles.csv?_search={quote(typed)}")
    assert status == 200
    assert all(title in csv for title in titles)


@pytest.mark.parametrize("typed", ['"', '""', "*", "AND", "NOT", "(", "envoy OR", "-", ":", "\x00"])
def test_no_typing_ends_in_an_error_page(site: Site, typed: str) -> None:
    for path in ("articles", "articles.json", "articles.csv", "comments"):
        status, body = site.get(f"archive/{path}?_search={quote(typed)}")
        assert status == 200, body
    status, _ = site.get(f"archive/articles?_search_title={quote(typed)}")
    assert status == 200


def test_the_page_says_how_it_read_a_search(site: Site) -> None:
    typed = quote("(envoy OR ferry) -sea")
    _, page = site.get(f"archive/articles?_search={typed}")
    assert "read as (envoy OR ferry) NOT sea" in page
    _, told = site.get(f"archive/comments.json?_search={typed}")
    assert "read as (envoy OR ferry) NOT sea" in json.loads(told)["human_description_en"]


def test_the_search_box_passes_over_facts_of_columns_and_never_fails(site: Site) -> None:
    for path in ("articles", "articles.json", "articles.csv", "comments"):
        typed = quote("outlet:herald -lang:en (envoy after:2015 in:column")
        assert site.get(f"archive/{path}?_search={typed}")[0] == 200
    assert site.titles("outlet:nowhere envoy") == site.titles("envoy")
    assert site.titles("outlet:herald") == []
    _, page = site.get("archive/articles?_search=" + quote("outlet:herald envoy before:soon"))
    assert "read as envoy" in page
    assert "is no date" in page
    assert site.titles("title:envoy OR ferry", table="comments") == ["Was there a ferry?"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("published__lte=2026", 3),
        ("published__lte=2025", 0),
        ("published__lte=2026-10", 3),
        ("published__lte=2026-10-03", 3),
        ("published__lte=2026-10-02", 0),
        ("published_utc__lte=2026-10-03", 3),
        ("published__lte=2026-10-03T12:00:00%2B00:00", 3),
        ("published__gt=2026-10-03", 0),
        ("published__gt=2026", 0),
        ("published__gt=2025", 3),
        ("published=2026", 3),
        ("published=2026-10-03", 3),
        ("published__date=2026-10-03", 3),
        ("published__lte=9999", 3),
        ("words__lte=2026", 3),
        ("last_seen__lte=2026-11-02", 3),
    ],
)
def test_a_date_filter_means_the_whole_year_month_or_day(
    site: Site, asked: str, found: int
) -> None:
    status, body = site.get(f"archive/articles.json?_shape=array&title__not=Late&{asked}")
    assert status == 200, body
    assert len(json.loads(body)) == found, body[:300]


def test_comments_have_a_search_box_too(site: Site) -> None:
    assert site.titles("회담", table="comments") == ["회담은 어렵다"]
    _, page = site.get("archive/comments")
    assert 'name="_search"' in page
    assert 'href="http://reader.test/"' in page
    assert 'href="javascript:' not in page


def test_the_table_is_first_shown_without_its_long_columns(site: Site) -> None:
    status, page = site.get("archive/articles")
    assert status == 200
    assert 'name="_search"' in page
    assert "The &lt;b&gt;envoy&lt;/b&gt;" in page
    assert "A long day at sea" not in page
    assert "Suggested facets" not in page
    assert "A long day at sea" in site.get("archive/articles?_col=body")[1]
    assert "A long day at sea" in site.get("archive/articles.json")[1]
    assert "A long day at sea" in site.get("archive/articles/3")[1]


def test_the_columns_table_begins_with_what_a_reader_understands(site: Site) -> None:
    _, page = site.get("archive/articles")
    shown = re.findall(r'<th class="col-(\w+)"', page)
    assert shown[:4] == ["public_id", "title", "outlet_id", "published_utc"]
    for form in ("json", "csv"):
        (link, *_) = re.findall(rf'href="/?(archive/articles\.{form}\?[^"]*)"', page)
        assert "A long day at sea" in site.get(unescape(link))[1]
    assert "how it changed, and their readers&#39; comments as last seen" in site.get("archive")[1]


def test_every_served_table_opens_under_its_title(site: Site) -> None:
    for table, about in SHOWN.items():
        status, page = site.get(f"archive/{table}")
        assert status == 200, (table, page)
        assert about["title"] in page


def test_the_page_of_tables_searches_columns_and_comments_and_says_what_each_table_is(
    site: Site,
) -> None:
    _, page = site.get("archive")
    assert "<h1>Data</h1>" in page
    assert "these have every field, the text too" in page
    forms = re.findall(r'(?s)<form[^>]* action="(/archive/\w+)".*?name="(\w+)"', page)
    assert forms == [("/archive/articles", "_search"), ("/archive/comments", "_search")]
    assert re.findall(r'<li><a href="/archive/(\w+)">', page) == list(SHOWN)
    assert all(about["description"] in page for about in SHOWN.values())


def tables_of(site: Site) -> set[str]:
    with closing(sqlite3.connect(site.folder / "archive.db")) as db:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")}


def test_each_page_of_tables_leads_back_to_the_room(site: Site) -> None:
    for path in ("archive", "archive/articles", "archive/outlets/1"):
        status, page = site.get(path)
        assert status == 200
        head = page[page.index("<header") : page.index("</header>")]
        for link in ('"/">foreign-desk', '"/">Search', '"/outlets">', '"/authors">'):
            assert f"<a href={link}" in head, path


def test_no_other_table_has_a_page_nor_one_that_is_made_later(tied: Site) -> None:
    with closing(sqlite3.connect(tied.folder / "archive.db")) as db:
        db.execute("CREATE TABLE made_later (id INTEGER PRIMARY KEY, said TEXT)")
        db.execute("INSERT INTO made_later (said) VALUES ('a secret')")
        db.commit()
    others = tables_of(tied) - set(SHOWN)
    assert {"made_later", "tombstones", "runs", "checksums", "articles_fts_data"} <= others
    for table in others:
        for form in ("", ".json", ".csv", "/1", "/1.json", "/1.blob?_blob_column=said"):
            status, page = tied.get(f"archive/{table}{form}")
            assert status in (403, 404), (table, form)
            assert "a secret" not in page
    told = json.loads(tied.get("archive.json")[1])
    assert {table["name"] for table in told["tables"]} == set(SHOWN)
    assert tied.get("archive.json?sql=" + quote("select * from made_later"))[0] == 400
    assert tied.get("archive.json?sql=" + quote("select count(*) from made_later"))[0] == 400


@pytest.mark.parametrize(
    "asked",
    [
        "archive.json?sql=select * from tombstones",
        "archive.json?sql=select reason from main.tombstones",
        "archive.json?sql=select count(*) from TombStones",
        "archive.json?sql=select 1 from articles where exists (select 1 from tombstones)",
        "archive.json?sql=select id, (select reason from tombstones) from articles",
        "archive.json?sql=with t as (select * from tombstones) select count(*) from t",
        "archive.json?sql=select * from (select * from tombstones)",
        "archive.json?sql=explain select * from tombstones",
        "archive?sql=select * from tombstones",
        "archive/articles.json?_where=id in (select rowid from runs)",
        "archive/articles.json?_where=exists (select 1 from tombstones where key = 'a')",
        "archive/articles.json?_fts_table=tombstones&_search_key=a",
        'archive/articles.json?_through={"table":"runs","column":"command","value":"crawl"}',
    ],
)
def test_no_statement_reads_a_table_that_is_not_served(tied: Site, asked: str) -> None:
    status, body = tied.get(quote(asked, safe="/?=&"))
    assert status in (400, 403), body
    assert status == 403 or "It reads a table that is not served" in body


def test_what_is_served_can_be_joined_counted_and_searched_by_statements(tied: Site) -> None:
    for statement in (
        "select a.title, o.name from articles a join outlets o on o.id = a.outlet_id",
        "select snippet(articles_fts, 2, '', '', '', 4) from articles_fts('column')",
        "with t as (select id from articles) select count(*) from t",
        "select value from articles, json_each(found_in)",
        "select name from sqlite_master",
        "select t.text from chrome c join chrome_texts t on t.id = c.text_id",
    ):
        status, body = tied.get(f"archive.json?_shape=array&sql={quote(statement)}")
        assert status == 200, body


def test_no_page_leads_to_a_table_that_is_not_served(site: Site) -> None:
    others = tables_of(site) - set(SHOWN)
    for path in (
        *("archive", "archive/articles", "archive/articles/1", "archive/comments"),
        *("archive/versions?_col=capture_id&_facet=capture_id", "archive/article_events"),
        "archive/articles?_col=cluster_id&_facet=cluster_id",
    ):
        status, page = site.get(path)
        assert status == 200
        led = set(re.findall(r'href="(?:http://[^/"]+)?/archive/(\w+)', page))
        assert not led & others, path
    told = site.get("archive/versions.json?_labels=on&_shape=array")[1]
    assert {type(row["capture_id"]) for row in json.loads(told)} == {int}


def test_tables_name_columns_by_their_public_ids_and_lead_to_their_pages(site: Site) -> None:
    told = site.get("archive/articles.json?_shape=array&title__startswith=The")[1]
    (envoy,) = json.loads(told)
    page = f'<a href="/column/{envoy["public_id"]}">{envoy["public_id"]}</a>'
    for path in ("archive/articles", "archive/comments", "archive/versions"):
        shown = site.get(path)[1]
        assert page in shown
        assert "/archive/articles/" not in shown
    labelled = site.get("archive/comments.csv?_labels=on")[1]
    assert labelled.splitlines()[0].startswith("id,article_id,article_id_label,")
    assert envoy["public_id"] in labelled


def test_tables_that_a_reader_does_not_understand_have_no_page_and_can_be_asked(
    tied: Site,
) -> None:
    for table in BEHIND:
        assert tied.get(f"archive/{table}")[0] == 403
        assert tied.get(f"archive.json?_shape=array&sql=select+count(*)+from+{table}")[0] == 200


def test_answers_carry_security_headers(site: Site) -> None:
    for path in ("", "archive/articles", "archive.json", "-/static/app.css"):
        with urlopen(site.address + path) as answer:
            headers = answer.headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers.get_all("referrer-policy") == ["no-referrer"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST.:8001", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("evil.example:8001", 421),
        ("localhost.evil.example", 421),
        ("10.0.0.1", 421),
        ("", 421),
    ],
)
def test_a_request_under_another_name_is_refused(site: Site, host: str, status: int) -> None:
    """A page elsewhere whose name leads here (DNS rebinding) cannot read the archive."""
    asked = Request(site.address + "archive.json", headers={"Host": host})
    try:
        with urlopen(asked, timeout=20) as answer:
            seen = answer.status
    except HTTPError as fault:
        seen = fault.code
        fault.close()
    assert seen == status


def test_a_server_on_every_address_is_asked_by_number_or_by_a_name_that_was_given() -> None:
    hosts = Hosts("0.0.0.0", ["desk.example"])
    assert all(map(hosts.admit, ("192.0.2.7:8001", "desk.example", "127.0.0.1", "[2001:db8::1]:1")))
    assert not any(map(hosts.admit, ("evil.example", "", "192.0.2.7.evil.example")))


def test_own_statements_and_the_file_itself_are_not_to_be_had(site: Site) -> None:
    assert site.get("archive.json?sql=select+1")[0] == 403
    assert site.get("archive/articles?_where=1%3D1")[0] == 403
    assert site.get("archive.db")[0] == 403


def test_no_page_shows_where_on_the_machine_the_archive_is(site: Site) -> None:
    for path in ("", "archive", "-/databases.json", "-/versions.json", "-/settings.json", "nope"):
        assert str(site.folder) not in site.get(path)[1]


@pytest.mark.parametrize("name", ["a#b", "a?mode=memory", "a%23b", "a b"])
def test_any_name_of_a_folder_is_served_and_nothing_made_beside_it(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with new_archive(folder) as archive:
        take_in_all(archive, COLUMNS)
    with served(folder, patient=True) as site:
        assert site.titles("envoy") == ["The <b>envoy</b>"]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_wrong_request_leaves_no_traceback(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(archive, COLUMNS)
    with served(tmp_path, stderr=tmp_path / "said") as site:
        for path in (
            *("nope", "archive/nope", "archive/articles/999"),
            *("archive/articles.json?_sort=nope", "archive/articles?_size=x", "%00"),
        ):
            assert site.get(path)[0] in (400, 404), path
    assert "Traceback" not in (tmp_path / "said").read_text()


def test_a_column_kept_while_the_server_runs_is_found(site: Site) -> None:
    with Archive.writing(site.folder, command="test") as archive:
        late = ColumnPage(path="/late", title="Late", paragraphs=("A zeppelin came.",))
        take_in(archive, late)
        archive.flush()
        assert site.titles("zeppelin") == ["Late"]


def test_plain_datasette_loads_the_plugin_by_itself(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-c", STOCK, str(site.folder), port],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if "running on" in line:
                break
        assert Site(f"http://127.0.0.1:{port}/", site.folder).titles("김일성") == ["Korea"]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_port_that_is_taken_is_told(site: Site) -> None:
    port = int(site.address.rstrip("/").rpartition(":")[2])
    with pytest.raises(DeskError, match=rf"port {port}: Address already in use; .*--port"):
        serve(site.folder, port=port)


def test_a_folder_without_an_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="not there; `desk init`"):
        serve(tmp_path, port=0)


TIED = tuple(
    ColumnPage(
        path=f"/{number}",
        title=f"Column {number}",
        paragraphs=(f"Text {number}.",),
        published=None if number % 3 == 0 else NOON - timedelta(days=number % 4),
        section=None if number % 5 == 0 else ("Abroad", "World")[number % 2],
    )
    for number in range(60)
)


@pytest.fixture(scope="module")
def tied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("tied")
    with new_archive(folder) as archive:
        take_in_all(archive, TIED)
    with served(folder, sql=True, patient=True) as site:
        yield site


@pytest.mark.parametrize(
    "order",
    [
        "",
        *(
            f"{sort}={column}"
            for sort in ("_sort", "_sort_desc")
            for column in ("published_utc", "section", "words", "cluster_id", "title")
        ),
    ],
)
def test_pages_in_an_order_with_ties_leave_no_row_out_and_give_none_twice(
    tied: Site, order: str
) -> None:
    rows, after = [], f"archive/articles.json?_size=7&{order}"
    while after:
        status, body = tied.get(after)
        assert status == 200, body
        page = json.loads(body)
        rows += [dict(zip(page["columns"], row, strict=True))["id"] for row in page["rows"]]
        after = (page["next_url"] or "").removeprefix(tied.address)
    assert sorted(rows) == list(range(1, len(TIED) + 1))


def test_a_readers_own_statement_is_run_as_it_is_written(tied: Site) -> None:
    own = quote("select section as s from articles group by section order by s desc limit 3")
    assert tied.get(f"archive.json?_shape=arrays&sql={own}")[0] == 200
