"""An outlet's own selectors on its pages: what they override, take out, and fail to find."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from archive.model.records import Article
from crawler.config.outlet_files import load_outlet
from crawler.extraction import extract_article
from crawler.extraction.outlet_layout import failures

URL = "https://lantern.example/2019/03/quiet-harbours/"
NOW = datetime(2019, 6, 1, tzinfo=UTC)
PROSE = (
    "The harbour masters met again on Tuesday, and again they agreed on the wording and on nothing"
    " else, which the older clerks took for progress, since last year there had been no wording."
)
MORE = (
    "Whoever walks along the quay in the evening sees the ships lie there as they lay in spring,"
    " with their papers in order and nowhere to go, and the cranes turned politely to the sea."
)
PAGE = f"""
<html><head><title>Quiet harbours | The Quiet Lantern</title>
<meta property="article:section" content="World">
<meta property="lantern:title" content="Loud seas, from the head"></head><body>
<h1>Quiet harbours</h1><h2 class="real">Loud seas</h2><h3 class="old">Old seas</h3>
<p class="desk"><b>Orla Fennimore</b><b>Tadeusz Wrona</b></p>
<p class="credit">Words: Ines Caldera, harbour desk</p>
<p class="when">2019.03.05 09:30</p>
<div class="text"><p>{PROSE}</p><p class="hint">Our winter catalogue is out now.</p><p>{MORE}</p>
<p>Short.</p></div>
<div class="elsewhere"><p>{MORE.replace("quay", "pier")}</p><p>{PROSE.replace("Tuesday", "Monday")}</p></div>
<a class="onward" href="?part=2">onward</a>
<div class="voices"><div class="voice"><b class="author">Piet</b>: I doubt it.
<div class="voice"><b class="author">Ana</b>: So do I.</div></div></div>
</body></html>
"""  # noqa: E501

Read = Callable[..., Article]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads PAGE, or another one, as one of an outlet with the layouts given."""

    def read(layouts: str, html: str = PAGE, *, at: datetime = NOW) -> Article:
        path = tmp_path / "lantern.toml"
        path.write_text(
            dedent("""\
            name = "The Quiet Lantern"
            home = "https://lantern.example/"
            language = "en"
            timezone = "Asia/Seoul"
            [[seeds]]
            feed = "/feed/"
            """)
            + dedent(layouts),
            "utf-8",
        )
        return extract_article(html, URL, outlet=load_outlet(path), captured_at=at)

    return read


