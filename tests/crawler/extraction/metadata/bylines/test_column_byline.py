"""Whom a page names as authors when its statements and its print differ."""

import pytest
from lxml.etree import _Element as Element

from crawler.extraction import extract_article
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import parse
from crawler.extraction.metadata.bylines import printed_bylines
from crawler.extraction.metadata.fields import Fields, read_fields

PROSE = (
    "<p>" + "The harbour lay quiet while the envoys talked of fish, weather and old treaties. " * 6
)
URL = "https://lantern.example/2019/03/quiet-harbours"


def fields_of(markup: str) -> Fields:
    page = parse(f"<html lang='en'><body>{markup}", URL)
    return read_fields(page, index_page(page), ())


def named_in_json_ld(author: str) -> str:
    return json_ld(f'"{author}"')


def json_ld(author: str) -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quiet harbours",'
        f'"datePublished":"2019-03-05","author":{author}}}</script>'
    )


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        ("<p>By Orla Fennimore", ("Orla Fennimore",)),
        ("<p>Orla Fennimore<p>5 March 2019", ("Orla Fennimore",)),
        ("<p>5 March 2019 | Thomas Wrona", ("Thomas Wrona",)),
        ("<p>05.03.2019 13:30 von Jost Abel", ("Jost Abel",)),
        ("<span>By</span><p>Orla Fennimore", ("Orla Fennimore",)),
        ("<p><b>Orla Fennimore</b><i>Editor</i><p>5 March 2019", ("Orla Fennimore",)),
        ("<p>By <b>Orla Fennimore</b><i>5 March 2019</i>", ("Orla Fennimore",)),
        ("<p>By Orla Fennimore. Reviewed by Thomas Wrona", ("Orla Fennimore",)),
        ("<p>Posted by kestrel77 on 5 March 2019", ("kestrel77",)),
        ("<p>Von Redaktion<p>5. März 2019", ("Redaktion",)),
        ("<p>By The Lantern Editorial Board", ("The Lantern Editorial Board",)),
        ("<p>By Reuters<p>5 March 2019", ("Reuters",)),
        ("<p>ავტორი: ნინო ნავსადგური", ("ნინო ნავსადგური",)),
        ("<p>Yazan: Kestrel", ("Kestrel",)),
        ("<p>บทความโดย สมชาย ท่าเรือ", ("สมชาย ท่าเรือ",)),
        ("<p>기사입력 2019-03-05 15:20 | 나서연·홍길순 기자", ("나서연", "홍길순")),
        (
            "<p><i>2019年03月05日</i> 来源:滨海 作者:江晓雯 <a>我要评论(12)</a>",
            ("江晓雯",),
        ),
    ],
)
def test_a_byline_under_the_headline_is_found_without_a_mark(
    printed: str, authors: tuple[str, ...]
) -> None:
    assert fields_of(f"<h1>Quiet harbours</h1>{printed}{PROSE}").authors == authors


@pytest.mark.parametrize(
    "printed",
    [
        "<p>Gift Cards<p>5 March 2019",
        "<p>Home / Essays / 2019 / Quiet harbours",
        "<p>DE FR IT EN",
        "<figure><img><figcaption>Thomas Wrona</figcaption></figure>",
        "<p>Photos by Thomas Wrona",
        "<p class='byline'>Sat, 20 Dec, 2025 - 06:36",
        "<p>Reviewed by <a href='/author/thomas-wrona'>Thomas Wrona</a>",
    ],
)
def test_labels_photographers_and_reviewers_are_no_authors(printed: str) -> None:
    assert fields_of(f"<h1>Quiet harbours</h1>{printed}{PROSE}").authors == ()


def test_a_person_in_print_outweighs_a_desk_that_is_stated() -> None:
    fields = fields_of(
        json_ld('{"@type":"Organization","name":"Lantern Newsroom"}')
        + f"<h1>Quiet harbours</h1><p class='byline'>By Orla Fennimore</p>{PROSE}"
    )

    assert fields.authors == ("Orla Fennimore",)


def test_an_account_that_is_stated_gives_way_to_a_name_in_print() -> None:
    fields = fields_of(
        json_ld('{"@type":"Person","name":"ofennimore"}')
        + f"<h1>Quiet harbours</h1><p class='byline'>By Orla Fennimore</p>{PROSE}"
    )

    assert fields.authors == ("Orla Fennimore",)


