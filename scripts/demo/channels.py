"""How the demo outlet tells what it has published: feed, sitemaps, robots.txt."""

import gzip
from collections.abc import Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape as xml_escape

from scripts.demo.columns import Column
from scripts.demo.pages import LISTED_ON_A_PAGE, Site, excerpt
from scripts.demo.theme import escape, fill

OLDEST_IN_RECENT_SITEMAP = 2018
"""First year of the sitemap that is served plain; older columns stand in the gzip one."""

SITEMAP_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(site: Site, crawl_delay: float) -> str:
    """robots.txt with WordPress's own tree and one more forbidden."""
    return (
        "# If you are regularly crawling WordPress.com sites, please use our firehose.\n"
        f"Sitemap: {site.root}/sitemap.xml\n\n"
        "User-agent: *\n"
        "Disallow: /wp-admin/\n"
        "Allow: /wp-admin/admin-ajax.php\n"
        "Disallow: /drafts/\n"
        f"Crawl-delay: {crawl_delay:g}\n"
    )


def feed(site: Site, page: int) -> str | None:
    """One page of the RSS feed, newest columns first; None beyond the last page."""
    columns = [column for column in site.edition.listed_in("feed") if not column.draft]
    start = (page - 1) * LISTED_ON_A_PAGE
    shown = columns[start : start + LISTED_ON_A_PAGE]
    if not shown:
        return None
    built = max(column.changed_at for column in columns)
    items = "".join(item(site, column) for column in shown)
    return fill("feed.xml", {"root": site.root, "built": format_datetime(built), "items": items})


def comment_feed(site: Site, column: Column) -> str:
    """The feed of one column's comments, which names no column."""
    items = "".join(
        f"<item><title>By: {escape(comment.author)}</title>"
        f"<link>{site.url(column)}#comment-{comment.id}</link>"
        f"<pubDate>{format_datetime(comment.at)}</pubDate></item>\n"
        for comment in column.comments[-LISTED_ON_A_PAGE:]
    )
    title = f"Comments on: {escape(column.title)}"
    return xml(f'<rss version="2.0"><channel><title>{title}</title>\n{items}</channel></rss>')


def item(site: Site, column: Column) -> str:
    """One entry of the feed."""
    tags = "".join(f"\t\t<category><![CDATA[{tag}]]></category>\n" for tag in column.tags)
    return fill(
        "item.xml",
        {
            **site.common(column),
            "title": escape(column.title),
            "author": column.author,
            "section": column.section,
            "published": format_datetime(column.published),
            "tags": tags,
            "excerpt": excerpt(column),
            "comments": len(column.comments),
        },
    )


def sitemap_index(site: Site) -> str:
    """The sitemap that names the other sitemaps."""
    names = ("sitemap-1.xml", "sitemap-2.xml.gz", "sitemap-pages.xml")
    entries = "".join(f"<sitemap><loc>{site.root}/{name}</loc></sitemap>\n" for name in names)
    return xml(f'<sitemapindex xmlns="{SITEMAP_SPACE}">\n{entries}</sitemapindex>')


def recent_sitemap(site: Site) -> str:
    """The columns of recent years."""
    return url_set(
        site,
        [
            column
            for column in site.edition.listed_in("sitemap")
            if column.published.year >= OLDEST_IN_RECENT_SITEMAP
        ],
    )


def older_sitemap(site: Site) -> bytes:
    """The older columns, as a gzip file that is the same whenever it is made."""
    columns = [
        column
        for column in site.edition.listed_in("sitemap")
        if column.published.year < OLDEST_IN_RECENT_SITEMAP
    ]
    return gzip.compress(url_set(site, columns).encode(), mtime=0)


def pages_sitemap(site: Site) -> str:
    """Pages that are no columns."""
    return xml(
        f'<urlset xmlns="{SITEMAP_SPACE}">\n'
        f"<url><loc>{site.root}/</loc></url>\n<url><loc>{site.root}/about/</loc></url>\n</urlset>"
    )


def url_set(site: Site, columns: Sequence[Column]) -> str:
    """A sitemap of columns with the time of each one's last edit."""
    entries = "".join(
        f"<url><loc>{xml_escape(site.url(column))}</loc>"
        f"<lastmod>{column.changed_at.isoformat()}</lastmod></url>\n"
        for column in columns
    )
    return xml(f'<urlset xmlns="{SITEMAP_SPACE}">\n{entries}</urlset>')


def xml(element: str) -> str:
    """An XML document."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element}\n'
