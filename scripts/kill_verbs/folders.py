"""The folders that verbs start from, made once: a desk in each state in which a verb finds it."""

import json
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from scripts.demo.folder import desk
from scripts.generated_outlet import OUTLET, GeneratedOutlet
from scripts.hostile_desk.desks import run_sql

SLUG = "bench"
READER = "A reader"
SAVED_AT = datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp()
LAYOUT = """
[[layouts]]
title = "title"
"""
"""With it each column is called otherwise, so that a re-extraction has work with all."""
DAMAGE = (
    "UPDATE articles SET title = 'oops', section = 'zzz' WHERE id % 3 = 0",
    "UPDATE articles SET body = 'nothing' WHERE id % 5 = 1",
    "UPDATE comments SET text = 'nothing' WHERE id % 4 = 0",
    "DELETE FROM versions WHERE article_id % 7 = 2",
)
PLAIN = """\
The harbour wall
By Ines Calloway
14 February 2026

Nobody had asked for a wall, and yet the harbour got one, in three winters and at the price of two
ministers. It keeps out what never came, and keeps in what used to leave on Fridays.

The neighbours built theirs in the following year, a hand higher, and each town now walks along its
own wall on Sundays and looks for the other.
"""


class Folders:
    """The folders by name, and the names that verbs are typed with."""

    def __init__(self, scratch: Path, outlet: GeneratedOutlet) -> None:
        """Make them all; the site is left in its first state."""
        self._scratch, self._outlet = scratch, outlet
        outlet.publish(1)
        fresh = self._desk("fresh")
        crawled = self._copy("crawled", fresh)
        desk(crawled, "crawl", SLUG, "--quiet")
        column = _columns(crawled)[0]
        saved = self._saved_pages()
        imported = self._copy("imported", crawled)
        told = desk(imported, "import", str(saved), "--outlet", SLUG).stdout
        run = re.search(r"--undo (\d+)", told)
        assert run, told
        self.names = {
            "root": outlet.root,
            "page": column["url"],
            "column": column["public_id"],
            "reader": READER,
            "saved": str(saved),
            "run": run[1],
            "other": str(self._other(fresh)),
        }
        laid_out = self._copy("laid out", crawled)
        with (laid_out / "outlets" / f"{SLUG}.toml").open("a", encoding="utf-8") as file:
            file.write(LAYOUT)
        run_sql(self._copy("damaged", imported), *DAMAGE)
        for path in self._copy("lost", imported).glob("archive.db*"):
            path.unlink()
        self._decide(self._copy("decided", imported))
        outlet.publish(1)

    def start(self, name: str, folder: Path) -> None:
        """Puts a copy of a folder in place; nothing for "nothing"."""
        if name != "nothing":
            shutil.copytree(self._scratch / name, folder)

    def _desk(self, name: str) -> Path:
        folder = self._scratch / name
        desk(self._scratch, "init", str(folder))
        text = OUTLET.format(root=self._outlet.root)
        (folder / "outlets" / f"{SLUG}.toml").write_text(text, encoding="utf-8")
        return folder

    def _copy(self, name: str, of: Path) -> Path:
        return Path(shutil.copytree(of, self._scratch / name))

    def _saved_pages(self) -> Path:
        """Pages as a browser saved them a day later, some known, some new; and a text."""
        saved = self._scratch / "saved"
        saved.mkdir()
        self._outlet.publish(2)
        pages = [body for path, (_, body) in self._outlet.answers.items() if path.endswith("/")]
        for number, body in enumerate((*pages[:3], *pages[-3:])):
            (saved / f"{number}.html").write_bytes(body)
        (saved / "wall.txt").write_text(PLAIN, encoding="utf-8")
        for path in saved.iterdir():
            os.utime(path, (SAVED_AT, SAVED_AT))
        return saved

    def _other(self, fresh: Path) -> Path:
        """Another desk that crawled the site a day later."""
        other = self._copy("other", fresh)
        self._outlet.publish(2)
        desk(other, "crawl", SLUG, "--quiet")
        return other

    def _decide(self, folder: Path) -> None:
        """People's words: one join, one part, one takedown."""
        ids = [column["public_id"] for column in _columns(folder)]
        desk(folder, "duplicates", "join", ids[0], ids[1])
        desk(folder, "duplicates", "part", ids[2], ids[3])
        desk(folder, "forget", ids[4], "--reason", "asked for", "--yes")


def _columns(folder: Path) -> list[dict[str, str]]:
    lines = map(json.loads, desk(folder, "dump").stdout.splitlines())
    return [line["column"] for line in lines if "column" in line]
