"""Words that bylines are recognised by: those before names, beside names, and never in names."""

from typing import Final

from crawler.extraction.vocabulary.caseless import by_letter
from crawler.extraction.vocabulary.tables import (
    alternatives,
    phrase_list,
    table,
    without_accents,
    word_list,
)

_TABLE: Final = table("person_words")


def _word_set(text: str) -> frozenset[str]:
    """Words of a list without case and accents."""
    return frozenset(word_list(without_accents(text)))


BY_WORDS = by_letter(phrase_list(_TABLE["by_word_patterns"]))
LEAD_INS = by_letter(phrase_list(_TABLE["lead_in_patterns"]))
LED_BEGINNINGS = frozenset(
    phrase.strip()[:2].casefold()
    for key in ("by_word_patterns", "lead_in_patterns")
    for phrase in phrase_list(_TABLE[key])
).union(("au", "in"))
"""The first two letters of every word that may lead a byline; few lines begin with any."""
OTHER_WORK = alternatives(_TABLE["other_work_patterns"])
PORTRAIT_WORDS = alternatives(_TABLE["portrait_patterns"])
FROM, TO = alternatives(_TABLE["from_patterns"]), alternatives(_TABLE["to_patterns"])
WRITERS = _word_set(_TABLE["writers"])
WORDS_OF_NAMES = frozenset(word_list(_TABLE["words_of_names"]))
DOUBTFUL_BY_WORDS = frozenset(word_list(_TABLE["doubtful_by_words"]))
ROLES = _word_set(_TABLE["roles"])
NOBODY = _word_set(_TABLE["nobody"])
GROUPS = _word_set(_TABLE["groups"])
ORGANISATIONS = _word_set(_TABLE["organisations"])
NOT_IN_NAMES = _word_set(_TABLE["not_in_names"])
NOT_ALONE = _word_set(_TABLE["not_alone"])
AGENCIES = frozenset(phrase_list(_TABLE["agencies"]))
NOT_WRITERS = _word_set(_TABLE["not_writers"])
SURNAMES_TOO = frozenset(word_list(_TABLE["surnames_too"]))
SOURCES = frozenset(word_list(_TABLE["sources"]))
PARTICLES = frozenset(word_list(_TABLE["particles"]))
DEGREES = frozenset(word_list(_TABLE["degrees"]))
GIVEN_NAMES = frozenset(word_list(table("given_names")["given_names"]))
PLACES = frozenset(phrase_list(table("place_names")["places"]))
PUBLICATIONS = frozenset(word_list(_TABLE["publications"]))

_BYLINES: Final = _TABLE["bylines"]
SIGNATURE_NAMES = frozenset(word_list(_BYLINES["signature_names"]))
POSTED = alternatives(_BYLINES["posted_patterns"])
REPORTED = alternatives(_BYLINES["reported_patterns"])
BY_WITHIN = alternatives(_BYLINES["by_within_patterns"])
OTHER_PERSON = alternatives(_BYLINES["other_person_patterns"])
OTHER_HANDS = alternatives(_BYLINES["other_hands_patterns"])
FROM_LANGUAGE = alternatives(_BYLINES["from_language_patterns"])
AND = alternatives(_BYLINES["and_patterns"])
AND_LETTERS = frozenset(word_list(_BYLINES["and_letters"]))
NAMES_AFTER_AND = _word_set(_BYLINES["names_after_and"])
WITH = alternatives(_BYLINES["with_patterns"])
WEAK_AND = alternatives(_BYLINES["weak_and_patterns"])
BEFORE_DATE = alternatives(
    "\n".join(table("dates")[key] for key in ("updated_patterns", "published_patterns"))
)
BEFORE_PLACE = alternatives(_BYLINES["place_patterns"])
AT_PLACE = alternatives(_BYLINES["at_place_patterns"])
TITLES = alternatives(_BYLINES["title_patterns"])
KEPT_TITLES = alternatives(_BYLINES["kept_title_patterns"])
OFFICE_WORDS = frozenset(word_list(_BYLINES["office"]))

_EAST_ASIAN: Final = _TABLE["east_asian"]
KOREAN_OFFICES = alternatives(_EAST_ASIAN["korean_office_patterns"])
CHINESE_OFFICES = alternatives(_EAST_ASIAN["chinese_office_patterns"])
EMPLOYED_OFFICES = alternatives(_EAST_ASIAN["employed_office_patterns"])
LEADING_OFFICES = alternatives(_EAST_ASIAN["chinese_leading_office_patterns"])
AUTHOR_LABELS = alternatives(_EAST_ASIAN["author_label_patterns"])
OTHER_LABELS = alternatives(_EAST_ASIAN["other_label_patterns"])
REPORTS = alternatives(_EAST_ASIAN["report_patterns"])
ORGANISATION_ENDINGS = alternatives(_EAST_ASIAN["organisation_ending_patterns"])
NEVER_EAST_ASIAN = frozenset(word_list(_EAST_ASIAN["never"]))
