"""Units that a text coins by naming sisters: "the Calla Bookboat, the eleventh of the fleet", beside a Titan Bookboat.

A noun that the text never writes small is a unit for all that where it heads several names, each with something of its own,
takes an article, and one of the names stands side by side with an ordinal. What heads names for other reasons is no such noun
(see `pipeline.coined.Words`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipeline import numbers, places
from pipeline.coined import Coined, Words, near
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Word

LONGEST_HEAD = 2
LONGEST_NAME = 8
SISTERS = 2
APPOSING = ",—–(:"

Run = tuple[int, int]


def coin(text: str, words: Sequence[Word], language: str, *, known: Collection[int] = ()) -> list[Coined]:
    """The units that sisters coin, the longest first; `known` are words that belong to units of the lexicon."""
    said = Words.of(language)
    runs = list(_runs(text, words, said))
    numbered = _numbered(text, words, runs, list(numbers.among(text, words, language)), said)
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
