"""What the full-text index holds of a column beside its words: one token for each of its facts.

By these marks outlet, language, section, tags, authors and date are asked for as words are,
anywhere in a query, without a look at the row. A mark is a sign of private use that tells what is
said, then the value as one word: whatever the tokenizer would part it at is written as signs of
private use, which it takes for letters. What is written here is stored and verified: a change needs
a migration.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from archive.text.folding import NO_PART, fold, remembered
from archive.text.index_words import joined, marked

OUTLET = "\uf8f4"
LANGUAGE = "\uf8f5"
SECTION = "\uf8f6"
TAG = "\uf8f7"
AUTHOR_NAME = "\uf8f8"
DATE = "\uf8f9"
"""Each before a whole value."""
SECTION_WORD = "\uf8fa"
TAG_WORD = "\uf8fb"
"""Before each word of a section and of a tag, as TITLE and AUTHOR are in `index_words`."""
UNDATED = "\uf8fc"
"""The mark of a column of which no date is known."""

BETWEEN = "\uf8fd"
"""For a space."""
LONGEST = 64
"""Signs of a value that are written out; of a longer one its beginning and its digest are."""
BEGINNING = 40


class _Letters(dict[int, str]):
    """Each sign as what the tokenizer takes for letters, made when it is first asked for."""

    def __missing__(self, code: int) -> str:
        # Every version of SQLite takes for a letter what Unicode 3.2 did.
        if unicodedata.ucd_3_2_0.category(chr(code))[0] in "LN":
            letters = chr(code)
        else:
            letters = chr(0xE000 + (code >> 12)) + chr(0xE200 + (code & 0xFFF))
        self[code] = letters
        return letters


LETTERS = _Letters({ord(" "): BETWEEN})


def column_marks(
    *,
    outlet_id: int,
    language: str | None,
    section: str | None,
    tags: Sequence[str],
    authors: Sequence[str],
    published: str | None,
    precision: str | None,
) -> str:
    """All marks of a column, and the words of its section and tags, in whatever order they come."""
    in_order = sorted(tags)
    tokens = [
        outlet_mark(outlet_id),
        *_language_marks(language),
        *map(section_mark, filter(None, [section])),
        *map(tag_mark, filter(None, in_order)),
        *map(author_mark, filter(None, authors)),
        *_date_marks(published, precision),
    ]
    rows = [row for tag in in_order for row in marked(tag, TAG_WORD)]
    return joined(" ".join(dict.fromkeys(tokens)), *marked(section, SECTION_WORD), *rows) or ""


def outlet_mark(outlet_id: int) -> str:
    """The mark of the columns of an outlet, by its row, as a name may change."""
    return f"{OUTLET}{outlet_id}"


def language_mark(code: str) -> str:
    """The mark of a language: of `en` all columns in English have it, of `en-GB` these alone."""
    return LANGUAGE + as_word(code.replace("_", "-"))


def section_mark(value: str) -> str:
    """The mark of a section as a whole."""
    return SECTION + as_word(value)


def tag_mark(value: str) -> str:
    """The mark of a tag as a whole."""
    return TAG + as_word(value)


def author_mark(name: str) -> str:
    """The mark of an author by the whole name."""
    return AUTHOR_NAME + as_word(name)


def year_mark(year: int) -> str:
    """The mark of the columns printed in a year, also of those that tell no more of their date."""
    return f"{DATE}{year:04}"


def year_of(mark: str) -> str:
    """The mark of the year that a date's mark is in, or is; any other mark itself."""
    return mark[: len(DATE) + 4] if mark.startswith(DATE) else mark


def month_of(mark: str) -> str:
    """The mark of the month that a day's mark is in; any other mark itself."""
    return mark[: len(DATE) + 6] if mark.startswith(DATE) else mark


def month_mark(year: int, month: int) -> str:
    """The mark of the columns printed in a month."""
    return f"{year_mark(year)}{month:02}"


def day_mark(day: date) -> str:
    """The mark of the columns printed on a day."""
    return f"{month_mark(day.year, day.month)}{day.day:02}"


@remembered
def as_word(value: str) -> str:
    """A value as it is compared with others, in one word; empty when there is nothing to see.

    One of signs that are left out of words ("…", "'") is compared by these.
    """
    spaced = " ".join(value.split())
    folded = fold(spaced).strip() or unicodedata.normalize("NFC", NO_PART.sub("", spaced)).strip()
    if len(folded) > LONGEST:
        digest = hashlib.sha256(folded.encode(errors="surrogatepass")).hexdigest()
        folded = f"{folded[:BEGINNING]} {digest[:16]}"
    return folded.translate(LETTERS)


def _language_marks(code: str | None) -> Iterable[str]:
    if code:
        whole = code.replace("_", "-")
        yield language_mark(whole.partition("-")[0])
        yield language_mark(whole)


def _date_marks(published: str | None, precision: str | None) -> Iterable[str]:
    """The marks of the date as the page printed it, whatever day that was elsewhere."""
    if not published:
        yield UNDATED
        return
    year, month, day = published[:4], published[5:7], published[8:10]
    yield DATE + year
    if precision != "year":
        yield DATE + year + month
        if precision != "month":
            yield DATE + year + month + day
