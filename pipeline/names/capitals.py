"""Names in languages that write them with capitals: grown around a head noun, word by word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.names.phrase import Phrase
from pipeline.names.words import Word, split, titled

# So many general words together tell a body apart after all.
MANY = 4
_COMMA = ","
_QUOTES = {"«": "»", "“": "”", '"': '"', "„": "“"}


@dataclass(frozen=True, slots=True)
class Heads:
    """Head nouns by where their modifiers stand, casefolded.

    `last`: modifiers go before ("Aral Academy"); `first`: they follow ("Universidad de Cuenca"). `lower`: may be written
    small when something capitalised goes with it ("lycée Hugo").
    """

    last: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every head."""
        return self.last | self.first


@dataclass(frozen=True, slots=True)
class Joints:
    """The little words of a language that hold a name together, casefolded.

    `of` opens a complement, `inner` one that must follow another,
    `seats` say where a thing stands, `both` joins two, `articles` follow a link,
    `particles` stand inside proper names, `never` are capitalised only because they open a sentence or are no part of a
    name (titles, months), `generic` say nothing of which body it is, `endings` mark a small adjective that belongs to the
    name before it, `plain` allows small nouns after a link, `subjects` and `subject_endings` mark fields of knowledge, `phrases` are links
    of several words.
    """

    of: frozenset[str]
    inner: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset({"&"})
    articles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    elisions: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    subject_endings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    plain: bool = False
    places: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def read(cls, words: Mapping[str, Any], places: Collection[str] = ()) -> Joints:
        """From the lexicon `name_grammar` of a language; `places`: names of places in one word, folded."""
        lists = {
            name: frozenset(word.casefold() for word in words.get(name, ()))
            for name in ("of", "inner", "seats", "both", "articles", "particles", "never", "generic", "stops", "possessives",
                         "elisions", "subjects")
        }
        endings = {name: tuple(words.get(name, ())) for name in ("subject_endings", "endings")}
        phrases = tuple(tuple(phrase.casefold().split()) for phrase in words.get("phrases", ()))
        return cls(**lists, **endings, phrases=phrases, plain=bool(words.get("plain")), places=frozenset(places))

    @property
    def little(self) -> frozenset[str]:
        """Words that headlines write small."""
        return self.of | self.inner | self.both | self.articles | self.particles


