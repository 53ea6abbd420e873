"""What one language says of coined units: `languages/<code>/coined.toml`, and the heads of institutions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon, phrases
from pipeline.coined.forms import ENDING, alike, is_han, stem
from pipeline.phrases import Word

SHORTEST = 3


class Nouns:
    """Nouns in any of their inflected forms; where a `plural` ending is all that nouns may take, in these two ("resident", no "residence")."""

    def __init__(self, forms: Iterable[str], plural: str = "") -> None:
        self.plural = plural
        self._forms: dict[str, list[str]] = {}
        for form in map(phrases.fold, forms):
            self._forms.setdefault(stem(form), []).append(form)

    def __contains__(self, word: str) -> bool:
        if self.plural:
            singulars = (word, word.removesuffix(self.plural), word.removesuffix("e" + self.plural))
            return any(form in singulars for form in self._forms.get(stem(word), ()))
        return any(alike(word, form, ending=ENDING - 1) for form in self._forms.get(stem(word), ()))


@dataclass(frozen=True, slots=True)
class Words:
    """What one language says of coined units.

    `never`: nouns that are none; `bodies`: nouns that by themselves name institutions; `stops`: words that end a noun
    phrase; `links`: words between a head and the name behind it; `breaks`: characters that no Chinese noun ends in;
    `heads`: whether head nouns stand "last", "first" or at "either" end of their phrase; `months` and `places`: names of those, which are no nouns; `plural`: the ending of plurals, which one ordinal does not number ("the first genomes");
    `articles`: words that open a noun phrase; `sites`: characters that Chinese nouns of sites end in.
    """

    never: Nouns
    bodies: Nouns
    stops: frozenset[str]
    links: frozenset[str]
    breaks: frozenset[str]
    heads: str
    months: frozenset[str]
    places: frozenset[str]
    english: bool
    plural: str
    articles: frozenset[str]
    sites: frozenset[str]

    @staticmethod
    @cache
    def of(language: str) -> Words:
        """Read `coined.toml`, and the heads of institutions, which are no sites for being numbered."""
        words = lexicon.read(language, "coined")
        institutions = lexicon.read(language, "institutions")
        heads = {form for name in ("last", "first") for form in institutions.table(name)}
        may = set(institutions.list("may_be_centres"))
        posts = lexicon.read(language, "positions")
        never = [*words.list("never"), *posts.names("heads"), *posts.list("occupations")]
        stops, links, breaks = (frozenset(map(phrases.fold, words.list(name))) for name in ("stops", "links", "breaks"))
        settings = words.words
        nouns = (*lexicon.read(language, "units").table("heads"), *heads, *words.list("sites"))
        sites = {form[-1] for form in nouns if is_han(form[-1])}
        return Words(
            Nouns(never, settings.get("plural", "")),
            Nouns(heads - may, settings.get("plural", "")),
            stops | links,
            links,
            breaks,
            settings.get("heads", "last"),
            frozenset(
                phrases.fold(form.split()[0])
                for forms in lexicon.read(language, "dates").table("month").values()
                for form in forms
            ),
            frozenset(
                phrases.fold(place)
                for name in ("places", "territories")
                for table in ("countries", "cities")
                for place in lexicon.read(language, name).table(table)
            ),
            bool(settings.get("english")),
            settings.get("plural", ""),
            frozenset(map(phrases.fold, lexicon.read(language, "name_grammar").list("articles"))),
            frozenset(sites),
        )

    def dated(self, words: Sequence[Word], at: int) -> bool:
        """Whether a month follows an ordinal, a word between: "the tenth of May"."""
        return any(word.form in self.months for word in words[at : at + 2])

    def content(self, word: Word) -> bool:
        """Whether a word may belong to a coined unit."""
        long = len(word.form) >= SHORTEST and not word.form[0].isdigit()
        return long and word.form not in self.stops and word.form not in self.never
