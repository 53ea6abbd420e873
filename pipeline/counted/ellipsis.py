"""Ordinals without their noun: "the fifteenth worldwide", "the first of its kind", "X, the fourth in Romania"."""

from __future__ import annotations

from typing import Final

from pipeline.counted.antecedents import before_name, with_antecedent
from pipeline.counted.claim import Claim, Claims, adverb_at, goes_on, indefinite, said_unit, unit_of
from pipeline.counted.classifiers import may_count
from pipeline.counted.clauses import in_title, mentioned, predicate
from pipeline.counted.nouns import LOOK_BACK, noun_after
from pipeline.counted.reading import COMMAS, DASHES, Mention, Reading
from pipeline.numbers import Kind, Numeral
from pipeline.places import PlaceKind
from pipeline.units import Unit

CONJOINED: Final = 5
INVERTED: Final = 6
HOLLOW: Final = 5
# What is no noun behind an ordinal.
NO_NOUNS: Final = (
    "follows",
    "stops",
    "scope_prepositions",
    "of",
    "verbs",
    "copulas",
    "having",
    "relatives",
    "timely",
    "pronouns",
    "adjuncts",
    "kinds",
    "conjunctions",
    "superlatives",
    "merely",
)


def elliptic(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """An ordinal without its noun: "the fifteenth worldwide", "the first of its kind", "X, the fourth in Romania"."""
    if (inverted := _inverted(reading, numeral)) is not None:
        return inverted
    if ranked(reading, numeral) or _adverbial(reading, numeral, claims) or strange(reading, numeral, claims):
        return None
    if equated := _equated(reading, numeral):
        return Claim(numeral, "apposed", unit_of(reading, equated), numeral.last, None, equated)
    at = match.last if (match := reading.says("pronouns", numeral.last)) else numeral.last
    said = predicate(reading, numeral)
    apposed = None if said and mentioned(reading, numeral) else _apposed(reading, numeral)
    if apposed:
        return Claim(numeral, "apposed", unit_of(reading, apposed), at, None, apposed)
    follow = reading.says("follows", at) or reading.says("kinds", numeral.last) or _seated(reading, numeral.last)
    later = _conjoined(reading, numeral, at)
    if whole := _one_of_several(reading, at):
        return Claim(numeral, "elliptic", whole, at)
    ends = at >= len(reading.words) or reading.parted(at, COMMAS | DASHES) or bool(set(reading.gap(at)) & set(')»”"'))
    ends = ends or _headless(reading, at) or (said and _dated(reading, at))
    going_on = goes_on(reading, numeral, claims) or (in_title(reading, numeral) and bool(_units_before(reading, numeral)))
    timed = reading.known.of_kind and _dated(reading, at)
    verb = going_on and (reading.says("verbs", at) or reading.says("copulas", at) or timed)
    if not (follow or ends or later or verb or adverb_at(reading, at) or (said and _goes_on(reading, at))):
        return None
    if not (later or verb or determined(reading, numeral, claims)):
        return None
    leaning = with_antecedent(reading, numeral, claims, bare=not follow) or before_name(reading, numeral)
    return leaning or (Claim(numeral, "joined", None, at) if later else None)


def ranked(reading: Reading, numeral: Numeral) -> bool:
    """Whether an ordinal is a rank, a fraction, the place of something in a contest or by what is measured."""
    if reading.said_before("ranks", numeral.first) is not None or _fraction(reading, numeral) or _placed(reading, numeral):
        return True
    led = reading.says("scope_prepositions", numeral.last) or reading.says("of", numeral.last)
    article = reading.says("articles", led.last) if led else None
    contest = led is not None and reading.says("contests", article.last if article else led.last) is not None
    return contest or _measured(reading, numeral)


def strange(reading: Reading, numeral: Numeral, claims: Claims) -> bool:
    """Whether an ordinal goes on from one of its sentence that numbers no centres ("the first call in May, the second in June"), or from a count («четыре первых»)."""
    if reading.says("more", numeral.first) and any(c.numeral.last == numeral.first for c in claims):
        return True
    if _shares_noun(reading, numeral):
        return True
    start, end = reading.sentence(numeral.start)[0], numeral.start
    known = {c.numeral.start for c in claims}
    before = [n for n in reading.numerals.values() if start <= n.start < end and n.kind is Kind.ORDINAL and not n.label]
    last = max(before, key=lambda n: n.start, default=None)
    return last is not None and last.value == numeral.value - 1 and last.start not in known


def _shares_noun(reading: Reading, numeral: Numeral) -> bool:
    """Whether "or" joins an ordinal to one whose noun is no site's: "are we the second or the third airline"."""
    loose = reading.known.postposed or reading.known.of_kind or reading.parted(numeral.last, COMMAS | DASHES)
    joined = None if loose else reading.says("conjunctions", numeral.last)
    article = reading.says("articles", joined.last) if joined else None
    other = reading.numerals.get(article.last if article else joined.last) if joined else None
    if other is None or other.kind is not Kind.ORDINAL or reading.ended(other.last) or noun_after(reading, other):
        return False
    at, word = other.last, reading.words[other.last]
    free = at in reading.units or at in reading.places or at in reading.numerals or word.capital
    return not (
        free
        or reading.closed.covers(word.start, word.end)
        or adverb_at(reading, at)
        or any(reading.says(name, at) for name in NO_NOUNS)
    )


def _placed(reading: Reading, numeral: Numeral) -> bool:
    """Chinese: whether a verb of ranking stands before the place of an ordinal without a measure word: 居全国第二."""
    if not reading.known.of_kind or numeral.classifier:
        return False
    adverbs = (
        reading.known.adverbs.at(reading.text, reading.words, n) for n in range(max(0, numeral.first - INVERTED), numeral.first)
    )
    begins = [match.first for match in adverbs if match is not None and match.last == numeral.first]
    begins += [first for first, (_, last) in reading.places.items() if last == numeral.first]
    return any(reading.said_before("ranks", first) for first in begins)


def _seated(reading: Reading, at: int) -> bool:
    """Whether a place follows to which its preposition is written: «الثالث بالمغرب»."""
    place = reading.places[at][0] if at in reading.places and not reading.parted(at, COMMAS | DASHES) else None
    return place is not None and reading.glued("scope_prepositions", at, place.start) is not None


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether "and" stands at word `at`, be it written to the next word or not."""
    if at >= len(reading.words):
        return False
    glued = reading.glued("conjunctions", at, reading.words[at].start + 1)
    return reading.says("conjunctions", at) is not None or glued is not None


def _equated(reading: Reading, numeral: Numeral) -> Mention | None:
    """The centre that a clause names which says no more than which one it is: "the tenth, which is the Azraq Library, sets off"."""
    copula = reading.says("copulas", numeral.last) if reading.parted(numeral.last, COMMAS) else None
    if copula is None or copula.last >= len(reading.words):
        return None
    article = reading.says("articles", copula.last)
    at = reading.words[min(article.last if article else copula.last, len(reading.words) - 1)].start
    return next((m for m in reading.mentions if m.start == at), None)


def _dated(reading: Reading, at: int) -> bool:
    """Whether the time follows, which ends what is said of a centre: "it will be the eleventh (late) next year"."""
    beside = reading.words[at : at + 2]
    return any(reading.closed.covers(w.start, w.end) for w in beside[:1]) or (
        reading.says("timely", at) is not None and any(reading.closed.covers(w.start, w.end) for w in beside)
    )


def _inverted(reading: Reading, numeral: Numeral) -> Claim | None:
    """Russian: the predicate before its copula and its subject, "Третьим в сети станет центр в Оше"."""
    last = min(numeral.last + INVERTED, len(reading.words))
    for at in range(numeral.last, last) if reading.known.predicative else ():
        if reading.parted(at, COMMAS | DASHES) or at in reading.numerals:
            return None
        verb = reading.says("copulas", at) or (None if numeral.value == 1 else reading.says("verbs", at))
        if verb is None:
            continue
        if verb.last >= len(reading.words) or reading.parted(verb.last):
            return None
        begin = reading.words[verb.last].start - 1
        end = reading.words[min(verb.last + INVERTED // 2, len(reading.words) - 1)].end
        mention = next(iter(reading.mentions_in(begin, end)), None)
        unit = next(iter(reading.units_in(begin, end)), None)
        if mention is None and unit is None:
            return None
        return Claim(numeral, "elliptic", said_unit(reading, mention, unit), numeral.last, None, mention)
    return None


def _measured(reading: Reading, numeral: Numeral) -> bool:
    """Whether the clause has said by what it ranks: "по числу участников комитет стал третьим"."""
    start, _ = reading.sentence(numeral.start)
    for at in range(numeral.first - 1, reading.index(start) - 1, -1):
        if reading.parted(at + 1, COMMAS):
            return False
        if reading.says("measures", at):
            return True
    return False


def _headless(reading: Reading, at: int) -> bool:
    """Whether a Chinese clause without its noun, or with one that says nothing, follows: 第一个以灾害医学为主题的（机构）."""
    for end in range(at + 1, min(at + reading.known.reach, len(reading.words) + 1) if reading.known.of_kind else 0):
        if reading.parted(end, COMMAS | DASHES):
            hollow = reading.said_before("hollow", end)
            last = hollow.first if hollow else end
            of = range(max(at + 1, last - HOLLOW), last) if hollow else range(end - 1, end)
            return any(reading.words[n].form == reading.known.of_kind for n in of)
    return False


def _fraction(reading: Reading, numeral: Numeral) -> bool:
    """As in "a third of the staff"; "a third of its kind" is none."""
    of = reading.says("of", numeral.last)
    return of is not None and indefinite(reading, numeral) and reading.says("kinds", numeral.last) is None


def _units_before(reading: Reading, numeral: Numeral) -> list[Unit]:
    return reading.units_in(reading.sentence(numeral.start)[0], numeral.start)


def _one_of_several(reading: Reading, at: int) -> str | None:
    """The unit of "the second of three learning spaces"."""
    match = reading.says("of", at)
    several = reading.numerals.get(match.last) if match else None
    unit = noun_after(reading, several) if several and several.kind is Kind.CARDINAL else None
    return unit.unit if unit else None


def _adverbial(reading: Reading, numeral: Numeral, claims: Claims) -> bool:
    """Russian: an instrumental without a copula is an adverb, "КНУ первым внедрил"."""
    form = reading.words[numeral.last - 1].form
    if not any(form.endswith(ending) for ending in reading.known.predicative):
        return False
    start, _ = reading.sentence(numeral.start)
    joined = bool(claims) and claims[-1].numeral.start >= start and claims[-1].numeral.kind is Kind.ORDINAL
    return not joined and not any(reading.says("copulas", at) for at in range(max(0, numeral.first - 6), numeral.first))


def _apposed(reading: Reading, numeral: Numeral) -> Mention | None:
    """The centre named right behind: "the twelfth one, the NDI Skardu Centre"."""
    at = numeral.last
    if match := reading.says("pronouns", at):
        at = match.last
    if at in reading.places and reading.places[at][0].kind is PlaceKind.ADJECTIVE and not reading.parted(at, COMMAS):
        at = reading.places[at][1]
    if at >= len(reading.words) or not set(reading.gap(at)) & (COMMAS | DASHES | {":", "："}) or "\n" in reading.gap(at):
        return None
    for _ in range(3):
        if found := reading.mentions_in(reading.words[at].start - 1, reading.words[at].start + 1):
            return found[0]
        article = reading.says("articles", at)
        if not article or article.last >= len(reading.words):
            return None
        at = article.last
    return None


def _conjoined(reading: Reading, numeral: Numeral, behind: int) -> bool:
    """The first of two ordinals: "the 8th and the 9th of the network", 亚洲首家、全球第三家."""
    match = reading.says("conjunctions", behind)
    if match is None and reading.known.of_kind and set(reading.gap(numeral.last)) & COMMAS:
        _, end = reading.sentence(numeral.start)
        following = [
            n for n in reading.numerals.values() if numeral.end <= n.start < end and n.first - numeral.last <= LOOK_BACK
        ]
        return any(n.kind is Kind.ORDINAL and n.classifier in reading.known.classifiers for n in following)
    begin = match.last if match else 0
    for at in range(begin, begin + CONJOINED) if match else ():
        if at > begin and (at >= len(reading.words) or reading.parted(at, COMMAS | DASHES) or reading.says("verbs", at)):
            return False
        if at in reading.numerals:
            return reading.numerals[at].kind is Kind.ORDINAL and may_count(reading, reading.numerals[at])
    return False


def determined(reading: Reading, numeral: Numeral, claims: Claims) -> bool:
    """Whether a noun phrase begins here: an article, a possessive, a comma behind a name, or the ordinal before."""
    if reading.known.postposed:
        return _stands_alone(reading, numeral)
    if reading.known.bare:
        return True
    first = numeral.first
    if first == 0 or reading.parted(first) or set(reading.gap(first)) & (COMMAS | DASHES):
        return True
    if reading.said_before("determiners", first) or reading.said_before("possessives", first):
        return True
    if reading.says("kinds", numeral.last) and reading.said_before("conjunctions", first):
        return True
    match = reading.said_before("conjunctions", first)
    return bool(match and claims and reading.sentence(numeral.start)[0] <= claims[-1].numeral.start)


def _stands_alone(reading: Reading, numeral: Numeral) -> bool:
    """Whether an ordinal that could follow a noun has none before it: a mark, "and", a copula or a name stands there."""
    first = numeral.first
    if first == 0 or reading.parted(first, COMMAS | DASHES) or numeral.core > reading.words[first].start:
        return True
    before = reading.words[first - 1].end
    if reading.closed.covers(before - 1, before) and mentioned(reading, numeral):
        return True
    said = any(reading.said_before(name, first) for name in ("copulas", "speakers"))
    return said or any(abs(m.end - before) <= 1 for m in reading.mentions)
