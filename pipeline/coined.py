"""Units that a text coins: "seed bank", "repair café", "обсерватория", 天文台, where no lexicon knows them as sites of a network.

Sites of a network are an open class. A noun phrase is taken for one where the text itself gives it away twice: an ordinal
hangs on it ("the seventh seed bank", "the café is the hundredth", "المرصد السابع"), and it heads a name ("Jomsom Seed Bank", "observatoire
de Douiret"). Nouns that are numbered and named for other reasons (forums, floors, universities, ministers) are data: `never`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon, numbers, phrases
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import HAN, Word

LONGEST = 4
LONGEST_HAN = 8
SHORTEST_HAN = 2
# The noun at the end of a longer phrase behind an ordinal.
LONGEST_RUN = 14
# The longest name in quotation marks between an ordinal and its noun.
LONGEST_QUOTED = 10
SHORTEST = 3
REACH = 4
STEM = 4
ENDING = 3
ARTICLE = "ال"
TO_THE = "لل"
ARABIC = {chr(code) for code in range(0x600, 0x700)}
JOINTS = " \u00a0-‐‑'’«»“”„\"‹›「」『』"


@dataclass(frozen=True, slots=True)
class Coined:
    """A unit that a text coins: its folded words, as they stand beside the ordinal, and which of them is the head noun."""

    forms: tuple[str, ...]
    head: int

    @property
    def unit(self) -> str:
        """The words as one phrase; Chinese ones without spaces."""
        return ("" if is_han(self.forms[0]) else " ").join(self.forms)


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
    `heads`: whether head nouns stand "last", "first" or at "either" end of their phrase; `plural`: the ending of plurals, which one ordinal does not number ("the first genomes");
    `articles`: words that open a noun phrase; `sites`: characters that Chinese nouns of sites end in.
    """

    never: Nouns
    bodies: Nouns
    stops: frozenset[str]
    links: frozenset[str]
    breaks: frozenset[str]
    heads: str
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
            bool(settings.get("english")),
            settings.get("plural", ""),
            frozenset(map(phrases.fold, lexicon.read(language, "name_grammar").list("articles"))),
            frozenset(sites),
        )

    def content(self, word: Word) -> bool:
        """Whether a word may belong to a coined unit."""
        long = len(word.form) >= SHORTEST and not word.form[0].isdigit()
        return long and word.form not in self.stops and word.form not in self.never


def coin(text: str, words: Sequence[Word], language: str, *, known: Collection[int] = ()) -> list[Coined]:
    """The units that a text coins, each once, the longest first; `known` are words that belong to units of the lexicon."""
    said = Words.of(language)
    index = _Index(text, words)
    found: dict[tuple[str, ...], Coined] = {}
    for numeral in numbers.among(text, words, language):
        if (numeral.kind is not Kind.ORDINAL and not numeral.label) or numeral.classifier in said.never:
            continue
        for first, last in _beside(text, words, numeral, said):
            forms = tuple(word.form for word in words[first:last])
            if any(n in known for n in range(first, last)) or (is_han(forms[0]) and "".join(forms) in said.never):
                break
            if ARABIC.issuperset(forms[0][0]) and _inner(text, words, first, said):
                continue
            if said.plural and forms[-1].endswith(said.plural) and not _joined(words, numeral):
                continue
            head = index.names(first, last, said)
            if head is not None and (len(forms) > 1 or forms[0] not in said.bodies):
                found.setdefault(forms, Coined(forms, head))
                break
    return sorted(found.values(), key=lambda unit: -len(unit.forms))


def _inner(text: str, words: Sequence[Word], at: int, said: Words) -> bool:
    """Whether an Arabic word stands inside a phrase: behind a definite word, behind a noun that it is the name of, or as its purpose."""
    if words[at].form.startswith(TO_THE):
        return True
    if not _near(text, words, at):
        return False
    forms = (form for _, form in phrases.readings(words[at - 1].form))
    return any(form.startswith((ARTICLE, TO_THE)) or form in said.bodies for form in forms)


