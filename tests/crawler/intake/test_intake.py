"""What a stored capture is taken for, before the archive has a say."""

from dataclasses import replace

import pytest

from archive.model.records import Outcome
from crawler.config.outlets import Seed
from crawler.intake.intake import answered, charset_of, read
from tests.builders.captures import HTML, OUTLET, capture
from tests.builders.site import column

UNPLACED = column("Your choices").replace(b"property='article:section'", b"property='none'")
"""A page that names no section."""


def test_a_column_in_scope_has_no_outcome_yet() -> None:
    reading = read(capture(column("Ferries")), OUTLET)
    assert reading.outcome is None
    assert reading.article is not None
    assert "The harbour towns have argued" in reading.article.body


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (304, Outcome.UNCHANGED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (401, Outcome.GATED),
        (403, Outcome.GATED),
        (451, Outcome.GATED),
        (408, Outcome.FAILED),
        (429, Outcome.FAILED),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
        (302, Outcome.UNREADABLE),
        (400, Outcome.UNREADABLE),
    ],
)
def test_a_status_may_decide_alone(status: int, outcome: Outcome) -> None:
    reading = read(capture(column("Ferries"), status=status), OUTLET)
    assert (reading.outcome, reading.reason) == (outcome, f"answers {status}")
    assert reading.article is None


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b" \r\n\t", HTML, "empty"),
        (b"%PDF-1.7 and so on", HTML, "binary, not a page"),
        (b"\x1f\x8b\x08\x00\x00", HTML, "binary, not a page"),
        (b"<html>\x00\x01\x02", HTML, "binary, not a page"),
        (column("Ferries"), "application/pdf", "application/pdf, not a page"),
        (b"{}", "application/json; charset=utf-8", "application/json, not a page"),
        (b"<html><body></body></html>", HTML, "no text found"),
    ],
)
def test_what_is_no_page_is_named_as_what_it_is(
    body: bytes, content_type: str, reason: str
) -> None:
    reading = read(capture(body, content_type=content_type), OUTLET)
    assert (reading.outcome, reading.reason) == (Outcome.UNREADABLE, reason)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("titled", ["Ferries", "渡轮與海峡的条约" * 40])
def test_a_page_whose_charset_its_header_alone_tells_is_a_page(charset: str, titled: str) -> None:
    page = column(titled).decode().encode(charset)
    reading = read(capture(page, content_type=f"text/html; charset={charset}"), OUTLET)
    assert reading.article is not None
    assert reading.article.title == titled


@pytest.mark.parametrize(
    "body",
    [
        bytes(range(256)) * 4,
        b"".join(bytes((sign, 0)) for sign in range(256)) * 4,
        b"RIFF" + bytes(1000),
        b"".join(level.to_bytes(2, "little") for level in range(0, 30_000, 97)),
    ],
)
def test_bytes_with_zeros_are_no_page_for_that(body: bytes) -> None:
    reading = read(capture(body, content_type=HTML), OUTLET)
    assert reading.reason == "binary, not a page"


@pytest.mark.parametrize("content_type", [None, "", "text/plain", "Application/XHTML+XML"])
def test_a_page_under_a_careless_media_type_is_still_read(content_type: str | None) -> None:
    assert read(capture(column("Ferries"), content_type=content_type), OUTLET).article is not None


def test_a_page_in_utf_16_is_not_taken_for_binary() -> None:
    body = column("Ferries").decode().encode("utf-16")
    assert read(capture(body, content_type="text/html"), OUTLET).outcome is not Outcome.UNREADABLE


def test_an_imported_file_has_no_status_and_is_read() -> None:
    assert read(capture(column("Ferries"), status=None), OUTLET).outcome is None


@pytest.mark.parametrize(
    "url",
    [
        "https://login.example/",
        "https://harbour.example/",
        "https://harbour.example/category/foreign/",
    ],
)
def test_a_redirect_out_of_scope_is_not_read_as_the_column(url: str) -> None:
    via = ("https://harbour.example/1/ferries/",)
    reading = read(capture(column("Log in"), url=url, via=via), OUTLET)
    assert reading.outcome is Outcome.OUT_OF_SCOPE
    assert reading.reason == f"leads to {url}"


