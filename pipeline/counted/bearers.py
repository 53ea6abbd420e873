"""Which centre of the announcement bears an ordinal."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipeline.counted.claim import Claim, indefinite, opens
from pipeline.counted.clauses import in_title, mentioned, predicate
from pipeline.counted.reading import COMMAS, DASHES, Mention, Reading
from pipeline.numbers import Kind
from pipeline.phrases import Match, fold

NEAR = 40
NEAREST = 5


@dataclass(frozen=True, slots=True)
class Bearer:
    """The centre that bears an ordinal, and how sure the text is of it: 3 apposition or subject, 2 anaphora, 1 salience."""

    key: str
    weight: int


def of(reading: Reading, claims: list[Claim], scopes: dict[int, str | None]) -> dict[int, Bearer]:
    """Offset of a numeral → its bearer; numerals of centres without a name are left out.

    `scopes`: offset of a numeral → its scope, by which the sequences of an announcement are told apart.
    """
    found = {
        c.numeral.start: bearer for c in claims if c.numeral.kind is Kind.ORDINAL and (bearer := _bearer(reading, c, claims))
    }
    found |= _respectively(reading, claims) | _listed(reading, claims)
    return _consistent(reading, claims, found, scopes)


def _bearer(reading: Reading, claim: Claim, claims: list[Claim]) -> Bearer | None:
    start, end = reading.sentence(claim.numeral.start)
    if claim.rule == "apposed" and claim.anchor:
        return Bearer(claim.anchor.key, 3)
    if mention := _apposition(reading, claim) or _inside(reading, claim):
        return Bearer(mention.key, 3)
    if _in_title(reading, claim) or not _may_share(reading, claim, claims) or _bygone(reading, claim):
        return None
    if _introduces(reading, claim):
        mention = _opened(reading, claim, end) or _located(reading, claim) or _new(reading, claim, end)
        return Bearer(mention.key, 2) if mention else None
    if mention := _subject(reading, claim, start):
        return Bearer(mention.key, 3)
    if not _begins(reading, claim, start) and (mention := _following(reading, claim, end, within=True)):
        return Bearer(mention.key, 2)
    if (mention := _anaphor(reading, claim, start)) is not None:
        return Bearer(mention.key, 2)
    if mention := _following(reading, claim, end):
        return Bearer(mention.key, 2)
    return None


def _bygone(reading: Reading, claim: Claim) -> bool:
    """Whether what is numbered is only what came earlier: "eight years after the first hub opened"."""
    article = reading.said_before("articles", claim.numeral.first)
    first = article.first if article else claim.numeral.first
    return reading.said_before("after_cues", first) is not None and reading.says("anaphors", first) is None


def _introduces(reading: Reading, claim: Claim) -> bool:
    """Whether the number speaks of a centre that was not spoken of before: "A sixth, in Semey, follows", "another, the ninth"."""
    if predicate(reading, claim.numeral):
        return False
    return indefinite(reading, claim.numeral) or (
        claim.rule == "elliptic" and claim.head is None and opens(reading, claim.numeral)
    )


def _opened(reading: Reading, claim: Claim, end: int) -> Mention | None:
    """The name behind the comma that ends an opening phrase: "The second of its type in Asia, the Thimphu Lab measures …"."""
    named = reading.mentions_in(claim.numeral.end, end)
    if not named or indefinite(reading, claim.numeral):
        return None
    at = reading.index(named[0].start)
    article = reading.said_before("articles", at)
    begins = bool(set(reading.gap(article.first if article else at)) & COMMAS)
    return named[0] if begins and not any(reading.says("verbs", n) for n in range(claim.tail, at)) else None


def _located(reading: Reading, claim: Claim) -> Mention | None:
    """The centre whose name has the place that stands behind the number: "a third, in Lira" and the Lira Hub."""
    match = reading.says("scope_prepositions", claim.tail)
    if match is None or match.last >= len(reading.words):
        return None
    place = reading.words[match.last]
    if not place.capital:
        return None
    return next(
        (
            m
            for m in reading.mentions
            if any(word.form == place.form for word in reading.words[reading.index(m.start) : reading.index(m.end)])
        ),
        None,
    )


def _new(reading: Reading, claim: Claim, end: int) -> Mention | None:
    """The first name behind, if no sentence has had it before (the headline may)."""
    mention = _following(reading, claim, end)
    if mention is None:
        return None
    earlier = [m for m in reading.mentions if m.key == mention.key and m.start < claim.numeral.start]
    body = [m for m in earlier if reading.title is None or not reading.title[0] <= m.start < reading.title[1]]
    return None if body else mention


def _apposition(reading: Reading, claim: Claim) -> Mention | None:
    """A name right behind number and noun: "the 13th National Centre, the IIOE Ghana National Centre"."""
    if predicate(reading, claim.numeral) and mentioned(reading, claim.numeral):
        return None
    at = claim.tail
    for _ in range(4):
        if at >= len(reading.words):
            return None
        if found := [
            m
            for m in reading.mentions
            if m.start <= reading.words[at].start < m.start + 3 or m.start == reading.words[at].start
        ]:
            return found[0] if _may_name(reading, claim, at) else None
        match: Match[str] | None = reading.says("articles", at) or reading.says("of", at) or reading.says("copulas", at)
        if match is None:
            return None
        at = match.last
    return None


def _may_name(reading: Reading, claim: Claim, at: int) -> bool:
    between = reading.text[reading.words[claim.tail - 1].end : reading.words[at].start]
    return bool(set(between) & (COMMAS | DASHES | set('(:：（«"“'))) or any(
        reading.says("copulas", n) for n in range(claim.tail, at)
    )


def _inside(reading: Reading, claim: Claim) -> Mention | None:
    """A name of which the number's own noun is a part: "second Open Science Node Lima Norte"."""
    if claim.head is None:
        return None
    own = [m for m in reading.mentions if m.start <= claim.head.start < m.end and claim.numeral.end <= m.start]
    if reading.known.of_kind and own:
        return own[0]
    return next((m for m in reading.mentions if m.start <= claim.head.start < m.end and m.end > claim.head.end), None)


