"""An outlet under another slug: nothing is lost, and a rename that was cut off can be ended."""

from pathlib import Path

import pytest

from archive.db import outlets
from archive.model.errors import DeskError
from crawler.config.outlet_files import OutletFileError, load_outlets
from crawler.jobs import renaming
from crawler.jobs.renaming import rename_outlet, with_former_slug
from tests.builders.command import desk
from tests.builders.crawls import (
    crawl,
    desk_process,
    fill,
    outlet_file,
    rows,
    working_folder,
)
from tests.builders.site import Site, column


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A working folder with one outlet, crawled once."""
    fill(site, "Ferries", "Customs")
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    assert crawl(folder).outcomes() == {"new": 2}
    return folder


def test_columns_stay_with_the_outlet_and_are_known_to_the_next_crawl(folder: Path) -> None:
    ids = rows(folder, "SELECT public_id FROM articles ORDER BY id")

    done = desk(folder, "outlets", "rename", "harbour", "harbour-review")

    assert (done.exit_code, done.stdout) == (0, "")
    assert [path.name for path in (folder / "outlets").iterdir()] == ["harbour-review.toml"]
    (outlet,) = load_outlets(folder)
    assert (outlet.slug, outlet.formerly) == ("harbour-review", ("harbour",))
    assert crawl(folder).outcomes() == {"unchanged": 2}
    assert rows(folder, "SELECT public_id FROM articles ORDER BY id") == ids
    assert rows(folder, "SELECT slug, formerly FROM outlets") == [("harbour-review", '["harbour"]')]
    assert desk(folder, "verify").exit_code == 0


@pytest.mark.parametrize("moment", ["rename_outlet", "sync_folder"])
def test_a_rename_that_was_cut_off_stops_the_crawl_until_it_is_ended(
    folder: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = monkeypatch.context()
    with cut as patch:
        target = outlets if moment == "rename_outlet" else renaming
        patch.setattr(target, moment, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            rename_outlet(folder, "harbour", "review")
    if moment == "rename_outlet":
        with pytest.raises(OutletFileError, match="desk outlets rename harbour review"):
            load_outlets(folder)

    rename_outlet(folder, "harbour", "review")

    assert [outlet.slug for outlet in load_outlets(folder)] == ["review"]
    assert rows(folder, "SELECT slug FROM outlets") == [("review",)]


@pytest.mark.parametrize(
    ("slug", "new_slug", "told"),
    [
        ("harbour", "Harbour Review", '"Harbour Review" is no slug; allowed: a-z'),
        ("habour", "review", 'no outlet "habour" in '),
        ("harbour", "harbour", '"harbour" is an outlet already'),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_changed(
    folder: Path, slug: str, new_slug: str, told: str
) -> None:
    with pytest.raises(DeskError, match=told):
        rename_outlet(folder, slug, new_slug)
    assert [outlet.slug for outlet in load_outlets(folder)] == ["harbour"]
    assert rows(folder, "SELECT slug FROM outlets") == [("harbour",)]


@pytest.fixture
def renamed(folder: Path) -> Path:
    """The working folder, whose outlet was renamed to "review"."""
    assert desk(folder, "outlets", "rename", "harbour", "review").exit_code == 0
    return folder


OTHER = 'name = "Harbour"\nhome = "http://127.0.0.1:9/"\nlanguage = "en"\ntimezone = "UTC"\n'


def test_an_outlet_cannot_be_renamed_to_what_another_was_called(renamed: Path) -> None:
    (renamed / "outlets" / "other.toml").write_text(OTHER)

    done = desk(renamed, "outlets", "rename", "other", "harbour")

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert '"harbour" is what review was called before' in done.stderr
    assert "choose another name" in done.stderr
    assert [outlet.slug for outlet in load_outlets(renamed)] == ["other", "review"]


def test_an_import_makes_no_outlet_of_a_slug_that_another_had(
    renamed: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.html").write_bytes(column("Letter"))

    done = desk(
        renamed, "import", str(tmp_path / "letter.html"),
        "--new-outlet", "Harbour", "--home", "http://127.0.0.1:9/", "--language", "en",
    )  # fmt: skip

    assert done.exit_code == 1
    assert '"harbour" is what review was called before' in done.stderr
    assert [outlet.slug for outlet in load_outlets(renamed)] == ["review"]


def test_no_outlet_is_drafted_under_a_slug_that_another_had(renamed: Path, site: Site) -> None:
    site.forget()

    done = desk_process(renamed, "outlets", "add", site.home, "--slug", "harbour", "--yes")

    assert done.returncode == 1
    assert '"harbour" is what review was called before' in done.stderr
    assert site.asked == []  # nothing is asked in vain
    assert [outlet.slug for outlet in load_outlets(renamed)] == ["review"]


def test_no_outlet_is_made_of_a_slug_that_the_archive_has_of_another_home(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "outlets" / "harbour.toml").unlink()
    (tmp_path / "letter.html").write_bytes(column("Letter"))

    done = desk(
        folder, "import", str(tmp_path / "letter.html"),
        "--new-outlet", "Harbour", "--home", "http://127.0.0.1:9/", "--language", "en",
    )  # fmt: skip

    assert done.exit_code == 1
    assert '"harbour" is an outlet of the archive already, at http://127.0.0.1:' in done.stderr
    assert list((folder / "outlets").iterdir()) == []


def test_an_outlet_goes_back_to_the_slug_that_it_had(renamed: Path) -> None:
    assert desk(renamed, "outlets", "rename", "review", "harbour").exit_code == 0

    (outlet,) = load_outlets(renamed)
    assert (outlet.slug, outlet.formerly) == ("harbour", ("review",))
    assert rows(renamed, "SELECT slug FROM outlets") == [("harbour",)]


def test_a_file_of_another_outlet_is_never_deleted_as_the_rest_of_a_rename(renamed: Path) -> None:
    (renamed / "outlets" / "harbour.toml").write_text(OTHER)
    with pytest.raises(OutletFileError, match="is another outlet; give that file another name"):
        load_outlets(renamed)

    done = desk(renamed, "outlets", "rename", "harbour", "review")

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert '"review" is an outlet already' in done.stderr
    assert (renamed / "outlets" / "harbour.toml").read_text() == OTHER


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("# Ours\n\nname = 1\n[scope]\n", '# Ours\n\nformerly = ["b"]\nname = 1\n[scope]\n'),
        ('a = 1\nformerly = ["a", "c"] # old\n', 'a = 1\nformerly = ["c", "b"] # old\n'),
        ('formerly = [\n  "c",\n]\n[scope]\n', 'formerly = ["c", "b"]\n[scope]\n'),
    ],
)
def test_the_file_says_what_the_outlet_was_called_and_keeps_its_lines(
    text: str, after: str
) -> None:
    assert with_former_slug(text, "b", new_slug="a") == after
