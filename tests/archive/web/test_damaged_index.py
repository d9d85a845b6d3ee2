"""A full-text index that is damaged while it is served: told with its remedy, as by every verb."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.archive.web.test_web import COLUMNS, Site, served
from tests.builders.archives import new_archive, take_in_all
from tests.builders.command import desk


@pytest.mark.parametrize(
    ("table", "damage"),
    [
        ("articles", "DELETE FROM {index}_data WHERE id = 10"),
        ("comments", "UPDATE {index}_data SET block = x'deadbeef' WHERE id > 10"),
        ("articles", "DROP TABLE {index}_data"),
        ("comments", "DROP TABLE {index}_config"),
        ("articles", "DROP TABLE {index}"),
        ("comments", "DROP TABLE {index}"),
    ],
)
def test_a_damaged_index_is_told_with_its_remedy(tmp_path: Path, table: str, damage: str) -> None:
    folder = tmp_path / "desk"
    with new_archive(folder) as archive:
        take_in_all(archive, COLUMNS)
    (folder / "desk.toml").write_text("")
    with served(folder, stderr=tmp_path / "said") as site:
        with closing(sqlite3.connect(folder / "archive.db")) as db:
            db.executescript(damage.format(index=f"{table}_fts"))
        for path in (f"archive/{table}?_search=envoy", f"archive/{table}.json?_search=envoy"):
            status, said = site.get(path)
            assert (status, "a full-text index is damaged" in said) == (500, True), (path, said)
            assert "`desk verify --repair` makes it anew" in unescape(said)
            assert str(tmp_path) not in said
        assert site.get("archive/outlets")[0] == 200
        mended = desk(folder, "verify", "--repair")
        assert mended.exit_code == 0, mended.output
        assert site.get(f"archive/{table}?_search=envoy")[0] == 200
    output = (tmp_path / "said").read_text()
    assert "Traceback" not in output
    assert "`desk verify --repair` makes it anew" in output


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[Site]:
    with new_archive(tmp_path) as archive:
        take_in_all(archive, COLUMNS)
    with served(tmp_path, sql=True) as site:
        yield site


def test_a_query_that_is_written_wrong_is_no_damage(sound: Site) -> None:
    for match in ('("', "a AND", "nothing:a"):
        asked = f"select 1 from articles_fts where articles_fts match '{match}'"
        status, said = sound.get(f"archive.json?sql={quote(asked)}")
        assert (status, "damaged" in said) == (400, False), said
    status, said = sound.get(
        f"archive.json?sql={quote('select articles_fts.nothing from articles')}"
    )
    assert (status, "damaged" in said) == (400, False), said
