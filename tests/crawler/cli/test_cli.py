"""The `desk` command as a person types it: what it prints, what it refuses, how it exits."""

import fcntl
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli.main import main

OUTLET = """\
name = "The Pier Gazette"
home = "http://127.0.0.1:9/"
language = "en"
timezone = "Europe/Lisbon"
[[seeds]]
feed = "/feed/"
"""

PAGE = """\
<!doctype html><html lang="en"><head><title>The lamp at the pier | The Pier Gazette</title>
<link rel="canonical" href="http://127.0.0.1:9/2019/05/02/the-lamp/"></head><body>
<article><h1 class="entry-title">The lamp at the pier</h1>
<p class="byline">by <a rel="author" href="/author/ines/">Inês Falcão</a></p>
<time class="entry-date" datetime="2019-05-02T08:00:00+01:00">2 May 2019</time>
<div class="entry-content">
<p>The two harbour towns agreed on Thursday that the lamp between them belongs to neither.</p>
<p>It will be lit by each in turn, and the oil will be entered in a book that both may read.</p>
<p>Nobody remembers a shorter treaty, and nobody at the table could think of a longer one.</p>
</div></article>
<div id="comments"><h2 class="comments-title">1 reply</h2><ol class="comment-list">
<li id="comment-7" class="comment depth-1"><article id="div-comment-7" class="comment-body">
<div class="comment-author vcard"><b class="fn">Tomé</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="#comment-7"><time datetime="2019-05-03T09:00:00+01:00">
May 3</time></a></div>
<div class="comment-content"><p>The oil is whale oil and the book is empty.</p></div>
</article></li></ol>
<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3></div></div>
</body></html>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one outlet, as the current folder."""
    made = tmp_path / "desk"
    assert run("init", str(made)).exit_code == 0
    (made / "outlets" / "gazette.toml").write_text(OUTLET, encoding="utf-8")
    (made / "lamp.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(made)
    return made


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, words, input=stdin)


def shown_json(*words: str) -> dict[str, object]:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    told: dict[str, object] = json.loads(done.stdout)
    return told


def imported_id(folder: Path) -> str:
    done = run("import", "lamp.html", "--outlet", "gazette")
    assert done.exit_code == 0, done.output
    assert "new" in done.stdout
    hits = shown_json("search", "lamp")["hits"]
    assert isinstance(hits, list)
    return str(hits[0]["public_id"])


def test_a_working_folder_is_made_once_and_not_over_another(tmp_path: Path) -> None:
    made = tmp_path / "a"
    assert run("init", str(made)).exit_code == 0
    names = {path.name for path in made.iterdir()}
    assert {"desk.toml", "scrapy.cfg", "outlets", "archive.db", "warc"} <= names
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


def test_an_unknown_outlet_names_those_there_are(folder: Path) -> None:
    for words in (["crawl", "gazet"], ["outlets", "show", "gazet"], ["reextract", "gazet"]):
        done = run(*words)
        assert done.exit_code == 1
        assert "gazette" in done.stderr


def test_a_file_is_imported_searched_shown_and_counted(folder: Path) -> None:
    public_id = imported_id(folder)
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


def test_a_second_import_adds_nothing(folder: Path) -> None:
    imported_id(folder)
    before = run("dump").stdout
    again = run("import", "lamp.html", "--outlet", "gazette")
    assert again.exit_code == 0
    assert "unchanged" in again.stdout
    assert run("dump").stdout == before


