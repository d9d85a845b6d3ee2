"""Short words that Arabic and Hebrew write together with the word after them.

"And", "in", "for", "as", "the" stand before a word without a space (والسلام, לירושלים). Cutting
them off when a text is indexed would cut words that only begin so (ولد, הלכה); a word that is asked
for is looked for with each of them before it instead, which finds nothing else.
"""

import re

ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]{2,}")
HEBREW = re.compile("[\u05d0-\u05ea]{2,}")

THE = "ال"
ARABIC_BEFORE = ("و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "وس", "فب", "فل", "فس")
"""And, so, in, for, as, will; also after "and" and "so"."""
ARABIC_BEFORE_THE = ("", "و", "ف", "ب", "ك", "وب", "وك", "فب")
ARABIC_FOR_THE = ("لل", "ولل", "فلل")
"""For the: the article loses its first letter."""
ARABIC_BEFORE_SHORT = ("و", "ف", THE, "و" + THE)

HEBREW_BEFORE = (
    *("ו", "ה", "ב", "ל", "מ", "כ", "ש", "וה", "וב", "ול", "ומ", "וכ", "וש"),
    *("שה", "שב", "של", "שמ", "שכ", "כש", "כשה", "מה", "מש", "לכש", "ושה", "ומה", "בש", "וכש"),
)
HEBREW_BEFORE_SHORT = ("ו", "ה", "וה", "ב", "ל")

SHORT = 2
"""Letters; before so few only what stands before any word is tried, as most else makes other words
(בן is a son, לבן is white)."""


def with_clitics(folded: str) -> tuple[str, ...]:
    """The forms in which a folded word may stand in a text, itself first; no others elsewhere."""
    if HEBREW.fullmatch(folded):
        before = HEBREW_BEFORE_SHORT if len(folded) <= SHORT else HEBREW_BEFORE
        return (folded, *(short + folded for short in before))
    if not ARABIC.fullmatch(folded):
        return (folded,)
    if len(folded) <= SHORT:
        return (folded, *(short + folded for short in ARABIC_BEFORE_SHORT))
    if folded.startswith(THE) and len(folded) > len(THE) + 1:
        noun = folded.removeprefix(THE)
        definite = [short + folded for short in ARABIC_BEFORE_THE if short]
        return (folded, *definite, *(short + noun for short in ARABIC_FOR_THE))
    return (
        folded,
        *(short + folded for short in ARABIC_BEFORE),
        *(short + THE + folded for short in ARABIC_BEFORE_THE),
        *(short + folded for short in ARABIC_FOR_THE),
    )
