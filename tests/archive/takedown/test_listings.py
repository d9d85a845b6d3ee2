"""`desk forget --raw` and REST listings, which tell of other columns, too: that stays."""

import gzip
import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.folder.archive import Archive
from archive.model.records import Capture, Exchange
from archive.takedown import keeping_out, takedown
from tests.archive.takedown.test_further_pages import rebuilt
from tests.archive.takedown.test_takedown import forgotten_in
from tests.archive.takedown.test_what_stays import forget, sound_digest, text_in_records
from tests.builders.archives import NOON, ColumnPage, address, new_archive, outlet, take_in
from tests.builders.command import desk
from tests.builders.crawls import OUTLET, crawl, desk_process, rows, working_folder
from tests.builders.site import Page, Site
from tests.builders.wordpress_rest import Category, Rest

TALK = "".join(
    f"<li class='comment even depth-1' id='comment-{number}'><b class='fn'>{name}</b>"
    f"<time datetime='2026-03-02T10:0{number}'>2 March</time>"
    f"<div class='comment-content'><p>So {name} said.</p></div></li>"
    for number, name in ((1, "Ann"), (2, "Bo"))
)


class Blog(Rest):
    """A blog each of whose posts has two comments, with times to the second in REST alone."""

    def post(self, number: int, title: str, *, category: int = 1, day: float = 0) -> str:
        path = super().post(number, title, category=category, day=day)
        talk = f"<div id='comments'><ol class='comment-list'>{TALK}</ol></div></article>"
        body = self.site.pages[path].body.replace(b"</article>", talk.encode())
        self.site.pages[path] = Page(body)
        return path

    def answer(self, target: str) -> Page | None:
        if "/wp/v2/comments?" not in target or "post=" not in target:
            return super().answer(target)
        said = [
            {"id": number, "post": 1, "parent": 0, "date_gmt": f"2026-03-02T10:0{number}:17"}
            for number in (1, 2)
        ]
        return Page(json.dumps(said).encode(), headers={"Content-Type": "application/json"})


FACTS = (
    "SELECT title, published, found_in, (SELECT group_concat(published) FROM comments AS m"
    " WHERE m.article_id = a.id) FROM articles AS a WHERE title NOT LIKE '%Zephyrous%'"
    " ORDER BY title"
)


def test_what_rest_told_of_other_columns_stays(site: Site, tmp_path: Path) -> None:
    blog = Blog(site, [Category("foreign-affairs", "Foreign Affairs")])
    paths = [
        blog.post(number, title)
        for number, title in enumerate(("Herring", "The Zephyrous Pact", "Tariffs"), start=1)
    ]
    folder = working_folder(
        tmp_path / "desk", blog=blog.outlet("foreign-affairs", "Foreign Affairs")
    )
    assert crawl(folder, "blog").outcomes() == {"new": 3}
    before = rows(folder, FACTS)
    assert all('"published":"rest"' in row[2] and ":17" in row[3] for row in before)
    told = forget(folder, site.home.rstrip("/") + paths[1])
    assert "written anew: 1 capture" in told
    assert "zephyrous" not in text_in_records(folder)
    assert rows(folder, FACTS) == before
    digest = sound_digest(folder)
    assert desk(folder, "reextract").exit_code == 0
    assert sound_digest(folder) == digest
    done = desk_process(folder, "crawl", "blog", "--again", "--json")
    assert json.loads(done.stdout)[0]["outcomes"]["unchanged"] == 2
    assert rows(folder, FACTS) == before
    assert "zephyrous" not in text_in_records(folder)
    assert rebuilt(folder) == digest
    assert rows(folder, FACTS) == before
    for path in (paths[0], paths[2]):
        forget(folder, site.home.rstrip("/") + path)
    assert "wp/v2/posts?" not in text_in_records(folder)


