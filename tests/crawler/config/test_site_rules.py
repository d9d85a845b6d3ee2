"""Rule files in the syntax of ftr-site-config: what becomes of each directive, and of each trap."""

import tomllib
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from archive.model.errors import DeskError
from crawler.config.layout_writing import add_layout, as_toml, toml_text
from crawler.config.outlet_files import load_outlet
from crawler.config.site_rules import FIELDS, LOST, NEEDLESS, Translation, translate

OUTLET = """\
# Kept by Ana; ask her before changing the scope.
name = "The Pier Gazette"
home = "https://gazette.example/"
language = "en"
timezone = "Europe/Lisbon"
[[seeds]]
feed = "/feed/"
"""

HAS = "contains(concat(' ', normalize-space(@{}), ' '), ' two words ')"
WHOLE = """\
# Rules for the Pier Gazette
title: //h1[@class='lamp']
title: substring-before(//title, ' | ')
author: //a[@rel="author"]

body: //div[@id='text'] | //div[@id='notes']
date: //time/@datetime
strip: //p[@class='hint']
strip_id_or_class: promo
strip_id_or_class: 'two words'
next_page_link: //a[@rel='next']
tidy: no
prune: no
test_url: https://gazette.example/lamp
test_contains: whale oil
test_url: https://gazette.example/pier
"""


def translated(text: str) -> Translation:
    return translate(text.encode())


def reasons(text: str) -> list[tuple[int, str]]:
    return [(remark.line, remark.reason) for remark in translated(text).lost]


def test_a_rule_file_becomes_a_layout_field_by_field() -> None:
    made = translated(WHOLE)

    assert made.fields == {
        "title": ["xpath: //h1[@class='lamp']", "xpath: substring-before(//title, ' | ')"],
        "authors": ['xpath: //a[@rel="author"]'],
        "body": ["xpath: //div[@id='text'] | //div[@id='notes']"],
        "published": ["xpath: //time/@datetime"],
        "strip": [
            "xpath: //p[@class='hint']",
            ".promo, #promo",
            f"xpath: //*[{HAS.format('class')} or {HAS.format('id')}]",
        ],
        "next_page": ["xpath: //a[@rel='next']"],
    }
    assert made.extent == "whole"
    assert [remark.directive for remark in made.needless] == ["tidy", "prune"]
    assert made.tests == [
        ("https://gazette.example/lamp", ["whale oil"]),
        ("https://gazette.example/pier", []),
    ]


@pytest.mark.parametrize("directive", sorted(LOST))
def test_what_no_layout_says_is_lost_with_its_reason(directive: str) -> None:
    made = translated(f"title: //h1\n{directive}: //a")

    assert made.extent == "part"
    assert [(r.line, r.text, r.reason) for r in made.lost] == [
        (2, f"{directive}: //a", LOST[directive])
    ]


@pytest.mark.parametrize("directive", sorted(NEEDLESS))
def test_what_has_no_effect_here_loses_nothing(directive: str) -> None:
    made = translated(f"title: //h1\n{directive}: //img/@width")

    assert made.extent == "whole"
    assert [remark.reason for remark in made.needless] == [NEEDLESS[directive]]


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("prune: no", False),
        ("autodetect_on_failure: yes", False),
        ("autodetect_on_failure: No", True),
        ("autodetect_next_page:yes", False),
        ("autodetect_next_page: no", True),
        ("strip: //iframe/@width", False),
        ("strip: //div/attribute::style", False),
        ("strip: //div/text()", True),
        ("body: //div/text()", True),
        ("title: ", False),
        ("test_contains: a text before any address", False),
    ],
)
def test_a_line_is_lost_only_if_it_would_change_something(line: str, lost: bool) -> None:
    made = translated(f"author: //b\n{line}")

    assert (len(made.lost), len(made.needless)) == ((1, 0) if lost else (0, 1))
    assert made.fields == {"authors": ["xpath: //b"]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titl: //h1", 'unknown directive (did you mean "title"?)'),
        ("title //h1", "is no directive: it has no name and colon"),
        ("https://gazette.example/lamp", "unknown directive"),
        ("title: //h1[", "is no XPath: "),
        ("strip: //a[contain(@class, 'x')]", "is no XPath: contain is unknown"),
        ("body: //div" + "/div" * 600, "has 2,412 characters"),
        ("title: re:replace(//h1, '(a+)+', '')", "is no XPath: "),
    ],
)
def test_a_line_that_is_wrong_is_told_and_the_others_are_read(text: str, told: str) -> None:
    ((line, reason),) = reasons(f"author: //b\n\n{text}")

    assert line == 3
    assert reason.startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "\ufefftitle: //h1\nauthor: //b",
        "title: //h1\r\nauthor: //b\r\n",
        "title: //h1\rauthor: //b",
        "title://h1\n  author  :\t//b  ",
        "Title: //h1\nAUTHOR: //b",
        "# title: //h2\n   # author: //i\ntitle: //h1\n#\nauthor: //b",
        "title: //h1\ntitle: //h1\nauthor: //b",
    ],
    ids=["mark", "CRLF", "CR", "blanks", "capitals", "comments", "twice"],
)
def test_traps_of_the_syntax(text: str) -> None:
    made = translated(text)

    assert made.fields == {"title": ["xpath: //h1"], "authors": ["xpath: //b"]}
    assert made.lost == []


