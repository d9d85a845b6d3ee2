"""Words that bylines are recognised by: those before names, beside names, and never in names."""

from typing import Final

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


BY_WORDS = alternatives(_TABLE["by_word_patterns"])
LEAD_INS = alternatives(_TABLE["lead_in_patterns"])
OTHER_WORK = alternatives(_TABLE["other_work_patterns"])
WORDS_OF_NAMES = frozenset(word_list(_TABLE["words_of_names"]))
ROLES = _word_set(_TABLE["roles"])
NOBODY = _word_set(_TABLE["nobody"])
GROUPS = _word_set(_TABLE["groups"])
ORGANISATIONS = _word_set(_TABLE["organisations"])
NOT_IN_NAMES = _word_set(_TABLE["not_in_names"])
NOT_ALONE = _word_set(_TABLE["not_alone"])
AGENCIES = frozenset(phrase_list(_TABLE["agencies"]))
PARTICLES = frozenset(word_list(_TABLE["particles"]))
DEGREES = frozenset(word_list(_TABLE["degrees"]))
GIVEN_NAMES = frozenset(word_list(table("given_names")["given_names"]))
PUBLICATIONS = frozenset(word_list(_TABLE["publications"]))

_BYLINES: Final = _TABLE["bylines"]
POSTED = alternatives(_BYLINES["posted_patterns"])
BY_WITHIN = alternatives(_BYLINES["by_within_patterns"])
OTHER_PERSON = alternatives(_BYLINES["other_person_patterns"])
OTHER_HANDS = alternatives(_BYLINES["other_hands_patterns"])
AND = alternatives(_BYLINES["and_patterns"])
WEAK_AND = alternatives(_BYLINES["weak_and_patterns"])
BEFORE_PLACE = alternatives(_BYLINES["place_patterns"])
TITLES = alternatives(_BYLINES["title_patterns"])
OFFICE_WORDS = frozenset(word_list(_BYLINES["office"]))
KOREAN_OFFICES = alternatives(_BYLINES["korean_office_patterns"])
CHINESE_OFFICES = alternatives(_BYLINES["chinese_office_patterns"])
