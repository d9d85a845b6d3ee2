"""Pages in the place of columns that a crawl meets at a few of many addresses."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders.crawls import (
    CrawlResult,
    clock_moved,
    crawl,
    desk_process,
    outlet_file,
    rows,
    working_folder,
)
from tests.builders.site import Page, Site, column, feed

OLD = [f"/{number}/letter/" for number in range(1, 21)]
WALL = Page(column("Go on reading", "Become a member for two crowns a week, and read all."))
FERRIES = [f"/{number}/ferry/" for number in range(4)]
SECTIONS = 'sections = ["Foreign Affairs"]\n'


FORM = Page(
    b"<html><head><title>Protected</title></head><body><article><h1>Protected</h1>"
    b"<form action='/wp-login.php?action=postpass' class='post-password-form' method='post'>"
    b"<p>This content is password protected. To view it please enter your password below:</p>"
    b"<p><label>Password: <input name='post_password' type='password'></label></p></form>"
    b"</article></body></html>"
)
NOTE = column("No comment today", "Nothing happened.")


def dated(page: bytes) -> Page:
    """A page that prints when it was published."""
    return Page(page.replace(b"<h1>", b"<time datetime='2026-02-03'>3 February 2026</time><h1>"))


def letter(path: str) -> Page:
    return Page(column(f"Letter {path}", f"What stands in {path}."))


def publish(site: Site, *paths: str) -> None:
    """Letters that answer, and that the feed names first."""
    site.pages |= {path: letter(path) for path in (*paths, *OLD)}
    site.pages["/feed"] = Page(feed(site.home, [*paths, *OLD]))


def shut(site: Site, *paths: str, to: str = "/subscribe/", status: int = 302) -> None:
    """What a site does that sends readers of some letters to another page."""
    for path in paths:
        where = to.format(path=path)
        site.pages[path] = Page(status=status, headers={"Location": where})
        site.pages.setdefault(where, WALL)


def on(folder: Path, day: int) -> CrawlResult:
    """What a crawl came to on a day."""
    return crawl(folder, code=clock_moved(timedelta(days=day)))


SUBSCRIBE = Page(
    b"""<!doctype html><html lang='en'><head><meta charset='utf-8'>
    <title>Subscribe to go on reading | The Harbour</title></head><body>
    <header><a href='/'>The Harbour</a></header><main><h1>Subscribe to go on reading</h1>
    <p>You have read this month's free columns. Subscribe for unlimited access to The Harbour, or
    log in to your account.</p>
    <p>One year, $20. <a class='button' href='/plans?year'>Subscribe now</a></p>
    <p>Already a subscriber? <a href='/login'>Log in</a></p></main></body></html>"""
)
REGISTER = Page(
    b"""<!doctype html><html lang='en'><head><meta charset='utf-8'><title>The Harbour</title></head>
    <body><h1><a href='/'>The Harbour</a></h1><div id='account'><h2>Create a free account</h2>
    <p>Register to read this column, and three more every month. It costs you nothing.</p>
    <form action='/account/register' method='post'><label>E-mail <input type='email' name='mail'>
    </label><label>Password <input type='password' name='new'></label>
    <button type='submit'>Register</button></form></div></body></html>"""
)


def titles(folder: Path) -> dict[str, int]:
    """Headlines of columns, those of letters as one."""
    counts: dict[str, int] = {}
    for (title,) in rows(folder, "SELECT title FROM articles"):
        name = "Letter" if title.startswith("Letter") else title
        counts[name] = counts.get(name, 0) + 1
    return counts


def show(site: Site, *, late: str) -> None:
    """What the columns about ferries say from now on."""
    site.pages |= {path: Page(column(f"Ferry {path}", f"It was {late}.")) for path in FERRIES}


def said(folder: Path) -> list[str]:
    """How the columns about ferries begin."""
    found = rows(folder, "SELECT body FROM articles WHERE title LIKE 'Ferry%'")
    return [body[: body.index(".") + 1] for (body,) in found]


def behind_names(site: Site, tmp_path: Path, *, names: int, status: int) -> Path:
    """A desk of an outlet in whose feeds each column about ferries has a name of its own; two of
    them were there before the others.
    """
    feeds = [f"/{number}/feed" for number in range(names)]
    more = "".join(f'[[seeds]]\nfeed = "{one}"\n' for one in feeds)
    text = outlet_file(site).replace(SECTIONS, "")
    folder = working_folder(tmp_path / "desk", harbour=text + more)
    publish(site)
    show(site, late="early")
    site.pages |= dict.fromkeys(feeds, Page(feed(site.home, [])))
    for day, listed in enumerate([feeds[:2], feeds[2:]]):
        for name in listed:
            clicks = [f"{name}{ferry}click" for ferry in FERRIES]
            site.pages[name] = Page(feed(site.home, clicks))
            for click, ferry in zip(clicks, FERRIES, strict=True):
                shut(site, click, to=ferry, status=status)
        assert on(folder, day).code == 0
    return folder


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A desk of an outlet whose file keeps the whole site."""
    text = outlet_file(site).replace(SECTIONS, "").replace('"0s"', '"90d"')
    publish(site)
    return working_folder(tmp_path / "desk", harbour=text)


