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


BY_WORDS = alternatives(_TABLE["by_words"])
LEAD_INS = alternatives(_TABLE["lead_ins"])
OTHER_WORK = alternatives(_TABLE["other_work"])
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
POSTED = alternatives(_BYLINES["posted"])
BY_WITHIN = alternatives(_BYLINES["by_within"])
OTHER_PERSON = alternatives(_BYLINES["other_person"])
OTHER_HANDS = alternatives(_BYLINES["other_hands"])
AND = alternatives(_BYLINES["and"])
WEAK_AND = alternatives(_BYLINES["weak_and"])
BEFORE_PLACE = alternatives(_BYLINES["place"])
TITLES = alternatives(_BYLINES["titles"])
OFFICE_WORDS = frozenset(word_list(_BYLINES["office"]))
KOREAN_OFFICES = alternatives(_BYLINES["korean_offices"])
CHINESE_OFFICES = alternatives(_BYLINES["chinese_offices"])
