"""What stands for a centre without its whole name: "that of Moundou", or the part of the name that is its own, as a subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline import coined, phrases, units
from pipeline.counted.reading import COMMAS, DASHES, Mention, Reading
from pipeline.places import PlaceKind

# Words of a name that stand for it, at most, and Chinese characters, at least.
LONGEST: Final = 3
HAN: Final = 2


def mentions(reading: Reading) -> Iterator[Mention]:
    """What stands for a centre outside its names."""
    yield from _pointed(reading)
    yield from _subjects(reading)


def _pointed(reading: Reading) -> Iterator[Mention]:
    """Where "that of Moundou" stands for the one centre whose name ends so."""
    for at in range(len(reading.words)):
        match = reading.says("those_of", at)
        if match is None or match.last >= len(reading.words) or not reading.words[match.last].capital:
            continue
        start = reading.words[match.last].start
        ends = range(match.last, min(match.last + LONGEST, len(reading.words)))
        named = ((_ending(reading, reading.text[start : reading.words[n].end]), n) for n in ends)
        keys, last = next(((keys, n) for keys, n in named if keys), (set[str](), match.last))
        keys = keys or _at_home(reading, reading.words[match.last].form, reading.words[at].start)
        if len(keys) == 1:
            yield Mention(reading.words[at].start, reading.words[last].end, keys.pop())


def _ending(reading: Reading, tail: str) -> set[str]:
    """The centres whose names end in these words."""
    ends = tuple(mark + phrases.fold(tail) for mark in " '’")
    return {e.key for e in reading.entities.values() if (" " + phrases.fold(e.name)).endswith(ends)}


def _at_home(reading: Reading, place: str, before: int) -> set[str]:
    """The only centre of the text, if what leads to its first name has named a place: "that of Moundou", sentences later."""
    first = min(reading.mentions, key=lambda m: m.start, default=None)
    if first is None or len(reading.entities) != 1:
        return set()
    end = next((b for a, b in reading.sentences if a <= first.start < b), before)
    words = {word.form for word in reading.words[: reading.index(end)]}
    return {first.key} if end <= before and place in words else set()


def _subjects(reading: Reading) -> Iterator[Mention]:
    """Where a clause begins with what is a centre's own in its name, and its verb follows: "Moundou is the third in Chad"."""
    own = _owned(reading)
    opening = {forms[0] for forms in own}
    for at, word in enumerate(reading.words):
        if word.form not in opening or not _opens(reading, at):
            continue
        for forms, key in own.items():
            last = at + len(forms)
            run = reading.words[at:last]
            if tuple(w.form for w in run) == forms and _alone(reading, at, last):
                yield Mention(run[0].start, run[-1].end, key)


def _owned(reading: Reading) -> dict[tuple[str, ...], str]:
    """What is a centre's own in its name, as folded words, where it is only one's."""
    names = [phrases.split(entity.name) for entity in reading.entities.values()]
    told = Counter(form for words in names for form in {word.form for word in words})
    found: dict[tuple[str, ...], list[str]] = {}
    for entity in reading.entities.values():
        forms = _own(reading, entity.name, frozenset(form for form, times in told.items() if times > 1))
        if forms:
            found.setdefault(forms, []).append(entity.key)
    return {forms: keys[0] for forms, keys in found.items() if len(keys) == 1}


def _own(reading: Reading, name: str, shared: frozenset[str]) -> tuple[str, ...]:
    """The folded words of a name without its noun, what links them and what is `shared` by other names; empty where they are not few, or no name."""
    words, noun = phrases.split(name), units.find(name, reading.language)
    if not words or len(noun) > 1:
        return ()
    first, last = (noun[0].first, noun[0].last) if noun else (len(words) - 1,) * 2 if reading.known.head_last else (0, 1)
    if reading.known.of_kind:
        whole = first >= HAN and last == len(words)
        return tuple(word.form for word in words[:first]) if noun and whole else ()
    links = coined.Words.of(reading.language).links
    rest = words[:first] if reading.known.head_last else words[last:]
    while reading.known.head_last and rest and rest[-1].form in shared:
        rest = rest[:-1]
    while not reading.known.head_last and rest and (rest[0].form in shared or (rest[0].form in links and not rest[0].capital)):
        rest = rest[1:]
    named = bool(rest) and all(word.capital or word.form in links for word in rest) and len(rest) <= LONGEST
    return tuple(word.form for word in rest) if named else ()


def _opens(reading: Reading, at: int) -> bool:
    """Whether a word with a capital begins a sentence; in Chinese, any that begins a clause."""
    if reading.known.of_kind:
        return reading.parted(at, COMMAS | DASHES) or reading.opens_sentence(at)
    return reading.words[at].capital and reading.opens_sentence(at)


def _alone(reading: Reading, at: int, last: int) -> bool:
    """Whether a stretch is a subject by itself: no country, no name or part of one, its verb or a relative clause behind it."""
    start, end = reading.words[at].start, reading.words[last - 1].end
    place = reading.places.get(at)
    if any(m.start <= start < m.end for m in reading.mentions) or any(a <= start < b for a, b in reading.bodies):
        return False
    if reading.known.of_kind:
        return place is None and last < len(reading.words) and reading.words[last].start == end
    if (place is not None and place[0].kind is not PlaceKind.CITY) or last >= len(reading.words):
        return False
    if set(reading.gap(last)) & COMMAS:
        return reading.says("relatives", last) is not None
    return not reading.gap(last).strip() and any(reading.says(name, last) for name in ("verbs", "copulas", "having"))
