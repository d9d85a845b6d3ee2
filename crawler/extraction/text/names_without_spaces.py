"""Names in Chinese, Japanese and Korean: what looks like one, and where a byline has them.

Neither capitals nor, mostly, spaces set a name off in these scripts, and any short word passes for
one. Surnames and the characters of given names are therefore looked up (`east_asian_names.toml`);
a name that a word for "by" or an office introduces need only not be a known other word.
"""

import re
from collections.abc import Iterator
from typing import Final

from archive.model.writing_systems import CJK, HAN
from crawler.extraction.vocabulary.person_words import (
    AUTHOR_LABELS,
    CHINESE_OFFICES,
    EMPLOYED_OFFICES,
    KOREAN_OFFICES,
    LEADING_OFFICES,
    NEVER_EAST_ASIAN,
    ORGANISATION_ENDINGS,
    OTHER_LABELS,
    REPORTS,
)
from crawler.extraction.vocabulary.tables import table, word_list

LONGEST = 16
"""Characters of a name; the longest are foreign names in katakana."""
LONGEST_CHINESE, LONGEST_JAPANESE, LONGEST_KOREAN = 4, 6, 4
"""Characters of native names: 欧阳晓雯, 小笠原清次郎, 남궁서연."""
LONGEST_SURE = 8
"""Characters of what is known to name an author: a pen name, or a name behind its employer's."""
LONGEST_PART = 6
"""Characters of each part of a foreign name in Chinese: 阿列克谢耶维奇 is rare."""
LONGEST_WORDS = 24
"""Signs in a row that a byline has at most: employer, place, office, name and report."""
LONGEST_PLACE = 20
"""Signs of the place before a name in a dateline: "ワシントン支局"."""

_TABLE: Final = table("east_asian_names")


def _signs(name: str) -> frozenset[str]:
    return frozenset("".join(_TABLE[name].split()))


_CHINESE_SURNAMES = frozenset(word_list(_TABLE["chinese_surnames"]))
_CHINESE_GIVEN = _signs("chinese_given")
_CHINESE_WORDS = frozenset(word_list(_TABLE["chinese_words"]))
_KOREAN_SURNAMES = frozenset(word_list(_TABLE["korean_surnames"]))
_KOREAN_GIVEN = _signs("korean_given")
_JAPANESE_SURNAMES = frozenset(word_list(_TABLE["japanese_surnames"]))
_SURNAME_FIRST, _SURNAME_LAST = _signs("japanese_surname_first"), _signs("japanese_surname_last")
_GIVEN_FIRST, _GIVEN_LAST = _signs("japanese_given_first"), _signs("japanese_given_last")
_GIVEN_IN_KANA = frozenset(word_list(_TABLE["japanese_given"]))

_MIDDLE_DOTS = "·・‧•⋅ㆍ"
_ONLY_CJK = re.compile(f"[{CJK}{_MIDDLE_DOTS}\u3000 ]+")
_ANY_CJK = re.compile(f"[{CJK}]")
_HANGUL = re.compile("[가-힣]+")
_ONLY_HAN = re.compile(f"[{HAN}]+")
_KATAKANA = re.compile("[ァ-ヺー]+")
_HIRAGANA = re.compile("[ぁ-ゖ]+")
_MIDDLE_DOT = re.compile(f"[{_MIDDLE_DOTS}]")
_PARTICLE = re.compile("[をはがにでへも]|(?:です|ます|する|した|から|まで|より|ください)$")
"""What sentences and commands in Japanese have, and names hardly."""

