"""Hostile texts in every stored field: pages show them as text, and nothing of them is markup."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from archive.folder.archive import Archive
from archive.model.records import Article, Block, Chrome, Comment
from tests.builders.any_column import id_of, keep, paragraphs
from tests.builders.archives import HOST, new_archive
from tests.builders.room import Room, reading_room

HOSTILE = (
    "</p></bdi></title></textarea><script>evil()</script><svg onload=evil()>"
    "<img src=x onerror=evil()>"
    "\"'`><evil-element evil-attribute=1 style=x:y onclick=evil()>"
    "&lt;b&gt;&#60;evil-entity&#62;"
    "{{ 7*7 }}{% evil %}\u202eevil\u2066\u2069\u2069\x0b\x7f\ufeff"
)
SCHEMES = (
    *("javascript:evil()", "JaVaScRiPt:evil()", " javascript:evil()", "java\nscript:evil()"),
    *("data:text/html,<script>evil()</script>", "vbscript:evil()", "//evil.example/", "https://"),
    *(
        "http:evil",
        "file:///etc/passwd",
        "\x01javascript:evil()",
        "ftp://evil.example/",
        "https:///x",
    ),
    "https://[evil/",
)
GOOD = "https://good.example/?a=1&b=\"'<>"
OURS = frozenset(
    "html head meta title link script body a header form label input button nav main div article"
    " h1 h2 h3 h4 h5 h6 p bdi span time strong mark code br aside section dl dt dd details summary"
    " ul ol li blockquote table thead tbody tr th td figure figcaption footer del ins".split()
)
ATTRIBUTES = frozenset(
    "lang dir charset name content rel href src defer type class id action method for placeholder"
    " autocomplete role tabindex datetime data-step aria-label aria-labelledby aria-current open"
    " scope colspan value min max inputmode".split()
)
LINKS = tuple((f"link {number}", url) for number, url in enumerate((*SCHEMES, GOOD)))
COLUMN = Article(
    url=f"{HOST}/hostile",
    title=HOSTILE,
    kicker=HOSTILE,
    standfirst=HOSTILE,
    byline=HOSTILE,
    authors=(HOSTILE, "../..", "?#%2f"),
    dateline=HOSTILE,
    section=HOSTILE,
    sections=(HOSTILE,),
    tags=(HOSTILE,),
    language="en",
    blocks=(
        Block("paragraph", HOSTILE + " ".join(label for label, _ in LINKS), links=LINKS),
        Block("paragraph", HOSTILE, links=((HOSTILE, GOOD),)),
        *(Block(kind, HOSTILE) for kind in ("quotation", "item", "row", "verse", "caption")),
        Block("heading", HOSTILE, 2),
    ),
    comments=(
        *(
            Comment(id=f"{HOSTILE}{number}", author=HOSTILE, author_url=url, text=HOSTILE)
            for number, url in enumerate((*SCHEMES, GOOD))
        ),
        Comment(
            id="p", author=HOSTILE, author_url="javascript:evil()", text=HOSTILE, kind="pingback"
        ),
    ),
    chrome=(Chrome(HOSTILE, HOSTILE, HOSTILE),),
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        keep(archive, COLUMN)
        keep(archive, COLUMN, day=1)
        keep(
            archive,
            Article(
                url=COLUMN.url,
                title=HOSTILE + "2",
                language="en",
                section="Other",
                sections=("Other",),
                blocks=(*COLUMN.blocks, *paragraphs("More.")),
                comments=COLUMN.comments[1:],
                chrome=COLUMN.chrome,
                authors=COLUMN.authors,
                byline=COLUMN.byline,
            ),
            day=2,
        )
        keep(
            archive,
            Article(url=f"{HOST}/copy", title=HOSTILE, blocks=COLUMN.blocks, language="ar"),
            slug="courier",
        )
        IDS.update({path: id_of(archive, f"/{path}") for path in ("hostile", "copy")})
        spoil(archive)
    with reading_room(folder, sql_time_limit_ms=60_000) as opened:
        yield opened


IDS: dict[str, str] = {}


def spoil(archive: Archive) -> None:
    """What no visit stores, and another's database may hold."""
    blocks = json.dumps(
        [["paragraph", f"half \ud800 and nul \0 {HOSTILE}", None, [["half", "\udfff"]]]]
    )
    with archive.write() as db:
        db.execute("UPDATE articles SET blocks = ? WHERE public_id = ?", (blocks, IDS["copy"]))
        db.execute("UPDATE articles SET language = ?, kicker = ?", (HOSTILE, f"nul \0{HOSTILE}"))
        db.execute("UPDATE articles SET title = title || char(0) || 'after'")
        db.execute(
            "UPDATE articles SET url = 'javascript:evil()' WHERE public_id = ?", (IDS["copy"],)
        )
        db.execute("UPDATE outlets SET name = ?", (HOSTILE,))
        db.execute("UPDATE versions SET extractor = ?", (HOSTILE,))
        db.execute("UPDATE captures SET lacks = ?", (HOSTILE,))
        db.execute(
            "INSERT INTO article_urls SELECT ?, id, 'variant' FROM articles WHERE public_id = ?",
            ("javascript:evil()", IDS["hostile"]),
        )
        db.execute("UPDATE article_events SET detail = ? WHERE kind <> 'section'", (HOSTILE,))
        db.execute(
            "INSERT INTO article_events (article_id, capture_id, kind, happened_at, detail)"
            " SELECT article_id, id, 'gone', captured_at, 'javascript:evil()' FROM captures"
        )


