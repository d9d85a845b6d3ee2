# ruff: noqa: E501 (lines of markup stand as the platforms write them)
"""Pages of one post as WordPress's themes, Blogger, Ghost and Drupal write them, in nine languages.

The post is given; what stands around it (author box, sidebar, newest posts, comments) can be varied.
The markup is the platforms' own, every sentence invented.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

WORDS: Mapping[str, tuple[str, str]] = {
    "en": (
        (
            "the ferry at the old quay waits for two ministers who signed nine pages and forgot which"
            " lamp belongs to the town and which of the keepers is paid by the other coast before the"
            " first ice closes the strait again"
        ),
        " ",
    ),
    "de": (
        (
            "die Fähre am alten Kai wartet auf zwei Minister die neun Seiten unterschrieben haben und"
            " nicht mehr wissen welche Lampe der Stadt gehört und wer von den Wärtern sein Geld vom"
            " anderen Ufer bekommt bevor das Eis die Enge wieder schließt"
        ),
        " ",
    ),
    "fr": (
        (
            "le bac du vieux quai attend deux ministres qui ont signé neuf pages et ne savent plus"
            " quelle lampe revient à la ville ni lequel des gardiens est payé par l’autre rive avant"
            " que la glace ne ferme encore le détroit pour de longs mois"
        ),
        " ",
    ),
    "es": (
        (
            "el transbordador del muelle viejo espera a dos ministros que firmaron nueve páginas y ya"
            " no saben qué farol es del pueblo ni cuál de los guardianes cobra de la otra orilla antes"
            " de que el hielo cierre otra vez el estrecho entero"
        ),
        " ",
    ),
    "ar": (
        (
            "تنتظر العبارة عند الرصيف القديم وزيرين وقعا تسع صفحات ونسيا أي مصباح يخص البلدة وأي حارس"
            " يتقاضى أجره من الضفة الأخرى قبل أن يغلق الجليد المضيق مرة ثانية في أول أسبوع من شهر"
            " الشتاء الطويل الذي لا يحبه أحد هنا"
        ),
        " ",
    ),
    "ru": (
        (
            "паром у старого причала ждёт двух министров которые подписали девять страниц и забыли"
            " какая лампа принадлежит городу и кому из сторожей платит другой берег прежде чем лёд"
            " снова закроет пролив на всю долгую зиму и никто не выйдет в море до марта"
        ),
        " ",
    ),
    "zh": (
        (
            "旧 码头 的 渡船 在 等 两位 部长 他们 签了 九页 文件 却 忘了 哪盏 灯 属于 小城 哪个 守灯人"
            " 从 对岸 领 薪水 第一场 冰 又要 封住 海峡 谁也 没有 再去 问 那些 站在 岸上 的 人们"
        ),
        "",
    ),
    "ja": (
        (
            "古い 埠頭の 渡し船は 二人の 大臣を 待って いる 彼らは 九枚の 紙に 署名し どの 灯が 町の"
            " もので どの 灯台守が 対岸から 給料を もらうのか 忘れて しまった 海峡が また 凍る 前に"
            " 誰も それを 岸に 立つ 人々に 尋ねよう とは しない"
        ),
        "",
    ),
    "ko": (
        (
            "낡은 부두의 나룻배는 두 장관을 기다리고 그들은 아홉 쪽에 서명하고도 어느 등불이 마을의"
            " 것인지 어느 등대지기가 건너편에서 품삯을 받는지 잊어버렸다 해협이 다시 얼기 전에 아무도"
            " 그것을 물가에 선 사람들에게 묻지 않을 것이며 배는 내일도 기다린다"
        ),
        " ",
    ),
}
"""Forty words and what stands between them, by language; posts are made of the first so many."""
STOPS = {"zh": "。", "ja": "。"}
NAMES = {
    "en": "Orla Fennimore",
    "de": "Greta Wiesinger",
    "fr": "Solène Vauquier",
    "es": "Lucía Arrieta",
    "ar": "سلمى الحداد",
    "ru": "Вера Лисицына",
    "zh": "李望舒",
    "ja": "高橋みなと",
    "ko": "박민호",
}
TITLES = {
    "en": "The Tenth Page",
    "de": "Die zehnte Seite",
    "fr": "La dixième page",
    "es": "La décima página",
    "ar": "الصفحة العاشرة",
    "ru": "Десятая страница",
    "zh": "第十页",
    "ja": "十枚目の紙",
    "ko": "열 번째 쪽",
}
LANGUAGES = tuple(WORDS)


def words_of(language: str, count: int) -> str:
    """A sentence of so many words."""
    listed, between = WORDS[language]
    said = between.join((listed.split() * 3)[:count])
    return said[:1].upper() + said[1:] + STOPS.get(language, ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a post: none of it is the post's."""

    biography: int = 18
    """Words that the author's box says."""
    widget: int = 30
    """Words of prose in a sidebar's text."""
    others: int = 5
    """Newest posts in the sidebar, each with an excerpt."""
    comments: int = 0


