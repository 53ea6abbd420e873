"""How likely two profiles are one thing, and why: features from two profiles, weights from matching.toml.

The probability depends on the two profiles alone, never on the rest of the registry, so no order of arrival can change it.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.errors import LexiconError
from pipeline.registry.blocks import LEARNED
from pipeline.registry.concepts import heads, ranks
from pipeline.registry.models import EntityKind, Feature
from pipeline.registry.profiles import Profile
from pipeline.transcription import names
from pipeline.transcription.letters import loose, script, skeleton

__all__ = ["Score", "alike", "compare", "threshold"]

Found = tuple[str, float, str]
TRANSLATED: Final = 0.5
"""What is left of a difference in words where a common acronym says that one may be a translation."""

ALIKE: Final = 0.75
"""From which likeness two words of a name are one word, spelt in two ways."""

STATE: Final = frozenset({"=national", "=state"})
"""One word in Chinese, as many a body calls itself."""

UNITS: Final = {"lab": "laboratory", "center": "centre", "national center": "national centre", "institute": "institute"}

HEARD: Final = 0.5
"""Likeness in spelling under which equal consonants are chance."""


@dataclass(frozen=True, slots=True)
class Score:
    """The probability that two are one, and the features it is made of; a veto makes it 0."""

    probability: float
    features: tuple[Feature, ...]
    vetoed: bool


@cache
def _matching() -> dict[str, Any]:
    return tomllib.loads(resources.files("pipeline.registry").joinpath("matching.toml").read_text("utf-8"))


def threshold(kind: str) -> float:
    """The probability from which two subjects of a kind are joined."""
    return float(_matching()[kind]["threshold"])


def compare(one: Profile, other: Profile) -> Score:
    """Compare two profiles of one kind; the same in either order. Raises LexiconError for a feature without weight."""
    if (other.name, other.words) < (one.name, one.words):
        one, other = other, one
    table = _matching()[one.kind]
    total = float(table["bias"])
    features = [Feature(name="bias", weight=total, text="before anything is known")]
    vetoed = False
    for name, amount, text in _FEATURES[EntityKind(one.kind)](one, other):
        if name in table["veto"]:
            vetoed = True
            features.append(Feature(name=name, weight=-math.inf, text=text))
            continue
        if name not in table["weights"]:
            raise LexiconError(f"matching.toml: {one.kind} has no weight for the feature {name!r}")
        weight = round(float(table["weights"][name]) * amount, 4)
        total += weight
        features.append(Feature(name=name, weight=weight, text=text))
    return Score(0.0 if vetoed else round(1 / (1 + math.exp(-total)), 6), tuple(features), vetoed)


def alike(one: str, other: str) -> float:
    """How far two Latin words are one: 1 equal, from spelling and, for longer words, from their consonants."""
    if one == other:
        return 1.0
    spelling = fuzz.ratio(loose(one), loose(other)) / 100
    bones, others = skeleton(one), skeleton(other)
    if spelling < HEARD:
        return spelling
    if len(bones) > 1 and bones == others:
        return max(spelling, 0.85)
    if min(len(bones), len(others)) > 3:
        return max(spelling, 0.9 * fuzz.ratio(bones, others) / 100)
    return max(spelling, 0.75) if bones and bones == others else spelling


def _left(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The words of each that have no counterpart in the other; words written as one are tried, too."""
    rest, others = list(one), list(other)
    for pair in sorted(((alike(a, b), a, b) for a in one for b in other), reverse=True):
        if pair[0] >= ALIKE and pair[1] in rest and pair[2] in others:
            rest.remove(pair[1])
            others.remove(pair[2])
    if rest and others and alike("".join(rest), "".join(others)) >= 0.85:
        return [], []
    return rest, others


def _country(one: Profile, other: Profile) -> Iterator[Found]:
    a, b = one.country or one.near, other.country or other.near
    if a and b:
        yield ("same_country", 1.0, a) if a == b else ("different_country", 1.0, f"{a}, {b}")


