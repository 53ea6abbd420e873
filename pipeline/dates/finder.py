"""The engine: text in, date mentions out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipeline import edtf
from pipeline.dates.discourse import Discourse, opening, published_day
from pipeline.dates.matcher import matches
from pipeline.dates.mention import DateMention
from pipeline.dates.order import in_order
from pipeline.dates.page import STOPS, Page
from pipeline.dates.points import Base, Unit
from pipeline.dates.published import standing
from pipeline.dates.ranges import join
from pipeline.dates.reading import Reading, readings
from pipeline.dates.resolve import Resolver
from pipeline.dates.tense import Tense, clause, tense
from pipeline.dates.vocabulary import vocabulary
from pipeline.dates.zones import merged, within, zones

_INNER = frozenset({"early", "mid", "late"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text read but not yet resolved: its tokens, its readings in order, and the number of each token's line."""

    page: Page
    found: tuple[Reading, ...]
    lines: tuple[int, ...]


@lru_cache(maxsize=4)
def analyse(text: str, language: str) -> Analysis:
    """Scan, match and join; pure, so that asking for the publication date first costs nothing twice."""
    page = Page(text, vocabulary(language))
    apart = zones(text)
    found = [reading for match in matches(page) for reading in readings(page, match)]
    found = [reading for reading in join(page, found) if not within(reading.start, reading.end, apart)]
    lines = tuple(accumulate(token.breaks for token in page.tokens))
    return Analysis(page, tuple(in_order(page, found)), lines)


def find(text: str, language: str, anchor: str | None = None, *, passive: Sequence[tuple[int, int]] = ()) -> list[DateMention]:
    """Every date expression of a text, in the order of the text.

    `anchor` is the EDTF date of publication; without it the date that stands as such in the text serves, and without
    that the first full date. In the zones of `passive` only the date of publication is found. A mention whose value
    is None needed what nobody knows. LexiconError for a language without a date lexicon, RecordError for an anchor
    that is not EDTF.
    """
    analysis = analyse(text, language)
    page = analysis.page
    stated = standing(page, analysis.found, analysis.lines)
    head = stated[0] if stated else None
    published = published_day(anchor)
    if published is None and head is not None:
        value = Resolver(Discourse()).resolve(head, 0, lambda: None).value
        published = value if isinstance(value, edtf.Single) else None
    discourse = opening(published, analysis.found, head)
    resolver = Resolver(discourse)
    shut = merged(passive)
    found: list[DateMention] = []
    sentences, prior = Sentences(page), None
    for reading in analysis.found:
        if (
            reading.silent
            or (reading.told and not discourse.historical)
            or _timeless(page, reading)
            or _merely_now(page, reading)
            or (within(reading.start, reading.end, shut) and reading is not head)
        ):
            continue
        mention = _mention(page, resolver, reading, sentences, _frame(page, prior, reading, sentences))
        if mention is not None:
            found.append(mention)
            prior = reading if reading.first.bare_year and reading.last is None else prior
    return found


def find_published(text: str, language: str, *, head: Sequence[tuple[int, int]] | None = None) -> DateMention | None:
    """The date of publication that a text itself states, in a header or footer line or a dateline; None if it does not.

    `head` limits the search to these stretches of the text.
    """
    analysis = analyse(text, language)
    found = analysis.found
    if head is not None:
        found = tuple(reading for reading in found if within(reading.start, reading.end, merged(head)))
    stated = standing(analysis.page, found, analysis.lines)
    if stated is None:
        return None
    reading, score = stated
    resolved = Resolver(Discourse()).resolve(reading, 0, lambda: None)
    if resolved.value is None:
        return None
    sure = min(0.99, 0.7 + score * 0.07) * min(1.0, resolved.confidence + 0.02)
    return DateMention(
        reading.start, reading.end, str(resolved.value), None, False, round(sure, 3), f"{language}.dates.published"
    )


