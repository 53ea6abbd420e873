"""The date of publication: of the full dates of a text the one that its furniture states, if any does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline import lexicon
from pipeline.dates.furniture import told
from pipeline.dates.page import Page
from pipeline.dates.points import Point, day_of
from pipeline.dates.reading import Reading
from pipeline.judge import NOBODY, Evidence, Judge


def standing(page: Page, found: Sequence[Reading]) -> tuple[Reading, float] | None:
    """The reading that says when the text was published, and the probability that it does; None where likelier none does."""
    readings = nameable(found)
    if not readings:
        return None
    odds = _judge(page.words.language).odds(questioned(page, found, readings))
    chances: dict[Point, float] = {}
    for k, reading in enumerate(readings):
        chances[_day(reading)] = chances.get(_day(reading), 0.0) + odds[str(k)]
    best = max(chances, key=chances.__getitem__)
    if chances[best] <= odds[NOBODY]:
        return None
    own = [k for k, reading in enumerate(readings) if _day(reading) == best]
    return readings[max(own, key=lambda k: odds[str(k)])], chances[best]


def questioned(page: Page, found: Sequence[Reading], readings: Sequence[Reading]) -> dict[str, Evidence]:
    """The evidence for each of the readings by its number, and for none of them."""
    evidence = told(page, found, readings)
    return {**{str(k): said for k, said in enumerate(evidence)}, NOBODY: frozenset()}


def nameable(found: Sequence[Reading]) -> list[Reading]:
    """Those that may date a text: full dates, or month and year. A Hijri date and its equivalent are one."""
    kept: list[Reading] = []
    for reading in found:
        point = reading.first
        if not _dates(point) or reading.last or reading.silent or point.shift or point.modifier:
            continue
        if (
            kept
            and kept[-1].first == point
            and kept[-1].rule == reading.rule
            and reading.first_token <= kept[-1].last_token + 2
        ):
            kept[-1] = kept[-1]._replace(last_token=reading.last_token)
        else:
            kept.append(reading)
    return kept


def _dates(point: Point) -> bool:
    if point.year is None or point.month is None or (point.day is None and point.short):
        return False
    return day_of(point.year + (2000 if point.short else 0), point.month, point.day or 1) is not None


def _day(reading: Reading) -> Point:
    point = reading.first
    return Point(point.year, point.month, point.day, short=point.short)


@cache
def _judge(language: str) -> Judge:
    return Judge(lexicon.read(language, "published").table("standing"))
