"""A name growing around its head noun, word by word, in a language with capitals."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.names.capitals.complements import Complements
from pipeline.names.capitals.stretch import COMMA, QUOTES, Stretch
from pipeline.names.capitals.unheaded import Unheaded
from pipeline.names.phrase import Phrase
from pipeline.names.words import Word

# So many general words together tell a body apart after all.
MANY = 4
# Words on either side of its head that no name exceeds; without it a run of heads would grow over all of itself each time.
LONGEST = 40
# The same before a head that is always that of a body: "Vocational Training Council".
FEW = 2


@dataclass(frozen=True, slots=True)
class Growth:
    """One text while names are grown over it."""

    stretch: Stretch
    complements: Complements
    unheaded: Unheaded

    def grow(self, at: int) -> Phrase | None:
        """The name around the head noun at `at`, None where that is no head or heads no name."""
        head = self.stretch.words[at]
        lower = head.lower if head.lower in self.stretch.heads.all else head.lower.rpartition("-")[2]
        if (first := self._compound(at)) is not None:
            lower = first
        elif lower != head.lower and not head.text.rpartition("-")[2][:1].isupper():
            return None
        if lower not in self.stretch.heads.all or not (head.capital or lower in self.stretch.heads.lower or self._spelt(at)):
            return None
        if (not head.capital and (self._acts(at) or self._general(at))) or self._qualifies(at):
            return None
        if (
            lower in self.stretch.joints.apposed
            and (head.shouted or not head.capital)
            and (phrase := self.unheaded.apposed(at))
        ):
            return phrase
        left = self._left(at) if lower in self.stretch.heads.last else self._before_first(at)
        right = self._right(at, bare=left == at or lower in self.stretch.heads.first)
        right = self._stands(left, right, seated=lower in self.stretch.joints.seated)
        while left < at and (self.stretch.words[left].lower in self.stretch.joints.ordinals or self.stretch.words[left].roman):
            left += 1
        if left == at and lower in self.stretch.joints.never and not self._endowed(at, right):
            return None
        parts = [w for n, w in enumerate(self.stretch.words[left : right + 1], left) if n != at and w.is_word]
        telling = [
            w for w in parts if w.lower not in self.stretch.joints.little | self.stretch.joints.generic | self.stretch.heads.all
        ]
        named = [
            w for w in telling if w.capital and not (lower in self.stretch.heads.last and w.lower in self.stretch.joints.places)
        ]
        # Of a ministry written small any field is telling ("ministère de l'Enseignement supérieur").
        topical = lower in self.stretch.joints.topical - (self.stretch.joints.parts if head.capital else frozenset())
        generic = self.stretch.joints.generic if head.capital else frozenset()
        fielded = topical and any(w.capital and w.lower not in generic for w in parts)
        if not head.capital and not named and not fielded:
            return None
        if not head.capital and lower in self.stretch.joints.parts and right > at and all(w.shouted for w in telling):
            return None
        return Phrase(
            self.stretch.words[left].start,
            self.stretch.words[right].end,
            head.start,
            head.end,
            lower,
            bool(telling) or fielded or len(parts) >= (FEW if lower in self.stretch.joints.bodily and head.capital else MANY),
        )

    def _compound(self, at: int) -> str | None:
        """The noun of a site with which a compound with a capital begins, where the noun comes first: "Relais-énergie", no town like "Port-Louis"."""
        first, _, rest = self.stretch.words[at].text.partition("-")
        begins = self.stretch.sites and self.stretch.joints.head_first and first[:1].isupper() and rest.islower()
        return first.casefold() if begins and first.casefold() in self.stretch.heads.first else None

    def _spelt(self, at: int) -> bool:
        """Whether a small noun that means much else begins the common name of a body: "cour | d'appel", "port | autonome"."""
        following = [w.lower for w in self.stretch.words[at + 1 : at + 4]]
        return any(
            following[: len(rest)] == list(rest)
            for first, *rest in self.stretch.joints.small
            if first == self.stretch.words[at].lower
        )

    def _general(self, at: int) -> bool:
        """Whether a small noun has no article behind a link, and so names no body: "en compagnie de", "directrice d'agence de"."""
        before = self.stretch.at(at - 1) if at and self.stretch.words[at].near else None
        joints = self.stretch.joints
        bare = joints.of & joints.particles - joints.contracted if joints.head_first else frozenset[str]()
        return before is not None and before.lower in joints.adverbial | bare

    def _acts(self, at: int) -> bool:
        """Whether a small noun that may introduce a company is what a body does: "lleva la firma de la Cámara"."""
        link, article = self.stretch.at(at + 1), self.stretch.at(at + 2)
        if self.stretch.words[at].lower not in self.stretch.joints.companies or link is None or article is None:
            return False
        contracted = link.lower in self.stretch.joints.contracted
        return link.lower in self.stretch.joints.of and (contracted or article.lower in self.stretch.joints.articles)

    def _qualifies(self, at: int) -> bool:
        """Whether a noun that may introduce a company is the adjective of the noun with a capital before it: "Servicio de Promoción | Minera"."""
        head, after = self.stretch.words[at], self.stretch.at(at + 1)
        if not (self.stretch.joints.head_first and head.capital and head.near and at):
            return False
        before = self.stretch.words[at - 1]
        noun = before.capital and before.is_word and self.stretch.named(before)
        alone = after is None or not (after.capital or after.text in QUOTES)
        return noun and alone and head.lower in self.stretch.joints.companies

    def _endowed(self, at: int, right: int) -> bool:
        """Whether a noun that is a post by itself has a field of knowledge behind "in": "Chair in Flood Law"."""
        link = self.stretch.at(at + 1)
        return self.stretch.sites and right > at + 1 and link is not None and link.lower in self.stretch.joints.inner

    def _left(self, at: int) -> int:
        left, joined = at, False
        while left > 0 and at - left < LONGEST and self.stretch.words[left].near:
            before = self.stretch.words[left - 1]
            loud = before.shouted and not (self.stretch.words[at].shouted and before.lower in self.stretch.joints.never)
            if self.stretch.named(before) or loud or self._sorted(left - 1):
                left -= 1
            elif step := self._over(left, joined=joined):
                joined = joined or before.lower in self.stretch.joints.both
                left -= step
            else:
                break
        return left

    def _sorted(self, at: int) -> bool:
        """Whether a word that opens no name by itself stands inside one: "Commonwealth | Press | Union", "Heron | Credit | Union"."""
        word, after = self.stretch.words[at], self.stretch.words[at + 1]
        joints = self.stretch.joints
        fits = word.lower in joints.bodies or (word.lower in joints.modifying and after.lower in joints.bodies)
        inside = at > 0 and word.near and word.capital and fits
        return inside and self.stretch.named(self.stretch.words[at - 1])

    def _over(self, left: int, *, joined: bool) -> int:
        """How many words to step over where a little word stands before `left`; 0 where the name ends.

        `joined`: an "and" has been passed, so that a comma may stand before it.
        """
        before = self.stretch.words[left - 1]
        if left < 2 or not before.near:
            return 0
        further = self.stretch.words[left - 2]
        saint = left > 2 and self.stretch.words[left - 3].lower in self.stretch.joints.possessives
        possessive = before.lower == "'s" and (further.lower in self.stretch.joints.possessives or (saint and further.capital))
        plural = before.text in "'’" and further.lower.endswith("s") and self.stretch.words[left].start - before.end == 1
        if possessive or (plural and further.capital and further.end == before.start):
            return 2
        if before.text == "." and further.end == before.start and further.lower in self.stretch.joints.possessives:
            return 2
        if not self.stretch.named(further) or further.lower in self.stretch.heads.all or further.lower in self.stretch.places:
            return 0
        if before.lower in self.stretch.joints.particles:
            return 2
        listed = before.lower in self.stretch.joints.both or (joined and before.text == COMMA)
        return 2 if listed and (self.stretch.subject(further) or self._pair(left)) else 0

    def _pair(self, left: int) -> bool:
        """Whether "the" opens a pair that "and" joins before `left`, or both are all of their line: "the | Canal and Dock Museums Trust"."""
        words, both = self.stretch.words, self.stretch.words[left - 1].lower in self.stretch.joints.both
        if not both or self.stretch.joints.head_first or words[left - 2].shouted or self._town(words[left - 2]):
            return False
        before = words[left - 3] if left > 2 and words[left - 2].near else None
        if before is None:
            end = next((n for n in range(left, len(words)) if not words[n].near), len(words))
            return all(w.capital or w.lower in self.stretch.joints.little for w in words[left:end])
        return before.lower in self.stretch.joints.articles

    def _town(self, word: Word) -> bool:
        """Whether a word is a town and none of the common words that some town is called by."""
        return word.lower in self.stretch.joints.places or (
            gazetteer.known(word.text) and word.lower not in self.stretch.joints.not_towns
        )

    def _before_first(self, at: int) -> int:
        """A head-first noun takes only general adjectives before it ("Haute École", "Gran Museo")."""
        left = at
        while (
            left > 0
            and self.stretch.words[left].near
            and self.stretch.words[left - 1].capital == self.stretch.words[at].capital
            and self.stretch.words[left - 1].lower in self.stretch.joints.openers
        ):
            left -= 1
        return left

    def _right(self, at: int, *, bare: bool) -> int:
        end = self._after_head(at, bare=bare)
        topical = self.stretch.words[at].lower in self.stretch.joints.topical
        complement = topical and self.stretch.sites and end > at
        lower = self.stretch.words[at].lower
        foreign = (
            lower in self.stretch.heads.first and lower not in self.stretch.heads.last and not self.stretch.joints.head_first
        )
        links = self.stretch.joints.of | (self.stretch.joints.particles if foreign else frozenset())
        links -= self.stretch.joints.purpose if lower in self.stretch.joints.aimless else frozenset()
        links |= self.stretch.joints.themes if lower in self.stretch.joints.themed else frozenset()
        while True:
            plain = self.stretch.joints.plain and any(w.capital for w in self.stretch.words[at : end + 1])
            step = self.complements.further(end, links, complement=complement, plain=plain, topical=topical)
            if step is None or step - at > LONGEST:
                return end
            topical = topical and not any(w.lower in self.stretch.joints.both for w in self.stretch.words[end + 1 : step])
            end, complement = step, True

    def _after_head(self, at: int, *, bare: bool) -> int:
        end, placed, own = self.stretch.unit(at), False, self.stretch.words[at].lower not in self.stretch.joints.parts
        while end + 1 < len(self.stretch.words) and end - at < LONGEST and self.stretch.words[end + 1].near:
            word = self.stretch.words[end + 1]
            if word.text in QUOTES and bare and (close := self.stretch.quoted(end + 1)):
                return close
            after = self.stretch.at(end + 2)
            led = bare and after is not None and (after.capital or (own and self.stretch.linked(end + 2)))
            begun = self.stretch.words[at].capital or end > at or led
            small = (self.stretch.adjective(word) or self.stretch.epithet(end + 1)) and begun
            small = small or (bare and end > at and self.stretch.goes_with(end + 1))
            figure = word.text.isdigit() and len(word.text) <= 3 and bare
            placed = placed or word.lower in self.stretch.places
            counted = after is not None and after.capital and word.capital and word.lower in self.stretch.joints.homonyms
            proper = (self.stretch.named(word) or counted or self.stretch.article(end + 1)) and (bare or placed)
            if not (proper or small or figure) or (word.lower in self.stretch.heads.all and not bare):
                break
            post = word.lower in self.stretch.joints.posts and not self.stretch.joints.head_first
            # "University Librarian of the Academy", "Branch Librarian Ann Roe"
            if post and (self.stretch.linked(end + 2) or (self.stretch.sites and bare and end == at)):
                break
            end += 1
        return end

    def _stands(self, left: int, right: int, *, seated: bool) -> int:
        """The end of a name with the place where it stands, if the rest of it is general words and acronyms."""
        link = self.stretch.at(right + 1)
        inside = [w for w in self.stretch.words[left : right + 1] if w.is_word]
        general = all(
            w.shouted or w.lower in self.stretch.joints.generic | self.stretch.joints.little | self.stretch.heads.all
            for w in inside
        )
        if link is not None and seated and link.lower in self.stretch.joints.seats | self.stretch.joints.inner:
            return self.complements.nominal(right + 2) or right
        if link is None or not general or len(inside) < 2:
            return right
        place = self.stretch.at(right + 2)
        if link.text == COMMA and self.stretch.sites and place is not None and place.lower in self.stretch.places:
            after = self.stretch.at(right + 3)
            return right + 2 if after is None or not after.capital else right
        if link.text == COMMA:
            return right
        end = self.complements.nominal(right + 2) if link.lower in self.stretch.joints.seats else None
        if end is None or self.stretch.sites:
            return end or right
        bracket = self.stretch.at(end + 1)
        return end if bracket is not None and bracket.text == "(" else right
