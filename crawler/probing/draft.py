"""An outlet file as it is being drafted."""

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.files.whole import write_whole
from crawler.config.layout_writing import toml_text
from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet


@dataclass(slots=True, kw_only=True)
class Draft:
    """What is known of a site so far."""

    home: str
    name: str = ""
    language: str = ""
    timezone: str = ""
    sections: list[str] = field(default_factory=list)
    include: list[str] = field(default_factory=list)
    seeds: list[dict[str, Any]] = field(default_factory=list)
    feed_titles: list[str] = field(default_factory=list)
    """What its feeds call themselves."""
    notes: list[str] = field(default_factory=list)
    """What was not found, and what a person should look at."""

    def as_toml(self) -> str:
        """The draft as an outlet file."""
        lines = [
            f"name = {toml_text(self.name)}",
            f"home = {toml_text(self.home)}",
            f"language = {toml_text(self.language)}",
            f"timezone = {toml_text(self.timezone)}",
        ]
        if self.sections or self.include:
            lines += ["", "[scope]"]
        if self.include:
            lines.append(f"include = [{', '.join(toml_text(one) for one in self.include)}]")
        if self.sections:
            lines.append(f"sections = [{', '.join(toml_text(one) for one in self.sections)}]")
        for seed in self.seeds:
            lines += ["", "[[seeds]]"]
            for key, value in seed.items():
                written = toml_text(value) if isinstance(value, str) else json.dumps(value)
                lines.append(f"{key} = {written}")
        return "\n".join(lines) + "\n"

    def outlet(self, slug: str) -> Outlet:
        """The outlet that the draft describes, checked as its file will be."""
        with tempfile.TemporaryDirectory(prefix="desk-") as name:
            path = Path(name) / f"{slug}.toml"
            write_whole(path, self.as_toml().encode())
            return load_outlet(path)


def short(url: str, home: str) -> str:
    """An address as an outlet file names it: a path when it is below the home's root."""
    return "/" + url.removeprefix(home) if url.startswith(home) else url
