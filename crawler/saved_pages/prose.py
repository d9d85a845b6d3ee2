"""Whether a text is for people: it has a sentence or verse, in whatever script, and no more in the
form of programs than of that. What has not is named by the form of its lines."""

import re
import unicodedata
from collections import Counter

from archive.model.writing_systems import BURMESE, HAN, KANA, KHMER, LAO, THAI
from crawler.extraction.text.names import is_name, without_by

SENTENCE = 3
"""Words of a sentence, as in "It was late.", and of a line of verse."""
LONG_SENTENCE = 12
"""Words from which no stop need be behind them: Thai and Lao have none."""
VERSE = 2
"""Lines of so many words that need no stop either."""
NATURAL = 0.6
"""Share of the letters and signs of a line that stand in words as in prose."""

REMARKS = re.compile(
    r"(?ms:^[ \t]*(?:/\*(?:.*?\*/|.*\Z)|(?:<!--.*?-->)+)|(\"\"\"|''').*?\1)"
    r"|(?m:^[ \t]*(?:(?:#+|//+|;+|%+)(?:[ \t].*)?|-{4,}.*)$)"
)
"""Comments of programs, which may be prose; and headings of Markdown, which have it below."""
LOG, CODE = "a log", "a stylesheet or program"
"""Where sentences are, too: as messages, in quotation marks."""
FORMS: tuple[tuple[str, str], ...] = (
    ("a robots.txt", r"user-agent\s*:.*"),
    ("a list of addresses", r"[a-z][a-z0-9+.-]*://\S+(?:\s+(?:[a-z]+://\S+|[\d:./tz+-]+))*"),
    ("checksums", r"[0-9a-f]{32,128}\s+\*?\S.*|\S.*\s=\s[0-9a-f]{32,128}"),
    (LOG, r"\[?(?:\d{4}-\d\d-\d\d|[a-z]{3} [\d ]\d)[t ]\d\d:\d\d:\d\d.*"),
    (LOG, r"\[ *\d+\.\d+\] .*|\S+ \S+ \S+ \[[^\]]+\] \".*"),
    ("settings", r"(?:export )?[\w.\-]+\s*=.*|\[{1,2}[^\[\]]*\]{1,2}"),
    ("settings", r"(?-i:[a-z_])[\w.\-]*:(?:\s+\S+){0,3}"),
    (CODE, r".*(?:[{}]|\);)|\S+(?: \S+)?;"),
)
"""What lines are that have no sentence in them; the first form that fits counts."""
OTHER = "no prose"
NAMED = tuple((name, re.compile(form, re.IGNORECASE)) for name, form in FORMS)

TIBETAN = "\u0f0b\u0f40-\u0fbc"
"""With the dot between syllables."""
UNSPACED = re.compile(f"[{HAN}{KANA}{THAI}{LAO}{KHMER}{BURMESE}{TIBETAN}]")
SHAPES_OF_SIGNS = {
    **dict.fromkeys(".!?…。！？．｡؟۔।॥։።༎།။។៕", "."),
    **dict.fromkeys("'’ʼ-‐‑–—", "-"),
    **dict.fromkeys("/\\@#%&_{}", "="),
}
SHAPES_OF_CATEGORIES = {"L": "a", "M": "a", "N": "0", "Z": " ", "C": " ", "P": ","}


class _Shapes(dict[int, str]):
    """What signs are in a text: letter (s where words have no space between them), digit, stop,
    what stands inside words, what stands around them, and what is hardly ever in prose."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        shape = "s" if UNSPACED.match(sign) else SHAPES_OF_SIGNS.get(sign)
        shape = shape or SHAPES_OF_CATEGORIES.get(unicodedata.category(sign)[0], "=")
        return self.setdefault(code, shape)


SHAPES = _Shapes()
WORD = re.compile(r"[,-]{0,4}a+(?:-a+)*[,.-]*")
NUMBER = re.compile(r"[,=-]*0[0,.=-]*")
STOP = re.compile(r"[as0],*\.[,.-]*(?:\s|s|$)")
ADDRESS = re.compile(r"[^:]*://|[^@]+@[^@.]+\.")


def no_prose(text: str) -> str | None:
    """What a text is that is nobody's prose, by the form of its lines; None for what is prose."""
    forms: Counter[str] = Counter()
    size = lines = 0
    told = False
    for line in filter(None, map(str.strip, REMARKS.sub("", text).splitlines())):
        shapes = " ".join(t for t in line.split() if not ADDRESS.match(t)).translate(SHAPES)
        words, is_natural = _words(shapes)
        is_sentence = words >= LONG_SENTENCE or (words >= SENTENCE and bool(STOP.search(shapes)))
        form = next((name for name, form in NAMED if form.fullmatch(line)), None)
        if not is_natural or form in (LOG, CODE) or (form and not is_sentence):
            forms[form or OTHER] += len(shapes)
            continue
        told = told or is_sentence or _is_byline(line)
        if words >= SENTENCE:
            size, lines = size + len(shapes), lines + 1
    if (told or lines >= VERSE) and size >= forms.total():
        return None
    return next((name for name, _ in forms.most_common() if name != OTHER), OTHER)


def _words(shapes: str) -> tuple[float, bool]:
    """How many words a line has, and whether it is made of them; numbers count for neither."""
    words = in_words = in_all = 0.0
    for token in shapes.split():
        if unspaced := token.count("s"):
            words += unspaced / 2
            in_words += len(token) - token.count("=")
        elif WORD.fullmatch(token):
            words += 1
            in_words += len(token)
        if not NUMBER.fullmatch(token):
            in_all += len(token)
    return words, in_words >= NATURAL * in_all


def _is_byline(line: str) -> bool:
    rest, is_led = without_by(line)
    return is_led and is_name(rest)
