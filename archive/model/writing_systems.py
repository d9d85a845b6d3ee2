"""Scripts without spaces between words, as character classes for regular expressions.

The classes hold the letters and iteration marks of Unicode's Script property (UAX #24,
Scripts.txt), without punctuation. Code that needs fewer characters uses a subset named here.

Thai, Lao, Khmer and Burmese have no spaces between words either, but they are alphabets: counting
letters would report several times too many words, and runs of four letters recur in every text.
Word counts therefore use the spaces such a text has, and shingles the pieces that `\\w` finds; the
full-text index keeps pairs of their signs, as it does of Chinese.
"""

BASIC_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
BASIC_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
UNSPACED = BASIC_KANA + BASIC_HAN
"""Kana and Han of which each character counts as a word: in word counts, shingles and differences.

Iteration marks, the zero (〇) and characters beyond the basic plane are left out: signatures made
of shingles are stored and verified, and adding them changes none in the corpus's 1,640 texts.
"""

HAN = f"{BASIC_HAN}\u3005\u3007\U00020000-\U0003ffff"
"""Planes 2 and 3 as a whole: their unassigned code points are reserved for ideographs."""
KANA = f"{BASIC_KANA}\u309d-\u309f\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb"
"""Korean puts spaces between words but not between a noun and its particle."""
CJK = HANGUL + KANA + HAN
"""Scripts of signs that are twice as wide as letters, and mostly words by themselves."""

THAI = "\u0e01-\u0e4e"
"""Letters, vowel signs and tone marks, without digits."""
LAO = "\u0e81-\u0ece\u0edc-\u0edf"
KHMER = "\u1780-\u17d3\u17d7\u17dc\u17dd"
BURMESE = "\u1000-\u103f\u1050-\u109f"
"""With the letters of Shan, Mon and Karen."""

INDEXED_BY_PAIRS = CJK + THAI + LAO + KHMER + BURMESE
"""Scripts in which words are looked for anywhere in a run, and which the full-text index keeps
therefore as pairs of signs. The index is stored and verified: a change here needs a migration."""
