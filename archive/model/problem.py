"""What `desk verify` has to say of one thing that is not what it was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Check = Literal["database", "full text", "texts", "duplicates", "rows", "captures"]
Progress = Callable[[str, int, int], None]
"""Told what is being checked, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not what it was; as text, one line."""

    check: Check
    where: str
    """Table and public id, or WARC file, offset and address."""
    what: str
    remedy: str
    key: str | None = None
    """What a repair would begin with: a column's public id, a full-text index; None for nothing."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"
