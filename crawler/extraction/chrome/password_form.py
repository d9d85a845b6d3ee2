"""Forms that a platform prints in place of a post with a password.

Whether such a form stands for the text of a page is decided in `password_page`.
"""

import re
from typing import Final

from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

_TABLE: Final = table("page_kinds")["password"]
_FIELDS = frozenset(word_list(_TABLE["fields"]))
_ACTION = re.compile(alternatives(_TABLE["action_patterns"]), re.I)
_CLASSES = frozenset(word_list(_TABLE["classes"]))


def is_post_form(form: Element) -> bool:
    """Whether a form is one that a platform prints in place of a post with a password."""
    if _ACTION.search(form.get("action") or ""):
        return True
    if not _CLASSES.isdisjoint((form.get("class") or "").split()):
        return True
    return any((field.get("name") or "").lower() in _FIELDS for field in form.iter("input"))
