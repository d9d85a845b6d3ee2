"""The trees of the body's classifier are plain data, and what they weigh is known."""

import json
import math
from importlib.resources import files

from crawler.extraction.body import classifier
from crawler.extraction.body.body import choose_segments
from crawler.extraction.body.features import FEATURES, FIRST, FeatureRows, Row
from scripts.body_labels import labels

DATA = files("crawler.extraction.body").joinpath("model.json").read_text("utf-8")


def test_the_model_is_small_and_asks_only_for_evidence_there_is() -> None:
    assert len(DATA) < 200_000
    assert set(json.loads(DATA)["features"]) <= set(FEATURES)


def test_probabilities_are_given_for_any_numbers() -> None:
    values = (0.0, 1.0, -1.0, 1e9)
    rest = FEATURES[len(FIRST) :]
    rows = FeatureRows(
        [(value,) * len(FIRST) for value in values], lambda at: (values[at],) * len(rest)
    )
    assert [len(row) for row in rows] == [len(FEATURES)] * len(values)
    assert all(0.0 < found < 1.0 for found in classifier.load()(rows))
    assert classifier.load()(FeatureRows((), lambda _: ())) == []


def test_only_pieces_in_doubt_are_asked_about_further() -> None:
    asked: list[int] = []

    def rest(at: int) -> Row:
        asked.append(at)
        return (0.0,) * (len(FEATURES) - len(FIRST))

    depth = FIRST.index("depth")
    weigh = classifier.from_trees(
        {
            "features": ["depth", "ending"],
            "first": [[0, 1.5, -4.0, [0, 2.5, -0.5, 1.0]]],
            "second": [[1, 1.5, 1.5, -3.0]],
            "third": [-1.0],
        }
    )
    rows = [
        tuple(float(deep if place == depth else 0) for place in range(len(FIRST)))
        for deep in (1, 2, 3)
    ]
    hopeless, doubtful, certain = weigh(FeatureRows(rows, rest))
    assert asked == [1, 2]
    odds = [math.log(found / (1.0 - found)) for found in (hopeless, doubtful, certain)]
    assert [round(found, 6) for found in odds] == [-4.0, 0.0, 2.5]


def test_the_page_decides_on_pieces_in_doubt() -> None:
    masses = [500.0, 500.0, 20.0, 400.0]
    assert choose_segments([0.95, 0.9, 0.52, 0.1], masses) == [0, 1, 2]
    assert choose_segments([0.95, 0.9, 0.40, 0.1], masses) == [0, 1]
    assert choose_segments([0.3, 0.2, 0.1, 0.05], masses) == [0]
    assert choose_segments([], []) == []


def test_pieces_are_labelled_by_a_gold_body_where_they_stand_in_it() -> None:
    texts = [
        "Home",
        "The envoy came back from the lake with nothing signed.",
        "Why",
        "Nobody had packed her suitcase, the ministry said on Thursday.",
        "Why",
        "The envoy came back from the lake with nothing signed.",
        "Subscribe to our letters about lakes and the people in them.",
    ]
    gold = {"body": f"{texts[1]}\n\n{texts[2]}\n\n{texts[3]}"}
    assert labels(texts, gold) == [0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]


def test_snippets_label_only_what_they_speak_of() -> None:
    texts = ["The envoy came back from the lake.", "Nobody knows.", "Subscribe to our letters."]
    gold = {"with": ["envoy came back"], "without": ["Subscribe to our letters"]}
    assert labels(texts, gold) == [1.0, None, 0.0]
