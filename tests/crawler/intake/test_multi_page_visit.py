"""What a column's page leads to: further pages, comments, REST; and when nothing of it is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Capture, Exchange, Outcome, Part
from archive.model.versions import Text
from crawler.intake import intake
from crawler.intake.multi_page_visit import MultiPageVisit, PartRequest, numbered
from crawler.intake.platform import WITHOUT_JSON, Platform
from tests.builders.archives import new_archive
from tests.builders.captures import OUTLET, capture
from tests.builders.site import column

URL = "https://harbour.example/2026/05/ferries/"
API = "https://harbour.example/wp-json/wp/v2/posts?categories=3&per_page=100&page=1"
TALK = "https://harbour.example/wp-json/wp/v2/comments"
ANY = replace(OUTLET, scope=replace(OUTLET.scope, sections=frozenset()))


@dataclass
class Web:
    """What answers at which address; a status, a page, or nothing at all."""

    pages: Mapping[str, bytes | int | None] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def see(self, page: bytes, **told: Any) -> MultiPageVisit:
        """A visit that has asked for all it wanted."""
        return self.complete(visited(page, **told))

    def complete(self, seen: MultiPageVisit) -> MultiPageVisit:
        while (ask := seen.next_part()) is not None:
            url = ask.url.partition("&per_page")[0]
            self.asked.append(url)
            via: tuple[str, ...] = ()
            if url in self.redirects:
                via, url = (ask.url,), self.redirects[url]
            answer = self.pages.get(url, 404)
            if answer is None:
                seen.failed(ask, "connection lost", refused=False)
            elif isinstance(answer, int):
                seen.answered(ask, numbered_capture(len(self.asked), b"-", url, via, answer))
            else:
                seen.answered(ask, numbered_capture(len(self.asked), answer, url, via, 200))
            assert len(self.asked) < 50, "it does not end"
        return seen


def numbered_capture(
    number: int, body: bytes, url: str, via: tuple[str, ...], status: int
) -> Capture:
    kind = "application/json" if body[:1] in b"[{" else "text/html"
    return replace(
        capture(body, url=url, via=via, status=status, content_type=kind), id=100 + number
    )


def not_stored(capture_id: int) -> Capture:
    raise DeskError(f"capture {capture_id}: not in the archive")


def visited(page: bytes, **told: Any) -> MultiPageVisit:
    told.setdefault("platform", Platform(not_stored))
    return MultiPageVisit(capture(page, url=URL), ANY, **told)


def split(title: str, *paragraphs: str, pages: int = 0, at: int = 1, extra: str = "") -> bytes:
    """A page of a column with links to its other pages."""
    links = " ".join(
        f'<a class="post-page-numbers" href="{URL if n == 1 else f"{URL}{n}/"}">{n}</a>'
        for n in range(1, pages + 1)
        if n != at
    )
    box = f'<div class="page-links">Pages: {links}</div>{extra}</article>'
    return column(title, *paragraphs).replace(b"</article>", box.encode())


BLOCKS = '<div class="wp-site-blocks"></div>'


def thread(*numbers: int, links: tuple[str, ...] = ()) -> str:
    items = "".join(
        f'<li class="comment even depth-1" id="comment-{n}"><b class="fn">Jo</b>'
        f'<div class="comment-content"><p>Reader {n} on the fare.</p></div></li>'
        for n in numbers
    )
    paging = "".join(f'<a href="{link}#comments">Older Comments</a>' for link in links)
    return f'<div id="comments"><ol class="comment-list">{items}</ol>{paging}</div>'


def listing(text: str, *, protected: bool = False, **told: object) -> Part:
    entry = {
        "id": 12,
        "link": URL,
        "date_gmt": "2026-05-01T15:30:12",
        "modified_gmt": "2026-05-01T15:30:12",
        "content": {"rendered": text, "protected": protected},
        "_embedded": {"author": [{"name": "Ada Quay"}]},
        **told,
    }
    return Part("record", capture(json.dumps([entry]).encode(), url=API))


def paragraphs(reading: intake.Reading) -> list[str]:
    assert reading.article is not None
    return [block.text.split(" The harbour towns")[0] for block in reading.article.blocks]


def test_linked_pages_are_asked_for_one_after_another_and_read_as_one() -> None:
    web = Web({f"{URL}{n}/": split("Ferries", f"Page {n}.", pages=3, at=n) for n in (2, 3)})
    seen = web.see(split("Ferries", "Page 1.", pages=3))
    assert web.asked == [f"{URL}2/", f"{URL}3/"]
    assert paragraphs(seen.reading()) == ["Page 1.", "Page 2.", "Page 3."]
    assert [part.role for part in seen.parts] == ["continuation", "continuation"]


@pytest.mark.parametrize("answer", [500, 403, 429, None, b"", b"<html></html>"])
def test_without_a_linked_page_nothing_is_kept(answer: bytes | int | None) -> None:
    seen = Web({f"{URL}2/": answer}).see(split("Ferries", "Page 1.", pages=2))
    reading = seen.reading()
    assert (reading.outcome, reading.incomplete) == (Outcome.FAILED, True)
    assert f"{URL}2/ cannot be had" in (reading.reason or "")


@pytest.mark.parametrize("status", [404, 410])
def test_a_linked_page_that_is_not_there_is_no_page(status: int) -> None:
    seen = Web({f"{URL}2/": status}).see(split("Ferries", "Page 1.", pages=2))
    assert paragraphs(seen.reading()) == ["Page 1."]


def test_a_server_that_answers_with_the_first_page_has_no_second_one() -> None:
    first = split("Ferries", "Page 1.", pages=2)
    again = Web({f"{URL}2/": first}).see(first)
    led_back = Web({URL: first}, {f"{URL}2/": URL}).see(first)
    for seen in (again, led_back):
        assert paragraphs(seen.reading()) == ["Page 1."]
        assert seen.parts == []


def test_a_page_that_leads_to_another_site_is_missing() -> None:
    other = "https://login.example/"
    web = Web({other: column("Log in")}, {f"{URL}2/": other})
    reading = web.see(split("Ferries", "Page 1.", pages=2)).reading()
    assert reading.outcome is Outcome.FAILED
    assert "leads to https://login.example/" in (reading.reason or "")


def test_pages_that_nothing_links_are_asked_for_in_a_block_theme_once_for_each_text() -> None:
    web = Web({f"{URL}{n}/": split("Ferries", f"Page {n}.") for n in (2, 3)})
    first = split("Ferries", "Page 1.", extra=BLOCKS)
    assert paragraphs(web.see(first).reading()) == ["Page 1.", "Page 2.", "Page 3."]
    assert web.asked == [f"{URL}2/", f"{URL}3/", f"{URL}4/"]
    alone = Web()
    reading = alone.see(first).reading()
    assert reading.article is not None
    assert alone.asked == [f"{URL}2/"]
    held = Text.of(reading.article).digest
    again = Web()
    again.see(first, held=held)
    assert again.asked == []


def test_another_column_is_no_page_of_this_one_that_nothing_links() -> None:
    web = Web({f"{URL}2/": column("Trains", "Another column.")})
    seen = web.see(split("Ferries", "Page 1.", extra=BLOCKS))
    assert paragraphs(seen.reading()) == ["Page 1."]


def test_a_fault_in_place_of_a_likely_page_is_waited_for_but_not_for_ever() -> None:
    first = split("Ferries", "Page 1.", extra=BLOCKS)
    web = Web({f"{URL}2/": 503})
    assert web.see(first).reading().outcome is Outcome.FAILED
    assert web.see(first, tried_often=True).reading().outcome is None


def test_rest_tells_that_the_text_goes_on_and_what_the_page_does_not_say() -> None:
    whole = "<p>Page 1 of ferries.</p><!--nextpage--><p>The last words are on page two.</p>"
    web = Web({f"{URL}2/": split("Ferries", "The last words are on page two.")})
    seen = web.see(split("Ferries", "Page 1 of ferries."), record=listing(whole))
    assert web.asked == [f"{URL}2/"]
    article = seen.reading().article
    assert article is not None
    assert paragraphs(seen.reading()) == ["Page 1 of ferries.", "The last words are on page two."]
    assert (article.authors, str(article.published)) == (
        ("Ada Quay",),
        "2026-05-01 16:30:12+01:00",
    )


def test_a_listing_without_this_post_and_a_protected_post_add_nothing() -> None:
    page = split("Ferries", "Page 1.")
    for record in (
        listing("", link="https://harbour.example/other/"),
        listing("", protected=True),
    ):
        seen = Web().see(page, record=record)
        assert seen.parts == []
        article = seen.reading().article
        assert article is not None
        assert article.authors == ()


def test_all_pages_of_comments_are_walked_and_this_one_is_not_asked_for_again() -> None:
    def talk(at: int) -> str:
        return f"{URL}comment-page-{at}/"

    web = Web(
        {
            talk(1): split("Ferries", "One.", extra=thread(1, 2, links=(talk(2),))),
            talk(2): split("Ferries", "One.", extra=thread(3, 4, links=(talk(1), talk(3)))),
        }
    )
    seen = web.see(split("Ferries", "One.", extra=thread(5, links=(talk(2),))))
    assert web.asked == [talk(1), talk(2)]
    article = seen.reading().article
    assert article is not None
    assert [c.id for c in article.comments] == ["1", "2", "3", "4", "5"]
    assert article.body.count("One.") == 1


def test_where_the_oldest_comments_stand_first_the_walk_goes_on() -> None:
    def talk(at: int) -> str:
        return f"{URL}comment-page-{at}/"

    first = split("Ferries", "One.", extra=thread(1, 2, links=(talk(2),)))
    web = Web(
        {
            URL: first,
            talk(2): split("Ferries", "One.", extra=thread(3, links=(talk(1), talk(3)))),
            talk(3): split("Ferries", "One.", extra=thread(4, links=(talk(2),))),
        },
        {talk(1): URL},
    )
    article = web.see(first).reading().article
    assert web.asked == [talk(1), talk(2), talk(3)]
    assert article is not None
    assert [c.id for c in article.comments] == ["1", "2", "3", "4"]


def test_without_a_page_of_comments_nothing_is_kept_unless_it_is_not_there_or_forbidden() -> None:
    first = split("Ferries", "One.", extra=thread(2, links=(f"{URL}comment-page-1/",)))
    reading = Web({f"{URL}comment-page-1/": 502}).see(first).reading()
    assert (reading.outcome, reading.incomplete) == (Outcome.FAILED, True)
    assert Web().see(first).reading().outcome is None
    forbidden = visited(first)
    ask = forbidden.next_part()
    assert ask is not None
    forbidden.failed(ask, "robots.txt forbids it", refused=True)
    assert forbidden.next_part() is None
    assert forbidden.reading().outcome is None


def replies(*told: tuple[int, int]) -> bytes:
    at = "2026-05-02T08:00:30"
    return json.dumps(
        [{"id": n, "post": 12, "parent": parent, "date_gmt": at} for n, parent in told]
    ).encode()


def test_rest_is_asked_whom_comments_answer_where_there_are_two() -> None:
    one = Web()
    one.see(split("Ferries", "One.", extra=thread(1)), record=listing(""))
    assert one.asked == []
    web = Web({f"{TALK}?post=12": replies((1, 0), (2, 1))})
    seen = web.see(split("Ferries", "One.", extra=thread(1, 2)), record=listing(""))
    assert web.asked == [f"{TALK}?post=12"]
    article = seen.reading().article
    assert article is not None
    assert [(c.id, c.parent, c.depth) for c in article.comments] == [
        *(("1", None, 0), ("2", "1", 1)),
    ]


@pytest.mark.parametrize("largest", [1, 2, 3])
def test_replies_on_short_pages_are_all_asked_for(largest: int) -> None:
    told = [(1, 0), (2, 1), (3, 1), (4, 3), (5, 3)]
    seen = visited(split("Ferries", "One.", extra=thread(1, 2, 3, 4, 5)), record=listing(""))
    asked = 0
    while (ask := seen.next_part()) is not None:
        body = replies(*told[asked * largest : (asked + 1) * largest])
        asked += 1
        seen.answered(ask, numbered_capture(asked, body, ask.url, (), 200))
    assert asked == -(-len(told) // largest)
    article = seen.reading().article
    assert article is not None
    assert [(c.id, c.parent) for c in article.comments] == [
        *(("1", None), ("2", "1"), ("3", "1"), ("4", "3"), ("5", "3")),
    ]


@pytest.mark.parametrize("further", [b"[]", replies((1, 0)), 400, 404])
def test_a_listing_of_fewer_comments_than_are_shown_ends(further: bytes | int) -> None:
    platform = Platform(not_stored)
    page = split("Ferries", "One.", extra=thread(1, 2, 3))
    seen = visited(page, platform=platform, record=listing(""))
    ask = seen.next_part()
    assert ask is not None
    seen.answered(ask, numbered_capture(1, replies((1, 0)), ask.url, (), 200))
    ask = seen.next_part()
    assert ask is not None
    if isinstance(further, int):
        body = b'{"code":"rest_comment_invalid_page_number","message":"No such page."}'
        seen.answered(ask, numbered_capture(2, body, ask.url, (), further))
    else:
        seen.answered(ask, numbered_capture(2, further, ask.url, (), 200))
    assert seen.next_part() is None
    assert seen.reading().outcome is None
    assert not platform.comments_closed


CLOSED = b'{"code":"rest_forbidden","message":"Not for you."}'


def test_comments_that_rest_does_not_tell_are_asked_for_once_in_a_crawl() -> None:
    page, platform = split("Ferries", "One.", extra=thread(1, 2)), Platform(not_stored)
    seen = visited(page, platform=platform, record=listing(""))
    ask = seen.next_part()
    assert ask is not None
    seen.answered(ask, capture(CLOSED, status=401, url=ask.url))
    assert seen.next_part() is None
    assert seen.reading().outcome is None
    assert visited(page, platform=platform, record=listing("")).next_part() is None


@pytest.mark.parametrize("answer", [404, 500, b"<html>One moment</html>", b"[{"])
def test_no_json_in_place_of_comments_is_a_fault_until_it_comes_again_and_again(
    answer: int | bytes,
) -> None:
    page, platform = split("Ferries", "One.", extra=thread(1, 2)), Platform(not_stored)
    web = Web({f"{TALK}?post=12": answer})
    outcomes = [
        web.see(page, platform=platform, record=listing("")).reading().outcome
        for _ in range(WITHOUT_JSON + 1)
    ]
    assert outcomes == [Outcome.FAILED] * (WITHOUT_JSON - 1) + [None] * 2
    assert len(web.asked) == WITHOUT_JSON


def test_a_fault_in_place_of_replies_is_waited_for_but_not_for_ever() -> None:
    page = split("Ferries", "One.", extra=thread(1, 2))
    web = Web({f"{TALK}?post=12": 500})
    assert web.see(page, record=listing("")).reading().outcome is Outcome.FAILED
    often = web.see(page, record=listing(""), tried_often=True)
    assert often.reading().outcome is None


def test_what_is_no_column_is_asked_for_nothing() -> None:
    gate = (
        b"<html><body class='post-password-required'><form class='post-password-form'>"
        b"<label>Password: <input type='password' name='post_password'></label></form>"
        b"<div class='wp-site-blocks'></div></body></html>"
    )
    web = Web()
    assert web.see(gate).reading().outcome is Outcome.GATED
    assert web.asked == []


@pytest.mark.parametrize(
    ("url", "second"),
    [
        ("https://a.example/b/", "https://a.example/b/2/"),
        ("https://a.example/b", "https://a.example/b/2"),
        ("https://a.example/?p=7", "https://a.example/?p=7&page=2"),
    ],
)
def test_a_further_page_has_the_number_that_wordpress_gives_it(url: str, second: str) -> None:
    assert numbered(url, 2) == second


def test_the_record_of_a_damaged_listing_is_gone_without() -> None:
    assert Platform(not_stored).record(None) is None
    assert Platform(not_stored).record(99) is None


def stored(archive: Archive, url: str, body: bytes) -> Capture:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    return archive.add_capture(
        Exchange(
            url=url,
            started_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
            request=b"GET / HTTP/1.1\r\n\r\n",
            response=head.encode() + body,
        ),
        outlet_id=intake.register(archive, ANY),
    )


def test_the_parts_of_a_page_come_back_from_the_archive_as_they_were(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        page = stored(archive, URL, split("Ferries", "Page 1.", pages=2))
        seen = MultiPageVisit(page, ANY, platform=Platform(archive.body_of_capture))
        ask = seen.next_part()
        assert ask == PartRequest(f"{URL}2/", "continuation")
        second = stored(archive, f"{URL}2/", split("Ferries", "Page 2.", pages=2, at=2))
        seen.answered(ask, second)
        reading = seen.reading()
        outcome = intake.keep(archive, reading, outlet_id=intake.register(archive, ANY))
        assert outcome is Outcome.NEW
        again = intake.read(page, ANY, archive.parts_of_capture(page.id))
        assert again.article == reading.article
