"""Full-text indexes that other hands have damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

DAMAGES = {
    "emptied": "INSERT INTO {index} ({index}) VALUES ('delete-all')",
    "structure lost": "DELETE FROM {index}_data WHERE id = 10",
    "structure of garbage": "UPDATE {index}_data SET block = x'ffffffffff' WHERE id = 10",
    "structure of an empty index": "UPDATE {index}_data SET block = zeroblob(7) WHERE id = 10",
    "averages of garbage": "UPDATE {index}_data SET block = x'ff' WHERE id = 1",
    "pages lost": "DELETE FROM {index}_data WHERE id > 10",
    "pages of garbage": "UPDATE {index}_data SET block = x'deadbeef' WHERE id > 10",
    "last page of garbage": "UPDATE {index}_data SET block = randomblob(300)"
    " WHERE id = (SELECT max(id) FROM {index}_data)",
    "no data": "DELETE FROM {index}_data",
    "no table data": "DROP TABLE {index}_data",
    "ways to pages lost": "DELETE FROM {index}_idx",
    "ways to the last pages lost": "DELETE FROM {index}_idx WHERE term > 'm'",
    "way to the last page lost": "DELETE FROM {index}_idx"
    " WHERE (segid, term) IN (SELECT segid, max(term) FROM {index}_idx GROUP BY segid)",
    "ways to other pages": "UPDATE {index}_idx SET pgno = 7777",
    "ways from garbage": "UPDATE {index}_idx SET term = CAST(term AS BLOB) || x'ff'",
    "no table idx": "DROP TABLE {index}_idx",
    "sizes lost": "DELETE FROM {index}_docsize",
    "a size lost": "DELETE FROM {index}_docsize WHERE id = 1",
    "sizes of garbage": "UPDATE {index}_docsize SET sz = x'ff'",
    "no table docsize": "DROP TABLE {index}_docsize",
    "settings lost": "DELETE FROM {index}_config",
    "settings of garbage": "UPDATE {index}_config SET v = 'zzz'",
    "another format": "UPDATE {index}_config SET v = 99 WHERE k = 'version'",
    "another rank": "REPLACE INTO {index}_config VALUES ('rank', 'bm25(0.0)')",
    "no table config": "DROP TABLE {index}_config",
    "no tables": "DROP TABLE {index}_data; DROP TABLE {index}_idx; DROP TABLE {index}_docsize;"
    " DROP TABLE {index}_config",
    "no index": "DROP TABLE {index}",
    "a table in its place": "DROP TABLE {index}; CREATE TABLE {index} (title TEXT)",
    "another index in its place": "DROP TABLE {index}; CREATE VIRTUAL TABLE {index} USING fts5 (t)",
    "no trigger": "DROP TRIGGER {index}_insert",
    "an idle trigger": "DROP TRIGGER {index}_insert;"
    " CREATE TRIGGER {index}_insert AFTER INSERT ON articles BEGIN SELECT 1; END",
}
"""Statements that damage an index in itself, by what is then wrong with it."""


def damage_index(folder: Path, how: str, index: str) -> None:
    """Damages an index of a working folder's archive in one of the ways above."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.executescript(DAMAGES[how].format(index=index))
