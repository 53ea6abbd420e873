"""A name growing around its head noun, word by word, in a language with capitals."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.names import pairs
from pipeline.names.joints import Heads, Joints
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word

# So many general words together tell a body apart after all.
MANY = 4
MOST_FIELD_WORDS = 3
_COMMA = ","
_QUOTES = {"«": "»", "“": "”", '"': '"', "„": "“"}


@dataclass(frozen=True, slots=True)
class Growth:
    """One text while names are grown over it."""

    joints: Joints
    words: list[Word]
    heads: Heads
    places: frozenset[str]
    sites: bool

    def grow(self, at: int) -> Phrase | None:
        head = self.words[at]
        lower = head.lower if head.lower in self.heads.all else head.lower.rpartition("-")[2]
        if lower != head.lower and not head.text.rpartition("-")[2][:1].isupper():
            return None
        if lower not in self.heads.all or not (head.capital or lower in self.heads.lower):
            return None
        if not head.capital and at and self.words[at - 1].lower in self.joints.adverbial:
            return None
        if lower in self.joints.apposed and (head.shouted or not head.capital) and (phrase := self._apposed(at)):
            return phrase
        left = self._left(at) if lower in self.heads.last else self._before_first(at)
        right = self._right(at, bare=left == at or lower in self.heads.first)
        right = self._stands(left, right, seated=lower in self.joints.seated)
        while left < at and self.words[left].lower in self.joints.ordinals:
            left += 1
        if left == at and lower in self.joints.never:
            return None
        parts = [w for n, w in enumerate(self.words[left : right + 1], left) if n != at and w.is_word]
        telling = [w for w in parts if w.lower not in self.joints.little | self.joints.generic | self.heads.all]
        named = [w for w in telling if w.capital and not (lower in self.heads.last and w.lower in self.joints.places)]
        if not head.capital and not named:
            return None
        if not head.capital and lower in self.joints.parts and right > at and all(w.shouted for w in telling):
            return None
        return Phrase(
            self.words[left].start, self.words[right].end, head.start, head.end, lower, bool(telling) or len(parts) >= MANY
        )

    def _apposed(self, at: int) -> Phrase | None:
        """The name behind a small noun that only introduces it ("the firm Aral Power", "l'entreprise dakaroise Ndar")."""
        head, first = self.words[at], at + 1
        while (word := self._at(first)) and self._adjective(word):
            first += 1
        word = self._at(first)
        if word is None or first >= len(self.words):
            return None
        if word.text in _QUOTES and (close := self._quoted(first)):
            start, end = self.words[first + 1].start, self.words[close - 1].end
            return Phrase(start, end, head.start, head.end, head.lower, specific=True, rule="apposed") if start < end else None
        begins = self._article(first) and self.words[first + 1].lower not in self.heads.all
        last = self.own(first + begins, opened=begins)
        if last is None or not word.capital or word.lower in self.heads.all | self.places:
            return None
        if word.lower in self.joints.articles and not begins:
            return None
        return Phrase(word.start, self.words[last].end, head.start, head.end, head.lower, specific=True, rule="apposed")

    def own(self, first: int, *, opened: bool = False, plain: bool = False) -> int | None:
        """The last word of a name without head noun that begins at `first` ("Vanille & Compagnie", "Encres du Delta").

        `opened`: an article opens it, so that any "of" goes on with it. `plain`: small nouns behind "of the" do too.
        """
        last = self._nominal(first)
        while last is not None:
            link = self._at(last + 1)
            if link is None:
                break
            further = self._nominal(last + 2) if link.text == "&" else self._owned(last, opened=opened, plain=plain)
            further = further or self._tail(last)
            if further is None:
                break
            last = further
        return last

    def _owned(self, last: int, *, opened: bool, plain: bool) -> int | None:
        """The end of what "du" links to a name: no town, where the link has no article of its own in it."""
        link = self.words[last + 1]
        if link.lower not in self.joints.of or not (opened or link.lower in self.joints.particles | self.joints.contracted):
            return None
        contracted = link.lower in self.joints.contracted
        close = self._nominal(last + 2, plain=plain and contracted)
        if close is None or (opened and not self.words[close].capital):
            return None
        chunk = self.words[last + 2 : close + 1]
        town = any(w.lower in self.joints.places | self.joints.bodies or gazetteer.known(w.text) for w in chunk)
        if not chunk[-1].capital:
            return close if plain and contracted else None
        return close if opened or contracted or not town else None

    def _tail(self, last: int) -> int | None:
        """The end of an idiom at the end of a name: "Livres d'abord"."""
        for tail in self.joints.idioms:
            if tuple(w.lower for w in self.words[last + 1 : last + 1 + len(tail)]) == tail:
                return last + len(tail)
        return None

    def _named(self, word: Word) -> bool:
        """Whether a word may be part of a name by itself."""
        prefix, _, rest = word.text.partition("-")
        joined = rest[:1].isupper() and prefix.casefold() in self.joints.particles
        return (word.capital or joined) and word.lower not in self.joints.never

    def _left(self, at: int) -> int:
        left, joined = at, False
        while left > 0 and self.words[left].near:
            before = self.words[left - 1]
            if self._named(before) or before.shouted:
                left -= 1
            elif step := self._over(left, joined=joined):
                joined = joined or before.lower in self.joints.both
                left -= step
            else:
                break
        return left

    def _over(self, left: int, *, joined: bool) -> int:
        """How many words to step over where a little word stands before `left`; 0 where the name ends.

        `joined`: an "and" has been passed, so that a comma may stand before it.
        """
        before = self.words[left - 1]
        if left < 2 or not before.near:
            return 0
        further = self.words[left - 2]
        possessive = before.lower == "'s" and further.lower in self.joints.possessives
        plural = before.text in "'’" and further.lower.endswith("s") and self.words[left].start - before.end == 1
        if possessive or (plural and further.capital and further.end == before.start):
            return 2
        if before.text == "." and further.end == before.start and further.lower in self.joints.possessives:
            return 2
        if not self._named(further) or further.lower in self.heads.all or further.lower in self.places:
            return 0
        if before.lower in self.joints.particles:
            return 2
        listed = before.lower in self.joints.both or (joined and before.text == _COMMA)
        return 2 if listed and self._subject(further) else 0

    def _before_first(self, at: int) -> int:
        """A head-first noun takes only general adjectives before it ("Haute École", "Gran Museo")."""
        left = at
        while (
            left > 0
            and self.words[left].near
            and self.words[left - 1].capital == self.words[at].capital
            and self.words[left - 1].lower in self.joints.openers
        ):
            left -= 1
        return left

    def _right(self, at: int, *, bare: bool) -> int:
        end = self._after_head(at, bare=bare)
        complement = False
        topical = self.words[at].lower in self.joints.topical
        lower = self.words[at].lower
        foreign = lower in self.heads.first and lower not in self.heads.last and not self.joints.head_first
        links = self.joints.of | (self.joints.particles if foreign else frozenset())
        while True:
            plain = self.joints.plain and any(w.capital for w in self.words[at : end + 1])
            step = self._complement(end, links, complement=complement, plain=plain, topical=topical)
            if step is None:
                return end
            topical = topical and not any(w.lower in self.joints.both for w in self.words[end + 1 : step])
            end, complement = step, True

    def _unit(self, at: int) -> int:
        """The last word of the unit of several words that a head begins, the head itself where there is none."""
        whole = self.heads.ends.get(self.words[at].start, 0)
        if self.words[at].lower not in self.heads.first:
            return at
        return next((n for n in range(at, min(at + MANY, len(self.words))) if self.words[n].end == whole), at)

    def _after_head(self, at: int, *, bare: bool) -> int:
        end, placed, own = self._unit(at), False, self.words[at].lower not in self.joints.parts
        while end + 1 < len(self.words) and self.words[end + 1].near:
            word = self.words[end + 1]
            if word.text in _QUOTES and bare and (close := self._quoted(end + 1)):
                return close
            after = self._at(end + 2)
            led = bare and after is not None and (after.capital or (own and self._linked(end + 2)))
            begun = self.words[at].capital or end > at or led
            small = (self._adjective(word) or self._epithet(end + 1)) and begun
            figure = word.text.isdigit() and len(word.text) <= 3 and bare
            placed = placed or word.lower in self.places
            proper = (self._named(word) or self._article(end + 1)) and (bare or placed)
            if not (proper or small or figure) or (word.lower in self.heads.all and not bare):
                break
            end += 1
        return end

    def _linked(self, n: int) -> bool:
        """Whether "of" and a capitalised word follow ("hôpital régional | de Labé")."""
        link = self._at(n)
        if link is None or link.lower not in self.joints.of:
            return False
        while (word := self._at(n + 1)) and word.lower in self.joints.articles:
            n += 1
        return word is not None and word.capital

    def _article(self, n: int) -> bool:
        """Whether a capitalised article opens a proper name inside a name ("Escuela El Roble")."""
        after = self._at(n + 1)
        return self.words[n].capital and self.words[n].lower in self.joints.articles and after is not None and after.capital

    def _epithet(self, n: int) -> bool:
        """Whether a small word between a name and its complement can only be an adjective ("Université slave du Kordistan")."""
        word, link, after = self._at(n), self._at(n + 1), self._at(n + 2)
        if word is None or link is None or after is None or not (self.joints.plain and self._small(word)):
            return False
        return link.lower in self.joints.of and after.capital

    def _stands(self, left: int, right: int, *, seated: bool) -> int:
        """The end of a name with the place where it stands, if the rest of it is general words and acronyms."""
        link = self._at(right + 1)
        inside = [w for w in self.words[left : right + 1] if w.is_word]
        general = all(w.shouted or w.lower in self.joints.generic | self.joints.little | self.heads.all for w in inside)
        if link is not None and seated and link.lower in self.joints.seats | self.joints.inner:
            return self._nominal(right + 2) or right
        if link is None or not general or len(inside) < 2:
            return right
        place = self._at(right + 2)
        if link.text == _COMMA and self.sites and place is not None and place.lower in self.places:
            after = self._at(right + 3)
            return right + 2 if after is None or not after.capital else right
        if link.text == _COMMA:
            return right
        end = self._nominal(right + 2) if link.lower in self.joints.seats else None
        if end is None or self.sites:
            return end or right
        bracket = self._at(end + 1)
        return end if bracket is not None and bracket.text == "(" else right

    def _quoted(self, at: int) -> int | None:
        close = _QUOTES[self.words[at].text]
        for n in range(at + 1, min(at + 10, len(self.words))):
            if self.words[n].text == close:
                return n
        return None

    def _complement(self, end: int, links: frozenset[str], *, complement: bool, plain: bool, topical: bool) -> int | None:
        """The end of the next link and what it links, or None where the name is over."""
        link = self._at(end + 1)
        if link is None:
            return None
        for phrase in self.joints.phrases:
            if tuple(w.lower for w in self.words[end + 1 : end + 1 + len(phrase)]) == phrase:
                return self._nominal(end + 1 + len(phrase))
        for tail in self.joints.tails if complement else ():
            if tuple(w.lower for w in self.words[end + 1 : end + 1 + len(tail)]) == tail:
                return end + len(tail)
        if link.lower in self.joints.inner and not complement:
            return self._field(end + 2) if self.sites else None
        if link.lower in self.joints.inner and link.lower not in links and self._places(end + 2):
            return None
        if link.lower in links or link.lower in self.joints.inner:
            return self._nominal(end + 2, plain=plain and link.lower in links)
        if complement and link.lower in self.joints.both:
            return self._joined(end, end + 2, plain=plain, topical=topical)
        if complement and link.text == _COMMA and (close := self._listed(end, plain=plain, topical=topical)):
            return close
        return None

    def _places(self, at: int) -> bool:
        """Whether the name of a place begins at `at`: where a body lies is no part of its name."""
        word = self._at(at)
        return word is not None and word.lower in (self.places if self.sites else self.joints.places)

    def _field(self, at: int) -> int | None:
        """The end of a field of knowledge, as a chair has one ("Chair on Water Law"); a place is none."""
        close = self._nominal(at)
        field = self.words[at : close + 1] if close is not None else []
        return close if any(self._subject(w) for w in field) and not any(w.lower in self.joints.bodies for w in field) else None

    def _at(self, n: int) -> Word | None:
        return self.words[n] if n < len(self.words) and self.words[n].near else None

    def _nominal(self, at: int, *, plain: bool = False) -> int | None:
        """The end of a noun with what belongs to it; None where none begins at `at`."""
        n = at
        while (word := self._at(n)) and word.lower in self.joints.articles:
            n += 1
        word = self._at(n)
        if word is None:
            return None
        if not self._named(word) and not (plain and self._small(word)):
            return None
        end = n
        while word := self._at(end + 1):
            if self._named(word) or self._adjective(word) or self._particle(end + 1):
                end += 1
            elif self._owner(end + 1):
                end += 2
            else:
                break
        return end

    def _owner(self, n: int) -> bool:
        """Whether an apostrophe behind a plural links it to the noun that goes on the name: "of European Writers' Houses"."""
        before, mark, after = self.words[n - 1], self.words[n], self._at(n + 1)
        glued = mark.text in "'’" and before.end == mark.start and before.lower.endswith("s")
        return glued and after is not None and after.start - mark.end == 1 and self._named(after)

    def _particle(self, n: int) -> bool:
        after = self._at(n + 1)
        return (
            self.words[n].lower in self.joints.particles - self.joints.of - self.joints.both
            and after is not None
            and self._named(after)
        )

    def _joined(self, end: int, at: int, *, plain: bool, topical: bool) -> int | None:
        """The end of what "and" joins to a complement: another field of knowledge, never another body or a person."""
        while (word := self._at(at)) and word.lower in self.joints.articles | self.joints.of:
            at += 1
        close = self._nominal(at, plain=plain)
        if close is None:
            return None
        if pairs.joins(self.words, end, at, close, places=self.joints.pairs):
            return close
        if self.words[end].lower in self.places:
            return None
        chunk = self.words[at : close + 1]
        if any(w.lower in self.heads.all | self.joints.bodies | self.places or w.shouted for w in chunk):
            return None
        after = self._at(close + 1)
        if topical and len(chunk) <= MOST_FIELD_WORDS and (after is None or not after.capital):
            return close
        fields = self._subject(self.words[end]) or any(self._subject(w) for w in chunk)
        return close if fields and (any(self._subject(w) for w in chunk) or len(chunk) == 1) else None

    def _listed(self, end: int, *, plain: bool, topical: bool) -> int | None:
        """The end of "A, B and C" inside a complement, the last "and" being its proof."""
        close, n = end, end + 1
        while (comma := self._at(n)) and comma.text == _COMMA:
            close_here = self._joined(close, n + 1, plain=plain, topical=topical)
            if close_here is None:
                return None
            close, n = close_here, close_here + 1
            if (
                (word := self._at(n))
                and word.text == _COMMA
                and (after := self._at(n + 1))
                and (after.lower in self.joints.both)
            ):
                n += 1
            if (word := self._at(n)) and word.lower in self.joints.both:
                return self._joined(close, n + 1, plain=plain, topical=topical)
        return None

    def _subject(self, word: Word) -> bool:
        return word.lower not in self.places and self.joints.subject(word)

    def _adjective(self, word: Word) -> bool:
        return (
            bool(self.joints.endings)
            and word.is_word
            and not word.capital
            and word.lower.endswith(self.joints.endings)
            and (word.lower not in self.joints.stops | self.joints.little)
        )

    def _small(self, word: Word) -> bool:
        return (
            word.is_word
            and word.text[0].isalpha()
            and not word.capital
            and (len(word.text) > 3 or word.lower in self.joints.subjects)
            and word.lower not in self.joints.stops
        )
