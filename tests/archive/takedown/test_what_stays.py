"""`desk forget --raw` beside captures that stay: other columns' own, that referred to what goes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.db import captures
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.ingest.ingest import ingest
from archive.model.errors import Damaged
from archive.model.records import Exchange, Outcome
from archive.reading import dump
from archive.takedown import keeping_out, takedown
from archive.takedown.payloads import is_taken_down
from archive.takedown.takedown import Takedown
from archive.warc import redaction
from archive.warc.journal import is_journal
from archive.warc.reading import read_record, record_id_at, warc_files, whole_records
from archive.warc.redaction import SAID
from archive.warc.rewriting import rewritten
from tests.archive.takedown.test_takedown import forgotten_in
from tests.builders.archives import NOON, ColumnPage, address, new_archive, outlet, stored, take_in
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed

GONE = "/2026/the-zephyrous-pact/"
STAYS = "/2026/herring/"


def text_in_records(folder: Path) -> str:
    """Heads and blocks of all records but journals."""
    return "".join(
        f"{record.headers}{record.block!r}"
        for path in warc_files(folder / "warc")
        for record in whole_records(path)
        if not is_journal(record)
    ).lower()


def bodies(folder: Path) -> dict[str, list[bytes]]:
    """What the captures of each column's address say, by its path."""
    with Archive.reading(folder) as archive:
        held = archive.db.execute("SELECT id, url FROM captures WHERE article_id IS NOT NULL")
        found: dict[str, list[bytes]] = {}
        for capture_id, url in held.fetchall():
            path = "/" + url.split("/", 3)[3]
            found.setdefault(path, []).append(archive.body_of_capture(capture_id).body)
        return found


