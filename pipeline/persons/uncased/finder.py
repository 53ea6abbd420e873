"""Personal names in a script without capitals, as Arabic: they begin behind an honorific or a title and end at a stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline import gazetteer, phrases
from pipeline.lexicon import Lexicon
from pipeline.persons.affixes import Affixes
from pipeline.persons.cased.finder import CasedFinder
from pipeline.persons.phrases import Phrases
from pipeline.persons.scene import Scene
from pipeline.persons.shapes import Name
from pipeline.persons.sightings import Sighting
from pipeline.persons.titles.grammar import Title, TitleGrammar
from pipeline.persons.tokens import Token
from pipeline.persons.uncased.shapes import MOST_WORDS, UncasedShapes

__all__ = ["UncasedFinder"]

# What parts the names of a list.
ROSTER_MARKS = frozenset("،؛,;")
# Letters of a word that a stop abbreviates, less than these.
SHORTEST_WORD = 4
# Given name and family; what says by a third word, definite and first of all, where somebody is from is no part of them.
TWO_PARTS = 2


class UncasedFinder(CasedFinder):
    """Finds sightings in a script without capitals."""

    def __init__(self, lexicon: Lexicon, grammar: TitleGrammar, affixes: Affixes) -> None:
        shapes = UncasedShapes(lexicon, grammar, affixes)
        super().__init__(lexicon, grammar, shapes)
        self.shapes: UncasedShapes = shapes
        self.openers = frozenset(phrases.fold(w) for w in [*lexicon.list("introducers"), *lexicon.list("speech")])
        affixed = [w for w in lexicon.list("honorifics") if not w.startswith(affixes.article)]
        self.bare = affixes.vocabulary(affixed)
        self.relatives = frozenset(lexicon.list("relatives"))
        self.given_over = Phrases(lexicon.list("given_over"), key=phrases.fold)
        ends = (phrases.fold(given).rpartition(" ") for given in lexicon.list("given_over"))
        self.lettered = frozenset((before, letter) for before, _, letter in ends if len(letter) == 1)
        self.rosters = Phrases(lexicon.list("rosters"), key=phrases.fold)

    def find(self, scene: Scene) -> tuple[list[Sighting], list[Title]]:
        """All sightings, each cut to what the text shows elsewhere to be a name, and the repetitions."""
        sightings, titles = super().find(scene)
        listed = self._rostered(scene) | self._paired(scene, titles)
        listed |= {s.name.first for s in sightings if self._given(scene.tokens, s.name.first)}
        sightings = [s.with_evidence("listed") if s.name.first in listed else s for s in sightings]
        sightings = [self._unlettered(scene, s) for s in sightings]
        families = {phrases.fold(s.name.parts[-1]) for s in sightings if len(s.name.parts) > 1}
        trimmed = [self._trim(scene, s, families) for s in sightings]
        return sorted([*trimmed, *self._repeated(scene, trimmed)], key=lambda s: s.name.first), titles

    def _unlettered(self, scene: Scene, sighting: Sighting) -> Sighting:
        """A name without the preposition that is written to it: "in succession to | X"."""
        name = sighting.name
        if not self._given(scene.tokens, name.first) or name.start > scene.tokens[name.first].start:
            return sighting
        parts = (name.parts[0][1:], *name.parts[1:])
        short = Name(name.first, name.last, name.start + 1, name.end, parts)
        return Sighting(short, sighting.honorific, sighting.evidence, sighting.cases)

    def _given(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the letter of a preposition that the word before governs is written to a token, and no article with it."""
        before = phrases.fold(tokens[at - 1].text) if at else ""
        return (before, tokens[at].text[:1]) in self.lettered and not self.shapes.given_to(tokens, at)

    def _posted(self, scene: Scene) -> set[int]:
        """Tokens of given names of two words that hold the noun of a post: "Muhammad al-Amin"."""
        found = ((at, self.shapes.compounds.at(scene.tokens, at)) for at in range(len(scene.tokens)))
        ends = ((at + 1, match.end) for at, match in found if match is not None)
        return {n for first, last in ends for n in range(first, last) if self.grammar.heads.at(scene.tokens, n) is not None}

    def _rostered(self, scene: Scene) -> set[int]:
        """Where the names may begin that a line lists behind a colon: "Present: A B (secretary); C D"."""
        tokens, found = scene.tokens, set[int]()
        for at in range(1, len(tokens) - 1):
            if tokens[at].text != ":" or not any(self.rosters.covers(tokens, at - back, at) for back in (1, 2) if at >= back):
                continue
            end = next((n for n in range(at, len(tokens)) if tokens[n].is_break or tokens[n].text == "."), len(tokens))
            firsts = {n + 1 for n in range(at, end - 1) if n == at or tokens[n].text in ROSTER_MARKS}
            names = ((n, self._behind(scene, n)) for n in firsts if n not in scene.inside)
            found |= {
                n for n, name in names if name is not None and (name.last >= len(tokens) or not tokens[name.last].is_word)
            }
        return found

    def _paired(self, scene: Scene, titles: Sequence[Title]) -> set[int]:
        """Where the second of two names begins that share a post in the plural, "and" written to it."""
        found = set[int]()
        for title in titles:
            first = self._behind(scene, title.last) if title.plural and title.last < len(scene.tokens) else None
            at = first.last if first is not None else len(scene.tokens)
            if at < len(scene.tokens) and scene.tokens[at].text.startswith(self.shapes.letter):
                name = self._behind(scene, at)
                found |= {at} if name is not None and self.shapes.is_closed(scene.tokens, name.last) else set()
        return found

    def honorific(self, tokens: Sequence[Token], index: int) -> int:
        """As in any script; what is a given name or a post without its article ends the stack."""
        end = super().honorific(tokens, index) if self._ranked(tokens, index) else 0
        end = next((at for at in range(index, end) if self._full_stop(tokens, at)), end)
        end = next((at for at in range(index, end) if self.shapes.bare_post(tokens, at)), end)
        while end > index and (self.shapes.given(tokens, end - 1) or (end - index > 1 and self.shapes.family(tokens, end - 1))):
            end -= 1
        return end if end > index else 0

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
        return set()

    def _unanchored(self, scene: Scene, taken: set[int], titles: Sequence[Title]) -> Iterable[Name]:
        """Names behind titles, and what the recogniser found."""
        begins = {t.last + self._listed(scene, t) for t in titles} | set(scene.entities) | self._introduced(scene, titles)
        paired = self._paired(scene, titles)
        begins |= {first for t in titles if (first := self._foreigner(scene, t))} | self._rostered(scene) | paired
        begins |= {at for at in range(1, len(scene.tokens)) if self._given(scene.tokens, at)}
        begins |= self._descended(scene) | {first for title in titles if (first := self._behind_comma(scene, title))}
        reached = 0
        for first in sorted(begins - taken):
            if first < len(scene.tokens) and first not in scene.inside and first not in scene.quiet:
                if self._elsewise(scene, first):
                    continue
                known = self._entity(scene, first)
                if known is not None and known.last == reached:
                    continue
                name = self._extended(scene, known) if known is not None else self._behind_title(scene, first)
                if name is None and first in paired and (joined := self._behind(scene, first)) is not None:
                    name = self._entity_from(scene, first, joined.last)
                if name is not None:
                    reached = name.last
                    yield name

    def _foreigner(self, scene: Scene, title: Title) -> int:
        """Where a name begins behind a title and an adjective of nationality ("the president, the Kenyan X"); 0 where none does."""
        at = title.last + (title.last < len(scene.tokens) and scene.tokens[title.last].text == "،")
        return at + 1 if at in scene.nationals and self.shapes.affixes.definite(scene.tokens[at].text) else 0

    def _listed(self, scene: Scene, title: Title) -> bool:
        """Whether a colon parts a title that opens its line from who holds it: "Director: Sami Haddad"."""
        tokens, at = scene.tokens, title.first
        return title.last < len(tokens) and tokens[title.last].text == ":" and (not at or not tokens[at - 1].is_word)

    def _elsewise(self, scene: Scene, first: int) -> bool:
        """Whether no person can begin here: behind a figure ("2 May"), or where the whole stretch is a town of the gazetteer."""
        before = scene.tokens[first - 1].text if first else ""
        if before[:1].isdigit():
            return True
        last = scene.entities.get(first, first)
        return last - first > 1 and gazetteer.known(" ".join(phrases.fold(t.text) for t in scene.tokens[first:last]))

    def _introduced(self, scene: Scene, titles: Sequence[Title]) -> set[int]:
        """Where a name may begin that ends at a comma before a title, or before "who": behind a verb of speech or the like."""
        begins = {t.first for t in titles}
        found = set[int]()
        for at, token in enumerate(scene.tokens[:-1]):
            follows = at + 1 in begins or scene.tokens[at + 1].text in self.relatives
            if token.text == "،" and follows:
                ahead = range(at - 2, max(0, at - MOST_WORDS - 1), -1)
                first = next((n for n in ahead if self._opens(scene.tokens, n) or self._led(scene, n)), 0)
                name = self._behind(scene, first) if first and first not in scene.inside else None
                found |= {first} if name is not None and name.last == at and len(name.parts) > 1 else set()
        return found | {first for title in titles if (first := self._before_title(scene, title))}

    def _before_title(self, scene: Scene, title: Title) -> int:
        """Where a name begins that ends at a title, behind a verb that leads to a person: "they appointed X deputy"; 0 where none does."""
        for first in range(title.first - 2, max(0, title.first - MOST_WORDS - 2), -1):
            if self._opens(scene.tokens, first) and not self.shapes.affixes.definite(scene.tokens[first].text):
                name = self._behind(scene, first) if first not in scene.inside else None
                return first if name is not None and name.last == title.first and len(name.parts) > 1 else 0
        return 0

    def _behind_comma(self, scene: Scene, title: Title) -> int:
        """Where a name begins between the comma behind a title and the next, if the recogniser knows a part of it; 0 where none does."""
        first = title.last + 1
        if first >= len(scene.tokens) or scene.tokens[title.last].text != "،" or first in scene.inside:
            return 0
        name = self._behind(scene, first)
        known = name is not None and any(name.first <= at < name.last for at in scene.entities)
        closed = name is not None and name.last < len(scene.tokens) and scene.tokens[name.last].text in {"،", "."}
        return first if name is not None and known and closed and len(name.parts) > 1 else 0

    def _descended(self, scene: Scene) -> set[int]:
        """Where a name may begin that says whose son or daughter somebody is: the word before "son of"."""
        found = set[int]()
        for at in range(1, len(scene.tokens) - 1):
            if at > 1 and phrases.fold(scene.tokens[at].text) in self.shapes.nasab and self._compound(scene, at - 2, at):
                found.add(at - 2)
            elif self.shapes.descends(scene.tokens, at) and not self.shapes.is_closed(scene.tokens, at - 1):
                found.add(at - 2 if at > 1 and self.shapes.joins(scene.tokens, at - 2) else at - 1)
        return found

    def _compound(self, scene: Scene, first: int, last: int) -> bool:
        """Whether these tokens are a given name of two words."""
        return self.shapes.compounds.covers(scene.tokens, first, last)

    def _opens(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word that leads to a person stands right before a token, "and" written to it or not."""
        word = phrases.fold(tokens[at - 1].text) if at else ""
        return word in self.openers or (word.startswith(self.shapes.affixes.joining) and word[1:] in self.openers)

    def _led(self, scene: Scene, at: int) -> bool:
        """Whether a name may begin here as the subject of the verb that opens its sentence, or as that to which something is given."""
        before = scene.tokens[at - 1] if at else None
        if before is None or not before.is_word or self.shapes.affixes.definite(scene.tokens[at].text) or at in scene.places:
            return False
        if any(self.given_over.covers(scene.tokens, at - back, at) for back in (1, 2)) or self._given(scene.tokens, at):
            return True
        opens = at == 1 or scene.tokens[at - 2].is_break or scene.sentence(at - 2) != scene.sentence(at)
        opens = opens or (before.start == scene.tokens[at - 2].end and (at < 3 or scene.sentence(at - 3) != scene.sentence(at)))
        return opens and not self.shapes.affixes.definite(before.text) and self.grammar.heads.at(scene.tokens, at - 1) is None

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
        tokens = scene.tokens[first:last]
        if not all(t.is_word for t in tokens) or self.shapes.ends_in(scene.tokens, first, last):
            return None
        if self._compound(scene, last - 1, last + 1):
            return None
        if self.shapes.cut_short(scene.tokens, last) or self.shapes.stops.at(scene.tokens, first) is not None:
            return None
        if self._calls(scene, first):
            return self._entity_from(scene, first + 1, last) if last - first > 2 else None
        return self._entity_from(scene, first, last)

    def _calls(self, scene: Scene, at: int) -> bool:
        """Whether a word is a verb that leads to a person, with a mark that no name bears or by the lexicon."""
        word = scene.tokens[at]
        if self.shapes.joined_to_stop(word) and not self.shapes.joins(scene.tokens, at):
            return True
        return any(mark in word.text for mark in self.shapes.marks) or self._opens(scene.tokens, at + 1)

    def _entity_from(self, scene: Scene, first: int, last: int) -> Name:
        tokens = scene.tokens[first:last]
        joined = self.shapes.joined(tokens[0])
        parts = (tokens[0].text[joined:], *(t.text for t in tokens[1:]))
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
        whole = all(self.shapes.familial(scene.tokens[at]) or at in scene.entities for at in rest)
        whole = whole or (len(rest) == 1 and self._last_of_all(scene.tokens, known.last))
        given = scene.tokens[known.last - 1].text in self.shapes.faith or self.shapes.joins(scene.tokens, known.last)
        return name if known.last > name.last or whole or given else self._extended(scene, known)

    def _last_of_all(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word before a mark is a family name: whose son somebody is has been said, or what he is follows."""
        marked = at + 1 >= len(tokens) or not tokens[at + 1].is_word
        titled = at + 2 < len(tokens) and tokens[at + 1].text == "،" and self.grammar.heads.at(tokens, at + 2) is not None
        return marked and at > 1 and (titled or self.shapes.descends(tokens, at - 2))

    def _extended(self, scene: Scene, name: Name) -> Name:
        """What the recogniser found, and the family name right behind it that it has missed."""
        at, tokens = name.last, scene.tokens
        if 0 < at < len(tokens) - 1 and self.shapes.descends(tokens, at):
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