ASKED = ("https://harbour.example/go/1/",)
LOGIN = b"<form class='post-password-form'><input type='password' name='post_password'></form>"


@pytest.mark.parametrize(
    ("url", "body", "permanently", "met"),
    [
        ("https://login.example/", column("Log in"), False, "passing"),
        ("https://login.example/", column("Log in"), True, None),
        ("https://harbour.example/2/soup/", column("Soup", section="Recipes"), False, None),
        ("https://harbour.example/choices/", UNPLACED, False, "passing"),
        ("https://harbour.example/choices/", UNPLACED, True, None),
        ("https://harbour.example/members/", LOGIN, False, "passing"),
        ("https://harbour.example/members/", LOGIN, True, "lasting"),
    ],
)
def test_a_redirect_of_the_moment_may_have_passed_at_the_next_visit(
    url: str, body: bytes, permanently: bool, met: str | None
) -> None:
    page = replace(capture(body, url=url, via=ASKED), moved_permanently=permanently)
    reading = read(page, OUTLET)
    assert reading.outcome is not None
    assert answered(reading, reading.outcome) == met


@pytest.mark.parametrize("via", [(), ASKED])
def test_a_page_of_comments_that_answers_for_itself_is_no_redirect(via: tuple[str, ...]) -> None:
    url = "https://harbour.example/1/ferries/comment-page-2/"
    reading = read(capture(column("Ferries"), url=url, via=via), OUTLET)
    assert reading.outcome is Outcome.OUT_OF_SCOPE
    assert answered(reading, reading.outcome) == ("passing" if via else None)


def test_a_page_that_the_outlet_file_reads_as_an_index_is_no_column() -> None:
    page = capture(column("Ferries"))
    index = Seed(channel="index", url=page.url, limit=1)
    for outlet in (replace(OUTLET, seeds=(index,)), replace(OUTLET, home=page.url)):
        reading = read(page, outlet)
        assert (reading.outcome, reading.reason) == (
            Outcome.OUT_OF_SCOPE,
            "a listing, not a column",
        )
    feed = replace(OUTLET, seeds=(Seed(channel="feed", url=page.url, limit=1),))
    assert read(page, feed).outcome is None


def test_a_column_of_another_section_is_out_of_scope_and_says_which() -> None:
    reading = read(capture(column("Soup", section="Recipes")), OUTLET)
    assert reading.outcome is Outcome.OUT_OF_SCOPE
    assert reading.reason == "section 'Recipes'"
    assert reading.article is not None


AFFAIRS = "<a href='/category/foreign-affairs/' rel='category tag'>Foreign Affairs</a>"


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        (AFFAIRS, None),
        (f"</p><div class='hentry'><h2>Ebb</h2>{AFFAIRS}</div><p>", Outcome.OUT_OF_SCOPE),
    ],
)
def test_a_column_that_is_filed_under_another_section_too_is_in_scope(
    printed: str, outcome: Outcome | None
) -> None:
    council = f"<p><a href='/category/council/' rel='category tag'>Council</a>, {printed}</p>"
    page = column("Ferries", section="Council").replace(
        b"</article>", f"{council}</article>".encode()
    )
    reading = read(capture(page), OUTLET)
    assert reading.outcome is outcome
    assert reading.article is not None
    assert reading.article.section == "Council"


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html; charset=UTF-8", "UTF-8"),
        ('text/html;charset="windows-1251"', "windows-1251"),
        ("text/html; Charset = koi8-r ; x=1", "koi8-r"),
        ("text/html", None),
        (None, None),
    ],
)
def test_a_charset_is_read_from_the_header(content_type: str | None, charset: str | None) -> None:
    assert charset_of(content_type) == charset
