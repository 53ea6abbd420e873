"""Phrases on which an ordinal may hang."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.coined.forms import ARABIC, article, flows, is_han, is_han_word, near, run
from pipeline.coined.nouns import Words
from pipeline.numbers import Numeral
from pipeline.phrases import Word

LONGEST = 4
LONGEST_HAN = 8
SHORTEST_HAN = 2
# The noun at the end of a longer phrase behind an ordinal.
LONGEST_RUN = 14
# The longest name in quotation marks between an ordinal and its noun.
LONGEST_QUOTED = 10
REACH = 4


def beside(text: str, words: Sequence[Word], numeral: Numeral, said: Words) -> Iterator[tuple[int, int]]:
    """Phrases on which an ordinal may hang, likely ones first: right behind it, right before it, a few words before it."""
    after = numeral.last
    if after < len(words) and is_han(words[after].form):
        for begin in _openings(text, words, after):
            for size in range(LONGEST_HAN, SHORTEST_HAN - 1, -1):
                if run(text, words, begin, size, is_han_word) == size and words[begin + size - 1].form in said.sites:
                    yield begin, begin + size
        end = after + run(text, words, after, LONGEST_RUN, lambda word: is_han_word(word) and word.form not in said.breaks)
        ends = words[end - 1].form in said.sites
        yield from ((end - size, end) for size in range(LONGEST_HAN, SHORTEST_HAN, -1) if ends and end - size > after)
        return
    postposed = said.heads == "first" and words[numeral.first].form.startswith(article())
    size = 0 if postposed else run(text, words, after, LONGEST, said.content)
    if size and said.heads != "first":
        yield from ((first, after + size) for first in range(after, after + size))
        yield from ((after, last) for last in range(after + size - 1, after, -1))
    if said.heads != "last" and not postposed:
        linked = run(text, words, after, LONGEST, lambda word: said.content(word) or word.form in said.links)
        yield from (
            (after, last)
            for last in range(after + linked, after, -1)
            if said.content(words[last - 1]) and said.content(words[after])
        )
    # Without its article an Arabic ordinal stands before its noun.
    if size or (not postposed and words[numeral.first].form[0] in ARABIC):
        return
    for last in range(numeral.first, max(0, numeral.first - REACH), -1):
        if not flows(text, words, last, numeral.first):
            return
        before = 0
        while (
            before < LONGEST
            and last - before > 0
            and said.content(words[last - before - 1])
            and (not before or near(text, words, last - before))
        ):
            before += 1
        yield from ((first, last) for first in range(last - before, last))
        # Behind a definite noun a definite ordinal hangs on that.
        if postposed and words[last - 1].form.startswith(article()):
            return


def _openings(text: str, words: Sequence[Word], after: int) -> list[int]:
    """Where a Chinese noun behind an ordinal may begin: at once, or behind a name in quotation marks."""
    last = min(after + LONGEST_QUOTED, len(words))
    return [after, *(n for n in range(after + 1, last) if set(text[words[n - 1].end : words[n].start]) & {"”", "」", "』"})]
