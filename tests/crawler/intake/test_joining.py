"""Pages joined to one column, comments of several pages merged, and what REST adds to both."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from archive.model.records import Article, Block, Chrome, Comment
from crawler.discovery.wordpress import Post, PostComment
from crawler.intake.joining import goes_on, join_pages, merge_comments, with_post, with_replies

URL = "https://harbour.example/2026/05/lamps/"
ISLAND = timezone(timedelta(hours=-3))


def page(*paragraphs: str, **fields: object) -> Article:
    article = Article(
        url=URL,
        title="Nine lamps and a reef",
        standfirst="A count of lights.",
        byline="By Ada Quay",
        authors=("Ada Quay",),
        blocks=tuple(Block("paragraph", text) for text in paragraphs),
    )
    return replace(article, **fields)  # type: ignore[arg-type]


def post(content: str = "", **fields: object) -> Post:
    told = Post(
        id="12",
        url=URL,
        protected=False,
        published=datetime(2026, 5, 1, 15, 30, 12, tzinfo=UTC),
        modified=datetime(2026, 5, 3, 9, 0, 1, tzinfo=UTC),
        authors=("Ada Quay",),
        categories=("Abroad",),
        tags=("lamps",),
        title="Nine lamps and a reef",
        content=content,
    )
    return replace(told, **fields)  # type: ignore[arg-type]


def comment(number: int, **fields: object) -> Comment:
    return replace(Comment(text=f"Comment {number}.", id=str(number)), **fields)  # type: ignore[arg-type]


BOX = "Ada Quay has counted lamps for thirty years."


def test_pages_are_one_text_without_what_each_page_prints_again() -> None:
    joined = join_pages(
        page("The first lamp.", "The second lamp.", BOX, next_page=f"{URL}2/"),
        [
            page("Nine lamps and a reef", "A count of lights.", "The third lamp.", BOX),
            page("By Ada Quay", "The fourth lamp.", BOX),
        ],
    )
    assert [block.text for block in joined.blocks] == [
        *("The first lamp.", "The second lamp.", "The third lamp.", "The fourth lamp.", BOX),
    ]
    assert (joined.title, joined.next_page) == ("Nine lamps and a reef", None)


def test_a_paragraph_that_comes_back_in_the_middle_of_a_page_is_the_authors() -> None:
    joined = join_pages(page("Count.", "One."), [page("Two.", "Count.", "Three.")])
    assert [block.text for block in joined.blocks] == ["Count.", "One.", "Two.", "Count.", "Three."]


def test_who_signs_the_last_page_wrote_the_column() -> None:
    unsigned = page("One.", byline=None, authors=())
    signed = page("Two.", found_in={"authors": "text"})
    joined = join_pages(unsigned, [signed])
    assert (joined.authors, joined.found_in["authors"]) == (("Ada Quay",), "text")


def test_furniture_of_all_pages_is_kept_once() -> None:
    share, pages = Chrome("share", "Share this", "share"), Chrome("navigation", "1 2", "pages")
    joined = join_pages(page("One.", chrome=(share,)), [page("Two.", chrome=(share, pages))])
    assert joined.chrome == (share, pages)


def test_comments_are_merged_in_reading_order_each_once() -> None:
    own = (comment(3), comment(4))
    pages = {
        f"{URL}comment-page-2/": (comment(2), comment(3)),
        f"{URL}comment-page-1/": (comment(1),),
    }
    assert [c.id for c in merge_comments(own, pages)] == ["1", "2", "3", "4"]
    drupal = {f"{URL}?page=2": (comment(6),), f"{URL}?page=1": (comment(5),)}
    assert [c.id for c in merge_comments(own, drupal)] == ["3", "4", "5", "6"]


def test_pages_of_ten_do_not_stand_before_pages_of_two() -> None:
    pages = {f"{URL}comment-page-{at}/": (comment(at),) for at in (10, 2, 1)}
    assert [c.id for c in merge_comments((), pages)] == ["1", "2", "10"]


def told(number: int, parent: int | None = None) -> PostComment:
    at = datetime(2026, 5, 2, 8, number, 30, tzinfo=UTC)
    return PostComment(
        id=str(number), post="12", parent=str(parent) if parent else None, published=at
    )


def test_rest_tells_whom_a_reply_answers_that_stands_beside_its_parent() -> None:
    printed = datetime(2026, 5, 2, 5, 4, tzinfo=ISLAND)
    shown = (
        comment(1),
        comment(2, parent="1", depth=1),
        comment(3, parent="1", depth=1),
        comment(4, published=printed, published_precision="minute"),
        comment(5, kind="pingback"),
    )
    replies = {str(n): told(n, p) for n, p in ((1, None), (2, 1), (3, 2), (4, 9))}
    merged = with_replies(shown, replies)
    assert [(c.id, c.parent, c.depth) for c in merged] == [
        *(("1", None, 0), ("2", "1", 1), ("3", "2", 2), ("4", None, 0), ("5", None, 0)),
    ]
    assert str(merged[3].published) == "2026-05-02 05:04:30-03:00"
    assert merged[3].published_precision == "second"
    assert merged[4] == shown[4]


def test_replies_in_a_circle_end() -> None:
    shown = (comment(1), comment(2))
    merged = with_replies(shown, {"1": told(1, 2), "2": told(2, 1)})
    assert [c.depth for c in merged] == [1, 1]


def test_a_post_adds_what_the_page_does_not_tell_and_the_exact_time() -> None:
    seen = page(
        "One.",
        authors=(),
        byline=None,
        published=datetime(2026, 5, 1, tzinfo=ISLAND),
        published_precision="day",
    )
    article = with_post(seen, post())
    assert article.authors == ("Ada Quay",)
    assert str(article.published) == "2026-05-01 12:30:12-03:00"
    assert article.published_precision == "second"
    assert (article.section, article.tags) == ("Abroad", ("lamps",))
    assert article.sections == ("Abroad",)
    assert article.found_in == dict.fromkeys(
        ("authors", "published", "modified", "section", "tags"), "rest"
    )


def test_a_post_never_touches_the_text_nor_what_the_page_says_itself() -> None:
    seen = page("One.", section="Sea", sections=("Sea",), tags=("reefs",), authors=("A Guest",))
    article = with_post(seen, post("<p>Another text.</p>", title="Another headline"))
    assert (article.title, article.body, article.standfirst) == (
        seen.title,
        "One.",
        seen.standfirst,
    )
    assert (article.section, article.tags, article.authors) == ("Sea", ("reefs",), ("A Guest",))
    assert article.sections == ("Sea", "Abroad")


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (("View all of Ada Quay’s posts",), "Ada Quay"),
        (("Ada Quay", "Ada Quay schreibt"), "Ada Quay"),
        (("查看李薇的所有文章。",), "李薇"),
        (("김하늘", "김하늘 escribe"), "김하늘"),
    ],
)
def test_the_author_that_rest_names_stands_before_a_name_with_words_of_the_authors_box(
    printed: tuple[str, ...], told: str
) -> None:
    seen = page("One.", authors=printed, found_in={"authors": "text"})
    article = with_post(seen, post(authors=(told,)))
    assert (article.authors, article.found_in["authors"]) == ((told,), "rest")


@pytest.mark.parametrize(
    ("printed", "told", "source"),
    [
        (("A Guest",), "Ada Quay", "text"),
        (("Ada Quay", "Tove Reef"), "Ada Quay", "text"),  # a co-author
        (("Joann Leeds",), "Ann Lee", "platform"),
        (("Ada Quay",), "Ada", "platform"),  # an account's short name
        (("Ada Quay",), "Ada Quay, Chief Mapmaker", "platform"),
        (("Ada Quay Junior",), "Ada Quay", "json-ld"),
        (("Ada Quay Junior",), "Ada Quay", "layout"),
        (("Ada Quay Smith",), "Ada Quay", "text"),  # another person, or her whole name
        (("Ada Quay della Torre",), "Ada Quay", "platform"),
        (("李明辉",), "李明", "text"),
        (("王小明",), "小明", "text"),
        ((), "admin", "text"),
    ],
)
def test_what_a_page_names_itself_stays(printed: tuple[str, ...], told: str, source: str) -> None:
    seen = page("One.", authors=printed, found_in={"authors": source})
    assert with_post(seen, post(authors=(told,))).authors == printed


def test_the_outlets_own_selectors_are_believed_before_rest() -> None:
    own = datetime(2026, 4, 30, tzinfo=ISLAND)
    seen = page("One.", published=own, published_precision="day", found_in={"published": "layout"})
    assert with_post(seen, post()).published == own


def test_a_post_that_was_never_edited_tells_of_no_edit() -> None:
    unedited = post(modified=post().published)
    assert with_post(page("One."), unedited).modified is None
    later = datetime(2026, 6, 1, tzinfo=UTC)
    assert with_post(page("One.", modified=later), post()).modified == later


WHOLE = (
    "<p>The first lamp stands on the mole and is lit by hand each evening.</p>{}"
    "<p>The last lamp is on the reef, and nobody has been seen to light it at all.</p>"
)
FIRST = "The first lamp stands on the mole and is lit by hand each evening."
LAST = "The last lamp is on the reef, and nobody has been seen to light it at all."


def test_a_text_goes_on_where_the_post_is_split_and_its_end_is_not_shown() -> None:
    split = post(WHOLE.format("<p><!--nextpage--></p>"))
    assert goes_on(page(FIRST), split, pages=1)
    assert not goes_on(page(FIRST, LAST), split, pages=1), "a theme that shows all on one page"
    assert not goes_on(page(FIRST), split, pages=2), "both pages were read"


def test_a_post_without_marks_goes_on_only_if_much_is_missing() -> None:
    unmarked = post(WHOLE.format(""))
    assert goes_on(page(FIRST), unmarked, pages=1)
    assert not goes_on(page(FIRST, LAST[:40]), unmarked, pages=1)
    assert not goes_on(page(FIRST), post(""), pages=1), "a listing without texts"
