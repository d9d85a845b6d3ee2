"""The `desk` command as a person types it: what it prints, what it refuses, how it exits."""

import fcntl
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.cli.desk import main
from tests import ROOT
from tests.builders.typed import OUTLET, PAGE, imported_id, run, shown_json


def test_a_working_folder_is_made_once_and_not_over_another(tmp_path: Path) -> None:
    made = tmp_path / "a"
    assert run("init", str(made)).exit_code == 0
    names = {path.name for path in made.iterdir()}
    assert {"desk.toml", "scrapy.cfg", "outlets", "archive.db", "warc"} <= names
    made_by_readme = (ROOT / "README.md").read_text("utf-8").partition("\nmakes ")[2]
    sentence = made_by_readme.partition(". Every")[0]
    assert all(f"`{name}" in sentence for name in names)
    again = run("init", str(made))
    assert again.exit_code == 1
    assert "already" in again.stderr


def test_commands_outside_a_working_folder_say_how_to_get_to_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["stats"], ["search", "x"], ["crawl"], ["verify"], ["dump"], ["outlets"]):
        done = run(*words)
        assert done.exit_code == 1, words
        assert len(done.stderr.strip().splitlines()) == 1
        assert "desk init" in done.stderr


def test_an_address_to_extract_outside_a_working_folder_says_so_and_how_to_get_to_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("extract", "https://courier.example/a-column/")
    assert done.exit_code == 1
    assert "is asked with your contact" in done.stderr
    assert "desk init" in done.stderr
    assert run("extract", "-", stdin=PAGE).exit_code == 0


def test_wrong_words_are_wrong_usage(folder: Path) -> None:
    assert run("serch", "x").exit_code == 2
    assert run("search").exit_code == 2
    assert run("search", "x", "--from", "soon").exit_code == 2
    assert run("crawl", "--limit", "0").exit_code == 2


def test_a_broken_outlet_file_is_told_with_file_key_and_choices(folder: Path) -> None:
    (folder / "outlets" / "gazette.toml").write_text(OUTLET + 'fed = "/x"\n', encoding="utf-8")
    done = run("outlets", "check")
    assert done.exit_code == 1
    assert "gazette.toml" in done.stderr
    assert "fed" in done.stderr
    assert "feed" in done.stderr
    assert run("crawl").exit_code == 1
    (folder / "outlets" / "echo.toml").write_text(OUTLET, encoding="utf-8")
    for listed in (run("outlets", "list"), run("outlets")):
        assert listed.exit_code == 1
        assert "echo" in listed.stdout
        assert "gazette" not in listed.stdout
        assert listed.stderr.startswith("not listed: ")
        assert "gazette.toml" in listed.stderr


def test_an_unknown_outlet_names_those_there_are(folder: Path) -> None:
    for words in (["crawl", "gazet"], ["outlets", "show", "gazet"], ["reextract", "gazet"]):
        done = run(*words)
        assert done.exit_code == 1
        assert "gazette" in done.stderr


def test_an_outlet_named_as_before_is_told_what_it_is_called_now(folder: Path) -> None:
    imported_id()
    assert run("outlets", "rename", "gazette", "journal").exit_code == 0
    for words in (
        ["crawl", "gazette"],
        ["search", "lamp", "--outlet", "gazette"],
        ["outlets", "check", "gazette"],
        ["outlets", "rename", "gazette", "herald"],
    ):
        done = run(*words)
        assert done.exit_code == 1, words
        assert 'no outlet "gazette"' in done.stderr, words
        assert "(it is journal now); there are: journal" in done.stderr, words
    assert run("search", "lamp", "--outlet", "journal").exit_code == 0


@pytest.mark.parametrize("option", ["--folder", "-C"])
def test_the_folder_named_behind_a_verb_is_told_where_it_goes(folder: Path, option: str) -> None:
    done = run("stats", option, str(folder))
    assert done.exit_code == 2
    assert f"{option} goes before the verb: desk -C DIR VERB" in done.stderr
    assert run(option, str(folder), "stats").exit_code == 0


def test_help_is_had_as_a_verb_too(folder: Path) -> None:
    assert run("help").stdout == run("--help").stdout
    assert run("help", "search").stdout == run("search", "--help").stdout


def test_a_search_for_an_address_hints_at_how_it_is_shown(folder: Path) -> None:
    imported_id()
    done = run("search", "http://127.0.0.1/nothing")
    assert done.exit_code == 1
    assert "desk show http://127.0.0.1/nothing" in done.stderr
    assert "desk show" not in run("search", "nothing").output


