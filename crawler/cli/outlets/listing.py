"""`desk outlets list` and `show`: what outlet files say."""

from collections.abc import Mapping, Sequence
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from crawler.cli.chosen_outlets import chosen_outlets, sound_outlets
from crawler.cli.options import json_option
from crawler.config.outlet_values import duration_text
from crawler.config.outlets import Outlet
from crawler.terminal.console import console, print_problem, printable
from crawler.terminal.json_output import json_value, print_json


@click.command("list")
@json_option
def list_outlets(as_json: bool = False) -> None:
    """One line per outlet.

    \b
    Example:
      desk outlets list
    """
    outlets, problems = sound_outlets()
    if as_json:
        print_json([outlet_as_dict(outlet) for outlet in outlets])
    else:
        show_outlets(outlets)
    for problem in problems:
        print_problem(f"not listed: {problem}")
    if problems:
        click.get_current_context().exit(1)


@click.command("show")
@click.argument("slug")
@json_option
def show_outlet(slug: str, as_json: bool) -> None:
    """What one outlet's file says, with every default filled in.

    \b
    Example:
      desk outlets show courier
    """
    fields = outlet_as_dict(chosen_outlets((slug,))[0])
    if as_json:
        print_json(fields)
    else:
        show_pairs(fields)


def show_outlets(outlets: Sequence[Outlet]) -> None:
    """Prints a line per outlet: slug, name, home, what it is crawled from."""
    table = Table(box=None, pad_edge=False)
    for name in ("outlet", "name", "home", "language", "seeds"):
        table.add_column(name, overflow="fold")
    for outlet in outlets:
        seeds = ", ".join(seed.channel for seed in outlet.seeds) or "none: only imported"
        table.add_row(outlet.slug, printable(outlet.name), outlet.home, outlet.language, seeds)
    console().print(table)


def show_pairs(pairs: Mapping[str, Any], *, indent: int = 0) -> None:
    """Prints an object as indented lines of key and value; empty values are left out."""
    out = console()
    for key, value in pairs.items():
        if is_empty(value):
            continue
        label = " " * indent + key
        if isinstance(value, Mapping):
            out.print(Text(label, style="cyan"))
            show_pairs(value, indent=indent + 2)
        elif isinstance(value, list) and isinstance(value[0], Mapping):
            for place, item in enumerate(value, start=1):
                out.print(Text(f"{label}[{place}]", style="cyan"))  # as problems name it
                show_pairs(item, indent=indent + 2)
        else:
            text = "; ".join(map(str, value)) if isinstance(value, list) else value
            out.print(Text(f"{label}  ", style="cyan") + printable(text))


def is_empty(value: Any) -> bool:
    """Whether a file says nothing there, nor in what stands below it."""
    if isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    return value in (None, [], "")


def outlet_as_dict(outlet: Outlet) -> dict[str, Any]:
    """An outlet's file with every default filled in, as JSON can hold it."""
    return {
        "slug": outlet.slug,
        "name": outlet.name,
        "home": outlet.home,
        "language": outlet.language,
        "timezone": outlet.timezone.key,
        "country": outlet.country,
        "formerly": list(outlet.formerly),
        "delay": outlet.delay,
        "every": duration_text(outlet.every),
        "revisit_after": None
        if outlet.revisit_after is None
        else duration_text(outlet.revisit_after),
        "scope": {
            "hosts": sorted(outlet.scope.hosts),
            "include": [pattern.pattern for pattern in outlet.scope.include],
            "exclude": [pattern.pattern for pattern in outlet.scope.exclude],
            "sections": sorted(outlet.scope.sections),
        },
        "seeds": [
            {
                "channel": seed.channel,
                "url": seed.url,
                "limit": seed.limit,
                "categories": sorted(seed.categories),
                "links": seed.links.css if seed.links else None,
                "pages": seed.pages,
                "next": seed.next.css if seed.next else None,
            }
            for seed in outlet.seeds
        ],
        "layouts": [
            {
                "from": json_value(layout.since),
                "until": json_value(layout.until),
                **{
                    name: [selector.text for selector in selectors]
                    for name, selectors in layout.selectors.items()
                },
            }
            for layout in outlet.layouts
        ],
        "expect": {"columns": outlet.expect.columns, **outlet.expect.shares},
    }
