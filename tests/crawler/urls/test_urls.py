"""One spelling per address, and the addresses that are never a column's."""

import pytest

from crawler.urls.normalising import MAX_ADDRESS, is_web_address, normalise, resolve
from crawler.urls.traps import is_trap

HOME = "https://harbour.example"


@pytest.mark.parametrize(
    ("printed", "known_as"),
    [
        ("HTTPS://Harbour.Example:443/Quay", f"{HOME}/Quay"),
        ("http://harbour.example:8080/a", "http://harbour.example:8080/a"),
        (HOME, f"{HOME}/"),
        (f"  {HOME}/a\n", f"{HOME}/a"),
        (f"{HOME}/a#comments", f"{HOME}/a"),
        (f"{HOME}/a/./b/../c/", f"{HOME}/a/c/"),
        (f"{HOME}/../../a", f"{HOME}/a"),
        (f"{HOME}/a/..", f"{HOME}/"),
        (f"{HOME}/%e4%b8%ad/%7Equay%2fb", f"{HOME}/%E4%B8%AD/~quay%2Fb"),
        (f"{HOME}/항구/", f"{HOME}/%ED%95%AD%EA%B5%AC/"),
        (f"{HOME}/100%/a b", f"{HOME}/100%25/a%20b"),
        ("https://порт.example/", "https://xn--n1abei.example/"),
        ("https://straße.example./", "https://xn--strae-oqa.example/"),
        ("https://reader:secret@harbour.example/", f"{HOME}/"),
        (f"{HOME}/a;jsessionid=0A1B?id=7", f"{HOME}/a?id=7"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_an_address_has_one_spelling(printed: str, known_as: str) -> None:
    assert normalise(printed) == known_as
    assert normalise(known_as) == known_as


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?utm_source=feed&p=12&fbclid=x", "?p=12"),
        ("?page_id=7&utm_medium=mail", "?page_id=7"),
        ("?b=2&a=1", "?b=2&a=1"),
        ("?UTM_Source=feed&&", ""),
        ("?MTJAMjAyNC0wMS0wMS1IMDAx==", "?MTJAMjAyNC0wMS0wMS1IMDAx=="),
        ("?q=a+b&ids[]=1", "?q=a+b&ids[]=1"),
        ("?m=1", "?m=1"),
    ],
)
def test_tracking_goes_and_every_other_parameter_stays_in_its_place(query: str, kept: str) -> None:
    assert normalise(f"{HOME}/a{query}") == f"{HOME}/a{kept}"


def test_bloggers_page_for_telephones_is_the_column_itself() -> None:
    assert normalise(f"{HOME}/2019/05/a.html?m=1") == f"{HOME}/2019/05/a.html"
    assert normalise(f"{HOME}/2019/05/a.html?showComment=123#c123") == f"{HOME}/2019/05/a.html"


@pytest.mark.parametrize("other", ["mailto:desk@harbour.example", "javascript:void(0)", "", "a/b"])
def test_what_is_no_web_address_is_left_alone_and_never_resolved_to(other: str) -> None:
    assert normalise(other) == other
    assert not is_web_address(other)
    if ":" in other:
        assert resolve(other, HOME) is None


@pytest.mark.parametrize(
    "broken",
    ["http://", "http://[::1", "http://harbour.example:99999/", "http://harbour.example:x/"],
)
def test_a_broken_address_raises_nothing_and_is_no_web_address(broken: str) -> None:
    normalise(broken)
    assert not is_web_address(broken)
    assert resolve(broken, HOME) is None


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("/", "home page"),
        ("/index.php", "home page"),
        ("/2019/05/a/?replytocom=28", "reply address"),
        ("/2019/05/a/?share=twitter&nb=1", "share address"),
        ("/2019/05/a/feed/", "feed"),
        ("/feed/atom/", "feed"),
        ("/rss.xml", "feed"),
        ("/?feed=rss2", "feed"),
        ("/feeds/posts/default", "feed"),
        ("/2019/05/a/comment-page-2/", "comment page"),
        ("/2019/05/a/?cpage=2", "comment page"),
        ("/2019/05/a.html?commentPage=2", "comment page"),
        ("/2019/05/a/embed/", "embed"),
        ("/2019/05/a/trackback/", "service address"),
        ("/wp-json/wp/v2/posts/12", "service address"),
        ("/wp-login.php?redirect_to=x", "service address"),
        ("/?rest_route=/wp/v2/posts", "service address"),
        ("/?attachment_id=9", "attachment"),
        ("/2019/05/a/attachment/quay/", "attachment"),
        ("/2019/05/a/quay.jpg", "file"),
        ("/docs/treaty.pdf", "file"),
        ("/2019/05/a/amp/", "other form of a page"),
        ("/page/3/", "listing"),
        ("/foreign/page/2", "listing"),
        ("/?s=harbour", "listing"),
        ("/?paged=2", "listing"),
        ("/?m=201905", "listing"),
        ("/?cat=3&paged=2", "listing"),
        ("/search/harbour/", "listing"),
        ("/search/label/Ports", "listing"),
        ("/tag/ports/", "listing"),
        ("/blog/tag/ports", "listing"),
        ("/category/foreign/asia/korea/", "listing"),
        ("/en/category/foreign", "listing"),
        ("/author/ines-duarte/", "listing"),
        ("/2019/", "listing"),
        ("/2019/05/", "listing"),
        ("/news/2019/05/17/", "listing"),
        ("/archives/", "listing"),
        ("/archive/2019/05", "listing"),
        ("/2019_05_01_archive.html", "listing"),
        ("/TAG/%D0%BF%D0%BE%D1%80%D1%82/", "listing"),
    ],
)
def test_a_trap_is_known_by_its_address(address: str, what: str) -> None:
    assert is_trap(HOME + address) == what


@pytest.mark.parametrize(
    "address",
    [
        "/2019/05/17/leave-a-reply/",
        "/2019/05/17/1984/",
        "/books/1984",
        "/?p=12",
        "/?page_id=7",
        "/archives/2019",
        "/archives/123",
        "/2019/05/feeding-the-port/",
        "/2019/05/share-the-quay/",
        "/2019/05/research/a/",
        "/opinion/commentary/embedded/",
        "/category/foreign/2019/05/a-quay",
        "/category/foreign/what-the-harbour-master-said-to-us",
        "/news/category/20190517-a.html",
        "/article.php?id=7&cat=2",
        "/index.php?MTJAMjAyNC0wMS0wMS1IMDAx",
        "/spip.php?article123",
        "/author/ines-duarte/a-column",
        "/%ED%95%AD%EA%B5%AC/",
        "/a.html?lang=en",
        "/comments/",
        "/1927",
        "/harbours/who-pays-for-the-light/2019/05",
        "/feeds/5ncy5p8s/entries/a.html",
    ],
)
def test_a_column_is_no_trap_for_looking_like_one(address: str) -> None:
    assert is_trap(HOME + address) is None


def test_an_address_beyond_all_use_is_none() -> None:
    """One of 64 kB made a WARC record that could not be read back."""
    longest = f"{HOME}/".ljust(MAX_ADDRESS, "a")
    assert resolve(longest, HOME) == longest
    assert is_web_address(longest)
    for href in (longest + "a", "/" + "é" * 2_000, "/" + "a" * 9_000_000):
        assert resolve(href, f"{HOME}/") is None, len(href)
    assert not is_web_address(longest + "a")
