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
SHORT_WORDS, SHORT_LINES = 2, 4
"""Lines of fewer words, or of one and a stop, of which so many are a dialogue, a chronicle or verse
where no line has the form of programs."""
ENDED = 8
"""In so many of these, one at least ends with a stop, a comma or a semicolon: of a menu, a list of
names or a few commands, none does."""
PAUSES = tuple(".,;·…،؛۔、。，；！？!?।።፣")
CLOSING = "\"'”’»›」』)]* "
NATURAL = 0.6
"""Share of the letters and signs of a line that stand in words as in prose."""

REMARKS = re.compile(
    r"(?ms:^[ \t]*(?:/\*(?:.*?\*/|.*\Z)|(?:<!--(?:(?!<!--).)*?-->)+)|(\"\"\"|''').*?\1)"
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
    ("settings", r"(?-i:[a-z_])[\w.\-]*:(?:\s+\S+){0,3}(?<![.!?])"),
    (CODE, r".*(?:[{}]|\);)|\S+(?: \S+)?;"),
)
"""What lines are that have no sentence in them; the first form that fits counts."""
ROW, OTHER = "a table", "no prose"
NAMED = tuple((name, re.compile(form, re.IGNORECASE)) for name, form in FORMS)

TIBETAN = "\u0f0b\u0f40-\u0fbc"
"""With the dot between syllables."""
WORD_SIGNS = re.compile(f"[{HAN}{KANA}]")
UNSPACED_LETTERS = re.compile(f"[{THAI}{LAO}{KHMER}{BURMESE}{TIBETAN}]")
WORD_DIVIDER = re.compile("WORD ?(?:SPACE|SEPARATOR|DIVIDER)|^RUNIC .*PUNCTUATION")
"""In the names of Unicode's signs that stand between words instead of a space."""
ETHIOPIC_STOP = "\u1361\u1361", "\u1362"
"""Two dividers of words, as the stop is often typed, and the stop."""
SHAPES_OF_SIGNS = {
    **dict.fromkeys(".!?…。！？．｡؟۔।॥։༎།။។៕", "."),
    # No space is needed behind them where a sign divides words.
    **dict.fromkeys("።፧፨", ". "),
    **dict.fromkeys("፣፤፥፦", ", "),
    **dict.fromkeys("'’ʼ-‐‑–—", "-"),
    **dict.fromkeys("/\\@#%&_{}", "="),
}
SHAPES_OF_CATEGORIES = {"L": "a", "M": "a", "N": "0", "Z": " ", "C": " ", "P": ","}


class _Shapes(dict[int, str]):
    """What signs are in a text: letter (where no space is between words: s for one that may be a
    word, l for others), digit, stop, what stands inside words, what stands around them, and what is
    hardly ever in prose."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        return self.setdefault(code, SHAPES_OF_SIGNS.get(sign) or _shape(sign))


def _shape(sign: str) -> str:
    if WORD_SIGNS.match(sign):
        return "s"
    if UNSPACED_LETTERS.match(sign):
        return "l"
    if WORD_DIVIDER.search(unicodedata.name(sign, "")):
        return " "
    return SHAPES_OF_CATEGORIES.get(unicodedata.category(sign)[0], "=")


SHAPES = _Shapes()
WORD = re.compile(r"[,-]{0,4}a+(?:-a+)*[,.-]*")
NUMBER = re.compile(r"[,=-]*0[0,.=-]*")
STOP = re.compile(r"[asl0],*\.[,.-]*(?:\s|[sl]|$)")
CELLS = re.compile(r"[ ,.=-]*(?:(?:[asl]+0*|0+)(?:[ ,.=-]+|$))*")
NOT_IN_ROWS = re.compile(r"[\\@#&_{}<>=^~`\"]|\w\(|(?<!\d)/|/(?!\d)")
ADDRESS = re.compile(r"[^:]*://|[^@]+@[^@.]+\.")


def no_prose(text: str) -> str | None:
    """What a text is that is nobody's prose, by the form of its lines; None for what is prose."""
    forms: Counter[str] = Counter()
    size = lines = short_size = short_lines = ended = 0
    has_sentence = has_byline = False
    text = REMARKS.sub("", text.replace(*ETHIOPIC_STOP))
    for line in filter(None, map(str.strip, text.splitlines())):
        shapes = " ".join(t for t in line.split() if not ADDRESS.match(t)).translate(SHAPES)
        words, is_natural = _words(shapes)
        stops = bool(STOP.search(shapes))
        is_sentence = words >= LONG_SENTENCE or (words >= SENTENCE and stops)
        form = next((name for name, form in NAMED if form.fullmatch(line)), None)
        if not is_natural or form in (LOG, CODE) or (form and not is_sentence):
            forms[form or (ROW if _is_row(line, shapes) else OTHER)] += len(shapes)
            continue
        has_sentence, has_byline = has_sentence or is_sentence, has_byline or _is_byline(line)
        if words >= SENTENCE:
            size, lines = size + len(shapes), lines + 1
        else:
            short_size += len(shapes)
            short_lines += (words >= SHORT_WORDS or stops) and "\t" not in line
        ended += line.rstrip(CLOSING).endswith(PAUSES)
    against = forms.total() - (forms[ROW] if has_sentence else 0)
    if (has_sentence or has_byline or lines >= VERSE) and size >= against:
        return None
    named = [name for name, _ in forms.most_common() if name not in (ROW, OTHER)]
    count = lines + short_lines
    has_lines = count >= SHORT_LINES and ended * ENDED >= count
    if not named and has_lines and size + short_size >= forms.total():
        return None
    return named[0] if named else OTHER


def _is_row(line: str, shapes: str) -> bool:
    """Whether a line without a form is one of a table: cells of a word or number."""
    return bool(CELLS.fullmatch(shapes)) and not NOT_IN_ROWS.search(line)


def _words(shapes: str) -> tuple[float, bool]:
    """How many words a line has, and whether it is made of them; numbers count for neither."""
    words = in_words = in_all = 0.0
    for token in shapes.split():
        if unspaced := token.count("s") + token.count("l") / 2:
            words += unspaced
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
