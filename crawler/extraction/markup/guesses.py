"""Whether the text that a charset makes of bytes can be one, and which charset makes one.

Declarations are wrong most often where a server sends ISO-8859-1 for everything. bs4.dammit asks
whichever library it finds. Of 563 pieces of the Universal Declaration of Human Rights (120 to 6,000
characters, 29 languages, 19 charsets, in a page with an English menu) chardet 7.7 told 563 in 2.6
ms each, cchardet 3.2 told 523, and charset-normalizer 3.5, which Scrapy brings along, 497 in 1.4
ms: of those in windows-1252 it took every third for text of another charset.
"""

import codecs
import re

from bs4.dammit import EncodingDetector
from w3lib.encoding import resolve_encoding

SAMPLE = 20_000
"""Bytes from which a charset is guessed, of the pieces between tags that are not ASCII."""
EXAMINED = 100_000
"""Characters of which are examined those that are not ASCII."""
MOST_BROKEN = 0.05
"""Share of characters that may be undecodable: of a page in two charsets, or a damaged one. A page
read in a wrong charset of several bytes has a fifth and more."""
LONG_RUN, LONG_RUN_OF_LETTERS = 4, 3
"""Accented Latin letters and signs in a row, and letters alone, of three kinds or more, which no
language has: the bytes are letters of another script. A row of dashes or dots has one kind. Words
of Hebrew are too short for four."""
MOST = 0.5
"""Share of the characters beyond ASCII from which such runs, half-width kana, or capitals within
Cyrillic words are not the text's own; of runs of letters of other alphabets that touch Latin ones,
as accented letters do that were read so."""
GUESSABLE = frozenset(
    "big5 big5hkscs cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 "
    "cp932 cp949 euc_jp gb18030 iso8859-2 iso8859-5 iso8859-6 iso8859-7 koi8-r koi8-u "
    "mac-cyrillic mac-roman".split()
)
"""Charsets taken from a guess, as Python names them; a guess outside these is more often wrong than
right."""
GUESSED = {
    "euc_jis_2004": "euc_jp",
    "euc_jisx0213": "euc_jp",
    "shift_jis_2004": "cp932",
    "iso8859-8": "cp1255",
}
"""What pages are in where a guess names the standard's later extension, or what Windows made of it:
in letters ISO-8859-8 and windows-1255 are the same."""

MOST_SIGNS = 0.1
"""Share of the characters beyond ASCII that are signs within words ("pos³ów"): letters of central
European charsets, or halves of others."""
KINDS_OF_SIGNS, MOST_OF_SIGNS = 8, 0.25
"""Signs of so many kinds and such a share of the characters beyond ASCII are the first halves of
characters whose second ones are ASCII, as in Big5. A page of prices has many of one kind."""
SIBLINGS = {"cp1250": "iso8859-2", "iso8859-2": "cp1250"}
"""Charsets that differ in a few letters, of which a guess may name the wrong one."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_ACCENTED = re.compile(
    rf"[\x80-\u024f\u02c6\u02dc\u2010-\u203a\u20ac\u2122]{{{LONG_RUN},}}"  # all of windows-1252
    rf"|[\u00c0-\u00ff]{{{LONG_RUN_OF_LETTERS},}}"
)
_OTHER_ALPHABET = re.compile("[\u0370-\u06ff]+")
_TOUCHING_LATIN = re.compile(
    "(?<=[A-Za-z])[\u0370-\u06ff]+|(?<![\u0370-\u06ff])(?>[\u0370-\u06ff]+)(?=[A-Za-z])"
)
"""Runs of other alphabets beside Latin letters; each is tried once, however long it is."""
_SIGNS_INSIDE = re.compile("(?<=[A-Za-z])[¢£¥ª¯±²³¶¹º¼½¾¿](?=[A-Za-z])")
_SIGNS = re.compile("[\xa1-\xaa\xac-\xaf\xb1-\xb6\xb8-\xba\xbc-\xbf]")
_CONTROLS = re.compile("[\x80-\x9f]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_SMALL = re.compile("[\u0430-\u045f\u0491]")
_LARGE_INSIDE = re.compile("(?<=[\u0400-\u045f])[\u0400-\u042f]")


def is_plausible(text: str) -> bool:
    """Whether a decoded text may be a text, and not one read in the charset of another script."""
    text = text[:EXAMINED]
    runs = _BEYOND_ASCII.findall(text)
    foreign = "".join(runs)
    accented = (run for beyond in runs for run in _ACCENTED.findall(beyond))
    return (
        foreign.count("\ufffd") <= MOST_BROKEN * len(foreign)
        and sum(len(run) for run in accented if len(set(run)) > 2) <= MOST * len(foreign)
        and len(_SIGNS_INSIDE.findall(text)) <= MOST_SIGNS * len(foreign)
        and (
            len(signs := _SIGNS.findall(foreign)) <= MOST_OF_SIGNS * len(foreign)
            or len(set(signs)) < KINDS_OF_SIGNS
        )
        and len(_HALF_WIDTH.findall(foreign)) <= MOST * len(foreign)
        and len(_LARGE_INSIDE.findall(text)) <= len(_SMALL.findall(foreign))
        and len(_TOUCHING_LATIN.findall(text)) <= MOST * len(_OTHER_ALPHABET.findall(foreign))
    )


def text_in(html: bytes, name: str) -> str:
    """The text of bytes in a charset; EUC-JP has the signs that NEC put into its empty row 13."""
    text = html.decode(name, "replace")
    if name != "euc_jp" or "\ufffd" not in text:
        return text
    extended = html.decode("euc_jis_2004", "replace")
    return min(text, extended, key=lambda read: read.count("\ufffd"))


def guessed_text(html: bytes) -> str | None:
    """The text in the charset that the bytes between the tags look most like, if it may be one.

    Tags are left out, since guesses believe what a page declares. bs4.dammit asks chardet.
    """
    pieces = (piece for piece in re.split(rb"[<>]", html) if not piece.isascii())
    sample = b"\n".join(pieces)[:SAMPLE]
    for guess in EncodingDetector(sample, exclude_encodings=("utf-8", "ascii")).encodings:
        name = _python_name(guess)
        if name in GUESSABLE:
            names = (name, SIBLINGS[name]) if name in SIBLINGS else (name,)
            text = min((text_in(html, name) for name in names), key=_sign_count)
            if is_plausible(text):
                return text
    return None


def _sign_count(text: str) -> int:
    """Signs within words, and control characters, which no text has."""
    return len(_SIGNS_INSIDE.findall(text)) + len(_CONTROLS.findall(text))


def _python_name(guess: str) -> str | None:
    """Python's name for the charset that pages are in where a guess names this one."""
    try:
        name = codecs.lookup(resolve_encoding(guess) or guess).name
    except LookupError:
        return None
    return GUESSED.get(name, name)
