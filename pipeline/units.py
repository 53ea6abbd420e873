"""Sites and units of a network as a text names them: "national centre", "aula inteligente", "умный класс", 孔子学院.

The nouns are data: `languages/<code>/units.toml`, `[words.heads]` and `[words.modifiers]` (word forms and their English),
`weak` (English units that name many other things too).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from pipeline import abbreviated, coined, lexicon, phrases, placed, series
from pipeline.errors import LexiconError
from pipeline.phrases import Match, Phrases, Word
from pipeline.scripts import script_of, scripts

OWNERS: Final = frozenset({"' ", "’ "})
"""What stands behind a plural that owns: "interpreters' "."""

SHORTEST_PREFIX: Final = 2
SHORTEST_HEAD: Final = 4

HYPHENS: Final = frozenset({"-", "‐", "‑"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the text names it: `text[start:end]` is the head noun with the modifiers that belong to it.

    `unit` is its English name, singular, lower case ("national training centre"), `head` the head noun of that ("centre").
    `first:last` are the words that it covers. `weak`: the noun names many other things too (a school, an office). `coined`:
    the text itself makes it a unit (see `pipeline.coined`).
    """

    start: int
    end: int
    unit: str
    head: str
    first: int
    last: int
    weak: bool = False
    coined: bool = False


def find(text: str, language: str) -> list[Unit]:
    """The units of a text, from left to right.

    Raises LexiconError for a language without `units.toml`.
    """
    return list(_read_once(text, language))


@lru_cache(maxsize=phrases.RECENT)
def _read_once(text: str, language: str) -> tuple[Unit, ...]:
    return tuple(among(text, phrases.split(text), language))


# The marks around a name in quotation marks.
QUOTED = frozenset({"«»", "“”", "„“", '""'})


@cache
def languages() -> tuple[str, ...]:
    """The languages whose units are known."""
    return tuple(code for code in lexicon.codes() if (lexicon.LANGUAGES / code / "units.toml").exists())


def written(name: str) -> list[str]:
    """The languages whose units may stand in a name: those of its scripts, so that the lexicons of others stay unread."""
    held = scripts().counts(name)
    return [code for code in languages() if script_of(code) in held]


def among(text: str, words: Sequence[Word], language: str) -> list[Unit]:
    """The units among the words of a text that is split already."""
    found = _listed(text, words, language)
    return sorted(_with_short(text, words, _with_coined(text, words, found, language), language), key=lambda unit: unit.first)


def _listed(text: str, words: Sequence[Word], language: str) -> list[Unit]:
    """The units of the lexicon."""
    names = Names.of(language)
    before = {match.last: match for match in names.modifiers.find(text, words)}
    found: list[Unit] = []
    for match in names.found(text, words):
        if found and match.first < found[-1].last:
            continue
        unit = _grown(text, words, match, names, before)
        if found and _owns(text, words, found[-1], unit):
            owner = found.pop()
            unit = replace(unit, start=owner.start, first=owner.first)
        if found and text[found[-1].end : unit.start] in HYPHENS:
            unit = _compound(found.pop(), unit, language)
        found.append(unit)
    sorts = {unit.head.rpartition(" ")[2] for unit in found if " " in unit.head}
    found = [unit for unit in found if not any(_calls(text, other, unit) for other in found)]
    return [unit for unit in found if unit.head not in names.echoing or unit.head in sorts]


def _calls(text: str, unit: Unit, name: Unit) -> bool:
    """Whether a noun with a capital is but the name of the unit before it, quotation marks for itself: "the centre «Lighthouse»"."""
    marks = text[unit.end : name.start].strip() + text[name.end : name.end + 1]
    return name.weak and marks in QUOTED and text[name.start].isupper()


def _owns(text: str, words: Sequence[Word], owner: Unit, unit: Unit) -> bool:
    """Whether a noun only says whose people's the next one is: "court interpreters' bureau" is a bureau."""
    if unit.first - owner.last != 1 or text[words[owner.last].end : unit.start] not in OWNERS:
        return False
    return text[owner.end : words[owner.last].start] == " " and words[owner.last].form.endswith("s")