def about_author(language: str, around: Surroundings) -> str:
    """What an author's box says."""
    return f"{NAMES[language]}: {words_of(language, around.biography)}"


def other_posts(language: str, around: Surroundings) -> list[tuple[str, str]]:
    """Headlines and excerpts of other posts."""
    return [
        (f"{TITLES[language]} {number}", words_of(language, 8 + number % 3))
        for number in range(2, around.others + 2)
    ]


def wordpress_comments(language: str, around: Surroundings) -> str:
    """A WordPress discussion with its form."""
    said = "".join(
        f'<li id="comment-{n}" class="comment even thread-even depth-1">'
        f'<article id="div-comment-{n}" class="comment-body"><footer class="comment-meta">'
        f'<div class="comment-author vcard"><b class="fn">{NAMES[language]} {n}</b></div>'
        f'<div class="comment-metadata"><a href="/post/#comment-{n}">'
        f'<time datetime="2021-05-0{n % 9 + 1}T09:41:00+00:00">2021</time></a></div></footer>'
        f'<div class="comment-content"><p>{words_of(language, 12 + n % 9)}</p></div></article></li>'
        for n in range(1, around.comments + 1)
    )
    listed = f'<ol class="comment-list">{said}</ol>' if said else ""
    return (
        f'<div id="comments" class="comments-area">{listed}<div id="respond" '
        'class="comment-respond"><form action="/wp-comments-post.php" method="post" '
        'id="commentform" class="comment-form"><p class="comment-form-comment"><textarea '
        'id="comment" name="comment"></textarea></p><p class="form-submit"><input name="submit" '
        'type="submit" id="submit" class="submit" value="OK"></p></form></div></div>'
    )


def wordpress_sidebar(language: str, around: Surroundings) -> str:
    """Widgets as WordPress has them in a sidebar or in the foot."""
    others = "".join(
        f'<li><a href="/other-{at}/">{title}</a><p>{excerpt}</p></li>'
        for at, (title, excerpt) in enumerate(other_posts(language, around))
    )
    return (
        '<section id="text-2" class="widget widget_text"><h2 class="widget-title">'
        f'{TITLES[language]}</h2><div class="textwidget"><p>{words_of(language, around.widget)}'
        '</p></div></section><section id="recent-posts-2" class="widget widget_recent_entries">'
        f"<ul>{others}</ul></section>"
    )


