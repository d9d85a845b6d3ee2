"""What a person types, cut into pieces: words, phrases, operators, brackets, fields."""

import re
import unicodedata

from archive.text.folding import UNSEEN
from archive.text.indian_scripts import with_half_letters

LONGEST = 20_000
"""Signs of a query that are read."""

LONGEST_SAID = 60
"""Signs of a word or name that are said back."""
LAST_SAID = 20
"""Of these, those that are its last."""

IS_UNSEEN = re.compile(f"[{UNSEEN}]")
NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb]")
"""Control characters and halves of characters: space between words."""
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | {"（": "(", "）": ")", "：": ":"})
IN_HEBREW = re.compile(r'(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
"""A quotation mark in a word stands for the sign of an abbreviation."""
GERSHAYIM = "\u05f4"
FIELDS = ("title", "author", "outlet", "section", "tag", "lang", "before", "after", "in")
PIECE = re.compile(
    rf"""
    (?P<open>\() | (?P<close>\))
    | (?:(?<=[\s(])|^)(?P<minus>[-−])(?=[^\s)])
    | NEAR\((?P<near>[^()]*)(?:\)|$)
    | (?P<between>NEAR(?:/(?P<distance>[^\s()"]*))?)(?=[\s("]|$)
    | (?P<operator>AND|OR|NOT)(?=[\s()"]|$)
    | (?:(?P<field>(?i:{"|".join(FIELDS)})):(?=[^\s)]) | (?P<unknown>[A-Za-z_]+):(?=[^\s):/]))
    | (?P<apart>(?i:{"|".join(FIELDS)})):(?=\s[^)])
    | "(?P<phrase>[^"]*)(?P<phrase_end>"|$)(?P<star>\*)?
    | (?P<word>[^\s"()]+)
    """,
    re.VERBOSE,
)
DISTANCE = re.compile(r",\s*([-−+]?\d\S*)\s*$")
"""What stands behind the words of NEAR( ) as their distance, also when it is none."""
LONE_FIELD = re.compile(rf"(?i:{'|'.join(FIELDS)}):")


def plain(text: str) -> str:
    """A text without what nobody sees, composed, and on one line."""
    seen = IS_UNSEEN.sub("", NO_TEXT.sub(" ", text))  # or what is shown would not be what is run
    return " ".join(unicodedata.normalize("NFC", seen).split())


def pieces(text: str) -> list[re.Match[str]]:
    """The pieces of what a person typed, in order; whatever is typed, it is some of them."""
    typed = plain(with_half_letters(text)).translate(QUOTES)
    return list(PIECE.finditer(IN_HEBREW.sub(GERSHAYIM, typed)))


def short(text: str) -> str:
    """A piece as it is said back: the middle of a long one is left out."""
    if len(text) <= LONGEST_SAID:
        return text
    return f"{text[: LONGEST_SAID - LAST_SAID - 1]}…{text[-LAST_SAID:]}"


def said_back(text: str) -> str:
    """What was typed as it is said back: each of its words short."""
    return " ".join(map(short, text.split()))


def said_in(piece: re.Match[str]) -> str | None:
    """The words of a phrase, or the word; None of any other piece."""
    said: str | None = piece["phrase"] if piece["word"] is None else piece["word"]
    return said