def _terms(one: Profile, other: Profile) -> Iterator[Found]:
    """What the names share and lack, beyond heads."""
    rest, others = _left(one.words, other.words)
    said = f"{' '.join(rest) or '–'} / {' '.join(others) or '–'}"
    if rest and others:
        translated = any(len(acronym) > 3 for acronym in set(one.acronyms) & set(other.acronyms))
        yield "different_words", TRANSLATED if translated else 1.0, said
    elif rest or others:
        yield "extra_words", 1.0, said
    topics = set(one.concepts) - heads() - ranks()
    other_topics = set(other.concepts) - heads() - ranks()
    lacking, extra = topics - other_topics, other_topics - topics
    said = f"{' '.join(sorted(lacking)) or '–'} / {' '.join(sorted(extra)) or '–'}"
    one_word = lacking | extra <= STATE and "han" in (script(one.name), script(other.name))
    instead = script(one.name) == script(other.name) and ((lacking and others and not rest) or (extra and rest and not others))
    if (lacking and extra and not one_word) or instead:  # a topic of one, and in its place a word of the other that is none
        yield "different_topics", 1.0, said
    elif (lacking or extra) and not (one_word and one.words and other.words):
        yield "extra_topics", 1.0, said


def _similarity(one: Profile, other: Profile) -> float:
    """The share of terms that both have; words meet when they are alike."""
    rest, others = _left(one.words, other.words)
    shared = len(one.words) - len(rest) + len(set(one.concepts) & set(other.concepts))
    apart = len(rest) + len(others) + len(set(one.concepts) ^ set(other.concepts))
    return shared / (shared + apart) if shared + apart else 0.0


def _organisation(one: Profile, other: Profile) -> Iterator[Found]:
    yield from _country(one, other)
    mine, theirs = set(one.countries), set(other.countries)
    if mine - theirs and theirs - mine:
        yield "different_country", 1.0, f"{' '.join(one.countries)} / {' '.join(other.countries)}"
    if one.name == other.name:
        yield "same_name", 1.0, one.name
    else:
        yield from _acronyms(one, other)
        if not (_bare(one) or _bare(other)):
            yield from _bodies(one, other)
    if one.sort and other.sort:
        yield ("same_kind" if one.sort == other.sort else "different_kind"), 1.0, f"{one.sort}, {other.sort}"


def _bodies(one: Profile, other: Profile) -> Iterator[Found]:
    likeness = _similarity(one, other)
    if set(one.concepts) == set(other.concepts) and set(one.words) == set(other.words):
        yield "same_terms", 1.0, " ".join(one.terms)
    elif likeness >= 0.5:
        yield "similar_terms", likeness, f"{likeness:.2f}"
    mine, theirs = {c for c in one.concepts if c in heads()}, {c for c in other.concepts if c in heads()}
    if mine != theirs and mine and theirs:
        learned = not ((mine ^ theirs) - LEARNED) and mine & LEARNED and theirs & LEARNED
        first = _first_head(one) == _first_head(other) or learned
        yield ("exchanged_head" if first else "different_head"), 1.0, f"{' '.join(sorted(mine))} / {' '.join(sorted(theirs))}"
    yield from _terms(one, other)


def _first_head(profile: Profile) -> str | None:
    return next((c for c in profile.concepts if c in heads()), None)


def _bare(profile: Profile) -> bool:
    """Known by an acronym only."""
    return "".join(profile.words) in profile.acronyms and not profile.concepts and not profile.countries


def _acronyms(one: Profile, other: Profile) -> Iterator[Found]:
    shared = sorted(set(one.acronyms) & set(other.acronyms))
    if shared:
        yield ("acronym_of_name" if _bare(one) != _bare(other) else "same_acronym"), 1.0, shared[0]
        return
    for bare, full in ((one, other), (other, one)):
        made = "".join(latinised[:1] for latinised in full.name.split() if len(latinised) > 2)
        if _bare(bare) and not full.acronyms and len(made) > 2 and made in bare.acronyms:
            yield "initials", 1.0, made
    if one.acronyms and other.acronyms and script(one.name) == script(other.name):
        yield "different_acronym", 1.0, f"{', '.join(one.acronyms)} / {', '.join(other.acronyms)}"


