"""An outlet of any number of generated columns on loopback, in two states a day apart.

Every tenth column is split over two pages. In the second state some columns are edited, some have a
further comment, some are gone and a few are new.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scripts.bench_crawl import pages
from scripts.demo.columns import State
from scripts.loopback_server import Conversation, LoopbackServer, answering

SEED = 4
SPLIT = 10
"""Every so manieth column has a second page."""
NEW = 5
"""Columns that only the second state has."""

LINKS = (
    '<div class="page-links">Pages: <span class="post-page-numbers current">1</span> '
    '<a href="{url}2/" class="post-page-numbers">2</a></div>'
)
FURTHER = """\
<li id="comment-9{number}" class="comment depth-1"><article id="div-comment-9{number}"
class="comment-body"><footer class="comment-meta"><div class="comment-author vcard">
<b class="fn">A later reader</b> <span class="says">says:</span></div></footer>
<div class="comment-content"><p>Nor is it the best.</p></div></article></li></ol>"""
HOME = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Bench</title></head>
<body><h1>The Bench</h1><ul>{links}</ul></body></html>
"""
OUTLET = """\
name = "The Bench"
home = "{root}/"
language = "en"
timezone = "UTC"
revisit_after = "0s"

[[seeds]]
sitemap = "/sitemap.xml"
"""

Answers = dict[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the outlet saw it."""

    target: str


class GeneratedOutlet(LoopbackServer):
    """The outlet at one loopback address, in one state at a time."""

    def __init__(self, *, columns: int, port: int = 0) -> None:
        super().__init__(port, GeneratedConversation)
        self.requests: list[Request] = []
        self._states: dict[State, Answers] = {
            1: first_state(self.root, columns),
            2: second_state(self.root, columns),
        }
        for answers in self._states.values():
            answers["/"] = home_page(answers)
        self.answers = self._states[1]

    def publish(self, state: State) -> None:
        """Answers as of one of the two states from now on."""
        self.answers = self._states[state]


def first_state(root: str, columns: int) -> Answers:
    """Path to answer: the columns, some with a second page, and the sitemap."""
    return with_second_pages(root, pages(root, columns, SEED))


def second_state(root: str, columns: int) -> Answers:
    """The same a day later."""
    answers = pages(root, columns + NEW, SEED)
    for number, path in enumerate(list(answers), start=1):
        if not path.endswith("/"):
            continue
        kind, body = answers[path]
        if number % 17 == 0:
            answers[path] = kind, body.replace(b"<p>", b"<p>Corrected since. ", 1)
        elif number % 13 == 0:
            answers[path] = kind, body.replace(b"</ol>", FURTHER.format(number=number).encode(), 1)
        elif number % 23 == 0:
            del answers[path]
    return with_second_pages(root, answers)


def home_page(answers: Answers) -> tuple[str, bytes]:
    """A page that leads to the columns."""
    links = "".join(
        f'<li><a href="{path}">{path}</a></li>' for path in answers if path.endswith("/")
    )
    return "text/html; charset=utf-8", HOME.format(links=links).encode()


def with_second_pages(root: str, answers: Answers) -> Answers:
    """The answers, with every tenth column's text split in two."""
    for number, path in enumerate([path for path in answers if path.endswith("/")], start=1):
        if number % SPLIT:
            continue
        kind, body = answers[path]
        page = body.decode()
        content = re.search(r'(?s)<div class="entry-content">\n(.*?)<div class="sharedaddy', page)
        if content is None:
            raise ValueError(f"{path}: the page has no text to split")
        paragraphs = content[1].splitlines(keepends=True)
        half = len(paragraphs) // 2
        links = LINKS.format(url=root + path)
        first = page.replace(content[1], "".join(paragraphs[:half]) + links + "\n")
        second = page.replace(content[1], "".join(paragraphs[half:]))
        answers[path] = kind, first.encode()
        answers[f"{path}2/"] = kind, second.encode()
    return answers


class GeneratedConversation(Conversation):
    """The requests of one connection."""

    server: GeneratedOutlet

    def do_GET(self) -> None:
        """Answers with what stands under the path today, or 404."""
        self.server.requests.append(Request(self.path))
        self.answer_known(self.server.answers.get(self.path))


@contextmanager
def serving(*, columns: int, port: int = 0) -> Iterator[GeneratedOutlet]:
    """The outlet, answering until the block ends."""
    with answering(GeneratedOutlet(columns=columns, port=port)) as outlet:
        yield outlet
