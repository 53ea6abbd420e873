"""Cities in names and sentences that no list of places has, told by where they stand, with their countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pipeline import gazetteer, morphology, places, subdivisions
from pipeline.names.words import Word, split
from pipeline.phrases import fold

MOST_WORDS = 3
# Characters before the end of a town's name.
TOWN = 40
# Characters of a town's name where words are not parted.
MOST_HAN = 6
SHORTEST = 4
HAN = "\u3400"


class Localities:
    """Reads names as places, in one language.

    `inside`: words that say where ("in"), folded; `common`: words of names that are no places; `glued`: letters that a script writes
    before the name of a place; `not_towns`: words that by themselves name no town ("lake", but "Lake Forest"); `adjectives`: endings of adjectives made of cities, and what the city ends in.
    """

    def __init__(self, words: Mapping[str, Any], heads: Collection[str], language: str = "") -> None:
        self.language = language
        lists = (
            "generic",
            "subjects",
            "never",
            "of",
            "both",
            "articles",
            "particles",
            "modifiers",
            "honorifics",
            "posts",
        )
        self.not_towns = frozenset(map(fold, words.get("not_towns", ())))
        # Where a site is called after somebody behind its noun ("Cátedra Juana de Ibarbourou").
        self.people = frozenset(map(fold, str(words.get("given_names", "")).split()))
        self.given = self.people if words.get("order") == "first" else frozenset()
        self.common = frozenset(fold(word) for name in lists for word in words.get(name, ())) | {fold(head) for head in heads}
        where = (*words.get("seats", ()), *words.get("places_after", ()), *words.get("within", ()))
        self.inside = frozenset(fold(word) for word in where)
        openers = ("honorifics", "modifiers", "generic", "articles")
        self.openers = frozenset(fold(word) for name in openers for word in words.get(name, ())) - frozenset(map(fold, heads))
        self.links = self.inside | {fold(word).rstrip("'") for word in (*words.get("of", ()), *words.get("inner", ()))}
        self.adjectives = [(str(a), str(b)) for a, b in words.get("place_adjectives", ())]
        self.article = str(words.get("article", ""))
        self.elisions = frozenset(words.get("elisions", ()))
        self.seat = str(words.get("seat_letter", "\0"))
        self.seated, self.town_nouns = (_any(words.get(name, ())) for name in ("seated", "town_nouns"))

    def at_town(self, last: str, word: str) -> bool:
        """Whether a letter that says where is written to one of two words: to a town behind the name, or within the name to its last word."""
        written = last.startswith(self.seat) and gazetteer.known(fold(last[1:])) and not gazetteer.known(fold(last))
        return written or self.holds_place(word[1:])

    def holds_place(self, words: str) -> bool:
        """Whether words hold the name of a place, listed or a city of the gazetteer."""
        return bool(places.find(words, self.language)) or self.in_name(words, ()) is not None

    def in_name(self, name: str, likely: Collection[str]) -> str | None:
        """The country of the first city that a name holds; a word of "Central Asia" is none."""
        said = self._without_regions(name.title() if name.isupper() and " " in name else name)
        plain = self._town_of(said, likely)
        if plain is not None or not self.adjectives:
            return plain
        forms = [form for place in self._parts(said) for form in self._forms(place)]
        derived = ((form, gazetteer.country(form, likely)) for form in forms)
        told = next((code for form, code in derived if code in likely or (code and self._settled(form))), None)
        # Of small towns the dictionary must know one too ("Каргопольская школа").
        return told or next((code for form in forms if self._settled(form) and (code := gazetteer.village(form))), None)

    def _town_of(self, name: str, likely: Collection[str]) -> str | None:
        """The country of the first part of a name that is a town; a word of a longer name is none by itself: "George" in "George Town"."""
        doubtful: list[str] = []
        for place in self._parts(name):
            if any(place in longer for longer in doubtful):
                continue
            if code := self._country(place, likely):
                return code
            if " " in place and gazetteer.anywhere(place):
                doubtful.append(place)
        return None

    def _without_regions(self, name: str) -> str:
        """A name with blanks for the parts of the world in it."""
        for place in places.find(name, self.language) if self.language else ():
            if place.kind is places.PlaceKind.REGION:
                name = name[: place.start] + " " * (place.end - place.start) + name[place.end :]
        return name

    def ordinary(self, word: str) -> bool:
        """Whether the dictionary has a word as a common noun and not as a place."""
        kind = morphology.name_kind(word, self.language) if self.language else None
        return kind is morphology.NameKind.WORD and not morphology.place_cases(word, self.language)

    def hamlet(self, name: str) -> str | None:
        """The country of the village that a name of no dictionary is, where words have cases."""
        inflects = bool(self.language) and morphology.inflects(self.language)
        kinds = {morphology.name_kind(word, self.language) for word in name.split()}
        return gazetteer.village(name) if inflects and kinds == {morphology.NameKind.UNKNOWN} else None

    def of_adjective(self, word: str, likely: Collection[str]) -> str | None:
        """The country of the city from which an adjective in small letters comes, in whatever form ("калужской")."""
        if not self.language or not morphology.inflects(self.language) or not morphology.is_adjective(word, self.language):
            return None
        forms = (form for form in self._forms(morphology.lemma(word, self.language)) if self._settled(form))
        return next((code for form in forms if (code := gazetteer.country(form, likely))), None)

    def _country(self, place: str, likely: Collection[str]) -> str | None:
        """The country of a place, in whatever case its name stands."""
        forms = (place, *morphology.place_forms(place, self.language)) if self.language else (place,)
        found = ((form, gazetteer.country(form, likely)) for form in forms)
        return next((code for form, code in found if code and (code in likely or not _province_elsewhere(form, code))), None)

    def _settled(self, form: str) -> bool:
        """Whether the dictionary knows what an adjective was made of as a place, so that nothing else need name the country."""
        return bool(self.language) and morphology.is_place(form, self.language)

    def village(self, name: str) -> str | None:
        """The country of the first village that a name holds behind a little word ("of", "in"), where no country has another such place."""
        words = [w for w in split(name) if w.is_word]
        behind = {after.text for before, after in pairwise(words) if fold(before.text.rstrip("'’")) in self.links}
        behind |= {word.text.partition(mark)[2] for word in words for mark in "'’" if mark in word.text}
        runs = (place for place in self._parts(name) if place.partition(" ")[0] in behind)
        return next((code for place in runs if (code := gazetteer.village(place))), None)

    def _forms(self, place: str) -> Iterator[str]:
        """The cities from which an adjective may come ("Самаркандский"); many are none."""
        for ending, noun in self.adjectives:
            if place.endswith(ending):
                yield place.removesuffix(ending) + noun

    def in_text(self, text: str, stretches: Sequence[tuple[int, int]], likely: Collection[str]) -> str | None:
        """The country in which most of the cities lie that these stretches name behind "in"."""
        found = Counter(code for start, end in stretches for code in self._behind(text[start:end], likely))
        best = found.most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None

    def towns(self, text: str) -> Iterator[tuple[str, set[str]]]:
        """The towns that a text names behind "in", and the countries in which each may lie."""
        for runs in self._governed(text):
            for run in runs:
                forms = (run, *morphology.place_forms(run, self.language)) if self.language else (run,)
                if codes := next(filter(None, map(gazetteer.countries, forms)), None):
                    yield run, set(codes)
                    break

    def village_in_text(self, text: str, stretches: Sequence[tuple[int, int]]) -> str | None:
        """The only country of which these stretches name villages behind "in"."""
        governed = (runs for start, end in stretches for runs in self._governed(text[start:end]))
        found = {code for runs in governed if (code := next(filter(None, map(gazetteer.village, runs)), None))}
        return found.pop() if len(found) == 1 else None

    def at_once(self, behind: str, likely: Collection[str]) -> str | None:
        """The country of the city that "in" at the very beginning of a stretch governs."""
        words = split(behind)
        governs = len(words) > 1 and behind[:1] == " " and words[0].start == 1 and fold(words[0].text) in self.inside
        return next(self._behind(behind[: words[min(MOST_WORDS, len(words) - 1)].end], likely), None) if governs else None

    def _parts(self, name: str) -> Iterator[str]:
        """What may be a city in a name: the longest runs of telling words first; in Chinese, what the name begins with."""
        if name[:1] >= HAN or (name[-1:] >= HAN):
            han = re.sub(r"^[^\u3400-\u9fff]+", "", name)
            yield from (
                han[start : start + n]
                for start in (0, *(m.end() for m in re.finditer("大学|大學", han)))
                for n in range(6, 1, -1)
            )
            return
        words = [w for w in split(name, self.elisions) if w.is_word]
        for length in range(MOST_WORDS, 0, -1):
            for first in range(len(words) - length, -1, -1):
                run = words[first : first + length]
                if length == 1 and (self._given(words, first) or self._family(words, first)):
                    continue
                if self._telling(run[-1]) and self._opens(run) and not self.not_towns.issuperset(fold(w.text) for w in run):
                    yield name[run[0].start : run[-1].end]

    def _opens(self, run: Sequence[Word]) -> bool:
        """Whether a town may be called so: its first word tells, or one is though it opens so ("Fray Luis Beltrán", "Nueva Palmira", "Le Havre")."""
        opens = len(run) > 1 and run[0].capital and (len(run[0].text) < SHORTEST or fold(run[0].text) in self.openers)
        return self._telling(run[0]) or (opens and gazetteer.anywhere(" ".join(word.text for word in run)))

    def _given(self, words: Sequence[Word], at: int) -> bool:
        """Whether a word is somebody's given name, a family name or the rest of it behind: "Juana | de Ibarbourou", no "Santiago | Norte"."""
        after = words[at + 1 : at + 3]
        rest = after[1:] if after and not after[0].capital and len(after[0].text) <= SHORTEST else after[:1]
        named = any(self._telling(w) and fold(w.text) not in self.not_towns for w in rest)
        return named and fold(words[at].text) in self.given

    def _family(self, words: Sequence[Word], at: int) -> bool:
        """Whether a word is somebody's family name, a given name before it: "Ahmadu | Bello"."""
        return at > 0 and words[at - 1].capital and fold(words[at - 1].text) in self.people

    def _town(self, run: str) -> bool:
        """Whether characters may be the name of a town."""
        return run.isalpha() and fold(run) not in self.not_towns

    def _telling(self, word: Word) -> bool:
        form = fold(word.text)
        caseless = word.text[0].lower() == word.text[0].upper()
        return form not in self.common and len(form) >= SHORTEST and ((word.capital and not word.shouted) or caseless)

    def _behind(self, sentence: str, likely: Collection[str]) -> Iterator[str]:
        for runs in self._governed(sentence):
            if code := next((c for run in runs if (c := self._country(run, likely))), None):
                yield code

    def _governed(self, sentence: str) -> Iterator[list[str]]:
        """What may be a city behind each "in", the longest run of words first; where words are not parted, before "city" too."""
        for match in self.seated.finditer(sentence) if self.seated else ():
            at = match.end()
            yield [run for n in range(MOST_HAN, 1, -1) if len(run := sentence[at : at + n]) == n and self._town(run)]
        for match in self.town_nouns.finditer(sentence) if self.town_nouns else ():
            at = match.start()
            yield [run for n in range(MOST_HAN, 1, -1) if at >= n and self._town(run := sentence[at - n : at])]
        words = split(sentence)
        for n, word in enumerate(words[:-1]):
            if fold(word.text) in self.inside and self._telling(words[n + 1]):
                yield [sentence[words[n + 1].start : words[m].end] for m in range(min(n + MOST_WORDS, len(words) - 1), n, -1)]


