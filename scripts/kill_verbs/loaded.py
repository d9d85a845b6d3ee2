"""Loads what `desk` loads with a crawl, for processes that are forked after it."""

from importlib import import_module
from pkgutil import walk_packages

from crawler import cli, fetch, spiders

for package in (cli, spiders, fetch):
    for module in walk_packages(package.__path__, prefix=f"{package.__name__}."):
        import_module(module.name)