def _in_title(reading: Reading, claim: Claim) -> bool:
    return in_title(reading, claim.numeral)


def _subject(reading: Reading, claim: Claim, start: int) -> Mention | None:
    """The name before the number in its sentence, unless it is only what came earlier ("after the Accra lab")."""
    for mention in reversed(reading.mentions_in(start, claim.numeral.start)):
        if not _earlier_one(reading, mention, claim, start) and _fits(reading, mention, claim):
            return mention
    return None


def _earlier_one(reading: Reading, mention: Mention, claim: Claim, start: int) -> bool:
    """Whether the name is governed by "after", "following", and neither has a verb of its own nor the number in apposition."""
    first, behind = reading.index(mention.start), reading.index(mention.end)
    if any(reading.says(name, behind) for name in ("verbs", "copulas", "having")) or _beside(reading, mention, claim):
        return False
    for at in range(first - 1, max(-1, first - 8), -1):
        if reading.words[at].start < start or reading.parted(at + 1, COMMAS - {"、"}):
            return False
        if reading.says("after_cues", at) and not reading.says("no_cues", at):
            return True
    return False


def _beside(reading: Reading, mention: Mention, claim: Claim) -> bool:
    """Whether the number stands in apposition to a name right before: "after the Gulu Hub, the network's third, …"."""
    behind = reading.index(mention.end)
    if behind >= claim.numeral.first or not set(reading.gap(behind)) & (COMMAS | DASHES) or indefinite(reading, claim.numeral):
        return False
    between = range(behind + 1, claim.numeral.first + 1)
    owned = reading.said_before("possessives", claim.numeral.first) or reading.said_before("determiners", claim.numeral.first)
    return owned is not None and len(between) <= NEAREST and not any(reading.parted(at, COMMAS | DASHES) for at in between)


def _anaphor(reading: Reading, claim: Claim, start: int) -> Mention | None:
    """As in "It", "the Centre", or no name at all: the centre that was spoken of last."""
    before = [
        m
        for m in reading.mentions
        if m.start < start and not reading.closed.covers(m.start, m.end) and _fits(reading, m, claim)
    ]
    before = [m for m in before if not _earlier_one(reading, m, claim, reading.sentence(m.start)[0])] or before
    if not before or _another(reading, claim):
        return None
    first = reading.index(start)
    if announced := _announced(reading, claim, first, before):
        return announced
    anaphor = any(reading.says("anaphors", at) for at in range(first, min(first + 4, claim.numeral.first + 1)))
    previous = reading.previous(claim.numeral.start)
    if (
        anaphor
        or claim.anchor in before
        or claim.rule in {"elliptic", "anaphoric", "joined", "direct", "direct_weak", "postposed", "label"}
    ):
        near = [m for m in before if previous and m.start >= previous[0]]
        return (near or before)[-1]
    return None


