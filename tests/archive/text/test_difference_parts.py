"""Differences in parts that are light enough for a page."""

from archive.text.difference_parts import PART, part_of
from archive.text.differences import DiffRun, Paragraph


def test_parts_leave_no_sign_out_and_none_is_long() -> None:
    paragraphs = [
        Paragraph("headline", (DiffRun("added", "x" * PART * 2),)),
        None,
        Paragraph("body", (DiffRun("removed", "ferry " * PART), DiffRun("added", "外" * 9))),
        *(Paragraph("body", (DiffRun("same", f"Paragraph {n}."),)) for n in range(2_000)),
    ]
    parts = [part_of(paragraphs, part + 1) for part in range(part_of(paragraphs, 1).parts)]
    shown = [one for part in parts for one in part.paragraphs]
    assert shown.count(None) == 1
    pieces = [piece for paragraph in paragraphs if paragraph for piece in paragraph.pieces]
    cut = [piece for paragraph in shown if paragraph for piece in paragraph.pieces]
    for change in ("removed", "added", "same"):
        told = [
            "".join(one.text for one in all_of if one.change == change) for all_of in (pieces, cut)
        ]
        assert told[0] == told[1]
    assert all(one.text.endswith(" ") for one in cut if one.change == "removed")
    assert all(
        sum(len(piece.text) for one in part.paragraphs if one for piece in one.pieces) <= PART
        for part in parts
    )


def test_a_part_that_is_not_there_is_the_nearest() -> None:
    assert part_of((), 7) == ([], 1, 1)
    two = [Paragraph("body", (DiffRun("same", "x" * (PART - 200)),))] * 2
    assert [part_of(two, asked).part for asked in (None, -1, 0, 1, 2, 10**18)] == [1, 1, 1, 1, 2, 2]
