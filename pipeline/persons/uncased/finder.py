"""Personal names in a script without capitals, as Arabic: they begin behind an honorific or a title and end at a stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline import phrases
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.grammar import Title
from pipeline.persons.tokens import Token
from pipeline.persons.uncased.openings import Openings

__all__ = ["UncasedFinder"]

# Letters of a word that a stop abbreviates, less than these.
SHORTEST_WORD = 4
# Given name and family; what says by a third word, definite and first of all, where somebody is from is no part of them.
TWO_PARTS = 2


class UncasedFinder(Openings):
    """Finds sightings in a script without capitals."""

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """All sightings, each cut to what the text shows elsewhere to be a name, and the repetitions."""
        scene = replace(scene, entities=dict(self._unseated(scene, *found) for found in scene.entities.items()))
        sightings, titles = super().find(scene)
        listed = self._rostered(scene) | self._paired(scene, titles)
        listed |= {s.name.first for s in sightings if self._given(scene.tokens, s.name.first)}
        sightings = [s.with_evidence("listed") if s.name.first in listed else s for s in sightings]
        sightings = [self._unlettered(scene, s) for s in sightings]
        sightings = [s.with_evidence("given_name") if self.shapes.begins_given(s.name.parts) else s for s in sightings]
        families = {phrases.fold(s.name.parts[-1]) for s in sightings if len(s.name.parts) > 1}
        sightings = [s for s in sightings if not self._fielded(s) and not self._sited(s)]
        trimmed = [self._trim(scene, s, families) for s in sightings]
        return sorted([*trimmed, *self._repeated(scene, trimmed)], key=lambda s: s.name.first), titles

    def _unseated(self, scene: Scene, first: int, last: int) -> tuple[int, int]:
        """The tokens of what the recogniser takes for a person, less a town at its beginning to which "at" is written."""
        behind = self.shapes.affixes.town(scene.tokens, first)
        return behind if behind < last else first, last

    def _unlettered(self, scene: Scene, sighting: Sighting) -> Sighting:
        """A name without the preposition or "and" that is written to it: "in succession to | X"."""
        name, token = sighting.name, scene.tokens[sighting.name.first]
        letters = int(self._given(scene.tokens, name.first)) or self.shapes.letters(scene.tokens, name.first)
        if not letters or name.start > token.start:
            return sighting
        parts = (name.parts[0][letters:], *name.parts[1:])
        short = Name(name.first, name.last, name.start + letters, name.end, parts)
        return Sighting(short, sighting.honorific, sighting.evidence, sighting.cases)

    def _posted(self, scene: Scene) -> set[int]:
        """Tokens of given names of two words that hold the noun of a post: "Muhammad al-Amin"."""
        found = ((at, self.shapes.compounds.at(scene.tokens, at)) for at in range(len(scene.tokens)))
        ends = ((at + 1, match.end) for at, match in found if match is not None)
        return {n for first, last in ends for n in range(first, last) if self.grammar.heads.at(scene.tokens, n) is not None}

    def honorific(self, tokens: Sequence[Token], index: int) -> int:
        """As in any script; what is a given name or a post without its article ends the stack."""
        son = index > 1 and phrases.fold(tokens[index - 1].text) in self.shapes.nasab
        end = super().honorific(tokens, index) if self._ranked(tokens, index) and not son else 0
        end = next((at for at in range(index, end) if self._full_stop(tokens, at)), end)
        end = next((at for at in range(index, end) if self.shapes.bare_post(tokens, at)), end)
        if end > index and self._teaches(tokens, end):
            return 0
        while end > index and (self.shapes.given(tokens, end - 1) or (end - index > 1 and self.shapes.family(tokens, end - 1))):
            end -= 1
        return end if end > index else 0

    def _teaches(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether a rank without the article has a field behind it, and nobody: «أستاذ الكيمياء»."""
        rank, shapes = tokens[end - 1], self.shapes
        if end >= len(tokens) or shapes.affixes.definite(rank.text) or shapes.affixes.eaten(tokens, end - 1):
            return False
        field = phrases.fold(tokens[end].text)
        bare = field.removeprefix(shapes.affixes.article)
        own = shapes.familial(tokens[end]) or shapes.is_given(tokens[end].text) or field in shapes.families
        return (
            field != bare
            and rank.text.isalpha()
            and len(rank.text) > SHORTEST_WORD - 1
            and not own
            and bare not in shapes.givens
        )

    def _full_stop(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a stop ends a sentence behind a whole word, and abbreviates none: "thirty ladies."."""
        return tokens[at].text == "." and at > 0 and len(tokens[at - 1].text) >= SHORTEST_WORD

    def _ranked(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a word that is listed with the article has it: "al-bahith", but "bahith" is anybody who does research."""
        found = self.honorifics.at(tokens, index)
        if found is None or self.shapes.affixes.key(tokens[index].lower) in self.bare:
            return found is not None
        return self.shapes.affixes.eaten(tokens, index) or self.shapes.affixes.definite(tokens[index].text)

    def _barred(self, scene: Scene, index: int, first: int) -> bool:
        free = index not in scene.quiet and index not in scene.inside
        family = index > first and self.shapes.family(scene.tokens, index)
        if free and (family or self.shapes.given(scene.tokens, index)):
            return False
        return super()._barred(scene, index, first)

    def _likely(self, scene: Scene) -> set[int]:
        """Where given names begin that are hardly anything else, so that no title goes on over them."""
        return self._christened(scene)

    def _unanchored(self, scene: Scene, taken: set[int], titles: Sequence[Title]) -> Iterable[Name]:
        """Names behind titles, and what the recogniser found."""
        recognised = {first for first in scene.entities if not self._eponymous(scene, first)}
        begins = {t.last + self._listed(scene, t) for t in titles} | recognised | self._introduced(scene, titles)
        paired = self._paired(scene, titles)
        begins |= {first for t in titles if (first := self._foreigner(scene, t))} | self._rostered(scene) | paired
        begins |= {at for at in range(1, len(scene.tokens)) if self._given(scene.tokens, at)}
        begins |= (
            self._christened(scene)
            | self._descended(scene)
            | {first for title in titles if (first := self._behind_comma(scene, title))}
        )
        reached = 0
        for first in sorted(begins - taken):
            if first < len(scene.tokens) and first not in scene.inside and first not in scene.quiet:
                if self._elsewise(scene, first):
                    continue
                known = self._entity(scene, first)
                if known is not None and known.last == reached:
                    continue
                name = self._behind_title(scene, first) if known is None or len(known.parts) < TWO_PARTS else None
                name = name or (self._extended(scene, known) if known is not None else None)
                if name is None and first in paired and (joined := self._behind(scene, first)) is not None:
                    name = self._entity_from(scene, first, joined.last)
                if name is not None:
                    reached = name.last
                    yield name

    def _speaks(self, tokens: Sequence[Token], name: Name) -> bool:
        return super()._speaks(tokens, name) or self._opens(tokens, name.first)

    def _behind_title(self, scene: Scene, first: int) -> Name | None:
        if self.shapes.opens_none(scene.tokens, first):
            return None
        name = self._behind(scene, first)
        return name if name is not None and len(name.parts) > 1 else None

    def _entity(self, scene: Scene, first: int) -> Name | None:
        last = scene.entities.get(first)
        if last is None:
            return None
        last = next((at for at in range(first + 1, last) if self.shapes.letters(scene.tokens, at)), last)
        tokens = scene.tokens[first:last]
        if not all(t.is_word for t in tokens) or self.shapes.ends_in(scene.tokens, first, last):
            return None
        if self._compound(scene, last - 1, last + 1):
            return None
        if self.shapes.cut_short(scene.tokens, last):
            return None
        if self.shapes.stops.at(scene.tokens, first) is not None and not self.shapes.is_given(tokens[0].text):
            return self._entity_from(scene, first + 1, last) if last - first > TWO_PARTS else None
        if self._calls(scene, first):
            return self._entity_from(scene, first + 1, last) if last - first > 2 else None
        return self._entity_from(scene, first, last)

    def _calls(self, scene: Scene, at: int) -> bool:
        """Whether a word is a verb that leads to a person, with a mark that no name bears or by the lexicon."""
        word = scene.tokens[at]
        if self.shapes.stopped(scene.tokens, at):
            return True
        return any(mark in word.text for mark in self.shapes.marks) or self._opens(scene.tokens, at + 1)

    def _entity_from(self, scene: Scene, first: int, last: int) -> Name:
        tokens = scene.tokens[first:last]
        joined = self.shapes.joined(tokens[0])
        parts = (tokens[0].text[joined:], *(t.text for t in tokens[1:]))
        called = len(parts) > TWO_PARTS and self.shapes.affixes.definite(parts[0]) and not self.shapes.is_given(parts[0])
        if called and self.shapes.is_sure(parts[1]):
            return self._entity_from(scene, first + 1, last)
        trade = len(parts) > TWO_PARTS and self.shapes.familial(tokens[0]) and not self.shapes.joins(scene.tokens, first)
        if trade and not self.shapes.affixes.definite(tokens[1].text) and not self.shapes.joins(scene.tokens, first + 1):
            return self._entity_from(scene, first + 1, last)
        return Name(first, last, tokens[0].start + joined, tokens[-1].end, parts)

    def _behind(self, scene: Scene, index: int) -> Name | None:
        if self.shapes.given_to(scene.tokens, index):
            return None
        if index in scene.nationals:
            bare = index + 1 < len(scene.tokens) and not self.shapes.affixes.definite(scene.tokens[index + 1].text)
            return self._behind(scene, index + 1) if bare and self.shapes.affixes.definite(scene.tokens[index].text) else None
        name = super()._behind(scene, index)
        known = self._entity(scene, index)
        if known is None or len(known.parts) < 2:
            return name or known
        if name is None or (known.last > name.last and not self.shapes.is_closed(scene.tokens, name.last)):
            return self._extended(scene, known)
        rest = range(known.last, name.last)
        whole = all(self._named(scene, at) for at in rest)
        whole = whole or (len(rest) == 1 and self._unsurnamed(scene, known))
        whole = whole or (len(rest) == 1 and self._last_of_all(scene.tokens, known.last))
        whole = whole or self.shapes.compounds.covers(scene.tokens, known.last, name.last)
        whole = whole or (len(rest) == 1 and self._compound(scene, known.first, known.last))
        given = scene.tokens[known.last - 1].text in self.shapes.faith or self.shapes.joins(scene.tokens, known.last)
        return name if known.last > name.last or whole or given else self._extended(scene, known)

    def _unsurnamed(self, scene: Scene, name: Name) -> bool:
        """Whether all words of a name are given names, and one with the article follows that may be the family's."""
        letters = self.shapes.letters(scene.tokens, name.first)
        given = (
            self.shapes.is_given(p) or p in self.shapes.faith or self._servant(p)
            for p in (name.parts[0][letters:], *name.parts[1:])
        )
        family, behind = scene.tokens[name.last], name.last + 1
        marked = behind >= len(scene.tokens) or not scene.tokens[behind].is_word
        joined = not marked and scene.tokens[behind].text.startswith(self.shapes.letter)
        return all(given) and (self.shapes.affixes.definite(family.text) or marked or joined)

    def _servant(self, word: str) -> bool:
        """Whether a word can be whose servant somebody is: a quality of God, with the article."""
        return self.shapes.affixes.definite(word)

    def _named(self, scene: Scene, at: int) -> bool:
        """Whether a word can go on with a name: a family name, a given one, or what the recogniser takes for one."""
        token = scene.tokens[at]
        return (
            self.shapes.familial(token)
            or at in scene.entities
            or self.shapes.is_given(token.text)
            or token.text in self.shapes.faith
        )

    def _last_of_all(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word before a mark is a family name: whose son somebody is has been said, or what he is follows."""
        marked = at + 1 >= len(tokens) or not tokens[at + 1].is_word
        titled = at + 2 < len(tokens) and tokens[at + 1].text == "،" and self.grammar.heads.at(tokens, at + 2) is not None
        return marked and at > 1 and (titled or self.shapes.descends(tokens, at - 2))

    def _extended(self, scene: Scene, name: Name) -> Name:
        """What the recogniser found, and the family name right behind it that it has missed."""
        at, tokens = name.last, scene.tokens
        if 0 < at < len(tokens) - 1 and (self.shapes.descends(tokens, at) or self.shapes.joins(tokens, at)):
            return super()._behind(scene, name.first) or name
        if at >= len(tokens) or not self.shapes.familial(tokens[at]) or self.shapes.is_closed(tokens, at) or at in scene.inside:
            return name
        return Name(name.first, at + 1, name.start, tokens[at].end, (*name.parts, tokens[at].text))

    def _trim(self, scene: Scene, sighting: Sighting, families: set[str]) -> Sighting:
        """An honorific and a known family name: the words behind it are no part of the name."""
        name = sighting.name
        if len(name.parts) < 2 or phrases.fold(name.parts[0]) not in families:
            return sighting
        definite = phrases.fold(name.parts[0]).startswith(self.shapes.affixes.article)
        if not definite and self.shapes.is_closed(scene.tokens, name.last):
            return sighting
        end = scene.tokens[name.first].end
        short = Name(name.first, name.first + 1, name.start, end, name.parts[:1])
        return Sighting(short, sighting.honorific, sighting.evidence, sighting.cases)

    def _repeated(self, scene: Scene, sightings: Sequence[Sighting]) -> list[Sighting]:
        """The other places at which a full name or a family name stands."""
        covered = {i for s in sightings for i in range(s.name.first, s.name.last)}
        forms: Mapping[str, Sighting] = {
            " ".join(parts): s for s in sightings if len(s.name.parts) > 1 for parts in (s.name.parts, s.name.parts[-1:])
        }
        table = Phrases(forms, key=phrases.fold)
        more: list[Sighting] = []
        for index in range(len(scene.tokens)):
            found = table.at(scene.tokens, index)
            if found is None or any(i in covered or i in scene.inside or i in scene.quiet for i in range(index, found.end)):
                continue
            tokens = scene.tokens[index : found.end]
            covered |= set(range(index, found.end))
            more.append(Sighting(Name(index, found.end, tokens[0].start, tokens[-1].end, tuple(t.text for t in tokens))))
        return more