def test_a_desk_in_print_and_stated_outweighs_a_person_linked_elsewhere() -> None:
    fields = fields_of(
        "<meta name='author' content='Lantern Staff'>"
        + json_ld('{"@type":"Person","name":"Lantern Staff"}')
        + "<h1>Quiet harbours</h1><p>By <a rel='author' href='/author/staff'>Lantern Staff</a></p>"
        + PROSE
        + "<div>filler</div>" * 300
        + "<a rel='author' href='/author/thomas-wrona'>Thomas Wrona</a>"
    )

    assert fields.authors == ("Lantern Staff",)


def test_an_author_that_only_print_names_joins_the_one_that_is_stated() -> None:
    fields = fields_of(
        json_ld('{"@type":"Person","name":"Orla Fennimore"}')
        + f"<h1>Quiet harbours</h1><p>By Orla Fennimore and Thomas Wrona</p>{PROSE}"
    )

    assert fields.authors == ("Orla Fennimore", "Thomas Wrona")


def test_commenters_marked_up_as_authors_are_told_apart_by_the_line_in_print() -> None:
    person = "<span itemprop='author'>{}</span>"
    fields = fields_of(
        "<article itemscope itemtype='http://schema.org/Article'><h1>Quiet harbours</h1>"
        f"<p>by {person.format('Orla Fennimore')}</p>{PROSE}</p>"
        f"<div>{person.format('Thomas Wrona')}</div></article>"
    )

    assert fields.authors == ("Orla Fennimore",)


def test_the_name_of_a_marked_up_article_is_no_author() -> None:
    fields = fields_of(
        "<article itemscope itemtype='http://schema.org/Article'>"
        f"<h1 itemprop='name'>Quiet harbours</h1>{PROSE}</article>"
    )

    assert fields.authors == ()


def test_a_portrait_below_the_text_names_the_author() -> None:
    fields = fields_of(
        f"<h1>Quiet harbours</h1>{PROSE}</p>"
        + "<div>filler</div>" * 300
        + "<div class='author-box'><h3>Bence Kestrel</h3><p>Bence writes on harbours. "
        + "He has lived by the sea and kept a diary of the tides for many years. " * 4
        + "</p></div>"
    )

    assert fields.authors == ("Bence Kestrel",)


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("<p><em>Orla Fennimore</em></p>", ("Orla Fennimore",)),
        ("<p><b>Stefan Quendel</b></p>", ("Stefan Quendel",)),
        ("<p>Text: Annegret Möhle</p><p>Fotos: Jost Abel</p>", ("Annegret Möhle",)),
        ("<p>Nobody minded the rain, the council told the paper. (dpa)</p>", ("dpa",)),
        ("<p>Nobody minded the rain in Geneva.</p>", ()),
    ],
)
def test_who_signs_below_the_text_is_its_author(end: str, authors: tuple[str, ...]) -> None:
    page = f"<html><body><article><h1>Quiet harbours</h1>{(PROSE + '</p>') * 4}{end}</article>"

    assert extract_article(page, URL).authors == authors


def test_a_link_behind_words_is_to_one_who_did_something_else() -> None:
    links = "<p><b><a rel=author href='/author/il'>Inés Lozano</a></b><br>La información es de "
    links += "<b><a rel=author href='/author/tw'>Thomas Wrona</a></b></p>"
    markup = f"{named_in_json_ld('Inés Lozano')}<h1>Quiet harbours</h1>{links}{PROSE}"

    assert fields_of(markup).authors == ("Inés Lozano",)


def by_meta(author: str, url: str, *, site: str = "") -> tuple[str, ...]:
    head = f"<meta name=author content='{author}'><meta property=og:site_name content='{site}'>"
    page = parse(f"<html><head>{head}<body><h1>Quiet harbours</h1>{PROSE}", url)
    return read_fields(page, index_page(page), ()).authors


