"""The words by which health knows columns again that are there and not kept. Pure."""

CANNOT_BE_HAD = "cannot be had"
"""Of a further page of a column."""
NOT_READ = "the extractor failed on it"
NOT_KEPT = "could not be kept"
AS_OTHERS = "as other addresses do"
"""Of a page that stands in the place of many, and that a visit may find gone."""
FOR_GOOD = "for good, like others"
"""Of a page to which permanent redirects lead from many addresses."""
IN_PLACE = "in place of the column"
"""Of another page at the address of one column."""
WORDS = (CANNOT_BE_HAD, NOT_READ, NOT_KEPT, AS_OTHERS, FOR_GOOD, IN_PLACE)


def is_withheld(reason: str) -> bool:
    """Whether a visit failed for a reason that lies neither with the network nor the server."""
    return any(words in reason for words in WORDS)
