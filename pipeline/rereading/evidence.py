"""Which of the stretches that the rules and the network see are right: the evidence for each, and the choice.

Two independent readers who agree are nearly always right. Where they do not, how sure the network is, what kind of stretch it is and
how the two lie to one another tell which to believe; what each of these weighs is fitted, for all languages and what each adds, to texts to which no rule was
tuned and that the network did not learn from (`pipeline.training.reading`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.judge import NOBODY, Judge
from pipeline.phrases import fold, trimmed
from pipeline.rereading.network import Reading
from pipeline.told import NAMES, Role, Stretch, Told, alike, over

# Where the probabilities that the network gives are parted into classes.
SURE = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
DOUBT = (0.3, 0.5, 0.7, 0.8, 0.9, 0.97, 0.99)
FLOOR = 0.5
# Where both see one of a kind and differ but in its bounds, that there is one is not in doubt.
AGREED = 0.4
BRACKET = re.compile(r"(?P<opening>[(（\[])|[)）\]]\s*")
# From where on the network is believed that a centre of the rules is but a body.
CERTAIN = 0.65

Evidence = frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that one of the readers or both see, and what speaks for it."""

    stretch: Stretch
    evidence: Evidence


def candidates(text: str, rules: Sequence[Stretch], reading: Reading) -> list[Candidate]:
    """All that is seen, with its evidence; what both see has the role that the network gives it."""
    seen = (_bare(text, _bracketed(text, stretch)) for stretch in reading.stretches)
    reading = replace(reading, stretches=tuple(s for s in seen if any(map(str.isalnum, text[s.start : s.end]))))
    found = [_of_rules(text, stretch, reading) for stretch in rules]
    held = [(stretch.start, stretch.end) for stretch in rules]
    for stretch in reading.stretches:
        own = stretch.start, stretch.end
        if not any(alike(text, own, span) for span in held):
            found.append(Candidate(stretch, _alone(text, stretch, rules, reading)))
    return found


def choose(text: str, found: Sequence[Candidate], trust: Mapping[str, float]) -> Told:
    """The likelier of stretches that overlap, if they are likely at all."""
    judge = Judge(trust)
    sure = [(judge.odds({"right": c.evidence, NOBODY: frozenset()})["right"], c.stretch) for c in found]
    chosen: list[Stretch] = []
    for chance, s in sorted(sure, key=lambda one: (-one[0], one[1].start, one[1].end)):
        likely = chance >= FLOOR or (chance >= AGREED and _doubled(s, found))
        if likely and not any(over(chosen, s.start, s.end)):
            chosen.append(Stretch(s.start, s.end, s.role, chance))
    return Told(tuple(_agreed(text, sorted(chosen, key=lambda s: s.start))))


def _doubled(stretch: Stretch, found: Sequence[Candidate]) -> bool:
    """Whether the other reader sees one of its kind there, bounded otherwise."""
    others = (c.stretch for c in found if c.stretch is not stretch and c.stretch.overlaps(stretch.start, stretch.end))
    return any(other.role is stretch.role for other in others)


def _bracketed(text: str, stretch: Stretch) -> Stretch:
    """A stretch without what lies beyond a bracket that it does not hold the other half of: "(KIT) | Osh Centre", "Kut Institute | (KIT"."""
    opened = -1
    for match in BRACKET.finditer(text, stretch.start, stretch.end):
        if match["opening"]:
            opened = match.start() if opened < 0 else opened
        elif opened >= 0:
            opened = -1
        elif match.end() < stretch.end:
            return _bracketed(text, replace(stretch, start=match.end()))
    return replace(stretch, end=opened) if stretch.start < opened else stretch


def _bare(text: str, stretch: Stretch) -> Stretch:
    """A stretch without the blanks at its ends."""
    start, end = trimmed(text, stretch.start, stretch.end)
    return replace(stretch, start=start, end=end)