def twentytwentyone(content: str, language: str, around: Surroundings) -> str:
    """A post in the classic theme Twenty Twenty-One."""
    title, name = TITLES[language], NAMES[language]
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<title>{title} &#8211; Strait Notes</title><meta name="generator" content="WordPress 6.1" /></head>
<body class="post-template-default single single-post postid-7 single-format-standard">
<div id="page" class="site"><header id="masthead" class="site-header"><div class="site-branding">
<p class="site-title"><a href="/">Strait Notes</a></p></div></header>
<div id="content" class="site-content"><div id="primary" class="content-area">
<main id="main" class="site-main">
<article id="post-7" class="post-7 post type-post status-publish format-standard hentry entry">
<header class="entry-header alignwide"><h1 class="entry-title">{title}</h1></header>
<div class="entry-content">
{content}
</div>
<footer class="entry-footer default-max-width"><div class="posted-by"><span class="posted-on">
<time class="entry-date published updated" datetime="2021-05-01T09:00:00+00:00">2021-05-01</time>
</span><span class="byline"><a href="/author/x/" rel="author">{name}</a></span></div></footer>
<div class="author-bio show-avatars"><div class="author-bio-content"><h2 class="author-title">{name}
</h2><p class="author-description">{about_author(language, around)}</p></div></div>
</article>{wordpress_comments(language, around)}
<nav class="navigation post-navigation"><div class="nav-links"><div class="nav-previous">
<a href="/other-1/" rel="prev"><p class="post-title">{title} 2</p></a></div></div></nav>
</main></div></div><aside class="widget-area">{wordpress_sidebar(language, around)}</aside>
<footer id="colophon" class="site-footer"><div class="site-info"><div class="powered-by">WordPress
</div></div></footer></div></body></html>"""


def twentytwentythree(content: str, language: str, around: Surroundings) -> str:
    """A post in the block theme Twenty Twenty-Three."""
    title, name = TITLES[language], NAMES[language]
    others = "".join(
        f'<li class="wp-block-post post-{at} post type-post hentry"><h3 class="wp-block-post-title">'
        f'<a href="/other-{at}/">{headline}</a></h3><div class="wp-block-post-excerpt">'
        f'<p class="wp-block-post-excerpt__excerpt">{excerpt}</p></div></li>'
        for at, (headline, excerpt) in enumerate(other_posts(language, around))
    )
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<title>{title} &#8211; Strait Notes</title><meta name="generator" content="WordPress 6.4" /></head>
<body class="post-template-default single single-post postid-7 wp-embed-responsive">
<div class="wp-site-blocks"><header class="wp-block-template-part">
<p class="wp-block-site-title"><a href="/" rel="home">Strait Notes</a></p></header>
<main class="wp-block-group is-layout-flow" id="wp--skip-link--target">
<div class="wp-block-group has-global-padding is-layout-constrained">
<h1 class="wp-block-post-title">{title}</h1></div>
<div class="entry-content wp-block-post-content has-global-padding is-layout-constrained">
{content}
</div>
<div class="wp-block-template-part"><div class="wp-block-group is-layout-flex">
<div class="wp-block-post-date"><time datetime="2021-05-01T09:00:00+00:00">2021-05-01</time></div>
<div class="wp-block-post-author"><div class="wp-block-post-author__content">
<p class="wp-block-post-author__name">{name}</p><p class="wp-block-post-author__bio">
{about_author(language, around)}</p></div></div></div></div>
<div class="wp-block-query"><ul class="wp-block-post-template">{others}</ul></div>
<div class="wp-block-comments">{wordpress_comments(language, around)}</div></main>
<footer class="wp-block-template-part"><p>{words_of(language, around.widget)}</p></footer>
</div></body></html>"""


def blogger(content: str, language: str, around: Surroundings) -> str:
    """A post on Blogger."""
    title, name = TITLES[language], NAMES[language]
    others = "".join(
        f"<li><div class='item-content'><div class='item-title'><a href='/o{at}.html'>{headline}"
        f"</a></div><div class='item-snippet'>{excerpt}</div></div></li>"
        for at, (headline, excerpt) in enumerate(other_posts(language, around))
    )
    said = "".join(
        f"<li class='comment' id='c52000000000000000{n:02}'><div class='comment-block'>"
        f"<div class='comment-header'><cite class='user'>{name} {n}</cite><span class='datetime "
        f"secondary-text'><a href='/2021/05/post.html?showComment=14307525000{n:02}#c52000000000000"
        f"000{n:02}'>4.5.2021</a></span></div><p class='comment-content'>"
        f"{words_of(language, 12 + n % 9)}</p></div></li>"
        for n in range(around.comments)
    )
    return f"""<!DOCTYPE html><html lang='{language}'><head><meta charset='utf-8'>
<title>Strait Notes: {title}</title><meta content='blogger' name='generator'/></head><body>
<div class='content'><header><div class='header section' id='header'><h1 class='title'>
<a href='/'>Strait Notes</a></h1></div></header><div class='main section' id='main'>
<div class='widget Blog' id='Blog1'><div class='blog-posts hfeed'>
<h2 class='date-header'><span>1.5.2021</span></h2>
<div class='post hentry'><h3 class='post-title entry-title' itemprop='name'>{title}</h3>
<div class='post-body entry-content' id='post-body-7' itemprop='description articleBody'>
{content}
<div style='clear: both;'></div></div>
<div class='post-footer'><div class='post-footer-line post-footer-line-1'>
<span class='post-author vcard'><span class='fn' itemprop='author'>{name}</span></span>
<span class='post-timestamp'><abbr class='published' title='2021-05-01T09:00:00+00:00'>1.5.2021
</abbr></span></div></div></div>
<div class='comments' id='comments'><div class='comments-content'><div id='comment-holder'>
<div class='comment-thread toplevel-thread'><ol id='top-ra'>{said}</ol></div></div></div></div>
</div></div></div>
<div class='column-right-inner'><aside><div class='sidebar section' id='sidebar-right-1'>
<div class='widget Profile' id='Profile1'><div class='widget-content'><dl class='profile-datablock'>
<dt class='profile-data'>{name}</dt><dd class='profile-textblock'>{about_author(language, around)}
</dd></dl></div></div><div class='widget Text' id='Text1'><div class='widget-content'>
{words_of(language, around.widget)}</div></div><div class='widget PopularPosts' id='PopularPosts1'>
<div class='widget-content popular-posts'><ul>{others}</ul></div></div></div></aside></div>
</div></body></html>"""