_OPEN, _CLOSE = r"\[\(（【〔［<〈《「", r"\]\)）】〕］>〉》」"
_IN_DATELINE = re.compile(
    rf"[{_OPEN}]?\s*[^=＝{_OPEN}{_CLOSE}\n]{{1,{LONGEST_PLACE}}}[=＝]([^{_CLOSE}\n]{{2,60}})"
)
"""Names behind a place: [베이징=A 특파원], 【北京＝A、B】."""
_NEXT_PLACE = re.compile(rf"[\s,，、·・][^\s,，、·・=＝]{{1,{LONGEST_PLACE}}}[=＝]")
"""The place of the next name in it: 베이징=A 특파원, 서울=B 기자."""
_BEFORE_OFFICE = re.compile(
    rf"[{_OPEN}]?\s*([{CJK}]{{2,{LONGEST_SURE}}})[=＝](?:{CHINESE_OFFICES}|{EMPLOYED_OFFICES})"
    rf"\s*[{_CLOSE}]?"
)
"""A name before its bearer's office: （A＝論説委員）."""
_PHOTO_CREDIT = re.compile(
    rf"(?!.*(?:[圖图撰]文|文\s?[／/:：・]|[報报、，,]))[^\n]*(?:[攝摄]|撮影)\s*[{_CLOSE}]?$"
)
"""Who took a photo, and wrote no text: （記者A攝）."""
_PLACE_DOT = re.compile(rf"^\s*【[{CJK}]{{2,12}}[・･]([^】・]{{2,30}})】")
"""The same with a dot: 【北京・A】."""
_LABEL = re.compile(
    rf"(?:^|(?<=[\s　|｜／/、，,；;（(【〔\[]))(?:(?P<author>{AUTHOR_LABELS})|(?:{OTHER_LABELS}))"
    r"\s*(?:[:：=＝／/|｜]|・(?=\S))\s*"
)
_SENTENCE = re.compile(rf"[。！？]|[{HAN}]{{{LONGEST_WORDS}}}|[다요]\.(?:\s|$)")
"""What bylines have not: the end of a sentence, or a long run of signs without any mark."""
_UNTIL = re.compile(rf"[{_OPEN}{_CLOSE}\n]|\d{{4}}")
"""Where the value of a label ends at the latest: a bracket, the end of a line, a date."""
_COUNT = re.compile(r"[(（]\d+[)）]")
"""What a button has behind it that leads to comments: 我要评论(12)."""
_ORGANISATION = re.compile(rf".(?:{ORGANISATION_ENDINGS})$")
_KOREAN_OFFICE = re.compile(
    rf"(?P<before>[가-힣]{{2,8}}(?:\s?[·,ㆍ]\s?[가-힣]{{2,4}}|\s[가-힣]{{2,8}}){{0,5}})?\s*"
    rf"(?<![가-힣])?(?P<office>{KOREAN_OFFICES})(?![가-힣])\s*(?P<after>[가-힣]{{2,4}}(?![가-힣]))?"
)
_KOREAN_CREDIT = re.compile(r"(?<!·)(?:사진|영상|그래픽|편집|번역)[\s:=·]*[가-힣]{2,4}\s*[가-힣]+$")
"""Other work right before a name and its office: "사진=A 기자"."""
_LED = re.compile(
    rf"(?:{LEADING_OFFICES})[\s　:：/／・|]*([{CJK}{_MIDDLE_DOTS}、，,\s　&]{{2,60}})"
)
_LEADING = re.compile(rf"[{HAN}]{{0,12}}(?:{LEADING_OFFICES})$")
_FOLLOWED = re.compile(
    rf"([{CJK}{_MIDDLE_DOTS}]{{2,{LONGEST}}}?)\s*(?:{CHINESE_OFFICES})(?![{CJK}])"
)
_EMPLOYED = re.compile(
    rf"([{CJK}]{{1,4}}[ \u3000]?[{CJK}]{{1,4}})[ \u3000]+[{CJK}]{{1,12}}(?:{ORGANISATION_ENDINGS})"
    rf"[{CJK}]{{0,12}}(?:{CHINESE_OFFICES}|{EMPLOYED_OFFICES})"
)
"""A name before the house and the office of its bearer: 浜田 洋子 東都大学名誉教授."""
_REPORTED = re.compile(
    rf"^([{HAN}{_MIDDLE_DOTS}、\s]{{2,30}}?)[\s　]*[/／|｜][\s　]*[{HAN}]{{0,8}}?(?:{REPORTS})$"
)
_REPORT_ENDS = re.compile(rf"(?:{REPORTS})$")
_BETWEEN = re.compile(r"[、，,；;&]|\s{2,}|\u3000")


def has_east_asian(text: str) -> bool:
    """Whether a text has a sign of these scripts."""
    return not text.isascii() and _ANY_CJK.search(text) is not None


def is_east_asian_name(text: str, *, sure: bool = False) -> bool:
    """Whether a text in these scripts looks like a person's name.

    `sure` means that a statement, a word for "by" or an office says so; then any short word passes
    that is no known other one.
    """
    text = text.strip()
    squeezed = re.sub(r"[\s\u3000]", "", text)
    if not 2 <= len(squeezed) <= LONGEST or not _ONLY_CJK.fullmatch(text):
        return False
    if _has_other_word(text.split()) or _MIDDLE_DOT.match(squeezed[0]):
        return False
    if _ORGANISATION.search(squeezed):
        return False  # 清华大学 before 教授
    if looks_like_name(text):
        return True
    if _MIDDLE_DOT.search(squeezed):
        return _is_foreign(squeezed, sure=sure)
    return sure and _may_be_name(squeezed)


