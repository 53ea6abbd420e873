"""How good the extraction is: precision, recall and F1 against gold, and whether confidence is probability.

Rows are compared as sets, kind by kind, over all announcements (micro-averaged); names and titles
after casefolding and folding of white space.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import gold
from pipeline.extraction import extract
from pipeline.records import Announcement, Record

Row = tuple[Any, ...]
QUOTES = str.maketrans("", "", "\"'“”‘’«»„")
BINS = 5


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind: rows that agree, rows of gold missed, rows found beside gold."""

    hits: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.hits / (self.hits + self.spurious) if self.hits + self.spurious else 1.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 1 where there is none."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.hits / (2 * self.hits + self.missed + self.spurious) if self.hits + self.missed + self.spurious else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.missed + other.missed, self.spurious + other.spurious)


@dataclass(frozen=True, slots=True)
class Judged:
    """One value that was found: its kind, its confidence, and whether gold has it."""

    kind: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of gold that was not found, or (`spurious`) a row found that gold has not, and the source of its record."""

    kind: str
    source: str
    row: Row
    spurious: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by kind, every value found with its confidence, and what was wrong."""

    scores: dict[str, Score]
    judged: list[Judged]
    faults: list[Fault]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows of one announcement compared: confidence and verdict of each row found, the rows missed and those beside gold."""

    verdicts: list[tuple[float, bool]]
    missed: list[Row]
    spurious: list[Row]

    @property
    def score(self) -> Score:
        """The counts."""
        return Score(sum(right for _, right in self.verdicts), len(self.missed), len(self.spurious))


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of like confidence: how many, the mean of what they claim, the share that is right."""

    values: int
    claimed: float
    right: float


def evaluate(place: Path, *, ner: str | None = None) -> Evaluation:
    """Extract every gold announcement of a file or folder anew and compare.

    Raises RecordError for what is no gold record.
    """
    wanted = list(gold.read(place))
    texts = (Announcement(text=content["text"], source=source) for source, content in wanted)
    found = Evaluation({}, [], [])
    for (source, content), record in zip(wanted, extract(texts, ner=ner), strict=True):
        for kind, (of_gold, of_record) in ROWS.items():
            one = compare(list(of_gold(content)), list(of_record(record)), same=SAME.get(kind, _equal))
            found.scores[kind] = found.scores.get(kind, Score()) + one.score
            found.judged.extend(Judged(kind, confidence, right) for confidence, right in one.verdicts)
            found.faults.extend(Fault(kind, source, row, spurious=False) for row in one.missed)
            found.faults.extend(Fault(kind, source, row, spurious=True) for row in one.spurious)
    return found


