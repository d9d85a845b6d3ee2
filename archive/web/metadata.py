"""Which tables Datasette serves, and what it shows of them: titles, descriptions, labels, order.

A column is named by its public id; its row number says nothing and leads nowhere.
"""

from typing import Any

DATABASE = "archive"
"""Datasette names a database after its file."""

SHOWN: dict[str, dict[str, Any]] = {
    "articles": {
        "title": "Columns",
        "description": "One row a column, named by its public id: what its page says today, told"
        " apart from comments and page furniture. Search takes words of any script, “phrases”,"
        " begin*, OR, -word, ( ), NEAR(one two, 5), title: and author:.",
        "fts_table": "articles_fts",
        "label_column": "public_id",
        "sort_desc": "published_utc",
    },
    "comments": {
        "title": "Reader comments",
        "description": "Comments, pingbacks and trackbacks under the columns, as last seen.",
        "fts_table": "comments_fts",
        "sort_desc": "published_utc",
    },
    "versions": {
        "title": "Versions",
        "description": "Runs of the same text in time. The newest text stands with the column.",
        "sort_desc": "seen_at",
    },
    "outlets": {
        "title": "Outlets",
        "description": "The publications the columns come from.",
        "label_column": "name",
        "sort": "name",
    },
    "article_events": {
        "title": "Gone, back, moved",
        "description": "When a column vanished, answered again or changed its address.",
        "sort_desc": "happened_at",
    },
    "article_authors": {
        "title": "Authors",
        "description": "Names parsed from bylines, in the order printed.",
    },
    "article_tags": {"title": "Tags", "description": "Tags as the pages print them."},
}
"""The tables that have pages, in the order of the list: what a reader understands."""
BEHIND = (
    *("captures", "crawls", "clusters", "chrome", "chrome_texts", "article_urls", "former_ids"),
)
"""Tables that statements of a reader's own may read too; `served` refuses all others."""

DESCRIPTION = (
    "An archive of columns on foreign affairs: their text and how it changed,"
    " and their readers' comments as last seen."
)
METADATA: dict[str, Any] = {
    "title": "foreign-desk",
    "description": DESCRIPTION,
    "databases": {
        DATABASE: {"description": DESCRIPTION, "tables": SHOWN},
    },
}
