"""Columns that are one text, as they come in, change and go, and as people say."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.duplicates import clustering
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.reading import columns
from archive.reading.dump import digest
from archive.search.request import Search
from archive.search.search import search
from archive.takedown import takedown
from crawler.cli.desk import main
from scripts import formulaic
from scripts.evaluate_duplicates import (
    evaluate,
    evaluate_clusters,
    grow,
    kin,
    take_in_formulaic,
)
from scripts.synthetic import COPIES, Column, column, prose
from scripts.synthetic_archive import enter_outlets, order, take_in
from tests.builders.archives import new_archive

SAID = "2026-11-24T08:00:00.000Z"


def enter(archive: Archive, *columns: Column) -> None:
    outlets = enter_outlets(archive)
    for made in columns:
        take_in(archive, made, outlet_id=outlets[made.outlet])


def shown(archive: Archive, made: Column) -> columns.StoredColumn:
    return columns.column(archive.db, made.url)


def others(archive: Archive, made: Column) -> set[str]:
    return {other.url or "" for other in shown(archive, made).duplicates}


def test_planted_copies_are_found_and_look_alikes_are_not(archive: Archive) -> None:
    numbers = order(320)
    grow(archive, numbers, seed=1, size=500)
    found = evaluate(archive, numbers, seed=1, size=500)
    recall = found["recall"]
    assert isinstance(recall, dict)
    # Boilerplate is known as such only in a larger archive; see the script's figures for that.
    assert {kind for kind in COPIES if recall[kind] < 1} <= {"all at once"}
    assert recall["all at once"] > 0.6
    assert found["precision"] == 1
    assert found["false joins"] == {
        "communiqué": 0.0,
        "standing paragraph": 0.0,
        "treaty quoted": 0.0,
    }


def test_short_texts_full_of_formulas_are_told_from_copies(archive: Archive) -> None:
    """Of one house of each style, with the copies of its columns."""
    every = formulaic.columns(7)
    of_the_houses = {one.number for one in every if one.copy is None and one.outlet % 2 == 0}
    made = [one for one in every if kin(one) in of_the_houses]
    take_in_formulaic(archive, made)
    found = evaluate_clusters(archive, made)
    assert found["precision"]["all"] >= 0.98
    assert found["recall"]["all"] >= 0.95
    for language in formulaic.LANGUAGES:  # of forty pairs each: two wrong ones are allowed
        assert found["precision"][language] >= 0.95, language
        assert found["recall"][language] >= 0.95, language
    assert found["largest cluster"] <= 3


def test_a_chain_of_texts_each_like_the_next_is_not_one_text(archive: Archive) -> None:
    told = [prose("en", random.Random(n), words=60)[0] for n in range(40)]
    chain = [
        replace(column(19), number=10_001 + n, outlet=40 + n, paragraphs=tuple(told[2 * n :][:5]))
        for n in range(9)
    ]
    enter(archive, *chain)
    assert archive.db.execute("SELECT count(*) FROM text_pairs").fetchone()[0] >= 8
    assert max(len(others(archive, made)) for made in chain) <= 2


def test_the_earliest_represents_and_each_is_told_what_it_is(archive: Archive) -> None:
    copy, original = column(1), column(9)
    enter(archive, copy, original)
    assert (copy.copy, copy.original) == ("half an excerpt", original.number)
    assert shown(archive, original).representative
    (found,) = shown(archive, copy).duplicates
    assert (found.relation, found.representative) == ("excerpt of", True)
    (found,) = shown(archive, original).duplicates
    assert found.relation == "contains"


def test_a_copy_that_is_rewritten_leaves_its_cluster(archive: Archive) -> None:
    copy, original = column(5), column(13)
    enter(archive, copy, original)
    assert others(archive, original) == {copy.url}
    later = replace(copy, paragraphs=column(19).paragraphs)
    outlets = enter_outlets(archive)
    take_in(
        archive,
        replace(later, published=copy.published.replace(year=2031)),
        outlet_id=outlets[copy.outlet],
    )
    # Its address tells its day; the page came later and says another text.
    moved = replace(later, published=copy.published.replace(year=2031))
    assert others(archive, moved) == set()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_columns_come_makes_no_difference(tmp_path: Path, seed: int) -> None:
    made = [column(number, size=300) for number in range(60)]
    digests = set()
    for name in ("one", "other"):
        with new_archive(tmp_path / name) as archive:
            random.Random(f"{name} {seed}").shuffle(made)
            enter(archive, *made)
            digests.add(digest(archive))
    assert len(digests) == 1


def test_the_order_in_which_texts_of_a_new_form_come_makes_no_difference(tmp_path: Path) -> None:
    made = [one for one in formulaic.columns(7)[:400] if one.outlet == 28 or one.number == 781]
    orders = [random.Random(number).sample(made, len(made)) for number in range(6)]
    # A communiqué and the briefing that has something of it come before the form is known.
    orders.append(sorted(made, key=lambda one: one.number not in {543, 781}))
    digests = set()
    for number, columns_in_order in enumerate(orders):
        with new_archive(tmp_path / str(number)) as archive:
            take_in_formulaic(archive, columns_in_order)
            digests.add(digest(archive))
    assert len(digests) == 1


def test_texts_are_judged_anew_in_one_order_whatever_they_came_in(tmp_path: Path) -> None:
    made = [one for one in formulaic.columns(7)[:400] if one.outlet == 28]
    orders = set()
    for number in range(3):
        with new_archive(tmp_path / str(number)) as archive:
            take_in_formulaic(archive, random.Random(number).sample(made, len(made)))
            archive.db.executescript(
                "CREATE TEMP TABLE entered (text_id); CREATE TEMP TRIGGER enters AFTER INSERT ON"
                " texts BEGIN INSERT INTO entered VALUES (new.id); END"
            )
            clustering.recompute(archive, from_start=True)
            orders.add(tuple(archive.db.execute("SELECT text_id FROM entered ORDER BY rowid")))
    (order_of_texts,) = orders
    assert len(order_of_texts) == len(made)


def test_what_columns_taken_out_had_made_a_form_is_judged_without_them(tmp_path: Path) -> None:
    series = [made for made in formulaic.columns(7)[:400] if made.outlet in {60, 69}]
    going = [made for made in series if made.number in {1206, 1210}]
    staying = [made for made in series if made not in going]
    with new_archive(tmp_path / "never") as archive:
        take_in_formulaic(archive, staying)
        never = {made.url: others(archive, made) for made in staying}
    with new_archive(tmp_path / "taken out") as archive:
        take_in_formulaic(archive, series)
        for made in going:
            target = takedown.find(archive, made.url)
            takedown.take_down_column(archive, target, reason="", raw=False, forgotten_at=SAID)
        assert {made.url: others(archive, made) for made in staying} == never


def test_a_persons_word_goes_before_rules_and_outlasts_recomputation(archive: Archive) -> None:
    copy, original, plain = column(0), column(8), column(19)
    enter(archive, copy, original, plain)
    ids = {made.url: shown(archive, made).public_id for made in (copy, original, plain)}
    clustering.enter_override(
        archive, ids[copy.url], ids[original.url], decision="part", said_at=SAID
    )
    clustering.enter_override(archive, ids[plain.url], ids[copy.url], decision="join", said_at=SAID)
    for _ in range(2):
        assert others(archive, original) == set()
        assert others(archive, copy) == {plain.url}
        clustering.recompute(archive)
    clustering.enter_override(
        archive, ids[original.url], ids[copy.url], decision="join", said_at=SAID
    )
    assert others(archive, original) == {copy.url, plain.url}
    with pytest.raises(DeskError, match="one column already"):
        clustering.enter_override(
            archive, ids[copy.url], ids[copy.url], decision="join", said_at=SAID
        )


def test_columns_that_a_person_joined_with_near_ones_need_resemble_nothing(
    archive: Archive,
) -> None:
    excerpt, original, *plain = column(1), column(9), column(19), column(39)
    enter(archive, excerpt, original, *plain)
    ids = {made.url: shown(archive, made).public_id for made in (excerpt, original, *plain)}
    for one, other in zip((excerpt, original), plain, strict=True):
        clustering.enter_override(
            archive, ids[one.url], ids[other.url], decision="join", said_at=SAID
        )
    assert plain[0].url in others(archive, excerpt)
    assert plain[1].url in others(archive, original)
    before = [others(archive, made) for made in (excerpt, original, *plain)]
    clustering.recompute(archive)
    assert [others(archive, made) for made in (excerpt, original, *plain)] == before


def test_columns_by_way_of_others_stand_behind_later_ones_that_are_one_text_with_it(
    archive: Archive,
) -> None:
    copy, original, plain = column(0), column(8), column(19)
    early = datetime(1990, 1, 1, tzinfo=UTC)
    made = [
        replace(one, published=early.replace(day=day))
        for day, one in enumerate((plain, original, copy), start=1)
    ]
    enter(archive, *made)
    ids = [shown(archive, one).public_id for one in made]
    for other in ids[:2]:
        clustering.enter_override(archive, other, ids[2], decision="join", said_at=SAID)
    relations = [[other.relation for other in shown(archive, one).duplicates] for one in made]
    assert relations[0] == ["joined by a person", "by way of others"]
    assert relations[1][1] == "by way of others"
    assert "by way of others" not in relations[2]
    assert shown(archive, made[0]).representative


def test_parted_columns_stay_apart_when_a_third_resembles_both(archive: Archive) -> None:
    first = column(15)
    second = replace(first, number=1015, outlet=first.outlet)
    third = replace(first, number=2015, outlet=first.outlet)
    enter(archive, first, second)
    one, other = (shown(archive, made).public_id for made in (first, second))
    clustering.enter_override(archive, one, other, decision="part", said_at=SAID)
    enter(archive, third)
    assert len(others(archive, third)) == 1
    assert others(archive, first) | others(archive, second) <= {third.url, first.url, second.url}
    assert second.url not in others(archive, first)


def test_many_copies_are_one_text_and_near_copies_have_bounded_pairs(
    archive: Archive,
) -> None:
    first = column(8, size=200)
    chance = random.Random(4)
    exact = [replace(first, number=10_001 + 30 * n, outlet=40 + n) for n in range(40)]
    near = [
        replace(
            first,
            number=20_001 + 30 * n,
            outlet=40 + n,
            paragraphs=(*first.paragraphs, prose("en", chance, words=5)[0]),
        )
        for n in range(50)
    ]
    enter(archive, *exact, *near)
    db = archive.db
    assert db.execute("SELECT count(DISTINCT cluster_id), count(*) FROM articles").fetchone() == (
        1,
        90,
    )
    assert db.execute("SELECT count(*) FROM texts").fetchone()[0] == 51
    assert db.execute("SELECT count(*) FROM text_pairs").fetchone()[0] <= 16 * 51


def test_what_an_outlet_prints_under_everything_joins_nothing(archive: Archive) -> None:
    fixed = prose("en", random.Random(7), words=120)
    made = [
        replace(
            column(19 + 20 * n),
            outlet=77,
            paragraphs=(*column(19 + 20 * n, size=120).paragraphs[:1], *fixed),
        )
        for n in range(6)
    ]
    enter(archive, *made)
    assert [others(archive, one) for one in made] == [set()] * 6


def test_recomputation_that_is_cut_off_is_taken_up_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_archive(tmp_path) as archive:
        enter(archive, *(column(number, size=200) for number in range(40)))
        before = digest(archive)

    def cut(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(clustering, "BATCH", 10)
    cut_off = Archive.writing(tmp_path, command="t")
    with pytest.raises(KeyboardInterrupt):
        clustering.recompute(cut_off, progress=cut)
    cut_off.close()
    with Archive.writing(tmp_path, command="t") as archive:
        clustering.recompute(archive)
        assert clustering.judged_otherwise(archive.db) == []
        assert digest(archive) == before
    with Archive.reading(tmp_path) as archive:
        assert list(verify(archive)) == []


def test_search_folds_copies_and_counts_texts_or_columns(archive: Archive) -> None:
    copy, original = column(7), column(15)
    enter(archive, copy, original)
    word = original.paragraphs[0].split()[0].strip(".")
    folded = search(archive, Search(query=word, where="column"))
    assert (folded.total, folded.texts) == (2, 1)
    (hit,) = folded.hits
    assert (hit.url, hit.copies) == (original.url, 1)
    plain = search(archive, Search(query=word, where="column", fold=False))
    assert (plain.total, plain.texts, len(plain.hits)) == (2, None, 2)


def test_the_verb_tells_clusters_relatives_reasons_and_takes_words(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    runner = CliRunner()
    assert runner.invoke(main, ["init", str(folder)]).exit_code == 0
    copy, original = column(5), column(13)
    with Archive.writing(folder, command="t") as archive:
        enter(archive, copy, original, column(19))
        one, other = (shown(archive, made).public_id for made in (copy, original))

    def desk(*words: str) -> str:
        found = runner.invoke(main, ["-C", str(folder), "duplicates", *words])
        assert found.exit_code == 0, found.output
        return found.output

    (cluster,) = json.loads(desk("--json"))
    assert cluster["columns"] == 2
    assert cluster["representative"]["public_id"] == other
    assert "an edited copy, or this one is" in desk(one)
    told = desk(one, "--explain")
    assert "stand in the second in runs of six words or more" in told
    assert "Rule: edited copy." in told
    assert "stand in both" in told
    (explained,) = json.loads(desk(one, other, "--json"))
    assert explained["joined"] is True
    assert explained["passages"]
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    desk("join", one, other)
    assert f"joined to it by a person on {today}: {other}" in desk(one)
    desk("part", one, other)
    assert "A person parted them on" in desk(one, other)
    parted = runner.invoke(main, ["-C", str(folder), "duplicates", one])
    assert parted.exit_code == 1
    assert f"parted from it by a person on {today}: {other}" in parted.stderr