def sound_digest(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []
        return dump.digest(archive)


def forget(folder: Path, url: str) -> str:
    done = desk(folder, "forget", url, "--reason", "asked", "--raw", "--yes")
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(params=["two that vanished", "one page at two addresses"])
def beside(request: pytest.FixtureRequest, site: Site, tmp_path: Path) -> Path:
    """A desk with two columns, one of which has the bytes that the other had first."""
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    if request.param == "two that vanished":
        site.pages["/feed"] = Page(feed(site.home, [GONE, STAYS]))
        site.pages[GONE], site.pages[STAYS] = Page(column("Pact")), Page(column("Herring"))
        crawl(folder)
        site.pages[GONE] = Page(b"<h1>Nothing is here.</h1>", 404)
        crawl(folder)
        site.pages[STAYS] = site.pages[GONE]
    else:
        site.pages["/feed"] = Page(feed(site.home, [GONE]))
        site.pages[GONE] = Page(column("Herring"))
        crawl(folder)
        site.pages["/feed"] = Page(feed(site.home, [GONE, STAYS]))
        site.pages[STAYS] = site.pages[GONE]
    crawl(folder)
    refer = (
        "SELECT count(*) FROM captures AS c JOIN captures AS h ON h.id = c.revisit_of"
        " WHERE c.article_id <> h.article_id"
    )
    assert rows(folder, refer) == [(1,)]
    return folder


def test_what_stays_keeps_its_body_and_a_rebuild_is_equal(beside: Path, site: Site) -> None:
    before = bodies(beside)[STAYS]
    told = forget(beside, site.home.rstrip("/") + GONE)
    assert "written anew: 1 capture of other columns" in told
    assert bodies(beside) == {STAYS: before}
    assert "zephyrous" not in text_in_records(beside)
    digest = sound_digest(beside)
    assert desk(beside, "reextract").exit_code == 0
    assert sound_digest(beside) == digest
    (beside / "archive.db").unlink()
    rebuilt = desk(beside, "rebuild")
    assert rebuilt.exit_code == 0, rebuilt.output
    assert sound_digest(beside) == digest
    assert bodies(beside) == {STAYS: before}
    assert "written anew" not in forget(beside, site.home.rstrip("/") + STAYS)
    assert rows(beside, "SELECT count(*) FROM articles") == [(0,)]
    assert "herring" not in text_in_records(beside)


@pytest.mark.parametrize("cut_off_before", ["redact_records", "_take_out"])
def test_a_call_that_is_cut_off_between_is_finished(
    beside: Path, site: Site, monkeypatch: pytest.MonkeyPatch, cut_off_before: str
) -> None:
    before = bodies(beside)[STAYS]
    url = site.home.rstrip("/") + GONE

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(takedown, cut_off_before, cut_off)
        assert desk(beside, "forget", url, "--reason", "r", "--raw", "--yes").exit_code != 0
    forget(beside, url)
    assert bodies(beside) == {STAYS: before}
    assert "zephyrous" not in text_in_records(beside)
    digest = sound_digest(beside)
    (beside / "archive.db").unlink()
    assert desk(beside, "rebuild").exit_code == 0
    assert sound_digest(beside) == digest


@pytest.mark.parametrize("cut_off", ["before all records", "before the last file"])
def test_a_database_lost_after_a_call_was_cut_off_comes_back(
    beside: Path, site: Site, monkeypatch: pytest.MonkeyPatch, cut_off: str
) -> None:
    """Of a record that was written anew, two stand in the files with one id: the later counts."""
    before = bodies(beside)[STAYS]
    url = site.home.rstrip("/") + GONE
    overwrite = redaction._overwrite

    def in_part(path: Path, members: dict[int, bytes]) -> None:
        if cut_off == "before the last file":
            *others, _, _ = sorted(members)  # all but the other column's former answer and request
            overwrite(path, {place: members[place] for place in others})
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(redaction, "_overwrite", in_part)
        assert desk(beside, "forget", url, "--reason", "r", "--raw", "--yes").exit_code != 0
    (beside / "archive.db").unlink()
    rebuilt = desk(beside, "rebuild")
    assert rebuilt.exit_code == 0, rebuilt.output
    assert bodies(beside)[STAYS] == before
    forget(beside, url)
    assert bodies(beside) == {STAYS: before}
    assert "zephyrous" not in text_in_records(beside)
    assert sound_digest(beside)


def test_without_raw_the_captures_of_other_columns_stay_theirs(beside: Path, site: Site) -> None:
    before = bodies(beside)[STAYS]
    url = site.home.rstrip("/") + GONE
    assert desk(beside, "forget", url, "--reason", "r", "--yes").exit_code == 0
    assert bodies(beside) == {STAYS: before}
    digest = sound_digest(beside)
    (beside / "archive.db").unlink()
    assert desk(beside, "rebuild").exit_code == 0
    assert sound_digest(beside) == digest


def taken_down(archive: Archive, path: str, *, raw: bool = True) -> Takedown:
    target = takedown.find(archive, address(path))
    when = "2026-11-24T00:00:00.000Z"
    return takedown.take_down_column(archive, target, reason="r", raw=raw, forgotten_at=when)


def test_a_page_that_was_a_listing_first_stays(tmp_path: Path) -> None:
    listing = f"<a href='{address('/one')}'>One</a>"
    with new_archive(tmp_path) as archive:
        stored(archive, ColumnPage(path="/abroad", sent=listing), outlet_id=outlet(archive))
        take_in(archive, ColumnPage(path="/one", paragraphs=("One.", "And more.")))
        page = ColumnPage(path="/abroad", day=1, sent=listing)
        assert take_in(archive, page) is Outcome.NEW
        done = taken_down(archive, "/one")
        assert (done.captures, done.listings, done.renewed) == (1, 1, 1)
        (left,) = archive.db.execute("SELECT id FROM captures").fetchall()
        assert archive.body_of_capture(left[0]).body == listing.encode()
    assert sound_digest(tmp_path)


@pytest.mark.parametrize("chunked", [(), ("/two",), ("/two", "/three")])
def test_chunked_and_unchanged_answers_of_several_columns_stay(
    tmp_path: Path, chunked: tuple[str, ...]
) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/one", sent=SENT))
        for day, path in enumerate(("/two", "/three"), start=1):
            if path in chunked:
                chunked_answer(archive, path, day=day)
            else:
                take_in(archive, ColumnPage(path=path, day=day, sent=SENT))
            again = ColumnPage(path=path, day=day + 0.5, status=304)
            assert take_in(archive, again) is Outcome.UNCHANGED
        held = "SELECT status, url FROM captures WHERE article_id > 1 ORDER BY id"
        before = archive.db.execute(held).fetchall()
        assert taken_down(archive, "/one").captures == 1
        assert archive.db.execute(held).fetchall() == before
        for (capture_id,) in archive.db.execute("SELECT id FROM captures").fetchall():
            assert archive.body_of_capture(capture_id).body == SENT.encode()
    assert address("/one") not in text_in_records(tmp_path)
    assert sound_digest(tmp_path)


SENT = "<p>One text.</p>"


def chunked_answer(archive: Archive, path: str, *, day: int) -> None:
    """A column whose answer came in chunks."""
    exchange = Exchange(
        url=address(path),
        started_at=NOON + timedelta(days=day),
        request=f"GET {path} HTTP/1.1\r\n\r\n".encode(),
        response=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"%x\r\n%b\r\n0\r\n\r\n" % (len(SENT), SENT.encode()),
        ip_address=None,
    )
    outlet_id = outlet(archive)
    capture = archive.add_capture(exchange, outlet_id=outlet_id)
    read = ColumnPage(path=path).article()
    assert ingest(archive, capture, read, outlet_id=outlet_id, extractor="test 1") is Outcome.NEW


def problems(folder: Path) -> list[str]:
    with Archive.reading(folder) as archive:
        return list(map(str, verify(archive)))


def test_a_body_that_is_damaged_is_named_and_its_column_stays(tmp_path: Path) -> None:
    """So it was left by a takedown of before, which overwrote the records and then failed."""
    page = ColumnPage(path="/one", sent="<p>One text.</p>")
    with new_archive(tmp_path) as archive:
        take_in(archive, page)
        take_in(archive, ColumnPage(path="/two", day=1, sent="<p>One text.</p>"))
        archive.flush()
        (path,) = warc_files(tmp_path / "warc")
        place = captures.capture_by_id(archive.db, 1)
        assert place is not None
        data = bytearray(path.read_bytes())
        data[place.warc_offset + 40] ^= 0xFF
        path.write_bytes(data)
        done = taken_down(archive, "/one")
        assert done.bodiless == (address("/two"),)
        assert takedown.find(archive, address("/two")).captures == 1
        with pytest.raises(Damaged, match="it was taken out"):
            archive.body_of_capture(2)
    (told,) = problems(tmp_path)
    assert "forget the column of this address, too" in told
    (tmp_path / "desk.toml").write_text("")
    assert "forgotten; 1 capture overwritten" in forget(tmp_path, address("/two"))
    assert problems(tmp_path) == []


def test_nothing_is_overwritten_when_rows_cannot_go(
    beside: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest, held = sound_digest(beside), text_in_records(beside)
    with monkeypatch.context() as patch:
        patch.setattr(captures, "delete_captures", lambda db, ids: db.execute(
            "DELETE FROM captures WHERE article_id IS NOT NULL"  # which events refer to
        ))  # fmt: skip
        words = ("forget", site.home.rstrip("/") + GONE, "--reason", "r", "--raw", "--yes")
        told = desk(beside, *words)
    assert told.exit_code == 1
    assert "FOREIGN KEY" in told.output
    assert text_in_records(beside).startswith(held)
    assert SAID.decode().lower().strip() not in text_in_records(beside)
    assert sound_digest(beside) == digest


def stands_nowhere(folder: Path) -> bool:
    """Whether the address of what was forgotten is in no record and no row."""
    held = (folder / "archive.db").read_bytes().lower()
    return b"zephyrous" not in held and "zephyrous" not in text_in_records(folder)


def test_pages_of_comments_that_failed_go_with_their_column(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    older = f"{GONE}comment-page-1/"
    talk = (
        "<div id='comments'><ol class='comment-list'><li class='comment even depth-1'"
        " id='comment-3'><b class='fn'>Ann</b><div class='comment-content'><p>So it is.</p></div>"
        f"</li></ol><a href='{older}#comments'>Older Comments</a></div></article>"
    )
    site.pages["/feed"] = Page(feed(site.home, [GONE]))
    site.pages[GONE] = Page(column("Pact").replace(b"</article>", talk.encode()))
    site.pages[older] = Page(b"", 500)
    for _ in range(4):
        crawl(folder)
    assert rows(folder, "SELECT lacks IS NOT NULL FROM captures WHERE article_id = 1") == [(1,)]
    forget(folder, site.home.rstrip("/") + GONE)
    assert stands_nowhere(folder)
    assert sound_digest(folder)


def test_pages_it_redirected_to_go_or_no_longer_name_it(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages["/feed"] = Page(feed(site.home, [GONE]))
    site.pages[GONE] = Page(b"", 302, headers={"Location": STAYS})
    site.pages[STAYS] = Page(column("Herring", "Nothing but herring is told of here."))
    crawl(folder)
    site.pages[GONE] = Page(column("Pact"))
    crawl(folder)
    site.pages[GONE] = Page(b"", 302, headers={"Location": "/login/"})
    site.pages["/login/"] = Page(b"<title>Log in</title><form><input name=p></form>")
    crawl(folder)
    led = "SELECT article_id FROM captures WHERE via LIKE '%zephyrous%' ORDER BY id"
    assert rows(folder, led) == [(1,), (None,)]
    told = forget(folder, site.home.rstrip("/") + GONE)
    assert "written anew: 1 capture of other columns" in told
    assert stands_nowhere(folder)
    assert list(bodies(folder)) == [STAYS]
    digest = sound_digest(folder)
    (folder / "archive.db").unlink()
    assert desk(folder, "rebuild").exit_code == 0
    assert sound_digest(folder) == digest


def test_without_raw_what_a_column_lacked_is_not_told_any_more(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/one"))
        captures.set_lacks(archive.db, 1, f"its page of comments {address('/one/2')}")
        taken_down(archive, "/one", raw=False)
        assert archive.db.execute("SELECT lacks FROM captures").fetchall() == [(None,)]


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("/2026/one", True),
        ("/2026/one/comment-page-2/", True),
        ("/2026/one?cpage=2", True),
        ("/2026/one-more/", False),
        ("/2026/", False),
        ("/?cpage=2", False),
    ],
)
def test_what_stands_beneath_an_address_is_its_own(tmp_path: Path, path: str, taken: bool) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/2026/one/"))
        taken_down(archive, "/2026/one/")
        assert is_taken_down(archive.db, address(path)) is taken


@pytest.mark.parametrize("renewed", [False, True])
def test_a_record_that_ties_itself_to_one_that_goes_stays(tmp_path: Path, renewed: bool) -> None:
    """So a merge with a stranger's desk may have brought it."""
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/two", title="Two", paragraphs=("Two.", "Else.")))
        archive.flush()
        via = ("/three",) if renewed else ()
        take_in(archive, ColumnPage(path="/one", via=via, for_good=False))
        first, second = (captures.capture_by_id(archive.db, number) for number in (2, 1))
        assert first is not None
        assert second is not None
        folder = tmp_path / "warc"
        tied = rewritten(
            read_record(folder, second.position),
            {"WARC-Concurrent-To": record_id_at(folder, first.position)},
        )
        archive.rewrite_capture(second, [tied], revisit_of=None, via=(), moved_permanently=False)
        archive.flush()
        before = archive.body_of_capture(second.id).body
        if renewed:
            take_in(archive, ColumnPage(path="/three", day=1, title="3", paragraphs=("3.", "3.")))
            taken_down(archive, "/three")
        else:
            taken_down(archive, "/one")
        assert archive.body_of_capture(second.id).body == before
    assert sound_digest(tmp_path)


def test_a_feed_that_another_outlet_of_the_site_asked_for_goes(tmp_path: Path) -> None:
    other_site = ColumnPage(
        path="https://beacon.example/unread",
        sent=f"<p>The quayside, after <a href='{address('/two')}'>what others wrote</a>.</p>",
    )
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/two"))
        beacon = archive.upsert_outlet(
            slug="beacon",
            name="The Beacon",
            home="https://beacon.example/",
            language="en",
            timezone="UTC",
            country=None,
        )
        for path, said in (("/feed", f"{address('/two')} zanzibarine"), ("/rss", address("/one"))):
            page = ColumnPage(path=path, sent=f"<rss><item>{said}</item></rss>")
            stored(archive, page, outlet_id=beacon)
        stored(archive, other_site, outlet_id=beacon)
        assert forgotten_in(archive, "/two").listings == 1
        with keeping_out.kept_out(archive):
            stored(archive, replace(other_site, day=2), outlet_id=beacon)
        assert keeping_out.take_up(archive).listings == 0
    said = text_in_records(tmp_path)
    assert "zanzibarine" not in said
    assert address("/one") in said
    assert "quayside" in said
    assert sound_digest(tmp_path)


@pytest.mark.parametrize(
    ("home", "column_at", "feed_at"),
    [
        ("https://new.example/", "https://old.example/2026/one", "https://new.example/feed"),
        ("https://new.example/", "https://old.example/2026/one", "https://burner.example/new"),
        (
            "https://news.paper.example/",
            "https://blogs.paper.example/1",
            "https://news.paper.example/f",
        ),
        (
            "https://bücher.example/",
            "https://xn--bcher-kva.example/1",
            "https://xn--bcher-kva.example/f",
        ),
    ],
    ids=["moved", "of a service", "beside", "in letters"],
)
def test_a_feed_goes_that_names_a_column_on_another_host_of_its_outlet(
    tmp_path: Path, home: str, column_at: str, feed_at: str
) -> None:
    item = f"<rss><item><link>{column_at}</link>zanzibarine</item></rss>"
    with new_archive(tmp_path) as archive:
        own, _ = (
            archive.upsert_outlet(
                slug=slug, name=slug, home=at, language="en", timezone="UTC", country=None
            )
            for slug, at in (("x", home), ("paper", "https://paper.example/"))
        )
        take_in(archive, ColumnPage(path=column_at), outlet_id=own)
        stored(archive, ColumnPage(path=feed_at, sent=item), outlet_id=own)
        assert forgotten_in(archive, column_at).listings == 1
        assert "zanzibarine" not in text_in_records(tmp_path)
        with keeping_out.kept_out(archive):
            stored(archive, ColumnPage(path=feed_at, sent=item, day=2), outlet_id=own)
    assert "zanzibarine" not in text_in_records(tmp_path)
