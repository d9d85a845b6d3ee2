"""Single addresses fetched and archived now, each for the outlet it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.db.columns import addresses, articles
from archive.db.outlets import slug_of
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Outcome
from crawler.config.desk_file import Settings
from crawler.config.outlets import Outlet
from crawler.intake.intake import NO_SECTION, OTHER_SECTION
from crawler.jobs.crawling import crawl
from crawler.session.outlet_crawl import WORTH_A_CONDITION
from crawler.session.summary import Summary
from crawler.urls.normalising import is_web_address, normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedAddress:
    """What came of one address."""

    url: str
    outlet: str
    outcome: Outcome | None
    """None when it was not asked: it was taken down, or the run stopped before."""
    reason: str | None
    public_id: str | None
    """The column that it leads to; None when there is none."""
    still_gone: bool = False
    """Whether the column was gone before, and is not there now."""

    @property
    def failed(self) -> bool:
        """Whether it gave no column."""
        return self.still_gone or self.outcome not in WORTH_A_CONDITION


def fetch_addresses(
    folder: Path, urls: Sequence[str], outlets: Sequence[Outlet], *, settings: Settings
) -> tuple[FetchedAddress, ...]:
    """What came of each address, in their order, once it is safely archived.

    Each belongs to the first of the outlets whose scope admits it; DeskError, before anything is
    asked, when none does. Asked with a crawl's manners, robots.txt included.
    """
    by_outlet: dict[str, list[str]] = {}
    owners: dict[str, str] = {}
    for url in urls:
        if not is_web_address(url):
            raise DeskError(f"{url}: no web address; write it as https://courier.example/column")
        address = normalise(url)
        owner = next((one for one in outlets if one.scope.admits_address(address)), None)
        if owner is None:
            raise DeskError(_unowned(address, outlets))
        if address not in owners:
            owners[address] = owner.slug
            by_outlet.setdefault(owner.slug, []).append(address)
    asked = [outlet for outlet in outlets if outlet.slug in by_outlet]
    summaries = crawl(folder, asked, settings=settings, addresses=by_outlet)
    by_slug = {summary.outlet: summary for summary in summaries}
    kept = {outlet.slug: ", ".join(outlet.scope.section_names) for outlet in asked}
    with Archive.reading(folder) as archive:
        return tuple(
            _fetched(archive, url, by_slug[slug], kept[slug]) for url, slug in owners.items()
        )


def _fetched(archive: Archive, url: str, summary: Summary, kept: str) -> FetchedAddress:
    """What came of it in this run; what is known from earlier ones is no answer.

    `kept` names the sections that its outlet keeps, if it does not keep all.
    """
    unasked = summary.problem or "it was taken down, and is not asked for"
    outcome, reason = summary.settled.get(url, (None, unasked))
    if kept and reason and reason.startswith((NO_SECTION, OTHER_SECTION)):
        reason = f"{reason}; {summary.outlet} keeps {kept} alone"
    article_id = next(iter(addresses.columns_at(archive.db, [url])), None)
    known = None if article_id is None else articles.known(archive.db, article_id)
    if outcome is Outcome.OUT_OF_SCOPE and known is not None:
        holder = slug_of(archive.db, known.outlet_id)
        if holder != summary.outlet:
            reason = f"{reason}; its column is {holder}'s, and stays as it is"
    return FetchedAddress(
        url=url,
        outlet=summary.outlet,
        outcome=outcome,
        reason=reason,
        public_id=None if known is None else known.public_id,
        still_gone=outcome is Outcome.UNCHANGED and known is not None and known.state == "gone",
    )


def _unowned(url: str, outlets: Sequence[Outlet]) -> str:
    near = [one.slug for one in outlets if one.scope.is_own_host(url)]
    if near:
        return f"{url}: outside the [scope] of {', '.join(near)}; see outlets/{near[0]}.toml"
    known = ", ".join(one.slug for one in outlets)
    return (
        f"{url}: on no host of an outlet ({known}); add its outlet with `desk outlets add`, or see "
        "what it holds with `desk extract`"
    )
