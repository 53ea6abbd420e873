"""Numbers that say which one a centre is, or how many centres there are; look-alikes are left out.

A number counts units where a unit is its noun ("the second national centre"), stands before it in languages that put ordinals
behind ("المركز الخامس عشر"), or is understood from what was said before ("… and the fifteenth worldwide").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline import phrases
from pipeline.counted.reading import COMMAS, DASHES, Mention, Reading
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Match
from pipeline.places import PlaceKind
from pipeline.units import Unit, adjacent

LOOK_BACK = 9
CONJOINED = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that counts units.

    `unit` is what is counted, as far as it is said. `head` is the unit that the number belongs to, if it stands beside it; `anchor`
    the centre mention that an ellipsis leans on. `tail` is the word at which the search for a scope goes on.
    """

    numeral: Numeral
    rule: str
    unit: str | None
    tail: int
    head: Unit | None = None
    anchor: Mention | None = None


def find(reading: Reading) -> list[Claim]:
    """The claims of a text, in its order."""
    claims: list[Claim] = []
    for numeral in sorted(reading.numerals.values(), key=lambda n: n.start):
        claim = _ordinal(reading, numeral, claims) if numeral.kind is Kind.ORDINAL else _count(reading, numeral, claims)
        if claim and not _named(reading, claim) and not _ranking(reading, claim):
            claims.append(claim)
    return _with_labels(reading, _joined_to_later(reading, claims))


def _ordinal(reading: Reading, numeral: Numeral, claims: list[Claim]) -> Claim | None:
    if not _may_count(reading, numeral) or numeral.label:
        return _label(reading, numeral, claims) if numeral.label else None
    unit = None if _definite(reading, numeral) else noun_after(reading, numeral)
    if unit:
        return Claim(numeral, "direct" if not unit.weak else "direct_weak", unit.unit, unit.last, unit)
    if numeral.roman:
        return None
    if anchor := _generic(reading, numeral):
        return Claim(numeral, "generic", _unit_of(reading, anchor[0]), anchor[1].last, anchor[1], anchor[0])
    if reading.known.postposed and (unit := _noun_before(reading, numeral)):
        return Claim(numeral, "postposed", unit.unit, numeral.last, unit)
    return _elliptic(reading, numeral, claims)


def _may_count(reading: Reading, numeral: Numeral) -> bool:
    """Not a Chinese ordinal of rounds, days or ranks; not "third-largest"."""
    known = reading.known.classifiers
    if known and not numeral.label and numeral.classifier not in known:
        return False
    return not reading.says("superlatives", numeral.last) and not reading.says("not_first", numeral.last)


def _generic(reading: Reading, numeral: Numeral) -> tuple[Mention, Unit] | None:
    """A general noun said of a centre: "it is the twelfth place of this kind in the town"."""
    unit = noun_after(reading, numeral, generic=True)
    if unit is None or unit.head not in reading.known.generic:
        return None
    start, _ = reading.sentence(numeral.start)
    mentions = reading.mentions_in(start, numeral.start)
    if not mentions and _begins_with(reading, "anaphors", start, numeral):
        mentions = reading.mentions_in(0, start)
    return (mentions[-1], unit) if mentions else None


def _begins_with(reading: Reading, name: str, start: int, numeral: Numeral) -> bool:
    first = reading.index(start)
    return any(reading.says(name, at) for at in range(first, min(first + 4, numeral.first + 1)))


def noun_after(reading: Reading, numeral: Numeral, *, generic: bool = False) -> Unit | None:
    """The unit that is the noun of a number: only words of its own noun phrase may stand between.

    With `generic`, units that are not counted by themselves too.
    """
    at, steps = numeral.last, 0
    part = reading.says("partitives", at) if numeral.kind is Kind.CARDINAL else None
    if part:
        at = part.last
    while at < len(reading.words) and steps < reading.known.reach:
        if reading.parted(at, COMMAS | DASHES):
            return None
        unit = reading.units.get(at)
        if unit and (found := _last_unit(reading, unit)):
            counted = generic or reading.counts(found) or _placed(reading, found) or _coordinated(reading, numeral)
            return found if counted and not _attributive(reading, found) else None
        step = reading.numerals[at].last if part and at in reading.numerals else _step(reading, at)
        if step is None:
            return _relative_noun(reading, numeral.last) if reading.known.of_kind else None
        at, steps = step, steps + 1
    return None


