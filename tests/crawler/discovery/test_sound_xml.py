"""Feeds and sitemaps as sites' software spoils them: each gives the addresses that were meant."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time

import pytest

from crawler.discovery.feed import read_feed
from crawler.discovery.sitemap import read_sitemap
from crawler.discovery.sound_xml import PREAMBLE, sound_pieces, sound_xml
from tests.builders.site import sitemap

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOME = "https://harbour.example"


def urlset(address: str, *, start: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    whole = sitemap("", {address: None, f"{HOME}/last": None}).decode()
    return start + whole.partition("?>")[2]


def rss(address: str, *, start: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    return (
        f'{start}<rss version="2.0"><channel><title>Fish & Ships</title>'
        f"<item><title>Caf&eacute; &amp; quay</title><link>{address}</link></item>"
        f"<item><link>{HOME}/last</link></item></channel></rss>"
    )


def atom(address: str, *, start: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    return (
        f'{start}<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour &copy; us</title>'
        f'<entry><title>Quay</title><link href="{address}"/></entry>'
        f'<entry><link href="{HOME}/last"/></entry></feed>'
    )


Form = Callable[..., str]
FORMS = [urlset, rss, atom]


def read(form: Form, body: bytes) -> list[str]:
    reader = read_sitemap if form is urlset else read_feed
    found = reader(body, f"{HOME}/list.xml", seed=HOME, now=NOW)
    return [candidate.url for candidate in found.candidates]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/?id=7&lang=en", "/?id=7&lang=en"),
        ("/?id=7&copy=1&amp;b=2", "/?id=7&copy=1&b=2"),
        ("/?a=1&", "/?a=1"),
        ("/?a&&b", "/?a&b"),
        ("/the-caf&eacute;-by-the-sea", "/the-caf%C3%A9-by-the-sea"),
        ("/the-caf&#233;-by-the-sea", "/the-caf%C3%A9-by-the-sea"),
        ("/the-caf&#xE9;-by-the-sea", "/the-caf%C3%A9-by-the-sea"),
        ("/the-caf&#XE9;-by-the-sea", "/the-caf%C3%A9-by-the-sea"),
        ("/two&nbsp;ports", "/two%C2%A0ports"),
        ("/quays&ndash;old&hellip;", "/quays%E2%80%93old%E2%80%A6"),
        ("/a&quot;b&apos;c", "/a%22b'c"),
        ("/?q=a&#38;b=c", "/?q=a&b=c"),
        ("/a\x0b-b", "/a-b"),
    ],
)
def test_an_address_is_read_as_it_was_meant(form: Form, written: str, meant: str) -> None:
    assert read(form, form(f"{HOME}{written}").encode()) == [
        f"{HOME}{meant}",
        f"{HOME}/last",
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("declared", ["UTF-8", "utf-16", "UTF-16LE", "iso-8859-1", "none-such"])
@pytest.mark.parametrize("sent", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_bytes_tell_their_charset_whatever_is_declared(
    form: Form, declared: str, sent: str
) -> None:
    text = form(f"{HOME}/порт", start=f'<?xml version="1.0" encoding="{declared}"?>')
    assert read(form, text.encode(sent)) == [
        f"{HOME}/%D0%BF%D0%BE%D1%80%D1%82",
        f"{HOME}/last",
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "before",
    [
        "\n\n  \n",
        "\ufeff\n",
        "\ufeff\ufeff",
        "<br />\n<b>Warning</b>:  Undefined index in <b>/srv/x.php</b> on line <b>12</b><br />\n",
        "Notice: something & nothing\n",
        "<!-- generated in 0.2 s -->\n",
        "\x00 \x1f",
    ],
)
def test_what_stands_before_the_document_is_passed_over(form: Form, before: str) -> None:
    for start in ('<?xml version="1.0" encoding="UTF-8"?>', ""):
        text = form(f"{HOME}/a", start=f"{before}{start}")
        assert read(form, text.encode()) == [f"{HOME}/a", f"{HOME}/last"]


@pytest.mark.parametrize("form", FORMS)
def test_an_entity_of_its_own_stands_for_its_text(form: Form) -> None:
    doctype = f'<!DOCTYPE x [<!ENTITY home "{HOME}">\n<!ENTITY deep "&home;">]>'
    text = form("&home;/a", start=f'<?xml version="1.0"?>{doctype}')
    assert read(form, text.encode()) == [f"{HOME}/a", f"{HOME}/last"]


def test_what_only_looks_like_a_reference_is_text() -> None:
    # feedparser takes the semicolon away.
    assert read(urlset, urlset(f"{HOME}/a&unknown;b").encode())[0] == f"{HOME}/a&unknown;b"


def test_sections_of_plain_text_keep_what_stands_in_them() -> None:
    plain = "<![CDATA[a & b &eacute; <c>]]><!-- d & e -->"
    assert sound_xml(f"<rss>{plain}&</rss>".encode()) == f"<rss>{plain}&amp;</rss>".encode()


@pytest.mark.parametrize("size", [1, 7, 64, 1000, 50_000])
def test_a_document_in_pieces_is_read_as_in_one(size: int) -> None:
    entries = (
        "<a>one & two &eacute; &home;/x &lt;</a>",
        "<![CDATA[ & <b> ]] > &amp; ]]>",
        "<!-- & > -- > &eacute; -->",
        "Größe 大使 & <c d='&'/>",
        "<![CDATA[" + "& > " * 50 + "]]>",
    )
    start = '<!DOCTYPE rss [<!ENTITY home "https://a.example">]>\n<rss>' + " " * PREAMBLE
    rest = f"{''.join(entries) * 40}<![CDATA[ & > & ".encode()
    body = start.encode() + rest
    pieces = [start.encode(), *(rest[at : at + size] for at in range(0, len(rest), size))]
    assert b"".join(sound_pieces(pieces)) == sound_xml(body)
    assert b"&amp; two" in sound_xml(body)
    assert sound_xml(body).endswith(b"<![CDATA[ & > & ")


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "latin-1"])
def test_pieces_in_another_charset_are_read(charset: str) -> None:
    body = f"<rss><a>{'é &' * 20_000}</a></rss>".encode(charset)
    pieces = [body[at : at + 30_001] for at in range(0, len(body), 30_001)]
    assert b"".join(sound_pieces(pieces)) == sound_xml(body)


@pytest.mark.parametrize("sign", ["&", "&a;", "<![CDATA[", "<!--", "<?xml ", "&#"])
@pytest.mark.timing
def test_twice_as_much_costs_twice_as_much(sign: str) -> None:
    def seconds(count: int) -> float:
        began = process_time()
        sound_xml(f'<!DOCTYPE rss [<!ENTITY a "{"x" * 255}">]><rss>{sign * count}'.encode())
        return process_time() - began

    assert seconds(200_000) < 4 * seconds(100_000) + 0.2


def test_a_page_that_shows_a_feed_is_a_page() -> None:
    page = b"<!doctype html><title>How to</title><pre><?xml version='1.0'?><rss><item>"
    assert sound_xml(page) == page
