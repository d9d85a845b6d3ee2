"""What a column is found by beside its text: values of the columns `search_…` of `articles`. Pure.

Each is made of what the page said, and again of what the rows say, when these are checked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from archive.model.rows import ArticleFields
from archive.model.versions import Text
from archive.text.index_marks import column_marks
from archive.text.index_words import author_words, caption_words, column_words

SEARCHED_BY = ("search_extra", "search_authors", "search_captions", "search_marks")


def of_text(text: Text) -> dict[str, str | None]:
    """The words of a text in the forms they may be asked for."""
    return {"search_extra": column_words(text.title, text.standfirst, text.body)}


def of_fields(fields: ArticleFields, *, outlet_id: int) -> dict[str, str | None]:
    """What all else that a page says of a column of an outlet gives."""
    row = {**fields.values, "outlet_id": outlet_id}
    return {
        **of_row(row, authors=fields.authors, tags=fields.tags),
        "search_captions": caption_words(fields.captions),
    }


def of_row(
    row: Mapping[str, Any], *, authors: Sequence[str], tags: Sequence[str]
) -> dict[str, str | None]:
    """What a row gives with the lists beside it, but for text and captions."""
    return {
        "search_authors": author_words(authors, row["byline"]),
        "search_marks": column_marks(
            outlet_id=row["outlet_id"],
            language=row["language"],
            section=row["section"],
            tags=tags,
            authors=authors,
            published=row["published"],
            precision=row["published_precision"],
        ),
    }
