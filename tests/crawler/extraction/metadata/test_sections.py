"""All sections that a page names for its column, and none that it names for anything else."""

import json
from pathlib import Path

import pytest

from crawler.extraction import extract_article
from tests.builders.read_fields import PROSE, URL, fields_of, outlet_with_layout

COUNCIL = "https://lantern.example/category/council/"
AFFAIRS = "https://lantern.example/category/foreign-affairs/"
LOCAL = "https://lantern.example/category/local/"
TWO = f"""<a href="{COUNCIL}" rel="category tag">Council</a>,
<a href="{AFFAIRS}" rel="category tag">Foreign Affairs</a>"""
IN_BLOCKS = f"""<div class="taxonomy-category wp-block-post-terms"><a href="{COUNCIL}"
rel="tag">Council</a><span class="wp-block-post-terms__separator">, </span><a href="{AFFAIRS}"
rel="tag">Foreign Affairs</a></div>"""


def classic(categories: str, *, beside: str = "", below: str = "") -> str:
    """A post in a theme such as Twenty Twenty-One."""
    return f"""<html lang="en"><head><title>Quiet ebb – The Quiet Lantern</title></head>
<body class="post-template-default single single-post postid-12"><div id="page" class="site">
<div id="content" class="site-content"><main id="main" class="site-main">
<article id="post-12" class="post-12 post type-post status-publish hentry entry">
<header class="entry-header"><h1 class="entry-title">Quiet ebb</h1></header>
<div class="entry-content">{PROSE}{PROSE}</div>
<footer class="entry-footer default-max-width"><div class="posted-by"><span class="posted-on">
Published <time class="entry-date published" datetime="2019-03-05T08:15:00+01:00">March 5,
2019</time></span></div><div class="post-taxonomies">
<span class="cat-links">Categorized as {categories} </span></div></footer></article>{below}</main>
</div>{beside}</div></body></html>"""


def block(categories: str, *, below: str = "") -> str:
    """A post in a block theme such as Twenty Twenty-Three."""
    return f"""<html lang="en"><head><title>Quiet ebb – The Quiet Lantern</title></head>
<body class="post-template-default single single-post postid-12"><div class="wp-site-blocks">
<main class="wp-block-group is-layout-flow"><div class="wp-block-group">
<h1 class="alignwide wp-block-post-title">Quiet ebb</h1></div>
<div class="entry-content wp-block-post-content">{PROSE}{PROSE}</div>
<div class="wp-block-group"><hr class="wp-block-separator alignwide"/>
<div class="wp-block-columns alignwide"><div class="wp-block-column"><div class="wp-block-group">
<p>Posted</p><div class="wp-block-post-date"><time datetime="2019-03-05T08:15:00+01:00">March 5,
2019</time></div><p>in</p>{categories}</div></div></div></div>{below}</main></div></body></html>"""


def stated(sections: object) -> str:
    """A page whose JSON-LD files its column."""
    said = {"@type": "NewsArticle", "headline": "Quiet ebb", "articleSection": sections}
    return f"""<script type="application/ld+json">{json.dumps(said)}</script>
<h1>Quiet ebb</h1>{PROSE}"""


@pytest.mark.parametrize(
    "page",
    [
        classic(TWO),
        classic(TWO.replace("category tag", "category").replace("/category/", "/?cat=")),
        classic(f'<ul class="post-categories"><li>{TWO.replace(",", "</li><li>")}</li></ul>'),
        block(IN_BLOCKS),
        block(IN_BLOCKS.replace("/category/", "/themen/")),
        stated(["Council", "Foreign Affairs"]),
        stated("Council, Foreign Affairs"),
        stated([{"@type": "Thing", "name": "Council"}, {"name": "Foreign Affairs"}]),
        f"""<meta property="article:section" content="Council">
        <meta property="article:section" content="Foreign Affairs"><h1>Quiet ebb</h1>{PROSE}""",
        f"""<div itemscope itemtype="https://schema.org/BlogPosting"><h1 itemprop="headline">Quiet
        ebb</h1><a itemprop="articleSection" href="/c">Council</a> <a itemprop="articleSection"
        href="/f">Foreign Affairs</a><div itemprop="articleBody">{PROSE}</div></div>""",
        f"""<main><p class="rubric"><a href="/council">Council</a> <a
        href="/abroad">Foreign Affairs</a></p><h1>Quiet ebb</h1>{PROSE}</main>""",
        f"<p class='rubric'>Council / Foreign Affairs</p><h1>Quiet ebb</h1>{PROSE}",
        f"""<div class="text"><h1>Quiet ebb</h1><p class="postmeta">In <a class="category"
        href="/section/council">Council</a> and <a class="category"
        href="/section/foreign-affairs">Foreign Affairs</a></p>{PROSE}</div>""",
        f"<title>The Quiet Lantern</title><p>Filed under {TWO}</p>{PROSE}",
        f"""<div class="hero"><h1>Quiet ebb</h1></div><div class="content-sidebar-wrap"><main>
        <article class="entry">{PROSE * 5}<p class="entry-meta">{TWO}</p></article>
        <article class="entry"><h2><a href="/ebb/">Ebb</a></h2>{PROSE}</article></main></div>""",
        f"""<article><h1>Quiet ebb</h1><div class="elementor-widget elementor-widget-heading"><h3>
        {TWO}</h3></div>{PROSE}</article>""",
    ],
)
def test_every_category_of_a_column_is_named(page: str) -> None:
    fields = fields_of(page)

    assert fields.sections[:2] == ("Council", "Foreign Affairs")
    assert fields.section == "Council"