def test_a_dry_run_shows_the_article_and_stores_nothing(folder: Path) -> None:
    done = run("import", "lamp.html", "--outlet", "gazette", "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert told["title"] == "The lamp at the pier"
    assert told["authors"] == ["Inês Falcão"]
    assert told["body"].startswith("The two harbour towns")
    assert [comment["author"] for comment in told["comments"]] == ["Tomé"]
    assert not list((folder / "warc").iterdir())
    assert run("search", "lamp").exit_code == 1


def test_search_finds_comments_by_themselves(folder: Path) -> None:
    imported_id(folder)
    assert run("search", "whale", "--in", "column").exit_code == 1
    found = run("search", "whale", "--in", "comments")
    assert found.exit_code == 0
    assert "**whale**" in found.stdout
    assert run("search", "whale", "--count").stdout.strip() == "1"
    assert run("search", "lamp", "--from", "2019-05", "--to", "2019").exit_code == 0
    assert run("search", "lamp", "--from", "2020").exit_code == 1


@pytest.mark.parametrize("query", ['"', '""', "*", "AND", "OR NOT", "((", "-"])
def test_a_search_for_nothing_is_told_in_one_line(folder: Path, query: str) -> None:
    done = run("search", "--", query)
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_extract_prints_the_fields_of_the_design(folder: Path) -> None:
    done = run("extract", "lamp.html", "--json")
    told = json.loads(done.stdout)
    assert {
        *("url", "canonical_url", "title", "kicker", "standfirst", "byline", "authors"),
        *("published", "modified", "section", "tags", "language", "dateline", "body", "blocks"),
        *("comments", "comment_count", "chrome", "next_page", "comment_pages", "found_in"),
    } <= told.keys()
    assert told["published"] == "2019-05-02T08:00:00+01:00"
    assert told["found_in"]["title"]
    for_people = run("extract", "-", stdin=PAGE)
    assert "The lamp at the pier" in for_people.stdout
    assert "taken out" in for_people.stdout


def test_extract_reads_flattened_text(folder: Path) -> None:
    text = (
        "Foreign Affairs\n\nThe lamp at the pier\n\nThe two harbour towns agreed on Thursday that "
        "the lamp belongs to neither.\n\n2 replies »\n\nLeave a Reply\n\nConnecting to %s\n"
    )
    told = json.loads(run("extract", "-", "--text", "--json", stdin=text).stdout)
    assert told["section"] == "Foreign Affairs"
    assert told["title"] == "The lamp at the pier"
    assert told["comment_count"] == 2
    assert told["body"].endswith("belongs to neither.")
    assert told["comments"] == []


@pytest.mark.parametrize("source", ["nowhere.html", ".", "ftp://example.org/x"])
def test_extract_of_what_is_no_page_is_one_line(folder: Path, source: str) -> None:
    done = run("extract", source)
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert source in done.stderr


def test_an_import_path_that_does_not_exist_stops_before_anything_is_stored(folder: Path) -> None:
    done = run("import", "lamp.html", "nowhere", "--outlet", "gazette")
    assert done.exit_code == 1
    assert "nowhere" in done.stderr
    assert run("search", "lamp").exit_code == 1


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
    public_id = imported_id(folder)
    assert run("verify").exit_code == 0
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute("UPDATE articles SET body = replace(body, 'neither', 'both')")
    db.close()
    done = run("verify")
    assert done.exit_code == 1
    assert public_id in done.stdout + done.stderr


def test_reextraction_by_the_same_extractor_changes_nothing(folder: Path) -> None:
    imported_id(folder)
    before = run("dump", "--digest").stdout
    told = shown_json("reextract")
    assert told == {
        "columns": 1,
        "text_changed": [],
        "fields_changed": [],
        "comments_changed": [],
        "new": 0,
        "layout_failures": {},
        "problems": [],
        "dry_run": False,
    }
    assert run("dump", "--digest").stdout == before


def test_reextraction_tells_which_selectors_of_a_layout_find_nothing(folder: Path) -> None:
    imported_id(folder)
    layout = '[[layouts]]\nbody = ".nowhere"\ntitle = [".nowhere", "h1"]\n'
    (folder / "outlets" / "gazette.toml").write_text(OUTLET + layout, encoding="utf-8")

    assert "layout: body found nothing on 1 of 1 column\n" in run("reextract").stdout
    assert shown_json("reextract")["layout_failures"] == {"body": 1}


def test_a_damaged_record_is_named_and_the_rest_is_read_again(folder: Path) -> None:
    imported_id(folder)
    other = PAGE.replace("/the-lamp/", "/the-oil/").replace("lamp", "oil")
    (folder / "oil.html").write_text(other, encoding="utf-8")
    assert run("import", "oil.html", "--outlet", "gazette").exit_code == 0
    with sqlite3.connect(folder / "archive.db") as db:
        ((offset, length),) = db.execute(
            "SELECT warc_offset, warc_length FROM captures WHERE url LIKE '%/the-lamp/'"
        )
    db.close()
    (path,) = (folder / "warc").iterdir()
    raw = bytearray(path.read_bytes())
    raw[offset + length // 2] ^= 1
    path.write_bytes(raw)
    done = run("reextract")
    assert done.exit_code == 1
    assert str(offset) in done.stderr
    assert "2 columns read again" in done.stdout
    assert run("search", "whale", "--count").stdout.strip() == "2"


def test_init_completes_a_folder_from_which_something_is_missing(folder: Path) -> None:
    (folder / "archive.db").unlink()
    assert "desk init" in run("stats").stderr
    assert run("init").exit_code == 0
    assert run("stats").exit_code == 0
    assert (folder / "outlets" / "gazette.toml").read_text("utf-8") == OUTLET


def test_a_column_is_shown_by_its_address_as_people_paste_it(folder: Path) -> None:
    imported_id(folder)
    address = "http://127.0.0.1:9/2019/05/02/the-lamp"
    for pasted in (f"{address}/", address, f"{address}/?utm_source=letter#comments"):
        assert "The lamp at the pier" in run("show", pasted).stdout


def test_a_database_damaged_inside_is_one_line(folder: Path) -> None:
    imported_id(folder)
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


RULES = "title: //h1[@class='entry-title']\nauthor: //a[@rel='author']\nbody: //p[@id='x']\n"


def test_a_rule_file_is_shown_as_a_layout_and_changes_nothing(folder: Path) -> None:
    (folder / "gazette.txt").write_text(f"{RULES}http_header(cookie): a=b\n", encoding="utf-8")

    result = run("outlets", "rules", "gazette.txt", "--from", "2015", "--until", "2019-06")

    assert result.exit_code == 0
    assert "from = 2015-01-01\nuntil = 2019-06-30\ntitle = " in result.stdout
    assert "gazette.txt: read in part: title (1), authors (1), body (1)" in result.stderr
    assert "line 4, http_header(cookie): a=b: foreign-desk asks as itself" in result.stderr
    assert (folder / "outlets" / "gazette.toml").read_text("utf-8") == OUTLET


def test_a_rule_file_is_taken_over_and_what_it_misses_on_a_page_is_told(folder: Path) -> None:
    (folder / "gazette.txt").write_text(RULES, encoding="utf-8")

    written = run("outlets", "rules", "gazette.txt", "--write", "gazette")
    checked = run("outlets", "check")
    shown = run("extract", "lamp.html", "--outlet", "gazette")
    again = run("outlets", "rules", "gazette.txt", "--write", "gazette")

    assert (written.exit_code, checked.exit_code, shown.exit_code) == (0, 0, 0)
    assert "appended to " in written.stderr
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    assert "authors Inês Falcão layout" in lines
    assert "body  layout: no match; density" in shown.stdout
    assert again.exit_code == 1
    assert "two hold on every day; give them from and until" in again.stderr


def test_a_layout_of_former_days_is_tried_as_of_one_of_them(folder: Path) -> None:
    (folder / "gazette.txt").write_text(RULES, encoding="utf-8")
    added = run("outlets", "rules", "gazette.txt", "--until", "2019", "--write", "gazette")
    assert added.exit_code == 0

    now = run("extract", "lamp.html", "--outlet", "gazette")
    then = run("extract", "lamp.html", "--outlet", "gazette", "--on", "2019")
    later = run("extract", "lamp.html", "--outlet", "gazette", "--on", "2020-01-01")

    assert (now.exit_code, then.exit_code, later.exit_code) == (0, 0, 0)
    assert "layout" not in now.stdout
    assert now.stderr == (
        "no layout of gazette holds today; to read the page as of an earlier day: --on DATE\n"
    )
    assert "body  layout: no match; density" in then.stdout
    assert then.stderr == ""
    assert later.stderr == "no layout of gazette holds on 2020-01-01\n"


def test_an_empty_text_is_an_error(folder: Path) -> None:
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")

    shown = run("extract", "empty.txt", "--text")

    assert (shown.exit_code, shown.stderr) == (1, "Error: empty.txt: empty\n")


def test_a_rule_file_for_a_program(folder: Path) -> None:
    (folder / "gazette.txt").write_text(f"{RULES}prune: no\ntitl: //b\n", encoding="utf-8")

    told = json.loads(run("outlets", "rules", "gazette.txt", "--json").stdout)

    assert (told["file"], told["extent"]) == ("gazette.txt", "part")
    assert told["layout"]["authors"] == ["xpath: //a[@rel='author']"]
    assert [(lost["line"], lost["text"]) for lost in told["lost"]] == [(5, "titl: //b")]
    assert "[[layouts]]" in told["toml"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nowhere.txt",), 2, "nowhere.txt"),
        (("outlets",), 2, "is a directory"),
        (("empty.txt",), 1, "empty.txt: nothing in it that a layout can say"),
        (("some.txt", "--write", "gazete"), 1, 'did you mean "gazette"?'),
        (("some.txt", "--until", "someday"), 2, "is no date; write 2015"),
        (("some.txt", "--from", "2016", "--until", "2015", "--write", "gazette"), 1, "is before"),
    ],
)
def test_a_rule_file_that_cannot_be_taken_over_is_told(
    folder: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    (folder / "empty.txt").write_text("# nothing\ntidy: no\n", encoding="utf-8")
    (folder / "some.txt").write_text(RULES, encoding="utf-8")

    result = run("outlets", "rules", *words)

    assert result.exit_code == code
    assert told in result.stderr
    assert (folder / "outlets" / "gazette.toml").read_text("utf-8") == OUTLET