@pytest.mark.parametrize("forgotten_first", [True, False], ids=["forgotten here", "there"])
def test_a_listing_written_anew_is_that_of_a_desk_that_has_all_of_it(
    site: Site, tmp_path: Path, *, forgotten_first: bool
) -> None:
    blog = Blog(site, [Category("foreign-affairs", "Foreign Affairs")])
    titles = ("Herring", "The Zephyrous Pact", "Tariffs", "Quays", "Cod")
    for number, title in enumerate(titles, start=1):
        blog.post(number, title)
    here = working_folder(tmp_path / "desk", blog=blog.outlet("foreign-affairs", "Foreign Affairs"))
    desk_process(here, "crawl", "blog", "--limit", "3", "--json")
    there = Path(shutil.copytree(here, tmp_path / "other"))
    goes = "Quays"
    url = rows(here, f"SELECT url FROM articles WHERE title = '{goes}'")[0][0]
    forgetting, growing = (here, there) if forgotten_first else (there, here)
    assert "written anew: 1 capture" in forget(forgetting, url)
    assert crawl(growing if forgotten_first else forgetting, "blog").outcomes()["new"] == 2
    kept = text_in_records(here).count(goes.lower())
    for _ in range(2):
        done = desk(here, "merge", str(there), "--yes")
        assert done.exit_code == 0, done.output
        assert "left out" not in done.output
        assert text_in_records(here).count(goes.lower()) == kept
    found = rows(here, FACTS.replace("%Zephyrous%", goes))
    assert len(found) == 4
    assert all('"published":"rest"' in row[2] and ":17" in row[3] for row in found)
    digest = sound_digest(here)
    assert desk(here, "reextract").exit_code == 0
    assert sound_digest(here) == digest
    assert rebuilt(here) == digest


def entry(path: str, text: str) -> dict[str, Any]:
    return {"id": len(path), "link": address(path), "content": {"rendered": text}}


LISTING = [
    entry("/one/", f"One, which links to <a href='{address('/two')}'>the other</a>."),
    entry("/two/", "A zanzibarine affair."),
    entry("/three/#comment-7", "A reply."),
    entry("/two/comment-page-2/#comment-8", "How zanzibarine."),
]


def received(archive: Archive, listing: object, *, day: float, sent: str = "plain") -> Capture:
    """An answer of REST."""
    body, head = json.dumps(listing).encode(), 'Content-Type: application/json\r\nETag: "1"\r\n'
    if "gzip" in sent:
        body, head = gzip.compress(body, mtime=0), f"{head}Content-Encoding: gzip\r\n"
    if "chunked" in sent:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        head = f"Transfer-Encoding: chunked\r\n{head}"
    else:
        head = f"{head}Content-Length: {len(body)}\r\n"
    status = "304 Not Modified" if sent == "304" else "200 OK"
    exchange = Exchange(
        url=address("/wp-json/wp/v2/posts?page=1"),
        started_at=NOON + timedelta(days=day),
        request=b"GET / HTTP/1.1\r\n\r\n",
        response=f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + (b"" if sent == "304" else body),
        ip_address=None,
    )
    return archive.add_capture(exchange, outlet_id=outlet(archive))


@pytest.mark.parametrize("sent", ["plain", "gzip", "chunked", "gzip, chunked"])
def test_a_listing_loses_the_entries_of_what_goes_with_all_that_refers_to_it(
    tmp_path: Path, sent: str
) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/two"))
        captures = [
            received(archive, LISTING, day=1, sent=sent),
            received(archive, LISTING, day=2, sent=sent),
            received(archive, LISTING, day=3, sent="304"),
        ]
        done = forgotten_in(archive, "/two")
        assert (done.listings, done.renewed) == (0, 3)
        for capture in captures:
            left = json.loads(archive.body_of_capture(capture.id).body)
            assert left == [LISTING[0], LISTING[2]]
    assert "zanzibarine" not in text_in_records(tmp_path)
    assert sound_digest(tmp_path)


