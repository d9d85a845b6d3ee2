"""Words added and removed, in scripts with and without spaces."""

import pytest

from archive.model.versions import Text
from archive.text.difference_page import as_html
from archive.text.difference_work import EACH, Work
from archive.text.differences import changed_parts, difference, shown


def words(change: str, before: str, after: str) -> list[str]:
    found = difference(Text(None, None, before), Text(None, None, after))
    return [
        piece.text.strip()
        for paragraph in found.paragraphs
        for piece in paragraph.pieces
        if piece.change == change
    ]


def test_words_and_not_letters_are_told() -> None:
    before = "The envoy left on Monday.\n\nNobody waved."
    after = "The envoy left on Tuesday, alone.\n\nNobody waved."
    assert words("removed", before, after) == ["Monday"]
    assert words("added", before, after) == ["Tuesday, alone"]


def test_chinese_is_compared_by_signs_and_korean_by_words() -> None:
    assert words("added", "外交部长今天会谈。", "外交部长昨天会谈。") == ["昨"]
    assert words("removed", "장관은 오늘 회담했다.", "장관은 어제 회담했다.") == ["오늘"]


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("كِتَابٌ قديم هنا", "كِتَابٌ جديد هنا", "قديم", "جديد"),
        ("كَتَبَ الرئيس", "كُتِبَ الرئيس", "كَتَبَ", "كُتِبَ"),
        ("שָׁלוֹם עולם", "שָׁלוֹם רב", "עולם", "רב"),
        ("می‌خواهم بروم", "نمی‌خواهم بروم", "می‌خواهم", "نمی‌خواهم"),
        ("हिन्दी में लिखा", "हिन्दी से लिखा", "में", "से"),
        ("昨日、外相が会談した。", "今日、外相が会談した。", "昨", "今"),
        ("We don’t sail", "We can’t sail", "don’t", "can’t"),
    ],
)
def test_points_marks_and_joiners_are_part_of_their_word(
    before: str, after: str, removed: str, added: str
) -> None:
    assert words("removed", before, after) == [removed]
    assert words("added", before, after) == [added]


def test_one_word_is_told_in_a_paragraph_of_a_megabyte() -> None:
    before = " ".join(f"word{number % 977}" for number in range(120_000))
    assert words("removed", before, before.replace("word500 ", "ferry ", 1)) == ["word500"]
    assert words("same", f"Begin {before} End", f"Begin {'else ' * 60_000} End") == ["Begin", "End"]


def test_a_changed_paragraph_stands_beside_the_one_it_was() -> None:
    before = "One stands here.\n\nThe ferry was late again today.\n\nThree."
    after = "One stands here.\n\nThe ferry was early again today.\n\nWholly new words.\n\nThree."
    found = difference(Text(None, None, before), Text(None, None, after))
    kinds = [[piece.change for piece in paragraph.pieces] for paragraph in found.paragraphs]
    assert kinds == [["same"], ["same", "removed", "added", "same"], ["added"], ["same"]]
    assert (found.removed, found.added, found.parts) == (1, 4, ("body",))


def test_a_change_of_the_headline_alone_is_told_as_such() -> None:
    before, after = (Text(title, None, "Body.") for title in ("Quiet Strait", "Loud Strait"))
    assert difference(before, after).parts == ("headline",)
    assert changed_parts(before, after) == ("headline",)
    assert changed_parts(Text("A", "b", "c"), Text("A", None, "d")) == ("standfirst", "body")


def test_unchanged_paragraphs_far_away_are_left_out() -> None:
    before = "\n\n".join(f"Paragraph {number}." for number in range(9))
    found = difference(
        Text(None, None, before), Text(None, None, before.replace("Paragraph 4.", "Other words."))
    )
    told = [None if part is None else part.pieces[-1].text for part in shown(found)]
    assert told[0] is told[-1] is None
    assert "Paragraph 3." in told
    assert "Paragraph 1." not in told


def test_hostile_text_is_escaped_in_the_page_and_its_direction_is_told() -> None:
    found = difference(
        Text("<script>alert(1)</script>", None, "قديم"), Text('"><b onclick=x>', None, "جديد")
    )
    page = as_html(found, title="<i>", language="ar", captions=("a<b", "c&d"))
    assert "<script" not in page
    assert "<b onclick" not in page
    assert "<i>" not in page
    assert 'lang="ar" dir="rtl"' in page
    assert '<del dir="auto">قديم</del><' in page
    assert '<ins dir="auto">جديد</ins><' in page


def test_texts_of_megabytes_are_compared_by_their_paragraphs() -> None:
    body = ("word other thing " * 50 + "\n\n") * 6_000
    found = difference(Text(None, None, body), Text(None, None, body.replace("other", "new", 1)))
    assert (found.removed, found.added) == (1, 1)


def test_what_is_more_than_the_work_given_is_told_whole() -> None:
    long = "ferry " * 500
    before = f"Sail on Monday.\n\nSame.\n\n{long}quay"
    after = f"Sail on Tuesday.\n\nSame.\n\n{long}pier"
    work = Work(1_000)
    found = difference(Text("A b", None, before), Text("A c", None, after), work)
    kinds = [[piece.change for piece in paragraph.pieces] for paragraph in found.paragraphs]
    assert kinds == [
        ["same", "removed", "added"],
        ["same", "removed", "added", "same"],
        ["same"],
        ["removed"],
        ["added"],
    ]
    assert not found.word_by_word
    assert difference(Text("A b", None, ""), Text("A c", None, ""), work).word_by_word


def test_words_in_common_at_either_end_cost_no_aligning() -> None:
    old, new = (f"{'ferry ' * 20_000}{word} {'quay ' * 20_000}" for word in ("late", "early"))
    found = difference(Text(None, None, old), Text(None, None, new), Work(3 * len(old + new)))
    assert (found.removed, found.added, found.word_by_word) == (1, 1, True)


def test_paragraphs_without_end_are_not_aligned_with_each_other() -> None:
    before, after = (
        "Same.\n\n" + "\n\n".join(f"{sign}{number}" for number in range(30_000)) for sign in "ab"
    )
    read = len(before + after) + EACH * 60_000
    found = difference(Text(None, None, before), Text(None, None, after), Work(read))
    assert found.word_by_word
    assert len(found.paragraphs) == 60_001
    assert found.paragraphs[0].pieces == (("same", "Same."),)
