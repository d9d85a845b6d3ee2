"""What verbs tell a reader: what is gone, how long texts are in any script, what was found."""

import json
from dataclasses import replace
from pathlib import Path

from archive.model.records import Comment
from tests.builders.archives import ColumnPage, new_archive, take_in_all
from tests.builders.command import desk

CHINESE = "渡輪條約將於春季重新談判。"


def test_comments_that_left_the_page_are_marked_and_words_are_counted_in_any_script(
    tmp_path: Path,
) -> None:
    stays = Comment(id="1", text="Ask the harbour master.", author="Ines")
    leaves = Comment(id="2", text="The ferry was never late.", author="Rui")
    with new_archive(tmp_path) as archive:
        pages = [
            ColumnPage(paragraphs=(CHINESE,), comments=(stays, leaves)),
            ColumnPage(paragraphs=(CHINESE,), comments=(stays,), day=1),
        ]
        take_in_all(archive, pages)
        ((url,),) = archive.db.execute("SELECT url FROM articles")
    (tmp_path / "desk.toml").touch()
    told = desk(tmp_path, "show", url, "--comments", "--versions").output
    assert "comments: 2, 1 of them no longer on the page" in told
    heads = [line for line in told.splitlines() if line.startswith(("Ines", "Rui"))]
    assert heads == ["Ines", "Rui  no longer on the page"]
    assert "12 words" in told


def test_what_a_forgotten_commenter_wrote_is_said_to_be_forgotten(tmp_path: Path) -> None:
    said = Comment(id="1", text="Ask the harbour master.", author="Ines")
    answer = Comment(id="2", text="He is asleep.", author="Rui", parent="1", depth=1)
    with new_archive(tmp_path) as archive:
        take_in_all(archive, [ColumnPage(comments=(said, answer))])
        ((url,),) = archive.db.execute("SELECT url FROM articles")
    (tmp_path / "desk.toml").touch()
    assert "forgotten" not in desk(tmp_path, "show", url, "--comments").output
    done = desk(tmp_path, "forget", "--commenter", "Ines", "--reason", "asked for")
    assert done.output.startswith("forgotten: 1 comment, of which the places")
    assert "the pages in the WARC files have them as received" in done.output
    told = desk(tmp_path, "show", url, "--comments").output
    assert "comments: 2, 1 of them forgotten" in told
    assert told[told.index("(forgotten)") :].split() == ["(forgotten)", "Rui", *answer.text.split()]
    listed = json.loads(desk(tmp_path, "show", url, "--json").output)["comments"]
    assert [one["forgotten"] for one in listed] == [True, False]


