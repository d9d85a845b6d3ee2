"""A column whose text stands only in the data of the page's scripts is read from there."""

import json
import time

import pytest

from archive.model.records import Article
from crawler.extraction import extract_article

URL = "https://example.org/2019/05/the-envoy/"
TEXT = (
    "The envoy came back from the talks with nothing signed, and said so in plain words.",
    "What keeps the two shores apart is the timetable of the ferry & who may change it.",
    "The keepers of the lamp, who are cousins, have asked both capitals for oil till June.",
)
MARKUP = "".join(f"<p>{text.replace('&', '&amp;')}</p>" for text in TEXT)
HEAD = (
    "<head><title>The third table | The Harbour</title><meta property='og:title'"
    " content='The third table'><meta property='og:site_name' content='The Harbour'></head>"
)


def read(*scripts: str, shell: str = "<header><a href='/'>The Harbour</a></header>") -> Article:
    return extract_article(f"<html>{HEAD}<body>{shell}{''.join(scripts)}</body></html>", URL)


def as_json(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def island(value: object, kind: str = "application/json") -> str:
    return f"<script type='{kind}'>{as_json(value)}</script>"


def flight(*pieces: str) -> str:
    return "".join(
        f"<script>self.__next_f.push({as_json([1, piece])})</script>" for piece in pieces
    )


def element(tag: str, children: object, **others: object) -> list[object]:
    return ["$", tag, None, {"children": children, **others}]


def row(number: str, value: object) -> str:
    return f"{number}:{json.dumps(value)}\n"


def blocks(kind: str, name: str, inner: object = None) -> list[dict[str, object]]:
    return [{kind: name, **(inner(text) if callable(inner) else {"text": text})} for text in TEXT]


DRAWN = element(
    "div",
    [
        element("nav", [element("a", "World", href="/world"), element("a", "Letters", href="/l")]),
        element("h1", "The third table"),
        element("div", [element("p", [TEXT[0][:20], element("em", TEXT[0][20:])])], className="x"),
        *(element("p", text) for text in TEXT[1:]),
    ],
)
LONG_ROW = MARKUP.encode()
FORMS = {
    "raw markup in Flight": flight(
        row("0", ["$", "div", None, {"dangerouslySetInnerHTML": {"__html": MARKUP}}])
    ),
    "elements in Flight": flight(row("0", {"P": None}), row("2", ["$", "$L4", None, {"x": DRAWN}])),
    "a row of text in Flight, in two pieces": flight(
        f"1:T{len(LONG_ROW):x},{MARKUP[:50]}",
        MARKUP[50:] + row("2", element("div", None, dangerouslySetInnerHTML={"__html": "$1"})),
    ),
    "a component's property in Flight": flight(
        f"5:T{len(LONG_ROW):x},{MARKUP}" + row("6", ["$", "$L9", None, {"post": {"body": "$5"}}])
    ),
    "markup in __NEXT_DATA__": island({"props": {"pageProps": {"post": {"content": MARKUP}}}}),
    "a state": f"<script>window.__INITIAL_STATE__ = {as_json({'html': MARKUP})};</script>",
    "a state in a string": (
        "<script>window.__PRELOADED_STATE__=JSON.parse("
        f"{json.dumps(json.dumps({'a': {'html': MARKUP}}))});</script>"
    ),
    "elements of Arc": (
        "<script>Fusion.globalContent="
        + json.dumps({"content_elements": blocks("type", "text", lambda text: {"content": text})})
        + ";Fusion.x=1</script>"
    ),
    "portable text": island(
        {"body": blocks("_type", "block", lambda t: {"children": [{"_type": "span", "text": t}]})}
    ),
    "Contentful": island(
        {
            "content": blocks(
                "nodeType", "paragraph", lambda t: {"content": [{"nodeType": "text", "value": t}]}
            )
        }
    ),
    "Editor.js": island({"blocks": blocks("type", "paragraph", lambda t: {"data": {"text": t}})}),
    "articleBody": island(
        {"@type": "NewsArticle", "articleBody": "\n\n".join(TEXT)}, "application/ld+json"
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_text_of_a_shell_is_read_from_its_data(form: str) -> None:
    article = read(FORMS[form])
    assert article.page_kind == "column"
    assert [block.text for block in article.blocks if block.kind == "paragraph"] == list(TEXT)
    assert article.title == "The third table"
    assert article.found_in["body"] == "payload"


def test_several_columns_in_the_data_are_none() -> None:
    posts = [{"title": at, "content": MARKUP.replace("e", str(at))} for at in range(3)]
    assert read(island({"posts": posts})).page_kind == "empty"
    paragraphs = [
        blocks("type", "paragraph", lambda text, at=at: {"text": text[at:]}) for at in (0, 9)
    ]
    assert read(island(paragraphs)).page_kind == "empty"


def test_teasers_beside_the_one_text_do_not_matter() -> None:
    related = [{"title": "Other", "excerpt": "<p>In other news.</p>"}] * 5
    assert read(island({"post": {"html": MARKUP}, "related": related})).page_kind == "column"


@pytest.mark.parametrize(
    "data",
    [
        {"message": "<p>Subscribe to our letter.</p><p>It is free.</p>"},
        {"a": ["paragraph", 1, None, {}], "type": "paragraph"},
        {"articleBody": 7},
    ],
)
def test_data_without_a_text_leaves_the_page_empty(data: object) -> None:
    assert read(island(data)).page_kind == "empty"


@pytest.mark.parametrize(
    "script",
    [
        "<script>self.__next_f.push([1,)</script>",
        "<script>self.__next_f.push([1,\"0:[[[[\\n1:Tffff,x\"])</script>",
        f"<script type='application/json'>{'[' * 100_000}</script>",
        "<script>window.__NUXT__=(function(a){return {}}(1))</script>",
        "<script>window.x = {a: 1}</script>",
    ],
)  # fmt: skip
def test_damaged_data_leaves_the_page_empty(script: str) -> None:
    assert read(script).page_kind == "empty"


def test_a_page_with_a_text_of_its_own_is_not_read_from_its_data() -> None:
    own = "<article><h1>The third table</h1><p>A short note, on the page itself.</p></article>"
    article = read(FORMS["a state"], shell=own)
    assert article.body == "A short note, on the page itself."


@pytest.mark.timing
@pytest.mark.parametrize(
    "script",
    [
        island([{"content": "<p>a</p><p>b</p>"}] * 50_000),
        island([[{"type": "p", "text": "a"}] * 50] * 1_000),
        flight(*(row("0", element("div", "x")) for _ in range(5_000))),
        "<script>window.a={" * 50_000,
    ],
)
def test_much_data_costs_little(script: str) -> None:
    started = time.process_time()
    read(script)
    assert time.process_time() - started < 4


def test_a_notice_about_cookies_in_the_data_is_no_column() -> None:
    notice = (
        "<p>We use cookies and similar technologies to personalise content and advertising, and to "
        "analyse our traffic.</p><p>You may accept or refuse by purpose; see our privacy policy "
        "for all the partners with whom we share your data.</p>"
    )
    state = f'<script>window.__CFG__={{"banner":{{"html":"{notice}"}}}}</script>'
    page = f"<html><head><title>The ferry</title></head><body><div id='root'></div>{state}</body>"
    assert extract_article(page, "https://harbour.example/2024/ferry").page_kind == "empty"
    told = page.replace("cookies and similar technologies", "ferries and similar ships")
    assert extract_article(told, "https://harbour.example/2024/ferry").page_kind == "column"