def _centre(one: Profile, other: Profile) -> Iterator[Found]:
    yield from _country(one, other)
    if one.name == other.name:
        yield "same_name", 1.0, one.name
    same_kind = bool(one.sort) and one.sort == other.sort
    if one.sort and other.sort:
        yield (
            ("same_kind" if same_kind or _synonyms(one.sort, other.sort) else "different_kind"),
            1.0,
            f"{one.sort}, {other.sort}",
        )
    if one.network and other.network:
        met = sorted(set(one.network) & set(other.network))
        yield ("same_network", 1.0, met[0]) if met else ("different_network", 1.0, f"{one.network[0]} / {other.network[0]}")
    yield from _site(one, other)
    if one.host and other.host:
        met = sorted(set(one.host) & set(other.host))
        yield ("same_host", 1.0, met[0]) if met else ("different_host", 1.0, f"{one.host[0]} / {other.host[0]}")
    mine, theirs = (dict(n.split("=") for n in p.numbers) for p in (one, other))
    for scope in sorted(mine.keys() & theirs.keys()):
        same = mine[scope] == theirs[scope]
        yield (
            ("same_number" if same else "different_number"),
            1.0,
            f"{mine[scope]}, {theirs[scope]} in {scope or 'the network'}",
        )


def _site(one: Profile, other: Profile) -> Iterator[Found]:
    """The words of the names: a place, a subject; a national centre needs none."""
    national = "=national" in one.concepts and "=national" in other.concepts
    rest, others = _left(one.words, other.words)
    if not one.words and not other.words:
        yield "no_words", 1.0, "no words of its own"
    elif len(rest) < len(one.words) and not (rest and others):
        shared = (len(one.words) - len(rest)) / min(len(one.words), len(other.words))
        yield "similar_words", shared, f"{' '.join(one.words)} / {' '.join(other.words)}"
    if set(one.concepts) == set(other.concepts) and not rest and not others:
        yield "same_terms", 1.0, " ".join(one.terms)
    if national and one.country and one.country == other.country and not (rest and others):
        yield "only_of_country", 1.0, one.country
    yield from _terms(one, other)


def _synonyms(one: str, other: str) -> bool:
    return UNITS.get(one, one) == UNITS.get(other, other)


def _person(one: Profile, other: Profile) -> Iterator[Found]:
    found = names.align(one.name, other.name)
    yield found.feature, 1.0, f"{one.name} / {other.name}"
    if found.feature in ("different_name", "unlike_name"):
        return
    yield "telling_name", found.telling, f"{found.telling:.2f}"
    if found.common:
        yield "common_name", 1.0, "borne by many"
    met = sorted(set(one.organisations) & set(other.organisations))
    beside = sorted(set(one.organisations or one.company) & set(other.organisations or other.company))
    if met:
        yield "same_organisation", 1.0, met[0]
    elif beside:
        yield "same_company", 1.0, beside[0]
    elif one.organisations and other.organisations and not found.foreign:
        yield "other_organisation", 1.0, f"{one.organisations[0]} / {other.organisations[0]}"
    if titles := sorted(set(one.titles) & set(other.titles)):
        yield "same_title", 1.0, titles[0]


def _position(one: Profile, other: Profile) -> Iterator[Found]:
    mine, theirs = set(one.concepts) & ranks(), set(other.concepts) & ranks()
    if mine != theirs:
        yield "different_rank", 1.0, f"{' '.join(sorted(mine)) or '–'} / {' '.join(sorted(theirs)) or '–'}"
    met = sorted(set(one.organisations) & set(other.organisations))
    if met:
        yield "same_organisation", 1.0, met[0]
    elif one.organisations or other.organisations:
        yield "different_organisation", 1.0, f"{one.organisations[:1]} / {other.organisations[:1]}"
    if one.holder and one.holder == other.holder:
        yield "same_holder", 1.0, one.holder
    if one.name == other.name:
        yield "same_title", 1.0, one.name
        return
    if set(one.countries) != set(other.countries):
        yield "different_countries", 1.0, f"{' '.join(one.countries) or '–'} / {' '.join(other.countries) or '–'}"
    likeness = _similarity(one, other)
    if set(one.terms) == set(other.terms):
        yield "same_terms", 1.0, " ".join(one.terms)
    elif likeness >= 0.5:
        yield "similar_terms", likeness, f"{likeness:.2f}"
    yield from _terms(one, other)


_FEATURES = {
    EntityKind.ORGANISATION: _organisation,
    EntityKind.CENTRE: _centre,
    EntityKind.PERSON: _person,
    EntityKind.POSITION: _position,
}
