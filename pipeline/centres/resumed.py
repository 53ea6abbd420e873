"""Common nouns that take up a body: "the college", 该校."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.phrases import Phrases, fold, readings, split
from pipeline.spans import Fact

# Letters by which a form of a noun may be longer than the noun.
ENDING = 2
# Letters of a noun at least.
SHORTEST = 4
# The article that Arabic writes to a noun.
ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Calls:
    """What a language calls bodies.

    `heads`: nouns of bodies; `general`: what takes up any body, or the text's own (`own`: "our university"); `ends`: in Chinese the last
    letter of a common noun, with how the names of bodies end that it may mean (我校 no hospital).
    """

    heads: Collection[str]
    general: Phrases[str]
    ends: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def own(self, text: str, named: Sequence[Fact], noun: str) -> Fact:
        """The body that speaks: the first that is named, of the sort that it calls itself."""
        ends = tuple(self.ends.get(noun[-1], ()))
        return next((fact for fact in named if text[fact.start : fact.end].endswith(ends)), named[0])


def resumed(text: str, bodies: Sequence[Fact], taken: Sequence[tuple[int, int]], calls: Calls) -> list[Fact]:
    """The common nouns of a text, each as one more mention of the body named last before it whose name has that noun.

    `taken`: where centres are named or taken up.
    """
    if not bodies:
        return []
    named = sorted(bodies, key=lambda fact: fact.start)
    starts = [fact.start for fact in named]
    nouns = {fact.entity: _nouns(text[fact.start : fact.end], calls.heads) for fact in named}
    closed = sorted([*taken, *((fact.start, fact.end) for fact in named)])
    opened = [start for start, _ in closed]
    tokens = split(text)
    begun = {noun[:SHORTEST] for own in nouns.values() for noun in own}
    found = []
    for n, word in enumerate(tokens):
        at = bisect_right(opened, word.start) - 1
        if word.capital or any(word.start < end for _, end in closed[max(0, at - 2) : at + 1]):
            continue
        last = bisect_right(starts, word.start) - 1
        said = calls.general.at(text, tokens, n)
        if said is not None:
            latest = named[last] if last >= 0 else None
            body = calls.own(text, named, text[word.start : said.end]) if said.value == "own" else latest
        else:
            forms = [bare for _, form in readings(word.form) if (bare := form.removeprefix(ARTICLE))[:SHORTEST] in begun]
            before = (named[k] for k in range(last, -1, -1)) if forms else ()
            alike = (fact for fact in before if any(_form(form, noun) for form in forms for noun in nouns[fact.entity]))
            body = next(alike, None)
        if body is not None:
            found.append(Fact(word.start, said.end if said else word.end, body.label, "resumed", entity=body.entity))
    return found


def _nouns(name: str, heads: Collection[str]) -> frozenset[str]:
    """The nouns of a name that say what it is, as far as they are written with letters that have spaces between words."""
    words = [form for word in fold(name).replace("'", " ").replace("’", " ").split() for form in (word, word[:-1])]
    return frozenset(word for word in words if word in heads and len(word) >= SHORTEST)


def _form(word: str, noun: str) -> bool:
    """Whether a word is a noun, or it with another ending."""
    return word == noun or (word.startswith(noun[:-1]) and len(word) <= len(noun) + ENDING and len(noun) > SHORTEST)
