"""Places that a text names without meaning that anything lies there: languages, whose ambassador came, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline import lexicon
from pipeline.phrases import fold
from pipeline.places import Place, PlaceKind

# Characters of what stands before a place, and behind it.
LONGEST = 40
# Characters from a country that sends somebody to the one where they are posted.
POSTED = 20
MARKS = frozenset(".,;:!?()\n")
# Letters of the little words that a language may be joined by to what follows ("in Turkish and Farsi").
JOINT = 3
HAN = "\u3400"
KINDS = (
    "outside",
    "outside_behind",
    "tongues_before",
    "tongues_behind",
    "envoys_before",
    "envoys_behind",
    "envoys_to",
)
# What names a language with its noun behind: 土耳其|语.
TELLING = frozenset({PlaceKind.ADJECTIVE, PlaceKind.COUNTRY})


@dataclass(frozen=True, slots=True)
class Asides:
    """The words of one language, folded.

    `outside`, `outside_behind`: beside a place that is left out ("beyond", 以外); `tongues_before`, `tongues_behind`: beside the adjective that names a language
    ("in", "-speaking"); `envoys_before`, `envoys_behind`: beside the country that sends somebody ("ambassador of", "embassy"), `envoys_to`:
    before the one to which they are sent (驻);
    `nouns_first`: whether adjectives stand behind their nouns.
    """

    outside: tuple[str, ...]
    outside_behind: tuple[str, ...]
    tongues_before: tuple[str, ...]
    tongues_behind: tuple[str, ...]
    envoys_before: tuple[str, ...]
    envoys_behind: tuple[str, ...]
    envoys_to: tuple[str, ...]
    nouns_first: bool

    @classmethod
    def of(cls, language: str) -> Asides:
        """The words of a language."""
        words = lexicon.read(language, "imprints").words
        said = words.get("asides", {})
        kinds: dict[str, tuple[str, ...]] = {kind: tuple(map(fold, said.get(kind, ()))) for kind in KINDS}
        return cls(**kinds, nouns_first=bool(said.get("nouns_first")))

    def meant(self, text: str, places: Sequence[Place]) -> list[Place]:
        """The places of a text, from left to right, less languages and countries where a thing is not."""
        found: list[Place] = []
        last: Place | None = None
        for place in places:
            if self.tongue(text, place, last):
                last = place
            elif not self.left_out(text, place):
                found.append(place)
        return found

    def left_out(self, text: str, place: Place) -> bool:
        """Whether a country is one where a thing is not: "outside of Austria"."""
        beside = _ends(text, place.start, self.outside) or _begins(text, place.end, self.outside_behind)
        return place.kind is PlaceKind.COUNTRY and beside

    def tongue(self, text: str, place: Place, last: Place | None = None) -> bool:
        """Whether an adjective names a language: "in Turkish", "на турецком языке", or one behind the `last` that did ("in Turkish and Somali")."""
        if place.kind in TELLING and _begins(text, place.end, self.tongues_behind):
            return True
        if place.kind is not PlaceKind.ADJECTIVE:
            return False
        word = text[place.end : place.end + LONGEST].partition(" ")[2].split(" ")[0]
        alone = self.nouns_first or text[place.end : place.end + 1] != " " or len(word.rstrip(",.;:")) <= JOINT
        listed = last is not None and _listed(text[last.end : place.start])
        return alone and (listed or _ends(text, place.start, self.tongues_before))

    def envoy(self, text: str, place: Place) -> bool:
        """Whether a country is named as that of somebody whom it sends: "the ambassador of Peru", "the Peruvian embassy"."""
        sent = _begins(text, place.end, self.envoys_behind) and not _ends(text, place.start, self.envoys_to)
        return sent or _ends(text, place.start, self.envoys_before)


def envoys(asides: Asides, text: str, places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """The countries that a text names for their envoys alone, and those in which these are posted: "the ambassador of Peru in Ghana"."""
    sending = [asides.envoy(text, place) for place in places]
    lands = {str(place.code) for place, sends in zip(places, sending, strict=True) if not sends}
    alone = {str(place.code) for place, sends in zip(places, sending, strict=True) if sends} - lands
    yield from (("envoy", code) for code in sorted(alone))
    beside = zip(pairwise(places), pairwise(sending), strict=True)
    posted = {str(b.code) for (a, b), sends in beside if sends == (True, False) and _joined(text[a.end : b.start])}
    yield from (("envoys' post", code) for code in sorted(posted))


def _listed(gap: str) -> bool:
    """Whether nothing but a comma and little words parts two languages."""
    return len(gap) <= POSTED and all(len(word) <= JOINT for word in gap.replace(",", " ").split())


def _joined(gap: str) -> bool:
    """Whether little parts two countries, in one clause."""
    return len(gap) <= POSTED and not MARKS & set(gap)


@cache
def asides(language: str) -> Asides:
    """The asides of a language, read once."""
    return Asides.of(language)


def _ends(text: str, at: int, words: Sequence[str]) -> bool:
    """Whether what stands before an offset ends with one of some words."""
    before = fold(text[max(0, at - LONGEST) : at]).rstrip()
    return any(before.endswith(word) and (word >= HAN or not before[: -len(word)][-1:].isalpha()) for word in words)


def _begins(text: str, at: int, words: Sequence[str]) -> bool:
    """Whether what stands behind an offset begins with one of some words."""
    behind = fold(text[at : at + LONGEST]).lstrip(" -")
    return any(behind.startswith(word) and (word >= HAN or not behind[len(word) :][:1].isalpha()) for word in words)
