"""Word forms of inflecting languages: the lemma of a word, the nominative of a phrase.

Which language inflects is data: `languages/<code>/morphology.toml` names a dictionary of pymorphy3 and the endings of names. In a
language without such a file every function here is the identity.
"""

from pipeline.morphology.agreement import behind_verb, cases, gender, governed, owns, qualifies
from pipeline.morphology.dictionary import ALL_CASES, CASES, inflects, parses_of, words_of
from pipeline.morphology.names import NameKind, ending_of, ends_as_family, is_place, name_kind, place_cases, place_forms
from pipeline.morphology.nominative import adjective_form, like, nominative
from pipeline.morphology.words import (
    is_adjective,
    is_adverb,
    is_future,
    is_noun,
    is_person,
    is_plural,
    is_verb,
    lemma,
    may_act,
    stem,
)

__all__ = [
    "ALL_CASES",
    "CASES",
    "NameKind",
    "adjective_form",
    "behind_verb",
    "cases",
    "ending_of",
    "ends_as_family",
    "gender",
    "governed",
    "inflects",
    "is_adjective",
    "is_adverb",
    "is_future",
    "is_noun",
    "is_person",
    "is_place",
    "is_plural",
    "is_verb",
    "lemma",
    "like",
    "may_act",
    "name_kind",
    "nominative",
    "owns",
    "parses_of",
    "place_cases",
    "place_forms",
    "qualifies",
    "stem",
    "words_of",
]
