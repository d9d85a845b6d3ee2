"""One column from several captures: its pages joined, its comments merged, what REST adds to both.

Pure. The text is that of the pages as a reader gets them; REST gives only fields, exact times, and
which comment answers which, so that no version depends on whether it is open.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from archive.model.records import Article, Block, Chrome, Comment, body_of
from archive.model.writing_systems import CJK
from crawler.discovery.wordpress import Post, PostComment
from crawler.extraction.comments.comment_pages import by_page_number, is_numbered_from_one
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.page import parse
from crawler.extraction.metadata.bylines.column_byline import STATED
from crawler.extraction.outlet_layout import LAYOUT
from crawler.extraction.text.names import authors_of, comparable_name, without_repetitions

REST = "rest"
"""What `found_in` has for a field from a REST listing."""
GUESSES = frozenset(("density", "url"))
"""Places of a byline that any statement is better than."""
OPENING = 4
"""Blocks at the top of the first page that a further page may print again before it goes on."""
NEXT_PAGE = "<!--nextpage-->"
"""Where WordPress splits a post; REST gives the text of all pages with these marks in it."""
ENDING = 60
"""Letters at the end of a post by which a page is known to hold it: about ten words."""
WHOLE = 0.6
"""Share of a post's letters that a page has which holds all of it, but for lists of links and
players; the first of two equal pages has .5."""

WORDS_BESIDE, SIGNS_BESIDE = 3, 3
"""Words, or signs of scripts without blanks, beside a name from which they are no part of one:
"View all posts by Ada Quay". Fewer may be: "Ada Quay Smith" is not Ada Quay, nor 李明辉 李明."""
LONGEST_PARTICLE = 5
"""Letters of a word in small letters that may be in a name ("della"); longer ones are not."""
_UNSPACED = re.compile(f"[{CJK}]")
"""Scripts that set no blanks between a name and the words around it."""


def join_pages(first: Article, further: Sequence[Article]) -> Article:
    """The column that starts on one page and goes on over others, as one text.

    Fields are the first page's. What further pages print again stands once: headline, standfirst
    and opening at the top, an author's box or the like at the end.
    """
    if not further:
        return first
    pages = [first.blocks]
    for page in further:
        before = pages[-1]
        pages[-1] = before[: len(before) - _same_at_end(before, page.blocks)]
        pages.append(_without_opening(page.blocks, first))
    signed = first if first.authors else next((page for page in further if page.authors), first)
    chrome: dict[Chrome, None] = dict.fromkeys(first.chrome)
    for page in further:
        chrome |= dict.fromkeys(page.chrome)
    return replace(
        first,
        blocks=tuple(block for page in pages for block in page),
        authors=signed.authors,
        byline=first.byline or signed.byline,
        found_in={**_places(signed, ("authors", "byline")), **first.found_in},
        chrome=tuple(chrome),
        next_page=None,
    )


def is_same_text(one: Article, other: Article) -> bool:
    """Whether two pages show the same text: a server answers for a page there is not."""
    return _letters(body_of(one.blocks)) == _letters(body_of(other.blocks))


def is_same_headline(one: Article, other: Article) -> bool:
    """Whether two pages are headed alike, but for a page's number."""
    first, second = sorted((_letters(one.title), _letters(other.title)), key=len)
    return bool(first) and second.startswith(first)


def merge_comments(
    first: Sequence[Comment], pages: Mapping[str, Sequence[Comment]]
) -> tuple[Comment, ...]:
    """The comments of a column's first page and of its pages of comments by address, each once.

    In reading order: WordPress and Blogger show the last page where no number is given, Drupal the
    first.
    """
    numbered = [pages[address] for address in sorted(pages, key=by_page_number)]
    last = any(map(is_numbered_from_one, pages))
    merged: dict[object, Comment] = {}
    for comment in (
        c for page in ([*numbered, first] if last else [first, *numbered]) for c in page
    ):
        key = comment.id or (comment.author, comment.published, comment.text)
        merged.setdefault(key, comment)
    return tuple(merged.values())


def with_replies(
    comments: Sequence[Comment], replies: Mapping[str, PostComment]
) -> tuple[Comment, ...]:
    """The comments with the parents and times that REST has for them.

    Beyond the depth to which a theme indents, a page shows a reply beside its parent. Pingbacks
    and what REST does not list stay as they are.
    """
    shown = {comment.id for comment in comments}
    known = []
    for comment in comments:
        reply = replies.get(comment.id or "")
        if reply is None:
            known.append(comment)
            continue
        exact = reply.published is not None
        known.append(
            replace(
                comment,
                parent=reply.parent if reply.parent in shown else None,
                published=_as_printed(reply.published, comment.published) or comment.published,
                published_precision="second" if exact else comment.published_precision,
            )
        )
    above = {comment.id: comment.parent for comment in known if comment.id}
    return tuple(
        replace(comment, depth=sum(1 for _ in _ancestors(comment.id, above)))
        if comment.id in replies
        else comment
        for comment in known
    )