def _announced(reading: Reading, claim: Claim, first: int, before: list[Mention]) -> Mention | None:
    """As in "The new workshop is the second": the centre of the headline, else the one named first."""
    new = reading.says("newly", first)
    if new is None or new.last not in reading.units or new.last >= claim.numeral.first:
        return None
    headed = [m for m in before if reading.title and reading.title[0] <= m.start < reading.title[1]]
    return (headed or before)[0]


def _another(reading: Reading, claim: Claim) -> bool:
    """Whether the sentence before spoke of a site of the kind that is numbered, and no centre that is named is of that kind."""
    previous = reading.previous(claim.numeral.start)
    if claim.head is None or previous is None:
        return False
    kinds = {word for e in reading.entities.values() for word in (e.kind or "").split()}
    units = [u for u in reading.units_in(*previous) if u.head == claim.head.head]
    named = any(m.start <= u.start < m.end for u in units for m in reading.mentions)
    return bool(units) and not named and claim.head.head not in kinds


def _begins(reading: Reading, claim: Claim, start: int) -> bool:
    """Whether the sentence begins with "it", "the Centre"."""
    first = reading.index(start)
    return any(reading.says("anaphors", at) for at in range(first, min(first + 4, claim.numeral.first + 1)))


def _unnamed(reading: Reading, claim: Claim, claims: list[Claim]) -> bool:
    """Whether the ordinal is the subject of its own verb behind a count: "six classrooms, the seventh opens in May"."""
    at = claim.numeral.last
    pronoun = reading.says("those_of", at)
    if pronoun and pronoun.last < len(reading.words) and reading.words[pronoun.last].capital:
        return not reading.mentions_in(reading.words[at].start, reading.words[at].end)
    sentence = reading.sentence(claim.numeral.start)
    beside = any(c.numeral.kind is Kind.CARDINAL and reading.sentence(c.numeral.start) == sentence for c in claims)
    said = any(reading.says("copulas", at) for at in range(reading.index(sentence[0]), claim.numeral.first))
    if (
        claim.numeral.value == 1
        and claim.head
        and beside
        and not said
        and not reading.mentions_in(sentence[0], claim.numeral.start)
    ):
        return True
    if reading.says("verbs", claim.tail) is None:
        return False
    first = claim.numeral.value == 1 and any(c.numeral.value > 1 for c in claims)
    return first or (claim.rule in {"elliptic", "joined"} and claim.anchor is None)


def _respectively(reading: Reading, claims: list[Claim]) -> dict[int, Bearer]:
    """As in "They are the 8th and the 9th respectively": as many names before as there are ordinals, in their order."""
    found: dict[int, Bearer] = {}
    for start, end in {reading.sentence(c.numeral.start) for c in claims}:
        words = range(reading.index(start), reading.index(end))
        ordinals = [c for c in claims if start <= c.numeral.start < end and c.numeral.kind is Kind.ORDINAL]
        if len(ordinals) < 2 or not any(reading.says("respectively", at) for at in words):
            continue
        first = ordinals[0].numeral.start
        named = (m.key for m in reversed(reading.mentions) if m.start < first)
        keys = _by_places(reading, start, first) or list(dict.fromkeys(named))[: len(ordinals)][::-1]
        if len(keys) == len(ordinals):
            found |= {c.numeral.start: Bearer(key, 3) for c, key in zip(ordinals, keys, strict=True)}
    return found


def _by_places(reading: Reading, start: int, end: int) -> list[str]:
    """The centres whose names have the words that a stretch without mentions names: "the laboratories in Castries and Kingstown"."""
    if reading.mentions_in(start, end):
        return []
    words = [w.form for w in reading.words[reading.index(start) : reading.index(end)] if w.capital]
    holders = [[e.key for e in reading.entities.values() if word in fold(e.name).split()] for word in words]
    return [keys[0] for keys in holders if len(keys) == 1]


def _listed(reading: Reading, claims: list[Claim]) -> dict[int, Bearer]:
    """As in "The tenth and eleventh nodes, the Oulu Node and the Turku Node": as many names behind as ordinals, in their order."""
    found: dict[int, Bearer] = {}
    for claim in claims:
        together = [c for c in claims if claim.head and c.head == claim.head and c.numeral.kind is Kind.ORDINAL]
        if len(together) < 2 or not claim.head:
            continue
        _, end = reading.sentence(claim.numeral.start)
        keys = list(dict.fromkeys(m.key for m in reading.mentions_in(claim.head.end, end)))
        if len(keys) >= len(together):
            found |= {c.numeral.start: Bearer(key, 4) for c, key in zip(together, keys, strict=False)}
    return found