def test_an_old_version_is_read_by_itself(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        first = ColumnPage(title="Ferry late", paragraphs=("The ferry is late.", "Nobody waves."))
        second = replace(
            first, day=1, title="Ferry lost", authors=("Rui Vaz",), section=None, published=None
        )
        take_in_all(archive, [first, second])
        ((url,),) = archive.db.execute("SELECT url FROM articles")
    (tmp_path / "desk.toml").touch()
    told = desk(tmp_path, "show", url, "--version", "1").output
    assert told.startswith("Ferry late\n")
    assert "version 1 of 2 · first seen 2026-11-02 12:00 UTC" in told
    assert "all but headline, standfirst and text is the newest's" in " ".join(told.split())
    assert told.rstrip().endswith("The ferry is late.\n\nNobody waves.")
    assert "not the newest" not in desk(tmp_path, "show", url, "--version", "2").output
    kept = json.loads(desk(tmp_path, "show", url, "--version", "1", "--json").output)
    assert (kept["ordinal"], kept["article"]["title"]) == (1, "Ferry late")
    assert {"authors", "section", "published"} <= set(kept["of_newest"])
    assert kept["article"]["section"] is None  # the newest has none; what this one had is not kept
    assert not {"title", "blocks", "comments", "page_kind"} & set(kept["of_newest"])
    newest = json.loads(desk(tmp_path, "show", url, "--version", "2", "--json").output)
    assert (newest["article"]["authors"], newest["of_newest"]) == (["Rui Vaz"], [])
    for none in ("0", "3", "x", "-1", "1" * 30):
        refused = desk(tmp_path, "show", url, "--version", none)
        assert refused.exit_code == 1
        assert refused.output.endswith(f": no version {none}; it has versions 1 to 2\n")
    assert desk(tmp_path, "show", url, "--version", "1", "--comments").exit_code == 2


def test_a_comment_found_by_its_writers_name_shows_the_name_as_the_hit(tmp_path: Path) -> None:
    comment = Comment(id="1", text="Ask the harbour master.", author="Rui Vaz")
    with new_archive(tmp_path) as archive:
        take_in_all(archive, [ColumnPage(authors=("Ines Calloway",), comments=(comment,))])
    (tmp_path / "desk.toml").touch()
    assert "comment by Rui **Vaz**" in desk(tmp_path, "search", "vaz").output
    assert "Ines **Calloway**" in desk(tmp_path, "search", "author:calloway").output
    assert "**" not in desk(tmp_path, "search", "title:calloway OR author:nobody").output
    hit = json.loads(desk(tmp_path, "search", "vaz", "--json").output)["hits"][0]
    assert hit["author_marks"] == [[4, 7]]


def test_a_search_for_an_id_says_on_one_line_whose_it_is(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(archive, [ColumnPage(title="Ferry late")])
    (tmp_path / "desk.toml").touch()
    public_id = json.loads(desk(tmp_path, "search", "ferry", "--json").output)["hits"][0][
        "public_id"
    ]
    first, *_ = desk(tmp_path, "search", public_id).output.splitlines()
    assert first.startswith("This is the id of: Ferry late, The Harbour, ")
    assert first.endswith(f"(desk show {public_id})")
    told = json.loads(desk(tmp_path, "search", public_id[:6], "--json").output)
    assert told["meant"]["column"]["public_id"] == public_id


def test_where_a_word_is_nowhere_those_that_begin_so_are_named(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(archive, [ColumnPage(title="Ferry late")])
    (tmp_path / "desk.toml").touch()
    told = desk(tmp_path, "search", "ferr")
    assert told.exit_code == 1
    assert "With beginnings of words: ferr* finds 1.\n" in told.output
    told = desk(tmp_path, "search", "late ferries kraken")
    assert told.exit_code == 1
    assert "By itself: late finds 1, ferries finds 0 (ferr* 1), kraken finds 0.\n" in told.output


def test_figures_say_one_as_one_and_know_no_crawl_that_they_were_not_told_of(
    tmp_path: Path,
) -> None:
    with new_archive(tmp_path) as archive:
        pages = [
            ColumnPage(title=title, day=day) for day, title in enumerate(("Ferry late", "Ferry"))
        ]
        take_in_all(archive, pages)
        ((url,),) = archive.db.execute("SELECT url FROM articles")
    (tmp_path / "desk.toml").touch()
    assert "1 word removed, 0 added" in desk(tmp_path, "history", url).output
    assert "1 word removed, 0 added" in desk(tmp_path, "history", url, "--diff", "1", "2").output
    page = desk(tmp_path, "history", url, "--diff", "1", "2", "--html").output
    assert "<p>1 word removed, 0 added</p>" in page
    told = desk(tmp_path, "stats").output
    assert "none known" in told  # a rebuilt archive has been crawled and knows of no crawl
    assert " 2026 " in told
    assert "2026–" not in told


def test_an_outlet_is_shown_with_its_seeds_by_number_and_without_what_it_does_not_say(
    tmp_path: Path,
) -> None:
    desk(tmp_path, "init", str(tmp_path / "desk"))
    (tmp_path / "desk" / "outlets" / "quay.toml").write_text(
        """name = "Quay"
home = "https://quay.example/"
language = "en"
timezone = "UTC"
[[seeds]]
feed = "/feed/"
[[seeds]]
sitemap = "/sitemap.xml"
"""
    )
    lines = desk(tmp_path / "desk", "outlets", "show", "quay").output.splitlines()
    assert [line for line in lines if line.startswith("seeds")] == ["seeds[1]", "seeds[2]"]
    assert "expect" not in lines


def test_captions_are_shown_in_their_place_and_found_as_such(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(archive, [ColumnPage(captions=("The lighthouse at noon",))])
        ((url,),) = archive.db.execute("SELECT url FROM articles")
    (tmp_path / "desk.toml").touch()
    told = desk(tmp_path, "show", url).output
    assert "\n    picture: The lighthouse at noon\n" in told
    assert told.index("spoke of herring") < told.index("lighthouse") < told.index("paid the fare")
    (block,) = [
        one
        for one in json.loads(desk(tmp_path, "show", url, "--json").output)["article"]["blocks"]
        if one["kind"] == "caption"
    ]
    assert block["text"] == "The lighthouse at noon"
    assert "picture: The **lighthouse** at noon" in desk(tmp_path, "search", "lighthouse").output
    hit = json.loads(desk(tmp_path, "search", "lighthouse", "--json").output)["hits"][0]
    assert hit["in_caption"]
