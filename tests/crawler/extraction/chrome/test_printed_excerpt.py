"""The beginning of a text that is printed above it and breaks off."""

import pytest

from crawler.extraction import extract_article

OWN = (
    "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet.",
    "Nobody on the other bank has read it yet, for the printer there is still waiting for ink.",
    "What they will read is short: three boats a day, and one more on the day of the market.",
)


def read(above: str, *own: str) -> list[str]:
    page = (
        "<html><head><title>Three Boats</title></head><body><main><article><h1>Three Boats</h1>"
        f"{above}<div class='c'>{''.join(f'<p>{text}</p>' for text in own)}</div>"
        "</article></main></body></html>"
    )
    return [block.text for block in extract_article(page, "https://sound.example/boats").blocks]


@pytest.mark.parametrize("label", ["", "<strong>Summary</strong>: ", "摘要："])
@pytest.mark.parametrize("end", ["…", " ...", " […]"])
def test_a_beginning_that_breaks_off_above_the_text_is_no_text(label: str, end: str) -> None:
    excerpt = OWN[0][: OWN[0].index(", and")]
    assert read(f"<div class='intro'><p>{label}{excerpt}{end}</p></div>", *OWN) == [*OWN]


@pytest.mark.parametrize(
    "first",
    [
        "The pilots of the lower sound have not yet agreed on any timetable, and so they wait …",
        "The pilots of the upper sound have agreed on a single timetable.",
        "The pilots …",
        f"The pilots {'.' * 80} …",
        f"Pilots: {'. ' * 80}…",
    ],
)
def test_what_only_begins_like_the_text_stays(first: str) -> None:
    assert read(f"<p>{first}</p>", *OWN) == [first, *OWN]
