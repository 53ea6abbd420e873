"""Ordinals that say which one a centre is, with their noun or without it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline import coined, morphology
from pipeline.counted.claim import Claim, Claims, adverb_at, goes_on, indefinite, opens, said_unit, unit_of
from pipeline.counted.nouns import LOOK_BACK, definite, noun_after, noun_before, scope_end
from pipeline.counted.reading import COMMAS, DASHES, Mention, Reading
from pipeline.numbers import Kind, Numeral
from pipeline.places import PlaceKind
from pipeline.units import Unit

CONJOINED: Final = 5
INVERTED: Final = 6
OPENING: Final = 3
HOLLOW: Final = 5


def ordinal(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """The claim that an ordinal makes, or None; `claims` are those found before it."""
    if not _may_count(reading, numeral) or numeral.label:
        return _label(reading, numeral, claims) if numeral.label else None
    unit = None if definite(reading, numeral) else noun_after(reading, numeral)
    if unit is None and (kind := _own_noun(reading, numeral)):
        return Claim(numeral, "direct_weak", kind, numeral.last)
    if unit:
        return Claim(numeral, "direct" if not unit.weak else "direct_weak", unit.unit, unit.last, unit)
    if numeral.roman:
        return None
    if anchor := _generic(reading, numeral):
        return Claim(numeral, "generic", unit_of(reading, anchor[0]), anchor[1].last, anchor[1], anchor[0])
    if reading.known.postposed and (unit := noun_before(reading, numeral)):
        return Claim(numeral, "postposed", unit.unit, numeral.last, unit)
    return _elliptic(reading, numeral, claims)


def _generic(reading: Reading, numeral: Numeral) -> tuple[Mention, Unit] | None:
    """A general noun said of a centre: "it is the twelfth place of this kind in the town"."""
    unit = noun_after(reading, numeral, generic=True)
    if unit is None or unit.head not in reading.known.generic:
        return None
    start, _ = reading.sentence(numeral.start)
    mentions = reading.mentions_in(start, numeral.start)
    begin = reading.index(mentions[-1].end if mentions else start)
    if not any(reading.says("copulas", at) for at in range(begin, numeral.first)) and not set(reading.gap(numeral.first)) & (
        COMMAS | DASHES
    ):
        return None
    if not mentions and begins_with(reading, "anaphors", start, numeral):
        mentions = reading.mentions_in(0, start)
    return (mentions[-1], unit) if mentions else None


def begins_with(reading: Reading, name: str, start: int, numeral: Numeral) -> bool:
    """Whether a phrase of a list stands among the first words of the sentence that begins at `start`."""
    first = reading.index(start)
    return any(reading.says(name, at) for at in range(first, min(first + 4, numeral.first + 1)))


def _may_count(reading: Reading, numeral: Numeral) -> bool:
    """Not a Chinese ordinal of rounds, days or ranks; not "third-largest"."""
    known = reading.known.classifiers
    unit = reading.units.get(numeral.last)
    if known and not numeral.label and numeral.classifier not in known:
        if _own_noun(reading, numeral):
            return True
        bare = not numeral.classifier and numeral.value > 1
        return bare and ((unit is not None and not unit.weak) or _listed(reading, numeral))
    other = reading.says("superlatives", numeral.last) or reading.says("not_first", numeral.last)
    own = unit is not None and any((e.kind or "").endswith(unit.head) for e in reading.entities.values())
    return (
        other is None
        or own
        or (bool(known) and reading.parted(numeral.last, COMMAS))
        or (unit is not None and other.last < unit.last)
    )


def _own_noun(reading: Reading, numeral: Numeral) -> str | None:
    """The kind of the centre named last whose noun is its own measure word: 第三十五站 of a network of 观测站."""
    own, known = numeral.classifier, reading.known.classifiers
    if not known or not own or own in known or numeral.value == 1:
        return None
    named = [reading.entities[m.key] for m in reading.mentions_in(0, numeral.start) if m.key in reading.entities]
    return next((e.kind for e in reversed(named) if e.kind and e.name.endswith(own)), None)


def _listed(reading: Reading, numeral: Numeral) -> bool:
    """Whether a Chinese ordinal shares the classifier of the next: 第四、第五个."""
    following = reading.numerals.get(numeral.last)
    ordinal = following is not None and following.kind is Kind.ORDINAL and following.classifier in reading.known.classifiers
    return ordinal and "、" in reading.gap(numeral.last)


def _elliptic(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """An ordinal without its noun: "the fifteenth worldwide", "the first of its kind", "X, the fourth in Romania"."""
    if (inverted := _inverted(reading, numeral)) is not None:
        return inverted
    if reading.said_before("ranks", numeral.first) or _adverbial(reading, numeral, claims) or _fraction(reading, numeral):
        return None
    if _measured(reading, numeral):
        return None
    if equated := _equated(reading, numeral):
        return Claim(numeral, "apposed", unit_of(reading, equated), numeral.last, None, equated)
    at = match.last if (match := reading.says("pronouns", numeral.last)) else numeral.last
    said = predicate(reading, numeral)
    apposed = None if said and mentioned(reading, numeral) else _apposed(reading, numeral)
    if apposed:
        return Claim(numeral, "apposed", unit_of(reading, apposed), at, None, apposed)
    follow, later = reading.says("follows", at), _conjoined(reading, numeral, at)
    if whole := _one_of_several(reading, at):
        return Claim(numeral, "elliptic", whole, at)
    ends = at >= len(reading.words) or reading.parted(at, COMMAS | DASHES) or bool(set(reading.gap(at)) & set(')»”"'))
    ends = ends or _headless(reading, at) or (said and _dated(reading, at))
    going_on = goes_on(reading, numeral, claims) or (in_title(reading, numeral) and bool(_units_before(reading, numeral)))
    verb = going_on and (reading.says("verbs", at) or reading.says("copulas", at))
    if not (follow or ends or later or verb or adverb_at(reading, at) or (said and reading.says("conjunctions", at))):
        return None
    if not (later or verb or _determined(reading, numeral, claims)):
        return None
    leaning = _leaning(reading, numeral, claims, bare=not follow) or _opening(reading, numeral)
    return leaning or (Claim(numeral, "joined", None, at) if later else None)


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


def in_title(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number stands in the headline."""
    return reading.title is not None and reading.title[0] <= numeral.start < reading.title[1]


