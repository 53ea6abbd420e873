"""The measure words and superlatives beside an ordinal, which tell whether it may count a site at all."""

from __future__ import annotations

from pipeline.counted.reading import COMMAS, Reading
from pipeline.numbers import Kind, Numeral


def may_count(reading: Reading, numeral: Numeral) -> bool:
    """Not a Chinese ordinal of rounds, days or ranks; not "third-largest"."""
    known = reading.known.classifiers
    unit = reading.units.get(numeral.last)
    if known and not numeral.label and numeral.classifier not in known:
        if own_noun(reading, numeral):
            return True
        bare = not numeral.classifier and numeral.value > 1
        return bare and ((unit is not None and not unit.weak) or _listed(reading, numeral))
    other = reading.says("superlatives", numeral.last) or reading.says("not_first", numeral.last)
    own = unit is not None and any((e.kind or "").endswith(unit.head) for e in reading.entities.values())
    return (
        other is None
        or own
        or (bool(known) and reading.parted(numeral.last, COMMAS))
        or (unit is not None and other.last < unit.last)
    )


def own_noun(reading: Reading, numeral: Numeral) -> str | None:
    """The kind of the centre named last whose noun is its own measure word: 第三十五站 of a network of 观测站."""
    own, known = numeral.classifier, reading.known.classifiers
    if not known or not own or own in known or numeral.value == 1:
        return None
    named = [reading.entities[m.key] for m in reading.mentions_in(0, numeral.start) if m.key in reading.entities]
    return next((e.kind for e in reversed(named) if e.kind and e.name.endswith(own)), None)


def _listed(reading: Reading, numeral: Numeral) -> bool:
    """Whether a Chinese ordinal shares the classifier of the next: 第四、第五个."""
    following = reading.numerals.get(numeral.last)
    ordinal = following is not None and following.kind is Kind.ORDINAL and following.classifier in reading.known.classifiers
    return ordinal and "、" in reading.gap(numeral.last)
