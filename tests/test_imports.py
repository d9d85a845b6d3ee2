"""Who may import whom (design, section 2): each module imported in a fresh interpreter."""

import json
import pkgutil
import subprocess
import sys

import pytest

import archive
import crawler
from tests import ROOT

MAY_IMPORT_SCRAPY = {
    "crawler.settings",
    "crawler.fetch.probe_spider",
    "crawler.spiders.columns",
    "crawler.fetch.middlewares",
    "crawler.fetch.pipelines",
    "crawler.fetch.recording_handler",
    "crawler.probing.probe",
}
OTHER_EXTRACTORS = {
    "trafilatura",
    "readability",
    "newspaper",
    "goose3",
    "justext",
    "resiliparse",
    "boilerpy3",
    "newsplease",
    "fundus",
    "inscriptis",
    "extractnet",
}


def modules_of(package: object) -> list[str]:
    path, name = package.__path__, package.__name__  # type: ignore[attr-defined]
    found = [name]
    found += [info.name for info in pkgutil.walk_packages(path, prefix=f"{name}.")]
    return [module for module in found if not module.endswith("__main__")]


def loaded_by(module: str) -> set[str]:
    """Top-level names and own modules that stand in sys.modules after importing one module."""
    code = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("module", modules_of(archive))
def test_the_archive_imports_neither_the_crawler_nor_scrapy_nor_a_page_parser(module: str) -> None:
    loaded = loaded_by(module)
    assert not {name for name in loaded if name.split(".")[0] in ("crawler", "scrapy", "lxml")}


@pytest.mark.parametrize("module", modules_of(crawler))
def test_only_the_named_modules_import_scrapy_and_none_another_extractor(module: str) -> None:
    tops = {name.split(".")[0] for name in loaded_by(module)}
    assert not tops & OTHER_EXTRACTORS
    if module not in MAY_IMPORT_SCRAPY:
        assert "scrapy" not in tops