def test_who_is_asked_and_does_not_agree_changes_nothing(folder: Path) -> None:
    named = imported_id()
    for answer in ("n\n", ""):
        done = run("forget", named, "--reason", "asked for", stdin=answer)
        assert done.exit_code == 1
        assert done.stderr.endswith("\nError: nothing was changed\n")
    assert run("show", named).exit_code == 0


def test_days_and_counts_are_asked_for_alike(folder: Path) -> None:
    assert run("reextract", "--since", "2015-06").exit_code == 0
    for verb in (["reextract"], ["search", "x"]):
        assert "write 2015, 2015-06 or 2015-06-30" in run(*verb, "--since", "soon").stderr
    assert "'x' is not a valid whole number" in run("crawl", "--limit", "x").stderr


def test_a_file_is_imported_searched_shown_and_counted(folder: Path) -> None:
    public_id = imported_id()
    read = run("show", public_id, "--comments", "--chrome", "--versions")
    assert read.exit_code == 0
    for expected in (
        "The lamp at the pier",
        "belongs to neither",
        "Tomé",
        "whale oil",
        "Leave a Reply",
        "versions: 1",
    ):
        assert expected in read.stdout
    body = read.stdout[: read.stdout.index("comments: 1")]
    assert "whale oil" not in body
    assert "Leave a Reply" not in body
    counted = shown_json("stats")["outlets"]
    assert isinstance(counted, list)
    assert counted[0]["columns"] == 1
    assert counted[0]["comments"] == 1
    assert counted[0]["state"] == "unknown"  # a file was imported; nobody asked the outlet
    assert "not known" in run("stats").stdout


def test_search_finds_comments_by_themselves(folder: Path) -> None:
    imported_id()
    assert run("search", "whale", "--in", "column").exit_code == 1
    found = run("search", "whale", "--in", "comments")
    assert found.exit_code == 0
    assert "**whale**" in found.stdout
    assert run("search", "whale", "--count").stdout.strip() == "1"
    assert run("search", "lamp", "--from", "2019-05", "--to", "2019").exit_code == 0
    assert run("search", "lamp", "--since", "2019", "--until", "2019").exit_code == 0
    assert run("search", "lamp", "--until", "9999").exit_code == 0
    assert run("search", "lamp", "--from", "2020").exit_code == 1


def test_search_shows_the_query_as_it_was_understood(folder: Path) -> None:
    imported_id()
    found = run("search", "(whale OR kraken) -squid")
    assert "1 of 1 found; looked for: whale or kraken, but not squid" in found.stdout
    assert "0 found; looked for: kraken" in run("search", "kraken").stdout
    told = json.loads(run("search", "(whale OR kraken) -squid", "--json").stdout)
    assert told["query"] == "(whale OR kraken) NOT squid"
    assert told["understood"] == "whale or kraken, but not squid"
    assert run("search", "outlet:gazette whale").exit_code == 0
    assert "`otlet:` is no field" in run("search", "otlet:gazette whale").stdout
    unknown = run("search", "whale", "--outlet", "herald")
    assert unknown.exit_code == 1
    assert "No outlet is called herald; this archive has: gazette." in unknown.stdout
    for words in (["-squid"], ["-squid whale"], ["--limit", "-50", "-squid"]):
        typed = run("search", *words)
        assert typed.exit_code == 2
        assert "put -- before it: desk search -- -squid" in typed.stderr.replace("'", "")
    assert run("search", "--", "-squid whale").exit_code == 0
    assert run("search", "--", "-squid").exit_code == 0
    assert "No such option '--limt'" in run("search", "whale", "--limt", "3").stderr


@pytest.mark.parametrize("query", ['"', '""', "**", "AND", "OR NOT", "((", "-"])
def test_a_search_for_nothing_is_told_in_one_line(folder: Path, query: str) -> None:
    done = run("search", "--", query)
    assert done.exit_code == 1
    assert "There is no word or number in it to look for." in done.stdout
    assert "nothing was looked for" in done.stdout


