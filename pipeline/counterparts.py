"""Which body that one language of an announcement names is which that another names: "Université de Naryn", "Нарынский университет".

Names of bodies are translated, so that little of them can be compared; what can is what both say of it in their own script: towns,
founders, brands and words of one origin. Two names are one body's where these agree, unless the kinds differ and only one of them
says more. The head nouns ("university") tell the kind, never the body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from pipeline import lexicon, places, units
from pipeline.records import Centre, Organisation
from pipeline.scripts import scripts
from pipeline.transcription.letters import Word, is_han, latin, loose, script, words
from pipeline.transcription.sounds import sound_alike

__all__ = ["pairs"]

Body = Organisation | Centre

ROOT = 4
"""Letters from which two words may be of one origin."""

SPELT = 78
"""Per cent of equal letters from which they are."""

SYLLABLES = range(2, 7)
"""Characters that a transcribed name may have inside a Chinese one."""

HALF = 0.5
"""Of the telling words of the shorter name, to be met at least."""


@dataclass(frozen=True, slots=True)
class Name:
    """A body's name as it is compared: its telling words, the countries it names; `rest` characters that are no head's (of Chinese)."""

    body: Body
    words: tuple[Word, ...]
    countries: frozenset[str] = field(default_factory=frozenset)
    rest: str = ""

    @property
    def size(self) -> int:
        """How many words there are to meet; those of a Chinese name cannot be told apart."""
        return len(self.words) + bool(self.rest)


def pairs(here: Sequence[Body], language: str, there: Sequence[Body], other: str) -> Iterator[tuple[Body, Body]]:
    """Each body of one part of a text with the one of another part that it is, in their order; `language`, `other`: ISO 639-1.

    One that two may be is neither; languages without nouns of sites of their own are not compared.
    """
    if not {language, other} <= set(units.languages()):
        return
    heads = _heads(language) | _heads(other)
    left, right = ([_name(body, code, heads) for body in bodies] for bodies, code in ((here, language), (there, other)))
    for one in left:
        mine = _best(one, right)
        if mine is not None and _best(mine, left) is one:
            yield one.body, mine.body


def _best(name: Name, others: Iterable[Name]) -> Name | None:
    """The one that is most like a name, if another is not as much so."""
    ranked = sorted(((likeness, other) for other in others if (likeness := _likeness(name, other))), key=lambda row: -row[0])
    alone = ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
    return ranked[0][1] if alone else None


def _likeness(one: Name, other: Name) -> float:
    """How much speaks for two names being one body's; 0 where they are not."""
    if not _related(one.body, other.body):
        return 0.0
    met = _met(one, other)
    elsewhere = bool(one.countries - other.countries) and bool(other.countries - one.countries)
    if not met or elsewhere:
        return 0.0
    share = met / max(1, min(one.size, other.size))
    across = isinstance(one.body, Centre) is not isinstance(other.body, Centre)
    unspaced = bool(one.rest or other.rest)
    lopsided = (one.size > met) is not (other.size > met) and not unspaced and one.body.kind != other.body.kind
    if share < (1.0 if across else HALF) or (met == 1 and (lopsided or (across and unspaced))):
        return 0.0
    return met + share + (one.body.kind == other.body.kind) / 2


def _met(one: Name, other: Name) -> int:
    """How many words of two names meet, a country that both name among them."""
    free = list(other.words)
    met = len(one.countries & other.countries)
    for word in one.words:
        like = next((another for another in free if _alike(word, another)), None)
        if like is not None:
            free.remove(like)
            met += 1
        elif _within(word, other.rest):
            met += 1
    return met + sum(_within(word, one.rest) for word in free)


def _alike(one: Word, other: Word) -> bool:
    """Whether two words are one name, or of one origin."""
    if one.folded == other.folded or any(sound_alike(a, b) for a in _bare(one) for b in _bare(other)):
        return True
    a, b = loose(one.latin), loose(other.latin)
    if {one.script, other.script} & {"arabic", "han"} or min(len(a), len(b)) < ROOT:
        return False
    shared = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (shared >= ROOT and shared == min(len(a), len(b))) or (shared >= ROOT - 1 and fuzz.ratio(a, b) >= SPELT)


def _bare(word: Word) -> Iterator[Word]:
    """An Arabic word, also without the preposition that is written with it."""
    yield word
    if word.script == "arabic" and word.folded[0] in "بلفكو" and len(word.folded) > ROOT:
        rest = word.folded[1:]
        yield Word(rest, latin(rest), "arabic")


def _within(word: Word, characters: str) -> bool:
    """Whether some of these Chinese characters say a word."""
    if not characters or len(word.latin) < ROOT:
        return False
    cuts = (characters[at : at + size] for size in SYLLABLES for at in range(len(characters) - size + 1))
    return any(sound_alike(Word(cut, latin(cut), "han"), said) for cut in cuts for said in _bare(word))


def _related(one: Body, other: Body) -> bool:
    """Whether two kinds may be one in two languages."""
    if one.kind is None or other.kind is None or one.kind == other.kind:
        return True
    if isinstance(one, Centre) and isinstance(other, Centre):
        return one.kind.endswith(f" {other.kind}") or other.kind.endswith(f" {one.kind}")
    if isinstance(one, Centre) or isinstance(other, Centre):
        return True
    return any(one.kind in group and other.kind in group for group in lexicon.read("xx", "counterparts").list("kinds"))


def _name(body: Body, language: str, heads: frozenset[str]) -> Name:
    """What a name has to compare; `heads` tell of no body."""
    common = lexicon.read("xx", "counterparts").names("common")
    named = [place for place in places.find(body.name, language) if place.code]
    countries = frozenset(place.code for place in named if place.code and len(place.code) == 2 and place.kind != "city")
    small = scripts().small_words.get(language, ())
    said = [word for word in words(body.name) if word not in heads and word not in small]
    if any(map(is_han, said)) or is_han(body.name):
        rest = "".join(word for word in words(body.name) if is_han(word))
        head = max((one for one in heads if rest.endswith(one)), key=len, default="")
        plain = tuple(_word(word) for word in said if not is_han(word))
        return Name(body, plain, countries, rest.removesuffix(head))
    telling = [word for word in map(_word, said) if len(word.latin) > 2 and not loose(word.latin).startswith(common)]
    return Name(body, tuple(telling), countries)


def _word(folded: str) -> Word:
    return Word(folded, latin(folded) or folded, script(folded))


@cache
def _heads(language: str) -> frozenset[str]:
    """The folded nouns that tell in a language what sort of body or site something is."""
    bodies, sites = lexicon.read(language, "institutions"), lexicon.read(language, "units")
    forms = [*bodies.table("last"), *bodies.table("first"), *sites.table("heads")]
    return frozenset(said[0] for form in forms if len(said := words(form)) == 1)
