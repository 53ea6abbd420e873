"""Which sightings are of one person, what that person's name is, and where else it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.persons.shapes import Name, fold
from pipeline.persons.sightings import Sighting, combine

Key = Callable[[str], str]
# Letters at the end of a patronymic that tell whether it is a man's.
MARK = 2
# Words of a name with given name, patronymic and family name.
FULL = 3
# Characters of a family name, and of a name with one of two.
FAMILIES = 2
COMPOUND = 4
IDEOGRAPHS = "\u3400", "\u9fff"

__all__ = ["Person", "gather"]


@dataclass(slots=True)
class Person:
    """A person of one text: its sightings, the fullest first."""

    sightings: list[Sighting] = field(default_factory=list)

    @property
    def fullest(self) -> Sighting:
        """The sighting that gives the name."""
        return self.sightings[0]

    @property
    def evidence(self) -> set[str]:
        """What speaks for the person, over all sightings."""
        kinds = {kind for s in self.sightings for kind in s.evidence}
        return kinds | ({"repeated"} if len(self.sightings) > 1 else set())

    def confidence(self, weights: Mapping[str, float]) -> float:
        """Probability that this is a person."""
        return min(combine(self.evidence, weights), weights.get("ceiling", 1.0))

    @property
    def honorific(self) -> str | None:
        """That of the fullest sighting, else the first one written."""
        ordered = sorted(self.sightings, key=lambda s: s.name.start)
        return self.fullest.honorific or next((s.honorific for s in ordered if s.honorific), None)


def gather(
    sightings: Sequence[Sighting], *, key: Key = fold, patronymic: Callable[[str], bool] = lambda _: False
) -> list[Person]:
    """Persons, by first appearance. `key` brings a part of a name to the form in which mentions compare.

    `patronymic` says which part of a name is one: a given name with it may be of whoever bears the given name.
    """
    people: list[Person] = []
    for sighting in sorted(sightings, key=_rank):
        home = _home(sighting, people, key, patronymic) or _by_patronymic(sighting, people, key, patronymic)
        if home is None:
            people.append(Person([sighting]))
        else:
            home.sightings.append(sighting)
    return sorted(people, key=lambda p: min(s.name.start for s in p.sightings))


def _rank(sighting: Sighting) -> tuple[int, int, int, int]:
    """Fuller names first, of Chinese ones the longer, names with evidence before bare ones, then the order of the text."""
    name = sighting.name
    return (-len(name.words), -len(name.capitals), -len(name.parts[0]) if _han(name) else 0, name.start)


def _home(
    sighting: Sighting, people: Iterable[Person], key: Callable[[str], str], patronymic: Callable[[str], bool]
) -> Person | None:
    fitting = [(rank, p) for p in people if (rank := _fit(sighting.name, p.fullest.name, key, patronymic))]
    if not fitting:
        return None

    def nearness(row: tuple[int, Person]) -> tuple[int, int]:
        before = [s.name.start for s in row[1].sightings if s.name.start <= sighting.name.start]
        return (-row[0], sighting.name.start - max(before) if before else 1_000_000)

    return min(fitting, key=nearness)[1]


def _by_patronymic(sighting: Sighting, people: Sequence[Person], key: Key, patronymic: Callable[[str], bool]) -> Person | None:
    """The one person of a given name that is here said with its patronymic ("Алмаз Сагынович" of Алмаз Байтиков)."""
    words = sighting.name.words
    if len(words) != 2 or not patronymic(words[1]):
        return None
    alike = [p for p in people if key(p.fullest.name.words[0]) == key(words[0]) and len(p.fullest.name.words) > 1]
    # Of two such words one ends as a man's, the other as a woman's: that is a family name ("Алеся Войтехович", "Алеся Викторовна").
    same = key(words[1])[-MARK:]
    bare = [p for p in alike if not any(patronymic(w) and key(w).endswith(same) for w in p.fullest.name.words)]
    return bare[0] if len(bare) == 1 else None


def _fit(short: Name, full: Name, key: Callable[[str], str], patronymic: Callable[[str], bool]) -> int:
    """How well a name fits a fuller one: 3 the same words, 2 the family name or a stretch, 1 one of the given names, 0 not."""
    if _han(short) and _han(full) and _part(short.parts[0], full.parts[0]):
        return 2
    small, large = [key(w) for w in short.words], [key(w) for w in full.words]
    if not all(w in large for w in small):
        large = [key(w) for w in full.parts if len(w) > 1]
    initials = [fold(p)[0] for p in short.capitals if len(p) == 1]
    if sorted(small) == sorted(large) and not initials:
        return 3
    if not small or not all(w in large for w in small):
        return 0
    if initials:
        rest = [w[0] for w in large if w not in small] + [fold(p)[0] for p in full.capitals if len(p) == 1]
        told = initials[:1] if len(rest) == 1 and len(initials) == 2 else initials
        return 2 if all(i in rest for i in told) or not rest else 0
    if len(full.words) == FULL and patronymic(full.words[-1]) and not patronymic(full.words[1]):
        large = [*large[1:], large[0]]  # the family name first: "Ершов Иван Котович"
    places = [large.index(w) for w in small]
    if places != sorted(places):
        return 0
    return 2 if len(small) > 1 or places[-1] == len(large) - 1 else 1


def _han(name: Name) -> bool:
    """Whether a name is one word of ideographs."""
    first, last = IDEOGRAPHS
    return len(name.parts) == 1 and bool(name.parts[0]) and all(first <= char <= last for char in name.parts[0])


def _part(short: str, full: str) -> bool:
    """Whether a Chinese name is but the family name or the given name of another: 林 or 若溪 of 林若溪, 欧阳 of 欧阳若溪."""
    if len(short) >= len(full):
        return False
    family = len(short) == 1 or (len(short) == FAMILIES and len(full) >= COMPOUND)
    return (family and full.startswith(short)) or (len(short) > 1 and full.endswith(short))
