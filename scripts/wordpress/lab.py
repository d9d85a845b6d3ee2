"""A WordPress to crawl: started, filled, changed and ended by a test.

with wordpress() as site:
    site.seed(blog.as_told(CLASSIC))
    site.change(steps)
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.wordpress.packages import CODE, THEMES, missing
from scripts.wordpress.processes import (
    database,
    environment,
    free_port,
    front,
    needed,
    php,
    settings,
)

OURS = Path(__file__).parent / "site"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the web server logged it."""

    at: float
    method: str
    target: str
    status: int
    agent: str


class WordPress:
    """The site at one address of loopback."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.root = f"http://127.0.0.1:{port}"
        self.front = ExitStack()
        """The web server, while there is one."""
        self._copies: set[str] = set()
        """Databases that hold a content as it was seeded."""

    def serve_at(self, port: int) -> None:
        """Answers at this port, and no longer at another, so that a proxy can take its place.

        The site's own address stays what it is, as behind any proxy.
        """
        self.front.close()
        self.front.enter_context(front(self.folder, port))

    def seed(self, content: dict[str, Any]) -> None:
        """Installs the site anew, with this content and nothing else.

        A content that was there before is put back from a copy, in a tenth of the time.
        """
        copy = f"copy_{sha256(json.dumps(content).encode()).hexdigest()[:16]}"
        database = str(self.folder / "site" / "database.php")
        if copy in self._copies:
            self._php(database, "put_back", copy)
            return
        self._php(database, "empty")
        self._php(str(self.folder / "site" / "seed.php"), message=content)
        self._php(database, "keep", copy)
        self._copies.add(copy)

    def change(self, steps: list[dict[str, Any]]) -> None:
        """Does to the site what its editors would do."""
        self._php(str(self.folder / "site" / "change.php"), message=steps)

    def asked(self) -> list[Asked]:
        """The requests since the log was last forgotten."""
        requests = []
        for line in (self.folder / "access.log").read_text(encoding="utf-8").splitlines():
            at, method, _, target, status, agent = line.split("\t")
            requests.append(Asked(float(at), method, target, int(status), agent))
        return requests

    def forget(self) -> None:
        """Begins the log of requests anew."""
        os.truncate(self.folder / "access.log", 0)

    def _php(self, *words: str, message: object = None) -> None:
        done = subprocess.run(
            [needed("php"), "-d", "display_errors=stderr", *words],
            check=False,
            input=json.dumps(message),
            capture_output=True,
            text=True,
            env={**environment(), **settings(self.folder, self.root)},
        )
        if done.returncode or done.stderr:
            raise SystemExit(f"php {words[0]} ended with {done.returncode}: {done.stderr}")


@contextmanager
def wordpress(*, port: int = 0) -> Iterator[WordPress]:
    """A WordPress without content at http://127.0.0.1:PORT (0: any free one), until the end."""
    lacking = missing()
    if lacking:
        raise SystemExit(f"no WordPress without these packages: {' '.join(lacking)}")
    with ExitStack() as stack:
        # A short name: a socket's path may have 107 bytes.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wp-", dir="/tmp")))
        site = WordPress(folder, port or free_port())
        lay_out(folder)
        stack.enter_context(database(folder))
        stack.enter_context(php(folder, site.root))
        stack.enter_context(site.front)
        site.serve_at(site.port)
        yield site


def lay_out(folder: Path) -> None:
    """The site's files: Debian's code by links, but for the files that look for their neighbours.

    PHP follows links before it tells a file where it stands, and `wp-load.php` looks for the
    configuration where it stands itself.
    """
    site = folder / "site"
    shutil.copytree(OURS, site, ignore=shutil.ignore_patterns("mu-plugins"))
    for path in CODE.glob("*.php"):
        if not (site / path.name).exists():
            shutil.copy(path, site)
    for name in ("wp-admin", "wp-includes"):
        (site / name).symlink_to(CODE / name)
    content = site / "wp-content"
    content.mkdir()
    shutil.copytree(OURS / "mu-plugins", content / "mu-plugins")
    (content / "themes").symlink_to(THEMES)
