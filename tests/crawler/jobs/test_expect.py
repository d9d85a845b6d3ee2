"""What an outlet's file expects is held against the archive after each whole crawl."""

from pathlib import Path

from tests.builders.crawls import crawl, fill, outlet_file, working_folder
from tests.builders.site import Site


def test_fewer_columns_or_fields_than_expected_fail_the_outlet(site: Site, tmp_path: Path) -> None:
    expect = "\n[expect]\ncolumns = 3\ntitle = 1.0\nstandfirst = 0.5\n"
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site) + expect)
    fill(site, "Ferries", "Pilots")
    part = crawl(folder, limit=1)
    assert part.code == 0, "a crawl that was told to stop early is not held to it"
    whole = crawl(folder)
    assert whole.code == 1
    assert whole.summaries[0]["problem"] == (
        "2 columns, expected at least 3; "
        "standfirst on 0 of 2 columns (0%), expected on at least 50%"
    )


def test_a_crawl_that_keeps_nothing_at_all_needs_attention(site: Site, tmp_path: Path) -> None:
    text = outlet_file(site).replace('sections = ["Foreign Affairs"]', 'sections = ["Sport"]')
    fill(site, "Ferries", "Pilots")
    done = crawl(working_folder(tmp_path / "desk", harbour=text))
    assert done.code == 1
    assert "none of 2 pages was archived as a column" in done.summaries[0]["problem"]
