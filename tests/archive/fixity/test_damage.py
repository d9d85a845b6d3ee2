"""Every column of every table, damaged: `desk verify` says so, and `--repair` says what is true.

The cases are made of the schema: a new table or column is damaged without another word here.
"""

import json
import random
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive.db import checksums
from archive.db.columns import articles
from archive.db.migrations import migrations
from archive.db.text_indexes import INDEXES
from archive.duplicates import clustering
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.model.records import Part
from archive.reading import columns, dump
from crawler.config.outlet_files import load_outlets
from crawler.intake import intake
from tests.builders.archives import ColumnPage, stored
from tests.builders.command import desk
from tests.builders.crawls import working_folder
from tests.builders.damaged_indexes import DAMAGES, damage_index

UNKNOWN = {
    "article_events.id": "a row number, to which no other row refers",
    "checks.id": "the same",
    "crawls.id": "the same",
    "reextractions.id": "the same",
    "versions.id": "the same",
}
"""What `verify` cannot know, and why."""
NOT_OURS = "_sqlite_migrations"
"""The log that sqlite-utils keeps of migrations: with another one, no archive is opened."""

REPAIRED = (
    *("articles", "article_authors", "article_tags", "article_urls", "article_events"),
    *("chrome", "chrome_texts", "comments", "versions", "outlets"),
    *("clusters", "duplicate_methods", "text_bands", "text_pairs", "text_passages", "texts"),
    *("columns_by_author", "columns_by_month", "columns_by_year", "columns_in_month"),
)
"""Tables whose rows `--repair` makes anew, so that the archive has the digest it had."""
LEFT_ALONE = (
    "checks",
    "crawls",
    "frontier",
    "hosts",
    "reextractions",
    "runs",
    "seeds",
    "tombstones",
)
"""Tables of which nothing but a sum tells what their rows were: `--repair` names what is wrong."""
NOT_REPAIRED = {
    "articles": "captures without a column are not read",
    "outlets": "the same as with its id",
    "articles.id": "nothing leads from the captures to the column any more",
    "outlets.id": "nothing leads from the columns to the outlet any more",
    "outlets.slug": "the outlet of this name is another to the archive",
}


def columns_of_tables() -> list[str]:
    """Every column of every table of an archive, but for what full-text indexes consist of."""
    db = Database(memory=True)
    migrations.apply(db)
    rows = db.execute(
        "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c"
        " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " ORDER BY t.name, c.cid"
    )
    return [f"{table}.{column}" for table, column in rows if table != NOT_OURS]


OUTLET = """\
name = "The Harbour Review"
home = "https://harbour.example/"
language = "en"
timezone = "UTC"

[[seeds]]
feed = "/feed"
"""
PROSE = (
    (
        "Two ministers met on the ferry and spoke of herring, as ministers on that ferry have done"
        " since the treaty of the strait was signed by their grandfathers in a harder year."
    ),
    (
        "Neither paid the fare, and the captain, who had seen three governments fall, said nothing"
        " of it to the newspapers that waited on the quay in the rain until the lamps went out."
    ),
    (
        "What they agreed will be forgotten before the winter, but the ferry will go on crossing"
        " twice a day, and that has always been the better half of the policy of the strait."
    ),
)


def markup(title: str, *paragraphs: str, comments: tuple[str, ...] = (), more: str = "") -> str:
    prose = "".join(f"<p>{text}</p>" for text in paragraphs)
    said = "".join(
        f'<li class="comment" id="comment-{number}"><div class="comment-author"><cite class="fn">'
        f'Reader {number}</cite></div><div class="comment-content"><p>{text}</p></div></li>'
        for number, text in enumerate(comments, 1)
    )
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>{title}</title><meta property='og:title' content='{title}'>"
        "<meta property='article:section' content='Abroad'><meta name='author' content='Ada Quay'>"
        "<meta property='article:tag' content='ferries'><meta property='og:type' content='article'>"
        "<meta property='article:published_time' content='2026-10-03T09:00:00+00:00'>"
        f"{more}</head><body><nav><a href='/'>Home</a></nav><main><article><h1>{title}</h1>"
        f"<div class='entry-content'>{prose}</div>"
        "<div class='sharedaddy'>Share this column</div></article>"
        f"<ol class='comment-list'>{said}</ol></main></body></html>"
    )


def answer(path: str, day: float, sent: str = "", **more: Any) -> ColumnPage:
    return ColumnPage(path=path, day=day, sent=sent, **more)