def _frame(page: Page, prior: Reading | None, reading: Reading, sentences: Sentences) -> int | None:
    """The year that holds for a yearless date: "In 2019 it closed in March", "in 1953, when the dyke broke on 31 January"."""
    point = reading.first
    if prior is None or point.year or point.shift or not point.month or sentences.apart(prior, reading):
        return None
    i = prior.last_token
    led = any("when" in page.classes(k) for k in range(i, min(i + 3, reading.first_token)))
    heads = prior.first_token - sentences.start(prior.first_token) <= 2
    if not led and (
        not heads or tense(page, reading.first_token, reading.last_token, clause=True) in (Tense.FUTURE, Tense.WILL)
    ):
        return None
    return prior.first.year


def _mention(page: Page, resolver: Resolver, reading: Reading, sentences: Sentences, year: int | None) -> DateMention | None:
    writing = resolver.discourse.writing
    preposition = reading.modifier or _before(page, reading.first_token, "mod")
    starting = preposition == "since" and _before(page, reading.first_token, "starting") is not None
    resolved = resolver.resolve(
        reading,
        sentences[reading.first_token],
        lambda: _direction(page, reading, "from" if starting else preposition),
        aside=(not starting and preposition == "since")
        or (preposition == "until" and reading.first.year is not None)
        or (not resolver.discourse.historical and _attributive(page, reading.last_token)),
        year=year,
    )
    if resolved.value is None and not resolved.relative:
        return None
    if writing is None and _dateline(page, reading) and isinstance(resolved.value, edtf.Single) and resolved.value.day:
        resolver.discourse.writing = resolved.value
    start, modifier = _lead(page, reading), resolved.modifier
    if modifier not in _INNER:
        modifier = preposition or modifier
    if reading.last is not None and modifier in ("since", "until"):
        modifier = None
    value = str(resolved.value) if resolved.value is not None else None
    return DateMention(
        start, reading.end, value, modifier, resolved.relative, resolved.confidence if value else 0.0, reading.rule
    )


def _attributive(page: Page, i: int) -> bool:
    """Does a clause that qualifies a noun hold the date: "2006年5月上任的总理"? Only with a word of the class `relativiser`."""
    for k in range(i, min(i + 12, len(page.tokens))):
        if page.tokens[k].breaks or page.tokens[k].number or not page.tokens[k].key.isalpha():
            return False
        if "relativiser" in page.classes(k):
            return k > i
    return False


def _timeless(page: Page, reading: Reading) -> bool:
    """Does the rule need a verb in the past or future, or in the future alone, and there is none?"""
    if reading.ahead:
        return tense(page, reading.first_token, reading.last_token, clause=True) not in (Tense.FUTURE, Tense.WILL)
    if not reading.tensed or _before(page, reading.first_token, "mod") in ("before", "until"):
        return False
    return tense(page, reading.first_token, reading.last_token) is None


def _merely_now(page: Page, reading: Reading) -> bool:
    """Is this a "today" that means "nowadays": no verb of its clause in the past or future, no date beside it?

    Only for languages whose settings ask for it.
    """
    shift = reading.first.shift
    if (
        page.words.settings.get("today") != "tensed"
        or shift is None
        or reading.last is not None
        or reading.first.weekday
        or shift.unit is not Unit.DAY
        or shift.n
        or shift.base is Base.DISCOURSE
    ):
        return False
    if "and" in page.classes_before(reading.first_token):
        # "Founded in 1997 with three houses, and today it runs 28."
        return tense(page, reading.first_token, reading.last_token, clause=True) is None
    after = page.classes_after(reading.last_token)
    if "," in after:
        after |= page.classes_after(reading.last_token + 1)
    if after & {"number", "weekday"}:
        return False
    if tense(page, reading.first_token, reading.last_token, clause=True) is not None:
        return False
    # "Le réseau compte aujourd'hui quinze centres": how things stand. Another verb tells what happens.
    return any(_standing(page, i) for i in clause(page, reading.first_token, reading.last_token))


def _standing(page: Page, i: int) -> bool:
    """A verb of how things stand, or a number ("a", "un" are none)."""
    return any(cls == "stative" or (cls in ("num", "numword") and value != 1) for cls, value, _ in page.atoms(i))


