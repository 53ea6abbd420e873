"""A model read by `assembled` cuts a text into the very tokens that spaCy's own class of the language cuts it into."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import marked
import pytest
import spacy
from conftest import ROOT, SHARED
from hypothesis import given
from hypothesis import strategies as st
from spacy import attrs
from spacy.lang.fr.tokenizer_exceptions import TOKEN_MATCH
from spacy.language import Language

from pipeline import assembled, extraction, gold, model

CASES = Path(__file__).parent / "cases"
# All that a network may be shown of a word.
SEEN = [attrs.ORTH, attrs.NORM, attrs.LOWER, attrs.SHAPE, attrs.PREFIX, attrs.SUFFIX, attrs.LENGTH, attrs.SPACY, attrs.LANG]
SEEN += [attrs.IS_ALPHA, attrs.IS_ASCII, attrs.IS_DIGIT, attrs.IS_LOWER, attrs.IS_UPPER, attrs.IS_TITLE, attrs.IS_PUNCT]
SEEN += [attrs.IS_SPACE, attrs.IS_BRACKET, attrs.IS_QUOTE, attrs.IS_CURRENCY, attrs.LIKE_URL, attrs.LIKE_EMAIL]

FRENCH = """\
Aujourd'hui, l'a-t-on vu après-midi ? « Est-ce qu'il est-il venu ? » demanda-t-elle aux sapeurs-pompiers de Saint-Germain-en-Laye, M. Lévy et
Mme. d'Ormesson. Entr'apercevoir un saut-de-ski, un pet-en-l’air, 25 °C., 4%, 12km, av. J.-C., qu'est-ce que c'est, S'EST-IL ; le demi-finaliste
télé-enseignait aux prud’hommes new-yorkais, rendez-vous-y, prends-en, celui-là, n°3, etc. L’ex-ministre (éco-quartier) — vice‑présidente…
"""


def texts(language: str) -> Iterator[str]:
    """Sentences, open announcements and, where they are at hand, those outside the project."""
    for kind in ("announcements", "miniatures"):
        path = marked.build()[0] / kind / f"{language}.jsonl"
        yield from (record["text"] for _, record in gold.read(path))
    for path in CASES.glob(f"*/{language}.toml"):
        yield from strings(tomllib.loads(path.read_text(encoding="utf-8")))
    for folder in (SHARED / "dev" / language, ROOT / "raw" / language):
        yield from (path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*") if path.is_file())


def strings(value: object) -> Iterator[str]:
    """Every string within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def same(one: Language, other: Language, text: str) -> bool:
    """Do both see the same words?"""
    ours, theirs = one.make_doc(text), other.make_doc(text)
    return [t.idx for t in ours] == [t.idx for t in theirs] and bool((ours.to_array(SEEN) == theirs.to_array(SEEN)).all())


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar"])
def test_tokens_are_those_of_spacy(language: str) -> None:
    ours, theirs = assembled.read(model.path(language)), spacy.blank(language)
    assert ours.lang == ours.vocab.lang == language
    assert [text for text in [FRENCH, *texts(language)] if not same(ours, theirs, text)] == []


def ways() -> list[str]:
    """The alternatives of spaCy's pattern of French words, with two letters for all."""
    pattern = TOKEN_MATCH.__self__.pattern
    return re.sub(r"\[[^]]{200,}\]", "[dé'-]", pattern).removeprefix("(?iu)(?:^").removesuffix("$)").split("$)|(?:^")


MERGED = re.compile(assembled.merged(TOKEN_MATCH.__self__.pattern))


@given(st.sampled_from(ways()).flatmap(lambda way: st.from_regex(way, fullmatch=True)), st.integers(0, 9))
def test_french_words_are_words_as_before(word: str, cut: int) -> None:
    for one in (word, word[cut:], word[: -cut or None], word.title(), word.upper(), word + "'", word + "\n"):
        assert bool(MERGED.match(one)) == bool(TOKEN_MATCH(one)), one


def test_the_french_pattern_is_merged_and_others_stay() -> None:
    assert len(MERGED.pattern) < 30_000 < len(TOKEN_MATCH.__self__.pattern)
    for pattern in ("a|b", "(?iu)(?:^a$)|b", r"(?iu)(?:^a$)"):
        assert re.compile(assembled.merged(pattern)).match("a")
        assert not re.compile(assembled.merged(pattern)).match("xa")


def test_french_is_read_without_spacys_data_of_french() -> None:
    extraction.load("fr")  # assembled, if it was not
    script = "import sys; from pipeline.extraction import load; load('fr'); print('spacy.lang.fr' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "False"