@pytest.mark.parametrize(
    ("listing", "goes"),
    [
        (LISTING[1:2], 1),
        (LISTING[:1], 0),
        ({"posts": LISTING}, 1),
        ([{"id": 1}, *LISTING], 1),
        ([address("/two")], 1),
    ],
    ids=["all of it", "links alone", "an object", "entries without address", "addresses alone"],
)
def test_what_is_no_listing_of_others_goes_whole(
    tmp_path: Path, listing: object, goes: int
) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/two"))
        received(archive, listing, day=1)
        done = forgotten_in(archive, "/two")
        assert (done.listings, done.renewed) == (goes, 0)
    assert sound_digest(tmp_path)


def cut_off_before_records_go(archive: Archive, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A takedown that ended when the listings were written anew, and no record was overwritten."""

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(takedown, "redact_records", cut_off)
        with pytest.raises(KeyboardInterrupt):
            forgotten_in(archive, path)


@pytest.mark.parametrize("between", [(), ("/one",)], ids=["at once", "after another column"])
def test_the_former_record_of_a_listing_goes_with_a_second_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, between: tuple[str, ...]
) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/two"))
        take_in(archive, ColumnPage(path="/one", day=1, paragraphs=("One.", "One two three.")))
        received(archive, LISTING[:2], day=1)
        cut_off_before_records_go(archive, "/two", monkeypatch)
    for path in between:  # the listing written anew goes whole with it
        with Archive.writing(tmp_path, command="test") as archive:
            forgotten_in(archive, path)
    assert "zanzibarine" in text_in_records(tmp_path)
    with Archive.writing(tmp_path, command="test") as archive:
        forgotten_in(archive, "/two")
    assert "zanzibarine" not in text_in_records(tmp_path)
    assert sound_digest(tmp_path)


def test_a_second_call_leaves_what_was_crawled_since_a_copy_that_was_put_back(
    tmp_path: Path,
) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/two"))
        forgotten_in(archive, "/two")
    copy = (tmp_path / "archive.db").read_bytes()
    linking = f"<p>Of herring, and <a href='{address('/two')}'>the other</a>.</p>"
    with Archive.writing(tmp_path, command="test") as archive:
        take_in(archive, ColumnPage(path="/three", sent=linking))
        received(archive, LISTING[:1], day=1)
    for beside in tmp_path.glob("archive.db-*"):
        beside.unlink()
    (tmp_path / "archive.db").write_bytes(copy)
    with Archive.writing(tmp_path, command="test") as archive:
        assert keeping_out.take_up(archive).unfound == ()
    assert "of herring" in text_in_records(tmp_path)
    assert "one, which links to" in text_in_records(tmp_path)


@pytest.mark.parametrize("forgotten_first", [True, False], ids=["forgotten here", "there"])
def test_what_refers_to_a_listing_written_anew_finds_it_in_a_merge(
    tmp_path: Path, *, forgotten_first: bool
) -> None:
    text = OUTLET.format(name="The Harbour Review", home=address("/"))
    here = working_folder(tmp_path / "here", harbour=text)
    with Archive.writing(here, command="test") as archive:
        take_in(archive, ColumnPage(path="/two"))
        received(archive, LISTING, day=1)
    there = Path(shutil.copytree(here, tmp_path / "there"))
    with Archive.writing(there, command="test") as archive:
        received(archive, LISTING, day=2)
        received(archive, LISTING, day=3, sent="304")
    with Archive.writing(here if forgotten_first else there, command="test") as archive:
        forgotten_in(archive, "/two")
    for _ in range(2):
        done = desk(here, "merge", str(there), "--yes")
        assert done.exit_code == 0, done.output
    left = [LISTING[0], LISTING[2]] if forgotten_first else LISTING
    with Archive.reading(here) as archive:
        held = archive.db.execute("SELECT id FROM captures WHERE url LIKE '%wp-json%'").fetchall()
        said = [json.loads(archive.body_of_capture(one).body) for (one,) in held]
        assert said == [left] * 3
    assert ("zanzibarine" in text_in_records(here)) is not forgotten_first
    assert sound_digest(here)
    rebuilt(here)
    with Archive.reading(here) as archive:
        held = archive.db.execute("SELECT id FROM captures WHERE url LIKE '%wp-json%'").fetchall()
        assert [json.loads(archive.body_of_capture(one).body) for (one,) in held] == [left] * 3