class CapitalGrammar:
    """Grows names around capitalised heads, in one language."""

    def __init__(self, joints: Joints) -> None:
        self.joints = joints

    def find(self, text: str, heads: Heads, *, sites: bool = False) -> list[Phrase]:
        """The longest name around each head, in the order of the text; names inside names are left out.

        `sites`: a name that is not specific may say where the thing stands ("Smart Classroom at ABC").
        """
        words = split(text, self.joints.elisions)
        grown = (self._grow(words, n, heads, sites=sites) for n in range(len(words)))
        found = [phrase for phrase in grown if phrase is not None]
        outer = [p for p in found if not any(q.holds(p) for q in found)]
        return list(dict.fromkeys(outer))

    def lines(self, text: str) -> list[tuple[int, int]]:
        """The stretches written in headline capitals, where a capital proves nothing."""
        stretches, at = [], 0
        for line in text.split("\n"):
            if titled(split(line, self.joints.elisions), self.joints.little):
                stretches.append((at, at + len(line)))
            at += len(line) + 1
        return stretches

    def _grow(self, words: list[Word], at: int, heads: Heads, *, sites: bool) -> Phrase | None:
        head = words[at]
        lower = head.lower
        if lower not in heads.all or not (head.capital or lower in heads.lower):
            return None
        left = self._left(words, at, heads) if lower in heads.last else self._before_first(words, at)
        right = self._right(words, at, heads, bare=left == at or lower in heads.first)
        if sites:
            right = self._stands(words, left, right, heads)
        if left == at and lower in self.joints.never:
            return None
        parts = [w for n, w in enumerate(words[left : right + 1], left) if n != at and w.is_word]
        telling = [w for w in parts if w.lower not in self.joints.little | self.joints.generic | heads.all]
        if not head.capital and not any(w.capital for w in telling):
            return None
        return Phrase(words[left].start, words[right].end, head.start, head.end, lower, bool(telling) or len(parts) >= MANY)

    def _named(self, word: Word) -> bool:
        """Whether a word may be part of a name by itself."""
        prefix, _, rest = word.text.partition("-")
        joined = rest[:1].isupper() and prefix.casefold() in self.joints.particles
        return (word.capital or joined) and word.lower not in self.joints.never

    def _left(self, words: list[Word], at: int, heads: Heads) -> int:
        left = at
        while left > 0 and words[left].near:
            before = words[left - 1]
            if self._named(before) or before.shouted:
                left -= 1
            elif step := self._over(words, left, heads):
                left -= step
            else:
                break
        return left

    def _over(self, words: list[Word], left: int, heads: Heads) -> int:
        """How many words to step over where a little word stands before `left`; 0 where the name ends."""
        before = words[left - 1]
        if left < 2 or not before.near:
            return 0
        further = words[left - 2]
        possessive = before.lower == "'s" and further.lower in self.joints.possessives
        plural = before.text in "'’" and further.lower.endswith("s") and words[left].start - before.end == 1
        if possessive or (plural and further.capital and further.end == before.start):
            return 2
        if before.text == "." and further.end == before.start and further.lower in self.joints.possessives:
            return 2
        if not self._named(further) or further.lower in heads.all or further.lower in self.joints.places:
            return 0
        if before.lower in self.joints.particles:
            return 2
        return 2 if before.lower in self.joints.both and self._subject(further) else 0

    def _before_first(self, words: list[Word], at: int) -> int:
        """A head-first noun takes only general adjectives before it ("Haute École", "Gran Museo")."""
        left = at
        while left > 0 and words[left].near and words[left - 1].capital and words[left - 1].lower in self.joints.generic:
            left -= 1
        return left

    def _right(self, words: list[Word], at: int, heads: Heads, *, bare: bool) -> int:
        end = self._after_head(words, at, heads, bare=bare)
        complement = False
        foreign = words[at].lower in heads.first and words[at].lower not in heads.last
        links = self.joints.of | (self.joints.particles if foreign else frozenset())
        while True:
            step = self._complement(words, end, heads, links, complement=complement)
            if step is None:
                return end
            end, complement = step, True

    def _after_head(self, words: list[Word], at: int, heads: Heads, *, bare: bool) -> int:
        end = at
        while end + 1 < len(words) and words[end + 1].near:
            word = words[end + 1]
            if word.text in _QUOTES and bare and (close := self._quoted(words, end + 1)):
                return close
            small = self._adjective(word) and (words[at].capital or end > at)
            figure = word.text.isdigit() and len(word.text) <= 3 and bare
            proper = self._named(word) and (bare or word.lower in self.joints.places)
            if not (proper or small or figure) or (word.lower in heads.all and not bare):
                break
            end += 1
        return end

    def _stands(self, words: list[Word], left: int, right: int, heads: Heads) -> int:
        """The end of a name with the place where it stands, if the rest of it is general words and acronyms."""
        link = self._at(words, right + 1)
        inside = [w for w in words[left : right + 1] if w.is_word]
        general = all(w.shouted or w.lower in self.joints.generic | self.joints.little | heads.all for w in inside)
        if link is None or link.lower not in self.joints.seats or not general or len(inside) < 2:
            return right
        return self._nominal(words, right + 2, heads) or right

    def _quoted(self, words: list[Word], at: int) -> int | None:
        close = _QUOTES[words[at].text]
        for n in range(at + 1, min(at + 10, len(words))):
            if words[n].text == close:
                return n
        return None

    def _complement(self, words: list[Word], end: int, heads: Heads, links: frozenset[str], *, complement: bool) -> int | None:
        """The end of the next link and what it links, or None where the name is over."""
        link = self._at(words, end + 1)
        if link is None:
            return None
        for phrase in self.joints.phrases:
            if tuple(w.lower for w in words[end + 1 : end + 1 + len(phrase)]) == phrase:
                return self._nominal(words, end + 1 + len(phrase), heads)
        if link.lower in links or (complement and link.lower in self.joints.inner):
            return self._nominal(words, end + 2, heads, of=link.lower in links)
        if complement and link.lower in self.joints.both:
            return self._joined(words, end, end + 2, heads)
        if complement and link.text == _COMMA and (close := self._listed(words, end, heads)):
            return close
        return None

    def _at(self, words: list[Word], n: int) -> Word | None:
        return words[n] if n < len(words) and words[n].near else None

    def _nominal(self, words: list[Word], at: int, heads: Heads, *, of: bool = True) -> int | None:
        """The end of a noun with what belongs to it; None where none begins at `at`."""
        n = at
        while (word := self._at(words, n)) and word.lower in self.joints.articles:
            n += 1
        word = self._at(words, n)
        if word is None:
            return None
        if not self._named(word) and not (self.joints.plain and of and self._small(word)):
            return None
        end = n
        while (word := self._at(words, end + 1)) and (self._named(word) or self._adjective(word) or self._particle(words, end + 1)):
            end += 1
        return end

    def _particle(self, words: list[Word], n: int) -> bool:
        after = self._at(words, n + 1)
        return words[n].lower in self.joints.particles - self.joints.of and after is not None and self._named(after)

    def _joined(self, words: list[Word], end: int, at: int, heads: Heads) -> int | None:
        """The end of what "and" joins to a complement: another field of knowledge, never another body or a person."""
        while (word := self._at(words, at)) and word.lower in self.joints.articles | self.joints.of:
            at += 1
        close = self._nominal(words, at, heads)
        if close is None or not self._subject(words[end]):
            return None
        chunk = words[at : close + 1]
        if any(w.lower in heads.all for w in chunk) or not any(self._subject(w) for w in chunk):
            return None
        return close

    def _listed(self, words: list[Word], end: int, heads: Heads) -> int | None:
        """The end of "A, B and C" inside a complement, the last "and" being its proof."""
        close, n = end, end + 1
        while (comma := self._at(words, n)) and comma.text == _COMMA:
            close_here = self._joined(words, close, n + 1, heads)
            if close_here is None:
                return None
            close, n = close_here, close_here + 1
            if (word := self._at(words, n)) and word.text == _COMMA and (after := self._at(words, n + 1)) and (
                after.lower in self.joints.both
            ):
                n += 1
            if (word := self._at(words, n)) and word.lower in self.joints.both:
                return self._joined(words, close, n + 1, heads)
        return None

    def _subject(self, word: Word) -> bool:
        lower = word.lower
        return word.is_word and lower not in self.joints.places and (
            lower in self.joints.subjects or any(form.endswith(ending) for ending in self.joints.subject_endings for form in (lower, lower.removesuffix("s")))
        )

    def _adjective(self, word: Word) -> bool:
        return bool(self.joints.endings) and word.is_word and not word.capital and word.lower.endswith(self.joints.endings) and (
            word.lower not in self.joints.stops
        )

    def _small(self, word: Word) -> bool:
        return word.is_word and word.text[0].isalpha() and not word.capital and len(word.text) > 3 and word.lower not in self.joints.stops
