"""Which files paths name, and what in folders is left out."""

from pathlib import Path

import pytest

from archive.model.errors import DeskError
from crawler.jobs.found_files import find_files
from tests.builders.saved_pages import PAGE


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    folder = tmp_path / "clippings"
    (folder / "more").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name in ("page.html", "more/strait.txt", ".hidden/secret.txt"):
        (folder / name).write_text(PAGE, "utf-8")
    return folder


def found(*paths: Path) -> list[str]:
    return [path.name for path in find_files(paths).files]


def test_a_folder_is_taken_with_all_in_it_but_hidden_files(clippings: Path) -> None:
    assert found(clippings) == ["page.html", "strait.txt"]


def test_a_path_that_does_not_exist_is_told_before_anything_is_done(clippings: Path) -> None:
    with pytest.raises(DeskError, match=r"missing\.txt: no such file or folder; nothing was imp"):
        find_files([clippings, clippings / "missing.txt"])


def test_a_file_named_twice_is_taken_once(clippings: Path) -> None:
    again = clippings / "more" / ".." / "page.html"
    assert found(clippings / "page.html", clippings, again) == ["page.html", "strait.txt"]


def test_links_that_lead_round_end(clippings: Path) -> None:
    (clippings / "more" / "round").symlink_to(clippings)
    (clippings / "broken.txt").symlink_to(clippings / "nowhere")
    assert found(clippings) == ["page.html", "strait.txt"]
    assert find_files([clippings]).links_out == ()


def test_a_link_out_of_its_folder_is_not_followed(clippings: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "private.txt").write_text(PAGE, "utf-8")
    (clippings / "a").symlink_to("/etc/passwd")
    (clippings / "more" / "b").symlink_to("../../outside/private.txt")
    (clippings / "c").symlink_to(tmp_path / "outside")
    (clippings / "d").symlink_to("more/b")  # a link to a link
    (clippings / "inside").symlink_to("more/strait.txt")
    files = find_files([clippings])
    assert {path.name for path in files.links_out} == {"a", "b", "c", "d"}
    assert sorted(path.resolve().name for path in files.files) == ["page.html", "strait.txt"]


def test_a_link_that_is_named_itself_is_followed(clippings: Path, tmp_path: Path) -> None:
    (tmp_path / "file").symlink_to(clippings / "page.html")
    (tmp_path / "folder").symlink_to(clippings)
    assert found(tmp_path / "file") == ["file"]
    assert found(tmp_path / "folder") == ["page.html", "strait.txt"]


@pytest.mark.parametrize(
    "folder",
    [
        *("page_files", "page-Dateien", "page_fichiers", "page_archivos", "page.files"),
        *("page_bestanden", "page_arquivos", "page-filer", "page_tiedostot", "page.html_files"),
    ],
)
def test_the_folder_a_browser_saves_beside_a_page_is_left_out(clippings: Path, folder: str) -> None:
    parts = clippings / folder
    (parts / "deeper").mkdir(parents=True)
    (parts / "frame.html").write_text(PAGE, "utf-8")
    (parts / "deeper" / "style.css").write_text("p { margin: 0 }", "utf-8")
    files = find_files([clippings])
    assert [path.name for path in files.files] == ["page.html", "strait.txt"]
    assert [(one.path, one.page, one.files) for one in files.parts] == [
        (parts, clippings / "page.html", 2)
    ]


@pytest.mark.parametrize("folder", ["Seite_ファイル", "Seite_файлы", "Seite_dosyaları"])
def test_in_any_language_when_the_page_fetches_from_it(clippings: Path, folder: str) -> None:
    (clippings / folder).mkdir()
    (clippings / folder / "frame.html").write_text(PAGE, "utf-8")
    page = clippings / "Seite.htm"
    page.write_text(f'<html><img SRC="./{folder}/quay.png">', "utf-8")
    assert [one.path.name for one in find_files([clippings]).parts] == [folder]
    page.write_text(f'<html><a href="{folder}/frame.html">Minutes</a>', "utf-8")
    assert find_files([clippings]).parts == ()


def test_a_folder_without_its_page_is_taken_like_any_other(clippings: Path) -> None:
    for folder in ("lost_files", "strait_files", "page-2019", "page_minutes", "page"):
        (clippings / folder).mkdir()
        (clippings / folder / f"{folder}.html").write_text(PAGE, "utf-8")
    (clippings / "strait.pdf").write_bytes(b"%PDF-1.7")
    files = find_files([clippings])
    assert files.parts == ()
    assert len(files.files) == 8


def test_a_shell_that_names_the_page_and_its_folder_names_the_page(clippings: Path) -> None:
    parts = clippings / "page_files"
    parts.mkdir()
    (parts / "frame.html").write_text(PAGE, "utf-8")
    assert found(clippings / "page.html", parts) == ["page.html"]
    assert found(parts) == ["frame.html"]
