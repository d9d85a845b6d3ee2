"""An outlet under another slug: nothing is lost, and a rename that was cut off can be ended."""

from pathlib import Path

import pytest

from archive.db import outlets
from archive.model.errors import DeskError
from crawler.config.outlet_files import OutletFileError, load_outlets
from crawler.jobs import renaming
from crawler.jobs.renaming import rename_outlet, with_former_slug
from tests.builders.command import desk
from tests.builders.crawls import crawl, fill, outlet_file, rows, working_folder
from tests.builders.site import Site


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
    assert rows(folder, "SELECT slug FROM outlets") == [("harbour-review",)]
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
