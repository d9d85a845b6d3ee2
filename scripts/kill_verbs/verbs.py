"""The verbs that write, what each starts from, and how it is typed."""

from dataclasses import dataclass

from scripts.demo.columns import State


@dataclass(frozen=True, slots=True)
class Verb:
    """One use of a verb that writes."""

    name: str
    start: str
    """The folder it is used in, a name of `scripts.kill_verbs.folders`."""
    typed: str
    """Its words, with names of the folders in braces."""
    done: str = ""
    """What it says, as an error, when it was done already."""
    state: State = 1
    """Of the site, while it runs."""

    def words(self, names: dict[str, str]) -> list[str]:
        """What follows `desk`."""
        return [word.format(**names) for word in self.typed.split()]


VERBS = (
    Verb("init", "nothing", "init {folder}", done="is a foreign-desk folder already"),
    Verb("crawl", "fresh", "crawl bench --quiet"),
    Verb("crawl, site changed", "crawled", "crawl bench --quiet", state=2),
    Verb("fetch", "fresh", "fetch {page}"),
    Verb("import", "crawled", "import {saved} --outlet bench"),
    Verb("import --undo", "imported", "import --undo {run} --yes", done="already"),
    Verb("merge", "crawled", "merge {other} --private --yes"),
    Verb("forget", "imported", "forget {column} --reason asked --yes"),
    Verb("forget --raw", "imported", "forget {column} --reason asked --raw --yes"),
    Verb("forget --commenter", "imported", "forget --commenter {reader} --reason asked --yes"),
    Verb("reextract", "laid out", "reextract bench"),
    Verb("verify --repair", "damaged", "verify --repair"),
    Verb("duplicates --recompute", "decided", "duplicates --recompute"),
    Verb("outlets add", "crawled", "outlets add {root}/ --slug second --yes", done="second.toml"),
    Verb("outlets rename", "crawled", "outlets rename bench harbour"),
    Verb("rebuild", "lost", "rebuild", done="archive.db"),
    Verb("export --words", "decided", "export --words {folder}/words.jsonl"),
)
"""In the order of a desk's life."""


def chosen(words: list[str]) -> list[Verb]:
    """The verbs whose names hold one of some words; all, without words."""
    return [verb for verb in VERBS if not words or any(word in verb.name for word in words)]
