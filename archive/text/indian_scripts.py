"""Signs of the scripts of India, Tibet and the Maldives: which make a word, and how it is spelt.

Their vowel signs part words for SQLite's tokenizer, which finds पोल for पुल. Words have spaces
between them, in Tibetan syllables a point. Signs that many leave out, or write otherwise, are
compared as one; those that make another letter of a letter (Bengali ড়, Odia ଡ଼) are not.
"""

import re
import unicodedata

INDIAN = "\u0780-\u07bf\u0900-\u0963\u0970-\u0dff\u0f00-\u0fff"
"""Thaana, Devanagari to Sinhala without the danda, Tibetan; as a class for regular expressions."""
INDIAN_MARKS = "".join(
    chr(code)
    for start, end in ((0x0780, 0x07C0), (0x0900, 0x0E00), (0x0F00, 0x1000))
    for code in range(start, end)
    if unicodedata.category(chr(code)).startswith("M")
)
"""Vowel signs, nasals, viramas and subjoined letters: they belong to the letter before."""
JOINER = "\u200d"

IS_INDIAN = re.compile(f"[{INDIAN}]")
LEFT_OUT = re.compile("[\u093c\u0a3c\u0abc\u0cbc\u0951-\u0954]")
"""Nuktas of Devanagari, Gurmukhi, Gujarati and Kannada, and the accents of the Vedas."""
NASAL = re.compile(
    "(?:ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ]))"
    "|(ઙ્(?=[ક-ઘ])|ઞ્(?=[ચ-ઝ])|ણ્(?=[ટ-ઢ])|ન્(?=[ત-ધ])|મ્(?=[પ-ભ]))"
)
"""A nasal before a letter of its own kind, in Devanagari and Gujarati: हिन्दी is हिंदी, too."""
SPELLINGS = str.maketrans({"ँ": "ं", "ઁ": "ં", "ஶ": "ஸ"})
HALF = re.compile(f"([ണനരറലളക]\u0d4d|ত\u09cd){JOINER}")
HALF_LETTERS = dict(zip("ണനരറലളകত", "ൺൻർർൽൾൿৎ", strict=True))


def with_half_letters(text: str) -> str:
    """A text with one sign for each half letter that was written with a joiner."""
    return HALF.sub(lambda half: HALF_LETTERS[half[0][0]], text) if JOINER in text else text


def as_compared(decomposed: str) -> str:
    """A decomposed word with one spelling for what is written in several ways."""
    if not IS_INDIAN.search(decomposed):
        return decomposed
    bare = LEFT_OUT.sub("", decomposed).translate(SPELLINGS)
    return NASAL.sub(lambda nasal: "ં" if nasal[1] else "ं", bare).replace("ൻറ", "ന്റ")
