"""Writes what WordPress says of recent comments and of passwords, in its languages, as the table
`crawler/extraction/vocabulary/wordpress.toml`.

    apt-get download wordpress-l10n && dpkg-deb -x wordpress-l10n_*.deb unpacked
    python -m scripts.wordpress_phrases unpacked/usr/share/wordpress/wp-content/languages

Only short phrases that readers see are taken, each once.
"""

import gettext
import html
import sys
from collections.abc import Iterator
from pathlib import Path

TABLE = Path("crawler/extraction/vocabulary/wordpress.toml")
PHRASES = {
    "recent_comments": ("The heading of the list of recent comments.", "Recent Comments"),
    "protected": (
        "What stands before the title of a post with a password, with the mark behind it.",
        "Protected: %s",
    ),
    "password": ("What stands before the field for a password.", "Password:"),
    "no_excerpt": (
        "What stands in the place of an excerpt of a post with a password.",
        "There is no excerpt because this is a protected post.",
    ),
}
"""Name of each table to its comment and the phrase in English."""
HEAD = """\
# What WordPress says of recent comments and of passwords, by language.
#
# Made by `python -m scripts.wordpress_phrases` from the translations of WordPress in Debian's
# package wordpress-l10n; not to be edited.
#
# Read by comments/recent_comments.py, password_page.py.
"""


def translations(folder: Path) -> Iterator[tuple[str, gettext.GNUTranslations]]:
    """The language and the catalogue of each translation of WordPress's pages, in their order."""
    for path in sorted(folder.glob("*.mo")):
        if path.name.startswith(("admin-", "continents-", "ms-")):
            continue
        with path.open("rb") as file:
            yield path.stem.partition("_")[0], gettext.GNUTranslations(file)


def written(folder: Path) -> str:
    """The table's content."""
    found: dict[str, dict[str, dict[str, None]]] = {name: {} for name in PHRASES}
    for language, catalogue in translations(folder):
        for name, (_, phrase) in PHRASES.items():
            said = catalogue.gettext(phrase)
            text = " ".join(html.unescape(said).replace("%s", "").split())
            if text == catalogue.gettext("Comments"):  # which heads a post's own, too
                continue
            if said != phrase and text and '"' not in text:
                found[name].setdefault(language, {})[text] = None
    parts = [HEAD]
    for name, (comment, phrase) in PHRASES.items():
        english = phrase.replace("%s", "").strip()
        by_language = {"en": {english: None}, **found[name]}
        lines = [f'{language} = "{" | ".join(said)}"' for language, said in by_language.items()]
        parts.append("\n".join((f"# {comment}", f"[{name}]", *lines, "")))
    return "\n".join(parts)


def main(folder: str) -> None:
    """Writes the table."""
    TABLE.write_text(written(Path(folder)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
