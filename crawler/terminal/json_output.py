"""Records as JSON, for a program that reads what a verb prints."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from archive.model.records import Article


def json_value(value: object) -> Any:
    """The value as JSON can hold it: records are objects, datetimes ISO text, enums their word."""
    if isinstance(value, Article):
        named = {field.name: json_value(getattr(value, field.name)) for field in fields(value)}
        return {**named, "body": value.body}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return json_value(value._asdict())
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): json_value(item) for key, item in value.items()}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [json_value(item) for item in value]
    return value


def print_json(value: object, *, lines: bool = False) -> None:
    """Prints the value as JSON for a program; with `lines` on one line."""
    text = json.dumps(json_value(value), ensure_ascii=False, indent=None if lines else 2)
    # Lone surrogates, as in file names that are no UTF-8, become escapes, which JSON has for them.
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
