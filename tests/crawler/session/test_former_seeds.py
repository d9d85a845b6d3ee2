"""What seeds named before an outlet's file was changed is not remembered for ever."""

from pathlib import Path

from tests.builders.crawls import crawl, fill, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed


def test_each_address_notes_the_seeds_of_today_alone(site: Site, tmp_path: Path) -> None:
    text = outlet_file(site).replace('revisit_after = "0s"', 'revisit_after = "90d"')
    folder = working_folder(tmp_path / "desk", harbour=text)
    paths = fill(site, "Ferries", "Customs")
    site.pages["/local/"] = Page(column("Bridges", section="Local"))
    site.pages["/feed"] = Page(feed(site.home, [*paths, "/local/"]))
    assert crawl(folder).outcomes() == {"new": 2, "out of scope": 1}
    noted = "SELECT DISTINCT length(named_by) - length(replace(named_by, ' ', '')) FROM frontier"
    for excluded in ("^/ads", "^/jobs"):
        changed = text.replace('"^/about"', f'"^/about", "{excluded}"')
        (folder / "outlets" / "harbour.toml").write_text(changed)
        site.forget()
        assert crawl(folder).outcomes() == {"out of scope": 1}, "another scope: it is looked at"
        assert rows(folder, noted) == [(1,)]
    assert crawl(folder).outcomes() == {}
