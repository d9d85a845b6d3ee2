"""What the WordPress of the tests is made of, and what of it this machine lacks."""

import shutil
from pathlib import Path

PACKAGES = (
    "wordpress",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentythree",
    "php-fpm",
    "php-cli",
    "php-mysql",
    "php-xml",
    "mariadb-server-core",
    "nginx-light",
)
"""Debian's (12 and later). The themes: the newest classic one in Debian, and a block theme. Without
php-xml, WordPress has no sitemap."""
CODE = Path("/usr/share/wordpress")
"""Where Debian keeps WordPress; nothing is written there."""
THEMES = CODE / "wp-content" / "themes"
CLASSIC, BLOCK = "twentytwentyone", "twentytwentythree"
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""Debian puts servers into /usr/sbin, which a user's PATH may leave out."""


def program(name: str) -> str | None:
    """The path of a program; None when it is not installed."""
    return shutil.which(name, path=SYSTEM_PATH)


def php_fpm() -> str | None:
    """PHP's process manager, which Debian names by its version; the newest there is."""
    programs = sorted(Path("/usr/sbin").glob("php-fpm*"))
    return str(programs[-1]) if programs else None


def missing() -> list[str]:
    """The packages that are not installed, as far as the programs and files they bring tell."""
    brought = {
        "wordpress": (CODE / "wp-load.php").is_file(),
        "wordpress-theme-twentytwentyone": (THEMES / CLASSIC / "style.css").is_file(),
        "wordpress-theme-twentytwentythree": (THEMES / BLOCK / "style.css").is_file(),
        "php-fpm": php_fpm() is not None,
        "php-cli": program("php") is not None,
        "php-mysql": bool(list(Path("/usr/lib/php").glob("*/mysqli.so"))),
        "php-xml": bool(list(Path("/usr/lib/php").glob("*/simplexml.so"))),
        "mariadb-server-core": bool(program("mariadbd") and program("mariadb-install-db")),
        "nginx-light": program("nginx") is not None,
    }
    return [name for name in PACKAGES if not brought[name]]
