"""Sentences end where a reader would end them."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components.sentences import Sentences

CASES = [
    ("en", "Mr. Tarek Bensalem spoke.| Then came H.E. Dr. Lund.| All rose!"),
    ("en", "It opened on Oct. 10th in St. Gilles.| No. 4 follows."),
    ("en", "The hub\n|It opened."),
    ("en", "J. R. Lund came.| He stayed."),
    ("fr", "Le Pr. Alix Danel et Mme. Roche ont parlé.| Puis la fête."),
    ("es", "El Sr. D. Íñigo Larrea habló.| La Sra. Ruiz respondió."),
    ("es", "La compró Sopas Lur, S. L.| Su gerente calló.| Hornos Tor, S. A. Aragón, no; ni el Dr. La Rosa."),
    ("ru", "В 2024 г. открыт центр.| Им руководит проф. Лунин.| И.И. Лунин доволен."),
    ("zh", "中心成立。|李海宁任主任。|活动结束！"),
    ("ar", "افتتح المركز اليوم. |حضر د. سمير لوند الحفل؟ |نعم"),
]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_boundaries(language: str, marked: str) -> None:
    component = Sentences(spacy.blank(language), "sentences")
    component.initialize()
    text = marked.replace("|", "")
    wanted = [0]
    for part in marked.split("|")[:-1]:
        wanted.append(wanted[-1] + len(part))
    wanted = [at + len(text[at:]) - len(text[at:].lstrip()) for at in wanted]
    assert list(component.starts(text)) == wanted
    assert [s.text.strip() for s in component(spacy.blank(language).make_doc(text)).sents] == [
        text[a:b].strip() for a, b in zip(wanted, [*wanted[1:], len(text)], strict=True)
    ]


@given(st.text(max_size=200))
def test_starts_rise_and_lie_in_the_text(text: str) -> None:
    component = Sentences(spacy.blank("en"), "sentences")
    component.initialize()
    starts = list(component.starts(text))
    assert starts == sorted(set(starts))
    assert all(0 <= at <= len(text) for at in starts)