def _placed(reading: Reading, unit: Unit) -> bool:
    """Whether a place that has a code follows: "three museums in Ghana" are counted by whoever runs them."""
    at = kind.last if (kind := reading.says("kinds", unit.last)) else unit.last
    if at >= len(reading.words) or reading.parted(at, COMMAS | DASHES):
        return False
    if adverb := reading.known.adverbs.at(reading.text, reading.words, at):
        return adverb.value != "none"
    match = reading.says("scope_prepositions", at)
    if match is None:
        return False
    at = article.last if (article := reading.says("articles", match.last)) else match.last
    place = reading.places.get(at)
    return place is not None and place[0].code is not None and place[0].kind in {PlaceKind.COUNTRY, PlaceKind.REGION}


def _coordinated(reading: Reading, numeral: Numeral) -> bool:
    """Whether a count of units stands right before: "four hubs and 13 offices"."""
    match = reading.said_before("conjunctions", numeral.first)
    first = match.first if match else numeral.first
    if not match and not set(reading.gap(first)) & COMMAS:
        return False
    return numeral.kind is Kind.CARDINAL and any(u.last == first and not u.weak for u in reading.units.values())


def _step(reading: Reading, at: int) -> int | None:
    """The next word inside a noun phrase, or None where it ends."""
    if (match := reading.says("scope_prepositions", at) or reading.says("exclusive", at)) and (
        last := _scope_end(reading, match.last)
    ):
        return last
    if (
        (match := reading.says("conjunctions", at))
        and (numeral := reading.numerals.get(match.last))
        and numeral.kind is Kind.ORDINAL
    ):
        return numeral.last
    if match := reading.says("pronouns", at):
        return match.last
    if match := reading.says("wholes", at):
        return match.last
    if at in reading.numerals or reading.says("stops", at):
        return None
    place = reading.places.get(at)
    if place:
        return place[1]
    word, known = reading.words[at], reading.known
    return at + 1 if not known.strict or word.capital or word.form.endswith(known.inner) else None


def _scope_end(reading: Reading, at: int) -> int | None:
    """Where a scope between ordinal and noun ends: первый в Таджикистане центр."""
    if article := reading.says("articles", at):
        at = article.last
    if at in reading.places:
        return reading.places[at][1]
    match = reading.known.here.at(reading.text, reading.words, at) if at < len(reading.words) else None
    return match.last if match else None


def _last_unit(reading: Reading, unit: Unit) -> Unit | None:
    """Of units side by side the last is the noun: "training centre library"."""
    while reading.known.head_last and (following := reading.units.get(unit.last)) and _same_phrase(reading, following.first):
        unit = following
    return unit


def _same_phrase(reading: Reading, at: int) -> bool:
    return not reading.gap(at).strip() and not reading.says("stops", at)


def _attributive(reading: Reading, unit: Unit) -> bool:
    """Whether the unit only modifies a further noun: "campus visit", "centre director"."""
    at = unit.last
    return at < len(reading.words) and adjacent(reading.text, reading.words, at) and reading.says("not_heads", at) is not None


def _relative_noun(reading: Reading, first: int) -> Unit | None:
    """Chinese: the unit behind the last 的 of the clause, 第四个由联盟支持建设的智慧教室."""
    found = None
    for at in range(first, min(first + reading.known.reach, len(reading.words))):
        if reading.parted(at, COMMAS | DASHES):
            break
        unit = reading.units.get(at)
        if (
            unit
            and at > first
            and reading.words[at - 1].form == reading.known.of_kind
            and reading.counts(unit)
            and not _attributive(reading, unit)
        ):
            found = unit
    return found


def _noun_before(reading: Reading, numeral: Numeral) -> Unit | None:
    """Arabic: the unit that an ordinal follows, with its adjectives or the network's name between."""
    definite = _definite(reading, numeral)
    for at in range(numeral.first - 1, max(-1, numeral.first - LOOK_BACK), -1):
        unit = reading.units.get(at)
        if unit and unit.last <= numeral.first and reading.counts(unit):
            return unit if definite or unit.last == numeral.first else None
        if reading.parted(at + 1, COMMAS | DASHES) or reading.says("stops", at) or at in reading.numerals:
            return None
        if definite and not reading.words[at].form.startswith(reading.known.definite):
            return None
    return None


def _definite(reading: Reading, numeral: Numeral) -> bool:
    """Whether an ordinal carries the article that makes it follow its noun (Arabic)."""
    article = reading.known.definite
    return (
        reading.known.postposed and bool(article) and phrases.fold(reading.text[numeral.core : numeral.end]).startswith(article)
    )


