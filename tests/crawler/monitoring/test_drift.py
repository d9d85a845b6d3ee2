"""Whether the latest columns look like an outlet's own past: chance is no alarm, a redesign is."""

from crawler.monitoring.drift import drifted


def crawl(
    columns: int = 20,
    *,
    bylines: float = 0.95,
    words: float = 800,
    chrome: float = 0.3,
) -> dict[str, float]:
    return {
        "columns_read": columns,
        "byline_share": bylines,
        "title_share": 1.0,
        "date_share": 1.0,
        "median_words": words,
        "chrome_share": chrome,
    }


def test_bylines_that_vanish_are_told_with_both_figures() -> None:
    assert drifted([crawl(bylines=0.0), crawl(), crawl()]) == [
        "columns with a byline: 0% in the latest 20 columns, 95% before"
    ]


def test_texts_cut_to_a_teaser_and_pages_full_of_furniture_are_told() -> None:
    told = drifted([crawl(words=60, chrome=0.9), crawl()])
    assert [line.partition(":")[0] for line in told] == [
        "characters of the page that are no column",
        "words of a column (median)",
    ]


def test_texts_with_the_menu_in_them_are_told_too() -> None:
    assert drifted([crawl(words=4000), crawl()])


def test_a_healthy_outlet_is_not_alarmed() -> None:
    shares = (0.9, 1.0, 0.95, 0.85, 1.0, 0.9, 0.95)
    lengths = (700, 900, 820, 640, 1010, 760, 880)
    past = [crawl(12, bylines=s, words=w) for s, w in zip(shares, lengths, strict=True)]
    assert drifted(past) == []


def test_a_few_columns_are_no_drift_until_there_are_enough_of_them() -> None:
    quiet_days = [crawl(3, bylines=0.0), *(crawl(30) for _ in range(3))]
    assert drifted(quiet_days) == []
    lasting = [*(crawl(3, bylines=0.0) for _ in range(4)), *(crawl(30) for _ in range(3))]
    assert drifted(lasting)


def test_an_outlet_without_a_past_is_not_judged() -> None:
    assert drifted([]) == []
    assert drifted([{}, crawl(500, bylines=0.0)]) == []
    assert drifted([crawl(12, bylines=0.0), crawl(4)]) == []


def test_what_always_scattered_may_scatter() -> None:
    past = [crawl(100, bylines=share) for share in (0.2, 0.9, 0.4, 0.8, 0.1, 0.9, 0.6)]
    assert drifted([crawl(100, bylines=0.1), *past]) == []


def test_crawls_that_read_nothing_stand_between_without_harm() -> None:
    assert drifted([{}, crawl(bylines=0.0), {}, {}, crawl()])
