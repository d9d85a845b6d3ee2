"""Hostile texts in every stored field: pages show them as text, and nothing of them is markup."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.builders.archives import HOST
from tests.builders.hostile_archive import GOOD, make_hostile_archive
from tests.builders.room import Room, reading_room

OURS = frozenset(
    "html head meta title link script body a header form label input button nav main div article"
    " h1 h2 h3 h4 h5 h6 p bdi span time strong mark code br aside section dl dt dd details summary"
    " ul ol li blockquote table thead tbody tr th td figure figcaption footer del ins kbd".split()
)
ATTRIBUTES = frozenset(
    "lang dir charset name content rel href src defer type class id action method for placeholder"
    " autocomplete role tabindex datetime data-step data-side aria-label aria-labelledby"
    " aria-current open scope colspan value min max inputmode hidden checked".split()
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    IDS.update(make_hostile_archive(folder))
    with reading_room(folder) as opened:
        yield opened


IDS: dict[str, str] = {}


class Seen(HTMLParser):
    """What a page consists of, as a parser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[tuple[str, dict[str, str | None]], ...], str]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "br"):
            self._open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


PAGES = [
    *("/hostile", "/copy", "/hostile?q=evil", "/copy?q=half", "/hostile?chrome=1&comments=1"),
    "/hostile?q=%3Cscript%3Eevil()%3C/script%3E&comment=%22%3E%3Cevil-element%3E",
    *("/hostile/history", "/hostile/history?from=1&to=2&view=beside&whole=1"),
    *(
        "/copy/history",
        "/hostile?version=1",
        "/hostile/with/COPY?view=beside",
        "/hostile/with/COPY?whole=1",
    ),
    "/hostile/history?from=%3Cscript%3E&to=%22%3E%3Cevil-element%3E",
]


@pytest.mark.parametrize("page", PAGES)
def test_no_element_attribute_or_link_comes_from_a_stored_text(room: Room, page: str) -> None:
    path = page.replace("COPY", IDS["copy"]).removeprefix("/")
    named = next(name for name in IDS if path.startswith(name))
    answer = room.get(f"/column/{IDS[named]}{path.removeprefix(named)}")
    assert answer.status == 200
    seen = Seen(answer.text)
    assert {tag for tag, _ in seen.elements} <= OURS
    assert {name for _, attributes in seen.elements for name in attributes} <= ATTRIBUTES
    for tag, attributes in seen.elements:
        if tag == "script":
            assert str(attributes["src"]).startswith("/-/static-plugins/")
        for name in ("href", "action"):
            leads_well(attributes.get(name), attributes)
        evil = [name for name, value in attributes.items() if "evil" in (value or "")]
        assert set(evil) <= {"href", "value"}, attributes
    for within, text in seen.texts:
        assert not text.strip() or within[-1][0] not in ("script", "ol", "ul", "table", "tr", "dl")
        if "\u202e" in text and within[-1][0] != "title":
            assert any(tag == "bdi" or "dir" in attributes for tag, attributes in within[1:]), text
    assert "\0" not in answer.text
    assert any("<evil-element" in text for _, text in seen.texts)
    assert any("{{ 7*7 }}" in text for _, text in seen.texts)


def leads_well(link: str | None, attributes: dict[str, str | None]) -> None:
    """Raise unless a link is ours, or leads to a host of the web as such a link should."""
    if link is None or link.startswith("#") or (link.startswith("/") and link[1:2] != "/"):
        return
    assert link in (GOOD, f"{HOST}/hostile", f"{HOST}/copy")
    assert attributes["rel"] == "noopener nofollow"


@pytest.mark.parametrize("page", ["hostile.json", "copy.json", "hostile/history.json"])
def test_hostile_texts_are_data_in_the_data(room: Room, page: str) -> None:
    named = next(name for name in IDS if page.startswith(name))
    answer = room.get(f"/column/{IDS[named]}{page.removeprefix(named)}")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json()["public_id"] == IDS[named]
