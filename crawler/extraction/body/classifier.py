"""The classifier of body segments: small decision trees, trained on annotated pages, as plain data.

`model.json` is made by `scripts/train_classifier.py`; reading it needs no learning library. A tree
is a number (a leaf) or `[feature, threshold, if not above, if above]`. The first trees use only
features that are cheap to compute, and most segments of a page are decided there.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias, cast

from crawler.extraction.body.features import FEATURES, FIRST, FeatureRows

Tree: TypeAlias = "float | list[int | float | Tree]"
Classifier: TypeAlias = Callable[[FeatureRows], list[float]]

HOPELESS = -2.75
"""Log-odds after the first trees below which a segment is rejected without the others: one segment
in five ends here. Of 4,100 segments of 138 pages none would have been taken; with -2.5 the corpus
loses .0003 of its snippets."""
CERTAIN = 2.0
"""Log-odds after the second trees, on either side of nought, beyond which the third are not asked:
they would have brought none of those segments over the border."""


@cache
def load() -> Classifier:
    """The classifier that ships with the package."""
    return from_trees(json.loads(files(__package__).joinpath("model.json").read_text("utf-8")))


def from_trees(data: Mapping[str, Any]) -> Classifier:
    """A classifier from trees: it maps feature rows to probabilities of belonging to the column."""
    names: list[str] = data["features"]
    first = _compiled(data["first"], names, FIRST)
    second, third = (_compiled(data[key], names, FEATURES) for key in ("second", "third"))

    def probabilities(rows: FeatureRows) -> list[float]:
        values = []
        for at, row in enumerate(rows.first):
            odds = first(*row)
            if odds > HOPELESS:
                whole = row + rows.rest(at)
                odds += second(*whole)
                if -CERTAIN < odds < CERTAIN:
                    odds += third(*whole)
            values.append(1.0 / (1.0 + math.exp(-odds)))
        return values

    return probabilities


def _compiled(
    trees: Sequence[Tree], names: Sequence[str], features: Sequence[str]
) -> Callable[..., float]:
    """The sum of some trees as one function of a row's numbers, one parameter for each.

    It takes a quarter of the time of interpreting the trees as lists.
    """
    source = " + ".join(_expression(tree, names) for tree in trees) or "0.0"
    # The source consists of our own names and numbers only (`_expression` formats nothing else).
    compiled = eval(f"lambda {', '.join(features)}: {source}")  # noqa: S307
    return cast("Callable[..., float]", compiled)


def _expression(tree: Tree, names: Sequence[str]) -> str:
    if not isinstance(tree, list):
        return f"({float(tree)!r})"
    feature, threshold, below, above = tree
    assert isinstance(feature, int)  # noqa: S101
    limit = float(cast("float", threshold))
    return (
        f"({_expression(cast('Tree', below), names)} if {names[feature]} <= {limit!r} "
        f"else {_expression(cast('Tree', above), names)})"
    )