def _units_before(reading: Reading, numeral: Numeral) -> list[Unit]:
    return reading.units_in(reading.sentence(numeral.start)[0], numeral.start)


def _opening(reading: Reading, numeral: Numeral) -> Claim | None:
    """An ordinal that opens the sentence in which the name follows: "The second of its type in Asia, the Thimphu Lab …"."""
    start, end = reading.sentence(numeral.start)
    if reading.title and in_title(reading, numeral):
        end = max(end, reading.title[1])
    mentions = reading.mentions_in(numeral.end, end)
    if not mentions or numeral.first - reading.index(start) > OPENING:
        return None
    return Claim(numeral, "elliptic", unit_of(reading, mentions[0]), numeral.last, None, mentions[0])


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


def predicate(reading: Reading, numeral: Numeral) -> bool:
    """Whether a copula governs the ordinal: "is its 8th", "as the sixth"."""
    match = reading.said_before("determiners", numeral.first)
    first = match.first if match else numeral.first
    within = any(reading.says("copulas", at) for at in range(first, numeral.first))
    return within or reading.said_before("copulas", first) is not None


def mentioned(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence has named a centre before the number, or begins with "it"."""
    start, _ = reading.sentence(numeral.start)
    return bool(reading.mentions_in(start, numeral.start)) or begins_with(reading, "anaphors", start, numeral)


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
            return reading.numerals[at].kind is Kind.ORDINAL and _may_count(reading, reading.numerals[at])
    return False


def _determined(reading: Reading, numeral: Numeral, claims: Claims) -> bool:
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
    return reading.said_before("copulas", first) is not None or any(abs(m.end - before) <= 1 for m in reading.mentions)


def _leaning(reading: Reading, numeral: Numeral, claims: Claims, *, bare: bool) -> Claim | None:
    """An ellipsis with what it leans on: the claim before it, a centre, a unit, or the centre of the sentence before."""
    start, _ = reading.sentence(numeral.start)
    earlier = [c for c in claims if c.numeral.start >= start]
    mentions = reading.mentions_in(start, numeral.start)
    units = list(reading.units_in(start, numeral.start))
    last_mention = mentions[-1] if mentions else None
    last_unit = units[-1] if units else None
    if earlier and (last_mention is None or earlier[-1].numeral.start >= last_mention.start):
        counted = earlier[-1].numeral.kind is Kind.CARDINAL
        return Claim(numeral, "elliptic" if counted else "joined", earlier[-1].unit, numeral.last, None, earlier[-1].anchor)
    if last_mention or last_unit:
        return Claim(numeral, "elliptic", said_unit(reading, last_mention, last_unit), numeral.last, None, last_mention)
    asked = _asked(reading, numeral)
    framed = reading.said_before("copulas", numeral.first) or reading.said_before("determiners", numeral.first)
    if bare and not framed and not asked and not _nominal(reading, numeral):
        return _fragment(reading, numeral, claims)
    return _from_before(reading, numeral, start, asked=asked)


def _asked(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence before has asked which one it is."""
    previous = reading.previous(numeral.start)
    words = range(reading.index(previous[0]), reading.index(previous[1])) if previous else range(0)
    return any(reading.says("which", at) for at in words)


def _nominal(reading: Reading, numeral: Numeral) -> bool:
    """Whether a pronoun right before has the ordinal for its predicate, in a language without copula: "там он пока первый"."""
    near = range(max(0, numeral.first - 2), numeral.first)
    return bool(reading.known.predicative) and any(reading.says("anaphors", at) for at in near)


def _fragment(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """An afterthought without a verb that goes on from the ordinal of the sentence before: "And in Asia the third."."""
    start, end = reading.sentence(numeral.start)
    first, previous = reading.index(start), reading.previous(numeral.start)
    before = claims[-1] if claims else None
    if previous is None or before is None or not previous[0] <= before.numeral.start < previous[1]:
        return None
    last = numeral.last >= len(reading.words) or reading.words[numeral.last].start >= end
    spoken = any(reading.says("verbs", at) or reading.says("copulas", at) for at in range(first, numeral.first))
    if before.numeral.kind is not Kind.ORDINAL or not last or spoken or reading.says("conjunctions", first) is None:
        return None
    return Claim(numeral, "joined", before.unit, numeral.last, None, before.anchor)


def _from_before(reading: Reading, numeral: Numeral, start: int, *, asked: bool = False) -> Claim | None:
    """The sentence before names the centre, this one goes on: "It is the second in the region"."""
    previous = reading.previous(numeral.start)
    first = reading.index(start)
    if previous is None or numeral.first - first > (2 * LOOK_BACK if predicate(reading, numeral) else LOOK_BACK + 3):
        return None
    anaphor = asked or begins_with(reading, "anaphors", start, numeral) or predicate(reading, numeral)
    mentions = reading.mentions_in(0 if anaphor else previous[0], previous[1])
    units = reading.units_in(*previous)
    opening = opens(reading, numeral) and not asked
    if not (mentions or units) or not (anaphor or opening):
        return None
    mention, unit = (mentions[-1] if mentions else None), (units[-1] if units else None)
    if opening and (numeral.first > first or _goes_on_alone(reading, numeral)):
        return Claim(numeral, "elliptic", said_unit(reading, mention, unit), numeral.last)
    return Claim(numeral, "anaphoric", said_unit(reading, mention, unit), numeral.last, None, mention)


def _goes_on_alone(reading: Reading, numeral: Numeral) -> bool:
    """Where nouns have no article: whether a comma or a verb makes the ordinal the subject: «Шестой, в Семее, откроется»."""
    bare = not reading.known.articled and not predicate(reading, numeral)
    return bare and (reading.parted(numeral.last, COMMAS) or reading.says("verbs", numeral.last) is not None)


def _of_issue(reading: Reading, unit: Unit) -> bool:
    """Whether a noun that counts no sites rules the unit, where heads come first: "Boletín Bibliobarcos Nº 9"."""
    said = coined.Words.of(reading.language)
    before = unit.first - 1
    return (
        said.heads == "first"
        and before >= 0
        and not reading.gap(unit.first).strip()
        and reading.words[before].form in said.never
    )


def _many(reading: Reading, unit: Unit) -> bool:
    """Whether a unit is a plural, of which a label numbers none: "листок Союза лабораторий № 7"."""
    return morphology.is_plural(reading.text[unit.start : unit.end].rpartition(" ")[2], reading.language)


def _label(reading: Reading, numeral: Numeral, claims: Claims) -> Claim | None:
    """As in "number 20 of the network", "hub no. 14": a label beside a unit, a centre, or another label."""
    before = [
        u
        for u in reading.units.values()
        if u.last == numeral.first
        and reading.counts(u)
        and not reading.parted(numeral.first, COMMAS)
        and not _of_issue(reading, u)
        and not _many(reading, u)
    ]
    start, _ = reading.sentence(numeral.start)
    mentions = reading.mentions_in(start, numeral.start)
    if before and not any(m.start <= before[-1].start and numeral.end <= m.end for m in mentions):
        return Claim(numeral, "label", before[-1].unit, numeral.last, before[-1])
    if (
        reading.said_before("conjunctions", numeral.first)
        and claims
        and claims[-1].numeral.start >= start
        and reading.says("follows", numeral.last)
    ):
        return Claim(numeral, "label", claims[-1].unit, numeral.last, None, claims[-1].anchor)
    if not mentions and reading.said_before("possessives", numeral.first) and (claim := _from_before(reading, numeral, start)):
        return replace(claim, rule="label")
    scoped = reading.says("scope_prepositions", numeral.last)
    if scoped and scope_end(reading, scoped.last) and (opening := _opening(reading, numeral)):
        return replace(opening, rule="label")
    if mentions and (
        reading.says("follows", numeral.last)
        or set(reading.gap(numeral.first)) & COMMAS
        or reading.parted(numeral.last, COMMAS)
    ):
        return Claim(numeral, "label", unit_of(reading, mentions[-1]), numeral.last, None, mentions[-1])
    return None
