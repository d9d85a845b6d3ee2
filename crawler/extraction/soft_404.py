"""Whether a page says that there is no such page, though its status said otherwise.

Structure decides before wording: a column may be called "Not Found", but then it has a text.
"""

import re

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page

LONGEST = 500
"""Characters of text beside the message: suggestions, a search box's label. The longest message of
the nine languages' WordPress and Drupal has 180."""
LONGEST_HEADING = 200
"""Characters of a title or heading that is looked at."""
ERROR_CLASSES = frozenset(("error404", "error-404", "page-not-found", "page-404", "http-404"))
"""Classes of the body element: WordPress's own, and what other systems' themes write."""
_WHAT = (
    r"(?:(?:the|this|that) )?(?:requested )?(?:page|article|post|story|content|file|document)"
    r"(?: you(?:[’']re| are| were)? (?:requested|looking for))?"
)
_PHRASES = (
    rf"{_WHAT} (?:(?:was |is )?not|(?:could |can ?)not be|can[’']?t be) (?:found|available)",
    rf"{_WHAT} (?:does not|doesn[’']t|no longer) exists?",
    r"(?:error )?404(?: error)?(?:[ :–—-]+(?:page |file )?not found)?",
    r"not found(?: ?[-–—:(]? ?(?:error )?404\)?)?",
    r"nothing (?:was )?found(?: here)?",
    r"(?:die )?seite (?:wurde )?(?:leider )?nicht gefunden",
    r"(?:cette |la )?page (?:est )?(?:introuvable|non trouvée|inexistante)",
    r"(?:la )?p[áa]gina no (?:encontrada|existe|disponible)",
    r"no se (?:ha )?encontr(?:ó|ado) la página",
    r"(?:a )?p[áa]gina n[ãa]o (?:foi )?(?:encontrada|existe)",
    r"(?:la )?pagina non (?:è stata )?trovata",
    r"(?:запрашиваемая )?страница не (?:найдена|существует)|страница не найдена",
    r"페이지를 찾을 수 없(?:습니다|음)|존재하지 않는 페이지(?:입니다)?",
    r"(?:お探しの)?ページ(?:が|は)(?:見つかりません(?:でした)?|存在しません)",
    r"(?:页面|頁面|网页|網頁)(?:不存在|未找到|找不到|不存在或已删除)|(?:找不到|未找到)(?:该|該)?(?:页面|頁面|网页|網頁)",
    r"(?:الصفحة|لصفحة) (?:غير موجودة|المطلوبة غير موجودة)|لم يتم العثور على الصفحة",
)
_MESSAGE = re.compile(
    rf"\W*(?:(?:sorry|oops|ooops|error|erreur|fehler|404)\W+)*(?:{'|'.join(_PHRASES)})\W*"
    r"(?:\s[|–—·:»-]+\s.*)?",
    re.I | re.S,
)
"""The whole of a title or heading; after a dash may stand the outlet's name."""


def is_soft_404(page: Page, found: PageIndex, size: int) -> bool:
    """Whether a page with a text of this size is a message that it is not there."""
    if any(
        tag == "body" and ERROR_CLASSES.intersection((names or "").split())
        for tag, names in zip(page.tags, page.classes, strict=True)
    ):
        return True
    if size > LONGEST or found.times:
        return False
    headings = (text_of(page.elements[at]) for at, tag in enumerate(page.tags) if tag == "h1")
    return any(
        len(text) <= LONGEST_HEADING and _MESSAGE.fullmatch(" ".join(text.split()))
        for text in (*(title or "" for title in found.titles[:1]), *headings)
    )
