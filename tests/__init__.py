"""Tests, in folders that mirror the packages; `builders` holds what they share."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The checkout."""
PAGES = Path(__file__).parent / "pages"
"""Page cases: real markup, invented prose."""
