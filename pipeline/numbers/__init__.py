"""Numbers of a text in six languages: cardinals and ordinals in digits, words, Roman numerals and mixed forms.

The grammar is here, the words are data (`languages/<code>/numbers.toml`). Numerals are read to millions; decimals, clock
times, dates in digits and digits inside words are no numerals.
"""

from pipeline.numbers.numeral import Kind, Numeral
from pipeline.numbers.reading import among, compared_behind, comparing, find

__all__ = ["Kind", "Numeral", "among", "compared_behind", "comparing", "find"]
