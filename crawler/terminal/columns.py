"""A column as several verbs show it: its fields, its text, its comments, what was taken out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.model.records import Article, Block, Chrome, Comment, FieldCandidate
from archive.model.rows import IS_UNSPACED, count_words
from archive.model.times import NO_ZONE
from crawler.terminal.console import printable, set_in, show_heading
from crawler.terminal.wording import counted, day_of

SHOWN_CHROME = 300
"""Characters of a removed block shown to a person; `--json` has all of it."""

LABELLED = (
    "kicker", "title", "standfirst", "byline", "authors", "dateline", "published", "modified",
    "section", "sections", "tags", "language", "page_kind", "url", "canonical_url", "comment_count",
    "next_page", "comment_pages", "cut",
)  # fmt: skip
"""The fields of an article in the order `desk extract` shows them."""

SET_IN = ("quotation", "verse", "caption")
"""Kinds of blocks that are set in."""

RELATED = {
    "same text": "the same text",
    "edited copy": "an edited copy, or this one is",
    "excerpt of": "this is an excerpt of",
    "contains": "this contains",
    "joined by a person": "the same, as a person says",
    "by way of others": "like it, by way of others",
}
"""The wording for how another column of a cluster is related."""


def show_article(out: Console, article: Article) -> None:
    """Prints every field with where it was found, then the text, the comments and the chrome."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column("field", style="cyan", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("found in", style="dim", no_wrap=True)
    for name in LABELLED:
        value = getattr(article, name)
        if value in (None, ()):
            continue
        if isinstance(value, datetime):
            value = day_of(value, getattr(article, f"{name}_precision"))
            value += _assumed_zone(article.candidates.get(name, ()))
        elif isinstance(value, tuple):
            value = "; ".join(value)
        table.add_row(name, printable(value), article.found_in.get(name, ""))
    out.print(table)
    for name, place in article.found_in.items():
        if place.startswith("layout: "):  # the outlet's own selectors found nothing
            out.print(Text(f"{name}  {place}", style="yellow"))
    show_candidates(out, article)
    words = counted(count_words(article.body), "word")
    if IS_UNSPACED.search(article.body):
        words += ", each Chinese or Japanese character as one"
    show_heading(out, f"body: {words}")
    show_blocks(out, article.blocks)
    show_comments(out, article.comments)
    show_chrome(out, article.chrome)


def _assumed_zone(candidates: Iterable[FieldCandidate]) -> str:
    """What is said of a date's zone that the page does not print."""
    taken = next((candidate.reasons for candidate in candidates if candidate.chosen), ())
    return next((f" ({why})" for why, _ in taken if why.startswith(NO_ZONE)), "")


def show_candidates(out: Console, article: Article) -> None:
    """Prints the values that a page offered for a field in vain, with what spoke about each.

    A value that one kind of place has several times is shown once, with the most that spoke for it.
    """
    for name, candidates in article.candidates.items():
        if all(candidate.chosen for candidate in candidates):
            continue
        again = Counter((candidate.text, candidate.source) for candidate in candidates)
        taken = next((one.weight for one in candidates if one.chosen), None)
        show_heading(out, f"{name}: considered")
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(style="cyan", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_column(style="dim", overflow="fold")
        for candidate in candidates:
            times = again.pop((candidate.text, candidate.source), 0)
            if not times:
                continue
            tied = candidate.weight == taken and not candidate.chosen
            mark = "taken" if candidate.chosen else "not taken"
            table.add_row(
                f"{mark}, {_weight(candidate.weight)}",
                printable(candidate.text),
                printable(f"{candidate.source}: {_reasons(candidate, times, tied=tied)}"),
            )
        out.print(table)


def _reasons(candidate: FieldCandidate, times: int, *, tied: bool) -> str:
    """What spoke for and against a value, and in how many more places it stands."""
    told = [f"{why} {_weight(points, '+')}" if points else why for why, points in candidate.reasons]
    told = told or ["nothing speaks for it"]
    if tied:
        told.append("of equals the first is taken")
    if times > 1:
        told.append(f"in {counted(times - 1, 'more place')}")
    return "; ".join(told)


def _weight(points: float, sign: str = "") -> str:
    """Points with one decimal, or with two where they need them: "5.0", "-0.04"."""
    exact = f"{points or 0.0:{sign}.2f}"
    return exact.removesuffix("0")


def show_blocks(out: Console, blocks: Iterable[Block]) -> None:
    """Prints a column: headings bold, quotations and verse set in, lists dotted, captions named."""
    before: str | None = None
    for block in blocks:
        if not (block.kind == before and block.kind in ("item", "row")):
            out.print()
        before = block.kind
        text = printable(block.text)
        if block.kind == "heading":
            text.stylize("bold")
        elif block.kind == "item":
            text = Text("• ") + text
        elif block.kind == "caption":
            text = Text("picture: ", style="dim") + text
        depth = 4 if block.kind in SET_IN else 2 * (block.level or 1) - 2
        indent = depth if block.kind in (*SET_IN, "item") else 0
        out.print(set_in(text, indent))


def show_comments(
    out: Console,
    comments: Sequence[Comment],
    *,
    gone: frozenset[Comment] = frozenset(),
    forgotten: frozenset[Comment] = frozenset(),
) -> None:
    """Prints comments as the thread they form: author, date, kind, whether gone, text."""
    if not comments:
        return
    left = f", {len(gone)} of them no longer on the page" if gone else ""
    taken_out = sum(comment in forgotten for comment in comments)
    left += f", {taken_out} of them forgotten" if taken_out else ""
    show_heading(out, f"comments: {len(comments)}{left}")
    for comment in comments:
        nameless = "(forgotten)" if comment in forgotten else "(no name)"
        head = printable(comment.author or nameless)
        head.stylize("bold")
        when = day_of(comment.published, comment.published_precision)
        kind = comment.kind if comment.kind != "reader" else ""
        state = "no longer on the page" if comment in gone else ""
        notes = "  ".join(note for note in (when, kind, state) if note)
        head.append(f"  {notes}" if notes else "", style="dim not bold")
        out.print()
        out.print(set_in(head, 2 * comment.depth))
        if comment not in forgotten:
            out.print(set_in(printable(comment.text), 2 * comment.depth))


def show_chrome(out: Console, chrome: Sequence[Chrome]) -> None:
    """Prints what was taken out: kind, the rule that removed it, the beginning of its text."""
    if not chrome:
        return
    show_heading(out, f"taken out: {len(chrome)}")
    for block in chrome:
        text = " ".join(block.text.split())
        if len(text) > SHOWN_CHROME:
            text = text[:SHOWN_CHROME] + " …"
        out.print()
        out.print(Text(block.kind, style="bold") + Text(f"  ({block.rule})", style="dim not bold"))
        out.print(set_in(printable(text), 2))
