"""Rule files in the syntax of ftr-site-config, turned into a layout of an outlet file.

A rule file has a directive a line: `title: //h1`, `strip_id_or_class: promo`. Two thousand are
public (https://github.com/fivefilters/ftr-site-config). What a layout can say is taken over; what
it need not say, or cannot, is listed line by line with the reason. Files are written elsewhere
(`layout_writing`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from crawler.config.selectors import PREFIX, compiled
from crawler.config.tables import did_you_mean

Extent = Literal["whole", "part", "nothing"]

FIELDS = {
    "title": "title",
    "body": "body",
    "author": "authors",
    "date": "published",
    "next_page_link": "next_page",
    "strip": "strip",
    "strip_id_or_class": "strip",
}
"""Directives that a layout can say, with its field; those of one field are tried in their order."""

IMAGES = "images are not kept"
PARSER = "a setting of another program's parser"
NEEDLESS = {
    "prune": "furniture in the body is told by its evidence",
    "tidy": PARSER,
    "parser": PARSER,
    "strip_image_src": IMAGES,
    "insert_detected_image": IMAGES,
    "src_lazy_load_attr": IMAGES,
    "strip_attr": "attributes are not kept",
    "post_strip_attr": "attributes are not kept",
    "convert_double_br_tags": "<br><br> parts paragraphs anyway",
    "dissolve": "only the text of such elements is kept anyway",
    "strip_comments": "comments are kept apart from the body anyway",
    "footnotes": "footnotes stay in the body",
}
"""Directives that change nothing here, with the reason."""

LOGIN = "foreign-desk does not log in; it keeps what a server sends to everybody"
LOST = {
    "find_string": "markup is read as it was captured; nothing in it is replaced",
    "replace_string": "markup is read as it was captured; nothing in it is replaced",
    "http_header": "foreign-desk asks as itself, without borrowed browser names and cookies",
    "single_page_link": "another address of the same column is not asked for",
    "single_page_link_in_feed": "another address of the same column is not asked for",
    "if_page_contains": "a layout has no conditions but its dates",
    "native_ad_clue": 'a page is not left out by what is on it; see "exclude" under [scope]',
    "skip_json_ld": "JSON-LD is read for the fields that the layout does not name",
    "skip_id_or_class": "nothing can be spared from what is taken out",
    "wrap_in": "the kind of a block is not changed",
    "move_into": "elements are read where they stand",
    "requires_login": LOGIN,
    "login_uri": LOGIN,
    "login_username_field": LOGIN,
    "login_password_field": LOGIN,
    "login_extra_fields": LOGIN,
    "not_logged_in_xpath": LOGIN,
}
"""Directives that no layout can say, with the reason."""

SWITCHES = {
    "autodetect_on_failure": ("yes", "a field that is not found is always read generically"),
    "autodetect_next_page": ("yes", "a next page is always looked for"),
}
"""Directives of which one value is what a layout does anyway, with what it does."""

TEST_URL, TEST_CONTAINS = "test_url", "test_contains"
KNOWN = (*FIELDS, *NEEDLESS, *LOST, *SWITCHES, TEST_URL, TEST_CONTAINS)

LINE_END = re.compile(r"\r\n|\r|\n")
DIRECTIVE = re.compile(r"([A-Za-z_]+)\s*(?:\((.*?)\)\s*)?:(.*)", re.DOTALL)
"""Name, argument in parentheses if any (which may hold colons), value."""
LAST_STEP = re.compile(r"(?:/|::|^)(?P<attribute>@[\w:-]+|attribute::[\w:-]+)$|/text\(\)$")
"""The end of an XPath that selects attributes or bare text."""
PLAIN_NAME = re.compile(r"-?[A-Za-z_][\w-]*", re.ASCII)
"""A class name or id that CSS writes as it is."""
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of a rule file that a layout does not say, and why."""

    line: int
    text: str
    directive: str
    reason: str


