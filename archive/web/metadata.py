"""Which tables Datasette serves, and what it shows of them: titles, descriptions, labels, order."""

from typing import Any

DATABASE = "archive"
"""Datasette names a database after its file."""

SHOWN: dict[str, dict[str, Any]] = {
    "articles": {
        "title": "Columns",
        "description": "One row a column: what its page says today, told apart from comments and"
        " page furniture. Search takes words of any script, “phrases”, begin*, OR, -word,"
        " ( ), NEAR(one two, 5), title: and author:.",
        "fts_table": "articles_fts",
        "label_column": "title",
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
    "captures": {
        "title": "Captures",
        "description": "Every response as received: when, what became of it, and where it stands"
        " in the WARC files.",
        "label_column": "captured_at",
        "sort_desc": "captured_at",
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
    "clusters": {
        "title": "Same text",
        "description": "Columns with the same body, each group with its earliest column.",
    },
    "chrome": {
        "title": "What was taken out",
        "description": "Page furniture removed from the columns, with its kind and the rule.",
    },
    "chrome_texts": {
        "title": "Texts taken out",
        "description": "The texts of that furniture, each once however many columns had it.",
        "label_column": "text",
    },
    "article_urls": {
        "title": "Addresses",
        "description": "Every address a column was seen under, and how.",
    },
    "former_ids": {
        "title": "Former ids",
        "description": "Ids of columns that were found to be one, and which column has them now.",
    },
    "crawls": {
        "title": "Crawls",
        "description": "Each crawl of an outlet and what it came to.",
        "sort_desc": "started_at",
    },
}
"""The tables that are served, in the order of the front page; `served` refuses all others."""

METADATA: dict[str, Any] = {
    "title": "foreign-desk",
    "description": "An archive of columns on foreign affairs: their text, their readers' comments"
    " and how both changed.",
    "databases": {
        DATABASE: {"tables": SHOWN},
    },
}
