"""What an outlet file says, and what is told of one that is wrong."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml.html import fromstring

from archive.model.errors import DeskError
from archive.model.records import Candidate, Coverage
from crawler.config.outlet_files import OutletFileError, check_outlets, load_outlet, load_outlets
from crawler.config.outlets import Expect, Outlet, check

HEAD = """\
name = "The Harbour Review"
home = "https://www.harbour.example"
language = "en"
timezone = "Asia/Seoul"
"""
FEED = '[[seeds]]\nfeed = "/feed/"\n'
WHOLE = f"""\
{HEAD}
country = "PT"
delay = 2.5
revisit_after = "12h"

[scope]
include = ['^/\\d{{4}}/', "/항구/"]
exclude = ["/2019/05/obituary", '[?&]print=']
sections = ["Foreign  Affairs", "Économie"]
hosts = ["blogs.harbour.example"]

{FEED}
limit = 3

[[seeds]]
sitemap = "https://cdn.example/sitemap.xml.gz"

[[seeds]]
index = "/opinion"
links = "h2 > a"
pages = "/opinion?page={{page}}"
start = 1
limit = 40

[[seeds]]
index = "/essays"
next = "a.older"

[[layouts]]
until = 2024-10-24
title = "h1.old"

[[layouts]]
from = 2024-10-25
title = "h1.new, h1.newer"
strip = ".promotion"