def _elliptic(reading: Reading, numeral: Numeral, claims: list[Claim]) -> Claim | None:
    """An ordinal without its noun: "the fifteenth worldwide", "the first of its kind", "X, the fourth in Romania"."""
    if reading.said_before("ranks", numeral.first) or _adverbial(reading, numeral, claims):
        return None
    at = match.last if (match := reading.says("pronouns", numeral.last)) else numeral.last
    said = predicate(reading, numeral)
    apposed = None if said and mentioned(reading, numeral) else _apposed(reading, numeral)
    if apposed:
        return Claim(numeral, "apposed", _unit_of(reading, apposed), at, None, apposed)
    follow, later = reading.says("follows", at), _conjoined(reading, numeral)
    if whole := _one_of_several(reading, at):
        return Claim(numeral, "elliptic", whole, at)
    ends = at >= len(reading.words) or reading.parted(at, COMMAS | DASHES) or bool(set(reading.gap(at)) & set(')»”"'))
    goes_on = _goes_on(reading, numeral, claims) and reading.says("verbs", at)
    if not (follow or ends or later or goes_on or _place_at(reading, at) or (said and reading.says("conjunctions", at))):
        return None
    if not (later or goes_on or _determined(reading, numeral, claims)):
        return None
    leaning = _leaning(reading, numeral, claims, bare=not follow)
    return leaning or (Claim(numeral, "joined", None, at) if later else None)


def _one_of_several(reading: Reading, at: int) -> str | None:
    """The unit of "the second of three learning spaces"."""
    match = reading.says("of", at)
    several = reading.numerals.get(match.last) if match else None
    unit = noun_after(reading, several) if several and several.kind is Kind.CARDINAL else None
    return unit.unit if unit else None


def _adverbial(reading: Reading, numeral: Numeral, claims: list[Claim]) -> bool:
    """Russian: an instrumental without a copula is an adverb, "КНУ первым внедрил"."""
    form = reading.words[numeral.last - 1].form
    if not any(form.endswith(ending) for ending in reading.known.predicative):
        return False
    start, _ = reading.sentence(numeral.start)
    joined = bool(claims) and claims[-1].numeral.start >= start and claims[-1].numeral.kind is Kind.ORDINAL
    return not joined and not any(reading.says("copulas", at) for at in range(max(0, numeral.first - 6), numeral.first))


def predicate(reading: Reading, numeral: Numeral) -> bool:
    """Whether a copula governs the ordinal: "is its 8th"."""
    match = reading.said_before("determiners", numeral.first)
    return reading.said_before("copulas", match.first if match else numeral.first) is not None


def mentioned(reading: Reading, numeral: Numeral) -> bool:
    start, _ = reading.sentence(numeral.start)
    return bool(reading.mentions_in(start, numeral.start)) or _begins_with(reading, "anaphors", start, numeral)


def _apposed(reading: Reading, numeral: Numeral) -> Mention | None:
    """The centre named right behind: "the twelfth one, the NDI Skardu Centre"."""
    at = numeral.last
    if match := reading.says("pronouns", at):
        at = match.last
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


def _conjoined(reading: Reading, numeral: Numeral) -> bool:
    """The first of two ordinals: "the 8th and the 9th of the network", 亚洲首家、全球第三家."""
    match = reading.says("conjunctions", numeral.last)
    if match is None and reading.known.of_kind and set(reading.gap(numeral.last)) & COMMAS:
        _, end = reading.sentence(numeral.start)
        following = [
            n for n in reading.numerals.values() if numeral.end <= n.start < end and n.first - numeral.last <= LOOK_BACK
        ]
        return any(n.kind is Kind.ORDINAL and n.classifier in reading.known.classifiers for n in following)
    for at in range(match.last, match.last + CONJOINED) if match else ():
        if at > match.last and (at >= len(reading.words) or reading.parted(at, COMMAS | DASHES) or reading.says("verbs", at)):
            return False
        if at in reading.numerals:
            return reading.numerals[at].kind is Kind.ORDINAL
    return False


def _place_at(reading: Reading, at: int) -> bool:
    if at >= len(reading.words):
        return False
    return reading.known.adverbs.at(reading.text, reading.words, at) is not None


