"""The place in the dateline at the beginning of a text, where day and agency may stand too."""

import re
from collections.abc import Sequence

from archive.model.records import Block
from crawler.extraction.text.names_without_spaces import looks_like_name

LONGEST = 80
"""Characters of a dateline with place, country, day and agency at most."""
PLACE_WORDS = 5
"""Words of a place in front of a dash: "San José de las Lajas"."""

_AGENCY = r"\((?:[^()\d]{2,40})\)|/[^/\d]{2,30}/"
_DAY = (
    r"(?:le\s|am\s|den\s)?(?:[^\W\d_]{3,12}\.?\s\d{1,2}|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?|\d{1,2}\.\d{1,2}\.)"
    r"(?:,?\s\d{4})?"
)
_DASH = r"\s*(?:[—–―:]|--?|\.\s*[-–—]+)\s+|\s*[—–―]|\s*--?\s+"
_LED_BY_PLACE = re.compile(
    rf"^(?P<line>(?P<place>[^\W\d_][^\d():;!?“”\"]{{1,40}}?(?:(?<=\.\w)\.)?)"
    rf"(?P<day>,\s{_DAY}[.,]?)?(?P<agency>,?\s*(?:{_AGENCY}))?[.,]?)(?P<dash>{_DASH})"
)
_TASS = re.compile(rf"^(?P<place>[^\W\d_][^\d/]{{1,40}}),\s{_DAY}\.?\s/[^/\d]{{2,60}}/\.\s")
_IN_CAPITALS = re.compile(rf"^(?P<place>[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ \-]{{2,30}}),\s{_DAY}\.\s")
"""Cyrillic agencies end the line with a full stop: "МОСКВА, 3 июня. "."""
_CHINESE = re.compile(
    r"^(?:[^\s\d,，。（）()]{2,6}[社网網])?"
    r"(?P<place>[^\s\d,，。（）()]{2,12})\d{1,2}月\d{1,2}日(?:电|電|讯|訊)"
)
_KOREAN = re.compile(r"^[(\[【](?P<place>[가-힣·\s]{2,12})=[^)\]】]{2,20}[)\]】]")
_JAPANESE_AGENCY = "共同|時事|ロイター|AFP|AP|ＡＦＰ|ＡＰ"
_JAPANESE = re.compile(
    rf"^【(?P<place>[^】\d=＝]{{2,12}}?)(?:{_JAPANESE_AGENCY})*(?:[=＝][^】\d]{{2,20}})?】"
)
"""The place alone, with a correspondent or an agency: 【北京】, 【北京＝A】, 【北京共同】."""
_NO_PLACE = re.compile(rf"\S{{1,6}}[社网網]|{_JAPANESE_AGENCY}")
"""What stands for the place where an agency names none: 法新社3月5日电, 【AFP＝時事】."""


def find_dateline(blocks: Sequence[Block], language: str | None) -> str | None:
    """The place in the dateline that opens the first paragraph, as printed, or None.

    The day, the agency and the correspondent beside it are no part of it. A place followed by a
    dash alone must be in capitals ("GENEVA —"), because any sentence may begin with a word and a
    dash. With a day or an agency (as Reuters and dpa write) it need not be.
    """
    first = next((block.text for block in blocks if block.kind == "paragraph"), "")
    head = first[: LONGEST + 20].replace("\n", " ")
    if (language or "")[:2] in ("zh", "ja", "ko") or not head[:1].isascii():
        for pattern in (_CHINESE, _KOREAN, _JAPANESE, _TASS, _IN_CAPITALS):
            if match := pattern.match(head):
                place = _without_name(match["place"].strip(" ・"))
                return None if _NO_PLACE.fullmatch(place) else place
    match = _LED_BY_PLACE.match(head)
    if match is None or len(match["line"]) > LONGEST:
        return None
    place = match["place"].strip(" ,")
    words = place.replace(",", " ").split()
    if len(words) > PLACE_WORDS or place[0].islower():
        return None
    capitals = place.isupper() and len(place) > 2
    colon = ":" in match["dash"]
    if match["day"] is None and match["agency"] is None:
        if not capitals or not match["dash"].strip(" .") or colon:
            return None
    elif colon and match["agency"] is None and not capitals:
        return None  # "Editor’s note, March 5:"
    return place


def _without_name(place: str) -> str:
    """A place without the correspondent behind a dot: 北京・A."""
    before, _, name = place.rpartition("・")
    return before if before and looks_like_name(name) else place