OTHERS = f"""<a href="{COUNCIL}" rel="category tag">Council</a> <a href="{AFFAIRS}"
rel="category tag">Foreign Affairs</a>"""
LISTED = f"""<li><a href="{COUNCIL}">Council</a></li><li><a href="{AFFAIRS}">Foreign
Affairs</a></li>"""


@pytest.mark.parametrize(
    "page",
    [
        classic(f'<a href="{LOCAL}" rel="category tag">Local</a>', beside=beside, below=below)
        for beside, below in (
            (f'<aside class="widget-area"><ul>{OTHERS}</ul></aside>', ""),
            (f'<div id="sidebar"><div class="inner">{OTHERS}</div></div>', ""),
            (f'<nav><ul class="menu">{LISTED}</ul></nav>', ""),
            ("", f'<article class="post hentry"><h2>Ebb</h2><p>{OTHERS}</p></article>'),
            ("", f'<div class="post-12 hentry"><h3>Ebb</h3><p>{OTHERS}</p></div>'),
            ("", f'<div><div><h3><a href="/ebb/">Ebb</a></h3><p>{OTHERS}</p></div></div>'),
            ("", f'<div><div><a href="/ebb/"><h3>Ebb</h3></a><p>{OTHERS}</p></div></div>'),
            ("", f'<section class="related-posts"><div>{OTHERS}</div></section>'),
        )
    ]
    + [
        block(
            IN_BLOCKS.replace("Council", "Local")
            .replace(", </span>", "</span>")
            .split("<a href")[0]
            + f'<a href="{LOCAL}" rel="tag">Local</a></div>',
            below=f"""<ul class="wp-block-post-template"><li class="wp-block-post post-9"><p>Ebb
            </p>{IN_BLOCKS}</li></ul>""",
        ),
        f"""<div id="top"><ul class="categories">{LISTED}</ul></div><main><p class="category"><a
        href="{LOCAL}">Local</a></p><h1>Quiet ebb</h1>{PROSE}</main>""",
        f"""<div id="page"><p>{LISTED}</p><p class="category"><a href="{LOCAL}">Local</a></p>
        <h1>Quiet ebb</h1>{PROSE}</div>""",
        f"""<article><h1>Quiet ebb</h1><p class="meta"><a href="{LOCAL}">Local</a></p><p>The towns
        along the coast have argued for a long time about what we print under <a
        href="{AFFAIRS}">Foreign Affairs</a>, and about the quay, the ferries and the
        customs house besides.</p>{PROSE}</article>""",
        f"""<article><p class="categories">
        {"".join(f'<a href="/category/{n}/">{n}</a>' for n in "abcdefgh")}{LISTED}</p>
        <h1>Quiet ebb</h1>{PROSE}<a rel="category tag" href="{LOCAL}">Local</a></article>""",
        f"""<meta property="article:section" content="Local"><meta name="topic"
        content="news, Council, Foreign Affairs"><h1>Quiet ebb</h1>{PROSE}""",
    ],
)
def test_what_other_entries_sidebars_and_menus_are_filed_under_is_not_the_columns(
    page: str,
) -> None:
    fields = fields_of(page)

    assert "Local" in fields.sections
    assert not {"Council", "Foreign Affairs"} & set(fields.sections[1:])


def test_a_column_has_no_section_from_another_entry() -> None:
    others = OTHERS.replace("/category/", "/themen/")
    page = f"<article><h1>Quiet ebb</h1>{PROSE}</article><article><p>{others}</p></article>"

    assert fields_of(page, "https://lantern.example/quiet-ebb").sections == ()


def test_a_category_may_have_a_comma_in_its_name() -> None:
    assert "Asia, Pacific" in fields_of(stated(["Asia, Pacific", "Council"])).sections
    assert "Asia, Pacific" in fields_of(classic(TWO.replace("Council", "Asia, Pacific"))).sections


def test_a_layout_names_all_sections_of_the_list_that_it_points_at(tmp_path: Path) -> None:
    outlet = outlet_with_layout(
        tmp_path, """
        [[layouts]]
        section = ".shelf a"
        """,
    )  # fmt: skip
    page = f"""<p class="shelf"><a>Council</a> <a>Foreign Affairs</a></p><h1>Quiet ebb</h1>{PROSE}
    <p class="shelf"><a>Local</a></p><footer>{OTHERS.replace("Council", "Harbour")}</footer>"""

    article = extract_article(page, URL, outlet=outlet)

    assert article.section == "Council"
    assert article.sections == ("Council", "Foreign Affairs")
