"""The centre spoken of before the ordinal that it bears: the subject of its sentence, or whom "it" means."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.counted.bearer import fits
from pipeline.counted.claim import Claim, indefinite, is_count
from pipeline.counted.clauses import begins_with, predicate
from pipeline.counted.reading import COMMAS, DASHES, Mention, Reading
from pipeline.numbers import Kind
from pipeline.places import PlaceKind

NEAREST = 5
# What stands before the name that is a heading.
BULLETS = " 0123456789.)(•*-–—\t"
# Letters that the forms of a town's name share, at most.
STEM = 4


def subject(reading: Reading, claim: Claim, start: int) -> Mention | None:
    """The name before the number in its sentence, unless it is only what came earlier ("after the Accra lab")."""
    for mention in reversed(reading.mentions_in(start, claim.numeral.start)):
        if not _earlier_one(reading, mention, claim, start) and fits(reading, mention, claim):
            return mention
    return None


def _earlier_one(reading: Reading, mention: Mention, claim: Claim, start: int) -> bool:
    """Whether the name is governed by "after", "following", and neither has a verb of its own nor the number in apposition."""
    first, behind = reading.index(mention.start), reading.index(mention.end)
    verb = any(reading.says(name, behind) for name in ("verbs", "copulas", "having"))
    if (verb and not reading.parted(behind, COMMAS)) or _beside(reading, mention, claim):
        return False
    for at in range(first - 1, max(-1, first - 8), -1):
        if reading.words[at].start < start or reading.parted(at + 1, COMMAS - {"、"}):
            return False
        begin, stop = (reading.words[n].start if n < len(reading.words) else len(reading.text) for n in (at, at + 1))
        sister = next((m for m in reading.mentions if begin < m.end <= min(stop, mention.start)), None)
        if sister is not None:
            return _earlier_one(reading, sister, claim, start)
        if reading.says("after_cues", at) and not reading.says("no_cues", at):
            return True
    return False


def _beside(reading: Reading, mention: Mention, claim: Claim) -> bool:
    """Whether the number stands in apposition to a name right before: "after the Gulu Hub, the network's third, …"."""
    behind = reading.index(mention.end)
    if behind > claim.numeral.first or not set(reading.gap(behind)) & (COMMAS | DASHES) or indefinite(reading, claim.numeral):
        return False
    between = range(behind + 1, claim.numeral.first + 1)
    owned = reading.said_before("possessives", claim.numeral.first) or reading.said_before("determiners", claim.numeral.first)
    said = any(reading.says("copulas", at) for at in range(behind, claim.numeral.first))
    marked = any(reading.parted(at, COMMAS | DASHES) for at in between)
    beside = reading.numerals.get(behind)
    if beside is not None and beside.kind is Kind.ORDINAL and not said:
        return True
    return owned is not None and len(between) <= NEAREST and not marked and not said


def anaphor(reading: Reading, claim: Claim, start: int, claims: list[Claim]) -> Mention | None:
    """As in "It", "the Centre", or no name at all: the centre that was spoken of last; with "here", the one of the headline."""
    before = [
        m for m in reading.mentions if m.start < start and not reading.closed.covers(m.start, m.end) and fits(reading, m, claim)
    ]
    if here := _here(reading, claim, start, before):
        return here
    before = [m for m in before if not _earlier_one(reading, m, claim, reading.sentence(m.start)[0])] or before
    if not before or _another(reading, claim) or _fresh(reading, claim, start) or _elsewhere(reading, claim, start):
        return None
    first = reading.index(start)
    if announced := _announced(reading, claim, first, before):
        return announced
    anaphor = begins_with(reading, "anaphors", start, claim.numeral)
    if (
        anaphor
        or claim.anchor in before
        or claim.rule in {"elliptic", "anaphoric", "joined", "direct", "direct_weak", "postposed", "label", "weighed"}
    ):
        return next((m for m in reversed(before) if not _itemised(reading, m, claims)), before[-1])
    return None


def _here(reading: Reading, claim: Claim, start: int, before: list[Mention]) -> Mention | None:
    """The centre of the headline, where the sentence is spoken in it: "and here we are, in our fourth café"."""
    words = range(reading.index(start), claim.numeral.first)
    if reading.title is None or not any(reading.says("deictics", at) for at in words):
        return None
    return next((m for m in before if reading.title[0] <= m.start < reading.title[1]), None)


def _itemised(reading: Reading, mention: Mention, claims: list[Claim]) -> bool:
    """Whether a name only says which one a count of its sentence means: "seven in Fiji and one in Samoa, the Apia Campus"."""
    start, _ = reading.sentence(mention.start)
    first = reading.index(mention.start)
    article = reading.said_before("articles", first)
    first = article.first if article else first
    if not set(reading.gap(first)) & (COMMAS | DASHES):
        return False
    begin, end = (bisect_left(claims, offset, key=lambda c: c.numeral.start) for offset in (start, mention.start))
    return any(is_count(c) and c.head is None and 0 < first - c.tail <= NEAREST for c in claims[begin:end])


def headed(reading: Reading, claim: Claim) -> Mention | None:
    """The centre that is the heading of its paragraph: "3. Lira Hub. Postponed. There is no money for a third hub"."""
    line = reading.text.rfind("\n", 0, claim.numeral.start) + 1
    named = next((m for m in reading.mentions_in(line, claim.numeral.start) if fits(reading, m, claim)), None)
    if named is None or reading.text[line : named.start].strip(BULLETS):
        return None
    return named if reading.parted(reading.index(named.end), DASHES) else None


def _announced(reading: Reading, claim: Claim, first: int, before: list[Mention]) -> Mention | None:
    """As in "The new workshop is the second": the centre of the headline, else the one named first."""
    new = reading.says("newly", first)
    if new is None or new.last not in reading.units or new.last >= claim.numeral.first:
        return None
    headed = [m for m in before if reading.title and reading.title[0] <= m.start < reading.title[1]]
    return (headed or before)[0]


def _elsewhere(reading: Reading, claim: Claim, start: int) -> bool:
    """Whether what is numbered comes about in a town that the text has not named before: "в Лиде открыт пятый дом".

    Without cases only what is planned ("prevé abrir su décimo laboratorio en Loja"), or a place between commas ("that tenth lab, in Loja,").
    """
    known = reading.known
    if claim.head is None or predicate(reading, claim.numeral) or claim.numeral.label:
        return False
    planned = known.predicative or any(
        reading.says("planning", at) or reading.says("intentions", at)
        for at in range(reading.index(start), claim.numeral.first)
    )
    end = reading.sentence(claim.numeral.start)[1]
    before = reading.text[:start].casefold()
    beside = range(claim.tail, claim.tail + bool(set(reading.gap(claim.tail)) & COMMAS))
    for at in range(reading.index(start), reading.index(end)) if planned else beside:
        match = reading.says("scope_prepositions", at)
        if match is None or match.last >= len(reading.words) or not (known.postposed or reading.words[match.last].capital):
            continue
        listed = match.last in reading.places and reading.places[match.last][0].kind is not PlaceKind.CITY
        town = reading.words[match.last]
        if not listed and reading.text[town.start : town.end].casefold()[:STEM] not in before:
            return not known.predicative or not begins_with(reading, "anaphors", start, claim.numeral)
    return False


def _fresh(reading: Reading, claim: Claim, start: int) -> bool:
    """Whether the subject of the sentence is one not named before: "next door a laboratory is being built that could become the third"."""
    units = [u for u in reading.units.values() if start <= u.start < claim.numeral.start and u is not claim.head]
    named = reading.mentions_in(start, claim.numeral.start)
    said = any(reading.says("copulas", at) for at in range(reading.index(start), claim.numeral.first))
    new = any(reading.said_before("indefinite", u.first) and not reading.says("copulas", max(0, u.first - 2)) for u in units)
    return not named and said and new and claim.head is None and not begins_with(reading, "anaphors", start, claim.numeral)


def _another(reading: Reading, claim: Claim) -> bool:
    """Whether the sentence before spoke of a site of the kind that is numbered, and no centre that is named is of that kind."""
    previous = reading.previous(claim.numeral.start)
    if claim.head is None or previous is None:
        return False
    kinds = {word for e in reading.entities.values() for word in (e.kind or "").split()}
    units = [u for u in reading.units_in(*previous) if u.head == claim.head.head]
    named = any(m.start <= u.start < m.end for u in units for m in reading.mentions)
    return bool(units) and not named and claim.head.head not in kinds
