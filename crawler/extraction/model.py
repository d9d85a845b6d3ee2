"""How the evidence is weighed: small trees learned from annotated pages, shipped as plain data.

`body_model.json` is made by `scripts/train_body_model.py`; no learning library is needed to read
it. A tree is a number (a leaf) or `[feature, threshold, if not above, if above]`.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias, cast

from crawler.extraction.evidence import FEATURES

Row: TypeAlias = tuple[float, ...]
Tree: TypeAlias = "float | list[int | float | Tree]"

Weigher: TypeAlias = Callable[[Sequence[Row]], list[float]]

HOPELESS = -3.0
"""Log-odds from which on the first trees are believed and the others not asked: the odds are one
in twenty, and two pieces of five end here."""


@cache
def load() -> Weigher:
    """The model shipped."""
    return of(json.loads(files(__package__).joinpath("body_model.json").read_text("utf-8")))


def of(data: Mapping[str, Any]) -> Weigher:
    """Gives each row of evidence the probability that its piece belongs to the column."""
    names: list[str] = data["features"]
    at = [FEATURES.index(name) for name in names]
    first, others = (_compiled(trees, at) for trees in (data["first"], data["others"]))

    def probabilities(rows: Sequence[Row]) -> list[float]:
        found = []
        for row in rows:
            odds = first(*row)
            if odds > HOPELESS:
                odds += others(*row)
            found.append(1.0 / (1.0 + math.exp(-odds)))
        return found

    return probabilities


def _compiled(trees: Sequence[Tree], at: Sequence[int]) -> Callable[..., float]:
    """The sum of some trees as one function of a row's numbers, one parameter for each.

    A quarter of the time of walking the trees as lists.
    """
    source = " + ".join(_expression(tree, at) for tree in trees) or "0.0"
    # The source is made of our own numbers alone (`_expression` formats nothing else).
    parameters = ", ".join(f"f{index}" for index in range(len(FEATURES)))
    made = eval(f"lambda {parameters}: {source}")  # noqa: S307
    return cast("Callable[..., float]", made)


def _expression(tree: Tree, at: Sequence[int]) -> str:
    if not isinstance(tree, list):
        return f"({float(tree)!r})"
    feature, threshold, below, above = tree
    assert isinstance(feature, int)  # noqa: S101
    index, limit = at[feature], float(cast("float", threshold))
    return (
        f"({_expression(cast('Tree', below), at)} if f{index} <= {limit!r} "
        f"else {_expression(cast('Tree', above), at)})"
    )
