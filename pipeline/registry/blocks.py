"""Which subjects are compared at all: those whose profiles share a key. No comparison is quadratic in the registry.

A key says enough that few real things share it: a common name only together with an employer, a number with its network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, permutations

from pipeline.registry.concepts import heads, ranks
from pipeline.registry.models import EntityKind
from pipeline.registry.profiles import ENOUGH, Profile
from pipeline.transcription.letters import Word, person_words, skeleton
from pipeline.transcription.names import information
from pipeline.transcription.palladius import pinyin
from pipeline.transcription.sounds import bones as bones_of

__all__ = ["LEARNED", "groups", "keys", "name_keys"]

LEARNED = frozenset({"=university", "=institute", "=college", "=academy", "=school", "=polytechnic"})
"""Heads that translations exchange."""

SITES = frozenset({"centre", "center", "laboratory", "lab", "hub", "node", "campus", "branch"})
LONGEST_BONES = 3


def keys(profile: Profile) -> frozenset[str]:
    """The blocking keys of a profile; two profiles without a common key are two."""
    if profile.private:
        return frozenset()
    makers = {
        EntityKind.ORGANISATION: _organisation,
        EntityKind.CENTRE: _centre,
        EntityKind.PERSON: _person,
        EntityKind.POSITION: _position,
    }
    return frozenset(f"{profile.kind}:{found}" for found in makers[EntityKind(profile.kind)](profile))


def groups(profile: Profile) -> frozenset[str]:
    """The heads of a name, those that translations exchange as one."""
    return frozenset("learn" if c in LEARNED else c for c in profile.concepts if c in heads())


def _organisation(profile: Profile) -> Iterator[str]:
    yield "|".join(sorted({*profile.terms})) + (f"|{profile.near}" if profile.near else "")
    for acronym in profile.acronyms:
        yield f"~{acronym}"
    kinds = groups(profile) or {"-"}
    topics = [concept for concept in profile.concepts if concept not in heads()]
    for kind in kinds:
        for word in profile.words:
            bones = skeleton(word)[:LONGEST_BONES]
            if len(bones) > 1:
                yield f"{kind}|{bones}"
            else:
                yield from (f"{kind}|{bones}|{topic}" for topic in topics or [word])
        country = profile.country or profile.near
        if country and not profile.words:
            yield from (f"{kind}|{country}|{topic}" for topic in topics)
        if country:
            yield from (f"{kind}|{country}|{one}|{other}" for one, other in combinations(sorted(topics), 2))


def _centre(profile: Profile) -> Iterator[str]:
    kind = _sort(profile)
    for number in profile.numbers:
        for network in profile.network or (profile.country or "-",):
            yield f"#{number}|{network}"
    for host in profile.host:
        yield f"{kind}|{host}"
    for word in profile.words:
        yield f"{kind}|{skeleton(word)[:LONGEST_BONES] or word}|{profile.country or '-'}"
        for network in profile.network:
            yield f"{kind}|{skeleton(word)[:LONGEST_BONES] or word}|{network}"
    if profile.country and (not profile.words or "=national" in profile.concepts):
        yield f"{kind}|{profile.country}"
        if "=national" in profile.concepts:
            yield f"national|{profile.country}"


def _sort(profile: Profile) -> str:
    sort = (profile.sort or "centre").rsplit(" ", 1)[-1]
    return "site" if sort in SITES else sort


def initials(word: Word) -> set[str]:
    """The classes of a word's first sound, as it may be read; vowels and half-vowels are one."""
    return {said[:1] if _firm(word) else "a" for said in bones_of(word)} or {"a"}


def _firm(word: Word) -> bool:
    """Whether a word begins with a consonant that every script writes."""
    return word.latin[:1] not in "aeiouyhwvj"


def name_keys(name: str) -> set[str]:
    """The sounds of each word of a person's name with the first sound of each other."""
    words = tuple(word for word in person_words(name) if not word.patronymic)
    chinese = tuple(replace(word, folded=pinyin(word.folded) or "", latin=pinyin(word.folded) or "") for word in words)
    chinese = tuple(replace(word, script="latin") for word in chinese)
    readings = [words, chinese] if all(word.latin for word in chinese) else [words]
    return {
        f"{bones[:LONGEST_BONES]}{one.latin[:1] if not bones else ''}|{first}"
        for reading in readings
        for one, other in permutations(reading[:6], 2)
        if not one.initial
        for bones in bones_of(one)
        for first in initials(other)
    }


def _person(profile: Profile) -> Iterator[str]:
    words = person_words(profile.name)
    strong = information(profile.name) >= ENOUGH
    for pair in name_keys(profile.name):
        if strong:
            yield pair
        yield from (f"{pair}|{employer}" for employer in profile.organisations or profile.company)
    for employer in profile.organisations:
        bones = (found[:LONGEST_BONES] for word in words if not word.initial for found in bones_of(word))
        yield from (f"{found}|{employer}" for found in bones if len(found) > 1 or len(words) == 1)


def _position(profile: Profile) -> Iterator[str]:
    what = "|".join(sorted(c for c in profile.concepts)) or "|".join(profile.words)
    office = "|".join(sorted(c for c in profile.concepts if c in ranks()))
    for employer in profile.organisations or ((f"held by {profile.holder}",) if profile.holder else ("-",)):
        yield f"{what}|{employer}"
        if office:
            yield f"{office}|{employer}"
