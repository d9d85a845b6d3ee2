"""The demo outlet: what its pages hold, how it answers, and what its two states differ in."""

import gzip
import http.client
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from scripts.demo.columns import Column, edition
from scripts.demo.server import DemoOutlet, serving

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "rect"}


@pytest.fixture(scope="module")
def outlet() -> Iterator[DemoOutlet]:
    """The outlet in its first state; a test that publishes the second puts the first back."""
    with serving(crawl_delay=0) as served:
        yield served


def get(
    outlet: DemoOutlet, path: str, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", outlet.server_port, timeout=5)
    try:
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def page(outlet: DemoOutlet, slug: str) -> str:
    return get(outlet, column(slug).path)[2].decode()


def column(slug: str, state: int = 1) -> Column:
    columns = edition(1 if state == 1 else 2).columns
    return next(column for column in columns if column.slug == slug)


class Balance(HTMLParser):
    """Counts open elements, so that a page whose tags do not match is noticed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()


def test_the_outlet_published_for_fifteen_years_in_several_sections_and_languages() -> None:
    columns = edition(1).columns
    years = [column.published.year for column in columns]
    assert len(columns) >= 40
    assert max(years) - min(years) >= 14
    assert {"Foreign Affairs", "Local News", "Sport", "Recipes"} <= {c.section for c in columns}
    assert {"en", "ko", "ru", "es"} == {c.language for c in columns}
    for ids in ([c.id for c in columns], [k.id for c in columns for k in c.comments]):
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("state", [1, 2])
def test_every_column_answers_with_well_formed_markup(outlet: DemoOutlet, state: int) -> None:
    outlet.publish(1 if state == 1 else 2)
    for known in edition(1 if state == 1 else 2).columns:
        status, headers, body = get(outlet, known.path)
        assert status == 200
        assert headers["Content-Type"] == "text/html; charset=UTF-8"
        balance = Balance()
        balance.feed(body.decode())
        balance.close()
        assert balance.open == [], known.path
        assert "$" not in re.sub(r"%\d\$s", "", body.decode()), known.path
    outlet.publish(1)


def test_a_column_carries_the_whole_comment_form_and_every_trap(outlet: DemoOutlet) -> None:
    markup = page(outlet, "one-chair-too-few")
    for part in (
        *("highlander-enabled", 'id="comment-form-identity"', 'id="comment-form-nascar"'),
        *('id="comment-form-guest"', 'id="comment-form-load-service"', "Connecting to %s"),
        *("pa-wordpress", "pa-googleplus", "pa-twitter", "pa-facebook", "(&nbsp;<a"),
        *('id="jp-post-flair"', "jetpack-likes-widget-wrapper", "jp-relatedposts-post2"),
        *('id="eu-cookie-law"', "?share=twitter", "?replytocom=80", "/feed/", "pingback"),
    ):
        assert part in markup, part
    assert markup.count('<ol class="children">') == 2, "the fourth reply stands beside its parent"
    newest_page = page(outlet, "the-interpreter-clears-her-throat")
    assert re.findall(r'<li id="comment-(\d+)"', newest_page) == ["57", "58"]
    assert "comment-page-1/" in newest_page


def test_a_column_quotes_the_comment_form_in_its_own_text() -> None:
    paragraphs = column("leave-a-reply").text.split("\n\n")
    assert "Leave a Reply." in paragraphs


def test_copies_answer_at_another_address_with_the_same_text() -> None:
    copies = [known for known in edition(1).columns if known.copy_of]
    assert len(copies) == 2
    for copy in copies:
        original = column(copy.copy_of or "")
        assert copy.text == original.text
        assert copy.path != original.path


def test_second_state_has_one_edited_one_new_one_moved_one_gone_and_new_comments() -> None:
    first, second = ({c.slug: c for c in edition(state).columns} for state in (1, 2))
    edited = {
        slug for slug in first.keys() & second.keys() if first[slug].text != second[slug].text
    }
    commented = {
        slug
        for slug in first.keys() & second.keys()
        if first[slug].comments != second[slug].comments
    }
    assert edited == {"a-truce-in-the-market"}
    assert commented == {"the-last-page-of-the-atlas", "what-we-owe-the-weather-ship"}
    assert second.keys() - first.keys() == {"the-empty-seat-votes", "the-weight-of-rain"}
    assert first.keys() - second.keys() == {"how-to-lose-a-flag", "the-quiet-work-of-weights"}


def test_moved_and_withdrawn_columns_answer_301_and_410(outlet: DemoOutlet) -> None:
    outlet.publish(2)
    status, headers, _ = get(outlet, column("the-quiet-work-of-weights").path)
    assert (status, headers["Location"]) == (
        301,
        outlet.root + column("the-weight-of-rain", 2).path,
    )
    assert get(outlet, column("how-to-lose-a-flag").path)[0] == 410
    outlet.publish(1)
    assert get(outlet, column("how-to-lose-a-flag").path)[0] == 200


def test_validators_are_honoured_until_the_page_changes(outlet: DemoOutlet) -> None:
    path = column("a-truce-in-the-market").path
    _, headers, body = get(outlet, path)
    held = {"If_None_Match": headers["ETag"], "If_Modified_Since": headers["Last-Modified"]}
    status, again, nothing = get(outlet, path, **held)
    assert (status, nothing, again["ETag"]) == (304, b"", headers["ETag"])
    assert get(outlet, path, If_Modified_Since=headers["Last-Modified"])[0] == 304
    assert get(outlet, path, If_None_Match='"other"', If_Modified_Since="x")[0] == 200
    outlet.publish(2)
    status, _, changed = get(outlet, path, **held)
    assert status == 200
    assert changed != body
    outlet.publish(1)


def test_each_coding_has_a_validator_of_its_own(outlet: DemoOutlet) -> None:
    path = column("one-chair-too-few").path
    _, plain, body = get(outlet, path)
    _, pressed, squeezed = get(outlet, path, Accept_Encoding="gzip, deflate")
    assert pressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed) == body
    assert plain["ETag"] != pressed["ETag"]
    assert get(outlet, path, If_None_Match=pressed["ETag"])[0] == 200


def test_uncached_pages_have_no_validators_and_change_around_the_text(outlet: DemoOutlet) -> None:
    known = column("nine-words-for-neighbour")
    _, headers, before = get(outlet, known.path)
    assert headers["ETag"] is None
    assert headers["Last-Modified"] is None
    outlet.publish(2)
    assert get(outlet, known.path)[2] != before
    outlet.publish(1)


def test_the_channels_name_every_column_between_them(outlet: DemoOutlet) -> None:
    named: dict[str, set[str]] = {"feed": set(), "sitemap": set(), "index": set()}
    for number in range(1, 10):
        named["feed"] |= links(outlet, f"/feed/?paged={number}")
        named["index"] |= links(outlet, f"/page/{number}/" if number > 1 else "/")
    named["sitemap"] = links(outlet, "/sitemap-1.xml")
    pressed = get(outlet, "/sitemap-2.xml.gz")[2]
    named["sitemap"] |= paths_in(gzip.decompress(pressed).decode())
    published = {known.path for known in edition(1).columns}
    assert set.union(*named.values()) >= published
    for channel, found in named.items():
        missing = {known.slug for known in edition(1).columns if known.path not in found}
        assert missing, f"{channel} names every column, so no column depends on the others"


def links(outlet: DemoOutlet, path: str) -> set[str]:
    status, _, body = get(outlet, path)
    return paths_in(body.decode()) if status == 200 else set()


def paths_in(document: str) -> set[str]:
    return {
        urlsplit(url).path for url in re.findall(r"http://127\.0\.0\.1:\d+/[^\s\"'<#?]+", document)
    }


def test_robots_txt_forbids_a_tree_that_the_sitemap_names(outlet: DemoOutlet) -> None:
    rules = get(outlet, "/robots.txt")[2].decode()
    assert "Disallow: /drafts/" in rules
    assert "Crawl-delay: 0" in rules
    assert any(path.startswith("/drafts/") for path in links(outlet, "/sitemap-1.xml"))
