"""Comment counters as pages print them: "1 reply »", "댓글 3개", "Комментариев нет".

Whether a line that looks like a counter is one depends on its place and is decided by the caller:
"One reply to Havana" may be a headline.
"""

import re
from functools import lru_cache
from typing import Final

from crawler.extraction.vocabulary.phrases import phrase_key
from crawler.extraction.vocabulary.tables import alternatives, table

_TABLE: Final = table("counters")
_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+|\d{1,6}"
_NONE, _ONE = alternatives(_TABLE["none_patterns"]), alternatives(_TABLE["one_patterns"])
_NOUN = "|".join(map(alternatives, _TABLE["noun_patterns"].values()))
_MORE = rf"(?: (?:{alternatives(_TABLE['behind_patterns'])})\b.{{0,160}})?"
_ZH = "[条條个則则](?:评论|回应|評論|回應|回复|留言)"
_AR = "(?: على .{0,160})?"
_LEAD = f"(?:(?:{alternatives(_TABLE['lead_patterns'])}) )?"
_CASES = (
    rf"{_LEAD}(?P<number>{_NUMBER}) (?:{_NOUN}){_MORE}",
    rf"(?P<one>{_ONE}) (?:{_NOUN}){_MORE}",
    rf"(?P<none>{_NONE}) (?:{_NOUN}){_MORE}",
    rf"(?:{_NOUN}|комментарии|отзывы)(?: ?[:(\[] ?| )(?P<after>{_NUMBER}) ?[)\]]?",
)
_CASES_BEYOND_LATIN = (
    r"(?:комментариев|отзывов|ответов) (?P<none_ru>нет)",
    r"(?:комментариев|отзывов|ответов) ?[:(]? ?(?P<number_ru>\d{1,6}) ?\)?",
    r"(?:.{1,100}에 대한 )?(?P<number_ko>\d{1,6}) ?개?의? ?(?:댓글|답글|생각)",
    r"(?:댓글|답글) ?\(? ?(?P<after_ko>\d{1,6}) ?\)? ?개?",
    r"(?:댓글|답글) (?P<one_ko>한 개|하나)",
    r"(?P<one_ko_to>.{1,100}에 하나의 (?:답글|댓글))",
    r"(?:댓글|답글) ?(?P<none_ko>없음)",
    r"(?:.{1,100} ?への ?)?(?P<number_ja>\d{1,6}) ?件の(?:コメント|フィードバック)",
    r"(?:コメント|評論) ?[:(（]? ?(?P<after_ja>\d{1,6}) ?件?[)）]?",
    r"(?P<none_ja>コメントはまだありません|コメントなし)",
    rf"(?:.{{1,100}}(?:上的?|上?有|的))?(?P<number_zh>\d{{1,6}}) ?{_ZH}(?::.{{0,160}})?",
    rf"(?:.{{1,100}}(?:上的?|上?有|的))?(?P<one_zh>一) ?{_ZH}(?::.{{0,160}})?",
    r".{1,100}有(?P<one_zh_thought>一)个想法",
    r"(?P<none_zh>(?:没有|暂无|尚无|沒有)(?:评论|回应|評論|留言))",
    r"(?:评论|評論|留言) ?[:(]? ?(?P<after_zh>\d{1,6}) ?\)?",
    rf"(?P<number_ar>\d{{1,6}}) (?:تعليقات|تعليق|ردود|رد|آراء|رأي){_AR}",
    rf"(?P<one_ar>تعليق واحد|رد واحد|رأي واحد){_AR}",
    rf"(?P<two_ar>تعليقان|ردان){_AR}",
    rf"(?P<none_ar>لا توجد تعليقات|لا تعليقات|لا تعليق|لا رد){_AR}",
    r"(?:التعليقات|تعليقات) ?[:(]? ?(?P<after_ar>\d{1,6}) ?\)?",
)
_PATTERNS = tuple(map(re.compile, _CASES))
_ALL_PATTERNS = (*_PATTERNS, *map(re.compile, _CASES_BEYOND_LATIN))
"""With those that have words in other scripts, which no line in ASCII fits."""
_WORDS = {"none": 0, "zero": 0, "one": 1, "two": 2}
_ANY_DIGIT = re.compile(r"\d")
_ANY_WORD = re.compile(rf"(?:{_NONE}|{_ONE})\b|{alternatives(_TABLE['without_digits_patterns'])}")
LONGEST_COUNTER = 200
"""Characters of a counter that repeats the headline: '3 Responses to "…"'."""


def comment_count(line: str) -> int | None:
    """The number of comments that a whole line states, or None when it is no counter."""
    return None if len(line) > LONGEST_COUNTER else _count_in(line)


@lru_cache(maxsize=4096)
def _count_in(line: str) -> int | None:
    """The same for lines that are short enough; cached, because counters recur."""
    if not (_ANY_DIGIT.search(line) or _ANY_WORD.search(line.casefold())):
        return None
    key = phrase_key(line).strip(" -–—#\"'“”«»")
    for pattern in _PATTERNS if key.isascii() else _ALL_PATTERNS:
        match = pattern.fullmatch(key) or ("(" in key and pattern.fullmatch(key + ")"))
        if match:
            return _value(match)
    return None


def _value(match: re.Match[str]) -> int:
    name, text = next((n, t) for n, t in match.groupdict().items() if t is not None)
    word = name.partition("_")[0]
    return _WORDS[word] if word in _WORDS else int(re.sub(r"\D", "", text))
