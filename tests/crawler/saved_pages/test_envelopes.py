"""Pages taken out of MHTML and of answers that were kept with their headers."""

import time

import pytest

from crawler.saved_pages.envelopes import HTTP_ANSWER, MHTML, enveloped_page
from tests.builders.saved_pages import ADDRESS, PAGE, mhtml

FRAME = b"Content-Type: text/html\r\nContent-ID: <frame@page>\r\n\r\n<p>A frame.</p>"
IE_SINGLE = (
    "From: <Saved by Windows Internet Explorer 8>\r\nSubject: Two Ports\r\n"
    "Date: Thu, 2 Jan 2020 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    'Content-Type: text/html;\r\n\tcharset="iso-8859-1"\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n"
    f"Content-Location: {ADDRESS}\r\nX-MimeOLE: Produced By Microsoft MimeOLE V6.0\r\n\r\n"
    "<html><p>The caf=E9 by the=\r\n quay</p></html>"
)
OPERA = (
    'Content-Type: multipart/related; start=<op.mhtml.1@quay>; boundary="----------b"\r\n'
    f"Content-Location: {ADDRESS}\r\nSubject: Two Ports\r\nMIME-Version: 1.0\r\n\r\n"
    "------------b\r\nContent-Type: text/html; name=frame\r\n\r\n<p>A frame.</p>\r\n"
    "------------b\r\nContent-ID: <op.mhtml.1@quay>\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nPHA+VHdvIFBvcnRzPC9wPg==\r\n------------b--\r\n"
)


@pytest.mark.parametrize("sender", ["<Saved by Blink>", "<Saved by Mozilla 5.0 (Windows; en-US)>"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_the_page_of_a_browsers_mhtml_is_its_first_part(
    sender: str, charset: str, newline: bytes
) -> None:
    kept = mhtml(PAGE.replace("ferry", "cäfé"), sender=sender, charset=charset)
    page = enveloped_page(kept.replace(b"\r\n", newline))
    assert page is not None
    assert page.html.decode(charset) == PAGE.replace("ferry", "cäfé")
    assert (page.media_type, page.charset, page.location) == (MHTML, charset, ADDRESS)
    assert page.date == "Thu, 2 Jan 2020 10:00:00 +0100"


def test_the_part_that_the_headers_name_is_the_page() -> None:
    page = enveloped_page(mhtml(PAGE, first=FRAME, related="start=<root@page>"))
    assert page is not None
    assert page.html.decode() == PAGE
    opera = enveloped_page(OPERA.encode())
    assert opera is not None
    assert (opera.html, opera.location) == (b"<p>Two Ports</p>", ADDRESS)


def test_a_page_without_images_is_a_message_of_one_part() -> None:
    page = enveloped_page(IE_SINGLE.encode())
    assert page is not None
    assert page.html.decode("iso-8859-1") == "<html><p>The café by the quay</p></html>"
    assert (page.charset, page.location) == ("iso-8859-1", ADDRESS)


def test_a_page_in_an_alternative_within_is_found() -> None:
    inner = (
        'Content-Type: multipart/alternative; boundary="in"\r\n\r\n--in\r\n'
        "Content-Type: text/plain\r\n\r\nTwo Ports\r\n--in\r\nContent-Type: text/html\r\n\r\n"
        "<p>Two Ports</p>\r\n--in--"
    )
    page = enveloped_page(mhtml(PAGE, first=inner.encode()))
    assert page is not None
    assert page.html == b"<p>Two Ports</p>"


def test_a_file_that_was_cut_off_has_the_page_as_far_as_it_goes() -> None:
    page = enveloped_page(mhtml(PAGE)[:900])
    assert page is not None
    assert page.html
    assert PAGE.startswith(page.html.decode().rstrip("="))


def test_an_answer_kept_with_its_headers_is_the_page_after_them() -> None:
    kept = (
        "HTTP/1.1 200 OK\r\nDate: Thu, 02 Jan 2020 09:00:00 GMT\r\n"
        f"Content-Type: text/html; charset=UTF-8\r\n\r\n{PAGE}"
    )
    page = enveloped_page(kept.encode())
    assert page is not None
    assert (page.html.decode(), page.media_type, page.charset) == (PAGE, HTTP_ANSWER, "utf-8")
    assert page.date == "Thu, 02 Jan 2020 09:00:00 GMT"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Two Ports\n\nThe ferry left late.",
        b"Author: Jo Doe\n\nThe ferry left late.",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\nno part",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n--x\n\n<p>",
        b"From: jo@quay.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>An e-mail</p>",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        b"HTTP/1.1 200 OK",
        b"\xff\xfe: \xff\n\n",
    ],
)
def test_what_is_neither_has_no_page(body: bytes) -> None:
    assert enveloped_page(body) is None


def hostile() -> list[bytes]:
    """Files made to take long, of some megabytes each."""
    top = b"From: <Saved by Blink>\nMIME-Version: 1.0\n"
    part = b"--b\nContent-Type: multipart/related; boundary=b\n\n"
    return [
        top + b"Content-Type: multipart/related; boundary=b\n\n" + part * 80_000,
        top + b"Content-Type: multipart/related; boundary=b\n\n" + b"--b\n\n\n" * 500_000,
        top
        + b"Content-Type: multipart/related; boundary=b; start=<x>\n\n"
        + b"--b\n\n\n" * 500_000,
        top + b"X: y\n" * 800_000,
        top + b"Content-Type: multipart/related; " + b'a="; ' * 800_000 + b"\n\n",
        top + b"Content-Type: text/html\n\n" + b"=\n" * 2_000_000,
    ]


@pytest.mark.timing
@pytest.mark.parametrize("number", range(len(hostile())))
def test_no_file_takes_longer_than_its_length_asks(number: int) -> None:
    began = time.process_time()
    enveloped_page(hostile()[number])
    assert time.process_time() - began < 5