def test_columns_are_listed_by_their_facts_alone_and_counted(folder: Path) -> None:
    imported_id()
    listed = run("search", "--outlet", "gazette", "--facets")
    assert listed.exit_code == 0
    assert "by outlet: " in listed.stdout
    assert "1 of 1 found; looked for: in " in listed.stdout
    assert run("search", "--outlet", "gazette", "--page", "2").stdout.startswith(
        "0 of 1 found, page 2"
    )
    told = json.loads(run("search", "lamp", "--facets", "--json").stdout)
    assert {facet["field"] for facet in told["facets"]} == {
        *("outlet", "year", "author", "section", "language"),
    }
    assert told["years"]
    assert run("search", "lamp", "--lang", "Klingon").exit_code == 1
    assert run("search", "lamp", "--author", "Nobody Known").exit_code == 1


def test_an_archive_that_another_command_writes_to_is_left_alone(folder: Path) -> None:
    with (folder / "archive.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("pid 4711 (crawl gazette)\n")
        lock.flush()
        done = run("import", "lamp.html", "--outlet", "gazette")
        assert done.exit_code == 1
        assert "4711" in done.stderr
        assert run("stats").exit_code == 0


def test_a_file_that_is_no_database_is_told_as_such(folder: Path) -> None:
    (folder / "archive.db").write_bytes(b"these are minutes of a meeting, not a database" * 50)
    for words in (["stats"], ["search", "x"], ["import", "lamp.html", "--outlet", "gazette"]):
        done = run(*words)
        assert done.exit_code == 1
        assert "archive.db" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_verify_is_clean_and_then_names_what_was_changed_behind_its_back(folder: Path) -> None:
    public_id = imported_id()
    assert run("verify").exit_code == 0
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute("UPDATE articles SET body = replace(body, 'neither', 'both')")
    db.close()
    done = run("verify")
    assert done.exit_code == 1
    assert public_id in done.stdout + done.stderr


def test_init_completes_a_folder_from_which_something_is_missing(folder: Path) -> None:
    (folder / "archive.db").unlink()
    assert "desk init" in run("stats").stderr
    assert run("init").exit_code == 0
    assert run("stats").exit_code == 0
    assert (folder / "outlets" / "gazette.toml").read_text("utf-8") == OUTLET


def test_a_column_is_shown_by_its_address_as_people_paste_it(folder: Path) -> None:
    imported_id()
    address = "http://127.0.0.1:9/2019/05/02/the-lamp"
    for pasted in (f"{address}/", address, f"{address}/?utm_source=letter#comments"):
        assert "The lamp at the pier" in run("show", pasted).stdout


def test_a_database_damaged_inside_is_one_line(folder: Path) -> None:
    imported_id()
    path = folder / "archive.db"
    raw = bytearray(path.read_bytes())
    raw[8192:-4096] = bytes(len(raw) - 8192 - 4096)
    path.write_bytes(raw)
    for words in (["stats"], ["dump"], ["show", "abcdef"]):
        done = run(*words)
        assert done.exit_code == 1
        assert len(done.stderr.strip().splitlines()) == 1


def test_every_verb_has_help_with_an_example() -> None:
    for name, command in main.commands.items():
        done = run(name, "--help")
        assert done.exit_code == 0
        if name != "outlets":
            assert f"desk {name}" in done.stdout or command.hidden
        assert "Example" in done.stdout


VERBS = (
    *(["stats"], ["search", "x"], ["show", "x"], ["history", "x"], ["crawl"], ["verify"], ["dump"]),
    *(["import", "lamp.html", "--outlet", "gazette"], ["reextract"], ["health"], ["duplicates"]),
    *(["rebuild"], ["init"]),
)


@pytest.mark.parametrize("other", ["no database", "another database"])
def test_the_way_back_from_a_file_that_is_no_archive_depends_on_the_warc_files(
    folder: Path, other: str
) -> None:
    def spoil() -> None:
        for path in folder.glob("archive.db*"):
            path.unlink()
        if other == "no database":
            (folder / "archive.db").write_text("Dear diary, " * 400)
        else:
            with closing(sqlite3.connect(folder / "archive.db")) as db:
                db.execute("CREATE TABLE cats (name TEXT)")

    for held, command in ((True, "rebuild"), (False, "init")):
        if held:
            imported_id()
            spoil()
        else:
            for path in (folder / "warc").iterdir():
                path.unlink()
        for words in VERBS:
            done = run(*words)
            assert done.exit_code == 1, words
            assert len(done.stderr.splitlines()) <= 1, words
            assert f"move it away and run `desk {command}`" in done.output, words
        (folder / "archive.db").rename(folder / "archive.db.lost")
        assert run(command).exit_code == 0
        spoil()
