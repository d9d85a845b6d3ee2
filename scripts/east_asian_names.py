"""Writes the gazetteers of Chinese, Japanese and Korean names that bylines are read with.

    pip install -e '.[names]'
    python -m scripts.east_asian_names > crawler/extraction/vocabulary/east_asian_names.toml

The sources are named above each list they make; all are under the MIT licence but hanziconv
(Apache 2.0), which only turns simplified characters into traditional ones. None of them is needed
to read a page.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.resources import files
from textwrap import fill
from typing import Any

GIVEN_CHINESE = 1300
"""Characters of Chinese given names, the commonest by jieba's model of names in a newspaper."""
COMMON_WORD = {2: 100, 3: 20}
"""Occurrences in jieba's corpus from which a word of so many characters that is built like a name
is kept as no name."""
HANGUL = 0xAC00
"""The first syllable of Hangul in Unicode, from which the Korean model counts."""
COMPOUND_CHINESE = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 "
    "宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 "
    "司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 "
    "东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 南荣 第五 完颜 纳兰 爱新觉罗 叶赫那拉"
)
"""Compound surnames of the Hundred Family Surnames and of the Manchu nobility."""
COMPOUND_KOREAN = "남궁 황보 제갈 사공 선우 서문 독고 동방"
GIVEN_KOREAN = (
    "가 강 건 겸 경 계 고 관 광 교 구 국 권 규 균 근 금 기 길 나 남 노 다 단 달 담 대 덕 "
    "도 동 두 득 라 란 람 래 량 려 련 령 로 록 룡 루 류 률 리 린 림 마 만 매 명 모 목 무 "
    "문 미 민 박 방 배 백 범 별 병 보 복 봉 비 빈 산 삼 상 새 서 석 선 설 섭 성 세 소 솔 "
    "송 수 숙 순 슬 승 시 식 신 심 아 안 애 양 언 엄 여 연 열 염 영 예 오 옥 온 완 용 우 "
    "욱 운 웅 원 월 위 유 윤 율 은 을 음 의 이 익 인 일 임 자 장 재 전 정 제 조 종 주 준 "
    "중 지 진 찬 창 채 천 철 청 초 춘 충 치 태 택 하 학 한 해 향 혁 현 협 형 혜 호 홍 화 "
    "환 효 후 훈 휘 흠 흥 희"
)
"""Syllables of given names, from general knowledge: no model of them under a free licence was
found that is whole. Faker's are added."""
RARE_KOREAN = (
    "팽 승 간 편 견 당 화 빙 옹 탄 국 여 진 어 은 용 예 경 봉 복 태 목 피 두 감 음 온 호 "
    "범 좌 하 상 설 갈"
)
"""Surnames that the model of names has too few bearers of."""


def main() -> None:
    """Prints the table."""
    surnames = chinese_surnames()
    given = chinese_given()
    print(HEAD)
    print_list("chinese_surnames", "Faker, zh_CN and zh_TW (MIT), in both scripts.", surnames)
    print_list(
        "chinese_given", "jieba's model of names in a newspaper, and Faker (MIT).", given, ""
    )
    words = sorted(chinese_words(set(surnames), set(given)))
    print_list("chinese_words", "jieba's dictionary (MIT): words built like names.", words)
    print_list("korean_surnames", "korean-name-generator (MIT).", korean_surnames())
    print_list("korean_given", "The same: syllables of given names.", korean_given(), "")
    print_list("japanese_surnames", "gimei (MIT).", sorted(japanese_surnames()))
    for name, column in (
        ("japanese_surname_first", "oc_family_first"),
        ("japanese_surname_last", "oc_family_last"),
        ("japanese_given_first", "oc_given_first"),
        ("japanese_given_last", "oc_given_last"),
    ):
        print_list(name, "namedivider-python (MIT): kanji by their place.", kanji_at(column), "")
    print_list("japanese_given", "gimei (MIT): names in kana.", sorted(given_in_kana()))


HEAD = """\
# Names in Chinese, Japanese and Korean: surnames, and the characters of given names by place.
#
# Made by scripts/east_asian_names.py, which names the sources; not edited by hand.
#
# Read by text/names_without_spaces.py.
"""


def print_list(name: str, source: str, words: Iterable[str], between: str = " ") -> None:
    """Prints one list as a string over several lines; lists of signs have nothing between them."""
    text = between.join(words)
    width = 48
    lines = (
        fill(text, width, break_long_words=False, break_on_hyphens=False)
        if between
        else "\n".join(text[at : at + width] for at in range(0, len(text), width))
    )
    print(f"# {source}\n{name} = '''\n{lines}\n'''\n")


def traditional(text: str) -> str:
    convert: str = import_module("hanziconv").HanziConv.toTraditional(text)
    return convert


def chinese_surnames() -> list[str]:
    found: dict[str, None] = dict.fromkeys(COMPOUND_CHINESE.split())
    for region in ("zh_CN", "zh_TW"):
        provider: Any = import_module(f"faker.providers.person.{region}").Provider
        found.update(dict.fromkeys(provider.last_names))
    found.update(dict.fromkeys([traditional(name) for name in found]))
    return sorted(found)


def chinese_given() -> list[str]:
    model: Any = import_module("jieba.posseg.prob_emit").P
    likely: Counter[str] = Counter()
    for place in "ME":
        for sign, weight in model[(place, "nr")].items():
            likely[sign] = max(likely[sign] or -99, weight)
    commonest = {sign for sign, _ in likely.most_common(GIVEN_CHINESE)}
    for region in ("zh_CN", "zh_TW"):
        provider: Any = import_module(f"faker.providers.person.{region}").Provider
        commonest.update(*provider.first_names)
    return sorted(commonest | {traditional(sign) for sign in commonest})


def chinese_words(surnames: set[str], given: set[str]) -> Iterator[str]:
    """Words of two or three characters that are built like a name."""
    dictionary = files("jieba").joinpath("dict.txt").read_text("utf-8")
    for line in dictionary.splitlines():
        word, count, kind = line.split()
        if kind == "nr" or int(count) < COMMON_WORD.get(len(word), int(count) + 1):
            continue
        for form in {word, traditional(word)}:
            if form[0] in surnames and given.issuperset(form[1:]):
                yield form


def korean_surnames() -> list[str]:
    model: Any = import_module("korean_name_generator.trained_data")
    provider: Any = import_module("faker.providers.person.ko_KR").Provider
    listed = {chr(HANGUL + number) for number in model.lastNames}.union(provider.last_names)
    return sorted(listed | set(RARE_KOREAN.split()) | set(COMPOUND_KOREAN.split()))


def korean_given() -> list[str]:
    provider: Any = import_module("faker.providers.person.ko_KR").Provider
    return sorted(set(GIVEN_KOREAN.split()).union(*provider.first_names))


def japanese_names() -> Any:
    text = files("gimei").joinpath("data/names.yml").read_text("utf-8")
    return import_module("yaml").safe_load(text)


def japanese_surnames() -> set[str]:
    return {name[0] for name in japanese_names()["last_name"]}


def given_in_kana() -> set[str]:
    names = japanese_names()["first_name"]
    given = {name[0] for kind in ("male", "female") for name in names[kind]}
    return {name for name in given if all("\u3041" <= sign <= "\u30ff" for sign in name)}


def kanji_at(column: str) -> list[str]:
    text = files("namedivider").joinpath("assets/kanji.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return sorted(row["kanji"] for row in rows if int(row[column]))


if __name__ == "__main__":
    main()
