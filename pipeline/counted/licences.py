"""Weak nouns that a statement itself makes units of a network: "opened its seventh clinic", "a network of 23 stations"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import morphology, phrases
from pipeline.counted.beside import denied
from pipeline.counted.nouns import noun_after, noun_before
from pipeline.counted.reading import COMMAS, Reading
from pipeline.counted.surroundings import answered, counted_subject, scoped_at, tabled, timed_total
from pipeline.numbers import Kind, Numeral
from pipeline.units import Unit

MANY = 2
# From a unit to the total behind it, in words.
REACH = 12


def heads(reading: Reading) -> Iterator[str]:
    """Heads of weak units that a number stands beside in a sentence which speaks of a network, or of a unit coming about."""
    yield from (unit.head for unit in reading.units.values() if unit.weak and _of_network(reading, unit))
    for numeral in reading.numerals.values():
        tallied = _tallied(reading, numeral) or (counted_subject(reading, numeral) if numeral.kind is Kind.CARDINAL else None)
        if tallied is not None:
            yield tallied.head
        if numeral.kind is Kind.CARDINAL and (told := answered(reading, numeral, weak=True) or tabled(reading, numeral)):
            yield told.head
        if (before := _noun_before(reading, numeral)) is not None:
            yield before.head
        if (numbered := _told_number(reading, numeral)) is not None:
            yield numbered.head
        unit = noun_after(reading, numeral, generic=True)
        if unit is None and reading.known.postposed and numeral.kind is Kind.ORDINAL:
            unit = noun_before(reading, numeral, generic=True)
        if unit is None or not unit.weak or numeral.label:
            continue
        sort = numeral.kind is Kind.ORDINAL and reading.says("kinds", max(numeral.last, unit.last)) is not None
        measured = sort or (numeral.kind is Kind.ORDINAL and numeral.classifier in reading.known.classifiers)
        single = numeral.kind is Kind.CARDINAL and reading.says("singles", numeral.first) is not None
        may = (numeral.value > 1 or single) and _licensed(reading, numeral, unit) and not denied(reading, numeral, unit)
        if measured or may:
            yield unit.head


def _of_network(reading: Reading, unit: Unit) -> bool:
    """Whether a network is said to be one of such units, with no number, in a language of cases: «сеть опорных площадок»."""
    language, noun = reading.language, reading.words[unit.last - 1].form
    if not morphology.inflects(language) or reading.said_before("networks", unit.first) is None:
        return False
    return all(p.tag.number == "plur" for p in morphology.parses_of(noun, language))


def _tallied(reading: Reading, numeral: Numeral) -> Unit | None:
    """In Chinese, the weak unit before a total, where the sentence speaks of how many there are: 基地总数将增至8个."""
    if numeral.kind is not Kind.CARDINAL or numeral.classifier not in reading.known.classifiers or numeral.value < MANY:
        return None
    start, _ = reading.sentence(numeral.start)
    begin = reading.index(start)
    beside = any(u.last == numeral.first for u in reading.units.values())
    compared = numeral.comparator != "=" and beside
    told = beside or reading.said_before("totals", numeral.first) is not None
    if not compared and not (told and any(reading.says("tallies", at) for at in range(begin, numeral.first))):
        return None
    before = [u for u in reading.units.values() if u.first >= begin and u.last <= numeral.first]
    unit = max(before, key=lambda u: u.last, default=None)
    return unit if unit is not None and unit.weak and numeral.first - unit.last <= REACH else None


def _told_number(reading: Reading, numeral: Numeral) -> Unit | None:
    """The weak unit whose number a verb of growth tells: "the number of its offices rises to 66", "porte à 66 ses bureaux"."""
    if numeral.kind is not Kind.CARDINAL or not reading.known.sequels:
        return None
    up = reading.said_before("ranges", numeral.first)
    if reading.said_before("grew", up.first if up else numeral.first) is None:
        return None
    first = reading.opening(numeral.start)
    said = [reading.says("numbers_of", at) for at in (*range(first, numeral.first), numeral.last)]
    said.append(reading.says("own", numeral.last))
    units = (reading.units.get(match.last) for match in said if match is not None)
    return next((unit for unit in units if unit is not None and unit.weak), None)


def _licensed(reading: Reading, numeral: Numeral, unit: Unit) -> bool:
    """Whether the sentence says enough; of common things (schools, offices) more than of others."""
    common = unit.head in reading.known.common and unit.unit == unit.head
    if numeral.kind is Kind.CARDINAL:
        start, _ = reading.sentence(numeral.start)
        if _of_body(reading, unit, common=common) or (not common and _grown(reading, numeral, unit)):
            return True
        subject = reading.units_in(start, numeral.start) or reading.mentions_in(start, numeral.start)
        run = not subject and timed_total(reading, "totals", numeral) is not None
        if _kept(reading, numeral) or _shared_out(reading, numeral) or _sorted(reading, numeral, unit):
            return True
        run = run or _numbered(reading, numeral, unit) or _held(reading, numeral)
        run = run and (not common or scoped_at(reading, unit.last))
        return (numeral.comparator != "~" and _says(reading, numeral, unit, "networks")) or run
    owned = reading.said_before("own", numeral.first) or reading.said_before("possessives", numeral.first)
    came = _says(reading, numeral, unit, "brought")
    return (came and not common) or (came and owned is not None) or _says(reading, numeral, unit, "networks")


def _noun_before(reading: Reading, numeral: Numeral) -> Unit | None:
    """A weak unit that a label or a group numbers: "the network's workshop No. 34", "the laboratory is one of fourteen that it keeps"."""
    start, _ = reading.sentence(numeral.start)
    before = [u for u in reading.units.values() if start <= u.start and u.last <= numeral.first]
    unit = max(before, key=lambda u: u.last, default=None)
    if unit is None or not unit.weak or (unit.head in reading.known.common and unit.unit == unit.head):
        return None
    if numeral.label:
        owned = any(reading.said_before(name, unit.first) for name in ("possessives", "own"))
        return unit if owned and unit.last == numeral.first else None
    group = reading.said_before("one_of", numeral.first)
    open_end = reading.says("relatives", numeral.last) or reading.says("scope_prepositions", numeral.last)
    single = not reading.plural(unit.last - 1)
    return unit if numeral.kind is Kind.CARDINAL and group and open_end and single and not reading.known.of_kind else None


def _of_body(reading: Reading, unit: Unit, *, common: bool) -> bool:
    """Whether a body or a network owns what is counted: "85 chapters of the Engineers' Circle", "two nurseries of the programme"."""
    of = reading.says("of", unit.last)
    if of is None or of.last >= len(reading.words) or unit.unit == "institute":
        return False
    article = reading.says("articles", of.last)
    at = article.last if article else of.last
    if at >= len(reading.words):
        return False
    owned = not common and any(a <= reading.words[at].start < b for a, b in reading.bodies)
    return owned or reading.says("networks", at) is not None or reading.says("owners", at) is not None


def _grown(reading: Reading, numeral: Numeral, unit: Unit) -> bool:
    """Whether the sentence speaks of growth, and of a network or the sort of such units: "our repair cafés have grown to 200 cafés"."""
    start, _ = reading.sentence(numeral.start)
    sort = (u for u in reading.units.values() if start <= u.start < numeral.start)
    told = any(u.unit != unit.unit and u.unit.endswith(f" {unit.unit}") for u in sort)
    grew = reading.said_before("grew", numeral.first) is not None
    return grew and (told or _says(reading, numeral, unit, "networks"))


def _shared_out(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence goes on to tell where parts of a count are that opens it: "Of the nine dairies that it runs, four are in Peru"."""
    start, end = reading.sentence(numeral.start)
    article = reading.said_before("articles", numeral.first)
    of = reading.said_before("out_of", article.first if article else numeral.first)
    if of is None or of.first != reading.index(start):
        return False
    parts = (n for n in reading.numerals.values() if numeral.end <= n.start < end and n.kind is Kind.CARDINAL)
    verbs = ((n, reading.says("having", n.last)) for n in parts if n.value < numeral.value)
    return any(scoped_at(reading, verb.last if verb else n.last) for n, verb in verbs)


