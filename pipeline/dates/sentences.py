"""Which sentence and paragraph a token stands in."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.dates.page import STOPS, Page
from pipeline.dates.reading import Reading

# Sentences of a paragraph share the thousands of their numbers.
_PARAGRAPH = 1000


def same_paragraph(a: int, b: int) -> bool:
    """Whether two sentences, by their numbers, are of one paragraph."""
    return a // _PARAGRAPH == b // _PARAGRAPH


def opens_paragraph(number: int) -> bool:
    """Whether a sentence, by its number, is the first of its paragraph."""
    return number % _PARAGRAPH == 0


class Sentences:
    """For a token the number of its sentence, a thousand for each paragraph; worked out for the places where one may begin."""

    def __init__(self, page: Page) -> None:
        number = 0
        self.starts, self.numbers = [0], [0]
        if STOPS.isdisjoint(page.keys[:-1]) and not any(page.breaks):
            return
        for i, (key, breaks) in enumerate(zip(page.keys, page.breaks, strict=True)):
            if breaks or key in STOPS:
                start = i if breaks else i + 1
                if breaks:
                    number += _PARAGRAPH - number % _PARAGRAPH
                elif page.ends_sentence(i):
                    number += 1
                else:
                    continue
                self.starts.append(start)
                self.numbers.append(number)

    def start(self, token: int) -> int:
        """The first token of the sentence of a token."""
        return self.starts[bisect_right(self.starts, token) - 1]

    def apart(self, a: Reading, b: Reading) -> bool:
        """Do two readings stand in different sentences?"""
        return self[a.first_token] != self[b.first_token]

    def __getitem__(self, token: int) -> int:
        return self.numbers[bisect_right(self.starts, token) - 1]
