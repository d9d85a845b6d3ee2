"""Two outlets on one host: each has what its own scope admits, whenever it was added."""

from pathlib import Path

import pytest

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.reading.dump import digest
from tests.builders.command import desk
from tests.builders.crawls import crawl, desk_process, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed
from tests.builders.wordpress_rest import Category, Rest

AFFAIRS = ["/1/treaties/", "/2/customs/"]
LOCAL = ["/3/bakery/", "/4/bridge/", "/5/market/"]


def in_section(site: Site, section: str) -> str:
    return outlet_file(site).replace("Foreign Affairs", section)


def of_outlets(folder: Path) -> dict[str, int]:
    return dict(
        rows(
            folder,
            "SELECT o.slug, count(a.id) FROM outlets AS o LEFT JOIN articles AS a"
            " ON a.outlet_id = o.id GROUP BY o.id",
        )
    )


def check(folder: Path) -> None:
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []


def test_an_outlet_added_later_has_what_the_first_ones_scope_dropped(
    site: Site, tmp_path: Path
) -> None:
    site.pages |= {path: Page(column(path)) for path in AFFAIRS}
    site.pages |= {path: Page(column(path, section="Local")) for path in LOCAL}
    site.pages["/feed"] = Page(feed(site.home, [*AFFAIRS, *LOCAL]))
    folder = working_folder(tmp_path / "desk", affairs=in_section(site, "Foreign Affairs"))
    assert crawl(folder).outcomes() == {"new": 2, "out of scope": 3}
    (folder / "outlets" / "local.toml").write_text(in_section(site, "Local"))

    later = crawl(folder)

    assert later.code == 0, later.error
    assert later.outcomes(1) == {"new": 3, "out of scope": 2}
    assert of_outlets(folder) == {"affairs": 2, "local": 3}
    check(folder)
    site.forget()
    assert crawl(folder).code == 0
    assert sorted(set(site.paths()) - {"/feed"}) == sorted(AFFAIRS + LOCAL), "each its own alone"
    check(folder)


def test_a_column_in_the_scope_of_two_outlets_is_one_and_alarms_neither(
    site: Site, tmp_path: Path
) -> None:
    site.pages |= {path: Page(column(path)) for path in AFFAIRS}
    site.pages["/feed"] = Page(feed(site.home, AFFAIRS))
    file = in_section(site, "Foreign Affairs")
    folder = working_folder(tmp_path / "desk", one=file)
    assert crawl(folder).outcomes() == {"new": 2}
    (folder / "outlets" / "other.toml").write_text(file)

    both = crawl(folder, "other")

    assert both.code == 0, both.error
    assert both.outcomes() == {"unchanged": 2}
    assert of_outlets(folder) == {"one": 2, "other": 0}
    check(folder)


def test_two_outlets_read_one_rest_and_the_archive_verifies(site: Site, tmp_path: Path) -> None:
    rest = Rest(site, [Category("foreign-affairs", "Foreign Affairs"), Category("local", "Local")])
    for number in range(1, 4):
        rest.post(number, f"Treaty {number}", category=1)
        rest.post(number + 10, f"Bakery {number}", category=2)
    # The listing of one outlet named posts whose addresses were the other's.
    everything = "feed = '/feed'"
    paths = [f"/{number}/post/" for number in rest.posts]
    site.pages["/feed"] = Page(feed(site.home, paths))
    first = rest.outlet("foreign-affairs", "Foreign Affairs", further=everything)
    folder = working_folder(tmp_path / "desk", affairs=first)
    crawl(folder)
    (folder / "outlets" / "local.toml").write_text(rest.outlet("local", "Local"))
    later = crawl(folder)
    assert later.code == 0, later.error
    assert later.outcomes(1) == {"new": 3}
    assert of_outlets(folder) == {"affairs": 3, "local": 3}
    check(folder)
    rest.post(11, "Bakery 1, edited", category=2, day=2)
    again = crawl(folder)
    assert again.code == 0, again.error
    assert again.outcomes(1) == {"updated": 1}
    check(folder)


@pytest.mark.parametrize("asking", ["fetch", "crawl"])
def test_a_column_stays_in_its_section_whatever_another_outlet_of_its_site_keeps(
    site: Site, tmp_path: Path, asking: str
) -> None:
    elsewhere = outlet_file(site).replace(site.home, "https://old.example/")
    old = elsewhere.replace('sections = ["Foreign Affairs"]\n', "").partition("[[seeds]]")[0]
    folder = working_folder(tmp_path / "desk", courier=outlet_file(site), old=old)
    url = f"{site.home}1/regatta/"
    page = column("Regatta", section="Sport")
    saved = tmp_path / "regatta.html"
    saved.write_bytes(page.replace(b"<head>", f"<head><link rel=canonical href='{url}'>".encode()))
    assert desk(folder, "import", str(saved), "--outlet", "old").exit_code == 0
    assert of_outlets(folder) == {"old": 1}
    site.pages["/1/regatta/"] = Page(page)
    site.pages["/feed"] = Page(feed(site.home, ["/1/regatta/"]))

    if asking == "fetch":
        told = desk_process(folder, "fetch", url).stdout
        reason = (
            "section 'Sport'; courier keeps Foreign Affairs alone;"
            " its column is old's, and stays as it is"
        )
        assert told.endswith(f": {reason}\n")
    else:
        told = desk_process(folder, "crawl", "courier").stdout
        assert told.startswith("courier: 1 out of scope")
        assert "out of scope now" not in told, "that is said of an outlet's own columns"

    for verb in ("show", "history"):
        assert "out of its outlet's section" not in desk(folder, verb, url).output
    check(folder)
    with Archive.reading(folder) as archive:
        before = digest(archive)
    assert desk_process(folder, "reextract").returncode == 0
    with Archive.reading(folder) as archive:
        assert digest(archive) == before
    (folder / "archive.db").unlink()
    rebuilt = desk_process(folder, "rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr
    with Archive.reading(folder) as archive:
        assert digest(archive) == before
    assert "out of its outlet's section" not in desk(folder, "history", url).output