@pytest.mark.parametrize("to", ["/subscribe/", "/subscribe/?from={path}"])
def test_a_page_of_no_date_to_which_addresses_lead_is_not_asked_for_as_a_column(
    site: Site, folder: Path, to: str
) -> None:
    new = ["/21/letter/", "/22/letter/", "/23/letter/"]
    publish(site, *new)
    shut(site, *new, to=to)
    assert on(folder, 0).outcomes() == {"new": 20, "failed": 3}
    assert on(folder, 1).outcomes() == {"failed": 3}
    assert titles(folder) == {"Letter": 20}
    publish(site, *new)
    assert on(folder, 2).outcomes() == {"new": 3}
    assert titles(folder) == {"Letter": 23}


@pytest.mark.parametrize("to", ["/ferry/", "/ferry/?from={path}"])
def test_a_page_with_a_date_to_which_addresses_lead_is_asked_unless_it_names_them(
    site: Site, folder: Path, to: str
) -> None:
    clicks = ["/click/1/", "/go/1/", "/to/1/"]
    ferry = dated(column("Ferry"))
    site.pages |= {to.format(path=path): ferry for path in clicks}
    publish(site, *clicks)
    shut(site, *clicks, to=to)
    assert on(folder, 0).outcomes() == {"new": 20, "failed": 3}
    site.forget()
    on(folder, 1)
    asked_by_itself = site.paths().count("/ferry/") > len(clicks)
    assert asked_by_itself is (to == "/ferry/")
    assert titles(folder) == ({"Letter": 20, "Ferry": 1} if asked_by_itself else {"Letter": 20})


@pytest.mark.parametrize(
    ("wall", "to", "a_day"),
    [
        (SUBSCRIBE, "/subscribe", 1),
        (REGISTER, "/account/register", 1),
        (SUBSCRIBE, None, 1),
        (REGISTER, None, 2),
        (SUBSCRIBE, "/subscribe", 2),
    ],
)
def test_a_wall_before_one_or_two_new_columns_a_day_is_no_column(
    site: Site, folder: Path, wall: Page, to: str | None, a_day: int
) -> None:
    on(folder, 0)
    new: list[str] = []
    for day in range(1, 8):
        new[:0] = [f"/2{day}/letter/{number}/" for number in range(a_day)]
        publish(site, *new)
        if to is None:
            site.pages |= dict.fromkeys(new, wall)
        else:
            site.pages[to] = wall
            shut(site, *new, to=to)
        met = on(folder, day)
        assert met.outcomes().keys() <= {"gated", "failed"}, f"day {day}"
        assert met.summaries[0]["bad"], f"day {day}: they are named"
    assert titles(folder) == {"Letter": 20}
    told = desk_process(folder, "health", code=clock_moved(timedelta(days=7))).stdout
    assert "harbour: well" not in told

    publish(site, *new)
    assert on(folder, 60).outcomes() == {"new": len(new)}
    assert titles(folder) == {"Letter": 20 + len(new)}