FERRY = markup("The ferry", *PROSE, comments=("The herring knew.", "It did not."))
EDITED = markup("The ferry", *PROSE[:2], PROSE[2] + " So it goes.", comments=("A yawn.",))
PAGES = (
    answer("/ferry", 0, FERRY),
    answer("/ferry", 1, EDITED),
    answer("/copy", 1, markup("The copied ferry", *PROSE)),
    answer("/near", 1, markup("The nearer ferry", "Tell nobody yet.", *PROSE)),
    answer("/old", 1, markup("The lamp", *(f"{text} Said the lamp." for text in PROSE[::-1]))),
    answer("/new", 2, markup("The lamp", *(f"{text} Said the lamp." for text in PROSE[::-1])),
           via=("/old",)),
    answer("/new", 3, status=404),
    answer("/ferry", 4, status=304),
)  # fmt: skip
SPLIT = markup("The split", *PROSE[:2], more="<link rel='next' href='/split/2'>")
SECOND = markup("The split", "And a page of its own has the rest of it, as papers like to do now.")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with at least one row in every table."""
    folder = working_folder(tmp_path_factory.mktemp("damage") / "desk", harbour=OUTLET)
    (outlet,) = load_outlets(folder, ())
    with Archive.writing(folder, command="test") as archive:
        outlet_id = intake.register(archive, outlet)
        for page in PAGES:
            capture = stored(archive, page, outlet_id=outlet_id)
            intake.take_in(archive, capture, outlet, outlet_id=outlet_id)
        further = stored(archive, answer("/split/2", 5, SECOND), outlet_id=outlet_id)
        split = stored(archive, answer("/split", 5, SPLIT), outlet_id=outlet_id)
        parts = [Part("continuation", further)]
        intake.take_in(archive, split, outlet, parts, outlet_id=outlet_id)
        one, other = (articles.known(archive.db, number).public_id for number in (1, 5))
        clustering.enter_override(archive, one, other, decision="join", said_at="2026-11-09")
        with archive.write() as db:
            fill(db)
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []
    return folder


def fill(db: Database) -> None:
    """Put a row into each table that has none, made of its schema."""
    for table in db.tables:
        if table.count or "fts" in table.name or table.name.startswith("sqlite_"):
            continue
        references = {key.column: key.other_table for key in table.foreign_keys}
        row: dict[str, Any] = {}
        for column in table.columns:
            if column.name in references:
                least = "min" if column.name.startswith("one") else "max"
                other = references[column.name]
                (row[column.name],) = db.execute(f"SELECT {least}(id) FROM {other}").fetchone()
            else:
                some: dict[str, Any] = {"INTEGER": 1, "REAL": 0.5, "BLOB": b"x"}
                allowed = values_allowed(table.schema, column.name)
                row[column.name] = allowed[0] if allowed else some.get(column.type, "x")
        table.insert(row)


def values_allowed(schema: str, column: str) -> list[str]:
    """The values that a table allows of a column; none when it allows all."""
    listed = re.search(rf"\bCHECK \(\s*{column} IN \(([^)]*)\)", schema)
    return re.findall("'([^']*)'", listed[1]) if listed else []


def test_every_table_of_the_archive_has_rows(sound: Path) -> None:
    with Archive.reading(sound) as archive:
        assert [
            t.name for t in checksums.tables(archive.db) if not archive.db.table(t.name).count
        ] == []


@dataclass(frozen=True)
class Repair:
    """What `desk verify --repair` came to."""

    found: list[dict[str, str]]
    left: list[dict[str, str]]


def problems(folder: Path) -> list[dict[str, str]]:
    """What `desk verify` finds."""
    return list(json.loads(desk(folder, "verify", "--json").output)["problems"])


def places(found: list[dict[str, str]]) -> list[str]:
    """Where problems are. Every check enters itself in the log, which may be what has lost rows."""
    return [problem["where"] for problem in found]


def repaired(folder: Path) -> Repair:
    ran = desk(folder, "verify", "--repair", "--json")
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    told = json.loads(ran.output)
    assert ran.exit_code == bool(told["left"])
    return Repair(told["problems"], told["left"])


def digest(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        return dump.digest(archive)


def damage(folder: Path, table: str, column: str) -> None:
    """Another value in one column of one row, as other hands would write it."""
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        row = dict(zip(names, db.execute(f"SELECT * FROM {table}").fetchone(), strict=True))
        held = row[column]
        (kind,) = db.execute(
            "SELECT type FROM pragma_table_info(?) WHERE name = ?", (table, column)
        ).fetchone()
        others = [value for value in values_allowed(sql, column) if value != held]
        new: Any = {"INTEGER": (held or 0) + 1000 if isinstance(held, int) else 1000,
                    "REAL": 0.25, "BLOB": b"y" + (held if isinstance(held, bytes) else b"")}.get(
            kind, others[0] if others else f"{held or ''}x")  # fmt: skip
        same = " AND ".join(f"{name} IS ?" for name in names)
        db.execute("PRAGMA ignore_check_constraints = ON")
        changed = db.execute(f"UPDATE {table} SET {column} = ? WHERE {same}", (new, *row.values()))
        assert changed.rowcount == 1


def delete(folder: Path, table: str, *, all_rows: bool) -> None:
    """Rows of a table taken out, as other hands would do it."""
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        row = db.execute(f"SELECT * FROM {table}").fetchone()
        assert row is not None, "they are gone"
        same = " AND ".join(f"{name} IS ?" for name in names)
        if all_rows:
            db.execute(f"DELETE FROM {table}")
        else:
            assert db.execute(f"DELETE FROM {table} WHERE {same}", row).rowcount == 1


@pytest.fixture(scope="module")
def before(sound: Path) -> str:
    """The digest of the archive that is damaged."""
    return digest(sound)


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A copy of the sound archive, to damage."""
    return shutil.copytree(sound, tmp_path / "desk")


