"""A column, a listing and a gate are told apart by the page's own evidence."""

import pytest

from crawler.extraction import extract_article

MESSAGES = (
    "Page not found", "404", "404 Not Found", "Error 404: Page not found", "Not Found",
    "Oops! That page can’t be found.", "Sorry, the page you are looking for does not exist",
    "404: This page could not be found", "We couldn’t find the page you were looking for",
    "Die Seite wurde nicht gefunden", "Fehler 404: Diese Seite existiert nicht mehr",
    "Page introuvable", "Désolé, la page demandée n’existe pas",
    "Página no encontrada", "La página solicitada no existe", "Página não encontrada",
    "Pagina non trovata", "Pagina niet gevonden", "Sidan kunde inte hittas",
    "Siden blev ikke fundet", "Sivua ei löytynyt", "Nie znaleziono strony", "Stránka nenalezena",
    "A keresett oldal nem található", "Pagina nu a fost găsită", "Stranica nije pronađena",
    "Страница не найдена", "Ошибка 404: Страница не найдена", "Сторінку не знайдено",
    "Страницата не е намерена", "Η σελίδα δεν βρέθηκε", "Aradığınız sayfa bulunamadı",
    "페이지를 찾을 수 없습니다", "존재하지 않는 페이지입니다",
    "ページが見つかりませんでした", "404エラー：お探しのページは見つかりません",
    "页面不存在", "抱歉，您访问的页面不存在", "找不到您要的頁面",
    "الصفحة غير موجودة", "عذرا، الصفحة المطلوبة غير موجودة", "صفحه مورد نظر یافت نشد",
    "הדף לא נמצא", "पृष्ठ नहीं मिला", "ไม่พบหน้าที่คุณต้องการ", "Không tìm thấy trang",
    "Halaman tidak ditemukan",
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
    "title",
    [
        "Page Not Found: Harbour",
        "404 - Harbour Weekly",
        "The Harbour | Page not found",
        "해안일보 | 페이지를 찾을 수 없습니다",
        "海岸日报_页面不存在",
    ],
)
def test_a_title_with_the_outlets_name_and_such_a_message(title: str) -> None:
    head = f"<title>{title}</title><meta property='og:type' content='article'>"
    told = "<h2>What now?</h2><p>Use your browser's back button, or search the archive.</p>"
    assert kind_of(f"<head>{head}</head><body>{told}") == "missing"


@pytest.mark.parametrize("name", ["property=og:url content", "rel=canonical href"])
def test_a_page_that_states_the_address_of_an_error_is_missing(name: str) -> None:
    tag = "meta" if "og:url" in name else "link"
    for path, kind in (
        ("/404", "missing"),
        ("/en/not-found.html", "missing"),
        ("/a4040", "column"),
    ):
        head = f"<title>Mokhoko</title><{tag} {name}='https://example.org{path}'>"
        assert kind_of(f"<head>{head}</head><body><p>Leqephe ha le fumanehe mona.</p>") == kind


@pytest.mark.parametrize(
    "headline",
    [
        "A story that was found",
        "The Page Not Turned",
        "404 Days at Sea",
        "The file exists",
        "Not Found: How the strait lost its lamp",
        "Missing page of the treaty",
        "消えたページ",
    ],
)
def test_a_short_column_is_not_missing_for_its_headline(headline: str) -> None:
    text = f"<article><h1>{headline}</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></article>"
    assert kind_of(f"<title>{headline}</title><body>{text}") == "column"


@pytest.mark.parametrize(
    "names",
    [
        "no-paywall", "paywall-free", "article--no-paywall", "is-not-gated", "paywall_disabled",
        "post tag-paywall category-world", "category-gated", "cat-paywall", "paywall-passed",
    ],
)  # fmt: skip
def test_a_class_that_denies_a_paywall_or_files_under_it_is_no_paywall(names: str) -> None:
    text = f"<h1>The envoy</h1><p>{SENTENCE}</p><p>{SENTENCE * 2}</p>"
    assert kind_of(f"<body><article class='{names}'>{text}</article>") == "column"


@pytest.mark.parametrize("names", ["paywall", "c-paywall", "has-paywall", "paywall--active"])
def test_a_class_that_names_a_paywall_is_one(names: str) -> None:
    text = f"<h1>The envoy</h1><p>{SENTENCE}</p><p>{SENTENCE * 2}</p>"
    wall = f"<div class='{names}'><p>Read on with a subscription.</p></div>"
    assert kind_of(f"<body><article>{text}{wall}</article>") == "paywall"


