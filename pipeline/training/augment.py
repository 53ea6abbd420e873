"""Varied copies of training sentences: other people, other case, titles before names.

Each change keeps the offsets right; all chance comes from the generator handed in, so a seed repeats a training.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.lexicon import LANGUAGES
from pipeline.training import synthetic
from pipeline.training.arabnames import write_on, written_on
from pipeline.training.corpus import Mention, Sentence
from pipeline.training.namebook import invent
from pipeline.training.namesources import Person

HONORIFICS: Mapping[str, tuple[str, ...]] = {
    "en": (
        *(
            "Mr. ",
            "Mr ",
            "Ms. ",
            "Mrs. ",
            "Dr. ",
            "Dr ",
            "Prof. ",
            "Professor ",
            "Prof. Dr. ",
            "Assoc. Prof. ",
            "H.E. ",
            "H.E. Mr. ",
        ),
        *(
            "Academician ",
            "Engr. ",
            "Eng. ",
            "Hon. ",
            "Rev. ",
            "Sir ",
            "Dame ",
            "Amb. ",
            "Lt. Gen. ",
            "Chief ",
            "Sheikh ",
            "Haji ",
        ),
        *(
            "Shri ",
            "Smt. ",
            "M. ",
            "Mme ",
            "Sr. ",
            "Sra. ",
            "Ing. ",
            "Dipl.-Ing. ",
            "Mag. ",
            "Dott. ",
            "Begum ",
            "Dato' ",
            "Dr. h.c. ",
        ),
    ),
    "fr": ("M. ", "Mme ", "Dr ", "Pr ", "Professeur ", "S.E. M. ", "S.E. Mme ", "Monsieur ", "Madame "),
    "es": ("Sr. ", "Sra. ", "Dr. ", "Dra. ", "D. ", "Dña. ", "Prof. ", "Excmo. Sr. ", "el Sr. ", "la Dra. "),
    "ru": ("г-н ", "г-жа ", "господин ", "госпожа ", "профессор ", "академик ", "доктор ", "д.т.н. "),
    "zh": (),
    "ar": ("السيد ", "السيدة ", "الدكتور ", "الدكتورة ", "د. ", "أ.د. ", "الأستاذ ", "البروفيسور ", "معالي "),
}
AFTER: Mapping[str, tuple[str, ...]] = {"zh": ("先生", "女士", "教授", "博士", "主任", "校长", "院士")}


@dataclass(frozen=True, slots=True)
class Chances:
    """How often each change is made, as probabilities per sentence: `people`, `places` and `bodies` put others in their stead.

    `lexicon` is the share of titles that come from the rules of the language.
    """

    people: float = 0.15
    honorific: float = 0.1
    family_upper: float = 0.04
    upper: float = 0.03
    lower: float = 0.03
    title: float = 0.04
    places: float = 0.0
    bodies: float = 0.0
    lexicon: float = 0.0


def vary(sentence: Sentence, language: str, chance: random.Random, chances: Chances | None = None) -> Sentence:
    """Give a sentence changed by luck of the draw, often not at all."""
    odds = chances or Chances()
    if sentence.mentions and any(mention.label == "PER" for mention in sentence.mentions):
        if chance.random() < odds.people:
            sentence = _recast(sentence, language, chance)
        if chance.random() < odds.honorific:
            titles = lexicon_titles(language) if chance.random() < odds.lexicon else HONORIFICS.get(language, ())
            sentence = _address(sentence, language, chance, titles)
        if chance.random() < odds.family_upper:
            sentence = _raise_families(sentence)
    for label, odd in (("LOC", odds.places), ("ORG", odds.bodies)):
        if odd and any(mention.label == label for mention in sentence.mentions) and chance.random() < odd:
            sentence = _replace(sentence, label, language, chance)
    draw = chance.random()
    if draw < odds.upper:
        return _recased(sentence, sentence.text.upper())
    if draw < odds.upper + odds.lower:
        return _recased(sentence, sentence.text.lower())
    if draw < odds.upper + odds.lower + odds.title:
        return _recased(sentence, sentence.text.title())
    return sentence


def rewrite(sentence: Sentence, texts: Sequence[str | None], before: Sequence[str] = (), after: Sequence[str] = ()) -> Sentence:
    """Replace mention texts (None keeps one) and put words before or after them; every offset is reckoned anew."""
    parts: list[str] = []
    mentions: list[Mention] = []
    last = length = 0
    for index, (mention, new) in enumerate(zip(sentence.mentions, texts, strict=True)):
        lead = sentence.text[last : mention.start] + (before[index] if before else "")
        body = sentence.text[mention.start : mention.end] if new is None else new
        tail = after[index] if after else ""
        start = length + len(lead)
        mentions.append(Mention(start, start + len(body), mention.label))
        parts += [lead, body, tail]
        length = start + len(body) + len(tail)
        last = mention.end
    return Sentence("".join(parts) + sentence.text[last:], tuple(mentions), sentence.corpus)


def _recast(sentence: Sentence, language: str, chance: random.Random) -> Sentence:
    cast: dict[str, Person] = {}
    texts: list[str | None] = []
    for mention in sentence.mentions:
        surface = sentence.text[mention.start : mention.end]
        if mention.label != "PER":
            texts.append(None)
            continue
        letter, bare = written_on(surface) if language == "ar" else ("", surface)
        person = cast.setdefault(bare, invent(language, chance))
        texts.append(write_on(letter, person.full if " " in surface or language == "zh" else person.short))
    return rewrite(sentence, texts)


def _replace(sentence: Sentence, label: str, language: str, chance: random.Random) -> Sentence:
    """Put another place, or an invented organisation, wherever one is named; the same one for the same name."""
    names: dict[str, str] = {}
    for mention in sentence.mentions:
        if mention.label == label:
            names.setdefault(_text(sentence, mention), synthetic.name(label, language, chance))
    return rewrite(sentence, [names.get(_text(sentence, m)) if m.label == label else None for m in sentence.mentions])


@cache
def lexicon_titles(language: str) -> tuple[str, ...]:
    """Titles as the rules know them; where there is an article, also what somebody is, with it."""
    words = _lexicon(language, "people")
    article = words.get("article", "")
    heads = _lexicon(language, "positions")["heads"] if article else ()
    return (
        *(f"{title} " for title in (*words["honorifics"], *words.get("weak_honorifics", ()))),
        *(f"{article}{head} " for head in heads if " " not in head),
    )


def _lexicon(language: str, name: str) -> dict[str, Any]:
    words: dict[str, Any] = tomllib.loads((LANGUAGES / language / f"{name}.toml").read_text(encoding="utf-8"))["words"]
    return words


def _address(sentence: Sentence, language: str, chance: random.Random, titles: Sequence[str]) -> Sentence:
    """Put titles before the persons, unless a letter is written on to the name: it would belong to the title."""
    glued = language == "ar"
    before = [
        "" if glued and written_on(_text(sentence, mention))[0] else _pick(titles, mention, chance)
        for mention in sentence.mentions
    ]
    after = [_pick(AFTER.get(language, ()), mention, chance) for mention in sentence.mentions]
    return rewrite(sentence, [None] * len(sentence.mentions), before, after)


def _pick(words: Sequence[str], mention: Mention, chance: random.Random) -> str:
    return chance.choice(words) if words and mention.label == "PER" else ""


def _raise_families(sentence: Sentence) -> Sentence:
    def raised(text: str) -> str:
        head, space, family = text.rpartition(" ")
        return head + space + (family.upper() if len(family.upper()) == len(family) else family)

    return rewrite(sentence, [raised(_text(sentence, m)) if m.label == "PER" else None for m in sentence.mentions])


def _text(sentence: Sentence, mention: Mention) -> str:
    return sentence.text[mention.start : mention.end]


def _recased(sentence: Sentence, text: str) -> Sentence:
    """Take the recased text only if no letter grew or shrank ("ß" does)."""
    return Sentence(text, sentence.mentions, sentence.corpus) if len(text) == len(sentence.text) else sentence
