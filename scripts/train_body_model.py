"""Trains the model that tells a column's pieces from the rest of a page, and scores it.

    python -m scripts.train_body_model --corpus DIR            # figures out of fold, by host
    python -m scripts.train_body_model --corpus DIR --write    # then the model on all pages
    python -m scripts.train_body_model --corpus DIR --folds FILE   # keeps the models of the folds

DIR holds annotated pages as `*.jsonl.gz`, and `metrics.py` to score with. Needs the `train` extra
(lightgbm); reading a page needs none of it. Seeded: the same pages give the same model.

Pages with gold bodies label every piece. Of pages with snippets only, a first model labels the
pieces no snippet speaks of, and these count less.
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

from archive.records import Block, body_of
from crawler.extraction import model
from crawler.extraction.blocks import as_block
from crawler.extraction.body import chosen, read_evidence
from crawler.extraction.discussion import find_discussion
from crawler.extraction.evidence import FEATURES
from crawler.extraction.fields import read_fields
from crawler.extraction.furniture import find_furniture
from crawler.extraction.page import parse
from crawler.extraction.survey import survey
from scripts.body_labels import labels, told_by_snippets
from scripts.corpus import FOLDS, Record, read_metrics, read_records

MODEL = Path(__file__).parent.parent / "crawler" / "extraction" / "body_model.json"
FIRST_TREES, TREES = 40, 150
PARAMETERS = {
    "objective": "cross_entropy",
    "learning_rate": 0.08,
    "num_leaves": 12,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2.0,
    "max_bin": 127,
    "min_sum_hessian_in_leaf": 0.05,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 7,
    "verbose": -1,
}
SNIPPET_WEIGHT = 0.08
"""Weight of a piece a snippet speaks of, where a whole column weighs about 1."""
GUESSED_WEIGHT = 0.3
"""Share of its weight that a piece labelled by the first model keeps."""


@dataclass(slots=True)
class Example:
    """One annotated page: what is known of its pieces."""

    record: Record
    exposed: bool
    rows: Any
    masses: Any
    labels: Any
    """Share of each piece in the column; NaN where the labels do not tell."""
    told: Any
    blocks: list[Block]

    @property
    def whole(self) -> bool:
        return bool(self.record.gold.get("body"))


def read_examples(corpus: Path, metrics: ModuleType) -> Iterator[Example]:
    """Every annotated page, through the same reading as at run time."""
    for record in read_records(corpus):
        page = parse(record.html, record.url)
        laid_aside = survey(page)
        discussion = find_discussion(page, laid_aside)
        claims = (*discussion.claims, *find_furniture(page, laid_aside))
        evidence = read_evidence(page, claims, read_fields(page, laid_aside, claims))
        pieces = evidence.layout.pieces
        texts = [piece.text for piece in pieces]
        found = [np.nan if label is None else label for label in labels(texts, record.gold)]
        yield Example(
            record=record,
            exposed=metrics.has_chrome(record.html),
            rows=np.array(evidence.rows, np.float32).reshape(-1, len(FEATURES)),
            masses=np.array([piece.mass for piece in pieces]),
            labels=np.array(found, float),
            told=np.array(told_by_snippets(texts, record.gold), bool),
            blocks=[as_block(piece, page.base) for piece in pieces],
        )


def weights(example: Example, known: Any) -> Any:
    """How much each piece counts: by its length against the column's, as in the scores."""
    column = float((example.masses * known).sum())
    return np.minimum((example.masses + 20) / (column + 600), 0.5)


def fit(examples: Sequence[Example], trees: int, first: Any = None) -> Any:
    """A model; `first` labels what snippets leave open."""
    wanted, weighed = [], []
    for example in examples:
        known = example.labels.copy()
        if example.whole:
            weight = weights(example, known) + example.told * SNIPPET_WEIGHT / 5
        else:
            weight = np.where(example.told, SNIPPET_WEIGHT, 0.0)
            if first is not None:
                guess = first.predict(example.rows)
                weight = np.where(example.told, weight, weights(example, guess) * GUESSED_WEIGHT)
                known = np.where(example.told, known, guess)
        wanted.append(known)
        weighed.append(weight)
    rows, target, weight = (
        np.concatenate(parts) for parts in ([e.rows for e in examples], wanted, weighed)
    )
    told = ~np.isnan(target) & (weight > 0)
    data = lightgbm.Dataset(
        rows[told], target[told], weight=weight[told] * told.sum() / weight[told].sum()
    )
    return lightgbm.train(PARAMETERS, data, num_boost_round=trees)


def train(examples: Sequence[Example]) -> Any:
    """The model: a first one on what is labelled, then one on its guesses too."""
    return fit(examples, TREES, first=fit(examples, TREES // 2))


def fold_models(examples: Sequence[Example]) -> dict[int, dict[str, Any]]:
    """For each fold the model made of all pages but those of its publishers."""
    return {
        fold: as_data(train([example for example in examples if example.record.fold != fold]))
        for fold in range(FOLDS)
    }


def report(
    examples: Sequence[Example], models: Mapping[int, Mapping[str, Any]], metrics: ModuleType
) -> str:
    """The bodies' scores with each page read by its fold's model, as the scorer prints them."""
    groups: dict[str, list[Any]] = {}
    weighers = {fold: model.of(data) for fold, data in models.items()}
    for example in examples:
        weigh = weighers[example.record.fold]
        taken = chosen(weigh(example.rows.tolist()), list(example.masses))
        body = body_of(tuple(example.blocks[at] for at in taken))
        score = metrics.score_page(example.record.gold, {"body": body}, example.exposed)
        groups.setdefault(example.record.corpus, []).append(score)
    rows = [(name, metrics.aggregate(scores)) for name, scores in sorted(groups.items())]
    return str(metrics.tables(rows))


def as_data(trained: Any) -> dict[str, Any]:
    """The model as plain data, with only the features its trees ask."""
    trees = [info["tree_structure"] for info in trained.dump_model()["tree_info"]]
    asked: set[int] = set()
    for tree in trees:
        asked |= _asked(tree)
    order = sorted(asked)
    small = [_smaller(tree, order) for tree in trees]
    return {
        "features": [FEATURES[at] for at in order],
        "first": small[:FIRST_TREES],
        "others": small[FIRST_TREES:],
    }


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
        MODEL.write_text(json.dumps(as_data(train(examples)), separators=(",", ":")) + "\n")
        print(f"{MODEL}: {MODEL.stat().st_size} bytes")


if __name__ == "__main__":
    main()
