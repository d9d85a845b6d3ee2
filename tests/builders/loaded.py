"""Loads what a crawl loads as it starts, once for many that are forked.

Each would take half a second longer.
"""

import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

import crawler
from archive import db
from crawler.fetch.process import SETTINGS

for package in (db, crawler):
    for module in walk_packages(package.__path__, prefix=f"{package.__name__}."):
        import_module(module.name)
for library in ("regex", "sqlite_utils"):
    import_module(library)

# Scrapy looks up by name what it has, also what our settings leave out.
settings = Settings()
settings.setmodule(SETTINGS, priority="project")
for value in settings.copy_to_dict().values():
    for name in value if isinstance(value, dict) else (value,):
        if isinstance(name, str) and name.startswith("scrapy."):
            with suppress(ImportError, NotConfigured):
                load_object(name)
assert "twisted.internet.reactor" not in sys.modules, "each crawl installs its own"
