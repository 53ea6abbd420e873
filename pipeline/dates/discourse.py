"""What is known while a text is read from top to bottom: when it was written, and which dates it spoke of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from pipeline import edtf
from pipeline.dates.points import Base, Point, Unit, Value, day_of
from pipeline.dates.reading import Reading

# A text whose dates all lie so far back tells history; its yearless dates belong to the dates it tells of.
_LONG_AGO = timedelta(days=550)
_ENOUGH = 3
# Speech that a text quotes was spoken no longer before.
_LATELY = timedelta(days=7)
# Readings, of which each may be a range, among which there cannot be so many dates.
_FEW = 2
# Days without a year that go on from one that has it.
_CHAIN = 2
_GENERATION = 10
# Texts of before that year are no announcements of ours.
NEVER_NEWS = 1980
# Rules of what may be the end of the year told as well as that of writing: "a finales de año", 年底.
_OF_TOLD = (".year_end", ".part_alone")
# A text that names no later year tells of old times even where it names few days.
_LONG_PAST = 1900
_ROUGH, _MONTHS = frozenset({edtf.Precision.DECADE, edtf.Precision.CENTURY}), frozenset({edtf.Precision.MONTH})


@dataclass(slots=True)
class Discourse:
    """What is known while a text is read from top to bottom.

    `published` is the date of publication; `writing` the day the text was written (its dateline), which "today" means.
    `spoken` is the date last spoken of; `spoken_day` and `spoken_month` the last that had a day, a month; `event` the
    last range of days, told in the sentence `event_at`, and there are `several` where ranges before it were others; `later` the first full date of the whole text, for a headline whose year only the body names, and `latest` the last in time;
    `years` all that the text names.
    `sentence` and `month` are the numbers of sentences and the last dated month that stood there: `sentence` only of those
    whose year was written, no aside. `days` are the last days told of each weekday, `ahead` the last
    after that of writing, `lately` the last of the week up to it. A `historical` text tells of times long past; `told` is the last of them.
    """

    published: edtf.Single | None = None
    writing: edtf.Single | None = None
    spoken: edtf.Single | None = None
    spoken_day: edtf.Single | None = None
    spoken_month: edtf.Single | None = None
    event: edtf.Interval | None = None
    event_at: int = 0
    several: bool = False
    first_full: edtf.Single | None = None
    later: edtf.Single | None = None
    latest: edtf.Single | None = None
    years: frozenset[int] = frozenset()
    historical: bool = False
    told: edtf.Single | None = None
    sentence: tuple[int, edtf.Single] | None = None
    month: tuple[int, edtf.Single] | None = None
    days: dict[int, edtf.Single] = field(default_factory=dict)
    ahead: edtf.Single | None = None
    lately: edtf.Single | None = None

    def base(self, base: Base) -> edtf.Single | None:
        """What a shift counts from."""
        if base is Base.DISCOURSE:
            return self.spoken
        return self.writing or self.published or self.first_full

    def harks_back(self, point: Point) -> bool:
        """Whether a bare year lies a generation before what a story of other years has come to: "a house built in 1887"."""
        bare = point.year is not None and point.month is None and not point.short
        return bare and self.historical and self.told is not None and self.told.year - (point.year or 0) > _GENERATION

    def note(self, value: Value, sentence: int, *, relative: bool, aside: bool = False) -> None:
        """Remember a resolved date as the one last spoken of; one said `aside` is not what is told."""
        last = value if isinstance(value, edtf.Single) else value.last or value.first
        if last is None:
            return
        if last.day is not None and isinstance(value, edtf.Interval):
            self.several = self.several or self.event not in (None, value)
            self.event, self.event_at = value, sentence
        if last.precision in _ROUGH:
            return
        if aside and self.historical and self.told is not None:
            return
        self.spoken = self.told = last
        if last.month is not None:
            self.spoken_month, self.month = last, (sentence, last)
            if not relative and not aside:
                self.sentence = (sentence, last)
        if last.day is not None:
            self.spoken_day = self.days[last.bounds()[0].isoweekday()] = last
            written = self.writing or self.published
            if written is not None and last.bounds() > written.bounds():
                self.ahead = last
            elif written is not None and written.bounds()[0] - last.bounds()[0] <= _LATELY:
                self.lately = last
            if self.first_full is None:
                self.first_full = last
        elif self.first_full is None and last.precision in _MONTHS and not relative:
            self.first_full = last


def opening(
    published: edtf.Single | None, found: Sequence[Reading], head: Reading | None, announces: Callable[[], bool]
) -> Discourse:
    """What is known before the first date is resolved.

    `head` is the reading that states the publication, if one does; `announces` tells whether a day without a year is one to come.
    """
    start = Discourse(published=published, spoken=published, spoken_day=published, spoken_month=published)
    if published is not None and len(found) < _FEW:
        # What a few dates tell beside that of publication decides nothing.
        return start
    said = [(r, p) for r in found for p in (r.first, r.last) if p]
    years = [(r, p) for r, p in said if p.year and not (p.shift or p.short or r.silent or r is head)]
    points, told = [p for _, p in years], [p for r, p in years if not r.life]
    days = [day for p in told if p.full and (day := day_of(p.year or 0, p.month or 0, p.day or 0))]
    start.later = days[0] if days else None
    start.years = frozenset(p.year for p in told if p.year)
    start.latest = max(days, key=lambda day: (day.year, day.month, day.day), default=None)
    deictic = any(_deictic(p, published) for r, p in said if not (r.ahead or r.rule.endswith(_OF_TOLD)))
    yearless = sum(p.year is None and p.month is not None and p.day is not None for _, p in said)
    start.historical = _long_ago(points, published, deictic=deictic, yearless=yearless)
    if published is not None and not start.historical and not deictic and yearless >= _CHAIN:
        start.historical = _opens_long_ago(told, published) and not announces()
    return start


def unclear(published: edtf.Single, found: Sequence[Reading]) -> bool:
    """May the text tell of times long past but for the one date that may be that of its publication?"""
    if len(found) < _FEW:
        return False
    dated = [p for r in found for p in (r.first, r.last) if p and p.month and p.year and not p.shift]
    return len(dated) >= _ENOUGH and sum(not _old(p, published) for p in dated) <= 1


def _old(point: Point, published: edtf.Single) -> bool:
    written = published.bounds()[0]
    return (written.year - (point.year or 0)) * 365 + (written.month - (point.month or 0)) * 30 > _LONG_AGO.days


def _long_ago(points: Sequence[Point], published: edtf.Single | None, *, deictic: bool, yearless: int) -> bool:
    dated = [p for p in points if p.month and p.year]
    if published is None:
        # Nobody knows when it was written: dates of many years are a chronicle, and so are old ones or a chain of days where
        # nobody says "today".
        years = {p.year or 0 for p in dated}
        if len(years) >= _ENOUGH and (not deictic or max(years) - min(years) >= _GENERATION):
            return True
        if not deictic and len(points) >= _ENOUGH and max(p.year or 0 for p in points) < _LONG_PAST:
            return True
        story = yearless >= _ENOUGH or all((p.year or 0) < NEVER_NEWS for p in dated)
        return story and not deictic and len(dated) >= _ENOUGH - 1
    if deictic or len(dated) < _ENOUGH:
        return False
    return all(_old(point, published) for point in dated)


def _opens_long_ago(points: Sequence[Point], published: edtf.Single) -> bool:
    """Does the first year of a text date a day a generation ago, and do others, of which none comes near the day of writing, go on from it?"""
    first = points[0] if len(points) > 1 else None
    begun = first is not None and first.month and first.day and published.year - (first.year or 0) > _GENERATION
    return bool(begun) and all(_old(point, published) for point in points)


def _deictic(point: Point, published: edtf.Single | None) -> bool:
    """Does it count from the day of writing: "yesterday", "last month", and "on Thursday" where that day is known?"""
    shift = point.shift
    if shift is None:
        return published is not None and point.weekday is not None and point.day is None
    return shift.base is Base.WRITING and (shift.n <= 0 or shift.unit is Unit.DAY)


@lru_cache(maxsize=64)
def published_day(value: str | date | None) -> edtf.Single | None:
    """The anchor, EDTF or a day, as a single date; the first of an interval. None outside the years 100 to 9900: nothing counts from there."""
    if value is None:
        return None
    parsed = edtf.parse(value.isoformat()[:10] if isinstance(value, date) else value)
    single = parsed if isinstance(parsed, edtf.Single) else parsed.first
    return single if single is not None and 100 <= single.year <= 9900 else None