@pytest.mark.parametrize(
    "hidden", ["style='display:none'", "hidden", "style='color:red; visibility: hidden'"]
)
def test_a_hidden_paywall_that_a_script_may_show_is_none(hidden: str) -> None:
    text = f"<article><h1>The envoy</h1><p>{SENTENCE}</p><p>{SENTENCE * 2}</p></article>"
    box = "<div class='tp-modal'><p>Subscribe to read on</p></div>"
    assert kind_of(f"<body>{text}<div {hidden}>{box}</div>") == "column"
    assert kind_of(f"<body>{text}{box.replace('<div', f'<div {hidden}')}") == "column"
    assert kind_of(f"<body>{text}{box}") == "paywall"


def not_free(statement: str) -> str:
    head = f'<head><script type="application/ld+json">{statement}</script></head>'
    return kind_of(f"{head}<body><article><h1>The envoy</h1><p>{SENTENCE * 2}</p></article>")


def test_a_part_that_is_not_free_leaves_the_column_free() -> None:
    part = '"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": %s, "cssSelector": ".x"}'
    part %= "false"
    article = '"@type": "NewsArticle", "headline": "The envoy"'
    assert not_free(f"{{{article}, {part}}}") == "column"
    assert not_free(f'{{{article}, "isAccessibleForFree": true, {part}}}') == "column"
    assert not_free(f'{{{article}, "isAccessibleForFree": "False", {part}}}') == "paywall"
    assert not_free(f'{{"@graph": [{{{article}, "isAccessibleForFree": false}}]}}') == "paywall"


def test_another_column_that_is_not_free_leaves_this_one_free() -> None:
    own = f'{{"@type": "NewsArticle", "url": "{URL}"}}'
    other = (
        '{"@type": "NewsArticle", "url": "https://example.org/x/", "isAccessibleForFree": false}'
    )
    assert not_free(f"[{other}, {own}]") == "column"
    assert not_free(f'{{"@type": "ItemList", "itemListElement": [{other}]}}') == "column"
    assert not_free(f'[{own[:-1]}, "isAccessibleForFree": false}}]') == "paywall"


def test_a_damaged_statement_counts_all_the_same() -> None:
    assert not_free(
        '{"@type": "NewsArticle", "isAccessibleForFree": false, "headline": "cut o'
    ) == ("paywall")


CAPTCHA = "<div id='captcha-container'></div>"


def test_a_captcha_in_a_form_for_comments_is_no_challenge() -> None:
    column = f"<article><h1>The envoy</h1><p>{SENTENCE * 3}</p></article>"
    for form in (
        f"<form action='/say'><textarea name=said></textarea>{CAPTCHA}</form>",
        f"<div id='respond'><form action='/wp-comments-post.php'>{CAPTCHA}</form></div>",
    ):
        assert kind_of(f"<body>{column}{form}") == "column"
    assert kind_of(f"<title>example.org</title><body><h1>One moment</h1>{CAPTCHA}") == "challenge"


@pytest.mark.parametrize(
    "says",
    [
        "<meta property='og:type' content='article'>",
        "<meta property='article:published_time' content='2019-05-03'>",
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
    ],
)
@pytest.mark.parametrize("title", ["Access denied – how the strait closed", "Just a moment"])
def test_a_short_column_with_a_challenges_title_is_a_column(title: str, says: str) -> None:
    guard = "<script src='/_Incapsula_Resource?x=1'></script>"
    text = f"<body><article><h1>{title}</h1><p>{SENTENCE * 3}</p></article>"
    assert kind_of(f"<head><title>{title}</title>{says}{guard}</head>{text}") == "column"
    assert kind_of(f"<head><title>{title}</title>{guard}</head>{text}") == "challenge"


def test_a_password_form_of_another_platform() -> None:
    form = (
        "<form method=post><input type=hidden name=r><input type=password name=password>%s</form>"
    )
    told = "<h1>This page is protected</h1><p>Enter the password to read it.</p>"
    assert kind_of(f"<body>{told}{form % '<button>Enter</button>'}") == "password"
    login = form % "<input name=user><input type=submit>"
    column = f"<article><h1>The envoy</h1><p>{SENTENCE * 3}</p></article>"
    assert kind_of(f"<body>{column}{login}") == "column"


@pytest.mark.parametrize(
    "body",
    [
        "<header><a href='/'>해안일보</a></header><main></main>",
        "<div id='root'>해안일보</div><footer>© 2026 해안일보</footer>",
        "<div id='app'>Loading…</div>",
        "<div class='spinner'>불러오는 중</div><p>해안일보</p>",
    ],
)
def test_a_page_that_says_only_the_outlets_name_is_empty(body: str) -> None:
    head = "<title>세 번째 만남ㅣ해안일보</title><meta property='og:title' content='세 번째 만남'>"
    assert kind_of(f"<head>{head}</head><body>{body}") == "empty"


