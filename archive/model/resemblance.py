"""What one text is to another: the rule that joins them, with its figures. Records only."""

from typing import Literal, NamedTuple

Rule = Literal["same text", "edited copy", "excerpt"]


class Resemblance(NamedTuple):
    """What two texts have in common, and the rule that joins them."""

    rule: Rule | None
    """None for two texts that are not one."""
    resemblance: float
    one_contained: float
    other_contained: float
    refusal: str | None = None
    """Why texts that have much in common are not joined; None where the figures say it."""
