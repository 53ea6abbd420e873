"""The centre named behind the ordinal that it bears, or around it."""

from __future__ import annotations

from pipeline.counted.bearer import fits
from pipeline.counted.claim import Claim, indefinite
from pipeline.counted.clauses import mentioned, predicate
from pipeline.counted.nouns import scope_end
from pipeline.counted.reading import COMMAS, DASHES, Mention, Reading
from pipeline.phrases import Match, Word

NEAR = 40
# Words from an ordinal to the place where the centre is, at most.
LONGEST_CLAUSE = 8
# Words from an ordinal to the name that its verb leads to, at most.
SOON = 5


def behind_opening(reading: Reading, claim: Claim, end: int) -> Mention | None:
    """The name behind the comma that ends an opening phrase: "The second of its type in Asia, the Thimphu Lab measures …"."""
    named = reading.mentions_in(claim.numeral.end, end)
    if not named or indefinite(reading, claim.numeral):
        return None
    at = reading.index(named[0].start)
    article = reading.said_before("articles", at)
    begins = bool(set(reading.gap(article.first if article else at)) & COMMAS)
    return named[0] if begins and not any(reading.says("verbs", n) for n in range(claim.tail, at)) else None


def promised(reading: Reading, claim: Claim, end: int) -> Mention | None:
    """The name behind the verb of what is numbered: "A second will follow, the Lira Hub, ...": a comma leads to it, and a mark ends it."""
    named = next(iter(reading.mentions_in(claim.numeral.end, end)), None)
    if named is None or claim.head is not None:
        return None
    at = reading.index(named.start)
    article = reading.said_before("articles", at)
    first = article.first if article else at
    apart = [n for n in range(claim.tail, first + 1) if reading.parted(n, COMMAS | DASHES | {":"})]
    verb = any(reading.says(name, claim.tail) for name in ("verbs", "follows", "intended", "brought"))
    return (
        named if verb and apart == [first] and first - claim.tail <= SOON and reading.ended(reading.index(named.end)) else None
    )


def located(reading: Reading, claim: Claim) -> Mention | None:
    """The centre whose name has the place that stands behind the number: "a third, in Lira", "a sixth is going up at Lira" and the Lira Hub."""
    for at in range(claim.tail, min(claim.tail + LONGEST_CLAUSE, len(reading.words))):
        if at > claim.tail and reading.parted(at, COMMAS):
            return None
        if (match := _seated(reading, at, near=at == claim.tail)) is None:
            continue
        form = reading.words[match.last].form
        return next((m for m in reading.mentions if any(w.form == form for w in _words_of(reading, m))), None)
    return None


def seated(reading: Reading, claim: Claim) -> bool:
    """Whether the town in which the numbered one is stands right behind it, between commas: "A third, in Lira, opened in May"."""
    at = claim.tail
    comma = at < len(reading.words) and bool(set(reading.gap(at)) & COMMAS)
    match = _seated(reading, at, near=True) if comma else None
    return match is not None and reading.ended(match.last + 1)


def _words_of(reading: Reading, mention: Mention) -> list[Word]:
    """The words of a mention."""
    return list(reading.words[reading.index(mention.start) : reading.index(mention.end)])


def _seated(reading: Reading, at: int, *, near: bool) -> Match[str] | None:
    """The preposition at a word that leads to a place: "in Lira", "at Lira"; farther from the number than `near` only where the language has such as tell but a site."""
    match = reading.says("sited_at", at) or (reading.says("scope_prepositions", at) if near else None)
    return match if match is not None and match.last < len(reading.words) and reading.words[match.last].capital else None


def newly_named(reading: Reading, claim: Claim, end: int) -> Mention | None:
    """The first name behind, if no sentence has had it before (the headline may)."""
    mention = following(reading, claim, end)
    if mention is None:
        return None
    earlier = [m for m in reading.mentions if m.key == mention.key and m.start < claim.numeral.start]
    body = [m for m in earlier if reading.title is None or not reading.title[0] <= m.start < reading.title[1]]
    return None if body else mention


def apposition(reading: Reading, claim: Claim) -> Mention | None:
    """A name right behind number and noun: "the 13th National Centre, the IIOE Ghana National Centre"."""
    if predicate(reading, claim.numeral) and mentioned(reading, claim.numeral):
        return None
    at = _past_scope(reading, claim.tail)
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


def _past_scope(reading: Reading, at: int) -> int:
    """Behind the place where a number holds, where a comma and an article follow: "the ninth on the continent, the Lusaka House"."""
    match = reading.says("scope_prepositions", at)
    end = scope_end(reading, match.last) if match and not reading.parted(at, COMMAS) else None
    if end is None or end >= len(reading.words) or not set(reading.gap(end)) & COMMAS:
        return at
    return end if reading.says("articles", end) else at


def _may_name(reading: Reading, claim: Claim, at: int) -> bool:
    between = reading.text[reading.words[claim.tail - 1].end : reading.words[at].start]
    return bool(set(between) & (COMMAS | DASHES | set('(:：（«"“'))) or any(
        reading.says("copulas", n) for n in range(claim.tail, at)
    )


def inside(reading: Reading, claim: Claim) -> Mention | None:
    """A name of which the number's own noun is a part: "second Open Science Node Lima Norte"."""
    if claim.head is None:
        return None
    own = [m for m in reading.mentions if m.start <= claim.head.start < m.end and claim.numeral.end <= m.start]
    if reading.known.of_kind and own:
        return own[0]
    return next((m for m in reading.mentions if m.start <= claim.head.start < m.end and m.end > claim.head.end), None)


def following(reading: Reading, claim: Claim, end: int, *, within: bool = False) -> Mention | None:
    """The first name behind: "opened its eleventh centre. At the NDI Gilgit Centre …"."""
    later = [m for m in reading.mentions if m.start >= claim.numeral.start and fits(reading, m, claim)]
    if later and (of := reading.says("of", claim.tail)) and claim.head is not None:
        article = reading.says("articles", of.last)
        owner = reading.index(later[0].start) in {of.last, article.last if article else of.last}
        later = [m for m in later if m.key != later[0].key] if owner else later
    return later[0] if later and later[0].start < (end if within else end + NEAR * 5) else None