def _has_other_word(words: list[str]) -> bool:
    """Whether one of the words, or what they or their beginning and end form, is known as no name.

    Menus stand in one line, with or without a space: ログイン 会員登録.
    """
    squeezed = "".join(words)
    return not NEVER_EAST_ASIAN.isdisjoint((squeezed, *words)) or any(
        squeezed[:at] in NEVER_EAST_ASIAN and squeezed[at:] in NEVER_EAST_ASIAN
        for at in range(2, len(squeezed) - 1)
    )


def _may_be_name(text: str) -> bool:
    """Whether a word is short enough for a name, and is built like no phrase."""
    if _PARTICLE.search(text):
        return False
    if _HANGUL.fullmatch(text):
        return len(text) <= LONGEST_KOREAN
    if _ONLY_HAN.fullmatch(text):
        return len(text) <= LONGEST_SURE
    return len(text) <= LONGEST


def looks_like_name(text: str) -> bool:
    """Whether a text is a native name by its surname and the characters of its given name."""
    parts = text.replace("\u3000", " ").split()
    squeezed = "".join(parts)
    if not 2 <= len(squeezed) <= LONGEST_JAPANESE or len(parts) > 2 or squeezed in NEVER_EAST_ASIAN:
        return False
    if _HANGUL.fullmatch(squeezed):
        return _is_korean(squeezed)
    if not _ONLY_HAN.fullmatch(squeezed) and not _HIRAGANA.search(squeezed):
        return False
    if len(parts) == 2:
        return _is_japanese(*parts) or (_is_chinese(squeezed) and parts[0] in _CHINESE_SURNAMES)
    return _is_chinese(squeezed) or any(
        _is_japanese(squeezed[:at], squeezed[at:]) for at in range(1, min(4, len(squeezed)))
    )


def _is_korean(text: str) -> bool:
    for at in (1, 2):
        given = text[at:]
        if text[:at] in _KOREAN_SURNAMES and given and _KOREAN_GIVEN.issuperset(given):
            return len(given) == 2 or (at == 2 and len(given) == 1)
    return False


def _is_chinese(text: str) -> bool:
    if len(text) > LONGEST_CHINESE or text in _CHINESE_WORDS:
        return False
    for at in (2, 1):
        given = text[at:]
        if text[:at] in _CHINESE_SURNAMES and 1 <= len(given) <= 2:
            return _CHINESE_GIVEN.issuperset(given)
    return False


def _is_japanese(surname: str, given: str) -> bool:
    """Whether both parts are names: one of a list, or of kanji at the places that names have."""
    listed = surname in _JAPANESE_SURNAMES
    known = listed or (
        2 <= len(surname) <= 3 and surname[0] in _SURNAME_FIRST and surname[-1] in _SURNAME_LAST
    )
    if not known or not 1 <= len(given) <= 3:
        return False
    if _HIRAGANA.fullmatch(given):
        return given in _GIVEN_IN_KANA
    last = given[-1] in _GIVEN_LAST or (len(given) == 1 and given in _GIVEN_FIRST)
    if len(given) == 1 and not listed:
        return False
    return given[0] in _GIVEN_FIRST and last


def _is_foreign(text: str, *, sure: bool) -> bool:
    """Whether a text is a foreign name, with dots in it: 约翰·史密斯, ジョン・スミス."""
    parts = _MIDDLE_DOT.split(text)
    if all(_ONLY_HAN.fullmatch(part) for part in parts):
        japanese = "・" in text and not sure  # the dot of its lists: 専門・関心分野
        return not japanese and len(parts) <= 4 and all(len(part) <= LONGEST_PART for part in parts)
    return len(parts) <= 4 and all(
        _KATAKANA.fullmatch(part) and part not in NEVER_EAST_ASIAN for part in parts
    )


def east_asian_names(line: str) -> list[str]:
    """The names that a line has by a label, an office or a dateline; empty where it has no such."""
    if _SENTENCE.search(line) or _PHOTO_CREDIT.match(line):
        return []
    if match := _BEFORE_OFFICE.fullmatch(line.strip()):
        return [match[1]] if looks_like_name(match[1]) else []
    if labels := list(_LABEL.finditer(line)):
        names = list(_after_labels(line, labels))
        if names or not any(label["author"] for label in labels):
            return names
    for pattern in (_IN_DATELINE, _PLACE_DOT):
        match = pattern.search(line)
        if match and (names := _of_list(_NEXT_PLACE.sub("、", match[1]), strict=True)):
            return names
    if match := _REPORTED.match(line.strip(f" {_OPEN_SIGNS}{_CLOSE_SIGNS}")):
        led = _LED.search(match[1])
        return _of_list(led[1] if led else match[1])
    if names := list(_beside_korean_offices(line)):
        return names
    for match in _LED.finditer(line):
        if names := _of_list(match[1], glued=True):
            return names
    if (match := _EMPLOYED.fullmatch(line.strip())) and looks_like_name(match[1]):
        return [match[1]]
    return [
        name
        for match in _FOLLOWED.finditer(line)
        for name in _of_list(match[1], strict=_HANGUL.search(match[1]) is not None)
    ]