def _determined(reading: Reading, numeral: Numeral, claims: list[Claim]) -> bool:
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
    match = reading.said_before("conjunctions", first)
    return bool(match and claims and reading.sentence(numeral.start)[0] <= claims[-1].numeral.start)


def _stands_alone(reading: Reading, numeral: Numeral) -> bool:
    """Whether an ordinal that could follow a noun has none before it: a mark, "and", a copula or a name stands there."""
    first = numeral.first
    if first == 0 or reading.parted(first, COMMAS | DASHES) or numeral.core > reading.words[first].start:
        return True
    before = reading.words[first - 1].end
    return reading.said_before("copulas", first) is not None or any(abs(m.end - before) <= 1 for m in reading.mentions)


def _leaning(reading: Reading, numeral: Numeral, claims: list[Claim], *, bare: bool) -> Claim | None:
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
        return Claim(numeral, "elliptic", _said_unit(reading, last_mention, last_unit), numeral.last, None, last_mention)
    if bare and not reading.said_before("copulas", numeral.first) and not reading.said_before("determiners", numeral.first):
        return None
    return _from_before(reading, numeral, start)


def _from_before(reading: Reading, numeral: Numeral, start: int) -> Claim | None:
    """The sentence before names the centre, this one goes on: "It is the second in the region"."""
    previous = reading.previous(numeral.start)
    first = reading.index(start)
    if previous is None or numeral.first - first > (2 * LOOK_BACK if predicate(reading, numeral) else LOOK_BACK + 3):
        return None
    anaphor = _begins_with(reading, "anaphors", start, numeral) or predicate(reading, numeral)
    mentions = reading.mentions_in(0 if anaphor else previous[0], previous[1])
    units = reading.units_in(*previous)
    if not (mentions or units) or not (anaphor or numeral.first == first):
        return None
    mention, unit = (mentions[-1] if mentions else None), (units[-1] if units else None)
    return Claim(numeral, "anaphoric", _said_unit(reading, mention, unit), numeral.last, None, mention)


def _said_unit(reading: Reading, mention: Mention | None, unit: Unit | None) -> str | None:
    """The unit that stands last, in or outside a name."""
    if unit and (mention is None or unit.start >= mention.start):
        return unit.unit
    return _unit_of(reading, mention) if mention else None


def _unit_of(reading: Reading, mention: Mention) -> str | None:
    entity = reading.entities.get(mention.key)
    return entity.kind if entity else None


def _count(reading: Reading, numeral: Numeral, claims: list[Claim]) -> Claim | None:
    if numeral.value == 0 or (numeral.value == 1 and not _single(reading, numeral)):
        return None
    known = reading.known.classifiers
    if known and numeral.classifier and numeral.classifier not in known:
        return None
    if _intended(reading, numeral) or reading.said_before("tops", numeral.first):
        return None
    if numeral.comparator == "<=" and reading.said_before("grew", numeral.first):
        numeral = replace(numeral, comparator="=", start=numeral.core, first=reading.index(numeral.core))
    if unit := noun_after(reading, numeral):
        if any(reading.says("intended", at) for at in range(numeral.last, unit.first)):
            return None
        if reading.says("intended", unit.last) and not reading.says("partitives", numeral.last):
            return None
        return Claim(numeral, "count" if not unit.weak else "count_weak", unit.unit, unit.last, unit)
    return _elliptic_count(reading, numeral, claims)


def _single(reading: Reading, numeral: Numeral) -> bool:
    return reading.says("singles", numeral.first) is not None


def _intended(reading: Reading, numeral: Numeral) -> bool:
    """Whether the number is a target: "intends to run at least five"."""
    start, _ = reading.sentence(numeral.start)
    for at in range(numeral.last - 1, max(-1, numeral.first - LOOK_BACK - reading.known.reach), -1):
        if reading.words[at].start < start or (at < numeral.first and reading.parted(at + 1)):
            return False
        if reading.says("intentions", at):
            return True
    return False


