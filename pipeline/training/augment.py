"""Varied copies of training sentences: other people, other case, titles before names.

Each change keeps the offsets right; all chance comes from the generator handed in, so a seed repeats a training.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.training import synthetic
from pipeline.training.corpus import Mention, Sentence
from pipeline.training.namebook import Person, invent

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
    """How often each change is made, as probabilities per sentence: `people`, `places` and `bodies` put others in their stead."""

    people: float = 0.15
    honorific: float = 0.1
    family_upper: float = 0.04
    upper: float = 0.03
    lower: float = 0.03
    title: float = 0.04
    places: float = 0.0
    bodies: float = 0.0


def vary(sentence: Sentence, language: str, chance: random.Random, chances: Chances | None = None) -> Sentence:
    """Give a sentence changed by luck of the draw, often not at all."""
    odds = chances or Chances()
    if sentence.mentions and any(mention.label == "PER" for mention in sentence.mentions):
        if chance.random() < odds.people:
            sentence = _recast(sentence, language, chance)
        if chance.random() < odds.honorific:
            sentence = _address(sentence, language, chance)
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
        person = cast.setdefault(surface, invent(language, chance))
        texts.append(person.full if " " in surface or language == "zh" else person.short)
    return rewrite(sentence, texts)


def _replace(sentence: Sentence, label: str, language: str, chance: random.Random) -> Sentence:
    """Put another place, or an invented organisation, wherever one is named; the same one for the same name."""
    names: dict[str, str] = {}
    for mention in sentence.mentions:
        if mention.label == label:
            names.setdefault(_text(sentence, mention), synthetic.name(label, language, chance))
    return rewrite(sentence, [names.get(_text(sentence, m)) if m.label == label else None for m in sentence.mentions])


def _address(sentence: Sentence, language: str, chance: random.Random) -> Sentence:
    before = [_pick(HONORIFICS.get(language, ()), mention, chance) for mention in sentence.mentions]
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