def _kept(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence says that somebody who has sites runs so many, or has them: "управляет сорока хранилищами", "у фонда два десятка"."""
    if timed_total(reading, "keeping", numeral) is not None:
        return True
    start, _ = reading.sentence(numeral.start)
    near = range(max(reading.index(start), numeral.first - REACH), numeral.first)
    return any(reading.says("keepers", at) for at in near)


def _numbered(reading: Reading, numeral: Numeral, unit: Unit) -> bool:
    """Whether the sentence has spoken of the number of such units before: "the number of observatories grew to twelve"."""
    first = reading.opening(numeral.start)
    said = (reading.says("numbers_of", at) for at in range(first, numeral.first))
    nouns = (reading.units.get(match.last) for match in said if match is not None)
    return any(noun is not None and noun.head.split()[-1] == unit.head.split()[-1] for noun in nouns)


def _held(reading: Reading, numeral: Numeral) -> bool:
    """Whether a body that is no house of inner units has so many: "the league runs fewer than ten stations".

    Only in a language that names such houses (`divided`): what a university has are its own departments.
    """
    first = reading.opening(numeral.start)
    if reading.known.head_last:
        if not any(timed_total(reading, name, numeral) for name in ("having", "totals")):
            return False
    elif not _led(reading, numeral, first):
        return False
    begin = reading.words[first].start if first < len(reading.words) else 0
    return _undivided(reading, begin, numeral.start)


def _led(reading: Reading, numeral: Numeral, first: int) -> bool:
    """Whether a verb of having stands before a number in its clause, nothing counted between."""
    for at in range(numeral.first - 1, first - 1, -1):
        if reading.parted(at + 1, COMMAS) or at in reading.numerals:
            return False
        if reading.says("having", at) or reading.says("totals", at):
            return True
    return False


def _undivided(reading: Reading, begin: int, end: int) -> bool:
    """Whether bodies are named in a stretch, and none of them a house of inner units by the noun that it begins with, or by any where heads stand last."""
    names = [reading.text[a:b].split() for a, b in reading.bodies if begin <= a < end]
    nouns = [name if reading.known.head_last else name[:1] for name in names]
    forms = ({form for word in name for _, form in phrases.readings(phrases.fold(word))} for name in nouns)
    return bool(reading.known.divided and names) and all(reading.known.divided.isdisjoint(form) for form in forms)


def _sorted(reading: Reading, numeral: Numeral, unit: Unit) -> bool:
    """Whether a body that is no house of inner units stands in the sentence that a noun of a certain sort opens: "“Four solar workshops are few,” says the league"; or a colon leads to it."""
    sort = unit.unit != unit.head or unit.first > numeral.last
    if not sort or not reading.known.head_last or unit.head in reading.known.common:
        return False
    start, end = reading.sentence(numeral.start)
    led = reading.said_before("articles", numeral.first) or reading.said_before("wholes", numeral.first)
    first = led.first if led else numeral.first
    opens = first == reading.index(start) or ":" in reading.gap(first)
    return opens and _undivided(reading, start, end)


def _says(reading: Reading, numeral: Numeral, unit: Unit, name: str) -> bool:
    """Whether the sentence has a phrase of a list, number and noun aside ("three family libraries" are no family of them)."""
    start, end = reading.sentence(numeral.start)
    inside = range(min(numeral.first, unit.first), max(numeral.last, unit.last))
    return any(at not in inside and reading.says(name, at) for at in range(reading.index(start), reading.index(end)))