def within_town(text: str, place: places.Place) -> bool:
    """Whether the name of a city is part of that of a town which lies in other countries ("New London")."""
    before = text[max(0, place.start - TOWN) : place.start].rpartition("\n")[2]
    behind = text[place.end : place.end + TOWN].partition("\n")[0]
    first = before[:-1].rpartition(" ")[2] if before.endswith(" ") else ""
    last = split(behind[1:])[:1] if behind.startswith(" ") else []
    runs = [f"{first} {place.name}"] if first[:1].isupper() else []
    runs += [f"{place.name} {last[0].text}"] if last and last[0].start == 0 and last[0].capital else []
    return any((codes := gazetteer.countries(run)) and place.code not in codes for run in runs)


def _province_elsewhere(name: str, code: str) -> bool:
    """Whether a name is that of a province too, but of none in a country."""
    owners = subdivisions.countries(name)
    return bool(owners) and code not in owners


def _any(words: Collection[str]) -> re.Pattern[str] | None:
    """What matches any of some words, the longest first; None where there are none."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None


def ends_town(text: str, start: int, end: int) -> bool:
    """Whether a name is but the end of a town's, small words before it ("Alcalá la Real")."""
    before = text[max(0, start - TOWN) : start].rpartition("\n")[2].split(" ")[:-1]
    runs = (" ".join([*before[-n:], text[start:end]]) for n in range(2, min(len(before), MOST_WORDS) + 1))
    return any(run[:1].isupper() and run.split(" ")[-2].islower() and gazetteer.known(run) for run in runs)