def reliability(judged: Iterable[Judged], *, bins: int = BINS) -> tuple[list[Bin], float]:
    """Bins of equal size by confidence, and the expected calibration error: the mean distance of claim and truth.

    Source: Naeini, Cooper and Hauskrecht 2015; equal-mass bins, since most confidences lie near one.
    """
    ordered = sorted(judged, key=lambda j: j.confidence)
    size = max(1, -(-len(ordered) // bins))
    table = [
        Bin(len(part), sum(j.confidence for j in part) / len(part), sum(j.right for j in part) / len(part))
        for part in (ordered[at : at + size] for at in range(0, len(ordered), size))
    ]
    error = sum(abs(b.claimed - b.right) * b.values for b in table) / max(1, len(ordered))
    return table, error


def compare(wanted: list[Row], found: list[tuple[Row, float]], *, same: Callable[[Row, Row], bool]) -> Comparison:
    """Pair rows of gold with rows found, one to one; of the same row found twice the surer counts."""
    left = list(dict(sorted(found, key=lambda row: row[1])).items())
    verdicts: list[tuple[float, bool]] = []
    missed: list[Row] = []
    for row in dict.fromkeys(wanted):
        match = next((f for f in left if same(row, f[0])), None)
        if match is None:
            missed.append(row)
            continue
        left.remove(match)
        verdicts.append((match[1], True))
    verdicts += [(confidence, False) for _, confidence in left]
    return Comparison(verdicts, missed, [row for row, _ in left])


def fold(text: object) -> str:
    """A name or title as it is compared: compatibility forms, case, white space, quotes, article and final stop aside."""
    folded = " ".join(unicodedata.normalize("NFKC", str(text or "")).casefold().translate(QUOTES).split())
    return folded.strip(" .,;:").removeprefix("the ")


def _equal(a: Row, b: Row) -> bool:
    return a == b


def _overlapping(a: Row, b: Row) -> bool:
    """Rows that begin with offsets: they share a character and the rest is equal."""
    return bool(a[0] < b[1] and b[0] < a[1] and a[2:] == b[2:])


def _organisation(a: Row, b: Row) -> bool:
    return bool(a[0] == b[0] or (a[1] and a[1] == b[1]))


def _number(row: Any, *more: str) -> Row:
    return (row["start"], row["end"], row["kind"], row["value"], row.get("comparator") or "=", *(row.get(m) for m in more))


def _held(person: Any, *fields: str) -> Iterator[Row]:
    for position in person["positions"]:
        yield (fold(person["name"]), *(fold(position.get(field)) for field in fields))


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json")


def _of(
    table: str, row: Callable[[Any], Row], *, having: Callable[[Any], bool] = bool
) -> tuple[Callable[[Any], Iterator[Row]], Callable[[Record], Iterator[tuple[Row, float]]]]:
    """The rows of a table, of gold and of a record, the latter with their confidence; `having` leaves rows out."""
    return (
        lambda content: (row(item) for item in content.get(table, ()) if having(item)),
        lambda record: ((row(item), item["confidence"]) for item in _plain(record)[table] if having(item)),
    )


def _fact(field: str) -> tuple[Callable[[Any], Iterator[Row]], Callable[[Record], Iterator[tuple[Row, float]]]]:
    """A fact of centres: the centre must be found for its fact to be."""

    def of_record(record: Record) -> Iterator[tuple[Row, float]]:
        for centre in record.centres:
            yield from (((fold(centre.name), fold(f.value)), f.confidence) for f in centre.facts if f.field == field)

    of_gold, _ = _of("centres", lambda c: (fold(c["name"]), fold(c[field])), having=lambda c: c.get(field) is not None)
    return of_gold, of_record


def _positions(*fields: str) -> tuple[Callable[[Any], Iterator[Row]], Callable[[Record], Iterator[tuple[Row, float]]]]:
    def of_record(record: Record) -> Iterator[tuple[Row, float]]:
        for person in _plain(record)["people"]:
            yield from zip(_held(person, *fields), (p["confidence"] for p in person["positions"]), strict=True)

    return lambda content: (row for person in content.get("people", ()) for row in _held(person, *fields)), of_record


ROWS = {
    "date": _of("dates", lambda d: (d["start"], d["end"], d["value"])),
    "centre number": _of("centre_numbers", _number),
    "number scope": _of("centre_numbers", lambda n: _number(n, "scope")),
    "number centre": _of("centre_numbers", lambda n: (*_number(n), fold(n["centre"])), having=lambda n: bool(n.get("centre"))),
    "person": _of("people", lambda p: (fold(p["name"]),)),
    "person+title": _positions("title"),
    "position": _positions("title", "organisation"),
    "organisation": _of("organisations", lambda o: (fold(o["name"]), fold(o.get("acronym")))),
    "centre": _of("centres", lambda c: (fold(c["name"]),)),
    "centre+host": _fact("host"),
    "centre+country": _fact("country"),
    "centre+status": _fact("status"),
    "centre+date": _fact("date"),
}
SAME: dict[str, Callable[[Row, Row], bool]] = {
    "date": _overlapping,
    "centre number": _overlapping,
    "number scope": _overlapping,
    "number centre": _overlapping,
    "organisation": _organisation,
}
