# ruff: noqa: E501 (lines of markup stand as the platforms write them)
"""Captions of a column's own pictures are blocks of their own; those of anything else are not."""

import time
from collections.abc import Callable

import pytest

from archive.model.records import Article, captions_of
from crawler.extraction import extract_article
from tests.crawler.extraction.body.test_body import (
    LEAD,
    PROSE,
    SECOND,
    TAIL,
    THIRD,
    URL,
    page,
    paragraphs,
)

SAID = "The quay in the rain."
PICTURE = '<img src="/quay.jpg" alt="">'
OWN = {
    "block editor": f'<figure class="wp-block-image">{PICTURE}<figcaption class="wp-element-caption">'
    f"{SAID}</figcaption></figure>",
    "classic editor": '<div id="attachment_7" class="wp-caption alignleft"><a href="/quay.jpg">'
    f'{PICTURE}</a><p class="wp-caption-text">{SAID}</p></div>',
    "linked to its own page": '<div class="wp-caption"><a href="/?attachment_id=7">'
    f'{PICTURE}</a><p class="wp-caption-text">{SAID}</p></div>',
    "Blogger": '<table class="tr-caption-container"><tbody><tr><td><a href="https://1.bp.example/q.jpg">'
    f'{PICTURE}</a></td></tr><tr><td class="tr-caption">{SAID}</td></tr></tbody></table>',
    "Drupal media": '<article class="media media--type-image"><div class="field">'
    f'{PICTURE}</div><div class="caption">{SAID}</div></article>',
    "Drupal filter": '<figure role="group" class="caption caption-img align-right">'
    f"{PICTURE}<figcaption>{SAID}</figcaption></figure>",
    "AMP": f'<figure><amp-img src="/quay.jpg"></amp-img><figcaption>{SAID}</figcaption></figure>',
    "Ghost": f'<figure class="kg-card kg-image-card kg-card-hascaption">{PICTURE}'
    f"<figcaption><span>{SAID}</span></figcaption></figure>",
    "box beside": f'<div class="image">{PICTURE}</div><div class="caption">{SAID}</div>',
    "paragraph beside": f'<p>{PICTURE}</p><p class="bildunterschrift">{SAID}</p>',
    "Markdown": f"<p>{PICTURE}<br><em>{SAID}</em></p>",
    "shortcode": f'<p>[caption id="attachment_7" width="300"]{PICTURE} {SAID}[/caption]</p>',
    "video": '<figure class="wp-block-embed"><iframe src="https://v.example/1"></iframe>'
    f"<figcaption>{SAID}</figcaption></figure>",
    "SPIP document": '<dl class="spip_document_33 spip_documents spip_documents_center"><dt>'
    f'{PICTURE}</dt><dt class="spip_doc_titre"><strong>{SAID}</strong></dt></dl>',
    "Naver": f'<span class="end_photo_org"><div class="nbd_im_w">{PICTURE}</div>'
    f'<em class="img_desc">{SAID}</em></span>',
    "Naver in a line": f'<span class="end_photo_org">{PICTURE}<em class="img_desc">{SAID}</em></span>',
}
OTHERS = {
    "credit": f"<figure>{PICTURE}<figcaption>Photo: Jo Ekman/Courier</figcaption></figure>",
    "sign": f"<figure>{PICTURE}<figcaption>© Reuters</figcaption></figure>",
    "agency": f"<figure>{PICTURE}<figcaption>Getty Images</figcaption></figure>",
    "German credit": f"<figure>{PICTURE}<figcaption>Foto: dpa</figcaption></figure>",
    "Korean credit": f"<figure>{PICTURE}<figcaption>사진=연합뉴스</figcaption></figure>",
    "Chinese credit": f"<figure>{PICTURE}<figcaption>图/新华社</figcaption></figure>",
    "Russian credit": f"<figure>{PICTURE}<figcaption>Фото: Ян Морской</figcaption></figure>",
    "teaser": f'<figure><a href="/other/">{PICTURE}<figcaption>{SAID}</figcaption></a></figure>',
    "linked headline": f'<figure><a href="/other/">{PICTURE}</a><figcaption><a href="/other/">{SAID}'
    "</a></figcaption></figure>",
    "related": f'<div class="related-posts"><figure>{PICTURE}<figcaption>{SAID}</figcaption></figure>'
    "</div>",
    "author": f'<div class="author-box"><figure>{PICTURE}<figcaption>{SAID}</figcaption></figure></div>',
    "advert": f'<div class="advertisement"><figure>{PICTURE}<figcaption>{SAID}</figcaption></figure>'
    "</div>",
    "aside": f"<aside><figure>{PICTURE}<figcaption>{SAID}</figcaption></figure></aside>",
}
"""What stands in a text and is none of its captions."""
TEXT = "\n\n".join((LEAD, SECOND, THIRD, TAIL))


