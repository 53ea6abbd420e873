"""Complements of a name: the nouns that "of", "and" or a comma links to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import gazetteer
from pipeline.names.capitals import pairs
from pipeline.names.capitals.stretch import COMMA, PLURALS, Stretch
from pipeline.names.words import Word

MOST_FIELD_WORDS = 3
AMPERSAND = "&"


@dataclass(frozen=True, slots=True)
class Complements:
    """Finds where the complements of a name end."""

    stretch: Stretch

    def further(self, end: int, links: frozenset[str], *, complement: bool, plain: bool, topical: bool) -> int | None:
        """The end of the next link and what it links, or None where the name is over."""
        link = self.stretch.at(end + 1)
        if link is None:
            return None
        for phrase in self.stretch.joints.phrases:
            if self._reads(end + 1, phrase):
                return self.nominal(end + 1 + len(phrase), plain=plain)
        if (last := self._tailed(end, plain=plain, complement=complement)) is not None:
            return last
        if link.lower in self.stretch.joints.inner - links and not complement:
            return self._field(end + 2) if self.stretch.sites else None
        directed = link.lower in self.stretch.joints.directed and not self.stretch.subject(self.stretch.words[end])
        inner = link.lower in self.stretch.joints.inner - links
        astray = directed or (inner and (self.stretch.place_at(end + 2) or (self.stretch.sites and self._housed(end + 2))))
        seated = link.lower in self.stretch.joints.themes & self.stretch.joints.seats and self._seated(end + 2)
        if astray or seated or (link.lower in self.stretch.joints.purpose and not self._aimed(end + 2)):
            return None
        if link.lower in links or link.lower in self.stretch.joints.inner:
            return self.nominal(end + 2, plain=plain and link.lower in links)
        if link.lower in self.stretch.joints.both:
            return self._coordinated(end, complement=complement, plain=plain, topical=topical)
        if complement and link.text == COMMA and (close := self._listed(end, plain=plain, topical=topical)):
            return close
        return None

    def _coordinated(self, end: int, *, complement: bool, plain: bool, topical: bool) -> int | None:
        """The end of what "and" joins to a name."""
        joints, other = self.stretch.joints, self.stretch.at(end + 2)
        firm = self.stretch.words[end + 1].text == AMPERSAND and self.stretch.words[end].capital and not complement
        if (
            firm
            and other is not None
            and self.stretch.named(other)
            and other.lower not in joints.bodies | self.stretch.heads.all
        ):
            return self.nominal(end + 2)
        if pairs.qualities(self.stretch.words, end, endings=joints.quality_endings, but=joints.bodies):
            return end + 2
        return self._joined(end, end + 2, plain=plain, topical=topical) if complement else self._pair(end)

    def _housed(self, at: int) -> bool:
        """Whether a body with its article begins at a token, so that "in" only says where a site is: "Aula X | en la Biblioteca Y"."""
        first, noun = self.stretch.at(at), self.stretch.at(at + 1)
        led = first is not None and first.lower in self.stretch.joints.articles
        return led and noun is not None and noun.capital and noun.lower in self.stretch.joints.bodies

    def _tailed(self, end: int, *, plain: bool, complement: bool) -> int | None:
        """The end of what goes on with a brand or a complement: a listed tail, what it is without, or small nouns before its place."""
        tail = next((t for t in self.stretch.joints.tails if self._reads(end + 1, t)), None)
        if tail is not None and (complement or self.stretch.words[end].capital):
            return end + len(tail)
        if self.stretch.words[end + 1].lower in self.stretch.joints.lacking:
            return self._lacking(end + 2)
        return self._spanned(end) if plain and complement else None

    def _spanned(self, end: int) -> int | None:
        """The end of small nouns that a link leads to, where the name goes on behind them: "Base de secours (en mer) d'Ordino"."""
        link = self.stretch.at(end + 1)
        if link is None or link.lower not in self.stretch.joints.spanning:
            return None
        close = self.nominal(end + 2, plain=True)
        small = self.stretch.words[end + 2 : (close or end) + 1]
        if close is None or any(w.capital or w.lower in self.stretch.joints.unspanned for w in small):
            return None
        behind, name = self.stretch.at(close + 1), self.stretch.at(close + 2)
        goes_on = (
            behind is not None and behind.lower in self.stretch.joints.of and name is not None and self.stretch.named(name)
        )
        return close if goes_on or self._spanned(close) is not None else None

    def _lacking(self, at: int) -> int | None:
        """What a name is without: "Médecins sans | frontières"; no turn of phrase like "sans doute"."""
        word = self.stretch.at(at)
        fits = word is not None and self.stretch.small(word) and word.lower not in self.stretch.joints.never
        return at if fits and word is not None and (word.lower.endswith(PLURALS) or self.stretch.closes(at)) else None

    def _reads(self, at: int, phrase: Sequence[str]) -> bool:
        return [w.lower for w in self.stretch.words[at : at + len(phrase)]] == list(phrase)

    def _aimed(self, at: int) -> bool:
        """Whether what a name is "for" begins at a token: a noun with its article; no place and no figure."""
        first = self.stretch.at(at)
        if first is None:
            return False
        noun = self.stretch.at(at + 1) if first.lower in self.stretch.joints.articles else first
        if noun is None or noun is first or (noun.capital and gazetteer.known(noun.text)):
            return False
        return noun.lower not in self.stretch.places | self.stretch.joints.places

    def _seated(self, at: int) -> bool:
        """Whether a theme may not begin at a token, since a place or a figure does: "Délégation à | Dakar"."""
        word = self.stretch.at(at)
        while word is not None and word.lower in self.stretch.joints.articles:
            word, at = self.stretch.at(at + 1), at + 1
        if word is None or not word.is_word or word.lower in self.stretch.joints.unspanned:
            return True
        return word.capital and (gazetteer.known(word.text) or word.lower in self.stretch.places | self.stretch.joints.places)

    def _pair(self, end: int) -> int | None:
        """The end of the second field of a brand that follows its noun directly: "Coopérative Cuir et Métiers"."""
        one, other = self.stretch.words[end], self.stretch.at(end + 2)
        if other is None or not (one.capital and self.stretch.joints.head_first):
            return None
        if (
            self.stretch.small(other)
            and (self.stretch.closes(end + 2) or self._field_of(one, other))
            and not gazetteer.known(one.text)
        ):
            return end + 2
        close = self.nominal(end + 2, plain=True) if self.stretch.subject(one) and self.stretch.subject(other) else None
        after = self.stretch.at(close + 1) if close is not None else None
        return None if after is not None and after.capital else close

    def _field_of(self, one: Word, other: Word) -> bool:
        """Whether the small noun behind "and" is the second field of a site's brand: "Chaire Sols et climats | du Sahel"; no participle."""
        joints = self.stretch.joints
        plurals = all(w.lower.endswith(PLURALS) for w in (one, other)) and not other.lower.endswith(joints.participles)
        fields = self.stretch.subject(one) and (self.stretch.subject(other) or other.lower.endswith(PLURALS))
        return self.stretch.sites and (plurals or (fields and not other.lower.endswith(joints.participles)))

    def _field(self, at: int) -> int | None:
        """The end of a field of knowledge, as a chair has one ("Chair on Water Law"); a place is none."""
        close = self.nominal(at)
        field = self.stretch.words[at : close + 1] if close is not None else []
        return (
            close
            if any(self.stretch.subject(w) for w in field) and not any(w.lower in self.stretch.joints.bodies for w in field)
            else None
        )

    def nominal(self, at: int, *, plain: bool = False) -> int | None:
        """The end of a noun with what belongs to it; None where none begins at `at`."""
        n = at
        while (word := self.stretch.at(n)) and word.lower in self.stretch.joints.articles:
            n += 1
        word = self.stretch.at(n)
        if word is None:
            return None
        own = word.capital and word.lower in self.stretch.joints.homonyms
        plain = plain or (n == at and self.stretch.members(n))
        if not self.stretch.named(word) and not own and not (plain and self.stretch.small(word)):
            return None
        end = n
        while self.stretch.words[end].lower in self.stretch.joints.preposed and (word := self.stretch.at(end + 1)):
            if not (self.stretch.named(word) or self.stretch.small(word)):
                break
            end += 1
        while word := self.stretch.at(end + 1):
            if (
                self.stretch.named(word)
                or (word.capital and word.lower in self.stretch.joints.compass)
                or self.stretch.adjective(word)
                or self.stretch.particle(end + 1)
                or self.stretch.goes_with(end + 1)
            ):
                end += 1
            elif self.stretch.owner(end + 1):
                end += 2
            else:
                break
        return end

    def _joined(self, end: int, at: int, *, plain: bool, topical: bool) -> int | None:
        """The end of what "and" joins to a complement: another field of knowledge, never another body or a person."""
        link = self.stretch.at(at)
        bare = link is not None and link.lower in self.stretch.joints.articles and self.stretch.joints.head_first
        while (word := self.stretch.at(at)) and word.lower in self.stretch.joints.articles | self.stretch.joints.of:
            at += 1
        close = self.nominal(at, plain=plain)
        if close is None:
            return None
        if pairs.joins(self.stretch.words, end, at, close, places=self.stretch.joints.pairs):
            return close
        chunk = self.stretch.words[at : close + 1]
        if any(w.lower in self.stretch.heads.all | self.stretch.joints.bodies or w.shouted for w in chunk):
            return None
        if link is not None and self._again(end, link) and self.stretch.words[end].capital and all(w.capital for w in chunk):
            return close
        if self.stretch.words[end].lower in self.stretch.places or any(w.lower in self.stretch.places for w in chunk):
            return None
        if any(w.lower in self.stretch.joints.posts for w in chunk):
            return None
        after = self.stretch.at(close + 1)
        if bare and not topical and not all(self.stretch.subject(w) for w in chunk if w.capital):
            return None
        if topical and len(chunk) <= MOST_FIELD_WORDS and (after is None or not after.capital):
            return close
        fields = self.stretch.subject(self.stretch.words[end]) or any(self.stretch.subject(w) for w in chunk)
        fields = fields and (any(self.stretch.subject(w) for w in chunk) or len(chunk) == 1)
        return close if fields or self._alike(end, at, close) else None

    def _alike(self, end: int, at: int, close: int) -> bool:
        """Whether a single capital stands on either side of "and", no name of a place: "the Institute for the Study of Salt and Sand"."""
        words, after = self.stretch.words, self.stretch.at(close + 1)
        single = at == close and (after is None or not after.capital) and not self.stretch.joints.head_first
        linked = end > 0 and words[end - 1].lower in self.stretch.joints.of
        pair = words[end], words[at]
        return single and linked and not any(gazetteer.known(word.text) or word.shouted for word in pair)

    def _again(self, end: int, link: Word) -> bool:
        """Whether "and" is followed by a link with an article as one stands before the complement: "du Sahara et du Sahel", "du Textile et de la Mode"."""
        joints, words = self.stretch.joints, self.stretch.words
        before = words[end - 1] if end else None
        if before is not None and before.lower == link.lower and link.lower in joints.contracted:
            return True
        if before is None or words[end].lower in self.stretch.places | joints.places or gazetteer.known(words[end].text):
            return False
        led = before.lower in joints.articles and end > 1 and words[end - 2].lower in joints.of
        article = words[end + 3].lower if end + 3 < len(words) else ""
        following = link.lower in joints.contracted or (link.lower in joints.of and article in joints.articles)
        return following and (led or before.lower in joints.contracted)

    def _listed(self, end: int, *, plain: bool, topical: bool) -> int | None:
        """The end of "A, B and C" inside a complement, the last "and" being its proof."""
        close, n = end, end + 1
        while (comma := self.stretch.at(n)) and comma.text == COMMA:
            close_here = self._joined(close, n + 1, plain=plain, topical=topical)
            if close_here is None:
                return None
            close, n = close_here, close_here + 1
            if (
                (word := self.stretch.at(n))
                and word.text == COMMA
                and (after := self.stretch.at(n + 1))
                and (after.lower in self.stretch.joints.both)
            ):
                n += 1
            if (word := self.stretch.at(n)) and word.lower in self.stretch.joints.both:
                return self._joined(close, n + 1, plain=plain, topical=topical)
        return None
