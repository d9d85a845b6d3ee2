"""Pages made to hurt whoever reads them, at any size: nesting, floods, bombs, no page at all."""

from collections.abc import Callable, Mapping

PROSE = b"The harbour commission met on Tuesday and put off what it had met for. "
START = (
    b"<!DOCTYPE html><html><head><meta charset='utf-8'><title>A column</title></head><body>"
    b"<h1>A column</h1><article><p>" + PROSE * 5 + b"</p>"
)
END = b"</article></body></html>"


def _within(unit: bytes) -> Callable[[int], bytes]:
    """A page with the unit so many times in its article."""
    return lambda size: START + unit * size + END


def _nested(name: bytes) -> Callable[[int], bytes]:
    """A page with so many elements in each other, and a word at the bottom."""
    opened, closed = b"<" + name + b">", b"</" + name.partition(b">")[0] + b">"
    return lambda size: START + opened * size + PROSE + closed * size + END


def _script(kind: bytes, text: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """A page with structured data of this kind."""
    return lambda size: START + b"<script type='" + kind + b"'>" + text(size) + b"</script>" + END


def _attributes(size: int) -> bytes:
    flood = b"".join(b" a%d=comment" % number for number in range(size))
    return START + b"<div" + flood + b"><p>" + PROSE + b"</p></div>" + END


def _quoted_attributes(size: int) -> bytes:
    flood = b"".join(b' a%d="<i>"' % number for number in range(size))
    return START + b"<div" + flood + b"><p>" + PROSE + b"</p></div>" + END


def _comments_only(size: int) -> bytes:
    comment = (
        b"<li class='comment'><cite class='fn'>A reader</cite><time datetime='2019-05-04T09:15'>"
        b"</time><p>" + PROSE + b"</p><a href='#reply'>Reply</a></li>"
    )
    return b"<html><body><ol class='comment-list'>" + comment * size + b"</ol></body></html>"


def _threaded(size: int) -> bytes:
    opened = (
        b"<ol class='children'><li id='comment-7' class='comment'><cite class='fn'>A reader</cite>"
        b"<p>" + PROSE + b"</p>"
    )
    return START + opened * size + b"</li></ol>" * size + END


def _frameset(size: int) -> bytes:
    frames = b"<frame src='menu.html' name='menu'>" * size
    return b"<html><head><title>A column</title></head><frameset>" + frames + b"</frameset></html>"


def _wide(encoding: str) -> Callable[[int], bytes]:
    return lambda size: (START + b"<p>" + PROSE * size + b"</p>" + END).decode().encode(encoding)


BAD_INPUT: Mapping[str, tuple[int, Callable[[int], bytes]]] = {
    "20 MB of paragraphs": (100_000, _within(b"<p>" + PROSE * 3 + b"</p>")),
    "20 MB in one paragraph": (280_000, _within(PROSE)),
    "20 MB of one word": (20_000_000, _within(b"x")),
    "20 MB of spaces": (20_000_000, _within(b" ")),
    "10 MB of line breaks": (2_500_000, _within(b"<br>")),
    "10 MB of short lines": (1_000_000, _within(b"a word<br>")),
    "100,000 nested div": (100_000, _nested(b"div")),
    "100,000 nested blockquote": (100_000, _nested(b"blockquote")),
    "100,000 nested b": (100_000, _nested(b"b")),
    "100,000 nested table": (100_000, _nested(b"table><tr><td")),
    "100,000 nested ul": (100_000, _nested(b"ul><li")),
    "100,000 unclosed p": (100_000, _within(b"<p>a word ")),
    "100,000 unclosed i": (100_000, _within(b"<i>a word ")),
    "200 deep, 2,000 times": (2_000, _within(b"<div>" * 200 + b"a word" + b"</div>" * 200)),
    "a million attributes": (1_000_000, _attributes),
    "a million attributes with tags": (1_000_000, _quoted_attributes),
    "a million class tokens": (
        1_000_000,
        lambda size: START + b"<div class='" + b"comment-list " * size + b"'>" + PROSE + END,
    ),
    "100,000 elements of own classes": (
        100_000,
        lambda size: (
            START
            + b"".join(b"<p class='c%d' id='i%d'>a word</p>" % (at, at) for at in range(size))
            + END
        ),
    ),
    "100,000 links": (100_000, _within(b"<a href='/2019/05/tide'>A tide of letters</a> ")),
    "100,000 headings": (100_000, _within(b"<h2>What follows</h2>")),
    "100,000 times": (100_000, _within(b"<time datetime='2019-05-04'>May 4, 2019</time>")),
    "100,000 bylines": (100_000, _within(b"<span class='author'>By Anna Lee</span>")),
    "100,000 rows": (100_000, _within(b"<tr><td>Tonnage</td><td>17</td></tr>")),
    "100,000 meta": (100_000, _within(b"<meta name='author' content='Anna Lee'>")),
    "100,000 forms": (100_000, _within(b"<form action='/comment'><textarea></textarea></form>")),
    "100,000 ruby": (100_000, _within("<ruby>港<rt>みなと</rt></ruby>".encode())),
    "a headline of 5 MB": (
        70_000,
        lambda size: b"<title>" + PROSE * size + b"</title><h1>" + PROSE * size + b"</h1>" + START,
    ),
    "20,000 comments, nothing else": (20_000, _comments_only),
    "20,000 comments in each other": (20_000, _threaded),
    "JSON-LD nested": (1_000_000, _script(b"application/ld+json", lambda size: b"[" * size)),
    "JSON-LD of 100,000 articles": (
        100_000,
        _script(
            b"application/ld+json",
            lambda size: (
                b"[" + b'{"@type":"Article","author":{"name":"Anna Lee"}},' * size + b"{}]"
            ),
        ),
    ),
    "20 MB of script": (20_000_000, _script(b"text/javascript", lambda size: b"a" * size)),
    "a million <": (1_000_000, _within(b"<")),
    "a million &": (1_000_000, _within(b"&")),
    "a million &amp;": (1_000_000, _within(b"&amp;")),
    "a million quotes": (1_000_000, _within(b"\"'")),
    "100,000 open comments": (100_000, _within(b"<!-- ")),
    "a million NULs": (1_000_000, _within(b"\x00a")),
    "a million bytes that are no UTF-8": (1_000_000, _within(b"\xff\xe9")),
    "a million half surrogates": (1_000_000, _within(b"\xed\xa0\x80")),
    "UTF-16 without a mark": (20_000, _wide("utf-16-le")),
    "UTF-7": (20_000, _wide("utf-7")),
    "binary": (20_000, lambda size: bytes(range(256)) * size),
    "a frameset": (10_000, _frameset),
    "nothing but tags cut off": (1_000_000, lambda size: b"<div " * size),
}
"""Each input's name, its full size, and what makes it at a size."""
