"""Selectors of outlet files: CSS, or XPath behind `xpath:`, compiled once and bounded in time.

An XPath may end in an attribute or be a string function (`//time/@datetime`,
`substring-after(//p[@class='by'], 'By ')`); it then selects text instead of elements. What a
field makes of either is not decided here (`extraction.outlet_layout`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree
from lxml.cssselect import CSSSelector, SelectorError

PREFIX = "xpath:"
LONGEST = 2000
"""Characters of a selector; the longest XPath in the 2,041 files of ftr-site-config has 379."""
BUDGET = 1e8
"""Steps a selector may cost on one page at the worst. Of 10,000 nested elements, `//div//div`
(10^8) takes 0.4 s of libxml2, `//div[count(//div)>3]` 1.6 s, and `//div` 1 ms; of 1,585 in a row,
`//p/following-sibling::p` 1 s. libxml2 cannot be stopped once it has begun, so that the cost is
estimated before."""
FEW_WAYS = 4
"""Ways through the page that a selector may take for one price; each so many more cost it again.
`//p[count(//p)>3]` with forty such brackets takes 7 s of 3,000 elements, and would 80 of 10,000."""
TEXT_BUDGET = 2e9
"""Elements times characters of a page on which a selector may compare the texts of elements: each
comparison copies a text, which may be the whole page's. Of 9,900 elements beside a text of 1 MB,
`//p[contains(../div, 'x')]` takes 7 s."""

TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|'[^']*')|(?P<open>\[)|(?P<close>\])"""
    r"""|(?P<aside>(?:following|preceding)(?:-sibling)?\s*::)"""
    r"""|(?P<through>//|(?:descendant|ancestor)(?:-or-self)?\s*::)"""
    r"""|(?P<up>\.\.)|(?P<root>/)|(?P<step>[\w.@*)-]+|::)|(?P<sign>.)""",
    re.DOTALL,
)
"""What of an XPath its cost depends on: brackets, and the steps that look at much of the page."""

FUNCTIONS = frozenset(
    "last position count id local-name namespace-uri name string concat starts-with contains "
    "substring-before substring-after substring string-length normalize-space translate boolean "
    "not true false lang number sum floor ceiling round "
    "text node comment processing-instruction and or div mod".split()
)
"""Names that may stand before a parenthesis: XPath 1.0's functions, node tests and operators."""
LITERAL = re.compile(r"""\"[^\"]*\"|'[^']*'""")
COMPARISON = re.compile(
    r"""(?:[(,]\s*(?:\.|/|\*|[a-z][\w-]*+(?!\s*\())"""
    r"""|(?:string|normalize-space|string-length|number)\s*\(\s*\)"""
    r"""|(?:\.|\*|\]|(?<![@\w:-])[a-z][\w-]*+)\s*(?:!?=|<|>))""",
    re.I,
)
"""An element in the place of a text, in an expression without literals: as what a function or a
comparison is given. Attributes and what a function gives are none."""
CALL = re.compile(r"([\w:-]+)\s*\(")
OUTSIDE_XPATH_1 = re.compile(r"\$[\w-]+|(?<![\w:])[\w-]+:[\w-]+")
"""Variables and names with a prefix: nothing defines them here."""

Selected: TypeAlias = etree._Element | str
"""What a selector selects: an element, or the text that an XPath makes of one."""


@dataclass(frozen=True, slots=True)
class Selector:
    """One compiled selector; called on a page's root, it gives what it selects there, in order."""

    text: str
    """As the file wrote it, XPath with its prefix."""
    path: etree.XPath = field(compare=False, repr=False)
    degree: float = field(compare=False, repr=False)
    """The power of a page's elements that it may cost."""
    ways: int = field(compare=False, repr=False)
    """How many ways through the page it takes."""
    compares: bool = field(compare=False, repr=False)
    """Whether it looks at the texts of elements, and not only at names and attributes."""

    def affordable(self, elements: int, characters: int) -> bool:
        """Whether a page of such a size can be asked without the risk of a hang."""
        times = max(1.0, self.ways / FEW_WAYS)
        if self.compares and times * elements * characters > TEXT_BUDGET:
            return False
        return self.degree <= 1 or times * elements**self.degree <= BUDGET

    def __call__(self, root: etree._Element) -> list[Selected]:
        """Elements and texts; none where the expression fails or tells a number or a truth."""
        try:
            matches = self.path(root)
        except etree.XPathError:
            return []
        if isinstance(matches, str):
            return [matches] if matches.strip() else []
        if not isinstance(matches, list):
            return []
        return [
            match
            for match in matches
            if (isinstance(match, str) and match.strip())
            or (isinstance(match, etree._Element) and isinstance(match.tag, str))
        ]


