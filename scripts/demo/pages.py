"""HTML pages of the demo outlet, as WordPress.com serves them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from scripts.demo.columns import Column, Comment, Edition
from scripts.demo.markup import html_of, plain
from scripts.demo.theme import counted, date_words, escape, fill, time_words, words

NAME = "The Quillhaven Lantern"
LISTED_ON_A_PAGE = 10
"""Columns on an index page and in a feed, as WordPress ships."""
DEEPEST_REPLY = 3
"""Depth beyond which WordPress.com prints a reply beside its parent."""
RELATED = 3
EXCERPT_WORDS = 30

SERVICES = (
    ("wordpress", "wp", "WordPress.com", "WordPress.com Logo"),
    ("googleplus", "googleplus", "Google", "Google photo"),
    ("twitter", "twitter", "Twitter", "Twitter picture"),
    ("facebook", "fb", "Facebook", "Facebook photo"),
)
"""Name in markup, name in fields, name in words, picture's text: the form's panels."""


@dataclass(frozen=True, slots=True)
class Site:
    """An edition at an address; every page is a method."""

    edition: Edition
    root: str
    """Scheme, host and port, without a slash at the end."""

    def url(self, column: Column) -> str:
        """A column's permalink."""
        return self.root + column.path

    def column_page(self, column: Column, *, comment_page: int | None = None, page: int = 1) -> str:
        """A column's page with its discussion, the same with older comments, or a further page."""
        if column.password:
            return self.password_page(column)
        said = words(column.language)
        counter = counted("reply", len(column.comments), column.language)
        main = fill(
            "column.html",
            {
                **self.common(column),
                "counter": counter,
                "updated": self.updated(column),
                "text": self.text_page(column, page),
                "flair": self.flair(column),
                "posted_in": said["posted_in"],
                "tags": self.tag_links(column),
                "post_navigation": said["post_navigation"],
                "neighbours": self.neighbours(column),
                "discussion": self.discussion(column, comment_page),
                "form": self.form(column),
            },
        )
        return self.shell(
            main,
            title=column.title,
            body_class=f"post-template-default single single-post postid-{column.id}",
            language=column.language,
            head_links=self.head_links(column),
            widgets=self.widgets() if column.uncached else "",
        )

    def text_page(self, column: Column, page: int) -> str:
        """The text that stands on one page of a column, with links to the others."""
        if not column.split:
            return html_of(column.text, root=self.root)
        links = " ".join(
            f'<span class="post-page-numbers current" aria-current="page">{number}</span>'
            if number == page
            else f'<a href="{self.url(column)}{f"{number}/" if number > 1 else ""}"'
            f' class="post-page-numbers">{number}</a>'
            for number in range(1, len(column.split) + 1)
        )
        text = html_of(column.split[page - 1], root=self.root)
        return f'{text}\n<div class="page-links">Pages: {links}</div>'

    def password_page(self, column: Column) -> str:
        """A password form in place of a column's text."""
        return self.shell(
            fill("password.html", self.common(column)),
            title=f"Protected: {column.title}",
            body_class=f"post-template-default single single-post postid-{column.id}",
        )

    def plain_page(self, kind: str, heading: str, text: str) -> str:
        """A page that is no column: about the paper, not found."""
        main = fill("plain.html", {"kind": kind, "heading": heading, "text": text})
        return self.shell(main, title=heading, body_class=kind)

    def listing_page(self, heading: str, columns: Sequence[Column], base: str, page: int) -> str:
        """One page of an index, with links to the pages before and after it."""
        start = (page - 1) * LISTED_ON_A_PAGE
        shown = columns[start : start + LISTED_ON_A_PAGE]
        pages = ""
        if start + LISTED_ON_A_PAGE < len(columns):
            older = f"{self.root}{base}page/{page + 1}/"
            pages += f'<div class="nav-previous"><a href="{older}" rel="prev">Older posts</a></div>'
        if page > 1:
            newer = f"{self.root}{base}" + (f"page/{page - 1}/" if page > 2 else "")
            pages += f'<div class="nav-next"><a href="{newer}" rel="next">Newer posts</a></div>'
        main = fill(
            "listing.html",
            {
                "heading": escape(heading),
                "entries": "\n".join(map(self.entry, shown)),
                "pages": pages,
            },
        )
        return self.shell(main, title=heading, body_class="archive category")

    def entry(self, column: Column) -> str:
        """A column as an index page shows it."""
        counter = counted("reply", len(column.comments), "en")
        return fill(
            "entry.html",
            {**self.common(column), "excerpt": excerpt(column), "counter": counter},
        )

    def shell(
        self,
        main: str,
        *,
        title: str,
        body_class: str,
        language: str = "en",
        head_links: str = "",
        widgets: str = "",
    ) -> str:
        """A whole document around the main part."""
        sidebar = fill("sidebar.html", {"root": self.root, "widgets": widgets})
        return fill(
            "shell.html",
            {
                "root": self.root,
                "language": language,
                "head_title": escape(f"{title} | {NAME}"),
                "head_links": head_links,
                "body_class": body_class,
                "main": main,
                "sidebar": sidebar,
            },
        )

    def common(self, column: Column) -> dict[str, object]:
        """What most templates say of a column."""
        return {
            "root": self.root,
            "url": self.url(column),
            "path": column.path,
            "id": column.id,
            "title": escape(column.title),
            "author": escape(column.author),
            "author_slug": slug_of(column.author),
            "section": escape(column.section),
            "section_slug": slug_of(column.section),
            "published": column.published.isoformat(),
            "published_words": date_words(column.published, column.language),
        }

    def head_links(self, column: Column) -> str:
        """Links and properties that name this column in the document's head."""
        canonical = self.url(column)
        if column.comments_per_page:
            # Twenty Twenty-Three under WordPress 6.1 declares this on the column itself.
            canonical += f"comment-page-{len(comment_pages(column))}/#comments"
        properties = {
            "og:type": "article",
            "og:title": column.title,
            "og:url": self.url(column),
            "og:description": excerpt(column),
            "article:published_time": column.published.isoformat(),
            "article:modified_time": column.changed_at.isoformat(),
            "og:site_name": NAME,
        }
        links = [
            f'<link rel="alternate" type="application/rss+xml" href="{self.url(column)}feed/" />',
            f'<link rel="canonical" href="{canonical}" />',
            f"<link rel='shortlink' href='{self.root}/?p={column.id}' />",
        ]
        links += [
            f'<meta property="{name}" content="{escape(content)}" />'
            for name, content in properties.items()
        ]
        return "\n".join(links) + "\n"

    def updated(self, column: Column) -> str:
        """The hidden time of the last edit, if there was one."""
        if column.modified is None:
            return ""
        said = date_words(column.modified, column.language)
        return f'<time class="updated" datetime="{column.modified.isoformat()}">{said}</time>'

    def tag_links(self, column: Column) -> str:
        """Links to a column's tags."""
        links = (
            f'<a href="{self.root}/tag/{slug_of(tag)}/" rel="tag">{escape(tag)}</a>'
            for tag in column.tags
        )
        return " | Tagged " + ", ".join(links) if column.tags else ""

    def neighbours(self, column: Column) -> str:
        """Links to the columns published before and after."""
        row = [other for other in self.edition.columns if not other.draft]
        if column not in row:
            return ""
        at = row.index(column)
        links = ""
        if at + 1 < len(row):
            before = row[at + 1]
            links += (
                f'<div class="nav-previous"><a href="{self.url(before)}" rel="prev">'
                f'<span class="meta-nav">&larr;</span> {escape(before.title)}</a></div>'
            )
        if at:
            after = row[at - 1]
            links += (
                f'<div class="nav-next"><a href="{self.url(after)}" rel="next">'
                f'{escape(after.title)} <span class="meta-nav">&rarr;</span></a></div>'
            )
        return links

    def flair(self, column: Column) -> str:
        """Advertisement, share, like and related blocks, inside the text as Jetpack puts them."""
        said = words(column.language)
        older = [
            other
            for other in self.edition.in_section(column.section)
            if other.published < column.published and not other.password
        ]
        related = "".join(
            fill(
                "related.html",
                {
                    **self.common(other),
                    "position": position,
                    "excerpt": excerpt(other),
                    "context": said["in_section"].format(section=escape(other.section)),
                },
            )
            for position, other in enumerate(older[:RELATED])
        )
        return fill(
            "flair.html",
            {
                **said,
                **self.common(column),
                "share_twitter": said["click_to_share"].format(service="Twitter"),
                "share_facebook": said["click_to_share"].format(service="Facebook"),
                "related_columns": related,
            },
        )

    def discussion(self, column: Column, comment_page: int | None) -> str:
        """The comments of one page, the newest page unless another is asked for."""
        if not column.comments:
            return ""
        thoughts = counted("thoughts", len(column.comments), column.language)
        pages = comment_pages(column)
        number = comment_page or len(pages)
        threads = "".join(
            self.thread(column, comment, depth=1, position=position)
            for position, comment in enumerate(pages[number - 1])
        )
        paging = self.comment_paging(column, number, len(pages))
        return (
            f'\t<h2 class="comments-title">{thoughts} '
            f"&ldquo;<span>{escape(column.title)}</span>&rdquo;</h2>\n{paging}"
            f'\t<ol class="comment-list">\n{threads}\t</ol><!-- .comment-list -->\n'
        )

    def comment_paging(self, column: Column, number: int, last: int) -> str:
        """Links to the pages of older and newer comments."""
        if last == 1:
            return ""
        said = words(column.language)
        links = ""
        if number > 1:
            older = f"{self.url(column)}comment-page-{number - 1}/#comments"
            links += (
                f'<div class="nav-previous"><a href="{older}">{said["older_comments"]}</a></div>'
            )
        if number < last:
            newer = f"{self.url(column)}comment-page-{number + 1}/#comments"
            links += f'<div class="nav-next"><a href="{newer}">{said["newer_comments"]}</a></div>'
        heading = f'<h2 class="screen-reader-text">{said["comment_navigation"]}</h2>'
        return (
            '\t<nav id="comment-nav-above" class="navigation comment-navigation" '
            f'role="navigation">{heading}<div class="nav-links">{links}</div></nav>\n'
        )

    def thread(self, column: Column, comment: Comment, *, depth: int, position: int) -> str:
        """A comment with the replies to it."""
        said = words(column.language)
        replies = [other for other in column.comments if other.parent == comment.id]
        inner = "".join(
            self.thread(column, reply, depth=min(depth + 1, DEEPEST_REPLY), position=place)
            for place, reply in enumerate(replies)
        )
        nested = f'<ol class="children">\n{inner}</ol><!-- .children -->\n' if inner else ""
        beside = depth >= DEEPEST_REPLY
        name = escape(comment.author)
        link = f"<a href='{comment.url}' rel='external nofollow ugc' class='url'>{name}</a>"
        item = fill(
            "pingback.html" if comment.kind == "pingback" else "comment.html",
            {
                **said,
                "id": comment.id,
                "url": self.url(column),
                "parity": parity(position, depth),
                "depth": depth,
                "parent_class": " parent" if replies else "",
                "author": link if comment.url and comment.kind == "reader" else name,
                "author_url": comment.url or "",
                "at": comment.at.isoformat(),
                "at_words": time_words(comment.at, column.language),
                "text": html_of(comment.text, root=self.root),
                "nonce": nonce(self.edition, column),
                "children": "" if beside else nested,
            },
        )
        return item + (inner if beside else "")

    def form(self, column: Column) -> str:
        """The whole comment form that WordPress.com called Highlander."""
        said = words(column.language)
        services = "".join(
            fill(
                "service.html",
                {
                    **said,
                    "service": service,
                    "field": field,
                    "picture": picture,
                    "commenting_as": said["commenting_as"].format(service=name),
                },
            )
            for service, field, name, picture in SERVICES
        )
        return fill(
            "form.html",
            {
                **said,
                **self.common(column),
                "services": services,
                "nonce": nonce(self.edition, column),
            },
        )

    def widgets(self) -> str:
        """Newest columns and newest comments of the whole outlet."""
        listed = self.edition.listed_in("index")
        said = sorted(
            ((comment, column) for column in listed for comment in column.comments),
            key=lambda pair: pair[0].at,
            reverse=True,
        )
        return fill(
            "widgets.html",
            {
                "recent_posts": "".join(
                    f'\t\t\t<li><a href="{self.url(column)}">{escape(column.title)}</a></li>\n'
                    for column in listed[:5]
                ),
                "recent_comments": "".join(
                    f'\t\t\t<li class="recentcomments">{escape(comment.author)} on '
                    f'<a href="{self.url(column)}#comment-{comment.id}">{escape(column.title)}'
                    "</a></li>\n"
                    for comment, column in said[:5]
                ),
            },
        )


def comment_pages(column: Column) -> list[list[Comment]]:
    """Threads of a column's discussion by page, oldest first."""
    threads = [comment for comment in column.comments if comment.parent is None]
    size = column.comments_per_page or len(threads) or 1
    return [threads[start : start + size] for start in range(0, len(threads), size)]


def parity(position: int, depth: int) -> str:
    """The classes by which WordPress stripes a list of comments."""
    stripe = "odd alt" if position % 2 else "even"
    return f"{stripe} thread-{stripe.replace(' ', ' thread-')}" if depth == 1 else stripe


def nonce(edition: Edition, column: Column) -> str:
    """The form's one-time number: another one in each state where pages are served uncached."""
    state = edition.state if column.uncached else 1
    return sha256(f"{state} {column.id}".encode()).hexdigest()[:10]


def excerpt(column: Column) -> str:
    """The first words of a column, escaped."""
    first = column.text.split("\n\n", 1)[0]
    return escape(" ".join(plain(first).split()[:EXCERPT_WORDS]) + "…")


def slug_of(name: str) -> str:
    """A name as it stands in an address."""
    return "-".join(name.lower().replace("’", "").split())
