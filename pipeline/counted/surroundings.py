"""What stands around a count without its noun: a network, a place, a verb of growth, an adverb of time."""

from __future__ import annotations

from pipeline.counted.claim import adverb_at
from pipeline.counted.nouns import scope_end
from pipeline.counted.reading import COMMAS, DASHES, Reading
from pipeline.numbers import Numeral
from pipeline.phrases import Match
from pipeline.units import Unit

LONGEST_ADVERB = 4
BULLETS = " •·*-–—"
# From a noun to the verb that says how many there are, in words.
LONGEST_SUBJECT = 7
# Words from "how many" to the noun, at most.
ASKED = 3
# Words of the label of a number, at most.
LONGEST_LABEL = 8


def networked(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence has named a network before the number."""
    first = reading.opening(numeral.start)
    return any(reading.says("networks", at) for at in range(first, numeral.first))


def scoped_at(reading: Reading, at: int) -> bool:
    """Whether a place with its preposition, or an adverb of place, stands at word `at`; "each" may stand before."""
    if at >= len(reading.words) or reading.parted(at, COMMAS):
        return False
    if each := reading.says("each", at):
        at = each.last
    if adverb_at(reading, at):
        return True
    match = reading.says("scope_prepositions", at)
    return bool(match and scope_end(reading, match.last))


def placed(reading: Reading, at: int, name: str = "scope_prepositions") -> bool:
    """Whether a word with a capital stands behind a preposition of a list at word `at`, an article between: "in the Algarve"."""
    led = reading.says(name, at)
    article = reading.says("articles", led.last) if led else None
    last = article.last if article else led.last if led else len(reading.words)
    return last < len(reading.words) and reading.words[last].capital


def is_article(reading: Reading, numeral: Numeral) -> bool:
    """Whether a one is but the article of a noun, as it is spelt alike in some languages: «un salón»."""
    return numeral.value == 1 and reading.says("indefinite", numeral.first) is not None and not reading.ended(numeral.last)


def begins_clause(reading: Reading, at: int) -> bool:
    """Whether a word opens its sentence, or what a strong mark parts of it: "It has a lab; of all nine, two are afloat"."""
    return reading.parted(at) or reading.opens_sentence(at)


def speaks_of_counts(reading: Reading, numeral: Numeral) -> bool:
    """Whether the sentence speaks of how many there are: a network, the number of hubs, a verb of growth."""
    first = reading.opening(numeral.start)
    for at in range(first, numeral.first):
        if reading.says("networks", at) or reading.says("grew", at):
            return True
        if (match := reading.says("numbers_of", at)) and any(n in reading.units for n in range(match.last, match.last + 3)):
            return True
    return False


def timed_total(reading: Reading, name: str, numeral: Numeral) -> Match[str] | None:
    """What is said right before a count, an article, a subject or an adverb of time aside: "counts today 45", «alcanza las 54»."""
    match = reading.said_before(name, numeral.first)
    between = None if match else reading.said_before("timely", numeral.first) or reading.said_before("articles", numeral.first)
    subject = None if match else reading.said_before("subjects", between.first if between else numeral.first)
    between = subject or between
    return reading.said_before(name, between.first) if between else match


def equated(reading: Reading, numeral: Numeral) -> Match[str] | None:
    """The verb that says of a subject no more than how many there are: "les relais seront (bientôt) six"."""
    return timed_total(reading, "equals", numeral) if counted_subject(reading, numeral) is not None else None


def counted_subject(reading: Reading, numeral: Numeral) -> Unit | None:
    """The unit in the plural, with its article, of which a clause says how many there are or become: "les bureaux passent de 65 à 66"."""
    verb = timed_total(reading, "equals", numeral) or reading.said_before("grew", numeral.first, longest=3)
    if verb is None:
        return None
    for at in range(verb.first - 1, max(-1, verb.first - LONGEST_SUBJECT), -1):
        if reading.parted(at + 1, COMMAS) or reading.says("verbs", at):
            return None
        if (unit := reading.units.get(at)) is not None and reading.said_before("several", at) is not None:
            return unit
    return None


def place_before(reading: Reading, at: int) -> bool:
    """Whether a place ends right before word `at`; in Chinese, an adverb of place does too (其中海外|两个)."""
    if reading.parted(at, COMMAS):
        return False
    adverbs = (reading.known.adverbs.at(reading.text, reading.words, n) for n in range(max(0, at - LONGEST_ADVERB), at))
    here = reading.known.of_kind and any(match is not None and match.last == at for match in adverbs)
    return bool(here) or any(last == at for _, last in reading.places.values())


def of_members(reading: Reading, numeral: Numeral) -> bool:
    """Whether a count is one of members, or of whatever else the clause has named: "30 members", "its membership has grown to 30"."""
    of = reading.says("of", numeral.last)
    if reading.says("members", of.last if of else numeral.last):
        return True
    for at in range(numeral.first - 1, -1, -1):
        if reading.parted(at + 1, COMMAS | DASHES) or at in reading.units:
            return False
        if reading.says("members", at):
            return True
    return False


def tabled(reading: Reading, numeral: Numeral) -> Unit | None:
    """The units of which a line tells the number behind a colon: "• Hubs in Asia: 14"."""
    if not reading.known.head_last or ":" not in reading.gap(numeral.first) or not reading.ended(numeral.last):
        return None
    line = reading.text.rfind("\n", 0, numeral.start) + 1
    first = next(
        (u for u in reading.units.values() if u.start >= line and not reading.text[line : u.start].strip(BULLETS)), None
    )
    if first is None or not reading.plural(first.last - 1):
        return None
    placed = reading.says("scope_prepositions", first.last) if first.last < numeral.first else None
    end = scope_end(reading, placed.last) if placed else first.last
    return first if end == numeral.first else None


def answered(reading: Reading, numeral: Numeral, *, weak: bool = False) -> Unit | None:
    """The unit of which the sentence before has asked how many there are, if a number opens the answer: "How many hubs? Nine."; a `weak` one too."""
    previous = reading.previous(numeral.start)
    begin = reading.opening(numeral.start)
    if previous is None or numeral.first - begin > 1 or not reading.ended(numeral.last):
        return None
    for at in range(reading.index(previous[0]), begin):
        match = reading.says("how_many", at)
        near = (reading.units.get(n) for n in range(match.last, match.last + ASKED)) if match else iter(())
        unit = next((unit for unit in near if unit is not None), None)
        if unit is not None and (weak or reading.counts(unit)):
            return unit
    return None


def labelled(reading: Reading, numeral: Numeral) -> Unit | None:
    """The unit in the plural that is the label of a number, a colon between and nothing behind: "Number of hubs: 14", "Centres : 14"."""
    first = numeral.first
    if not first or ":" not in reading.gap(first) or "\n" in reading.gap(first) or not reading.ended(numeral.last):
        return None
    at = first - 1
    while at and first - at < LONGEST_LABEL and not reading.parted(at, DASHES):
        at -= 1
    said = reading.says("number_labels", at)
    unit = reading.units.get(said.last if said is not None else at)
    whole = unit is not None and reading.counts(unit) and (said is not None or unit.last == first)
    several = unit is not None and (reading.plural(unit.first) or reading.plural(unit.last - 1) or said is not None)
    return unit if whole and several else None
