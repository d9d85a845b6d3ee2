"""A page with more comments than most sites have in a year."""

from crawler.extraction import extract_article

COMMENTS = 10_000


def test_all_of_ten_thousand_comments_are_read() -> None:
    talk = "".join(
        f'<li class="comment" id="comment-{n}"><cite class="fn">Reader {n}</cite>'
        f'<div class="comment-meta"><a href="#comment-{n}"><time>1 March 2026</time></a></div>'
        f'<div class="comment-content"><p>Remark {n} on the ferries.</p></div></li>'
        for n in range(COMMENTS)
    )
    text = "<p>The ferries cross the strait each morning, and carry what the island needs.</p>" * 8
    page = f"<article><h1>Ferries</h1>{text}</article><ol class='comment-list'>{talk}</ol>"
    article = extract_article(page, "https://harbour.example/ferries/")
    assert len(article.comments) == COMMENTS