def _elliptic_count(reading: Reading, numeral: Numeral, claims: list[Claim]) -> Claim | None:
    """A count without its noun: "one of eleven", "eight of them", "today it runs 28"."""
    start, _ = reading.sentence(numeral.start)
    at = numeral.last
    earlier = [c for c in claims if c.numeral.start >= start]
    units = reading.units_in(start, numeral.start)
    mentions = reading.mentions_in(start, numeral.start)
    part = reading.said_before("part_before", numeral.first) or reading.says("part_after", at)
    ends = at >= len(reading.words) or reading.parted(at, COMMAS | DASHES)
    scoped = _scoped(reading, at) or (ends and _place_before(reading, numeral.first))
    goes_on = _goes_on(reading, numeral, claims, anywhere=True)
    before = reading.said_before("totals_continued", numeral.first) if goes_on else None
    before = before or reading.said_before("grew", numeral.first, longest=3)
    if before is None and numeral.first and (up := reading.said_before("ranges", numeral.first)):
        before = reading.said_before("grew", up.first)
    if before is None and (units or earlier or mentions or _networked(reading, numeral) or _ranged(reading, at)):
        before = _total(reading, "totals", numeral)
    if before is None and (_counting(reading, numeral) or any(c.numeral.kind is Kind.CARDINAL for c in earlier) or _ranged(reading, at)):
        before = _total(reading, "totals_weak", numeral)
    total = before or (reading.says("having", at) if _goes_on(reading, numeral, claims) else None)
    if reading.says("intended", at) or (reading.says("having", at) and _intended_soon(reading, at)):
        return None
    timed = (reading.says("scope_prepositions", at) or reading.says("timely", at)) if before else None
    one_of = reading.said_before("one_of", numeral.first)
    counted = any(
        c.numeral.kind is Kind.CARDINAL for c in claims if c.numeral.start >= (reading.previous(numeral.start) or (start, 0))[0]
    )
    rule = (
        "part"
        if part and counted
        else "one_of"
        if one_of and (ends or scoped)
        else "total"
        if total and (ends or scoped or timed or total.first == at)
        else ""
    )
    if not rule and ends and reading.known.bare and any(u.last == numeral.first for u in units):
        rule = "total"
    if not rule and scoped and any(c.numeral.kind is Kind.CARDINAL for c in earlier):
        rule = "part"
    if before and (unit_of_range := _ranged(reading, at)):
        return Claim(numeral, "total", unit_of_range, at)
    if not rule:
        return None
    unit = (
        earlier[-1].unit if earlier else _said_unit(reading, mentions[-1] if mentions else None, units[-1] if units else None)
    )
    if unit is None:
        unit = _previous_unit(reading, numeral, rule)
    return Claim(numeral, rule, unit, at) if unit else None


def _ranged(reading: Reading, at: int) -> str | None:
    """The unit of "from three to eleven branches", seen from the three; of "to nineteen the number of stations"."""
    if number_of := reading.says("numbers_of", at):
        return reading.units[number_of.last].unit if number_of.last in reading.units else None
    match = reading.says("ranges", at)
    later = reading.numerals.get(match.last) if match else None
    if later is None:
        return None
    unit = noun_after(reading, later)
    if unit:
        return unit.unit
    if number_of := reading.says("numbers_of", later.last):
        return reading.units[number_of.last].unit if number_of.last in reading.units else None
    start, _ = reading.sentence(later.start)
    named = [u for u in reading.units_in(start, later.start) if reading.said_before("numbers_of", u.first)]
    return named[-1].unit if named else None


def _goes_on(reading: Reading, numeral: Numeral, claims: list[Claim], *, anywhere: bool = False) -> bool:
    """Whether a count that begins a clause has been prepared: "no fewer than four are now maintained"."""
    start, _ = reading.sentence(numeral.start)
    previous = reading.previous(numeral.start)
    begin = previous[0] if previous and (anywhere or reading.index(start) == numeral.first) else start
    return any(begin <= c.numeral.start < numeral.start for c in claims)