@pytest.mark.parametrize(
    ("author", "url", "site"),
    [
        ("Harbour Lantern", "https://harbourlantern.example/tides", ""),
        ("Harbour-Lantern", "https://news.harbour-lantern.example/tides", ""),
        ("Quiet Harbours", "https://lantern.example/tides", "Quiet Harbours"),
        ("lantern.example", "https://lantern.example/tides", ""),
        ("kestrel77", "https://www.kestrel77.wordpress.com/tides", "Tides and more"),
    ],
)
def test_the_outlet_is_nobodys_name(author: str, url: str, site: str) -> None:
    assert by_meta(author, url, site=site) == ()


@pytest.mark.parametrize(
    ("author", "url", "site"),
    [
        ("Stefan Quendel", "https://stefanquendel.example/tides", "Stefan Quendel"),
        ("StefanQuendel", "https://stefanquendel.example/tides", ""),
        ("kestrel77", "https://kestrel77.wordpress.com/tides", "Tides and more"),
    ],
)
def test_a_blog_may_bear_its_authors_name(author: str, url: str, site: str) -> None:
    assert by_meta(author, url, site=site) == (author,)


def test_who_is_stated_as_an_organisation_once_is_no_person_elsewhere() -> None:
    office = "Office for Tides and Research"
    page = json_ld(f'{{"@type":"Organization","name":"{office}"}}')
    fields = fields_of(f"<meta name=author content='{office}'>{page}<h1>Quiet harbours</h1>{PROSE}")

    assert fields.authors == (office,)


