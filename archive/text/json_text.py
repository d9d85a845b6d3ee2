"""JSON as web pages and services send it: never deeper than can be read, never half a character."""

import json
import re
from typing import Any

ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
"""An escape in a string; the group holds one that is half a character without the other half."""
HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(text: str) -> Any:
    """The value of a JSON text; ValueError for what is none, or too deep to be read."""
    try:
        return json.loads(whole_characters(text), strict=False)
    except RecursionError:
        raise ValueError("its JSON is nested too deep") from None


def read_first_json(text: str) -> Any:
    """The JSON value with which a text begins, whatever follows; ValueError where it begins with
    none, or with one too deep to be read."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(whole_characters(text))[0]
    except RecursionError:
        raise ValueError("its JSON is nested too deep") from None


def whole_characters(text: str) -> str:
    """JSON in which halves of characters (surrogates) stand as U+FFFD.

    Software that cuts texts by their length in UTF-16 leaves them; no database takes them.
    """
    if not HALF.search(text):
        return text
    return ESCAPE.sub(lambda match: r"\ufffd" if match[1] else match[0], text)