def _joined(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether an ordinal ends as the word two before it does ("the sixth and seventh boathouses")."""
    before = words[numeral.first - 2].form if numeral.first > 1 else ""
    return before[-ENDING + 1 :] == words[numeral.last - 1].form[-ENDING + 1 :]


def occurrences(text: str, words: Sequence[Word], coined: Sequence[Coined]) -> Iterator[tuple[int, int, Coined]]:
    """Where coined units stand, in any of their inflected forms, from left to right, none inside another: (first, last, unit)."""
    at = 0
    while at < len(words):
        unit = next((u for u in coined if _runs(text, words, at, u.forms)), None)
        if unit is not None:
            yield at, at + len(unit.forms), unit
        at += len(unit.forms) if unit else 1


def named(text: str, words: Sequence[Word], language: str, *, first: int, last: int) -> bool:
    """Whether a noun stands at the head of a name here: "Osh Museum", "museo de Loja", "музей «Восход»"; never in Chinese."""
    if is_han(words[first].form):
        return False
    said, index = Words.of(language), _Index(text, words[:0])
    index.words = words
    quoted = last < len(words) and "«" in text[words[last - 1].end : words[last].start]
    if said.heads == "last":
        return words[first].capital and index._capital_before(first)
    return quoted or index._name_behind(last, said)


def is_han(form: str) -> bool:
    """Whether a word is one Han character."""
    return len(form) == 1 and HAN[0] <= form <= "\u9fff"


@cache
def stem(form: str) -> str:
    """The first letters of a folded word, which all its forms share; the Arabic article aside."""
    return (form[2:] if form.startswith("ال") and len(form) > STEM else form)[:STEM]


def alike(one: str, other: str, *, ending: int = ENDING) -> bool:
    """Whether two folded words may be forms of one: all but the last letters agree."""
    if one == other:
        return True
    a, b = (form[2:] if form.startswith("ال") and len(form) > STEM else form for form in (one, other))
    if a == b:
        return len(a) > 2
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= max(STEM, min(len(a), len(b)) - 1) and max(len(a), len(b)) - shared <= ending


def _runs(text: str, words: Sequence[Word], at: int, forms: tuple[str, ...]) -> bool:
    last = at + len(forms)
    if last > len(words) or not all(alike(w.form, f) for w, f in zip(words[at:last], forms, strict=True)):
        return False
    return all(_near(text, words, n) for n in range(at + 1, last))


def _near(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a space, a hyphen or quotation marks stands before word `at`."""
    return 0 < at < len(words) and not text[words[at - 1].end : words[at].start].strip(JOINTS)


def _beside(text: str, words: Sequence[Word], numeral: Numeral, said: Words) -> Iterator[tuple[int, int]]:
    """Phrases on which an ordinal may hang, likely ones first: right behind it, right before it, a few words before it."""
    after = numeral.last
    if after < len(words) and is_han(words[after].form):
        for begin in _openings(text, words, after):
            for size in range(LONGEST_HAN, SHORTEST_HAN - 1, -1):
                if _run(text, words, begin, size, is_han_word) == size and words[begin + size - 1].form in said.sites:
                    yield begin, begin + size
        end = after + _run(text, words, after, LONGEST_RUN, lambda word: is_han_word(word) and word.form not in said.breaks)
        ends = words[end - 1].form in said.sites
        yield from ((end - size, end) for size in range(LONGEST_HAN, SHORTEST_HAN, -1) if ends and end - size > after)
        return
    size = _run(text, words, after, LONGEST, said.content)
    if size and said.heads != "first":
        yield from ((first, after + size) for first in range(after, after + size))
        yield from ((after, last) for last in range(after + size - 1, after, -1))
    if said.heads != "last":
        linked = _run(text, words, after, LONGEST, lambda word: said.content(word) or word.form in said.links)
        yield from (
            (after, last)
            for last in range(after + linked, after, -1)
            if said.content(words[last - 1]) and said.content(words[after])
        )
    if size:
        return
    for last in range(numeral.first, max(0, numeral.first - REACH), -1):
        if not _flows(text, words, last, numeral.first):
            return
        before = 0
        while (
            before < LONGEST
            and last - before > 0
            and said.content(words[last - before - 1])
            and (not before or _near(text, words, last - before))
        ):
            before += 1
        yield from ((first, last) for first in range(last - before, last))


def _openings(text: str, words: Sequence[Word], after: int) -> list[int]:
    """Where a Chinese noun behind an ordinal may begin: at once, or behind a name in quotation marks."""
    last = min(after + LONGEST_QUOTED, len(words))
    return [after, *(n for n in range(after + 1, last) if set(text[words[n - 1].end : words[n].start]) & {"”", "」", "』"})]


def _run(text: str, words: Sequence[Word], at: int, most: int, fits: Callable[[Word], bool]) -> int:
    """How many words from `at` on fit, with nothing but spaces between them and before the first."""
    size = 0
    while size < most and _near(text, words, at + size) and fits(words[at + size]):
        size += 1
    return size


def is_han_word(word: Word) -> bool:
    """Whether a word is one Han character."""
    return is_han(word.form)


def _flows(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """Whether no mark ends a clause between the word before `first` and word `last`."""
    end = words[last].start if last < len(words) else len(text)
    return first > 0 and not any(mark in text[words[first - 1].end : end] for mark in ",.;:!?()\n،؛。，；")


class _Index:
    """Words of a text by their stems."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text = text
        self.words = words
        self.places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            self.places.setdefault(stem(word.form), []).append(at)

    def names(self, first: int, last: int, known: Words) -> int | None:
        """Which word of a phrase heads a name elsewhere in the text; None where the phrase heads none."""
        forms = tuple(word.form for word in self.words[first:last])
        if not self._common(first, last):
            return None
        for at in self.places.get(stem(forms[0]), ()):
            end = at + len(forms)
            if at == first or not _runs(self.text, self.words, at, forms):
                continue
            if is_han(forms[0]):
                if (
                    at
                    and is_han(self.words[at - 1].form)
                    and _near(self.text, self.words, at)
                    and self.words[at - 1].form not in known.links
                ):
                    return len(forms) - 1
                continue
            if self._capital_before(at):
                return len(forms) - 1
            if self._name_behind(end, known):
                return len(forms) - 1 if known.heads == "last" else 0
        return None

    def _common(self, first: int, last: int) -> bool:
        """Whether the phrase is written as common nouns here, or somewhere else in the text."""
        if not any(self.words[n].capital for n in range(first, last)):
            return True
        forms = tuple(word.form for word in self.words[first:last])
        return any(
            not self.words[at].capital and _runs(self.text, self.words, at, forms) for at in self.places.get(stem(forms[0]), ())
        )

    def _capital_before(self, at: int) -> bool:
        """Whether a capitalised word, no mere beginning of a sentence, stands right before."""
        if (
            at == 0
            or not _near(self.text, self.words, at)
            or not self.words[at - 1].capital
            or len(self.words[at - 1].form) < STEM - 1
        ):
            return False
        opening = at == 1 or (not _near(self.text, self.words, at - 1) and not self._clause(at - 1))
        return self.words[at].capital or not opening

    def _clause(self, at: int) -> bool:
        """Whether the sentence goes on before word `at`."""
        between = self.text[self.words[at - 1].end : self.words[at].start]
        return not any(mark in between for mark in ".!?:\n«“")

    def _term_behind(self, at: int, known: Words) -> bool:
        """Whether a noun without article is followed by the term that it belongs to, in a script without capitals."""
        joined = self.words[at].form.startswith(TO_THE)
        return not joined and not self.words[at - 1].form.startswith(ARTICLE) and known.content(self.words[at])

    def _name_behind(self, at: int, known: Words) -> bool:
        """Whether a name follows: capitalised, in quotation marks, or linked by "de", "of"."""
        while _near(self.text, self.words, at) and self.words[at].form in known.links:
            at += 1
        if not _near(self.text, self.words, at):
            return False
        if self.words[at].form[0] in ARABIC:
            return self._term_behind(at, known)
        return self.words[at].capital or "«" in self.text[self.words[at - 1].end : self.words[at].start]
