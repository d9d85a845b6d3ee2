"""What an outlet's channels offer today: how many columns, how far back, and how some would read.

`desk outlets add` shows it before it writes a file, `desk outlets check --live` for each there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from archive.model.records import Article, Candidate, Outcome
from archive.model.rows import count_words
from crawler.config.outlets import Seed
from crawler.discovery import wordpress
from crawler.discovery.seeds import read_seed
from crawler.intake import intake
from crawler.probing.site_reader import is_column
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.prober import Prober, Unanswered
from crawler.urls.normalising import normalise

SAMPLES = 5
SAMPLES_TRIED = 12
"""Candidates asked for until five of them are columns."""
PAGES_PROBED = 3
"""Further pages or sitemaps of a channel that a probe asks for; a crawl asks for all."""
NONSENSE = "foreign-desk-asks-for-a-page-that-is-not-there"


@dataclass(slots=True, kw_only=True)
class ChannelProbe:
    """What one channel offers."""

    channel: str
    url: str
    columns: int = 0
    """Candidates in scope, as far as the probe went; of REST, the total it states."""
    more: bool = False
    """Whether it goes on beyond what was probed."""
    oldest: datetime | None = None
    newest: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedColumn:
    """One candidate as it would be archived, or why it would not."""

    url: str
    outcome: Outcome | None
    reason: str | None
    article: Article | None


@dataclass(slots=True, kw_only=True)
class SiteProbe:
    """What an outlet offers today."""

    outlet: str
    channels: list[ChannelProbe] = field(default_factory=list)
    samples: list[ProbedColumn] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was not found, or is odd."""

    @property
    def problems(self) -> list[str]:
        """What keeps columns from being found or read."""
        problems = [f"{one.url}: {one.problem}" for one in self.channels if one.problem]
        if not any(one.columns for one in self.channels):
            problems.append("no channel names a column")
        read = [sample.article for sample in self.samples if sample.article is not None]
        if self.samples and not read:
            problems.append("none of the sample pages can be read as a column")
        elif self.samples and not any(is_column(article) for article in read):
            problems.append("what is read of the sample pages is too short for columns")
        return problems


async def probe_site(prober: Prober, crawl: OutletCrawl) -> SiteProbe:
    """What the outlet's channels offer, with samples of the newest candidates."""
    outlet = crawl.outlet
    site = SiteProbe(outlet=outlet.slug)
    candidates: dict[str, Candidate] = {}
    for seed in outlet.seeds:
        channel = ChannelProbe(channel=seed.channel, url=seed.url)
        site.channels.append(channel)
        try:
            if seed.channel == "wordpress":
                offered = await posts_offered(prober, crawl, seed, channel)
            else:
                offered = await candidates_offered(prober, crawl, seed, channel)
        except (Unanswered, wordpress.NoListing) as seen:
            channel.problem = str(seen)
            continue
        for candidate in offered:
            candidates.setdefault(candidate.url, candidate)
    newest = sorted(
        candidates.values(), key=lambda one: one.changed_at.isoformat() if one.changed_at else "",
        reverse=True,
    )  # fmt: skip
    for candidate in newest[:SAMPLES_TRIED]:
        site.samples.append(await sample(prober, crawl, candidate))
        if sum(one.article is not None for one in site.samples) == SAMPLES:
            break
    try:
        await prober.ask(crawl, f"{outlet.home}{NONSENSE}")
    except Unanswered:
        pass
    else:
        site.notes.append(
            "the server answers 200 for a page that does not exist: what vanishes may not be told"
        )
    return site