def compiled(text: str) -> Selector:
    """The selector that a text of an outlet file describes; ValueError says what is wrong."""
    if len(text) > LONGEST:
        raise ValueError(f"has {len(text):,} characters; allowed: {LONGEST:,}")
    if text.startswith(PREFIX):
        return _xpath(text, text.removeprefix(PREFIX).strip())
    try:
        path = CSSSelector(text, translator="html")
    except (SelectorError, etree.XPathError) as error:
        hint = f' (did you mean "{PREFIX} {text}"?)' if text.startswith(("/", "(/")) else ""
        raise ValueError(
            f'is no CSS selector: {error}{hint}; allowed: CSS such as "h1.title", or '
            f"XPath 1.0 such as \"{PREFIX} //h1[@class='title']\""
        ) from None
    return _priced(text, path, str(path.path))


def _xpath(text: str, expression: str) -> Selector:
    """The selector of an XPath; what libxml2 finds wrong only when it meets it is found here."""
    bare = LITERAL.sub("''", expression)
    strange = [name[1] for name in CALL.finditer(bare) if name[1].split("::")[-1] not in FUNCTIONS]
    strange += OUTSIDE_XPATH_1.findall(bare)
    path, wrong = None, f"{strange[0]} is unknown" if strange else ""
    try:
        path = etree.XPath(expression, regexp=False, smart_strings=False)
    except (etree.XPathError, ValueError) as error:
        wrong = str(error)
    if path is None or wrong:
        raise ValueError(
            f"is no XPath: {wrong}; allowed: XPath 1.0 without extensions, such as "
            f"\"{PREFIX} //h1[@class='title']\""
        )
    return _priced(text, path, expression)


def _priced(text: str, path: etree.XPath, expression: str) -> Selector:
    ways = sum(kind not in ("open", "close") for kind in _costs(expression))
    compares = COMPARISON.search(LITERAL.sub("''", expression)) is not None
    return Selector(text, path, degree_of(expression), ways, compares)


def degree_of(expression: str) -> float:
    """The power of a page's elements that an XPath may cost, estimated from how it is written.

    A way through the page costs its elements once; a second one behind or beside it (`//a//b`,
    `//a | //b`) once more, since libxml2 compares each find with all others, and one to following
    or preceding elements half as much again. What stands in brackets is asked of each element
    outside: half a power where it looks below or above it (`.//b`), a whole one elsewhere.
    """
    return max(1.0, _degree(_costs(expression), outermost=True))


def _costs(expression: str) -> Iterator[str]:
    """The brackets and steps that cost; `//` and `/` that start from the page's root as "root"."""
    behind = False  # whether a step stands before, from which the next one starts
    for token in TOKEN.finditer(expression):
        kind = str(token.lastgroup)
        if kind == "sign" and token[0].isspace():
            continue
        if kind in ("root", "through") and token[0][0] == "/":
            if not behind:
                yield "root"
            elif kind == "through":
                yield kind
        elif kind in ("open", "close", "aside", "through", "up"):
            yield kind
        behind = kind in ("step", "up", "close")


def _degree(costs: Iterator[str], *, outermost: bool) -> float:
    """The degree of an expression, or of what stands in brackets up to the closing one."""
    ways, aside, inner = 0.0, 0.0, 0.0
    for kind in costs:
        if kind == "open":
            inner = max(inner, _degree(costs, outermost=False))
        elif kind == "close":
            break
        elif outermost:
            ways += kind != "up"
            aside = max(aside, 0.5 * (kind == "aside"))
        else:
            ways = max(ways, 0.5 if kind == "through" else 1.0)
    return max(min(ways, 2.0) + aside, min(ways, 1.0) + inner)
