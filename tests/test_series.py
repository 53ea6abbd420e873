"""Units that a text coins by naming sisters, one of them beside an ordinal; near-misses beside the hits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import phrases, series

HITS = [
    ("es", "Zarpó el Faroteca Norma, el octavo de la flota. La Faroteca Brisa navega ya.", "faroteca"),
    ("es", "Abrirá el quinto, el Puerto Aula de Arnao. El Puerto Aula de Vidio funciona.", "puerto aula"),
    ("es", "Quedó constituida la Faroteca Norma, número 12. La Faroteca de Vidio espera.", "faroteca"),
    ("fr", "Le Phariscope Norma, huitième de la flotte, part. Le Phariscope Brise suit.", "phariscope"),
    ("en", "The Norma Bookboat, the eighth of the fleet, sails. The Brisa Bookboat follows.", "bookboat"),
    # One name is enough where the ordinal says that it is one of a network.
    ("es", "Zarpó el Faroteca Norma, el octavo de la flota.", "faroteca"),
    ("fr", "Le Phariscope à ondes de Normanville est le huitième du réseau.", "phariscope"),
    ("en", "The Norma Bookboat is the eighth of the network.", "bookboat"),
]
MISSES = [
    ("es", "Zarpó el Faroteca Norma, el octavo del país. El Faroteca Norma navega."),
    ("fr", "Le Phariscope Norma, huitième du pays, part."),
    ("fr", "Le gardien du Phariscope de Normanville a fêté le huitième du mois."),
    ("es", "Faroteca Norma, la octava de la flota. Faroteca Brisa navega."),
    ("es", "Habló la Presidenta Norma, la octava. La Presidenta Brisa calló."),
    ("es", "El Faroteca Norma navega. El Faroteca Brisa navega. Es la octava."),
    ("en", "The Norma Chile, the eighth of the fleet, sails. The Brisa Chile follows."),
    ("en", "The Norma Bookboat, eight metres long, sails. The Brisa Bookboat follows."),
    ("en", "The College of Lima Nordo, the eighth, met. The Lima Nordo choir sang."),
]


def coins(language: str, text: str) -> list[str]:
    return [unit.unit for unit in series.coin(text, phrases.split(text), language)]


@pytest.mark.parametrize(("language", "text", "unit"), HITS)
def test_a_noun_that_heads_numbered_sisters_is_a_unit(language: str, text: str, unit: str) -> None:
    assert coins(language, text) == [unit]


@pytest.mark.parametrize(("language", "text"), MISSES)
def test_other_nouns_of_names_are_none(language: str, text: str) -> None:
    assert coins(language, text) == []


def test_words_of_known_units_are_left_alone() -> None:
    text = "Zarpó el Faroteca Norma, el octavo de la flota. La Faroteca Brisa navega ya."
    assert series.coin(text, phrases.split(text), "es", known=[2]) == []


@given(st.text(alphabet="ABab ,el,primero 1\n", max_size=80))
def test_any_text_survives(text: str) -> None:
    for language in ("en", "es", "ru", "zh"):
        for unit in series.coin(text, phrases.split(text), language):
            assert 0 <= unit.head < len(unit.forms)
