"""Slugs that a new outlet can have: no outlet has them, and none had them before it was renamed."""

from collections.abc import Mapping
from pathlib import Path

from crawler.config.outlet_files import former_slugs


def why_taken(
    folder: Path,
    slug: str,
    *,
    held: Mapping[str, str],
    home: str | None = None,
    renamed: str | None = None,
) -> str | None:
    """Why no outlet can be given this slug, put behind it; None when it is free.

    `held` are the slugs and homes that the archive has. An outlet that it has with this very home
    is the same one, whose file is missing. The outlet that is renamed can go back to a slug that
    it had before.
    """
    path = folder / "outlets" / f"{slug}.toml"
    if path.exists():
        return f"is an outlet already, see {path}"
    now = former_slugs(folder).get(slug)
    if now not in (None, renamed):
        return f"is what {now} was called before; its captures have that name"
    if slug in held and held[slug] != home:
        return f"is an outlet of the archive already, at {held[slug]}"
    return None