def test_colons_and_parentheses_in_arguments_and_values_part_nothing() -> None:
    made = translated(
        "replace_string(src=\"http://x.example/(a)\"): src='//y'\n"
        "http_header(user-agent): Mozilla/5.0 (X11): x\n"
        "title: //meta[@property='og:title']/@content\n"
    )

    assert [remark.directive for remark in made.lost] == ["replace_string", "http_header"]
    assert made.fields == {"title": ["xpath: //meta[@property='og:title']/@content"]}


def test_a_name_in_another_script_or_with_signs_is_no_css() -> None:
    made = translated("strip_id_or_class: анонс\nstrip_id_or_class: a.b:c")

    assert all(selector.startswith("xpath: //*[contains(") for selector in made.fields["strip"])


@pytest.mark.parametrize("data", [b"", b"\n\n# none\n", b"\xff\xfe\x00", b"tidy: no"])
def test_a_file_without_rules_has_nothing_to_say(data: bytes) -> None:
    assert translate(data).extent == "nothing"


def test_a_file_in_an_old_charset_is_read() -> None:
    made = translate("strip: //p[.='Anzeige für Möwen']".encode("cp1252"))

    assert made.fields["strip"] == ["xpath: //p[.='Anzeige für Möwen']"]


@pytest.mark.timing
def test_a_hostile_file_is_read_in_linear_time() -> None:
    hostile = "title: " + "(" * 100_000 + "\n" + "a(" * 100_000 + "\n" + "strip: //p\n" * 20_000
    before = process_time()

    made = translated(hostile + "x" * 100_000)

    assert process_time() - before < 2
    assert made.fields == {"strip": ["xpath: //p"]}


def test_every_field_of_the_toml_is_what_was_meant() -> None:
    made = translated(WHOLE + "native_ad_clue: //b\n")
    toml = as_toml(made, source="gazette.txt", since=date(2010, 1, 1), until=date(2019, 6, 30))

    (layout,) = tomllib.loads(toml)["layouts"]
    assert (layout.pop("from"), layout.pop("until")) == (date(2010, 1, 1), date(2019, 6, 30))
    one_or_more = {k: v if isinstance(v, list) else [v] for k, v in layout.items()}
    assert one_or_more == made.fields
    assert "# To be tried on: https://gazette.example/lamp" in toml
    assert "#   line 17, native_ad_clue: //b: " in toml


@pytest.mark.parametrize("text", ["a", "it's", 'say "a"', "a\\b", "a'b\"c\\d", "\x7f\x01'", "möwe"])
def test_any_text_is_written_so_that_toml_reads_it_again(text: str) -> None:
    assert tomllib.loads(f"a = {toml_text(text)}") == {"a": text}


def test_every_directive_that_is_taken_names_a_field_of_layouts() -> None:
    text = "\n".join(f"{name}: //b" for name in FIELDS)

    tomllib.loads(as_toml(translated(text), source="x"))
    assert set(translated(text).fields) == set(FIELDS.values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "gazette.toml").write_text(OUTLET, "utf-8")
    return tmp_path


def test_a_layout_is_appended_and_the_rest_of_the_file_kept(folder: Path) -> None:
    path = add_layout(folder, "gazette", as_toml(translated(WHOLE), source="gazette.txt"))

    assert path.read_text("utf-8").startswith(OUTLET)
    (layout,) = load_outlet(path).layouts
    assert layout.selectors["strip"][1].text == ".promo, #promo"
    assert sorted(entry.name for entry in folder.iterdir()) == ["outlets"]


def test_a_layout_that_would_make_a_mistake_changes_nothing(folder: Path) -> None:
    path = add_layout(folder, "gazette", as_toml(translated(WHOLE), source="gazette.txt"))
    before = path.read_bytes()

    with pytest.raises(DeskError, match=r"gazette\.toml: not changed, .*two hold on"):
        add_layout(folder, "gazette", as_toml(translated(WHOLE), source="gazette.txt"))

    assert path.read_bytes() == before
    with pytest.raises(DeskError, match='did you mean "gazette"'):
        add_layout(folder, "gazete", "")
