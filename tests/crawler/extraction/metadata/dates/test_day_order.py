"""Which of two numbers is the day, where a page prints only numbers."""

import pytest

from tests.builders.read_fields import PROSE, fields_of


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ("<html lang='en'><h1>Quiet harbours</h1><p>05/03/2019</p>", "2019-05-03"),
        ("<html lang='en-GB'><h1>Quiet harbours</h1><p>05/03/2019</p>", "2019-03-05"),
        (
            (
                "<html lang='en'><meta property='og:locale' content='en_AU'><h1>Quiet harbours</h1>"
                "<p>05/03/2019</p>"
            ),
            "2019-03-05",
        ),
        (
            (
                "<html lang='en-US'><h1>Quiet harbours</h1><p>05/03/2019</p><h3>Loud seas</h3>"
                "<p>28/02/2019</p>"
            ),
            "2019-03-05",
        ),
        (
            (
                "<html lang='en'><h1>Quiet harbours</h1><p>05/03/2019</p><h3>Loud seas</h3>"
                "<p>9 February 2019</p>"
            ),
            "2019-03-05",
        ),
        (
            (
                "<html lang='en-US'><h1>Quiet harbours</h1><p>05/03/2019</p><h3>Loud seas</h3>"
                "<p>9 February 2019</p>"
            ),
            "2019-05-03",
        ),
        (
            (
                "<html lang='en'><meta property='article:modified_time' content='2019-03-05'>"
                "<h1>Quiet harbours</h1><p>05-03-2019</p>"
            ),
            "2019-03-05",
        ),
    ],
)
def test_an_english_page_tells_the_order_of_day_and_month_by_its_region_and_other_dates(
    page: str, published: str
) -> None:
    fields = fields_of(f"{page}{PROSE}", "https://lantern.example/q")

    assert fields.published is not None
    assert fields.published.date().isoformat() == published


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://lantern.example.uk/q", "2019-03-05"),
        ("https://lantern.example/blog/2019/march/05/q", "2019-03-05"),
        ("https://lantern.example/q", "2019-05-03"),
    ],
)
def test_the_address_tells_the_order_of_day_and_month_in_english(url: str, published: str) -> None:
    fields = fields_of(f"<html lang='en'><h1>Quiet harbours</h1><p>05/03/2019</p>{PROSE}", url)

    assert fields.published is not None
    assert fields.published.date().isoformat() == published


@pytest.mark.parametrize(
    ("other", "published"),
    [
        ("<p>02/28/2019</p>", "2019-03-05"),
        ("<p>28/02/2019</p>", "2019-05-03"),
        ("<p>9. Februar 2019</p>", "2019-05-03"),
        ("<p>28 Feb 2019</p><p>02/28/2019</p>", "2019-03-05"),
    ],
)
def test_a_page_whose_language_puts_the_day_first_may_put_the_month(
    other: str, published: str
) -> None:
    german = "<p>" + "Die Ebbe kam, und mit ihr gingen die Schreiber des Zollhauses. " * 5 + "</p>"
    page = f"<html lang='de'><h1>Stille Häfen</h1><p>03/05/2019</p>{german}{other}{german}"

    fields = fields_of(page, "https://lantern.example/q")

    assert fields.published is not None
    assert fields.published.date().isoformat() == published
