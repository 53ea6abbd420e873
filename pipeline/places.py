"""Places named in a text: countries, regions, cities of which the country is known, and adjectives of nationality.

The names are data: `languages/<code>/territories.toml` (generated from CLDR by `pipeline.training.territories`) and
`languages/<code>/places.toml` (short names and the regions of the news, by hand).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from pipeline import lexicon, phrases
from pipeline.phrases import Match, Phrases, Word

BRACKETS = {"（": "）", "(": ")"}
LONGEST_BRACKET = 5


class PlaceKind(StrEnum):
    """What a name of a place names."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    ADJECTIVE = "adjective"
    NONE = "none"


# A name in two tables belongs to the first of them, unless it is rather that of a region (`rather_regions`); `no_places` are words in which, or over whose end, a name only seems to stand.
TABLES = {
    "countries": PlaceKind.COUNTRY,
    "regions": PlaceKind.REGION,
    "cities": PlaceKind.CITY,
    "adjectives": PlaceKind.ADJECTIVE,
    "no_places": PlaceKind.NONE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it: `text[start:end] == name`.

    `code` is ISO 3166-1 alpha-2 for a country (and for a city or an adjective that of its country), UN M49 for a region, `None`
    for a region that M49 does not have (the Balkans).
    """

    start: int
    end: int
    code: str | None
    name: str
    kind: PlaceKind


def find(text: str, language: str) -> list[Place]:
    """The places of a text from left to right, the longest name first, none inside another.

    Raises LexiconError for a language without `places.toml`.
    """
    return list(_read_once(text, language))


@lru_cache(maxsize=phrases.RECENT)
def _read_once(text: str, language: str) -> tuple[Place, ...]:
    return tuple(_find(text, phrases.split(text), language))


def _find(text: str, words: list[Word], language: str) -> Iterator[Place]:
    for match in matches(text, words, language):
        yield place(text, match)


def matches(text: str, words: Sequence[Word], language: str) -> Iterator[Match[tuple[PlaceKind, str]]]:
    """Names of places among the words of a text, less the words that only hold one ("其中亚洲" names no Central Asia)."""
    found = (match for match in table(language).find(text, words) if match.value[0] is not PlaceKind.NONE)
    short = acronyms(language)
    found = (m for m in found if (said := text[m.start : m.end]).isupper() or phrases.fold(said) not in short)
    return (_with_brackets(text, words, match, language) for match in found)


def _with_brackets(
    text: str, words: Sequence[Word], match: Match[tuple[PlaceKind, str]], language: str
) -> Match[tuple[PlaceKind, str]]:
    """The name of a country with the part in brackets that tells it from another: 刚果（金）."""
    closing = BRACKETS.get(text[match.end : match.end + 1])
    end = text.find(closing, match.end, match.end + LONGEST_BRACKET) + 1 if closing else 0
    code = countries(language).get(phrases.fold(text[match.start : end])) if end else None
    if code is None:
        return match
    last = phrases.at_offset(words, end)
    return Match(match.start, end, match.first, last, (match.value[0], code))


def place(text: str, match: Match[tuple[PlaceKind, str]]) -> Place:
    """What a match of `table` stands for."""
    kind, code = match.value
    return Place(match.start, match.end, code or None, text[match.start : match.end], kind)


@cache
def table(language: str) -> Phrases[tuple[PlaceKind, str]]:
    """The names of a language as phrases."""
    words = lexicon.read(language, "territories", "places")
    regions = frozenset(words.list("rather_regions"))
    rows = ((key, kind, *row) for key, kind in TABLES.items() for row in words.table(key).items())
    return Phrases((name, (kind, code)) for key, kind, name, code in rows if key != "countries" or name not in regions)


@cache
def acronyms(language: str) -> frozenset[str]:
    """The folded names of a language that are written in capitals only: the CAR is a country, a Car is none."""
    words = lexicon.read(language, "territories", "places")
    names = {name for key in TABLES for name in words.table(key)}
    plain = {phrases.fold(name) for name in names if not name.isupper()}
    return frozenset(phrases.fold(name) for name in names if name.isupper()) - plain


@cache
def countries(language: str) -> dict[str, str]:
    """Folded names, adjectives and cities of a language → ISO 3166-1 alpha-2; for look-ups of a whole name."""
    words = lexicon.read(language, "territories", "places")
    found: dict[str, str] = {}
    for key in TABLES:
        for name, code in words.table(key).items():
            if len(code) == 2 and key != "no_places":
                found.setdefault(phrases.fold(name), code)
    return found