def characters_read(depth: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Characters of elements that are read for the byline of a page of nested marked elements."""
    read = 0

    def counted(element: Element) -> str:
        nonlocal read
        text = text_of(element)
        read += len(text)
        return text

    with monkeypatch.context() as patched:
        patched.setattr(printed_bylines, "text_of", counted)
        nested = "<div class='byline'>By Orla <a rel='author' href='/author/orla'>Orla</a>" * depth
        fields_of(f"<h1>Quiet harbours</h1>{nested}")
    return read


def test_a_thousand_nested_marks_cost_twice_what_five_hundred_cost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half = characters_read(500, monkeypatch)

    assert half > 0
    assert characters_read(1000, monkeypatch) < 2.5 * half


TEASER = "<h3><a href='/other/tale'>Some tale of boats and men</a></h3>"
TEXT = (PROSE + "</p>") * 4


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (
            f"{TEXT}<p style='text-align:right'><strong>Thalwyn Okoreth</strong></p>",
            "Thalwyn Okoreth",
        ),
        (f"{TEXT}<p align=right>Thalwyn Okoreth</p>", "Thalwyn Okoreth"),
        (f"{TEXT}<div style='text-align: end'><p>Lê Thu Sóng</p></div>", "Lê Thu Sóng"),
        (f"{TEXT}<p style='text-align:right'>본사기자 나학수</p>", "나학수"),
        (f"<p><strong>Thalwyn Okoreth</strong></p>{TEXT}", "Thalwyn Okoreth"),
        (f"<p><b>THALWYN OKORETH</b></p>{TEXT}", "Thalwyn Okoreth"),
        (f"<p>Correspondent Thalwyn Okoreth</p>{TEXT}", "Thalwyn Okoreth"),
    ],
)
def test_a_line_that_only_signs_names_the_author_and_leaves_the_text(
    text: str, authors: str
) -> None:
    page = f"<html><body><article><h1>Quiet harbours</h1>{text}</article>"
    article = extract_article(page, URL)

    assert article.authors == (authors,)
    assert all(authors.casefold() not in block.text.casefold() for block in article.blocks)
    assert any(authors.casefold() in removed.text.casefold() for removed in article.chrome)


@pytest.mark.parametrize(
    "text",
    [
        f"<p><strong>Quiet Harbour</strong></p>{TEXT}",
        f"{TEXT}<p align=right>Old Treaties</p>",
        f"{TEXT}<p style='text-align:right'>Read more about it</p>",
        f"{TEXT}<p style='text-align:right'>Buenos Aires</p>",
        f"{TEXT}<p style='text-align:right'>Hà Nội</p>",
        f"{TEXT}<p>Thalwyn Okoreth</p>",
        f"<p><strong>What they wanted</strong></p>{TEXT}",
    ],
)
def test_a_line_set_apart_that_is_no_new_name_stays_in_the_text(text: str) -> None:
    page = f"<html><body><article><h1>Quiet harbours</h1>{text}</article>"
    article = extract_article(page, URL)

    assert article.authors == ()
    assert not any(removed.rule == "signature" for removed in article.chrome)


@pytest.mark.parametrize(
    "text",
    [
        f"<p>Von Fischen und Menschen</p>{TEXT}",
        f"<p>By Invitation</p><p>5 March 2019</p>{TEXT}",
        f"<figure><img src=a.jpg><figcaption>항구의 배. 나서연 기자</figcaption></figure>{TEXT}",
        f"<blockquote><p>Fish do not vote.</p><p>Thomas Wrona</p></blockquote>{TEXT}",
        f"{TEXT}<blockquote><p>Fish do not vote.</p><p>By Thomas Wrona</p></blockquote>",
        f"<p>Titel</p><p>Redaktor: Thomas Wrona</p>{TEXT}",
        f"<p>新华社</p>{TEXT}",
    ],
)
def test_what_stands_about_a_text_of_few_paragraphs_does_not_sign_it(text: str) -> None:
    page = f"<html><body><article><h1>Quiet harbours</h1>{text}</article>"

    assert extract_article(page, URL).authors == ()


def test_who_is_stated_to_have_commented_does_not_sign_the_text() -> None:
    comment = "<div itemprop=comment itemscope itemtype='http://schema.org/Comment'>"
    comment += "<span itemprop=author>Thomas Wrona</span><p itemprop=text>And cod?</p></div>"
    page = f"<html><body><article><h1>Quiet harbours</h1>{TEXT}{comment}</article>"

    assert extract_article(page, URL).authors == ()


def test_a_name_that_was_ruled_out_does_not_sign_the_text() -> None:
    card = f"<div class='card'>{TEASER}<span class='author'>Thomas Wrona</span></div>"
    page = f"<html><body><article><h1>Quiet harbours</h1>{TEXT}{card}</article>"

    assert extract_article(page, URL).authors == ()


@pytest.mark.parametrize(
    ("dateline", "author"),
    [
        ("[제네바=나서연 특파원] ", "나서연"),
        ("(제네바=가나뉴스) 나서연 특파원 = ", "나서연"),
        ("【ジュネーブ＝浜田洋子】", "浜田洋子"),
        ("（記者江曉雯／台北報導）", "江曉雯"),
        ("新华社日内瓦8月15日电（记者江晓雯）", "江晓雯"),
    ],
)
def test_a_dateline_names_its_author_and_stays_in_the_text(dateline: str, author: str) -> None:
    page = f"<html><body><article><h1>Quiet harbours</h1><p>{dateline}{PROSE[3:]}</p>{TEXT}"
    article = extract_article(page, URL)

    assert article.authors == (author,)
    assert article.blocks[0].text.startswith(dateline.strip())


def test_a_labelled_author_may_be_in_the_headline_too() -> None:
    line = "<div><i>2019年03月05日08:15</i> 来源:滨海晚报 作者:江晓雯</div>"
    fields = fields_of(f"<h1>江晓雯:海边的小国</h1>{line}{PROSE}")
    assert fields.authors == ("江晓雯",)


def test_an_account_at_the_head_of_a_livejournal_entry_is_its_author() -> None:
    head = (
        '<div class="b-singlepost-about"><div class="b-singlepost-author-user-head">'
        '<a href="https://kestrel.lj.example/profile" class="i-ljuser-profile"></a>'
        '<a href="https://kestrel.lj.example/" class="i-ljuser-username"><b>kestrel</b></a></div>'
        '<p class="b-singlepost-author"><time class="b-singlepost-author-date">5 March 2019'
        "</time></p></div>"
    )
    assert fields_of(f"<h1>Quiet harbours</h1>{head}{PROSE}").authors == ("kestrel",)


def test_an_author_with_house_and_office_leaves_the_text() -> None:
    line = '<p class="author">浜田 洋子 東都大学教授</p><p class="date">2019年10月8日</p>'
    body = "<p>" + "港は静かで、使節たちは魚と天気と古い条約の話をしていた。" * 6
    article = extract_article(
        f"<html lang='ja'><body><article><h1>静かな港</h1>{line}<div>{3 * body}</div></article>",
        URL,
    )
    assert article.authors == ("浜田 洋子",)
    assert "浜田" not in "".join(block.text for block in article.blocks)


def test_who_signs_the_text_outweighs_the_outlet_that_is_stated() -> None:
    head = "<meta property='og:site_name' content='The Quiet Lantern'>"
    page = f"<html><head>{head}</head><body><article><h1>Quiet harbours</h1>"
    page += f"<p>By The Quiet Lantern</p>{TEXT}"

    assert extract_article(page, URL).authors == ("The Quiet Lantern",)
    assert extract_article(f"{page}<p>Autor: Thalwyn Okoreth</p>", URL).authors == (
        "Thalwyn Okoreth",
    )


def test_who_wrote_an_entry_below_a_short_column_is_not_its_author() -> None:
    entry = (
        "<article><h3><a href='/2019/02/salt/'>Salt</a></h3><p>Cut off.</p>"
        "<span class='byline'>By <a rel='author' href='/author/tw'>Thomas Wrona</a></span>"
        "</article>"
    )
    page = f"<h1>Quiet harbours</h1><p>Nobody came.</p><div>{entry}{entry}</div>"

    assert fields_of(page).authors == ()


@pytest.mark.parametrize(
    "box",
    [
        "<div class='related'><p class='author'>Thomas Wrona</p></div>",
        f"<ul><li>{TEASER}<p class='byline'>By Thomas Wrona</p></li></ul>",
        f"<section><article>{TEASER}<a rel='author' href='/author/tw'>Thomas Wrona</a></article>",
    ],
)
def test_who_wrote_a_related_item_is_not_the_columns_author(box: str) -> None:
    assert fields_of(f"<h1>Quiet harbours</h1>{TEXT}{box}").authors == ()


def test_related_items_are_known_above_the_headline_and_below_short_paragraphs() -> None:
    short = "<p>The harbour lay quiet while the envoys talked of fish and old treaties.</p>" * 4
    box = f"<div>{TEASER}<p class='byline'>By Thomas Wrona</p></div>"

    assert fields_of(f"<h1>Quiet harbours</h1>{short}{box}").authors == ()
    assert fields_of(f"{box}<h1>Quiet harbours</h1>{TEXT}").authors == ()


def test_the_head_of_a_series_above_the_headline_names_its_author() -> None:
    head = "<h2><a href='/columns/letters-from-the-coast'>Letters from the coast</a></h2>"
    box = f"<div class='column-head'>{head}<p>By Thomas Wrona</p></div>"

    assert fields_of(f"{box}<h1>Quiet harbours</h1>{TEXT}").authors == ("Thomas Wrona",)


def test_an_item_whose_address_is_part_of_the_columns_is_another_column_too() -> None:
    teaser = "<h3><a href='/quiet'>Some tale of boats and men</a></h3>"
    box = f"<div>{teaser}<p class='byline'>By Thomas Wrona</p></div>"

    assert fields_of(f"<h1>Quiet harbours</h1>{TEXT}{box}").authors == ()


@pytest.mark.parametrize(
    "headline",
    [
        "De Kiev à Moscou, un long voyage",
        "De Gaulle et les siens",
        "De lange schaduw van het verleden",
        "De Vergeten Haven",
        "Da Roma Capitale",
    ],
)
def test_a_headline_that_begins_like_a_byline_is_none(headline: str) -> None:
    assert fields_of(f"<h1>Quiet harbours</h1><p>{headline}</p>{TEXT}").authors == ()


@pytest.mark.parametrize(
    "word", ["Iniciar sesión", "Se connecter", "Войти", "تسجيل الدخول", "Giriş yap"]
)
def test_a_login_in_a_place_for_authors_is_no_author(word: str) -> None:
    assert fields_of(f"<h1>Quiet harbours</h1><p class='author'>{word}</p>{TEXT}").authors == ()


def test_the_outlet_signs_in_a_place_for_bylines_unless_a_meta_states_it() -> None:
    named = '<meta property="og:site_name" content="The Quiet Lantern"><h1>Quiet harbours</h1>'
    byline = f"<p class='byline'>The Quiet Lantern</p>{TEXT}"

    assert fields_of(named + byline).authors == ("The Quiet Lantern",)
    assert (
        fields_of(f"<meta name='author' content='The Quiet Lantern'>{named}{byline}").authors == ()
    )


def test_authors_that_are_stated_with_other_columns_do_not_join_the_printed_one() -> None:
    others = "".join(
        f"<span itemprop='author'>{name}</span>" for name in ("Orla Fennimore", "Anna Lee")
    )
    fields = fields_of(
        f"{named_in_json_ld('Orla Fennimore')}"
        "<article itemscope itemtype='https://schema.org/Article'>"
        f"<h1 itemprop='headline'>Quiet harbours</h1><p>By Orla Fennimore</p>{TEXT}"
        f"<aside hidden>{others}</aside></article>"
    )

    assert fields.authors == ("Orla Fennimore",)


def test_an_account_with_the_outlets_name_gives_way_to_who_signs() -> None:
    page = (
        '<html><head><meta property="og:site_name" content="Lantern News">'
        f"{named_in_json_ld('Lantern D')}</head><body><article><h1>Quiet harbours</h1>"
        f"<p>by Lantern D | 5 March 2019</p><p><b>THALWYN OKORETH</b></p>{TEXT}{TEXT}</article>"
    )

    assert extract_article(page, URL).authors == ("Thalwyn Okoreth",)


@pytest.mark.parametrize(
    "end",
    [
        "<div class='related'><h3>Más</h3><a href='/z'>Inés Lozano</a></div>",
        "<div class='contact'><p>Ansprechpartnerin zum Thema:</p><p>Anna Lee</p></div>",
    ],
)
def test_a_name_in_a_box_below_the_text_is_no_signature(end: str) -> None:
    page = f"<html><body><article><h1>Quiet harbours</h1>{TEXT}{TEXT}</article>{end}"

    assert extract_article(page, URL).authors == ()


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<small>作者:</small>沈望渡 <small>点击:</small> 318次", "沈望渡"),
        ("<small>Autor:</small> Wiebke Tamm <small>Aufrufe:</small> 318", "Wiebke Tamm"),
        ("<b>Автор:</b> Вера Заозёрная <b>Просмотров:</b> 318", "Вера Заозёрная"),
    ],
)
def test_a_name_stands_behind_the_element_of_its_label(line: str, author: str) -> None:
    page = (
        f"<html><body><div class='title'><h2>Quiet harbours</h2></div><div class='info'>{line}"
        f"</div><div class='content'>{TEXT}{TEXT}</div></body></html>"
    )

    assert extract_article(page, URL).authors == (author,)


WRITTEN_BY = (
    "<meta name='twitter:label1' content='Written by'>"
    "<meta name='twitter:data1' content='Ewan Tal, Sunniva Moe'>"
)
BOTH = "<a href='/author/ewan/'>Ewan Tal</a>, <a href='/author/sunniva/'>Sunniva Moe</a>"


@pytest.mark.parametrize(
    ("stated", "printed", "authors"),
    [
        (WRITTEN_BY, BOTH, ("Ewan Tal", "Sunniva Moe")),
        (WRITTEN_BY, "<a href='/author/ewan/'>Ewan Tal</a>", ("Ewan Tal",)),
        (
            WRITTEN_BY.replace("Sunniva Moe", "Northern Desk"),
            BOTH.replace("Sunniva Moe", "Northern Desk"),
            ("Ewan Tal",),
        ),
    ],
)
def test_who_is_stated_and_printed_beside_the_stated_author_wrote_too(
    stated: str, printed: str, authors: tuple[str, ...]
) -> None:
    fields = fields_of(
        f"{named_in_json_ld('Ewan Tal')}{stated}<article><h1>Quiet harbours</h1>"
        f"<h4 class='author-name'>{printed}</h4>{PROSE}{PROSE}</article>"
    )

    assert fields.authors == authors


def test_the_credit_of_an_authors_photo_is_no_byline() -> None:
    fields = fields_of(
        f"{named_in_json_ld('陳大文')}<article><h1>兩國共用一座燈塔</h1><p>（記者陳大文攝）</p>{PROSE}</article>"
    )

    assert fields.authors == ("陳大文",)
    assert fields.byline is None