def test_a_known_column_keeps_its_text_behind_a_wall_that_passes(site: Site, folder: Path) -> None:
    on(folder, 0)
    before = rows(folder, "SELECT url, title, body FROM articles ORDER BY url")
    site.pages[OLD[0]] = SUBSCRIBE
    shut(site, OLD[1], to="/subscribe")
    site.pages["/subscribe"] = SUBSCRIBE
    met = on(folder, 100)
    assert met.outcomes() == {"gated": 1, "failed": 1, "unchanged": 18}
    assert rows(folder, "SELECT url, title, body FROM articles ORDER BY url") == before
    publish(site)
    assert "gated" not in on(folder, 110).outcomes()
    assert rows(folder, "SELECT url, title, body FROM articles ORDER BY url") == before


@pytest.mark.parametrize(("names", "status"), [(2, 301), (3, 302), (5, 301)])
def test_undated_columns_behind_the_names_of_several_feeds_are_kept_up_to_date(
    site: Site, tmp_path: Path, names: int, status: int
) -> None:
    folder = behind_names(site, tmp_path, names=names, status=status)
    for day, late in [(2, "late"), (3, "late"), (4, "very late"), (5, "very late")]:
        show(site, late=late)
        assert on(folder, day).code == 0
        assert rows(folder, "SELECT url, reason FROM frontier WHERE outcome = 'failed'") == []
        assert said(folder) == [f"It was {late}."] * len(FERRIES)
    assert rows(folder, "SELECT count(*) FROM versions") == [(len(OLD) + 3 * len(FERRIES),)]


def test_names_that_come_with_a_correction_do_not_keep_it_back(site: Site, tmp_path: Path) -> None:
    folder = behind_names(site, tmp_path, names=2, status=302)
    show(site, late="late")
    new = [f"/{number}/new/click" for number in range(4)]
    publish(site, *new)
    shut(site, *new, to=FERRIES[0])
    on(folder, 2)
    assert said(folder) == ["It was late."] * len(FERRIES)
    assert on(folder, 3).code == 0
    assert rows(folder, "SELECT url, reason FROM frontier WHERE outcome = 'failed'") == []
    assert titles(folder) == {"Letter": len(OLD)} | {f"Ferry {path}": 1 for path in FERRIES}


@pytest.mark.parametrize("status", [301, 302])
def test_a_column_with_many_names_is_private_behind_a_form_for_its_password(
    site: Site, tmp_path: Path, status: int
) -> None:
    folder = behind_names(site, tmp_path, names=3, status=status)
    site.pages[FERRIES[0]] = FORM
    on(folder, 2)
    found = rows(folder, "SELECT title FROM articles WHERE private_since IS NOT NULL")
    assert found == [(f"Ferry {FERRIES[0]}",)]
    show(site, late="late")
    assert on(folder, 100).code == 0
    assert said(folder) == ["It was late."] * len(FERRIES)
    assert rows(folder, "SELECT title FROM articles WHERE private_since IS NOT NULL") == []