def test_a_column_of_one_line_that_names_the_outlet_is_a_column() -> None:
    head = "<title>Notice | The Harbour</title><meta property='og:site_name' content='The Harbour'>"
    text = "<article><h1>Notice</h1><p>The Harbour is closed till Monday.</p></article>"
    assert kind_of(f"<head>{head}</head><body>{text}") == "column"


def framed(title: str, text: str, head: str = "") -> str:
    links = "".join(f"<li><a href='/s{at}/'>Section {at}</a></li>" for at in range(6))
    return f"<head><title>{title}</title>{head}</head><body><nav>{links}</nav>{text}</body>"


@pytest.mark.parametrize("title", ["Just a moment", "Un momento", "One more step", "Robot check"])
def test_a_page_of_a_site_is_no_challenge_by_its_title_alone(title: str) -> None:
    text = f"<h1>{title}</h1><p>{SENTENCE * 2}</p>"
    assert kind_of(framed(title, text)) == "column"
    assert kind_of(f"<title>{title}</title><body>{text}") == "challenge"


def test_a_system_that_refuses_a_page_within_its_site_serves_a_challenge() -> None:
    told = "<h1>Access denied</h1><p>You are not authorized to access this page.</p>"
    assert kind_of(framed("Access denied | Harbour", told)) == "challenge"


def test_a_check_by_proof_of_work_is_a_challenge() -> None:
    told = "<h1>Making sure you're not a bot!</h1><p>Loading...</p>" + "<p>Why do I see this?</p>"
    assert kind_of(f"<title>Making sure you&#39;re not a bot!</title><body>{told}") == "challenge"


@pytest.mark.parametrize("title", ["Page not found", "404", "Not found"])
@pytest.mark.parametrize(
    ("head", "signed"),
    [
        ("", "<p class='byline'>By Orla Fennimore</p>"),
        ("<meta property='article:published_time' content='2019-05-03'>", ""),
        ('<script type="application/ld+json">{"@type": "NewsArticle"}</script>', ""),
        ("", "<time datetime='2019-05-03'>3 May 2019</time>"),
    ],
)
def test_a_column_called_like_a_soft_404_is_signed_or_dated(
    title: str, head: str, signed: str
) -> None:
    text = f"<article><h1>{title}</h1>{signed}<p>{SENTENCE * 2}</p></article>"
    assert kind_of(framed(title, text, head)) == "column"
    assert kind_of(framed(title, f"<h1>{title}</h1><p>{SENTENCE}</p>")) == "missing"


def test_a_vague_message_has_a_short_text() -> None:
    assert kind_of(framed("Not found", f"<h1>Not found</h1><p>{SENTENCE * 4}</p>")) == "column"


@pytest.mark.parametrize("tag", ["li", "aside", "article"])
def test_dates_of_other_columns_do_not_make_a_soft_404_a_column(tag: str) -> None:
    told = "<h1>Page not found</h1><p>Sorry. Try the search.</p><h2>Latest</h2>"
    other = "<h3><a href='/2019/05/f/'>The ferry</a></h3> <time datetime='2019-05-03'>3 May</time>"
    listed = f"<{tag}>{other}</{tag}>" * 3
    assert kind_of(framed("Page not found", f"{told}<div>{listed}</div>")) == "missing"
    assert kind_of("<title>410 Gone</title><body><h1>Gone</h1><p>No longer here.</p>") == "missing"


@pytest.mark.parametrize(
    "box",
    [
        "<template class='paywall'><p>Subscribe now</p></template>",
        "<template><div class='paywall'><p>Subscribe now</p></div></template>",
        "<noscript class='paywall-noscript'>Allow scripts</noscript>",
        "<nav><ul class='menu-gated'><li><a href='/m/'>Members</a></li></ul></nav>",
    ],
)
def test_a_paywall_that_no_reader_sees_is_none(box: str) -> None:
    text = f"<article><h1>The envoy</h1><p>{SENTENCE * 2}</p></article>"
    assert kind_of(f"<body>{text}{box}</body>") == "column"


COLUMN = f"<h1>The envoy</h1><p>{SENTENCE}</p><p>{SENTENCE * 2}</p>"
PAID = COLUMN.replace("<p>", "<p class=paywall>")
SUBSCRIBE = "<a href='/subscribe'>Subscribe now</a>"
LETTER = "<form><p>Our letter</p><input type='email'><button>Subscribe</button></form>"
FERRY = "<a href='/2019/05/the-ferry/'>The ferry</a>"