[expect]
columns = 40
byline = 0.9
"""


def written(folder: Path, text: str, *, slug: str = "harbour") -> Path:
    path = folder / "outlets" / f"{slug}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def outlet_of(folder: Path, text: str) -> Outlet:
    return load_outlet(written(folder, text))


def problems_of(folder: Path, text: str) -> str:
    with pytest.raises(OutletFileError) as caught:
        outlet_of(folder, text)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return str(caught.value)


def test_a_whole_file_becomes_an_outlet(tmp_path: Path) -> None:
    outlet = outlet_of(tmp_path, WHOLE)
    assert (outlet.slug, outlet.name) == ("harbour", "The Harbour Review")
    assert outlet.home == "https://www.harbour.example/"
    assert (outlet.language, outlet.timezone.key, outlet.country) == ("en", "Asia/Seoul", "PT")
    assert (outlet.delay, outlet.revisit_after) == (2.5, timedelta(hours=12))
    assert outlet.expect == Expect(columns=40, shares={"byline": 0.9})


@pytest.mark.parametrize("seeds", ["", "seeds = []"])
def test_an_outlet_without_seeds_is_only_imported(tmp_path: Path, seeds: str) -> None:
    assert outlet_of(tmp_path, f"{HEAD}{seeds}").seeds == ()


def test_seeds_are_told_from_the_root_of_the_home_and_know_how_far_to_go(tmp_path: Path) -> None:
    feed, sitemap, numbered, linked = outlet_of(tmp_path, WHOLE).seeds
    assert (feed.channel, feed.url, feed.limit) == ("feed", "https://www.harbour.example/feed/", 3)
    assert (sitemap.channel, sitemap.limit) == ("sitemap", 50_000)
    assert numbered.pages == "https://www.harbour.example/opinion?page={page}"
    assert (numbered.start, numbered.limit) == (1, 40)
    assert numbered.links is not None
    assert numbered.links.css == "h2 > a"
    assert linked.next is not None
    assert linked.limit == 10


def test_what_a_file_leaves_out_has_a_default(tmp_path: Path) -> None:
    outlet = outlet_of(tmp_path, HEAD + FEED)
    assert (outlet.country, outlet.delay, outlet.layouts) == (None, None, ())
    assert (outlet.every, outlet.revisit_after) == (timedelta(days=1), None)
    assert outlet.seeds[0].limit == 10
    assert outlet.scope.admits_address("https://harbour.example/any?thing=1")
    assert outlet.scope.admits_sections(())
    assert check(outlet.expect, Coverage(columns=0)) == []


@pytest.mark.parametrize(
    ("url", "admitted"),
    [
        ("https://www.harbour.example/2019/05/17/a/", True),
        ("http://harbour.example/2019/05/17/a/", True),
        ("https://blogs.harbour.example/2019/a", True),
        ("https://harbour.example/%ED%95%AD%EA%B5%AC/a", True),
        ("https://harbour.example/about/", False),
        ("https://harbour.example/2019/05/obituary-of-a-pilot/", False),
        ("https://harbour.example/2019/05/17/a/?print=1", False),
        ("https://harbour.example.evil.example/2019/05/17/a/", False),
        ("https://harbour.example:8443/2019/05/17/a/", False),
        ("https://other.example/2019/05/17/a/", False),
    ],
)
def test_scope_is_host_then_include_then_exclude(tmp_path: Path, url: str, admitted: bool) -> None:
    assert outlet_of(tmp_path, WHOLE).scope.admits_address(url) is admitted


@pytest.mark.parametrize(
    ("sections", "admitted"),
    [
        (["FOREIGN AFFAIRS"], True),
        (["Sport", "economie"], True),
        (["Économie"], True),
        (["Foreign&nbsp;Affairs"], True),
        (["Sport"], False),
        (["Foreign"], False),
        ([], False),
    ],
)
def test_sections_are_compared_without_case_and_accents(
    tmp_path: Path, sections: list[str], admitted: bool
) -> None:
    assert outlet_of(tmp_path, WHOLE).scope.admits_sections(sections) is admitted


def test_a_candidate_without_sections_is_fetched_and_judged_later(tmp_path: Path) -> None:
    scope = outlet_of(tmp_path, WHOLE).scope
    url = "https://harbour.example/2019/05/17/a/"
    assert scope.admits(Candidate(url=url, found_by="seed"))
    assert scope.admits(Candidate(url=url, found_by="seed", sections=("foreign affairs",)))
    assert not scope.admits(Candidate(url=url, found_by="seed", sections=("Sport",)))


def test_the_layout_is_the_one_of_the_day_by_the_outlets_calendar(tmp_path: Path) -> None:
    outlet = outlet_of(tmp_path, WHOLE)
    old, new = outlet.layouts
    assert outlet.layout_at(datetime(2019, 1, 1, tzinfo=UTC)) is old
    assert outlet.layout_at(datetime(2024, 10, 24, 14, 59, tzinfo=UTC)) is old
    assert outlet.layout_at(datetime(2024, 10, 24, 15, 0, tzinfo=UTC)) is new  # midnight in Seoul
    assert outlet.layout_at(None) is new
    assert (old.since, old.until) == (None, date(2024, 10, 24))


def test_a_layouts_selectors_are_compiled_once_and_find_their_elements(tmp_path: Path) -> None:
    layout = outlet_of(tmp_path, WHOLE).layout_at(None)
    assert layout is not None
    page = fromstring("<html><body><H1 class='newer'>The Quay</H1></body></html>")
    (title,) = layout.selectors["title"]
    assert [found.text for found in title(page) if not isinstance(found, str)] == ["The Quay"]
    assert set(layout.selectors) == {"title", "strip"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f'nam = "x"\n{HEAD}{FEED}',
            'nam: unknown key (did you mean "name"?); allowed: name, home',
        ),
        (FEED, 'home: missing; write for example home = "https://'),
        (
            HEAD.replace('"https://www.harbour.example"', '"/"') + FEED,
            'home: "/" is no absolute web address; allowed: "https://…"',
        ),
        (
            HEAD.replace('"https://www.harbour.example"', "7") + FEED,
            "home: 7 is not a text; write it in quotation marks",
        ),
        (HEAD.replace('"en"', '"jp"') + FEED, 'language: "jp" is no language tag (did you mean'),
        (HEAD.replace('"en"', '"english"') + FEED, 'did you mean "en"?); allowed: BCP 47'),
        (
            HEAD.replace("Seoul", "Seul") + FEED,
            'timezone: "Asia/Seul" is no time zone (did you mean "Asia/Seoul"?)',
        ),
        (f'{HEAD}country = "kp"\n{FEED}', 'country: "kp" is no country code (did you mean "KP"?)'),
        (f"{HEAD}delay = 0.2\n{FEED}", "delay: 0.2 is under the floor of 1 s; leave it out"),
        (f"{HEAD}delay = true\n{FEED}", "delay: true is not a number"),
        (f'{HEAD}revisit_after = "1 month"\n{FEED}', '"1 month" is no length of time; allowed: a'),
        (f'{HEAD}seeds = "/feed/"', 'seeds: "/feed/" is not a list of tables; write each under'),
        (f'{HEAD}[[seeds]]\nfed = "/feed/"', 'seeds[1].fed: unknown key (did you mean "feed"?)'),
        (
            f'{HEAD}{FEED}[[seeds]]\nfeed = "/a"\nsitemap = "/b"',
            "seeds[2]: has feed and sitemap; allowed: exactly one of feed, sitemap, index",
        ),
        (f"{HEAD}[[seeds]]\nlimit = 3", "seeds[1]: names no address; allowed: exactly one of"),
        (f'{HEAD}[[seeds]]\nfeed = "feed/"', 'seeds[1].feed: "feed/" is no address; allowed'),
        (f"{HEAD}{FEED}{FEED}", "seeds[2].feed: https://www.harbour.example/feed/ is named twice"),
        (f'{HEAD}{FEED}links = "a"', "seeds[1].links: is only for an index"),
        (f"{HEAD}{FEED}limit = 0", "seeds[1].limit: 0 is not allowed; a whole number from 1"),
        (f"{HEAD}{FEED}limit = 1.5", "seeds[1].limit: 1.5 is not a whole number"),
        (
            f'{HEAD}[[seeds]]\nindex = "/a"\npages = "/a/2"',
            'seeds[1].pages: "/a/2" has no {page}; allowed: an address with it',
        ),
        (
            f'{HEAD}[[seeds]]\nindex = "/a"\nnext = "a["',
            'seeds[1].next: "a[" is no CSS selector: ',
        ),
        (
            f'{HEAD}[[seeds]]\nindex = "/a"\nlinks = "a::text"',
            'seeds[1].links: "a::text" is no CSS selector: ',
        ),
        (f'{HEAD}{FEED}[scope]\ninclude = ["a(b"]', 'scope.include[1]: "a(b" is no regular exp'),
        (f'{HEAD}{FEED}[scope]\ninclude = "a"', 'include: "a" is not a list; write include ='),
        (f'{HEAD}{FEED}[scope]\nexclude = ["a", 3]', "scope.exclude[2]: 3 is not a text"),
        (f'{HEAD}{FEED}[scope]\nhosts = ["https://a.example/"]', 'hosts[1]: "https://a.example/"'),
        (f'scope = "a"\n{HEAD}{FEED}', 'scope: "a" is not a table; write its keys under [scope]'),
        (f'{HEAD}{FEED}[[layouts]]\nuntil = "2024"', 'until: "2024" is not a date; write it as'),
        (f"{HEAD}{FEED}[[layouts]]\nuntil = 2024-01-01", "layouts[1]: says nothing; allowed: a"),
        (f"{HEAD}{FEED}[[layouts]]\ntitle = []", "layouts[1].title: is an empty list; leave it"),
        (f'{HEAD}{FEED}[[layouts]]\ntitle = ["h1", 2]', "layouts[1].title[2]: 2 is not a text"),
        (
            f'{HEAD}{FEED}[[layouts]]\ntitle = ["h1", "xpath: //h1["]',
            'layouts[1].title[2]: "xpath: //h1[" is no XPath: Invalid expression; ',
        ),
        (
            f'{HEAD}{FEED}[[layouts]]\ntitle = "//h1"',
            'did you mean "xpath: //h1"?); allowed: CSS such as',
        ),
        (
            f"{HEAD}{FEED}[[layouts]]\nstrip = {['b'] * 201}",
            "layouts[1].strip: has 201 selectors; allowed: 200",
        ),
        (
            f'{HEAD}{FEED}[[layouts]]\nfrom = 2024-02-01\nuntil = 2024-01-01\ntitle = "h1"',
            "layouts[1].until: 2024-01-01 is before from = 2024-02-01",
        ),
        (
            f'{HEAD}{FEED}[[layouts]]\ntitle = "h1"\n[[layouts]]\nfrom = 2024-02-01\ntitle = "h2"',
            "layouts: two hold on 2024-02-01; give them from and until",
        ),
        (f"{HEAD}{FEED}[expect]\nbyline = 90", "expect.byline: 90 is not allowed; a number from 0"),
        (f"{HEAD}{FEED}[expect]\ncolums = 9", 'expect.colums: unknown key (did you mean "columns"'),
        ("name = \n", "not valid TOML: Invalid value (at line 1, column 8)"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_what_is_allowed(
    tmp_path: Path, text: str, told: str
) -> None:
    problems = problems_of(tmp_path, text)
    assert told in problems
    assert all(
        line.startswith(f"{tmp_path}/outlets/harbour.toml: ") for line in problems.split("\n")
    )


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = (
        f'nam = "x"\n{HEAD}[scope]\ninclude = ["(", "["]\n[[seeds]]\nfeed = "feed"\n[expect]\nx = 1'
    )
    keys = [line.split(": ")[1] for line in problems_of(tmp_path, text).split("\n")]
    assert keys == ["nam", "scope.include[1]", "scope.include[2]", "seeds[1].feed", "expect.x"]


def test_a_file_that_cannot_be_read_as_text_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.write_bytes(b'name = "Caf\xe9"')
    assert check_outlets(tmp_path)[0].problems == (
        f"{path}: not UTF-8 at byte 11; save the file as UTF-8",
    )


def test_the_files_name_is_the_slug_and_must_be_one(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + FEED, slug="The Harbour")
    with pytest.raises(OutletFileError, match="the file's name is no slug; allowed: a-z"):
        load_outlet(path)


def test_on_this_machine_there_is_no_floor(tmp_path: Path) -> None:
    loopback = HEAD.replace("https://www.harbour.example", "http://127.0.0.1:8000/")
    outlet = outlet_of(tmp_path, f'{loopback}delay = 0\nrevisit_after = "0s"\n{FEED}')
    assert (outlet.delay, outlet.revisit_after) == (0, timedelta(0))
    assert outlet.scope.admits_address("http://127.0.0.1:8000/a")
    assert not outlet.scope.admits_address("http://127.0.0.1:8001/a")


def test_a_broken_file_stops_only_who_asks_for_it(tmp_path: Path) -> None:
    written(tmp_path, HEAD + FEED, slug="harbour")
    written(tmp_path, HEAD.replace("name", "nome"), slug="quay")
    assert [outlet.slug for outlet in load_outlets(tmp_path, ["harbour"])] == ["harbour"]
    with pytest.raises(OutletFileError, match=r"quay\.toml: nome: unknown"):
        load_outlets(tmp_path)
    good, bad = check_outlets(tmp_path)
    assert (good.problems, bad.outlet) == ((), None)


def test_an_outlet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    written(tmp_path, HEAD + FEED, slug="harbour")
    with pytest.raises(DeskError, match=r'no outlet "harbor" .* .did you mean "harbour"'):
        load_outlets(tmp_path, ["harbor"])
    assert load_outlets(tmp_path / "elsewhere") == ()


def test_expectations_that_are_not_met_are_told_in_one_line_each() -> None:
    expect = Expect(columns=40, shares={"byline": 0.9, "published": 1.0, "section": 0.5})
    coverage = Coverage(columns=20, having={"byline": 17, "published": 20})
    assert check(expect, coverage) == [
        "20 columns, expected at least 40",
        "byline on 17 of 20 columns (85%), expected on at least 90%",
        "section on 0 of 20 columns (0%), expected on at least 50%",
    ]
