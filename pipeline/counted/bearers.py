"""Which centre of the announcement bears an ordinal."""

from __future__ import annotations

from pipeline.counted.bearer import Bearer, fits, may_share
from pipeline.counted.claim import Claim, indefinite, opens
from pipeline.counted.clauses import begins_with, brought, in_title, predicate
from pipeline.counted.consistency import consistent
from pipeline.counted.names_before import anaphor, headed, subject
from pipeline.counted.names_behind import apposition, behind_opening, following, inside, located, newly_named, promised, seated
from pipeline.counted.nouns import definite
from pipeline.counted.reading import COMMAS, Mention, Reading
from pipeline.counted.rows import apposed, listed, respectively
from pipeline.numbers import Kind

# Words from "that of" to the ordinal that it bears, at most.
ANOTHER = 7


def of(reading: Reading, claims: list[Claim], scopes: dict[int, str | None]) -> dict[int, Bearer]:
    """Offset of a numeral → its bearer; numerals of centres without a name are left out.

    `scopes`: offset of a numeral → its scope, by which the sequences of an announcement are told apart.
    """
    found = {
        c.numeral.start: bearer for c in claims if c.numeral.kind is Kind.ORDINAL and (bearer := _bearer(reading, c, claims))
    }
    found |= apposed(reading, claims) | respectively(reading, claims) | listed(reading, claims)
    return consistent(reading, claims, found, scopes)


def _bearer(reading: Reading, claim: Claim, claims: list[Claim]) -> Bearer | None:
    start, end = reading.sentence(claim.numeral.start)
    if claim.rule == "apposed" and claim.anchor:
        return Bearer(claim.anchor.key, 3)
    beside = apposition(reading, claim) or inside(reading, claim) or promised(reading, claim, end)
    if mention := beside or _announced(reading, claim):
        return Bearer(mention.key, 3)
    if in_title(reading, claim.numeral) or not may_share(reading, claim, claims) or _bygone(reading, claim):
        return None
    if _introduces(reading, claim):
        mention = behind_opening(reading, claim, end) or located(reading, claim)
        if mention is None and not seated(reading, claim):
            mention = newly_named(reading, claim, end) or headed(reading, claim)
        return Bearer(mention.key, 2) if mention else None
    if mention := subject(reading, claim, start):
        return Bearer(mention.key, 3)
    anew = begins_with(reading, "anaphors", start, claim.numeral) or _resumes(reading, claim)
    if not anew and (mention := following(reading, claim, end, within=True)):
        return Bearer(mention.key, 2)
    if (mention := anaphor(reading, claim, start, claims)) is not None:
        return Bearer(mention.key, 2)
    if mention := following(reading, claim, end):
        return Bearer(mention.key, 2)
    return None


def _announced(reading: Reading, claim: Claim) -> Mention | None:
    """The only centre of the headline, where the sentence right behind opens one that it numbers and does not name: 公司的首个研发中心启用."""
    if reading.title is None or claim.head is None or not reading.known.of_kind:
        return None
    _, end = reading.sentence(claim.numeral.start)
    lead = next((m for m in reading.mentions if m.start >= reading.title[1]), None)
    titled = [m for m in reading.mentions_in(*reading.title) if fits(reading, m, claim)]
    if len({m.key for m in titled}) != 1 or (lead is not None and lead.start < end):
        return None
    at = reading.index(claim.head.end)
    opened = any(reading.says("brought", n) for n in range(at, min(at + ANOTHER, len(reading.words))) if not reading.parted(n))
    return titled[0] if opened else None


def _resumes(reading: Reading, claim: Claim) -> bool:
    """Whether the subject is a common noun with its glued article, which means the centre spoken of: "that the library is the fourth"."""
    copula = reading.said_before("copulas", claim.numeral.first)
    unit = next((u for u in reading.units.values() if copula is not None and u.last == copula.first), None)
    if unit is None or not reading.known.definite or not reading.words[unit.first].form.startswith(reading.known.definite):
        return False
    return not any(m.start <= unit.start < m.end for m in reading.mentions)


def _bygone(reading: Reading, claim: Claim) -> bool:
    """Whether what is numbered is only what came earlier ("eight years after the first hub opened"), or is "that of Gao"."""
    if _of_another(reading, claim):
        return True
    article = reading.said_before("articles", claim.numeral.first)
    first = article.first if article else claim.numeral.first
    copula = reading.said_before("copulas", first)
    if copula is not None and copula.last - copula.first > 1:
        return False
    return reading.said_before("after_cues", first) is not None and reading.says("anaphors", first) is None


def _of_another(reading: Reading, claim: Claim) -> bool:
    """Whether the subject is a centre that the text does not name: "..., that of Gao the sixth"."""
    article = reading.said_before("articles", claim.numeral.first)
    first = article.first if article else claim.numeral.first
    for at in range(max(0, first - ANOTHER), first):
        match = reading.says("those_of", at)
        if match and match.last < first and reading.words[match.last].capital and not reading.parted(match.last, COMMAS):
            start, end = reading.words[at].start, reading.words[match.last].end
            return not reading.mentions_in(start, end) and not any(reading.parted(n) for n in range(at + 1, first + 1))
    return False


def _introduces(reading: Reading, claim: Claim) -> bool:
    """Whether the number speaks of a centre that was not spoken of before: "A sixth, in Semey, follows", "another, the ninth"."""
    if predicate(reading, claim.numeral):
        return False
    head = claim.head if claim.rule == "postposed" and not definite(reading, claim.numeral) else None
    behind = head is not None and not reading.words[head.first].form.startswith(reading.known.definite or "\0")
    return (
        indefinite(reading, claim.numeral)
        or behind
        or (claim.head is None and brought(reading, claim.numeral))
        or (claim.rule == "elliptic" and claim.head is None and opens(reading, claim.numeral))
    )
