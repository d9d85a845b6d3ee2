"""The names by which the places and tags of comment widgets are known.

The widgets themselves are found in `crawler.extraction.comments.widgets`.
"""

from collections.abc import Mapping
from typing import Any, Final

from crawler.extraction.vocabulary.tables import table, word_list

WIDGETS: Final[Mapping[str, Mapping[str, Any]]] = table("widgets")["widgets"]
"""Each widget's traces, as `widgets.toml` lists them."""
WIDGET_NAMES = {
    name: widget
    for widget, traces in WIDGETS.items()
    for name in word_list(traces.get("places", ""))
}
"""Ids and class names (lower case) to the widget they belong to."""
WIDGET_TAGS = {
    tag: widget for widget, traces in WIDGETS.items() for tag in word_list(traces.get("tags", ""))
}