def with_post(article: Article, post: Post) -> Article:
    """The column with what the listing of its post knows better: exact times, names, section."""
    changes: dict[str, object] = {}
    place = article.found_in
    if (authors := _authors(article, post)) != article.authors:
        changes["authors"] = authors
    if post.published is not None and place.get("published") != LAYOUT:
        changes["published"] = _as_printed(post.published, article.published)
        changes["published_precision"] = "second"
    if post.modified is not None and place.get("modified") != LAYOUT:
        changes |= _modified(article, post.modified, published=post.published)
    if post.categories and not article.section:
        changes["section"] = post.categories[0]
    if post.tags and not article.tags:
        changes["tags"] = post.tags
    places = {name: REST for name in changes if not name.endswith("_precision")}
    sections = tuple(dict.fromkeys((*article.sections, *post.categories)))
    return replace(
        article,
        **changes,  # type: ignore[arg-type]
        sections=sections,
        found_in={**place, **places},
    )


def _authors(article: Article, post: Post) -> tuple[str, ...]:
    """Who wrote the column: REST's names where the page has none, guesses, or prints the same ones
    with words of its furniture ("View all of Ada Quay's posts").

    Another name on the page is a guest's: REST knows only the account that posted.
    """
    told = tuple(
        without_repetitions(
            name for account in post.authors for name in authors_of(account, sure=True)
        )
    )
    found = article.authors
    source = article.found_in.get("authors", "").rpartition("; ")[2]
    if not told or found == told:
        return found
    if not found or source in GUESSES:
        return told
    if source in STATED or source == LAYOUT:
        return found
    pairs = [(one, other) for one in found for other in told if _is_within(other, one)]
    same = {one for one, _ in pairs} == set(found) and {other for _, other in pairs} == set(told)
    return told if same else found


def _is_within(name: str, longer: str) -> bool:
    """Whether a line is a whole name, or has it with words around that are no part of a name."""
    words, around = comparable_name(name), comparable_name(longer)
    if words == around:
        return True
    if _UNSPACED.search(name):
        beside = len(around.replace(" ", "")) - len(words.replace(" ", ""))
        return len(name) > 1 and words in around and beside >= SIGNS_BESIDE
    if " " not in words or not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", around):
        return False
    beside = len(around.split()) - len(words.split())
    plain = (word for word in longer.split() if word.islower())
    return beside >= WORDS_BESIDE or any(len(word) > LONGEST_PARTICLE for word in plain)


def goes_on(article: Article, post: Post, *, pages: int) -> bool:
    """Whether a post's text goes on beyond the pages of it that were read.

    Marks in it show how many pages it has. Sites that drop them are recognised by how much is
    missing.
    """
    marks = post.content.count(NEXT_PAGE)
    if not post.content or (marks and pages > marks):
        return False
    whole = _letters(text_of(parse(post.content, article.url).root))
    shown = _letters(
        "".join(
            (*(block.text for block in article.blocks), *(chrome.text for chrome in article.chrome))
        )
    )
    if not whole or whole[-ENDING:] in shown:
        return False
    return bool(marks) or len(shown) < WHOLE * len(whole)


def _without_opening(blocks: Sequence[Block], first: Article) -> tuple[Block, ...]:
    """A further page's blocks from where it goes on."""
    said = (first.title, first.standfirst, first.byline, first.kicker, first.section)
    opening = {_letters(text) for text in said if text}
    opening |= {_letters(block.text) for block in first.blocks[:OPENING]}
    opening.discard("")
    start = 0
    while start < len(blocks) and _letters(blocks[start].text) in opening:
        start += 1
    return tuple(blocks[start:])


def _same_at_end(one: Sequence[Block], other: Sequence[Block]) -> int:
    """How many of two pages' last blocks are the same; not all of either."""
    count = 0
    for mine, theirs in zip(reversed(one[1:]), reversed(other[1:]), strict=False):
        if mine.text != theirs.text:
            break
        count += 1
    return count


def _modified(
    article: Article, modified: datetime, *, published: datetime | None
) -> dict[str, object]:
    """The exact time of the last edit, unless the page prints a later one or there was none."""
    if article.modified is not None and article.modified > modified:
        return {}
    if article.modified is None and published is not None and modified <= published:
        return {}
    return {
        "modified": _as_printed(modified, article.modified or article.published),
        "modified_precision": "second",
    }


def _as_printed(moment: datetime | None, printed: datetime | None) -> datetime | None:
    """A moment in the zone in which the page prints its times."""
    if moment is None or printed is None or printed.tzinfo is None:
        return moment
    return moment.astimezone(printed.tzinfo)


def _ancestors(comment: str | None, above: Mapping[str, str | None]) -> Iterator[str]:
    """The comments that one answers, the nearest first; a circle ends."""
    seen = {comment}
    parent = above.get(comment or "")
    while parent is not None and parent not in seen:
        yield parent
        seen.add(parent)
        parent = above.get(parent)


def _places(article: Article, names: Iterable[str]) -> dict[str, str]:
    return {name: article.found_in[name] for name in names if name in article.found_in}


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, (text or "").casefold()))
