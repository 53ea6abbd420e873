"""The measure words and superlatives beside an ordinal, which tell whether it may count a site at all."""

from __future__ import annotations

from pipeline.coined.measured import Measures, closed
from pipeline.counted.nouns import definite
from pipeline.counted.reading import COMMAS, Reading
from pipeline.numbers import Kind, Numeral


def _behind_pair(reading: Reading, numeral: Numeral) -> int:
    """The word behind an ordinal, or behind a second one that "and" joins to it: "the third and fourth | floors"."""
    joined = reading.says("conjunctions", numeral.last)
    other = reading.numerals.get(joined.last) if joined else None
    return other.last if other is not None and other.kind is Kind.ORDINAL else numeral.last


def may_count(reading: Reading, numeral: Numeral) -> bool:
    """Not a Chinese ordinal of rounds, days or ranks; not "third-largest"."""
    known = reading.known.classifiers
    unit = reading.units.get(numeral.last)
    if known and not numeral.label and numeral.classifier not in known:
        if own_noun(reading, numeral):
            return True
        bare = not numeral.classifier and numeral.value > 1
        return bare and ((unit is not None and not unit.weak) or _listed(reading, numeral))
    other = reading.says("superlatives", numeral.last) or reading.says("not_first", _behind_pair(reading, numeral))
    if definite(reading, numeral):
        return True
    own = unit is not None and any((e.kind or "").endswith(unit.head) for e in reading.entities.values())
    return (
        other is None
        or own
        or (bool(known) and reading.parted(numeral.last, COMMAS))
        or (unit is not None and other.last < unit.last)
    )


def own_noun(reading: Reading, numeral: Numeral) -> str | None:
    """The kind of the centre whose noun is its own measure word: 第三十五站 of a network of 观测站, 书店海外第三店."""
    own, known, said = numeral.classifier, reading.known.classifiers, Measures.of(reading.language)
    if not known or not own or own in known or said is None or not closed(reading.text, reading.words, numeral.last, said):
        return None
    if numeral.value == 1 and not any(n.classifier == own and n.value > 1 for n in reading.numerals.values()):
        return None
    named = [reading.entities[m.key] for m in reading.mentions if m.key in reading.entities]
    kind = next((e.kind or own for e in reversed(named) if e.name.endswith(own)), None)
    begin, _ = reading.sentence(numeral.start)
    before = [u for u in reading.units.values() if begin <= u.start < numeral.start]
    return kind or next((u.unit for u in before if reading.text[u.start : u.end].endswith(own)), None)


def _listed(reading: Reading, numeral: Numeral) -> bool:
    """Whether a Chinese ordinal shares the classifier of the next: 第四、第五个."""
    at = numeral.last
    last = reading.places[at][1] if at in reading.places and at not in reading.numerals else at
    following = reading.numerals.get(last)
    ordinal = following is not None and following.kind is Kind.ORDINAL and following.classifier in reading.known.classifiers
    return ordinal and "、" in reading.gap(at)


def echoed(reading: Reading, numeral: Numeral) -> str | None:
    """The kind of the centre, or of what was spoken of, whose noun is repeated by its last character: 第六座|塔 beside the 预警塔, 第八|塔."""
    known, said, at = reading.known.classifiers, Measures.of(reading.language), numeral.last
    if not known or said is None or numeral.label or at >= len(reading.words) or numeral.classifier not in {"", *known}:
        return None
    noun = reading.words[at].form
    if reading.parted(at, COMMAS) or noun not in said.single or not closed(reading.text, reading.words, at + 1, said):
        return None
    named = next((e.kind or noun for e in reading.entities.values() if e.name.endswith(noun)), None)
    told = (u.unit for u in reading.units.values() if u.end <= numeral.start and reading.text[u.start : u.end].endswith(noun))
    return named or next(told, None)
