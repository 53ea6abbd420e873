"""What the registry costs, with synthetic announcements: `python -m pipeline.registry.benchmark [SIZE ...]`.

Prints the time to build it from so many announcements (three mentions each, and a position), the time of one more in a run of its
own, and the exponents with which both grow. Names, places and texts are made by a generator with a fixed seed; some bodies and
people are famous: a tenth of all announcements names the first. Nothing of it is real.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pipeline.records import Centre, Mention, Organisation, Person, Position, Record
from pipeline.registry.build import Builder

__all__ = ["announcements"]

SIZES: Final = (1_000, 4_000, 16_000)
ONE_MORE: Final = 5
ONSETS: Final = ["b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr", "kr", "tr", "st", "sk", "pl", "kl"]  # fmt: skip
VOWELS: Final = ["a", "e", "i", "o", "u", "ai", "ei", "ou"]  # fmt: skip
CODAS: Final = ["", "", "", "n", "r", "l", "s", "k", "m"]  # fmt: skip
BODIES: Final = (
    ("{} State University", "university"),
    ("{} Institute of Technology", "institute"),
    ("University of {}", "university"),
    ("{} School of Music", "school"),
    ("{} Academy of Water", "institute"),
    ("{} Agency for Culture", "government"),
)
TITLES: Final = ("Rector", "Vice Rector", "Director", "Dean", "Head of the Library", "Secretary General")
COUNTRIES: Final = ["KG", "KZ", "UZ", "TJ", "TM", "GH", "NG", "ZM", "KE", "TZ", "RS", "HR", "CZ", "PL", "PY", "UY", "BO", "PE", "CL", "AR", "OM", "JO", "LB", "EG", "MA", "SN", "CI", "BJ", "MG", "MN", "NP", "LK", "VN", "LA", "KH"]  # fmt: skip
NETWORKS: Final = ("OHLA", "IRBX", "WKN", "LBAN", "PDLH", "CTFX")


def word(dice: random.Random, syllables: int = 2) -> str:
    """A word that no language has."""
    return "".join(dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS) for _ in range(syllables))


class World:
    """The invented bodies, centres and people that a number of announcements speak of."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.dice = random.Random(seed)
        bodies = max(50, size // 8)
        self.bodies = [self._body() for _ in range(bodies)]
        self.centres = [self._centre() for _ in range(max(20, size // 20))]
        self.people = [self._person() for _ in range(max(50, size // 3))]
        self.words = [word(self.dice, self.dice.choice((1, 2, 3))) for _ in range(5_000)]

    def _body(self) -> tuple[str, str, str, str | None]:
        form, kind = self.dice.choice(BODIES)
        name = form.format(word(self.dice, self.dice.choice((2, 3))).title())
        acronym = "".join(part[0] for part in name.split() if part[0].isupper())
        return name, kind, self.dice.choice(COUNTRIES), acronym if self.dice.random() < 0.3 else None

    def _centre(self) -> tuple[str, str, str]:
        place = word(self.dice, 2).title()
        return f"{self.dice.choice(NETWORKS)} {place} Laboratory", "laboratory", self.dice.choice(COUNTRIES)

    def _person(self) -> tuple[str, str, str]:
        name = f"{word(self.dice, 2).title()} {word(self.dice, self.dice.choice((1, 2, 3))).title()}"
        return name, self.dice.choice(TITLES), self._some(self.bodies)[0]

    def _some(self, things: list[Any]) -> Any:
        """One of them; the first ones are the famous ones."""
        at = int(len(things) ** self.dice.random()) - 1
        return things[max(0, at)]

    def announcement(self, number: int) -> Record:
        """One record: a centre or none, bodies, people, some hundred words."""
        dice = self.dice
        centre = self._some(self.centres)
        body, person = self._some(self.bodies), self._some(self.people)
        text = " ".join(dice.choices(self.words, k=80)) + ". "
        spans: list[Mention] = []
        for said in (centre[0], body[0], person[0], f"{person[1]} of {person[2]}"):
            spans.append(Mention(text=said, start=len(text), end=len(text) + len(said)))
            text += said + ". "
        text += str(number)
        held = Position(**spans[3].model_dump(), confidence=0.9, rule="synthetic", title=person[1], organisation=person[2])
        return Record(
            id=sha256(text.encode()).hexdigest(),
            source=f"{number}.txt",
            published=str(date(2001, 1, 1) + timedelta(days=dice.randrange(9_000))),
            language="en",
            language_confidence=1.0,
            text=text,
            centres=(Centre(name=centre[0], kind=centre[1], country=centre[2], mentions=tuple(spans[:1])),),
            organisations=(
                Organisation(name=body[0], kind=body[1], country=body[2], acronym=body[3], mentions=tuple(spans[1:2])),
            ),
            people=(Person(name=person[0], mentions=tuple(spans[2:3]), positions=(held,)),),
        )


def announcements(world: World, count: int) -> Iterator[Record]:
    """So many announcements of a world."""
    return (world.announcement(number) for number in range(count))


def measure(size: int) -> tuple[float, float]:
    """Seconds to build the registry of so many announcements, and of one more, the median of some."""
    world = World(size)
    at = datetime(2031, 1, 1, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with Builder(Path(folder)) as builder:
            builder.take(announcements(world, size), at=at)
            taken = time.perf_counter() - start
            builder.resolve(at=at)
        total = time.perf_counter() - start
        singles = [_one_more(Path(folder), world, size + number, at) for number in range(ONE_MORE)]
        with Builder(Path(folder)) as builder:
            mentions, entities, nodes = (
                builder.store.one(f"select count(*) from {table}") for table in ("subjects", "entities", "nodes")
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    single = sorted(singles)[len(singles) // 2]
    print(
        f"{size:>8} announcements  {mentions:>8} mentions  {nodes:>7} profiles  {entities:>7} entities  "
        f"{total:8.1f} s ({taken:.1f} s comparing)  one more {single * 1000:7.1f} ms  peak {peak:.0f} MiB",
        flush=True,
    )
    return total, single


def _one_more(folder: Path, world: World, number: int, at: datetime) -> float:
    """A run of its own: open, take one announcement, resolve, close."""
    record = world.announcement(number)
    start = time.perf_counter()
    with Builder(folder) as builder:
        builder.take([record], at=at)
        builder.resolve(at=at)
    return time.perf_counter() - start


def main() -> None:
    """Measure the sizes given, and the growth from the first to the last."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    found = {size: measure(size) for size in sizes}
    if len(sizes) > 1:
        first, last = sizes[0], sizes[-1]
        for at, name in enumerate(("the whole", "one more")):
            growth = math.log(found[last][at] / found[first][at]) / math.log(last / first)
            print(f"growth exponent of {name}: {growth:.2f}")


if __name__ == "__main__":
    main()