@pytest.mark.parametrize("name", columns_of_tables())
def test_a_changed_value_is_seen_and_repair_says_what_is_true(
    folder: Path, before: str, name: str
) -> None:
    table, _, column = name.partition(".")
    damage(folder, table, column)
    if name in UNKNOWN:
        assert problems(folder) == []
        return
    if name == "captures.warc_file":  # a file that is missing stops whatever writes
        assert desk(folder, "verify", "--repair").output.count("missing") > 1
        assert problems(folder) != []
        return
    if table in LEFT_ALONE and not column.endswith("_id"):
        (found,) = problems(folder)
        assert found["what"] == "a row is not the one written"
        return
    done = repaired(folder)
    assert done.found != []
    if table in REPAIRED and name not in NOT_REPAIRED:
        assert done.left == []
        assert digest(folder) == before
    else:
        assert problems(folder) == done.left


TABLES = sorted({name.partition(".")[0] for name in columns_of_tables()})


@pytest.mark.parametrize("all_rows", [False, True], ids=["one", "all"])
@pytest.mark.parametrize("table", TABLES)
def test_rows_that_are_lost_are_seen_and_repair_says_what_is_true(
    folder: Path, before: str, table: str, *, all_rows: bool
) -> None:
    delete(folder, table, all_rows=all_rows)
    done = repaired(folder)
    assert done.found != []
    assert places(problems(folder)) == places(done.left)
    if table in REPAIRED and table not in NOT_REPAIRED:
        assert done.left == []
        assert digest(folder) == before


def drawn(number: int) -> list[str]:
    """Two to four damages at once, by a seed: columns by their names, tables that lose rows."""
    chance = random.Random(number)
    made_anew = [name for name in DAMAGED if name.partition(".")[0] in REPAIRED]
    lost = [name for name in TABLES if name not in ("articles", "outlets", NOT_OURS)]
    return [
        chance.choice(lost)
        if chance.random() < 0.25
        else chance.choice(made_anew if chance.random() < 0.8 else DAMAGED)
        for _ in range(chance.randint(2, 4))
    ]


DAMAGED = [
    name
    for name in columns_of_tables()
    if name not in UNKNOWN and name not in NOT_REPAIRED and name != "captures.warc_file"
]
TOGETHER = [
    ["chrome_texts.digest", "comments.author_url"],
    ["duplicate_words.other_id", "texts.shingles"],
    ["articles.published", "captures.status"],
    ["articles.found_in", "outlets.slug"],
    ["articles.blocks", "captures.etag"],
    ["articles.outlet_id", "outlets.id"],
    ["articles.blocks", "articles.public_id", "text_pairs.one_contained"],
    ["article_urls.url", "articles.public_id", "duplicate_methods", "article_tags"],
    *map(drawn, range(20)),
]


