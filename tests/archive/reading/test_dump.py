"""The canonical form of an archive: what is in it, what is not, and what changes it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.folder.archive import Archive
from archive.model.records import Chrome, Comment
from archive.reading import dump
from tests.builders.archives import SECOND, ColumnPage, new_archive, take_in, take_in_all


def columns(archive: Archive) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in dump.dump(archive)]
    assert list(lines[0]) == ["form"]
    assert [key for line in lines[1:] for key in line] == ["outlet"] + ["column"] * (len(lines) - 2)
    return [line["column"] for line in lines[2:]]


def test_every_column_version_comment_chrome_event_and_cluster_stands_in_it(
    archive: Archive,
) -> None:
    comment = Comment(id="7", text="So they did.", author="Ed")
    take_in_all(
        archive,
        [
            ColumnPage(comments=(comment,)),
            ColumnPage(day=1, paragraphs=SECOND),
            ColumnPage(path="/copy", day=1, paragraphs=SECOND),
            ColumnPage(day=2, status=404),
        ],
    )
    kept = {column["url"].rpartition("/")[2]: column for column in columns(archive)}
    ferry, copy = kept["ferry"], kept["copy"]
    assert [version["body"] for version in ferry["versions"]] == [
        "\n\n".join(ColumnPage().paragraphs),
        "\n\n".join(SECOND),
    ]
    assert ferry["state"] == "gone"
    assert ferry["events"] == [["gone", None]]
    assert ferry["comments"][0]["text"] == comment.text
    assert ferry["comments"][0]["on_page"] is False
    assert ferry["chrome"] == [["share", "share", "Share this column"]]
    assert ferry["authors"] == ["Ada Quay"]
    assert ferry["cluster"] == copy["cluster"] is not None
    assert [column["public_id"] for column in columns(archive)] == sorted(
        column["public_id"] for column in kept.values()
    )


def test_times_of_visits_and_unchanged_visits_are_not_in_it(tmp_path: Path) -> None:
    digests = set()
    for number, days in enumerate(([0], [3], [0, 1, 2])):
        folder = tmp_path / str(number)
        with new_archive(folder) as archive:
            take_in_all(archive, [ColumnPage(day=day) for day in days])
            digests.add(dump.digest(archive))
    assert len(digests) == 1


@pytest.mark.parametrize(
    "other",
    [
        ColumnPage(title="Another headline"),
        ColumnPage(paragraphs=SECOND),
        ColumnPage(section="Sport"),
        ColumnPage(chrome=(Chrome("like", "Like this", "like"),)),
        ColumnPage(comments=(Comment(id="1", text="One."),)),
        ColumnPage(published=None),
        ColumnPage(extra={"byline": "meta"}),
        ColumnPage(path="/elsewhere"),
    ],
)
def test_whatever_a_page_says_changes_the_digest(archive: Archive, other: ColumnPage) -> None:
    take_in(archive, ColumnPage())
    before = dump.digest(archive)
    take_in(archive, replace(other, day=1))
    assert dump.digest(archive) != before