_OPEN_SIGNS, _CLOSE_SIGNS = (re.sub(r"\\", "", signs) for signs in (_OPEN, _CLOSE))


def names_no_author(line: str) -> bool:
    """Whether a line is a sentence, or names others than those who wrote alone: 责编：A."""
    if _SENTENCE.search(line) or _PHOTO_CREDIT.match(line):
        return True
    labels = list(_LABEL.finditer(line))
    return bool(labels) and not any(label["author"] for label in labels)


def has_author_label(line: str) -> bool:
    """Whether a line names somebody behind a label for authors: 作者：A."""
    return has_east_asian(line) and any(label["author"] for label in _LABEL.finditer(line))


def _after_labels(line: str, labels: list[re.Match[str]]) -> Iterator[str]:
    for number, label in enumerate(labels):
        if not label["author"]:
            continue
        end = labels[number + 1].start() if number + 1 < len(labels) else len(line)
        value = line[label.end() : end].lstrip(_OPEN_SIGNS)
        stop = _UNTIL.search(value)
        names = _of_list(value[: stop.start()] if stop else value, glued=True)
        counted = stop is not None and _COUNT.match(value, stop.start()) is not None
        if counted or (len(names) > 1 and looks_like_name(names[0])):
            names = [name for name in names if not _is_long(name) or looks_like_name(name)]
        yield from names


def _is_long(name: str) -> bool:
    """Whether a word is too long for most Chinese names: it may be a button, 我要评论(12)."""
    return len(name) >= LONGEST_CHINESE and _ONLY_HAN.fullmatch(name) is not None


def _beside_korean_offices(line: str) -> Iterator[str]:
    """Names before an office, or behind it where none is before: A 기자, A·B 기자, 본사기자 A."""
    for match in _KOREAN_OFFICE.finditer(line):
        if _KOREAN_CREDIT.search(line[: match.end()]):
            continue
        before = re.split(r"[·,ㆍ\s]+", match["before"] or "")
        names = [word for word in before if looks_like_name(word)]
        if not names and match["after"] and is_east_asian_name(match["after"], sure=True):
            names = [match["after"]]
        last = before[-1]
        if not names and 2 <= len(last) <= LONGEST_KOREAN and is_east_asian_name(last, sure=True):
            names = [last]
        yield from names


def _of_list(text: str, *, strict: bool = False, glued: bool = False) -> list[str]:
    """The names of a list: between commas, dots or spaces, without offices and places.

    `strict` asks each to be built like a name; `glued` allows for the place and the report that
    Taiwanese bylines write right behind the name.
    """
    text = re.sub(rf"(?:{KOREAN_OFFICES}|{CHINESE_OFFICES})(?![{CJK}])", " ", text)
    names: list[str] = []
    for part in _BETWEEN.split(text):
        for word in parted(part.strip()):
            name = _without_report(word) if glued and not looks_like_name(word) else word
            if is_east_asian_name(name, sure=not strict):
                names.append(name)
    return names


def parted(part: str) -> list[str]:
    """A part of a list without commas as the names that spaces or dots set apart in it."""
    words = part.split()
    if len(words) == 2 and _is_japanese(*words):
        two = all(map(_is_chinese, words)) and words[0] not in _JAPANESE_SURNAMES
        if not two and words[1] not in NEVER_EAST_ASIAN:
            return [" ".join(words)]
    if len(words) > 1 and (
        len(words) > 2 or len(words[0]) > 1 or not _ONLY_HAN.fullmatch(words[0])
    ):
        return [name for word in words for name in parted(word)]
    dotted = _MIDDLE_DOT.split(part)
    if len(dotted) > 1 and all(map(looks_like_name, dotted)):
        return dotted
    return [part]


def _without_report(name: str) -> str:
    """A name without the place and the report behind it: 林曉雯台北報導."""
    rest = _REPORT_ENDS.sub("", name)
    for length in (3, 4, 2):
        place = rest[length:]
        if looks_like_name(rest[:length]) and (not place or 2 <= len(place) <= LONGEST_CHINESE):
            return rest[:length]
    return rest
