"""The engine: text in, date mentions out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline import edtf
from pipeline.dates.builders import readings
from pipeline.dates.datelines import behind_clock, dateline, of_act, year_of_writing
from pipeline.dates.discourse import Discourse, opening, published_day, unclear
from pipeline.dates.habits import counted_otherwise, excepted, habitual, lasting, played, quoted
from pipeline.dates.lives import with_lives
from pipeline.dates.matcher import matches
from pipeline.dates.mention import DateMention
from pipeline.dates.nowadays import merely_now
from pipeline.dates.order import in_order
from pipeline.dates.outlook import attributive, before, beside, direction, heads, made, of_a_thing, timeless
from pipeline.dates.page import Page
from pipeline.dates.points import Base, Shift, Unit
from pipeline.dates.published import standing
from pipeline.dates.ranges import join
from pipeline.dates.reading import Reading
from pipeline.dates.resolve import SUREST, by_itself, resolve
from pipeline.dates.sentences import Sentences, opens_paragraph, same_paragraph
from pipeline.dates.setting import Setting
from pipeline.dates.shared_year import shared_years
from pipeline.dates.tense import AHEAD, tense
from pipeline.dates.vocabulary import vocabulary
from pipeline.dates.zones import merged, within, zones

_INNER = frozenset({"early", "mid", "late"})
# What makes of a year the end of a time, which is not told by its name.
_BOUNDS = frozenset({"since", "until", "before", "after"})
# How sure a dateline is whose year follows from what the text tells as past and as ahead.
_INFERRED = 0.75
# So many words before a date its sentence may say that it is for rain.
_SAID = 12


class Analysis(NamedTuple):
    """A text read but not yet resolved: its tokens and its readings in order."""

    page: Page
    found: tuple[Reading, ...]


@lru_cache(maxsize=4)
def analyse(text: str, language: str) -> Analysis:
    """Scan, match and join; pure, so that asking for the publication date first costs nothing twice."""
    page = Page(text, vocabulary(language))
    found = [reading for match in matches(page) for reading in readings(page, match)]
    found = join(page, found) if len(found) > 1 else found
    if found and (apart := zones(text)):
        found = [reading for reading in found if not within(reading.start, reading.end, apart)]
    page.dated = frozenset(token for reading in found for token in range(reading.first_token, reading.last_token))
    return Analysis(page, tuple(with_lives(page, in_order(page, found))))


def find(
    text: str,
    language: str,
    anchor: str | date | None = None,
    *,
    passive: Sequence[tuple[int, int]] = (),
    listed: Sequence[tuple[int, int]] = (),
) -> list[DateMention]:
    """Every date expression of a text, in the order of the text.

    `anchor` is the date of publication, as EDTF or as a day; without it the date that stands as such in the text serves, and without
    that the first full date. In the zones of `passive` only the date of publication is found, and not in those of
    `listed`, which tell of other announcements. A mention whose value is None needed what nobody knows. LexiconError for a language without a date lexicon, RecordError for an anchor
    that is not EDTF.
    """
    analysis = analyse(text, language)
    page = analysis.page
    if not analysis.found:
        published_day(anchor)
        return []
    published, shut = published_day(anchor), merged(passive) if passive else ()
    head = None
    if published is None or shut or unclear(published, analysis.found):
        stated = standing(page, _own(analysis.found, listed))
        head = stated[0] if stated else None
    if published is None and head is not None:
        value = by_itself(head).value
        published = value if isinstance(value, edtf.Single) else None
    discourse = opening(published, analysis.found, head, lambda: _announces(page, analysis.found))
    found: list[DateMention] = []
    sentences, prior, last, shared = Sentences(page), None, None, shared_years(page, analysis.found)
    for reading in _told(page, analysis.found) if discourse.historical else analysis.found:
        reading = _placed(page, reading, discourse)  # noqa: PLW2901  (the same, with what the text has told)
        if _dateless(page, reading, story=discourse.historical or _goes_on(discourse, reading, sentences)):
            continue
        if shut and reading is not head and within(reading.start, reading.end, shut):
            continue
        if reading.ahead and last is not None and last.first.day and not sentences.apart(last, reading):
            # "On 25 May he leaves, and in two days he will be back": counted from that day.
            continue
        year, sure, review = of_act(page, reading) or behind_clock(page, reading), 1.0, None
        year = year or shared.get(reading.first_token)
        if published is None and discourse.writing is None and not reading.first.year and dateline(page, reading):
            year, sure = year_of_writing(page, reading, analysis.found), _INFERRED
        if year is None and prior is not None:
            year = _frame(page, prior, reading, sentences)
            review = _review(prior, reading, sentences)
        mention = _mention(page, Setting(discourse, reading, sentences[reading.first_token], review), year)
        if mention is not None:
            found.append(mention._replace(confidence=min(mention.confidence, sure)) if sure < 1 else mention)
            prior = reading if reading.first.bare_year and reading.last is None else prior
            last = reading
    return found


def _announces(page: Page, found: Sequence[Reading]) -> bool:
    """Is a day or month without a year one that the verb says is to come?"""
    yearless = (r for r in found if r.first.month and not r.first.year and not r.first.shift)
    return any(tense(page, r.first_token, r.last_token) in AHEAD for r in yearless)


def _placed(page: Page, reading: Reading, discourse: Discourse) -> Reading:
    """The reading with what its place says of the day from which it counts."""
    shift = reading.first.shift
    if shift is not None and shift == Shift(Base.WRITING, Unit.DAY, 0) and reading.last is None:
        return reading._replace(quoted=discourse.lately is not None and quoted(page, reading.first_token))
    if not reading.first.weekday:
        return reading
    postponed = discourse.ahead is not None and (beside(page, reading, "postponed") or _if_it_rains(page, reading))
    return reading._replace(heading=discourse.event is not None and heads(page, reading), postponed=postponed)


def _if_it_rains(page: Page, reading: Reading) -> bool:
    """Does the sentence say what day is meant should it rain: "В случае дождя — в воскресенье"?"""
    for i in range(reading.first_token - 1, max(-1, reading.first_token - _SAID), -1):
        if page.breaks[i + 1] or page.ends_sentence(i):
            return False
        if "rain" in page.classes(i):
            return True
    return False


def _dateless(page: Page, reading: Reading, *, story: bool) -> bool:
    """Does it only look like a date, by itself or by the words around it?"""
    if reading.silent or (reading.told and not story):
        return True
    if (reading.ahead or reading.tensed) and not reading.heading and timeless(page, reading):
        return True
    point = reading.first
    if counted_otherwise(page, reading):
        return True
    if point.year is not None:
        return False
    return (
        (point.shift is not None and merely_now(page, reading))
        or habitual(page, reading)
        or excepted(page, reading)
        or lasting(page, reading)
        or played(page, reading)
    )


def _goes_on(discourse: Discourse, reading: Reading, sentences: Sentences) -> bool:
    """Is it a bare day behind a dated one of its sentence: "El 18 de julio de 1936 se alzaron, el 20 cayó el cuartel"?"""
    if not reading.told or not reading.first.day or reading.first.shift or discourse.month is None:
        return False
    number, said = discourse.month
    here, written = sentences[reading.first_token], discourse.base(Base.WRITING)
    behind = 0 if written is not None and written.year == said.year else 1
    return said.day is not None and same_paragraph(here, number) and here - number <= behind


def find_published(
    text: str,
    language: str,
    *,
    head: Sequence[tuple[int, int]] | None = None,
    listed: Sequence[tuple[int, int]] = (),
) -> DateMention | None:
    """The date of publication that a text itself states, in a header or footer line or a dateline; None if it does not.

    `head` limits the search to these stretches of the text; those of `listed` tell of other announcements.
    """
    analysis = analyse(text, language)
    found = _own(analysis.found, listed)
    if head is not None:
        found = [reading for reading in found if within(reading.start, reading.end, merged(head))]
    stated = standing(analysis.page, found)
    if stated is None:
        return None
    reading, chance = stated
    resolved = by_itself(reading)
    if resolved.value is None:
        return None
    sure = min(SUREST, chance) * min(1.0, resolved.confidence + 0.02)
    return DateMention(
        reading.start, reading.end, str(resolved.value), None, False, round(sure, 3), f"{language}.dates.published"
    )


def _own(found: Sequence[Reading], listed: Sequence[tuple[int, int]]) -> Sequence[Reading]:
    """The readings without those behind the headlines of other announcements; one that opens a line may date this one."""
    return [r for r in found if not any(start < r.start < end for start, end in listed)]


def _told(page: Page, found: Sequence[Reading]) -> list[Reading]:
    """Readings of a story: what is said to lie ahead counts from what was told ("через четыре дня": four days on).

    Not where the word rather says how long it took: "in four days".
    """
    told = []
    for reading in found:
        shift = reading.first.shift
        if reading.ahead and shift is not None and "within" not in page.classes(reading.first_token):
            first = reading.first._replace(shift=shift._replace(base=Base.DISCOURSE))
            told.append(reading._replace(ahead=False, first=first))
        else:
            told.append(reading)
    return told


def _led_by_when(page: Page, i: int, reach: int) -> bool:
    """Does a clause of "when" begin within so many tokens: "in 1953, when the dyke broke"?"""
    return any("when" in page.classes(k) for k in range(i, min(i + reach, len(page.keys))))


def _frame(page: Page, prior: Reading, reading: Reading, sentences: Sentences) -> int | None:
    """The year that holds for a yearless date: "In 2019 it closed in March", "in 1953, when the dyke broke on 31 January"."""
    point = reading.first
    if point.year or point.shift or not point.month or sentences.apart(prior, reading) or of_a_thing(page, prior):
        return None
    i = prior.last_token
    if page.keys[i] == ":" or _led_by_when(page, i, min(3, reading.first_token - i)):
        # "More fires followed in 1986: in March that of the mill".
        return prior.first.year
    # Not "the wettest April since 1912".
    bounds = (prior.modifier or before(page, prior.first_token, "mod")) in _BOUNDS
    heads = not bounds and prior.first_token - sentences.start(prior.first_token) <= 2
    ahead = heads and tense(page, reading.first_token, reading.last_token, clause=True) in AHEAD
    return prior.first.year if heads and not ahead else None


def _review(prior: Reading, reading: Reading, sentences: Sentences) -> int | None:
    """The year with which the paragraph of a date begins: "In 2023 it earned more. ... On 31 March ..."."""
    number = sentences[prior.first_token]
    opens = opens_paragraph(number) and prior.first_token - sentences.start(prior.first_token) <= 1
    return prior.first.year if opens and same_paragraph(number, sentences[reading.first_token]) else None


def _mention(page: Page, at: Setting, year: int | None) -> DateMention | None:
    reading, discourse = at.reading, at.discourse
    writing = discourse.writing
    preposition = reading.modifier or before(page, reading.first_token, "mod")
    if reading.last is not None and preposition in ("since", "until"):
        # "From the 14th to the 17th": no more is said of the first day.
        preposition = None
    starting = preposition == "since" and beside(page, reading, "starting")
    resolved = resolve(
        replace(at, tense=lambda: direction(page, reading, "from" if starting else preposition)),
        # "Since 1812" qualifies what is told, "from 3 June to 20 September" tells it.
        aside=(not starting and preposition == "since" and reading.last is None)
        or (preposition == "until" and reading.first.year is not None and not _led_by_when(page, reading.last_token, 2))
        or (reading.first.year is not None and not discourse.historical and attributive(page, reading.last_token))
        or discourse.harks_back(reading.first)
        or made(page, reading),
        year=year,
    )
    if resolved.value is None and not resolved.relative:
        return None
    if (
        writing is None
        and not reading.life
        and dateline(page, reading)
        and isinstance(resolved.value, edtf.Single)
        and resolved.value.day
    ):
        discourse.writing = resolved.value
    start, modifier = _lead(page, reading), resolved.modifier
    if modifier not in _INNER:
        modifier = preposition or modifier
    value = str(resolved.value) if resolved.value is not None else None
    return DateMention(
        start, reading.end, value, modifier, resolved.relative, resolved.confidence if value else 0.0, reading.rule
    )


def _lead(page: Page, reading: Reading) -> int:
    """English counts "the" of "the same day" in, not that of "the 2019 plan"; other languages leave articles outside."""
    i = reading.first_token
    trim = page.words.settings.get("trim", ())
    if trim:
        while i + 1 < reading.last_token and page.keys[i] in trim:
            i += 1
        return max(reading.start, page.starts[i])
    if not i or page.breaks[i] or page.keys[i - 1] not in page.words.settings.get("lead", ()):
        return reading.start
    classes = page.classes(i)
    plain = (page.numbers[i] and not classes & {"decade", "dayth"}) or "month" in classes
    return reading.start if plain else page.starts[i - 1]
