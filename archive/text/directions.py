"""In which direction a language is written. Pure."""

RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
"""Primary subtags of languages written from right to left."""


def direction_of(language: str | None) -> str:
    """`rtl` or `ltr` by a language's code; `auto`, by its first letters, of a text without one."""
    if not language:
        return "auto"
    return "rtl" if language.lower().partition("-")[0] in RIGHT_TO_LEFT else "ltr"