async def candidates_offered(
    prober: Prober, crawl: OutletCrawl, seed: Seed, channel: ChannelProbe
) -> list[Candidate]:
    """The candidates in scope of a feed, sitemap or index, and of some pages it leads to."""
    candidates: dict[str, Candidate] = {}
    open_pages, asked = [seed.url], 0
    while open_pages and asked <= PAGES_PROBED:
        url = open_pages.pop(0)
        try:
            capture = (await prober.ask(crawl, url)).capture
        except Unanswered:
            if not asked:
                raise
            break
        asked += 1
        named = read_seed(
            capture.body, capture.url, seed=seed, outlet=crawl.outlet, now=capture.captured_at
        )
        if asked == 1:
            channel.problem = named.problem
        new = [one for one in named.candidates if one.url not in candidates]
        candidates.update({one.url: one for one in new})
        if seed.channel == "sitemap" or new:
            open_pages += [page for page in named.next_pages if page not in open_pages]
    channel.columns, channel.more = len(candidates), bool(open_pages) and asked > PAGES_PROBED
    times = [one.changed_at for one in candidates.values() if one.changed_at]
    channel.oldest, channel.newest = (min(times), max(times)) if times else (None, None)
    return list(candidates.values())


async def posts_offered(
    prober: Prober, crawl: OutletCrawl, seed: Seed, channel: ChannelProbe
) -> list[Candidate]:
    """The newest posts of a REST's categories; `channel` then says how many there are."""
    among = frozenset[int]()
    if seed.categories:
        listing = wordpress.address(seed.url, "wp/v2/categories", per_page=wordpress.PER_PAGE)
        tree = wordpress.read_categories((await prober.ask(crawl, listing)).capture.body)
        among = wordpress.with_descendants(tree, seed.categories)
        if not among:
            raise wordpress.NoListing(f"no category {', '.join(sorted(seed.categories))}")
    fields = {"_embed": "author,wp:term", "_fields": wordpress.POST_FIELDS, "orderby": "date"}
    newest = wordpress.posts_address(seed.url, among, per_page=10, order="desc", **fields)
    answer = await prober.ask(crawl, newest)
    posts = wordpress.read_posts(answer.capture.body)
    channel.columns = len(posts) if answer.total is None else answer.total
    channel.newest = max((post.published for post in posts if post.published), default=None)
    oldest = wordpress.posts_address(seed.url, among, per_page=1, order="asc", **fields)
    first = wordpress.read_posts((await prober.ask(crawl, oldest)).capture.body)
    channel.oldest = first[0].published if first else None
    return [
        Candidate(
            url=normalise(post.url),
            found_by=seed.url,
            changed_at=post.published,
            sections=post.categories,
            platform_id=post.id,
        )
        for post in posts
        if not post.protected
    ]


async def sample(prober: Prober, crawl: OutletCrawl, candidate: Candidate) -> ProbedColumn:
    """How a candidate's page would be archived."""
    try:
        capture = (await prober.ask(crawl, candidate.url)).capture
    except Unanswered as seen:
        return ProbedColumn(
            url=candidate.url, outcome=Outcome.FAILED, reason=str(seen), article=None
        )
    reading = intake.read(capture, crawl.outlet)
    if reading.outcome is not None and not (candidate.platform_id and reading.article):
        return ProbedColumn(
            url=candidate.url, outcome=reading.outcome, reason=reading.reason, article=None
        )
    return ProbedColumn(url=candidate.url, outcome=None, reason=None, article=reading.article)


def as_dict(site: SiteProbe) -> dict[str, Any]:
    """What a probe found, for JSON."""

    def day(moment: datetime | None) -> str | None:
        return moment.date().isoformat() if moment else None

    return {
        "outlet": site.outlet,
        "channels": [
            {
                "channel": one.channel,
                "url": one.url,
                "columns": one.columns,
                "more": one.more,
                "oldest": day(one.oldest),
                "newest": day(one.newest),
                "problem": one.problem,
            }
            for one in site.channels
        ],
        "samples": [
            {
                "url": one.url,
                "outcome": one.outcome,
                "reason": one.reason,
                "title": one.article.title if one.article else None,
                "authors": list(one.article.authors) if one.article else [],
                "published": one.article.published if one.article else None,
                "words": count_words(one.article.body) if one.article else 0,
                "comments": len(one.article.comments) if one.article else 0,
            }
            for one in site.samples
        ],
        "notes": site.notes,
        "problems": site.problems,
    }


async def probe_sites(prober: Prober, crawls: Sequence[OutletCrawl]) -> list[SiteProbe]:
    """What each outlet offers, asked one after the other."""
    return [await probe_site(prober, crawl) for crawl in crawls]