def _role(rules: Stretch, network: Stretch) -> Role:
    """What a stretch is that both see, each as something else: what the network says, but no body of a centre unless it is certain."""
    doubtful = network.role is Role.ORGANISATION and rules.role is Role.CENTRE and network.chance < CERTAIN
    return rules.role if doubtful else network.role


def _agreed(text: str, stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Names that stand several times are each time of the kind that they are likeliest all in all; doubtful sisters of several centres are centres."""
    sums: dict[tuple[str, Role], float] = {}
    for s in stretches:
        key = fold(text[s.start : s.end]), s.role
        sums[key] = sums.get(key, 0.0) + s.chance
    sisters = Counter(form for name, role in sums if role is Role.CENTRE for form in _forms(name))
    for s in stretches:
        name = fold(text[s.start : s.end])
        if s.role is Role.ORGANISATION and s.chance < CERTAIN and any(sisters[form] > 1 for form in _forms(name)):
            yield replace(s, role=Role.CENTRE)
            continue
        likelier = sums.get((name, Role.CENTRE), 0.0) > sums.get((name, Role.ORGANISATION), 0.0)
        yield replace(s, role=Role.CENTRE if likelier else Role.ORGANISATION) if s.role in NAMES else s


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """A name of several words, each time with another of them left open: sisters differ in one ("Osh Hub", "Talas Hub")."""
    words = name.split()
    return (tuple("" if at == n else word for at, word in enumerate(words)) for n in range(len(words)) if len(words) > 1)


def _of_rules(text: str, stretch: Stretch, reading: Reading) -> Candidate:
    """What the rules see: with the network, across it, or alone."""
    role = stretch.role.value
    across = list(over(reading.stretches, stretch.start, stretch.end))
    same = next((s for s in across if alike(text, (stretch.start, stretch.end), (s.start, s.end))), None)
    if same is not None:
        sure = _class(SURE, same.chance)
        told = {"both", f"both {sure}", f"both {role} {same.role.value}", f"both {role} {sure}"}
        return Candidate(Stretch(stretch.start, stretch.end, _role(stretch, same)), frozenset(told))
    if across:
        longest = max(s.end - s.start for s in across)
        size = "longer" if stretch.end - stretch.start > longest else "shorter"
        sure = _class(SURE, max(s.chance for s in across))
        told = {"rules across", f"rules across {sure}", f"rules across {role}", f"rules across {role} {size}"}
        told |= {f"rules across {role} {sure}"}
        return Candidate(stretch, frozenset(told))
    doubt = _class(DOUBT, reading.doubt(stretch.start, stretch.end))
    told = {"rules", f"rules {doubt}", f"rules {role}", f"rules {role} {doubt}", f"rules {role} {_again(text, stretch)}"}
    return Candidate(stretch, frozenset(told))


def _alone(text: str, stretch: Stretch, rules: Sequence[Stretch], reading: Reading) -> Evidence:
    """What the network sees, across the rules or alone."""
    role, sure = stretch.role.value, _class(SURE, stretch.chance)
    across = list(over(rules, stretch.start, stretch.end))
    if across:
        longest = max(s.end - s.start for s in across)
        size = "longer" if stretch.end - stretch.start > longest else "shorter"
        told = {"network across", f"network across {sure}", f"network across {role}", f"network across {role} {size}"}
        return frozenset(told | {f"network across {role} {sure}"})
    words = "word" if " " not in text[stretch.start : stretch.end] else "words"
    told = {"network", f"network {sure}", f"network {role}", f"network {role} {sure}", f"network {role} {words}"}
    return frozenset(told | {f"network {role} {_again(text, stretch)}"})


def _again(text: str, stretch: Stretch) -> str:
    return "again" if text.count(text[stretch.start : stretch.end]) > 1 else "once"


def _class(bounds: Sequence[float], value: float) -> int:
    return bisect_right(bounds, value)