def _compound(one: Unit, other: Unit, language: str) -> Unit:
    """Two nouns that a hyphen joins as one unit ("hôpital-école"): rare enough to name little else."""
    head, modifier = (one, other) if coined.Words.of(language).heads == "first" else (other, one)
    name = " ".join(dict.fromkeys([*modifier.unit.split(), *head.unit.split()]))
    return Unit(one.start, other.end, name, head.head, one.first, other.last)


def in_english(unit: str | None, language: str) -> str | None:
    """A unit by its English name, None where only the text's own words for it are known."""
    if not unit or coined.Words.of(language).english:
        return unit
    names = Names.of(language)
    return unit if set(unit.split()) <= names.english else None


def _with_coined(text: str, words: Sequence[Word], found: list[Unit], language: str) -> list[Unit]:
    """Units of the lexicon and those that the text coins; a coined one goes before a weak one."""
    firm = {n for unit in found if not unit.weak for n in range(unit.first, unit.last)}
    new: list[Unit] = []
    coiners = (coined.coin, series.coin, placed.coin)
    coins = [unit for coin in coiners for unit in coin(text, words, language, known=firm)]
    for first, last, coin in coined.occurrences(text, words, coins):
        if any(n in firm for n in range(first, last)) or any(u.first <= first and last < u.last for u in found):
            continue
        name, head = coin.unit, coin.forms[coin.head]
        weak = next((unit for unit in found if first <= unit.first and unit.last <= last), None)
        if weak is not None and (weak.last - weak.first == last - first or not coined.Words.of(language).english):
            name, head = weak.unit, weak.head
        new.append(Unit(words[first].start, words[last - 1].end, name, head, first, last, coined=True))
    taken = {n for unit in new for n in range(unit.first, unit.last)}
    return [*(unit for unit in found if not any(n in taken for n in range(unit.first, unit.last))), *new]


def _with_short(text: str, words: Sequence[Word], found: list[Unit], language: str) -> list[Unit]:
    """The units, and the acronyms that the text says they go by."""
    common = [unit for unit in found if text[unit.start].islower()]
    short = abbreviated.acronyms(text, words, [(unit.first, unit.last) for unit in common], language)
    taken = {n for unit in found for n in range(unit.first, unit.last)}
    new = [
        replace(common[n], start=words[first].start, end=words[last - 1].end, first=first, last=last, coined=True)
        for first, last, n in abbreviated.occurrences(text, words, short)
        if taken.isdisjoint(range(first, last))
    ]
    return [*found, *new]