def _counting(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence speaks of how many there are: a network, the number of hubs, a verb of growth."""
    first = reading.index(reading.sentence(numeral.start)[0])
    for at in range(first, numeral.first):
        if reading.says("networks", at) or reading.says("grew", at):
            return True
        if (match := reading.says("numbers_of", at)) and any(n in reading.units for n in range(match.last, match.last + 3)):
            return True
    return False


def _total(reading: Reading, name: str, numeral: Numeral) -> Match[str] | None:
    """What is said right before a count, an adverb of time aside: "now counts today 45"."""
    match = reading.said_before(name, numeral.first)
    adverb = None if match else reading.said_before("timely", numeral.first)
    return reading.said_before(name, adverb.first) if adverb else match


def _networked(reading: Reading, numeral: Numeral) -> bool:
    first = reading.index(reading.sentence(numeral.start)[0])
    return any(reading.says("networks", at) for at in range(first, numeral.first))


def _previous_unit(reading: Reading, numeral: Numeral, rule: str) -> str | None:
    """What an ellipsis counts that names no unit in its own sentence."""
    previous = reading.previous(numeral.start)
    if previous and (units := reading.units_in(*previous)):
        return units[-1].unit
    if _networked(reading, numeral) and reading.entities:
        return next((e.kind for e in reading.entities.values() if e.kind), None)
    if previous and rule in {"one_of", "part"} and (mentions := reading.mentions_in(*previous)):
        return _unit_of(reading, mentions[-1])
    return None


def _intended_soon(reading: Reading, at: int) -> bool:
    return any(reading.says("intended", n) for n in range(at, min(at + 3, len(reading.words))))


def _scoped(reading: Reading, at: int) -> bool:
    if at >= len(reading.words) or reading.parted(at, COMMAS):
        return False
    if _place_at(reading, at):
        return True
    match = reading.says("scope_prepositions", at)
    return bool(match and _scope_end(reading, match.last))


def _place_before(reading: Reading, at: int) -> bool:
    return any(last == at and not reading.parted(at, COMMAS) for _, last in reading.places.values())


def _label(reading: Reading, numeral: Numeral, claims: list[Claim]) -> Claim | None:
    """ "number 20 of the network", "hub no. 14": a label beside a unit, a centre, or another label."""
    before = [
        u
        for u in reading.units.values()
        if u.last == numeral.first and reading.counts(u) and not reading.parted(numeral.first, COMMAS)
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
    if mentions and (
        reading.says("follows", numeral.last)
        or set(reading.gap(numeral.first)) & COMMAS
        or reading.parted(numeral.last, COMMAS)
    ):
        return Claim(numeral, "label", _unit_of(reading, mentions[-1]), numeral.last, None, mentions[-1])
    return None


def _with_labels(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """Labels that begin a sentence count where another claim names the same number: "number 50 has no stove"."""
    taken = {c.numeral.start for c in claims}
    values = {c.numeral.value: c for c in claims if c.numeral.kind is Kind.ORDINAL}
    loose = [n for n in reading.numerals.values() if n.label and n.start not in taken and _subject(reading, n)]
    if not any(n.value in values for n in loose):
        return claims
    unit = next(c.unit for n in loose if (c := values.get(n.value)))
    return sorted([*claims, *(Claim(n, "label", unit, n.last) for n in loose)], key=lambda c: c.numeral.start)


def _subject(reading: Reading, numeral: Numeral) -> bool:
    """Whether a label is followed by a verb, not by a name or a noun."""
    return reading.says("verbs", numeral.last) is not None or reading.says("having", numeral.last) is not None


def _joined_to_later(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """ "The 8th and the 9th Learning Hub": the first takes the unit of the second."""
    settled: list[Claim] = []
    for claim, later in zip(claims, [*claims[1:], None], strict=False):
        if claim.unit is None and later and reading.sentence(claim.numeral.start) == reading.sentence(later.numeral.start):
            claim = Claim(claim.numeral, claim.rule, later.unit, claim.tail, claim.head, claim.anchor)
        settled.append(claim)
    return settled


def _ranking(reading: Reading, claim: Claim) -> bool:
    """ "The first in the country to offer …" ranks; "the first to be opened" counts."""
    if claim.numeral.kind is not Kind.ORDINAL or _definite(reading, claim.numeral):
        return False
    reach = 1 if reading.known.postposed else LOOK_BACK
    first = claim.numeral.last if reading.known.postposed else claim.tail
    for at in range(first, min(first + reach, len(reading.words))):
        if reading.parted(at, COMMAS | DASHES) or at in reading.numerals or reading.says("verbs", at):
            return False
        match = reading.says("rankings", at)
        if match and match.last < len(reading.words) and not reading.says("openings", match.last):
            word = reading.words[match.last]
            named = (
                word.capital
                or match.last in reading.places
                or reading.says("articles", match.last)
                or reading.says("determiners", match.last)
            )
            if not named and (not reading.known.infinitives or word.form.endswith(reading.known.infinitives)):
                return True
    return False


def _named(reading: Reading, claim: Claim) -> bool:
    """Whether the number is part of a name: Lyceum No. 12, the First Medical University."""
    start, end = claim.numeral.start, claim.numeral.end
    if any(a <= start and end <= b for a, b in reading.bodies):
        return True
    if _definite(reading, claim.numeral):
        return False
    return any(m.start < start and end <= m.end for m in reading.mentions)
