"""A layout as TOML, and appended to an outlet file.

TOML is written by hand: a layout is texts, lists of texts and two dates, and an outlet file that
gets one keeps its own lines and comments as they are. tomlkit would do both, and be a dependency
for twenty lines.
"""

import json
import tempfile
from datetime import date
from pathlib import Path

from archive.files.whole import write_whole
from archive.model.errors import DeskError
from crawler.config.outlet_files import OutletFileError, load_outlet, no_outlet, outlet_paths
from crawler.config.site_rules import CONTROLS, Translation


def as_toml(
    made: Translation, *, source: str, since: date | None = None, until: date | None = None
) -> str:
    """The layout as an outlet file holds it, with what it does not say in comments."""
    lines = [f"# Layout made from the rule file {_plain(source)} by `desk outlets rules`."]
    for url, texts in made.tests:
        lines.append(f"# To be tried on: {_plain(url)}")
        lines += [f"#   its text holds: {_plain(text)}" for text in texts]
    lines.append("[[layouts]]")
    days = {"from": since, "until": until}
    lines += [f"{key} = {day.isoformat()}" for key, day in days.items() if day is not None]
    for name, selectors in made.fields.items():
        lines += _assigned(name, selectors)
    if made.lost:
        lines.append("# What the rule file says and this layout cannot:")
        lines += [f"#   line {r.line}, {_plain(r.text)}: {_plain(r.reason)}" for r in made.lost]
    return "\n".join(lines) + "\n"


def _assigned(name: str, selectors: list[str]) -> list[str]:
    if len(selectors) == 1:
        return [f"{name} = {toml_text(selectors[0])}"]
    return [f"{name} = [", *(f"    {toml_text(selector)}," for selector in selectors), "]"]


def toml_text(text: str) -> str:
    """A text as TOML writes it: in single quotes as it stands where that can be."""
    if "'" not in text and not CONTROLS.search(text):
        return f'"{text}"' if not {'"', "\\"} & set(text) else f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    """Text from a rule file on one line of a comment."""
    return CONTROLS.sub(" ", text)


def add_layout(folder: Path, slug: str, toml: str) -> Path:
    """The outlet file that now ends with the layout; DeskError, and no change, if it were wrong."""
    paths = outlet_paths(folder)
    path = paths.get(slug)
    if path is None:
        raise DeskError(no_outlet(folder, slug))
    load_outlet(path)  # mistakes that were there before are reported as they are
    after = path.read_bytes().rstrip() + b"\n\n" + toml.encode()
    with tempfile.TemporaryDirectory(prefix="desk-") as scratch:
        whole = Path(scratch) / path.name
        write_whole(whole, after)
        try:
            load_outlet(whole)
        except OutletFileError as error:
            problems = [line.replace(f"{whole}: ", "", 1) for line in error.problems]
            raise DeskError(f"{path}: not changed, for with it {'; '.join(problems)}") from None
    write_whole(path, after)
    return path