@pytest.mark.parametrize(
    "page",
    [
        f"<body class='single has-paywall'><article>{COLUMN}</article>",
        f"<body><article class='paywall'>{COLUMN}</article>",
        f"<body><article><div class='pmc-paywall'>{COLUMN}</div></article>",
        f"<body><article>{PAID}</article>",
        f"<body><article class='paywall'>{COLUMN}{LETTER}</article>",
        f"<body><article>{PAID}<p class=paywall><a href='/tag/x'>Envoys</a></p></article>",
    ],
)
def test_the_name_of_a_box_around_the_text_is_no_paywall(page: str) -> None:
    assert kind_of(page) == "column"


@pytest.mark.parametrize(
    "badge",
    [
        "<span class='subscriber-only'>Subscribers only</span>",
        "<a class='premium-wall' href='/subscribe'>Premium</a>",
    ],
)
def test_a_label_before_a_text_is_no_paywall(badge: str) -> None:
    assert kind_of(f"<body><article>{badge}{COLUMN}</article>") == "column"
    assert kind_of(f"<body><article>{COLUMN}{badge}</article>") == "paywall"


def test_a_button_to_give_a_column_away_is_no_paywall() -> None:
    gift = "<button class='paywall-gift'>Gift this article</button>"
    assert kind_of(f"<body><article>{COLUMN}{gift}</article>") == "column"


@pytest.mark.parametrize(
    "other",
    [
        f"<ul><li>{FERRY} <b class='gated'>Members</b></li></ul>",
        f"<div class='card premium-wall'>{FERRY}</div>",
        f"<div>{FERRY}<i class='subscriber-only'>Plus</i></div>",
        f"<article class='paywall'><h3>{FERRY}</h3><p>{SENTENCE}</p></article>",
    ],
)
def test_what_marks_another_column_is_no_paywall_of_this_one(other: str) -> None:
    related = f"<section class='related-posts'><h2>More</h2>{other}</section>"
    assert kind_of(f"<body><article>{COLUMN}</article>{related}</body>") == "column"


@pytest.mark.parametrize(
    "wall",
    [
        f"<div><p>The rest is for subscribers.</p>{SUBSCRIBE}</div>",
        f"<aside><h2>For subscribers only</h2>{SUBSCRIBE}</aside>",
        "<div><p>La suite est réservée à nos abonnés.</p><a href='/abo'>S’abonner</a></div>",
    ],
)
def test_a_box_around_a_text_and_the_request_below_it_is_a_paywall(wall: str) -> None:
    assert kind_of(f"<body><article class='paywall'>{COLUMN}{wall}</article>") == "paywall"
    assert kind_of(f"<body><article><div class='paywall'>{wall}</div></article>") == "paywall"


def test_a_box_without_classes_is_not_like_the_one_around_the_text() -> None:
    wall = f"<div id='paywall'><p>The rest is for subscribers.</p>{SUBSCRIBE}</div>"
    text = f"<div id='paywall-content'>{COLUMN}</div>"
    assert kind_of(f"<body><article>{text}</article>{wall}") == "paywall"


def test_a_few_words_in_place_of_a_text_are_a_paywall() -> None:
    for words in ("Nur für Abonnenten", "订阅后阅读全文", "บทความนี้สำหรับสมาชิกเท่านั้น"):
        page = f"<body><article><h1>The envoy</h1><div class='paywall'>{words}</div></article>"
        assert kind_of(page) == "paywall", words


GUARDS = (
    "<script src='/_Incapsula_Resource?SWJIYLWA=719d34d31c8e&ns=1&cb=2' async></script>",
    "<script src='/.well-known/ddos-guard/check?context=free_splash' async></script>",
    "<script src='https://cdn.perfdrive.com/aperture/aperture.js'></script>",
)


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_beside_a_short_column_is_no_challenge(guard: str) -> None:
    menu = "".join(f"<li><a href='/{name}/'>{name}</a></li>" for name in ("a", "b", "c", "d"))
    for text in (SENTENCE, "两国的船在雾中相认，灯塔不问旗的颜色，潮水各自回家。"):
        column = f"<h1>The envoy</h1><div class='text'><p>{text}</p></div>"
        assert kind_of(f"<head>{guard}</head><body><ul>{menu}</ul>{column}</body>") == "column"
        assert kind_of(f"<head>{guard}</head><body>{column}</body>") == "challenge"
