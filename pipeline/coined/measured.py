"""Chinese nouns of sites that a measure word tells: 第七间观鸟屋, 第四家由农户组建的育苗棚, 现有图书角130余个.

Things are counted with a measure word, and few of the things that take those of sites are none. Where the noun ends is told by
its last characters and by what may stand behind it, so that it need head no name elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.coined.forms import is_han_word, near
from pipeline.numbers import Kind, Numeral
from pipeline.phrases import Phrases, Word

Run = tuple[int, int]

SHORTEST = 2
LONGEST = 16
# Behind a clause that ends in "of".
REACH = 40
OF = "的"
LISTED = "、"
DOTS = frozenset("·•‧・．")
CLOSING = frozenset("”」』》’")
# The longest word that bars, less one.
SHIELD = 3
# The longest verbs between a noun and how many there are.
VERBS = 7
PHRASES = ("after", "no_part", "shields", "opening", "copulas", "reaching", "parties")


@dataclass(frozen=True, slots=True)
class Measures:
    """What Chinese says of nouns that are counted: `coined.toml`.

    `measures`: measure words of sites; `finals`: how their nouns end; `no_finals`: words that end so and are none; `after`: what may stand behind such a noun; `no_part`: what none holds, save in `shields`; `opening`: verbs of opening; `copulas`: what says of a name which one it is; `reaching`: verbs between a noun and how many there are; `parties`: what joins one party of a deed to another; `pointers`: "this"; `single`: nouns of one character that stand for a longer one; `heads`: nouns that the lexicon knows; `general`: those that are
    no noun of their own behind another word.
    """

    measures: frozenset[str]
    finals: tuple[str, ...]
    no_finals: tuple[str, ...]
    after: Phrases[str]
    no_part: Phrases[str]
    shields: Phrases[str]
    opening: Phrases[str]
    copulas: Phrases[str]
    reaching: Phrases[str]
    parties: Phrases[str]
    pointers: frozenset[str]
    single: frozenset[str]
    heads: tuple[str, ...]
    general: frozenset[str]

    @staticmethod
    @cache
    def of(language: str) -> Measures | None:
        """Read `coined.toml`; None for a language without measure words."""
        words = lexicon.read(language, "coined")
        if not (measures := words.list("measures")):
            return None
        after, no_part, shields, opening, copulas, reaching, parties = (
            Phrases((w, w) for w in words.list(name)) for name in PHRASES
        )
        heads = tuple(lexicon.read(language, "units").table("heads"))
        bodies = tuple(lexicon.read(language, "institutions").table("last"))
        never = (*words.list("no_finals"), *words.list("never"))
        finals, known = (*words.list("finals"), *heads), (*heads, *bodies)
        return Measures(
            frozenset(measures),
            finals,
            never,
            after,
            no_part,
            shields,
            opening,
            copulas,
            reaching,
            parties,
            frozenset(words.list("pointers")),
            frozenset(words.list("single")),
            known,
            frozenset(words.list("general")),
        )

    def listed(self, words: Sequence[Word], run: Run) -> int:
        """How long the noun is that ends a run and that the lexicon knows; 0 where it knows none."""
        own = "".join(word.form for word in words[slice(*run)])
        return max((len(head) for head in self.heads if own.endswith(head)), default=0)

    def bars(self, text: str, words: Sequence[Word], at: int) -> int:
        """Index behind a word that no noun of a site holds, where one begins; else `at`."""
        found = self.no_part.at(text, words, at)
        if found is None:
            return at
        held = (self.shields.at(text, words, n) for n in range(max(0, at - SHIELD), at + 1))
        return at if any(shield is not None and shield.last >= found.last for shield in held) else found.last


def nouns(text: str, words: Sequence[Word], numerals: Sequence[Numeral], said: Measures) -> Iterator[Run]:
    """The nouns of sites that a number stands beside, as runs of words."""
    for numeral in numerals:
        if numeral.label or numeral.classifier not in said.measures:
            continue
        if numeral.kind is Kind.ORDINAL:
            run = _behind(text, words, numeral.last, said)
        else:
            run = _before(text, words, numeral.first, said) if closed(text, words, numeral.last, said) else None
        if run is not None:
            yield run
    if any(n.kind is Kind.ORDINAL and n.classifier in said.measures for n in numerals):
        yield from _pointed(text, words, said)


def _pointed(text: str, words: Sequence[Word], said: Measures) -> Iterator[Run]:
    """The nouns that "this" and a measure word stand before: 这座观鸟塔是全省的第二座."""
    for at in range(1, len(words) - SHORTEST):
        if words[at].form in said.measures and words[at - 1].form in said.pointers and near(text, words, at):
            run = _noun(text, words, at + 1, said) if near(text, words, at + 1) else None
            if run is not None:
                yield run


def _behind(text: str, words: Sequence[Word], at: int, said: Measures) -> Run | None:
    """The noun that begins at a word, or behind a clause that describes it."""
    starts = [at]
    for n in range(at, min(at + REACH, len(words))):
        if not near(text, words, n) and text[words[n - 1].end : words[n].start].strip() != LISTED:
            break
        if words[n].form == OF:
            starts.append(n + 1)
    return next((run for start in starts if (run := _noun(text, words, start, said)) is not None), None)


def _noun(text: str, words: Sequence[Word], start: int, said: Measures) -> Run | None:
    """From a word to the first end of a noun of a site, nothing between that no noun holds."""
    for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
        if (end - 1 > start and not near(text, words, end - 1)) or said.bars(text, words, end - 1) >= end:
            return None
        if end - start >= SHORTEST and ends(text, words, end, said) and closed(text, words, end, said):
            return _unquoted(text, words, (start, start + _once([word.form for word in words[start:end]])), said)
    return None


def _unquoted(text: str, words: Sequence[Word], run: Run, said: Measures) -> Run:
    """The noun behind a name in quotation marks; the end alone of one that is quoted whole: 第三个“X”工作站, 首个“X课堂”."""
    first, last = run
    if last < len(words) and CLOSING & set(text[words[last - 1].end : words[last].start]):
        return last - (said.listed(words, run) or SHORTEST), last
    quoted = (n for n in range(last - 1, first, -1) if CLOSING & set(text[words[n - 1].end : words[n].start]))
    return next(quoted, first), last


def _once(forms: list[str]) -> int:
    """How long a noun is that the name behind it repeats: 第八家基地|拉巴特基地."""
    repeated = (n for n in range(SHORTEST, len(forms) // 2) if forms[:n] == forms[-n:])
    return next(repeated, len(forms))


def _before(text: str, words: Sequence[Word], at: int, said: Measures) -> Run | None:
    """The noun that ends right before a number, or before the verb that tells it: 图书角|130余个, 苗圃|只剩|两处."""
    verbs = ((n, said.reaching.at(text, words, n)) for n in range(max(1, at - VERBS), at))
    at = next((n for n, verb in verbs if verb is not None and verb.last == at), at)
    if not near(text, words, at) or not ends(text, words, at, said):
        return None
    start = start_of(text, words, at, said)
    listed = start > 0 and text[words[start - 1].end : words[start].start] == LISTED
    return (start, at) if at - start >= SHORTEST and not listed else None


def start_of(text: str, words: Sequence[Word], end: int, said: Measures) -> int:
    """Where the run of characters begins that ends in a noun of a site, behind a mark or what no noun holds."""
    start = end
    while start and end - start < LONGEST and is_han_word(words[start - 1]):
        if any(said.bars(text, words, n) == start for n in range(max(0, start - SHIELD), start)):
            break
        start -= 1
        if not near(text, words, start):
            break
    return start


def ends(text: str, words: Sequence[Word], end: int, said: Measures) -> bool:
    """Whether a noun of a site ends before a word."""
    own = "".join(word.form for word in words[max(0, end - LONGEST) : end])
    return own.endswith(said.finals) and not own.endswith(said.no_finals) and is_han_word(words[end - 1])


def closed(text: str, words: Sequence[Word], at: int, said: Measures) -> bool:
    """Whether a noun may end before a word: at a mark, at a Latin word, or before what may stand behind a noun."""
    gap = text[words[at - 1].end : words[at].start] if 0 < at < len(words) else ""
    if at >= len(words) or not near(text, words, at) or not is_han_word(words[at]):
        return not DOTS & set(gap)
    return bool(set(gap) & set("“「『")) or said.after.at(text, words, at) is not None