class Seen(HTMLParser):
    """What a page consists of, as a parser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[tuple[str, dict[str, str | None]], ...], str]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "br"):
            self._open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


PAGES = [
    *("/hostile", "/copy", "/hostile?q=evil", "/copy?q=half", "/hostile?chrome=1&comments=1"),
    "/hostile?q=%3Cscript%3Eevil()%3C/script%3E&comment=%22%3E%3Cevil-element%3E",
    *("/hostile/history", "/hostile/history?from=1&to=2&view=beside&whole=1"),
    *("/copy/history", "/hostile/with/COPY?view=beside", "/hostile/with/COPY?whole=1"),
    "/hostile/history?from=%3Cscript%3E&to=%22%3E%3Cevil-element%3E",
]


@pytest.mark.parametrize("page", PAGES)
def test_no_element_attribute_or_link_comes_from_a_stored_text(room: Room, page: str) -> None:
    path = page.replace("COPY", IDS["copy"]).removeprefix("/")
    named = next(name for name in IDS if path.startswith(name))
    answer = room.get(f"/column/{IDS[named]}{path.removeprefix(named)}")
    assert answer.status == 200
    seen = Seen(answer.text)
    assert {tag for tag, _ in seen.elements} <= OURS
    assert {name for _, attributes in seen.elements for name in attributes} <= ATTRIBUTES
    for tag, attributes in seen.elements:
        if tag == "script":
            assert str(attributes["src"]).startswith("/-/static-plugins/")
        for name in ("href", "action"):
            leads_well(attributes.get(name), attributes)
        evil = [name for name, value in attributes.items() if "evil" in (value or "")]
        assert set(evil) <= {"href", "value"}, attributes
    for within, text in seen.texts:
        assert not text.strip() or within[-1][0] not in ("script", "ol", "ul", "table", "tr", "dl")
        if "\u202e" in text and within[-1][0] != "title":
            assert any(tag == "bdi" or "dir" in attributes for tag, attributes in within[1:]), text
    assert "\0" not in answer.text
    assert any("<evil-element" in text for _, text in seen.texts)
    assert any("{{ 7*7 }}" in text for _, text in seen.texts)


def leads_well(link: str | None, attributes: dict[str, str | None]) -> None:
    """Raise unless a link is ours, or leads to a host of the web as such a link should."""
    if link is None or link.startswith("#") or (link.startswith("/") and link[1:2] != "/"):
        return
    assert link in (GOOD, f"{HOST}/hostile", f"{HOST}/copy")
    assert attributes["rel"] == "noopener nofollow"


@pytest.mark.parametrize("page", ["hostile.json", "copy.json", "hostile/history.json"])
def test_hostile_texts_are_data_in_the_data(room: Room, page: str) -> None:
    named = next(name for name in IDS if page.startswith(name))
    answer = room.get(f"/column/{IDS[named]}{page.removeprefix(named)}")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json()["public_id"] == IDS[named]
