"""Centres told without a name of their own: by place and common noun, or less the body that they belong to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import gazetteer
from pipeline.centres.acts import WIDE
from pipeline.centres.candidate import OWN_WORDS, noun_of
from pipeline.names.phrase import Phrase
from pipeline.phrases import fold
from pipeline.places import Place, PlaceKind
from pipeline.units import Unit

SHORTEST = 2
# Characters of "of the".
LONGEST_LINK = 10
# Words of a name before a common noun, at most.
MOST_CAPITALS = 3


def without_owner(text: str, phrase: Phrase, bodies: Sequence[tuple[int, int]], links: Collection[str]) -> Phrase:
    """A name without the body that it belongs to ("Aral Law Clinic of Aral University"), where it is telling without it."""
    for start, end in bodies:
        if start < phrase.head_end or end < phrase.end - 1 or start >= phrase.end:
            continue
        if not (link := _link(text[phrase.head_end : start], links)):
            continue
        behind = text[phrase.head_end : start].rstrip().removesuffix(link)
        own = max(text[phrase.start : phrase.head_start].count(" "), len(behind.split()))
        small = text[phrase.head_start].islower() and behind.strip()[:1].isupper()  # "la sede Barón | de la UCC"
        town = " " in text[start:end] and _town(phrase, behind.strip())
        if (own >= OWN_WORDS or small or town) and len(link.split()) <= OWN_WORDS:
            return replace(phrase, end=phrase.head_end + len(behind.rstrip()), name="")
    return phrase


def _town(phrase: Phrase, behind: str) -> bool:
    """Whether what stands right behind the noun of a name is a place's name: "Núcleo Barinas | de la Fundación", no "Centro Regional | de la"."""
    return phrase.specific and " " not in behind and behind[:1].isupper() and gazetteer.anywhere(behind)


def called_again(text: str, phrases: Sequence[Phrase], bodies: Sequence[tuple[int, int]]) -> list[Phrase]:
    """The names, less the body at their end where the text calls them so again ("the Osh Station of the Aral Academy … the Osh Station")."""
    whole = {text[p.start : p.end] for p in phrases if p.specific}
    found = []
    for phrase in phrases:
        starts = (start for start, end in bodies if phrase.head_end < start and end == phrase.end)
        gaps = (text[phrase.head_end : start].split() for start in starts)
        end = phrase.head_end if any(0 < len(gap) <= OWN_WORDS for gap in gaps) else phrase.end
        short = end < phrase.end and text[phrase.start : end] in whole
        found.append(replace(phrase, end=end, name="") if short else phrase)
    return found


def _link(gap: str, links: Collection[str]) -> str:
    """The little words at the end of a gap that say whose a thing is ("de l'", "of the"), or an empty string."""
    words = gap.replace("'", "' ").replace("’", "’ ").split()
    for length in (1, 2, 3):
        if len(words) >= length and fold(words[-length]) in links:
            at = gap.rfind(words[-length])
            return gap[at:].strip()
    return ""


def told(
    text: str, units: Sequence[Unit], places: Sequence[Place], *, sure: Known, bodies: Sequence[tuple[int, int]] = ()
) -> Iterator[Phrase]:
    """Centres that are told by place and common noun alone ("the Accra lab", "an observatory on Mount Aral").

    `sure` says which units the text numbers, and which words are no places; `bodies`: whose a centre may be told to be
    ("the Osh branch of the Aral Archive").
    """
    for unit in units:
        if not text[unit.start].islower() or text[unit.start - 1 : unit.start] != " ":
            continue
        place = _place_before(text, unit, places, sure)
        if place is not None and _led(text, place, sure):
            last = _owned(text, unit.end, bodies, sure)
            # One that neither a place nor a number tells is but a part of whose it is: "the Luang Prabang branch of the Aral Archive".
            if last == unit.end or sure.numbers(unit) or any(p.start == place for p in places):
                yield Phrase(place, last, unit.start, unit.end, unit.head, specific=True, rule="described")
        elif (end := _place_behind(text, unit, sure)) is not None:
            yield Phrase(unit.start, end, unit.start, unit.end, unit.head, specific=True, rule="described")