def _direction(page: Page, reading: Reading, preposition: str | None) -> Tense | None:
    """The tense of the sentence; "since" looks back, "before" ahead, "until" ahead where no verb says otherwise."""
    found = tense(page, reading.first_token, reading.last_token, clause=True)
    if preposition == "before":
        # "It had promised to be ready before October": the verb is past, the date may be ahead.
        return None if found in (Tense.PAST, Tense.DONE) else Tense.WILL
    found = found or tense(page, reading.first_token, reading.last_token)
    if preposition == "after" and found is Tense.FUTURE:
        # "After the August accident it promised to inspect them all."
        return None
    if preposition == "until" and reading.first.weekday and not reading.first.day:
        # "Schools were closed until Wednesday": that one is yet to come.
        return Tense.FUTURE
    if preposition in ("until", "from") and found in (Tense.PAST, Tense.DONE):
        return None
    if preposition == "since":
        return found if found in (Tense.FUTURE, Tense.WILL) else Tense.PAST
    return Tense.FUTURE if found is None and preposition == "until" else found


def _lead(page: Page, reading: Reading) -> int:
    """English counts "the" of "the same day" in, not that of "the 2019 plan"; other languages leave articles outside."""
    i = reading.first_token
    trim = page.words.settings.get("trim", ())
    if trim:
        while i + 1 < reading.last_token and page.tokens[i].key in trim:
            i += 1
        return max(reading.start, page.tokens[i].start)
    if not i or page.tokens[i].breaks or page.tokens[i - 1].key not in page.words.settings.get("lead", ()):
        return reading.start
    classes = page.classes(i)
    plain = (page.tokens[i].number and not classes & {"decade", "dayth"}) or "month" in classes
    return reading.start if plain else page.tokens[i - 1].start


_SMALL = frozenset({"the", "yw", "of", "weekday"})


def _before(page: Page, i: int, wanted: str) -> str | None:
    """What a preposition of the wanted class before the expression means, small words between them passed over."""
    for _ in range(4):
        if i == 0 or page.tokens[i].breaks > 1:
            return None
        ending = list(page.ending(i))
        for cls, value in ending:
            if cls == wanted:
                return str(value)
        if not any(cls in _SMALL for cls, _ in ending):
            return None
        i -= 1
    return None


def _dateline(page: Page, reading: Reading) -> bool:
    """Is this the day of writing, as in "Ziro, November 17 --", "ДУШАНБЕ, 15 мая.", "新华社北京4月22日电"?"""
    if reading.last or reading.first.shift or not reading.first.day or reading.last_token >= len(page.tokens):
        return False
    i = reading.first_token
    words = 0
    while i > 0 and not page.tokens[i].breaks and words <= 5:
        i -= 1
        words += page.tokens[i].key.isalpha()
    after = page.tokens[reading.last_token]
    classes = page.classes(reading.last_token)
    if "wire" in classes:
        return True
    comma = reading.first_token > 0 and page.tokens[reading.first_token - 1].key in ",("
    return 0 < words <= 5 and comma and after.key in "-–—.:)" and not after.breaks


class Sentences:
    """For a token the number of its sentence, a thousand for each paragraph; worked out for the places where one may begin."""

    def __init__(self, page: Page) -> None:
        number = 0
        self.starts, self.numbers = [0], [0]
        for i, token in enumerate(page.tokens):
            if token.breaks or token.key in STOPS:
                start = i if token.breaks else i + 1
                if token.breaks:
                    number += 1000 - number % 1000
                elif page.ends_sentence(i):
                    number += 1
                else:
                    continue
                self.starts.append(start)
                self.numbers.append(number)

    def start(self, token: int) -> int:
        """The first token of the sentence of a token."""
        return self.starts[bisect_right(self.starts, token) - 1]

    def apart(self, a: Reading, b: Reading) -> bool:
        """Do two readings stand in different sentences?"""
        return self[a.first_token] != self[b.first_token]

    def __getitem__(self, token: int) -> int:
        return self.numbers[bisect_right(self.starts, token) - 1]
