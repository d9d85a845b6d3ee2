"""The reading room over an archive, asked in this process as its server would be."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import lxml.html
from datasette.app import Datasette

from archive.db.connection import FILE


@dataclass(frozen=True)
class Answer:
    """What the room answers."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)

    @cached_property
    def page(self) -> lxml.html.HtmlElement:
        """The body as a browser reads it."""
        return lxml.html.fromstring(self.body)

    def said(self, selector: str) -> list[str]:
        """The words of each element that a selector names, their spaces as one."""
        found = self.page.cssselect(selector)
        return [" ".join(element.text_content().split()) for element in found]

    def links(self, selector: str = "a") -> list[str]:
        """Where the links lead that a selector names."""
        return [str(element.get("href")) for element in self.page.cssselect(selector)]


class Room:
    """The reading room of a working folder."""

    def __init__(self, datasette: Any, runner: asyncio.Runner) -> None:
        """`reading_room` opens one."""
        self._datasette = datasette
        self._runner = runner

    def get(self, address: str) -> Answer:
        """What it answers for an address of its own; redirects are not followed."""
        answer = self._runner.run(self._datasette.client.get(address))
        return Answer(answer.status_code, dict(answer.headers), answer.content)


@contextmanager
def reading_room(folder: Path, **settings: object) -> Iterator[Room]:
    """The reading room over a folder's archive, as `datasette archive.db` opens it.

    A page has a minute, unless `sql_time_limit_ms` says otherwise: the machine may be busy.
    """
    patient = {"sql_time_limit_ms": 60_000, **settings}
    datasette = Datasette([str(folder / FILE)], settings=patient)
    with asyncio.Runner() as runner:
        yield Room(datasette, runner)
        datasette.executor.shutdown()
