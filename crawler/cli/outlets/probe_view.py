"""What a probe found at a site, as `desk outlets add` and `check --live` show it."""

from rich.table import Table

from archive.model.rows import count_words
from crawler.probing.channel_probe import SiteProbe
from crawler.terminal.console import console, print_problem, printable
from crawler.terminal.wording import counted, day_of


def show_site_probe(probe: SiteProbe) -> None:
    """Prints what an outlet's channels offer, samples of its columns, and what was not found."""
    out = console()
    out.print(printable(probe.outlet))
    channels = Table("channel", "address", "columns", "back to", "newest", box=None, padding=(0, 2))
    for one in probe.channels:
        channels.add_row(
            one.channel,
            printable(one.url),
            f"{one.columns}{'+' if one.more else ''}",
            f"{one.oldest:%Y-%m-%d}" if one.oldest else "",
            f"{one.newest:%Y-%m-%d}" if one.newest else "",
        )
    out.print(channels)
    for sample in probe.samples:
        out.print(printable(f"  {sample.url}"))
        article = sample.article
        if article is None:
            out.print(printable(f"    {sample.outcome}: {sample.reason}"))
            continue
        day = day_of(article.published, article.published_precision)
        facts = [article.title or "no headline", ", ".join(article.authors) or "no author"]
        facts += [day or "no date", counted(count_words(article.body), "word")]
        facts.append(counted(len(article.comments), "comment"))
        out.print(printable(f"    {' · '.join(facts)}"))
    for note in probe.notes:
        out.print(printable(f"  note: {note}"))
    for problem in probe.problems:
        print_problem(f"{probe.outlet}: {problem}")