@pytest.mark.parametrize(("before", "status"), [("names", 301), ("columns", 302), ("texts", 301)])
def test_a_wall_before_columns_with_many_names_is_an_alarm_as_long_as_it_stands(
    site: Site, tmp_path: Path, before: str, status: int
) -> None:
    folder = behind_names(site, tmp_path, names=7, status=status)
    names = [path for path in site.pages if path.endswith("/click")]
    open_pages = dict(site.pages)
    for day in (2, 3, 4):
        site.pages["/subscribe/"] = Page(column("Go on reading", f"Offer {day} of this week."))
        if before == "texts":
            site.pages |= dict.fromkeys(FERRIES, site.pages["/subscribe/"])
        else:
            shut(site, *(names if before == "names" else FERRIES), status=status)
        met = on(folder, day)
        assert met.code == 1
        assert met.outcomes()["failed"] == len(names)
        assert f"each of {len(names)} addresses" in met.summaries[0]["problem"]
        assert said(folder) == ["It was early."] * len(FERRIES)
    site.pages |= open_pages
    show(site, late="late")
    assert on(folder, 5).code == 0
    assert said(folder) == ["It was late."] * len(FERRIES)
    assert rows(folder, "SELECT count(*) FROM versions") == [(len(OLD) + 2 * len(FERRIES),)]


def test_a_column_to_which_two_names_lead_at_once_is_kept(site: Site, folder: Path) -> None:
    names = ["/click/1/", "/go/1/"]
    publish(site, *names)
    site.pages["/ferry/"] = Page(column("Ferry"))
    shut(site, *names, to="/ferry/")
    assert on(folder, 0).outcomes() == {"new": 21, "unchanged": 1}
    assert titles(folder) == {"Letter": 20, "Ferry": 1}


@pytest.mark.parametrize("looks", [dated(NOTE), Page(NOTE)])
def test_a_column_that_says_what_others_said_is_kept(site: Site, folder: Path, looks: Page) -> None:
    on(folder, 0)
    new: list[str] = []
    for day in range(1, 5):
        new.insert(0, f"/2{day}/note/")
        publish(site, *new)
        site.pages |= dict.fromkeys(new, looks)
        assert on(folder, day).code == 0
    assert titles(folder)["No comment today"] == 4


def test_names_and_copies_of_a_column_are_as_they_were(site: Site, tmp_path: Path) -> None:
    text = outlet_file(site).replace(SECTIONS, "")
    publish(site)
    other = outlet_file(site).replace(SECTIONS, "").replace('"/feed"', '"/other"')
    folder = working_folder(tmp_path / "desk", harbour=text, wire=other)
    own = f"<link rel='canonical' href='{site.home}1/letter/'></head>".encode()
    site.pages["/1/letter/"] = Page(letter("/1/letter/").body.replace(b"</head>", own))
    views = ["/1/letter/amp/", "/1/letter/print/", "/1/letter/mobile/"]
    # Each to its own column, to one that the feed names itself, from http to https and the like.
    clicks = [f"/click/{number}/" for number in range(1, 5)]
    names = ["/to/2/", "/go/2/", "/?p=2"]
    site.pages |= dict.fromkeys(views, site.pages["/1/letter/"])
    shut(site, *names, to="/2/letter/")
    for number, path in enumerate(clicks, 1):
        site.pages[f"/{number}/ferry/"] = Page(column(f"Letter of {number}"))
        shut(site, path, to=f"/{number}/ferry/")
    everything = [*views, *clicks, *names, *OLD]
    site.pages["/other"] = Page(feed(site.home, OLD))
    for day in range(4):
        site.pages["/feed"] = Page(feed(site.home, everything[-20 - 4 * day :]))
        for index in (0, 1):
            done = on(folder, day)
            assert (done.code, "failed" in done.outcomes(index)) == (0, False), done.summaries
    assert titles(folder) == {"Letter": 24}


def test_addresses_that_lead_to_pages_of_one_program_are_columns_each_with_its_text(
    site: Site, folder: Path
) -> None:
    new = [f"/news/{number}" for number in range(1, 7)]
    publish(site, *new)
    for path in new:
        site.pages[f"/view?path={path}"] = letter(path)
    shut(site, *new, to="/view?path={path}")
    done = on(folder, 0)
    assert (done.code, done.outcomes()) == (0, {"new": 26}), done.summaries
    assert titles(folder) == {"Letter": 26}