def ghost(content: str, language: str, around: Surroundings) -> str:
    """A post on Ghost, in its theme Casper."""
    title, name = TITLES[language], NAMES[language]
    others = "".join(
        f'<article class="post-card post"><div class="post-card-content"><a class="post-card-'
        f'content-link" href="/o{at}/"><header class="post-card-header"><h2 class="post-card-title">'
        f'{headline}</h2></header><div class="post-card-excerpt">{excerpt}</div></a></div></article>'
        for at, (headline, excerpt) in enumerate(other_posts(language, around))
    )
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<title>{title}</title><meta name="generator" content="Ghost 5.2">
<meta property="og:type" content="article"></head><body class="post-template">
<div class="viewport"><header id="gh-head" class="gh-head outer"><div class="gh-head-brand">
<a class="gh-head-logo" href="/">Strait Notes</a></div></header><div class="site-content">
<main id="site-main" class="site-main"><article class="article post no-image">
<header class="article-header gh-canvas"><h1 class="article-title">{title}</h1>
<div class="article-byline"><section class="article-byline-content"><h4 class="author-name">
<a href="/author/x/">{name}</a></h4><div class="byline-meta-content"><time class="byline-meta-date"
datetime="2021-05-01">1 May 2021</time></div></section></div></header>
<section class="gh-content gh-canvas">
{content}
</section></article><section class="footer-cta outer"><div class="inner"><h2 class="footer-cta-title">
{words_of(language, around.widget)}</h2></div></section></main><aside class="read-more-wrap outer">
<div class="read-more inner">{others}</div></aside></div>
<footer class="site-footer outer"><div class="inner"><section class="copyright">Strait Notes © 2021
</section><p>{about_author(language, around)}</p></div></footer></div></body></html>"""


def drupal(content: str, language: str, around: Surroundings) -> str:
    """A node on Drupal, in its theme Olivero."""
    title, name = TITLES[language], NAMES[language]
    others = "".join(
        f'<div class="views-row"><div class="views-field views-field-title"><a href="/node/{at}">'
        f'{headline}</a></div><div class="views-field views-field-body"><p>{excerpt}</p></div></div>'
        for at, (headline, excerpt) in enumerate(other_posts(language, around))
    )
    said = "".join(
        f'<article role="article" id="comment-{n}" class="comment js-comment by-anonymous">'
        f'<footer class="comment__meta"><p class="comment__submitted"><span>{name} {n}</span> - '
        f'05/0{n % 9 + 1}/2021 - 09:26</p></footer><div class="content"><div class="clearfix '
        f'text-formatted field field--name-comment-body"><p>{words_of(language, 12 + n % 9)}</p>'
        f"</div></div></article>"
        for n in range(1, around.comments + 1)
    )
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<title>{title} | Strait Notes</title>
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)" /></head>
<body class="path-node page-node-type-article"><div class="layout-container">
<header role="banner" class="site-header"><a class="site-branding__name" href="/">Strait Notes</a>
</header><main role="main"><div class="layout-content"><div class="region region--content-above">
<h1 class="page-title"><span>{title}</span></h1></div><div class="region region--content">
<article data-history-node-id="7" role="article"
class="node node--type-article node--view-mode-full"><header class="node__header">
<div class="node__meta"><span>By <span class="field field--name-uid">{name}</span>, 1 May, 2021</span>
</div></header><div class="node__content">
<div class="text-content clearfix field field--name-body field--type-text-with-summary field__item">
{content}
</div><section class="field field--name-comment field--type-comment comments">{said}</section></div>
</article></div></div><aside class="layout-sidebar" role="complementary">
<div class="block block-block-content"><div class="text-content field field--name-body field--type-text-with-summary field__item">
<p>{words_of(language, around.widget)}</p></div></div><div class="block block-views">
<div class="view-content">{others}</div></div></aside></main>
<footer class="site-footer"><p>{about_author(language, around)}</p></footer></div></body></html>"""


PLATFORMS: Mapping[str, Callable[[str, str, Surroundings], str]] = {
    "twentytwentyone": twentytwentyone,
    "twentytwentythree": twentytwentythree,
    "blogger": blogger,
    "ghost": ghost,
    "drupal": drupal,
}


def post_page(
    platform: str, language: str, *paragraphs: str, around: Surroundings | None = None
) -> str:
    """The page of a post with these paragraphs."""
    content = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)
    return PLATFORMS[platform](content, language, around or Surroundings())
