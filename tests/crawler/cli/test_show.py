"""What verbs tell a reader: what is gone, how long texts are in any script, what was found."""

import json
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
