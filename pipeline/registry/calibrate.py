"""How well matching does on labelled pairs, kind by kind: `python -m pipeline.registry.calibrate FOLDER [--errors]`.

A file per kind (people.toml, organisations.toml, centres.toml, positions.toml) holds families of easily confused names; a thing
is a list of forms of one entity. A pair counts as joined if the two share a block and their probability reaches the threshold.
Even families are for tuning weights, odd ones for checking them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby
from pathlib import Path
from typing import Any, Final

from pipeline.records import Centre, CentreNumber, Mention, NumberKind, Organisation, Person, Position, Record
from pipeline.registry.blocks import keys
from pipeline.registry.compare import Score, compare, threshold
from pipeline.registry.models import EntityKind
from pipeline.registry.profiles import Describer, Profile
from pipeline.registry.resolve import Graph, gather
from pipeline.registry.statements import Subject

__all__ = ["FILES", "Pair", "Quality", "pairs", "quality", "resolved"]

FILES: Final[Mapping[EntityKind, str]] = {
    EntityKind.PERSON: "people.toml",
    EntityKind.ORGANISATION: "organisations.toml",
    EntityKind.CENTRE: "centres.toml",
    EntityKind.POSITION: "positions.toml",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two profiles, whether they are one thing, and from which family."""

    family: int
    one: Profile
    other: Profile
    same: bool

    @property
    def score(self) -> Score:
        """The comparison of the two."""
        return compare(self.one, self.other)

    @property
    def blocked(self) -> bool:
        """Whether the two are compared at all."""
        return bool(keys(self.one) & keys(self.other))

    def joined(self, at: float) -> bool:
        """Whether the two would be one from a threshold on."""
        return self.blocked and self.score.probability >= at


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of pairs, and what follows from them."""

    right: int
    wrong: int
    missed: int
    pairs: int

    @property
    def precision(self) -> float:
        """Of the pairs that were joined, how many are one."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are one, how many were joined."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def pairs(folder: Path, kind: EntityKind) -> Iterator[Pair]:
    """Every pair of every family of a kind."""
    families = tomllib.loads((folder / FILES[kind]).read_text("utf-8"))["families"]
    for number, family in enumerate(families):
        forms = [(at, _profile(kind, form)) for at, thing in enumerate(family["things"]) for form in thing]
        for (a, one), (b, other) in combinations(forms, 2):
            yield Pair(number, one, other, a == b)


def quality(folder: Path, kind: EntityKind, *, half: int | None = None) -> Quality:
    """Precision and recall on the pairs of a kind; `half` 0 for tuning, 1 for checking, None for all."""
    chosen = [pair for pair in pairs(folder, kind) if half is None or pair.family % 2 == half]
    at = threshold(kind)
    joined = [(pair.same, pair.one == pair.other or pair.joined(at)) for pair in chosen]
    right = sum(same and one for same, one in joined)
    return Quality(
        right, sum(one and not same for same, one in joined), sum(same and not one for same, one in joined), len(joined)
    )


def resolved(folder: Path, kind: EntityKind, *, half: int | None = None) -> Quality:
    """The same for what the registry makes of each family: an ambiguous form joins none, and one form leads to another."""
    right = wrong = missed = count = 0
    at = threshold(kind)
    for number, found in groupby(pairs(folder, kind), key=lambda pair: pair.family):
        if half is not None and number % 2 != half:
            continue
        family = list(found)
        profiles = {profile.id: profile for pair in family for profile in (pair.one, pair.other)}
        edges = {
            (min(ids), max(ids)): pair.score.probability
            for pair in family
            if len(ids := {pair.one.id, pair.other.id}) == 2 and pair.joined(at)
        }
        homes = {id: index for index, group in enumerate(gather(Graph(profiles, edges))) for id in group}
        for pair in family:
            one = homes[pair.one.id] == homes[pair.other.id]
            right, wrong, missed, count = (
                right + (one and pair.same),
                wrong + (one and not pair.same),
                missed + (pair.same and not one),
                count + 1,
            )
    return Quality(right, wrong, missed, count)


def _profile(kind: EntityKind, form: Mapping[str, Any]) -> Profile:
    """The profile of a form, as if an announcement of its own said it."""
    name = str(form.get("n", form.get("t", "")))
    span = (Mention(text="x", start=0, end=1),)
    organisations: list[Organisation] = []
    if kind in (EntityKind.PERSON, EntityKind.POSITION) and form.get("o"):
        organisations.append(Organisation(name=form["o"], acronym=form.get("a"), country=form.get("c"), mentions=span))
    if "w" in form:
        organisations.append(Organisation(name=form["w"][0], acronym=form["w"][1], mentions=span))
    numbers = [_number(said, name) for said in form.get("i", ())]
    record = Record(
        id=f"{name}|{form}",
        source="case",
        language=form["l"],
        language_confidence=1.0,
        text="x",
        organisations=tuple(organisations),
        centre_numbers=tuple(numbers),
    )
    return Describer(record).describe(Subject("", kind, name, _item(kind, form, name), holder=form.get("n")))


def _number(said: str, centre: str) -> CentreNumber:
    """A number of a centre, written "scope=value"."""
    scope, _, value = said.partition("=")
    place: dict[str, Any] = {"text": "x", "start": 0, "end": 1, "confidence": 1.0, "rule": "case"}
    return CentreNumber(**place, kind=NumberKind.ORDINAL, value=int(value), scope=scope or None, centre=centre)


def _item(kind: EntityKind, form: Mapping[str, Any], name: str) -> Centre | Person | Organisation | Position:
    span = (Mention(text="x", start=0, end=1),)
    match kind:
        case EntityKind.PERSON:
            held = (_position(form),) if "t" in form else ()
            return Person(name=name, mentions=span, positions=held)
        case EntityKind.ORGANISATION:
            return Organisation(name=name, acronym=form.get("a"), kind=form.get("k"), country=form.get("c"), mentions=span)
        case EntityKind.CENTRE:
            return Centre(name=name, kind=form.get("k"), country=form.get("c"), host=form.get("h"), mentions=span)
    return _position(form)


def _position(form: Mapping[str, Any]) -> Position:
    return Position(title=form["t"], organisation=form.get("o"), text="x", start=0, end=1, confidence=1.0, rule="case")


def main() -> None:
    """Print precision and recall by kind; with --errors, what went wrong and why."""
    folder, errors = Path(sys.argv[1]), "--errors" in sys.argv
    for kind in EntityKind:
        for half, label in ((0, "tuned"), (1, "checked"), (None, "all")):
            alone, found = quality(folder, kind, half=half), resolved(folder, kind, half=half)
            print(
                f"{kind:13} {label:8} pairs {found.pairs:4}  precision {alone.precision:.3f}  recall {alone.recall:.3f}"
                f"   as resolved: precision {found.precision:.3f}  recall {found.recall:.3f}"
            )
        for pair in pairs(folder, kind) if errors else ():
            if pair.one != pair.other and pair.joined(threshold(kind)) != pair.same:
                score = pair.score
                said = " ".join(f"{f.name}{f.weight:+.1f}" for f in score.features)
                block = "" if pair.blocked else " [no block in common]"
                print(
                    f"   {pair.family} {'missed' if pair.same else 'WRONG'}{block} {pair.one.name} / {pair.other.name}: {score.probability:.2f} {said}"
                )


if __name__ == "__main__":
    main()
