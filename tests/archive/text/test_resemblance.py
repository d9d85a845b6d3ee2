"""What two texts are to each other, by the words they share."""

import random

import pytest

from archive.text.resemblance import form_of, judge, shared_passages, shingled
from scripts.formulaic import phrases
from scripts.synthetic import prose
from scripts.wordpress.prose import paragraph


def text(seed: int, *, words: int = 400, language: str = "en") -> str:
    return "\n\n".join(prose(language, random.Random(seed), words=words))


def changed(original: str, share: float, *, seed: int = 1) -> str:
    chance = random.Random(seed)
    words = original.split(" ")
    return " ".join("other" if chance.random() < share else word for word in words)


def test_a_copy_is_the_same_text_an_edited_one_a_copy_and_a_half_an_excerpt() -> None:
    original = text(1)
    half = " ".join(original.split(" ")[: len(original.split(" ")) // 2])
    assert judge(shingled(original), shingled(changed(original, 0.01))).rule == "same text"
    assert judge(shingled(original), shingled(changed(original, 0.15))).rule == "edited copy"
    excerpt = judge(shingled(original), shingled(half))
    assert excerpt.rule == "excerpt"
    assert excerpt.other_contained > 0.95
    assert 0.4 < excerpt.one_contained < 0.6


def test_case_spaces_punctuation_and_invisible_signs_change_no_word() -> None:
    original = text(2)
    typed = original.upper().replace(". ", " — ").replace("\n\n", "  \n") + "\u00ad\u200b"
    found = judge(shingled(original), shingled(typed))
    assert (found.rule, found.resemblance) == ("same text", 1.0)


def test_columns_on_one_subject_and_a_quotation_are_not_one_text() -> None:
    quoted = text(3, words=150)
    one, other = (f"{text(seed, words=250)}\n\n{quoted}" for seed in (4, 5))
    found = judge(shingled(one), shingled(other))
    assert found.rule is None
    assert found.one_contained > 0.25
    assert judge(shingled(text(6)), shingled(text(7))).rule is None


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_han_and_kana_are_compared_by_characters(language: str) -> None:
    original = text(8, language=language)
    signs = list(original)
    for place in range(0, len(signs), 12):
        signs[place] = "変"
    assert judge(shingled(original), shingled("".join(signs))).rule == "edited copy"
    assert judge(shingled(original), shingled(text(9, language=language))).rule is None


def test_a_form_filled_in_with_other_names_is_another_text() -> None:
    form = (
        "The minister received {0}, ambassador of {1}, on {2} March. The two spoke of the harbour"
        " treaty, of fishing off {1} and of the visit of {0} to the islands in {3}. {0} thanked the"
        " minister for the pilots sent to {1} last winter, and the minister asked {0} to carry his"
        " regards home. The talks lasted {2} minutes and were held in a good spirit, as talks with"
        " {1} have been since {3}."
    )
    one = form.format("Lena Orvik", "Norland", 4, 1987)
    other = form.format("Tomas Bellini", "Sudmark", 19, 2003)
    found = judge(shingled(one), shingled(other))
    assert found.rule is None
    assert found.one_contained > 0.4


@pytest.mark.parametrize("language", ["zh", "ja", "ko", "ar"])
def test_a_form_filled_in_is_another_text_in_scripts_without_case(language: str) -> None:
    spoken = phrases(language)
    form = [*spoken.of["opening"][:1], *spoken.of["middle"][:6]]
    one, other = (
        shingled(spoken.space.join(map(spoken.filler(random.Random(seed)), form)))
        for seed in (1, 2)
    )
    assert judge(one, other).rule is None


def test_texts_that_agree_beside_their_boilerplate_are_copies_and_others_are_not() -> None:
    spoken = phrases("zh")
    form = [*spoken.of["opening"][:1], *spoken.of["middle"][:6]]
    texts = [
        shingled(spoken.space.join(map(spoken.filler(random.Random(seed)), form)))
        for seed in range(8)
    ]
    renamed = shingled("".join(texts[0].printed).replace("安塔尔", "昂陶尔"))
    assert renamed.words != texts[0].words
    known = form_of((1, each) for each in (*texts, renamed))
    assert judge(texts[0], renamed, form=known).rule is not None
    assert {judge(a, b, form=known).rule for a in texts for b in texts if a is not b} == {None}


@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko", "ar"])
def test_what_fills_a_form_and_stands_elsewhere_in_another_is_not_shared(language: str) -> None:
    spoken = phrases(language)
    form = [*spoken.of["opening"][1:2], *spoken.of["middle"][:7]]

    def filled(number: int) -> tuple[str, list[str]]:
        slots = {
            name: spoken.of[kind][number + place]
            for kind, names in (("people", "pq"), ("countries", "ck"), ("topics", "tu"))
            for place, name in enumerate(names)
        }
        slots |= {"e": spoken.of["events"][number], "n": str(13 + number)}
        slots["d"] = spoken.of["date"].format(day=number + 1, month=spoken.of["months"][number])
        return spoken.space.join(one.format(**slots) for one in form), list(slots.values())

    pages = [filled(number) for number in range(8)]
    known = form_of((1, shingled(body)) for body, _ in pages)
    (one, told_in_one), (other, told_in_other) = pages[0], pages[4]
    first = shingled("\n\n".join((one, *told_in_other)))
    second = shingled("\n\n".join((other, *told_in_one)))
    assert judge(first, second, form=known).rule is None
    assert judge(first, shingled(one), form=known).rule is not None


def test_a_form_with_few_names_is_known_as_one() -> None:
    written = text(12, words=200)
    filled = [shingled(f"{written[:300]} {n} {written[300:]} {n}") for n in "abcdefgh"]
    assert form_of((1, each) for each in filled[:3]) == frozenset()
    edited = [shingled(changed(written, 0.02, seed=n)) for n in range(6)]
    assert not form_of(enumerate(edited))


def test_texts_of_the_same_formulas_are_not_one_text() -> None:
    texts = [
        shingled("\n\n".join(paragraph(random.Random(f"{n}.{k}")) for k in range(6)))
        for n in range(12)
    ]
    assert {judge(a, b).rule for a in texts for b in texts if a is not b} == {None}


def test_a_report_brought_up_to_date_is_still_one_text() -> None:
    report = text(10) + " By evening 12 ships had left for Norland."
    later = text(10) + " By evening 15 ships had left for Sudmark."
    assert judge(shingled(report), shingled(later)).rule == "same text"


@pytest.mark.parametrize("body", ["", "word " * 200_000, "外" * 200_000, "\n\n\n", "a b"])
def test_texts_of_nothing_or_of_one_word_are_compared_without_harm(body: str) -> None:
    assert judge(shingled(body), shingled(text(11))).rule is None


def test_the_passages_shared_are_told_as_printed_the_longest_first() -> None:
    one = "The Envoy of Norland left by night. Nobody saw the ferry go out."
    other = "We know that the envoy of Norland left in a hurry; still, nobody saw the ferry."
    assert shared_passages(shingled(one), shingled(other)) == [
        "The Envoy of Norland left",
        "Nobody saw the ferry",
    ]