def heads(name: str, language: str) -> set[str]:
    """The English head nouns of a name, also those that only part of a compound would be: "salle intelligente" is a room too."""
    words = phrases.split(name)
    found = {unit.head for unit in _listed(name, words, language)}
    for at in range(len(words)):
        if match := Names.of(language).heads.at(name[: words[at].end], words[: at + 1], at):
            found.add(match.value)
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """The nouns and modifiers of one language; `pairs` mean two of a thing, `owners` are written to a noun ("its"), `prefixes` before one ("медиа").

    `echoing`: nouns that are units only where the text has told a sort of them ("workshop" behind "repair workshop").
    """

    heads: Phrases[str]
    modifiers: Phrases[str]
    weak: frozenset[str]
    echoing: frozenset[str]
    english: frozenset[str]
    pairs: frozenset[str]
    owners: tuple[str, ...]
    feminine: tuple[str, str] | None
    single: dict[str, str]
    prefixes: frozenset[str] = frozenset()

    @staticmethod
    @cache
    def of(language: str) -> Names:
        """Read `units.toml` of a language. Raises LexiconError where an English unit is empty."""
        words = lexicon.read(language, "units")
        pairs = words.table("duals")
        tables = words.table("heads") | pairs, words.table("modifiers")
        if empty := [form for table in tables for form, unit in table.items() if not unit]:
            raise LexiconError(f"{language}/units.toml: no English unit for {empty}")
        heads, modifiers = (Phrases(table.items(), cased=False) for table in tables)
        english = frozenset(word for table in tables for name in table.values() for word in name.split())
        owners = tuple(phrases.fold(owner) for owner in words.list("noun_owners"))
        compounding = lexicon.read(language, "name_grammar")
        prefixes = frozenset(phrases.fold(prefix) for prefix in compounding.list("compounding"))
        made = owners or prefixes
        single = {phrases.fold(form): unit for form, unit in tables[0].items() if " " not in form} if made else {}
        before, alone = words.list("noun_feminine") or ("", "")
        return Names(
            heads,
            modifiers,
            frozenset(words.list("weak")),
            frozenset(words.list("echoing")),
            english,
            frozenset(map(phrases.fold, pairs)),
            owners,
            (before, alone) if before else None,
            single,
            prefixes,
        )

    def found(self, text: str, words: Sequence[Word]) -> list[Match[str]]:
        """The head nouns of a text from left to right, also those to which an owner is written."""
        listed = list(self.heads.find(text, words))
        if not (self.owners or self.prefixes):
            return listed
        taken = {at for match in listed for at in range(match.first, match.last)}
        free = [at for at in range(len(words)) if at not in taken]
        made = (match for at in free if (match := self._owned(words, at) if self.owners else self._compounded(words, at)))
        return sorted([*listed, *made], key=lambda match: match.first)

    def _compounded(self, words: Sequence[Word], at: int) -> Match[str] | None:
        """A head noun in one word with what is often written before one ("метеоцентр"), or None."""
        word = words[at]
        cuts = range(SHORTEST_PREFIX, len(word.form) - SHORTEST_HEAD + 1)
        rest = next((word.form[n:] for n in cuts if word.form[:n] in self.prefixes and word.form[n:] in self.single), None)
        return Match(word.start, word.end, at, at + 1, self.single[rest]) if rest is not None else None

    def _owned(self, words: Sequence[Word], at: int) -> Match[str] | None:
        """A head noun with "its" or "their" written to it, or None."""
        word = words[at]
        for shift, form in phrases.readings(word.form):
            for owner in self.owners:
                if form.endswith(owner) and (unit := self._bare(form.removesuffix(owner))):
                    return Match(word.start + shift, word.end, at, at + 1, unit)
        return None

    def _bare(self, form: str) -> str | None:
        """The unit of a noun before an owner: the feminine ending has another letter there."""
        if self.feminine and form.endswith(self.feminine[0]):
            return self.single.get(form.removesuffix(self.feminine[0]) + self.feminine[1])
        return self.single.get(form)

    def pair(self, word: Word) -> int | None:
        """How many glued letters precede a word that means two of a unit; None where it means no such thing."""
        return next((shift for shift, form in phrases.readings(word.form) if form in self.pairs), None)


def _grown(text: str, words: Sequence[Word], head: Match[str], names: Names, before: dict[int, Match[str]]) -> Unit:
    """A head noun with the modifiers that stand directly before and behind it."""
    first, last, said = head.first, head.last, [head.value]
    # What a letter written to the noun leads to is not that of the word before it ("the International Council | for chairs").
    # Nor has a noun adjectives before it in the language that writes owners to its nouns.
    whole = head.start == words[head.first].start and not names.owners
    while whole and (match := before.get(first)) and adjacent(text, words, first):
        first, said = match.first, [match.value, *said]
    at = 0
    while last < len(words) and adjacent(text, words, last) and (match := names.modifiers.at(text, words, last)):
        last, at = match.last, at + 1
        said.insert(len(said) - 1, match.value)
    unit = " ".join(dict.fromkeys(" ".join(dict.fromkeys(said)).split()))
    start = head.start if first == head.first else words[first].start
    return Unit(start, words[last - 1].end, unit, head.value, first, last, weak=head.value in names.weak)


def adjacent(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether word `at` follows the word before it with nothing but a space, a hyphen or quotation marks between them."""
    if at == 0:
        return False
    return not text[words[at - 1].end : words[at].start].strip(" \u00a0-‐‑'’«»“”„\"")