def test_a_layout_overrides_single_fields_on_the_days_it_held(read: Read) -> None:
    layouts = """
        [[layouts]]
        until = 2018-12-31
        title = "h3.old"
        [[layouts]]
        from = 2019-01-01
        title = "h2.real"
        authors = ".desk b"
        published = ".when"
        section = ".nowhere"
        """

    new = read(layouts)
    old = read(layouts, at=datetime(2018, 6, 1, tzinfo=UTC))

    assert (new.title, new.found_in["title"]) == ("Loud seas", "layout")
    assert new.authors == ("Orla Fennimore", "Tadeusz Wrona")
    assert new.published == datetime(2019, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Seoul"))
    assert (new.section, new.found_in["section"]) == ("World", "layout: no match; opengraph")
    assert failures(new.found_in) == ["section"]
    assert old.title == "Old seas"
    assert old.found_in["section"] == "opengraph"


def test_xpath_selects_attributes_and_makes_text(read: Read) -> None:
    article = read("""
        [[layouts]]
        title = "xpath: //meta[@property='lantern:title']/@content"
        authors = "xpath: substring-before(substring-after(//p[@class='credit'], ': '), ',')"
        """)

    assert article.title == "Loud seas, from the head"
    assert article.authors == ("Ines Caldera",)
    assert failures(article.found_in) == []


@pytest.mark.parametrize(
    ("published", "place"),
    [
        ('[".nowhere", ".credit", ".when"]', "layout"),
        ('[".nowhere", ".credit"]', "layout: no match"),
    ],
    ids=["the third", "none"],
)
def test_the_first_alternative_that_says_something_of_use_counts(
    read: Read, published: str, place: str
) -> None:
    article = read(f'[[layouts]]\npublished = {published}\ntitle = [".old", ".real"]')

    assert article.title == "Old seas"
    assert article.found_in["published"].startswith(place)
    assert article.found_in["published"] == place or place != "layout"


def test_the_body_is_all_text_of_the_elements_named_but_what_is_stripped(read: Read) -> None:
    article = read("""
        [[layouts]]
        body = ".text"
        strip = [".nowhere", "xpath: //p[@class='hint']"]
        """)

    assert article.body == f"{PROSE}\n\n{MORE}\n\nShort."
    assert article.found_in["body"] == article.found_in["strip"] == "layout"
    taken = [block for block in article.chrome if block.rule.startswith("layout: ")]
    assert [(block.text, block.rule) for block in taken] == [
        ("Our winter catalogue is out now.", "layout: xpath: //p[@class='hint']")
    ]
    assert "pier" in "".join(block.text for block in article.chrome)


def test_a_body_in_several_elements_is_read_in_the_pages_order(read: Read) -> None:
    article = read("[[layouts]]\nbody = \"xpath: //div[@class='elsewhere'] | //h3\"")

    assert article.body.startswith("Old seas\n\nWhoever walks along the pier")
    assert "quay" not in article.body


def test_headline_and_byline_in_the_body_named_are_no_text_of_it(read: Read) -> None:
    article = read('[[layouts]]\nbody = "body"\ntitle = ".real"\nbyline = ".desk"')

    assert "Short." in article.body
    assert "Loud seas" not in article.body
    assert "Fennimore" not in article.body


@pytest.mark.parametrize("body", [".nowhere", "xpath: string(//h1)", "a.empty"])
def test_a_body_that_is_not_found_is_told_and_the_evidence_decides(read: Read, body: str) -> None:
    html = PAGE.replace("<h1>", "<a class='empty'><img alt='x'></a><h1>")

    article = read(f'[[layouts]]\nbody = "{body}"', html)

    assert article.found_in["body"] == "layout: no match; density"
    assert PROSE in article.body


def test_comments_named_are_records_with_their_nesting(read: Read) -> None:
    article = read('[[layouts]]\ncomments = ".voice"\nbody = "body"')

    assert [(c.author, c.depth) for c in article.comments] == [("Piet", 0), ("Ana", 1)]
    assert "I doubt it" in article.comments[0].text
    assert "So do I" not in article.comments[0].text
    assert "doubt" not in article.body
    assert article.found_in["comments"] == "layout"


@pytest.mark.parametrize("selector", [".onward", "xpath: //a[@class='onward']/@href"])
def test_the_next_page_is_where_its_link_leads(read: Read, selector: str) -> None:
    article = read(f'[[layouts]]\nnext_page = "{selector}"')

    assert article.next_page == f"{URL}?part=2"
    assert article.found_in["next_page"] == "layout"


def test_a_next_page_that_is_no_address_is_no_match(read: Read) -> None:
    article = read('[[layouts]]\nnext_page = [".desk", "xpath: string(//h1)"]')

    # "Quiet harbours" is an address relative to the page, as any text is; an element without a
    # link is none.
    assert article.next_page == f"{URL}Quiet harbours"
    assert read('[[layouts]]\nnext_page = ".desk"').found_in["next_page"] == "layout: no match"


@pytest.mark.timing
def test_a_selector_that_could_hang_on_a_large_page_is_not_asked(read: Read) -> None:
    html = PAGE.replace("<h1>", "<div>" * 200 + "x" + "</div>" * 200 + "<p>x</p>" * 20_000 + "<h1>")
    before = process_time()

    article = read(
        """
        [[layouts]]
        title = "xpath: //p[count(//p[count(//p) > 3]) > 3]"
        section = ["xpath: //p/following::p/following::p", ".nowhere"]
        kicker = ".old"
        """,
        html,
    )

    assert process_time() - before < 5
    assert article.found_in["title"].startswith("layout: page too large for the selector")
    assert article.found_in["section"].startswith("layout: page too large for the selector")
    assert failures(article.found_in) == ["title", "section"]
    assert article.kicker == "Old seas"
