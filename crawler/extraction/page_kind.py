"""The kind of a page: a column, a list of columns, a gate (password, challenge, consent, paywall),
a soft 404, or empty.

Structure and size decide before wording: a long text is a column whatever is printed beside it.
"""

from collections.abc import Sequence
from typing import Final

from archive.model.records import PageKind
from archive.text.sizes import text_size
from crawler.extraction import challenge, consent_page, wall_page
from crawler.extraction.body.body import Body
from crawler.extraction.listing_page import is_listing, states_an_article
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.metadata.fields import Fields
from crawler.extraction.password_page import is_password_page
from crawler.extraction.paywall import is_behind_paywall
from crawler.extraction.shell_page import is_shell
from crawler.extraction.soft_404 import is_soft_404
from crawler.extraction.vocabulary.tables import table, word_list

LONGEST_TEASER = 700
"""Size from which the text before a paywall is worth keeping as a column."""
_TABLE: Final = table("page_kinds")
STATED_METAS = frozenset(word_list(_TABLE["wall"]["column_metas"]))


def page_kind(
    page: Page, index: PageIndex, claims: Sequence[Claim], fields: Fields, body: Body
) -> PageKind:
    """The kind of a page, judged by its text, its fields, its claims and its markup."""
    size = sum(text_size(block.text) for block in body.blocks)
    if is_password_page(page, index, claims, fields, body):
        return "password"
    if size <= challenge.LONGEST and _is_challenge(page, index, claims, fields, size):
        return "challenge"
    if size <= consent_page.LONGEST and _asks_for_consent(page, index, body):
        return "consent"
    if size <= LONGEST_TEASER and is_behind_paywall(page, index, body):
        return "paywall"
    if 0 < size <= wall_page.LONGEST and _is_wall(page, index, claims, fields, body):
        return "paywall"
    if is_soft_404(page, index, size, signed=fields.byline is not None):
        return "missing"
    if not size:
        return "column" if body.with_captions else "empty"
    if is_shell(page, index, body, title=fields.title):
        return "empty"
    return "listing" if is_listing(page, index, claims, fields, body) else "column"


def _is_challenge(
    page: Page, index: PageIndex, claims: Sequence[Claim], fields: Fields, size: int
) -> bool:
    """Whether a bot check is served; a date that such a page prints makes it no column."""
    said = fields.authors or fields.byline or index.author_links
    return not (said or _states_a_column(page, index)) and challenge.is_challenge(
        page, index, claims, size=size
    )


def _asks_for_consent(page: Page, index: PageIndex, body: Body) -> bool:
    """Whether the page asks for consent; a column with a date or a statement that it is one may."""
    dated = bool(index.times) or states_an_article(index)
    return not dated and consent_page.is_consent_page(page, index, body)


def _is_wall(
    page: Page, index: PageIndex, claims: Sequence[Claim], fields: Fields, body: Body
) -> bool:
    return not _has_fields_of_a_column(page, index, fields) and wall_page.is_wall_page(
        page, index, claims, body
    )


def _has_fields_of_a_column(page: Page, index: PageIndex, fields: Fields) -> bool:
    """Whether the page says when, by whom, or on what a column was written, or that it is one.

    An address alone does not: what stands there may have been put in a column's place.
    """
    beside = _beside(page)
    date = fields.elements.get("date")
    read = (
        (fields.authors or fields.byline, "authors"),
        (fields.published if date is None or not beside[page.numbers[date]] else None, "published"),
        (fields.modified, "modified"),
        (fields.section, "section"),
        (fields.tags, "tags"),
    )
    return (
        any(value and fields.found_in.get(name) != "url" for value, name in read)
        or bool(index.author_links)
        or _states_a_column(page, index)
    )


def _states_a_column(page: Page, index: PageIndex) -> bool:
    """Whether the page's markup says for machines what only a column has, or that it is one."""
    beside = _beside(page)
    return (
        not STATED_METAS.isdisjoint(index.metas)
        or states_an_article(index)
        or any(not beside[time.at] for time in index.times)
        or any("datepublished" in (i.element.get("itemprop") or "").lower() for i in index.items)
    )


def _beside(page: Page) -> bytearray:
    """For each element 1 where it stands beside a page's own text."""
    return page.inside(page.elements[at] for at in page.tagged(*wall_page.BESIDE))