@pytest.mark.parametrize("names", TOGETHER, ids="+".join)
def test_several_damages_at_once_are_seen_and_told(
    folder: Path, before: str, names: list[str]
) -> None:
    damage_together(folder, names)
    done = repaired(folder)
    assert done.found != []
    assert places(problems(folder)) == places(done.left)
    if not done.left:
        assert digest(folder) == before
    for words in (("dump", "--digest"), ("show", "https://harbour.example/ferry")):
        told = desk(folder, *words)
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exception


def damage_together(folder: Path, names: list[str]) -> None:
    for name in names:
        table, _, column = name.partition(".")
        with suppress(TypeError, AssertionError):  # its row went with a damage before
            damage(folder, table, column) if column else delete(folder, table, all_rows=False)


def with_an_index(number: int) -> tuple[list[str], str, str]:
    """One to three damages that are mended alone, and one of an index, by a seed."""
    chance = random.Random(number)
    made_anew = [name for name in DAMAGED if name.partition(".")[0] in REPAIRED]
    names = chance.sample(made_anew, chance.randint(1, 3))
    return names, chance.choice(sorted(DAMAGES)), chance.choice(INDEXES)


WITH_AN_INDEX = [
    (["articles.title"], "emptied", "articles_fts"),
    (["comments.text"], "emptied", "comments_fts"),
    (["comments"], "no data", "comments_fts"),
    (["chrome_texts.text"], "no index", "articles_fts"),
    (["versions.body"], "structure lost", "articles_fts"),
    *map(with_an_index, range(24)),
]


@pytest.mark.parametrize(("names", "how", "index"), WITH_AN_INDEX, ids=str)
def test_a_damaged_index_is_not_in_the_way_of_what_else_is_mended(
    folder: Path, before: str, names: list[str], how: str, index: str
) -> None:
    damage_together(folder, names)
    damage_index(folder, how, index)
    ran = desk(folder, "verify", "--repair")
    assert ran.exit_code == 0, ran.output
    assert problems(folder) == []
    assert digest(folder) == before


def test_one_table_alone_is_summed_as_all_tables_are(sound: Path) -> None:
    with Archive.reading(sound) as archive:
        together = checksums.tables(archive.db)
        assert [checksums.named(archive.db, table.name) for table in together] == together


@pytest.mark.parametrize("lost", ["capture_parts", "captures"])
def test_a_column_whose_captures_lost_rows_is_not_read_again_without_them(
    folder: Path, lost: str
) -> None:
    before = shown(folder)
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as db:
        statement = {
            "capture_parts": "DELETE FROM capture_parts",
            "captures": "UPDATE captures SET article_id = NULL WHERE id = 1",
        }[lost]
        assert db.execute(statement).rowcount == 1
        # What an older extractor left: there is something to write.
        db.execute("UPDATE versions SET extractor = 'older'")
    read = desk(folder, "reextract")
    assert isinstance(read.exception, SystemExit), read.exception
    assert read.exit_code == 1
    assert "not those written; restore archive.db from a copy" in read.output
    assert shown(folder) == before


def shown(folder: Path) -> list[tuple[str, str]]:
    """Headline and text of every column."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return db.execute("SELECT title, body FROM articles ORDER BY id").fetchall()


def test_what_is_damaged_elsewhere_is_not_said_of_a_column(sound: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sound, tmp_path / "desk"))
    damage(folder, "outlets", "id")
    told = desk(folder, "dump", "--digest")
    assert told.exit_code == 1
    assert "the row of its outlet is lost; `desk verify --repair` writes it" in told.output
    assert "from its captures" not in told.output


def test_a_fault_of_ours_is_not_said_to_be_damage(sound: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sound, tmp_path / "desk"))
    with (
        Archive.reading(folder) as archive,
        pytest.raises(ValueError, match="a fault of ours"),
        columns.damage_told(archive.db, 1),
    ):
        raise ValueError("a fault of ours")
    damage(folder, "articles", "found_in")
    assert "its rows are damaged" in desk(folder, "dump", "--digest").output


def test_a_reference_that_leads_nowhere_is_told_as_one(sound: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sound, tmp_path / "desk"))
    damage(folder, "capture_parts", "page_id")
    found = repaired(folder)
    lost = [one["what"] for one in found.found if "that is not there" in one["what"]]
    assert lost == ["a row refers to a row of captures that is not there"]
    assert found.left != []
    assert "pages cannot be made anew" not in json.dumps(found.left)
