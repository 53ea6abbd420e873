"""The tabular Islamic calendar, near enough to tell whether a Hijri and a Gregorian date can be the same day."""

from __future__ import annotations

from datetime import date

# Proleptic Gregorian ordinal of the day before 1 Muharram 1 (16 July 622 of the Julian calendar).
_EPOCH = 227_014
# Sightings and the calendars of states differ from the table by so many days.
_TOLERANCE = 2


def gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri one by the table of 30-year cycles (leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29)."""
    months = 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + months + day)


def agrees(hijri: tuple[int, int, int], day: date) -> bool:
    """May both be the same day? Source: Reingold and Dershowitz, Calendrical Calculations (arithmetic Islamic calendar)."""
    year, month, dated = hijri
    return abs((gregorian(year, month, dated) - day).days) <= _TOLERANCE
