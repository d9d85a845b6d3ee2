"""Boxes that are nearly all links are no text, unless they belong to one."""

from crawler.extraction import extract_article

URL = "https://courier.example/2021/05/the-strait"
PROSE = (
    "The pilots of the strait have kept their own book of tides since before either navy had a "
    "chart of it, and they lend it to nobody. "
)
MENU = "".join(f'<li><a href="/desk/{n}">Reports from desk number {n}</a></li>' for n in range(9))


def page(*parts: str) -> str:
    return f"<html><body>{''.join(parts)}</body></html>"


def column(*more: str) -> str:
    paragraphs = "".join(f"<p>{PROSE}({n})</p>" for n in range(4))
    return f"<article><h1>The strait</h1>{paragraphs}{''.join(more)}</article>"


def test_a_menu_is_kept_as_chrome_with_a_line_for_each_link() -> None:
    article = extract_article(page(f"<div class=top><ul>{MENU}</ul></div>", column()), URL)
    assert "Reports from desk" not in article.body
    (menu,) = [c for c in article.chrome if c.rule == "navigation: nearly all links"]
    assert menu.text.splitlines() == [f"Reports from desk number {n}" for n in range(9)]


def test_a_list_of_headlines_named_as_related_is_of_that_kind() -> None:
    related = f'<div><ul class="more-related">{MENU}</ul></div>'
    article = extract_article(page(column(), related), URL)
    kinds = {c.kind for c in article.chrome if c.rule.endswith("nearly all links")}
    assert kinds == {"related"}


def test_a_list_of_links_inside_a_text_is_weighed_with_it() -> None:
    listed = f"<p>The pilots named these sources:</p><ul>{MENU}</ul><p>{PROSE}</p>"
    article = extract_article(page(column(listed)), URL)
    assert not [c for c in article.chrome if c.rule.endswith("nearly all links")]


def test_the_lists_of_a_page_without_other_text_are_weighed_as_its_text() -> None:
    article = extract_article(page(f"<h1>Sources</h1><div><ul>{MENU}</ul></div>"), URL)
    assert not [c for c in article.chrome if c.rule.endswith("nearly all links")]


def test_scripts_and_claimed_boxes_in_a_menu_are_not_in_its_text() -> None:
    share = '<div class="sharedaddy"><a href="/s">Share this</a></div>'
    menu = f"<div class=top><div><script>var hidden = 1;</script><ul>{MENU}</ul>{share}</div></div>"
    article = extract_article(page(menu, column()), URL)
    (text,) = [c.text for c in article.chrome if c.rule == "navigation: nearly all links"]
    assert "hidden" not in text
    assert "Share this" not in text
