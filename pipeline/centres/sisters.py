"""Names that differ by one word alone, as those of the sites of one network do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.centres.candidate import OWN_WORDS, Candidate
from pipeline.centres.kinship import HAN
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold

__all__ = ["counts", "joined", "parents"]

# From the beginning of a Chinese name to its noun, where the noun alone makes sisters.
SHORT = 5
# Letters of what links a name and its place.
LINK = 3
# From a name to its sister behind "and".
JOINED = 9
# Characters that the Chinese names of sisters share at their beginning, or before their noun.
STEM = 4
TAIL = 2
# Characters that a branch adds to the name of its parent, at least.
BRANCH = 4


def counts(text: str, phrases: Sequence[Phrase]) -> list[int]:
    """For each phrase how many names differ from it by one word alone, itself included."""
    alike: dict[tuple[str, str], set[str]] = {}
    for phrase in phrases:
        for stem in _stems(text, phrase):
            alike.setdefault((phrase.head, stem), set()).add(phrase.called(text))
    return [max(len(alike[phrase.head, stem]) for stem in _stems(text, phrase)) for phrase in phrases]


def joined(text: str, weighed: list[Candidate]) -> list[Candidate]:
    """What is said of two sisters side by side is said of both: "the Aral Room and the Osh Room were opened"."""
    order = sorted(range(len(weighed)), key=lambda n: weighed[n].phrase.start)
    for one, other in reversed(list(pairwise(order))):
        first, second = weighed[one], weighed[other]
        near = second.phrase.start - first.phrase.end <= JOINED and "." not in text[first.phrase.end : second.phrase.start]
        alike = first.phrase.head == second.phrase.head and "series" in first.evidence
        if near and alike and "acted_on" in second.evidence and "acted_on" not in first.evidence:
            weighed[one] = replace(first, evidence=(*first.evidence, "acted_on"))
    return weighed


def parents(text: str, weighed: list[Candidate]) -> list[Candidate]:
    """The candidates, each Chinese name that opens another, which adds a place and a noun to it, marked as a parent's: X推广中心 of X推广中心大箐服务站."""
    names = {c.name for c in weighed if c.phrase.specific and text[c.phrase.head_start] > HAN}
    return [
        replace(c, evidence=(*c.evidence, "parent"))
        if c.name in names and any(n.startswith(c.name) and len(n) - len(c.name) >= BRANCH for n in names)
        else c
        for c in weighed
    ]


def _unplaced(called: str) -> str:
    """A name without the capitals at its end and what links them, whatever its form: "station d'El Oued" as "station de Sète"; empty where none are so linked."""
    words = called.replace("’", "'").replace("'", "' ").split()
    at = len(words)
    while at > 1 and words[at - 1][0].isupper():
        at -= 1
    last = at
    while at > 1 and words[at - 1].islower() and len(words[at - 1]) <= LINK:
        at -= 1
    return " ".join(words[:at]) if at < last < len(words) else ""


def _stems(text: str, phrase: Phrase) -> tuple[str, ...]:
    """The name without its last and without its first word, whole where little is left: sites of a network differ by that word."""
    called = phrase.called(text)
    if text[phrase.head_start] > HAN:
        stems = [f"{called[:STEM]}…{phrase.head}"] if len(called) > STEM + len(phrase.head) else []
        stems += [f"…{called[-TAIL - len(phrase.head) :]}"] if len(called) >= STEM + len(phrase.head) else []
        return (*stems, phrase.head) if phrase.head_start - phrase.start <= SHORT else (*stems, called)
    name = fold(called)
    stems = [name.rpartition(" ")[0] + " …", "… " + name.partition(" ")[2]]
    if phrase.head_start == phrase.start and name.count(" ") >= OWN_WORDS:
        stems.append(" … ".join((name.split()[0], " ".join(name.split()[2:]))))
    if phrase.head_start == phrase.start and (unplaced := _unplaced(called)):
        stems.append(f"{fold(unplaced)} of …")
    return tuple(stem if stem.count(" ") >= OWN_WORDS else called for stem in stems)