def read(inner: str, *, content_class: str = "entry-content", around: str = "") -> Article:
    content = paragraphs(LEAD, SECOND) + inner + paragraphs(THIRD, TAIL)
    return extract_article(
        page(content, around=around).replace("entry-content", content_class), URL
    )


@pytest.mark.parametrize("content_class", ["entry-content", "column"])
@pytest.mark.parametrize("inner", OWN.values(), ids=OWN)
def test_the_caption_of_an_own_picture_is_a_block_in_its_place(
    inner: str, content_class: str
) -> None:
    article = read(inner, content_class=content_class)
    assert [block.text for block in article.blocks] == [LEAD, SECOND, SAID, THIRD, TAIL]
    assert [block.kind for block in article.blocks][2] == "caption"
    assert article.body == TEXT
    assert not any(SAID in chrome.text for chrome in article.chrome)


@pytest.mark.parametrize("content_class", ["entry-content", "column"])
@pytest.mark.parametrize("inner", OTHERS.values(), ids=OTHERS)
def test_a_caption_of_anything_else_is_furniture(inner: str, content_class: str) -> None:
    article = read(inner, content_class=content_class)
    assert captions_of(article.blocks) == ()
    assert article.body == TEXT
    assert article.chrome


def test_captions_of_a_gallery_are_each_a_block() -> None:
    pictures = "".join(
        f'<figure class="wp-block-image">{PICTURE}<figcaption>Quay {n}</figcaption></figure>'
        for n in "abc"
    )
    gallery = f'<figure class="wp-block-gallery has-nested-images">{pictures}</figure>'
    assert captions_of(read(gallery).blocks) == ("Quay a", "Quay b", "Quay c")


def test_captions_beside_the_column_are_furniture() -> None:
    beside = f'<aside class="sidebar">{OWN["block editor"]}</aside>'
    assert captions_of(read("", around=beside).blocks) == ()


def test_the_caption_of_a_picture_above_the_text_is_the_columns() -> None:
    lead = (
        f'</header><figure class="post-thumbnail">{PICTURE}<figcaption>{SAID}</figcaption></figure>'
    )
    for content_class in ("entry-content", "column"):
        html = page(PROSE).replace("</header>\n    <div class", "</header><div class")
        before, after = html.rsplit("</header>", 1)
        html = (before + lead + after).replace("entry-content", content_class)
        article = extract_article(html, URL)
        assert captions_of(article.blocks) == (SAID,)
        assert article.body == TEXT


def test_a_caption_with_its_credit_keeps_both_words_apart() -> None:
    inner = f'<figure>{PICTURE}<figcaption><span>{SAID}</span><span class="credit">Jo Ekman</span>'
    assert captions_of(read(f"{inner}</figcaption></figure>").blocks) == (f"{SAID} Jo Ekman",)


def test_a_credit_on_a_line_of_its_own_is_no_part_of_the_caption() -> None:
    inner = (
        f'<figure>{PICTURE}<figcaption><p>{SAID}</p><p class="credit">Foto: dpa</p></figcaption>'
    )
    assert captions_of(read(f"{inner}</figure>").blocks) == (SAID,)


def test_a_paragraph_with_a_picture_in_it_stays_text() -> None:
    inner = f"<p>{PICTURE}{SECOND} Again.</p>"
    article = read(inner)
    assert f"{SECOND} Again." in article.body
    assert captions_of(article.blocks) == ()


def test_what_stands_below_a_table_or_a_quotation_stays_text() -> None:
    table = (
        '<figure class="wp-block-table"><table><tr><td>1987</td><td>214</td></tr><tr><td>1988</td>'
        "<td>215</td></tr></table><figcaption>Lengths by year.</figcaption></figure>"
    )
    article = read(table)
    assert captions_of(article.blocks) == ()
    assert "1987\t214" in article.body


@pytest.mark.parametrize(
    "made",
    [
        lambda n: f"<div>{PICTURE}" + f'<p class="caption">{SAID}</p>' * n + "</div>",
        lambda n: f"<div>{PICTURE * n}</div>" + f'<p class="caption">{SAID}</p>' * n,
        lambda n: f'<div class="caption">{PICTURE}{SAID}' * n,
        lambda n: f'<div class="caption">{PICTURE}' + f"{SAID}<br><br>" * n + "</div>",
        lambda n: f"<figure>{PICTURE}" + f"<figcaption>{SAID}</figcaption>" * n + "</figure>",
        lambda n: "<figure>" + f"<figcaption>{SAID}</figcaption>{8 * '<i></i>'}" * n + PICTURE,
        lambda n: "<div>" * n + f'<div class="entry-content">{SAID}</div>' * n,
    ],
)
@pytest.mark.timing
def test_many_captions_cost_no_more_than_their_number(made: Callable[[int], str]) -> None:
    def cost(number: int) -> float:
        html = page(PROSE + made(number))
        began = time.process_time()
        extract_article(html, URL)
        return time.process_time() - began

    cost(100)
    assert cost(8000) < 12 * cost(2000) + 0.2