def _following(reading: Reading, claim: Claim, end: int, *, within: bool = False) -> Mention | None:
    """The first name behind: "opened its eleventh centre. At the NDI Gilgit Centre …"."""
    later = [m for m in reading.mentions if m.start >= claim.numeral.start and _fits(reading, m, claim)]
    return later[0] if later and later[0].start < (end if within else end + NEAR * 5) else None


def _fits(reading: Reading, mention: Mention, claim: Claim) -> bool:
    """Whether a centre can be what is counted: the head nouns agree, or one of them is general."""
    entity = reading.entities.get(mention.key)
    if entity is None:
        return False
    if not claim.unit or not entity.kind:
        return True
    if claim.head and claim.head.unit != entity.kind and any(e.kind == claim.unit for e in reading.entities.values()):
        compound = claim.head.coined or " " in claim.head.head
        return not compound and claim.unit.split()[-1] == entity.kind.split()[-1]
    ours, theirs = claim.unit.split()[-1], entity.kind.split()[-1]
    kinds = {(e.kind or "").split()[-1:][0] for e in reading.entities.values() if e.kind}
    return ours == theirs or ours not in kinds


def _consistent(
    reading: Reading, claims: list[Claim], found: dict[int, Bearer], scopes: dict[int, str | None]
) -> dict[int, Bearer]:
    """A headline speaks of whom the body gives the same number; a centre has one number in one sequence."""
    ordinals = [c for c in claims if c.numeral.kind is Kind.ORDINAL]
    headline = {c.numeral.value for c in ordinals if _in_title(reading, c)}
    settled: dict[int, Bearer] = {}
    for claim in sorted(ordinals, key=lambda c: _order(c, found, headline)):
        bearer = found.get(claim.numeral.start)
        if (
            bearer
            and bearer.weight < 3
            and any(_contradicts(reading, claim, o, scopes) for o in ordinals if _holds(settled, o, bearer))
        ):
            bearer = None
        if bearer is None and _may_share(reading, claim, claims):
            bearer = _same_number(reading, claim, ordinals, settled)
        if bearer:
            settled[claim.numeral.start] = bearer
    loose = {c.numeral.start for one, c in pairwise(claims) if _in_series(reading, one, c) and one.numeral.start not in settled}
    return {start: bearer for start, bearer in settled.items() if start not in loose or bearer.weight > 2}


def _in_series(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether an ordinal goes on from the one before it in a sentence: "it opened the tenth, and will open the eleventh"."""
    same = reading.sentence(one.numeral.start) == reading.sentence(other.numeral.start)
    ordinals = one.numeral.kind is Kind.ORDINAL and other.numeral.kind is Kind.ORDINAL
    return same and ordinals and other.rule == "joined" and other.numeral.value == one.numeral.value + 1


def _order(claim: Claim, found: dict[int, Bearer], headline: set[int]) -> tuple[int, bool, int]:
    """The surest first; of equals, the number that the headline gives."""
    weight = found[claim.numeral.start].weight if claim.numeral.start in found else 0
    return -weight, claim.numeral.value not in headline, claim.numeral.start


def _may_share(reading: Reading, claim: Claim, claims: list[Claim]) -> bool:
    at = claim.numeral.last
    relative = bool(reading.known.of_kind) and claim.head is not None and claim.head.first > at
    part = reading.says("part_after", at) is not None and not reading.says("timely", at)
    whole = not part or reading.parted(at, COMMAS) or relative
    return whole and not _unnamed(reading, claim, claims)


def _same_number(reading: Reading, claim: Claim, ordinals: list[Claim], settled: dict[int, Bearer]) -> Bearer | None:
    for other in ordinals:
        if other is not claim and other.numeral.value == claim.numeral.value and other.numeral.start in settled:
            return Bearer(settled[other.numeral.start].key, 1)
    if not _in_title(reading, claim):
        return None
    behind = [m for m in reading.mentions if _fits(reading, m, claim)]
    return Bearer(behind[0].key, 1) if behind else None


def _holds(settled: dict[int, Bearer], other: Claim, bearer: Bearer) -> bool:
    """Whether another number belongs to this centre already."""
    known = settled.get(other.numeral.start)
    return known is not None and known.key == bearer.key


def _contradicts(reading: Reading, claim: Claim, other: Claim, scopes: dict[int, str | None]) -> bool:
    """Whether two ordinals cannot both be a centre's: two numbers in one sequence, said in two sentences."""
    beside = reading.sentence(other.numeral.start) == reading.sentence(claim.numeral.start) and other.rule != "label"
    alike = scopes.get(other.numeral.start) == scopes.get(claim.numeral.start)
    return other.numeral.value != claim.numeral.value and alike and not beside
