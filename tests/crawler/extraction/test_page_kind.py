"""A column, a listing and a gate are told apart by the page's own evidence."""

import pytest

from crawler.extraction import extract_article

MESSAGES = (
    "Page not found", "404", "404 Not Found", "Error 404: Page not found", "Not Found",
    "Oops! That page can’t be found.", "Sorry, the page you are looking for does not exist",
    "Die Seite wurde nicht gefunden", "Page introuvable",
    "Página no encontrada", "Página não encontrada", "Pagina non trovata", "Страница не найдена",
    "페이지를 찾을 수 없습니다", "ページが見つかりませんでした", "页面不存在", "الصفحة غير موجودة",
)  # fmt: skip
URL = "https://example.org/2019/05/the-envoy/"
SENTENCE = "The envoy came back from the talks with nothing signed, and said so in plain words. "


def kind_of(markup: str) -> str:
    return extract_article(markup, URL).page_kind


def teaser(number: int) -> str:
    return f"""<article class="post-{number} post type-post hentry"><header><h2 class="entry-title">
        <a href="https://example.org/2019/05/column-{number}/">Column {number}</a></h2></header>
        <div class="entry-summary"><p>{number}. {SENTENCE}</p></div></article>"""


def test_a_list_of_columns_is_a_listing() -> None:
    columns = "".join(map(teaser, range(8)))
    assert kind_of(f"<body class='archive category'><main>{columns}</main></body>") == "listing"


def test_a_column_with_teasers_under_it_is_a_column() -> None:
    column = f"""<article class="post hentry"><h1>The envoy</h1><div class="entry-content">
        <p>{SENTENCE * 4}</p><p>{SENTENCE * 5}</p><p>{SENTENCE * 3}</p></div></article>"""
    teasers = "".join(map(teaser, range(8)))
    assert kind_of(f"<body><main>{column}</main><aside>{teasers}</aside></body>") == "column"


def test_an_article_that_lists_things_is_a_column() -> None:
    head = '<head><meta property="og:type" content="article"></head>'
    assert kind_of(f"{head}<body><main>{''.join(map(teaser, range(8)))}</main></body>") == "column"


def test_a_password_form_in_place_of_the_text() -> None:
    form = """<article class="post hentry"><h1>Protected: The envoy</h1><div class="entry-content">
        <form action="https://example.org/wp-login.php?action=postpass" class="post-password-form"
        method="post"><p>This content is password protected. To view it please enter your password
        below:</p><p><label>Password: <input name="post_password" type="password"></label>
        <input type="submit" value="Enter"></p></form></div></article>"""
    assert kind_of(f"<body>{form}</body>") == "password"


def test_a_challenge_in_place_of_the_page() -> None:
    page = """<html><head><title>Just a moment...</title></head><body><div class="main-wrapper">
        <h1>example.org</h1><h2>Checking if the site connection is secure</h2>
        <div id="challenge-stage"></div><script>window._cf_chl_opt={cvId: '2'};</script></div>"""
    assert kind_of(page) == "challenge"


def test_a_column_about_waiting_is_no_challenge() -> None:
    page = f"<head><title>Just a moment</title></head><article><p>{SENTENCE * 20}</p></article>"
    assert kind_of(page) == "column"


def test_two_sentences_in_front_of_a_paywall() -> None:
    page = f"""<head><script type="application/ld+json">{{"@type": "NewsArticle",
        "isAccessibleForFree": "False"}}</script></head><body><article><h1>The envoy</h1>
        <p>{SENTENCE}</p><div class="paywall">Subscribe to read on</div></article></body>"""
    assert kind_of(page) == "paywall"


def test_a_whole_text_behind_a_metered_paywall_is_a_column() -> None:
    page = f"""<head><script type="application/ld+json">{{"isAccessibleForFree": false}}</script>
        </head><body><article><h1>The envoy</h1><p>{SENTENCE * 6}</p><p>{SENTENCE * 7}</p>"""
    assert kind_of(page) == "column"


def test_a_page_without_text_is_empty() -> None:
    assert kind_of("<html><body><script>render()</script><div id='root'></div></body>") == "empty"


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_that_there_is_no_such_page(message: str) -> None:
    told = "<p>Try the search, or have a look at what was published last week.</p>"
    assert kind_of(f"<title>{message} – The Harbour</title><h1>The Harbour</h1>{told}") == "missing"
    assert kind_of(f"<title>The Harbour</title><body><h1>{message}</h1>{told}") == "missing"
    text = f"<body><article><h1>{message}</h1><p>{SENTENCE * 5}</p><p>{SENTENCE * 6}</p></article>"
    assert kind_of(f"<title>{message} – The Harbour</title>{text}") == "column"


def test_wordpress_says_by_a_class_that_there_is_no_such_page() -> None:
    found_instead = f"<h1>Hoppla</h1><main><p>{SENTENCE * 20}</p></main>"
    assert kind_of(f"<body class='error404 wp-embed'>{found_instead}</body>") == "missing"


@pytest.mark.parametrize(
    "headline",
    ["A story that was found", "The Page Not Turned", "404 Days at Sea", "The file exists"],
)
def test_a_short_column_is_not_missing_for_its_headline(headline: str) -> None:
    text = f"<article><h1>{headline}</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></article>"
    assert kind_of(f"<title>{headline}</title><body>{text}") == "column"
