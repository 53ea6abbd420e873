"""Dates of no one year: "every year on 12 March", "daily except Friday", "we had waited for this day"."""

from __future__ import annotations

from pipeline.dates.page import Page
from pipeline.dates.points import Unit
from pipeline.dates.reading import Reading
from pipeline.dates.scanner import fold
from pipeline.dates.tense import clause

_SMALL = frozenset({"in", "from", "at", "the", "of", "on", "to", "mod", "between", "monthprep", "weekdayprep", "nightof", ","})
# Small words between the date and what says that it returns; words between it and those who wait for it.
_REACH, _NEAR = 4, 2
# Who opens a speech with so many years, or a multiple of them, speaks roughly: "Twenty years ago we dreamt of one room".
_ROUND = 5
# So many words on either side tell a match from a business.
_AROUND = 40
_OPENING, _EITHER, _SHUT = frozenset("«“„‘‹「『"), frozenset('"”»'), frozenset("»”›」』")


def habitual(page: Page, reading: Reading) -> bool:
    """Does it return every year, or is it a day or so many years that nobody counted?"""
    point = reading.first
    if point.year is not None or point.decade is not None:
        return False
    if point.shift is not None:
        if point.shift.unit is Unit.YEAR and point.shift.n <= -_ROUND:
            return point.shift.n % _ROUND == 0 and _opens_speech(page, reading.first_token)
        return point.shift.unit is Unit.DAY and not point.shift.n and _awaited(page, reading)
    if "perweek" in page.words.kinds and point.weekday and not point.month and not point.day and _led(page, reading, "perweek"):
        # "One flight per week, on Thursday".
        return True
    if "yearly" in page.words.kinds and (point.month or point.season or point.weekday or point.feast):
        return _led(page, reading, "yearly") or _followed(page, reading, "yearly")
    return False


def excepted(page: Page, reading: Reading) -> bool:
    """Is it a bare weekday behind a word such as "except"?"""
    point = reading.first
    if not point.weekday or point.day or point.month or point.shift:
        return False
    return _led(page, reading, "except") or "exceptpost" in page.classes_after(reading.last_token)


def played(page: Page, reading: Reading) -> bool:
    """Is it a quarter of a match: do words of sport stand around it?"""
    if "sport" not in page.words.kinds or not reading.first.quarter or reading.first.year or reading.first.shift:
        return False
    around = range(max(0, reading.first_token - _AROUND), min(len(page.keys), reading.last_token + _AROUND))
    return any("sport" in page.classes(i) for i in around)


def counted_otherwise(page: Page, reading: Reading) -> bool:
    """Is it a week that counts from something else than New Year: of a season of sport, of a course, of a pregnancy?"""
    point = reading.first
    if not point.isoweek:
        return False
    around = range(max(0, reading.first_token - _AROUND), min(len(page.keys), reading.last_token + _AROUND))
    if any("sport" in page.classes(i) for i in around):
        return True
    # Words of no class, so that for other rules they stay strangers.
    others = _listed(page, "weekly") if not (point.year or point.shift) else ()
    return any(page.keys[i] in others for i in around)


def lasting(page: Page, reading: Reading) -> bool:
    """Is it how long something has gone on, where one word says "ago" and "for": "يعمل منذ ست سنوات", but "افتتح منذ ست سنوات"?

    The verb or participle nearest to it in the clause decides, those before it first; where none tells, it is "ago".
    """
    shift = reading.first.shift
    if shift is None or shift.n >= 0 or "lastingprep" not in page.classes(reading.first_token):
        return False
    going_on, prefixes = _listed(page, "lasting"), page.words.prefixes
    for i in clause(page, reading.first_token, reading.last_token):
        key = page.keys[i]
        if key in going_on or (key[:1] in prefixes and key[1:] in going_on):
            return True
        if "past" in page.classes(i):
            return False
    return False


def _listed(page: Page, name: str) -> set[str]:
    """The words of a setting, as those of the page are compared."""
    return {fold(word, page.words.accents) for word in page.words.settings.get(name, ())}


def _led(page: Page, reading: Reading, wanted: str) -> bool:
    """Does a word of the wanted class stand before it, small words between them?"""
    i = reading.first_token
    for _ in range(_REACH):
        if i == 0 or page.breaks[i] > 1:
            return False
        ending = [cls for cls, _ in page.ending(i)]
        if wanted in ending:
            return True
        if _SMALL.isdisjoint(ending) and page.keys[i - 1] != ",":
            return False
        i -= 1
    return False


def _followed(page: Page, reading: Reading, wanted: str) -> bool:
    """Does a word of the wanted class follow, "of" between them at most?"""
    after = page.classes_after(reading.last_token)
    return wanted in after or (not after.isdisjoint({"of", "from"}) and wanted in page.classes_after(reading.last_token + 1))


def _opens_speech(page: Page, i: int) -> bool:
    """Does a quotation mark open right before it?"""
    if i == 0 or page.breaks[i]:
        return False
    return page.keys[i - 1] in _OPENING or (page.glued[i] and page.keys[i - 1] in _EITHER)


def quoted(page: Page, i: int) -> bool:
    """Does token `i` stand in what somebody is quoted as saying? A quotation ends with its paragraph at the latest."""
    straight = False
    for k in range(i - 1, -1, -1):
        if page.breaks[k + 1]:
            break
        if page.keys[k] in _SHUT:
            return straight
        if page.keys[k] in _OPENING:
            return True
        straight ^= page.keys[k] == '"'
    return straight


def _awaited(page: Page, reading: Reading) -> bool:
    """Is it what somebody waits for or remembers?"""
    first = reading.first_token
    return any("awaited" in page.classes(i) and not page.breaks[i + 1] for i in range(max(0, first - _NEAR), first))