@dataclass(frozen=True, slots=True)
class Known:
    """What bears on whether a common noun is a site.

    `counted` head nouns; `names`: words that name bodies and countries; `definite` articles; `seats`: prepositions of place;
    `owning`: the words of "of the"; folded.
    """

    counted: Collection[str]
    names: Collection[str]
    definite: Collection[str]
    seats: Collection[str]
    owning: Collection[str] = ()

    def numbers(self, unit: Unit) -> bool:
        """Whether the text numbers such units."""
        return unit.coined or noun_of(unit) in self.counted


def _owned(text: str, end: int, bodies: Sequence[tuple[int, int]], sure: Known) -> int:
    """The end of the body that "of the" leads to behind a common noun; `end` itself where it leads to none."""
    for start, stop in bodies:
        if end < start <= end + LONGEST_LINK and all(fold(word) in sure.owning for word in text[end:start].split()):
            return stop
    return end


def _place_before(text: str, unit: Unit, places: Sequence[Place], sure: Known) -> int | None:
    """Where the name right before a unit begins: a known place, or any name where the text numbers such units."""
    known = {p.end: p.start for p in places if p.kind is not PlaceKind.ADJECTIVE and p.kind is not PlaceKind.REGION}
    start = known.get(unit.start - 1)
    if start is None and (sure.numbers(unit) or not unit.weak or gazetteer.known(text[: unit.start - 1].rpartition(" ")[2])):
        start = text[: unit.start - 1].rfind(" ") + 1
        word = text[start : unit.start - 1]
        before = text[: start - 1].rfind(" ") + 1
        if (sure.numbers(unit) or not unit.weak) and (run := _run(text, start, sure)) < start:
            return run
        if sure.numbers(unit) and gazetteer.known(text[before : unit.start - 1]):
            return before if text[before].isupper() else None
        if len(word) <= SHORTEST or word.isupper() or not word.isalpha() or fold(word) in sure.names:
            return None
        if any(p.start == start for p in places):
            return None
    return start if start is not None and text[start].isupper() else None


def _run(text: str, start: int, sure: Known) -> int:
    """Where the run of capitals begins whose last word begins at an offset, behind an article: "the | Larne South branch"; the offset itself where none does."""
    at = start
    for _ in range(MOST_CAPITALS - 1):
        before = text[: at - 1].rfind(" ") + 1
        word = text[before : at - 1]
        if (
            text[at - 1 : at] != " "
            or not word[:1].isupper()
            or not word.isalpha()
            or fold(word) in {*sure.names, *sure.definite}
        ):
            break
        at = before
    return at if _led(text, at, sure) else start


def _led(text: str, at: int, sure: Known) -> bool:
    """Whether an article or the like stands before an offset."""
    return fold("".join(text[max(0, at - WIDE) : at].split()[-1:])) in sure.definite


def _place_behind(text: str, unit: Unit, sure: Known) -> int | None:
    """The end of the name of a place that the text says nothing else of ("weather station at Kalvik")."""
    words = text[unit.end : unit.end + WIDE].partition("\n")[0].split(" ")[1:]
    if text[unit.end : unit.end + 1] != " ":
        return None
    if len(words) < OWN_WORDS or fold(words[0]) not in sure.seats or not sure.numbers(unit):
        return None
    named = []
    for word in words[1:]:
        if not word[:1].isupper():
            break
        named.append(word.rstrip(",.;:!?)»”"))
        if named[-1] != word:
            break
    if not named or fold(named[-1]) in sure.names or len(named[-1]) <= SHORTEST or text.count(named[-1]) > 1:
        return None
    return unit.end + len(" ".join(["", words[0], *named]))
