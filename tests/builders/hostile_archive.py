"""An archive with a hostile text in every field that it stores."""

import json
from collections.abc import Mapping
from pathlib import Path

from archive.folder.archive import Archive
from archive.model.records import Article, Block, Chrome, Comment
from tests.builders.any_column import id_of, keep, paragraphs
from tests.builders.archives import HOST, new_archive

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


def make_hostile_archive(folder: Path) -> dict[str, str]:
    """Make the archive; the ids of its two columns, by the names of their addresses."""
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
        ids = {path: id_of(archive, f"/{path}") for path in ("hostile", "copy")}
        spoil(archive, ids)
    return ids


def spoil(archive: Archive, ids: Mapping[str, str]) -> None:
    """What no visit stores, and another's database may hold."""
    blocks = json.dumps(
        [["paragraph", f"half \ud800 and nul \0 {HOSTILE}", None, [["half", "\udfff"]]]]
    )
    with archive.write() as db:
        db.execute("UPDATE articles SET blocks = ? WHERE public_id = ?", (blocks, ids["copy"]))
        db.execute("UPDATE articles SET language = ?, kicker = ?", (HOSTILE, f"nul \0{HOSTILE}"))
        db.execute("UPDATE articles SET title = title || char(0) || 'after'")
        db.execute(
            "UPDATE articles SET url = 'javascript:evil()' WHERE public_id = ?", (ids["copy"],)
        )
        db.execute("UPDATE outlets SET name = ?", (HOSTILE,))
        db.execute("UPDATE versions SET extractor = ?", (HOSTILE,))
        db.execute("UPDATE captures SET lacks = ?", (HOSTILE,))
        db.execute(
            "INSERT INTO article_urls SELECT ?, id, 'variant' FROM articles WHERE public_id = ?",
            ("javascript:evil()", ids["hostile"]),
        )
        db.execute("UPDATE article_events SET detail = ? WHERE kind <> 'section'", (HOSTILE,))
        db.execute(
            "INSERT INTO article_events (article_id, capture_id, kind, happened_at, detail)"
            " SELECT article_id, id, 'gone', captured_at, 'javascript:evil()' FROM captures"
        )