@dataclass(slots=True)
class Translation:
    """A rule file as a layout."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    """Field to its selectors, in order."""
    needless: list[Remark] = field(default_factory=list)
    """Lines without effect on what is kept."""
    lost: list[Remark] = field(default_factory=list)
    """Lines that would have an effect, but which no layout can say."""
    tests: list[tuple[str, list[str]]] = field(default_factory=list)
    """Addresses to try the layout on, each with texts that its column must hold."""

    @property
    def extent(self) -> Extent:
        """How much of the rule file the layout says."""
        if not self.fields:
            return "nothing"
        return "part" if self.lost else "whole"


def translate(data: bytes) -> Translation:
    """A rule file as a layout; lines that are no rules are listed among the lost ones."""
    made = Translation()
    for number, text in _lines(data):
        directive = DIRECTIVE.fullmatch(text)
        if directive is None:
            made.lost.append(Remark(number, text, "", "is no directive: it has no name and colon"))
            continue
        _take(made, number, text, directive[1].lower(), directive[3].strip())
    return made


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    for number, line in enumerate(LINE_END.split(text), start=1):
        bare = CONTROLS.sub(" ", line).strip()
        if bare and not bare.startswith("#"):
            yield number, bare


def _take(made: Translation, number: int, text: str, name: str, value: str) -> None:
    """Puts one directive where it belongs."""
    remark = Remark(number, text, name, "")
    if not value:
        _remark(made.needless, remark, "says nothing")
    elif name == TEST_URL:
        made.tests.append((value, []))
    elif name == TEST_CONTAINS:
        if made.tests:
            made.tests[-1][1].append(value)
        else:
            _remark(made.needless, remark, "no test_url stands before it")
    elif name in FIELDS:
        _take_selector(made, remark, name, value)
    elif name in SWITCHES:
        inherent, reason = SWITCHES[name]
        same = (value.lower() in ("yes", "true", "1")) == (inherent == "yes")
        _remark(made.needless if same else made.lost, remark, reason)
    elif name in NEEDLESS:
        _remark(made.needless, remark, NEEDLESS[name])
    elif name in LOST:
        _remark(made.lost, remark, LOST[name])
    else:
        _remark(made.lost, remark, f"unknown directive{did_you_mean(name, KNOWN)}")


def _remark(remarks: list[Remark], remark: Remark, reason: str) -> None:
    remarks.append(Remark(remark.line, remark.text, remark.directive, reason))


def _take_selector(made: Translation, remark: Remark, name: str, value: str) -> None:
    """A directive that selects something, once its selector proves to be one."""
    target = FIELDS[name]
    if target in ("body", "strip") and name != "strip_id_or_class":
        end = LAST_STEP.search(value)
        if end and target == "strip" and end["attribute"]:
            _remark(made.needless, remark, "attributes are not kept")
            return
        if end:
            _remark(made.lost, remark, f"selects bare text; {target} is made of elements")
            return
    selector = _of_name(value) if name == "strip_id_or_class" else f"{PREFIX} {value}"
    try:
        compiled(selector)
    except ValueError as error:
        _remark(made.lost, remark, str(error).partition("; allowed")[0])
        return
    selectors = made.fields.setdefault(target, [])
    if selector not in selectors:
        selectors.append(selector)


def _of_name(value: str) -> str:
    """The selector of the elements that have a name, or several in a row, as id or class."""
    name = value.replace("'", "").replace('"', "").strip()
    if PLAIN_NAME.fullmatch(name):
        return f".{name}, #{name}"
    has = "contains(concat(' ', normalize-space(@{}), ' '), ' {} ')"
    return f"{PREFIX} //*[{has.format('class', name)} or {has.format('id', name)}]"


def as_dict(made: Translation, *, source: str, toml: str) -> Mapping[str, object]:
    """The translation as JSON can hold it."""
    return {
        "file": source,
        "extent": made.extent,
        "layout": made.fields,
        "toml": toml,
        "tests": [{"url": url, "contains": texts} for url, texts in made.tests],
        "lost": [_as_dict(remark) for remark in made.lost],
        "needless": [_as_dict(remark) for remark in made.needless],
    }


def _as_dict(remark: Remark) -> dict[str, object]:
    return {"line": remark.line, "text": remark.text, "reason": remark.reason}
