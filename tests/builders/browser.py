"""A real Chromium, Debian's: what its pages complain of, and what they ask of other servers."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
HEIGHT = 900
"""Pixels of a window."""


@dataclass
class Visit:
    """A page that a browser has open, and what went wrong with it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    """What the console says of errors and of what the policy forbids."""
    elsewhere: list[str] = field(default_factory=list)
    """Addresses asked of any other server."""

    def turn(self, width: int, scheme: Scheme) -> None:
        """Give the window another width, and its reader another liking of light."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme)

    def accessibility_faults(self) -> list[str]:
        """What axe-core finds by the rules of WCAG 2.2, levels A and AA, and its best practices."""
        found = Axe().run(self.page)
        return [
            f"{fault['id']}: {node['html']}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]

    def ground(self) -> str:
        """The colour that the page stands on."""
        return str(self.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    def text(self) -> str:
        """What the main part of the page says."""
        return self.page.inner_text("main")

    def heard(self) -> str:
        """The words of the page as a screen reader is given them."""
        tree = self.page.context.new_cdp_session(self.page).send("Accessibility.getFullAXTree")
        nodes = {node["nodeId"]: node for node in tree["nodes"]}
        words: list[str] = []
        left = [tree["nodes"][0]["nodeId"]]
        while left:
            node = nodes[left.pop()]
            if not node["ignored"] and node["role"]["value"] == "StaticText":
                words.append(node["name"]["value"])
            left += [one for one in reversed(node["childIds"]) if one in nodes]
        return "".join(words)

    def reaches_sideways(self) -> bool:
        """Whether the page is wider than its window, so that it scrolls sideways."""
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(self.page.evaluate(wide))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; a test that finds none is left out, and says so."""
    program = shutil.which("chromium")
    if program is None:
        lacking = "needs Debian's chromium (apt-get install chromium)"
        if os.environ.get("FOREIGN_DESK_ALL_TESTS"):
            pytest.fail(lacking)
        pytest.skip(lacking)
    with sync_playwright() as playwright:
        # Its sandbox needs rights that a root in a container has not; it loads only our own pages.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser, address: str, *, width: int, scripts: bool = True
) -> Iterator[Visit]:
    """A page opened in a window of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, java_script_enabled=scripts
    )
    visit = Visit(context.new_page())
    own = urlsplit(address).netloc

    def noted(request: Request) -> None:
        if urlsplit(request.url).netloc != own:
            visit.elsewhere.append(request.url)

    def complained(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            visit.complaints.append(said.text)

    def failed(error: Error) -> None:
        visit.complaints.append(str(error))

    visit.page.on("request", noted)
    visit.page.on("console", complained)
    visit.page.on("pageerror", failed)
    visit.page.goto(address)
    yield visit
    context.close()
