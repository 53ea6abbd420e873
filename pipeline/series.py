"""Units that a text coins by naming sisters: "the Calla Bookboat, the eleventh of the fleet", beside a Titan Bookboat.

A noun that the text never writes small is a unit for all that where it heads several names, each with something of its own,
takes an article, and one of the names stands side by side with an ordinal. What heads names for other reasons is no such noun
(see `pipeline.coined.Words`). One name is enough where an ordinal that has no noun of its own says that it is one of a
network: "the Whitby Kiln is the ninth of the network".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from pipeline import lexicon, numbers, places
from pipeline.coined import Coined, Words, near
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Phrases, Word

LONGEST_HEAD = 2
LONGEST_NAME = 8
SISTERS = 2
APPOSING = ",—–(:"
# Words of a verb of being.
COPULA = 3

Run = tuple[int, int]


def coin(text: str, words: Sequence[Word], language: str, *, known: Collection[int] = ()) -> list[Coined]:
    """The units that sisters coin, the longest first; `known` are words that belong to units of the lexicon."""
    said = Words.of(language)
    runs = list(_runs(text, words, said))
    numerals = list(numbers.among(text, words, language))
    numbered = _numbered(text, words, runs, numerals, said)
    lands = {n for place in places.table(language).find(text, words) for n in range(place.first, place.last)}
    closed = lands.union(known)
    found: dict[tuple[str, ...], Coined] = {}
    for run in numbered:
        for size in range(LONGEST_HEAD, 0, -1):
            head = _head(words, run, size, said)
            if head and closed.isdisjoint(range(*head)) and _sisters(text, words, head, runs, said):
                forms = tuple(word.form for word in words[slice(*head)])
                found.setdefault(forms, Coined(forms, 0 if said.heads == "first" else size - 1))
                break
    for at in _members(text, words, numerals, language):
        if at not in closed and words[at].form not in said.bodies:
            found.setdefault((words[at].form,), Coined((words[at].form,), 0))
    return sorted(found.values(), key=lambda unit: -len(unit.forms))


def _runs(text: str, words: Sequence[Word], said: Words) -> Iterator[Run]:
    """Runs of capitalised words, with the links between them; an article opens none, and ends one that no link has led to it."""
    first = 0
    while first < len(words):
        if not words[first].capital or words[first].form in said.articles:
            first += 1
            continue
        last = end = first + 1
        while end < len(words) and end - first < LONGEST_NAME and near(text, words, end):
            if words[end].capital:
                last = end + 1
            elif words[end].form not in said.links or (end == last and words[end].form in said.articles):
                break
            end += 1
        yield first, last
        first = last


def _numbered(text: str, words: Sequence[Word], runs: Sequence[Run], numerals: Sequence[Numeral], said: Words) -> Iterator[Run]:
    """The runs that an ordinal stands beside, a comma or dash between, an article at most."""
    ordinals = [n for n in numerals if n.kind is Kind.ORDINAL or n.label]
    firsts, lasts = {n.first for n in ordinals}, {n.last for n in ordinals}
    for first, last in runs:
        # An article at most takes one word.
        behind = [(last, at) for at in (last, last + 1) if at in firsts]
        before = [(at, first) for at in (first - 1, first) if at in lasts]
        if any(_apposes(text, words, *gap, said) for gap in (*behind, *before)):
            yield first, last


def _apposes(text: str, words: Sequence[Word], first: int, last: int, said: Words) -> bool:
    """Whether nothing but a mark and an article stands between word `first` and word `last`."""
    if not 0 < first <= last < len(words) or last - first > 1:
        return False
    mark = text[words[first - 1].end : words[first].start].strip()
    rest = first == last or (words[first].form in said.articles and near(text, words, last))
    return bool(mark) and mark in APPOSING and rest


def _head(words: Sequence[Word], run: Run, size: int, said: Words) -> Run | None:
    """Where the head noun of a name stands, where it is one that may be a unit and leaves something of the name."""
    first, last = run
    at = (first, first + size) if said.heads == "first" else (last - size, last)
    inside = words[slice(*at)]
    if last - first <= size or at[0] < first or not all(w.capital and said.content(w) for w in inside):
        return None
    return None if size == 1 and inside[0].form in said.bodies else at


def _sisters(text: str, words: Sequence[Word], head: Run, runs: Sequence[Run], said: Words) -> bool:
    """Whether several names have this head, all with words of their own, one of them behind an article."""
    size = head[1] - head[0]
    forms = [word.form for word in words[slice(*head)]]
    own: list[frozenset[str]] = []
    article = False
    for run in runs:
        at = _head(words, run, size, said)
        if at is None or [word.form for word in words[slice(*at)]] != forms:
            continue
        rest = {w.form for n, w in enumerate(words[slice(*run)], run[0]) if not at[0] <= n < at[1]} - said.links
        if rest and not any(rest <= other or other <= rest for other in own):
            own.append(frozenset(rest))
        article |= run[0] > 0 and words[run[0] - 1].form in said.articles and near(text, words, run[0])
    return article and len(own) >= SISTERS


@cache
def _network(language: str, name: str) -> Phrases[str]:
    """Words by which a language says of something that it is one of a network (`centres.toml`)."""
    return Phrases([(row, row) for row in lexicon.read(language, "centres").list(name)], cased=False)


def _members(text: str, words: Sequence[Word], numerals: Sequence[Numeral], language: str) -> Iterator[int]:
    """Where the head nouns of names stand of which an ordinal without a noun says that they are one of a network."""
    said = Words.of(language)
    for numeral in numerals:
        if numeral.kind is not Kind.ORDINAL or not _network(language, "members").at(text, words, numeral.last):
            continue
        first = numeral.first - (numeral.first > 0 and words[numeral.first - 1].form in said.articles)
        copula = next((n for n in range(max(0, first - COPULA), first) if _is(text, words, n, first, language)), first)
        if copula < first or (first > 0 and text[words[first - 1].end : words[first].start].strip() == ","):
            head = _subject(text, words, copula, said)
            if head is not None:
                yield head


def _is(text: str, words: Sequence[Word], at: int, end: int, language: str) -> bool:
    """Whether a verb of being stands between two words."""
    match = _network(language, "numbering").at(text, words, at)
    return match is not None and match.last == end


def _subject(text: str, words: Sequence[Word], end: int, said: Words) -> int | None:
    """The head noun of the name that ends before word `end`, both written as names are; None where none does."""
    if said.heads == "last":
        named = end > 1 and words[end - 1].capital and words[end - 2].capital and near(text, words, end - 1)
        return end - 1 if named and said.content(words[end - 1]) else None
    for at in range(end - 2, max(-1, end - LONGEST_NAME), -1):
        if not near(text, words, at + 1):
            return None
        opened = at > 0 and near(text, words, at) and words[at - 1].form in said.articles
        linked = at > 1 and near(text, words, at - 1) and words[at - 2].form in said.links - said.articles
        if opened and not linked and words[at].capital and said.content(words[at]):
            return at if any(word.capital for word in words[at + 1 : end]) else None
    return None
