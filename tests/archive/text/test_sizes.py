"""The same content has about the same size in any script."""

import pytest

from archive.text.sizes import text_size

ENGLISH = (
    "Everyone has the right to freedom of movement and residence within the borders of each state."
)
"""Article 13 of the Universal Declaration of Human Rights, like its translations below."""


@pytest.mark.parametrize(
    "translation",
    [
        "人人在各国境内有权自由迁徙和居住。",
        "人人在一國境內有自由遷徙及擇居之權。",
        "すべて人は、各国の境界内において自由に移転及び居住する権利を有する。",
        "모든 사람은 각국의 영역 내에서 이전과 거주의 자유에 관한 권리를 가진다.",
        "Каждый человек имеет право свободно передвигаться и выбирать себе местожительство.",
        "บุคคลมีสิทธิในเสรีภาพแห่งการเคลื่อนย้ายและการอยู่อาศัยภายในพรมแดนของแต่ละรัฐ",
        "Jeder hat das Recht, sich innerhalb eines Staates frei zu bewegen.",
    ],
)
def test_a_translation_has_about_the_size_of_the_english(translation: str) -> None:
    assert 0.6 <= text_size(translation) / text_size(ENGLISH) <= 1.3


def test_scripts_are_measured_each_by_itself() -> None:
    assert text_size("") == 0
    assert text_size("envoy") == text_size("посол") == text_size("سفيره") == 5
    assert text_size("大使") == 8
    assert text_size("대사") == 5
    assert text_size("ベルン") == 4
    assert text_size("大使 said “no”") == 8 + len(" said “no”")
