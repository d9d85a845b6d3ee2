"""`desk extract`: one page as foreign-desk reads it."""

from datetime import date

import click

from crawler.cli.chosen_outlets import chosen_outlets
from crawler.cli.options import Period, json_option
from crawler.cli.working_folder import settings_to_read
from crawler.jobs.single_page import end_of_day, read_article
from crawler.terminal.columns import show_article
from crawler.terminal.console import console
from crawler.terminal.json_output import print_json
from crawler.urls.normalising import is_web_address


@click.command()
@click.argument("source", metavar="FILE|URL|-")
@click.option("--text", "is_text", is_flag=True, help="It is flattened text, not HTML.")
@click.option("--url", help="The address the page came from (for a file or standard input).")
@click.option("--outlet", "slug", help="Read it as a page of this outlet (zone, layouts).")
@click.option("--on", "day", type=Period(), help="Read it as captured then; otherwise as now.")
@json_option
def extract(
    source: str,
    is_text: bool,
    url: str | None,
    slug: str | None,
    day: tuple[date, date] | None,
    as_json: bool,
) -> None:
    """Show one page as foreign-desk reads it.

    Each field and where it was found, the text, the comments, and what was taken out.

    An address is asked as a crawl asks, by robots.txt and with your contact. You typed it, so its
    host is asked even if it is a private one (10.0.0.1); where it redirects to must be public.

    Found in: json-ld, microdata, meta and opengraph are stated in the page; platform is the
    markup of blog software (a time element, a link to an author); text is what is printed; url
    is the address. Of dates with the same points the first is taken: what is stated goes before
    what is printed, and what is nearer to the headline before the rest.

    \b
    Examples:
      desk extract page.html
      curl -s https://courier.example/a-column/ | desk extract -
      desk extract letter.txt --text --json
      desk extract old.html --outlet courier --on 2019-05
    """
    if url is not None and not is_web_address(url):
        raise click.BadParameter(
            f"{url!r} is no address; give one like https://courier.example/a-column/",
            param_hint="--url",
        )
    outlet = chosen_outlets((slug,))[0] if slug else None
    then = end_of_day(day[1], outlet) if day else None
    article = read_article(
        source,
        is_text=is_text,
        url=url,
        outlet=outlet,
        settings=settings_to_read(source),
        captured_at=then,
    )
    if outlet is not None and outlet.layouts and outlet.layout_at(then) is None:
        when = f"on {day[1]}" if day else "today; to read the page as of an earlier day: --on DATE"
        click.echo(f"no layout of {outlet.slug} holds {when}", err=True)
    if as_json:
        print_json(article)
    else:
        show_article(console(), article)
